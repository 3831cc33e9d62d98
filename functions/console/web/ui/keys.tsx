import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';

/** Which keys do what on a screen. @param rows keys that do the same, and the name of the text that says what. */
export function KeysHelp({
  rows,
  letters,
  onClose,
}: {
  rows: readonly (readonly [keys: readonly string[], text: string])[];
  letters: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      {letters ? null : <p>{t('keysOff')}</p>}
      <dl className="keys">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} dir="ltr">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
