import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';

const KEYS = [
  [['j', '↓'], ['k', '↑'], 'keyMove'],
  [['Enter'], [], 'keyOpen'],
  [['x', 'Space'], [], 'keySelect'],
  [['a'], [], 'keyAssign'],
  [['n'], [], 'keyNews'],
  [['/'], [], 'keyFilter'],
  [['c'], [], 'keyCall'],
  [['?'], [], 'keyHelp'],
] as const;

/** Which keys do what on the board. */
export function KeysHelp({ letters, onClose }: { letters: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      {letters ? null : <p>{t('keysOff')}</p>}
      <dl className="keys">
        {KEYS.map(([some, others, text]) => (
          <div key={text}>
            <dt>
              {[...some, ...others].map((key) => (
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
