import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';

const KEYS: readonly (readonly [keys: readonly string[], text: string])[] = [
  [['y'], 'acceptSuggestion'],
  [['1', '2', '3', '4'], 'correctSuggestion'],
  [['t'], 'triage'],
  [['r'], 'keyReply'],
  [['q'], 'quickAnswers'],
  [['n'], 'note'],
  [['c'], 'logCall'],
  [['p'], 'makePromise'],
  [['e'], 'escalate'],
  [['a'], 'assignToMe'],
  [['w'], 'await'],
  [['v'], 'resolve'],
  [['s'], 'conversation'],
  [['f'], 'facts'],
  [['g'], 'escalations'],
  [['h'], 'timeline'],
  [['Ctrl', '↵'], 'keySend'],
  [['Esc'], 'keyBack'],
  [['?'], 'keyHelp'],
];

/** Which keys do what on the page of a case. */
export function CaseKeys({ letters, onClose }: { letters: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      {letters ? null : <p>{t('keysOff')}</p>}
      <dl className="keys">
        {KEYS.map(([keys, text]) => (
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
