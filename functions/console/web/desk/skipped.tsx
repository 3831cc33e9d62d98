import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { SKIP_NAMES } from './texts.ts';

/** Who was not written to, by why; the word of the room where this screen knows no better. */
export function Skipped({ counts }: { counts: Readonly<Record<string, number>> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  if (some.length === 0) return null;
  const total = some.reduce((sum, [, count]) => sum + count, 0);
  return (
    <div className="skipped">
      <h3>
        {t('desk.notReached')} <span className="chip">{format.number(total)}</span>
      </h3>
      <ul>
        {some.map(([why, count]) => (
          <li key={why}>
            {SKIP_NAMES[why] ? format.both(SKIP_NAMES[why]) : why}: {format.number(count)}
          </li>
        ))}
      </ul>
    </div>
  );
}
