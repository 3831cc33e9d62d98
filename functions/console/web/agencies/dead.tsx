import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { AGENCY_TEXTS, type AgencyTextKey } from './texts.ts';
import { useDeadLetters } from './watch.ts';

addTexts(AGENCY_TEXTS);

/** Queues by what stands in their names. */
const QUEUES: readonly [part: string, text: AgencyTextKey][] = [
  ['intake', 'deadIntake'],
  ['replies', 'deadReplies'],
  ['media', 'deadMedia'],
  ['agency', 'deadAgency'],
];

/**
 * A red line where messages lie dead: something that was said, or that should have been, goes nowhere until somebody acts.
 * @param quiet says nothing where all is well.
 */
export function DeadLetters({ quiet }: { quiet?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { queues, error } = useDeadLetters();
  if (error) return quiet ? null : <p className="soft">{t('deadUnknown')}</p>;
  const dead = queues?.filter(({ count }) => count > 0);
  if (!dead || dead.length === 0) return quiet || !dead ? null : <p className="soft">{t('deadNone')}</p>;
  const nameOf = (queue: string) => {
    const known = QUEUES.find(([part]) => queue.includes(part))?.[1];
    return known ? t(known) : queue;
  };
  return (
    <p className="red-line" role="status">
      {t('deadLetters')}:{' '}
      {dead.map(({ queue, count }) => `${nameOf(queue)} (${format.number(count)})`).join(format.comma)}. {t('deadWho')}
    </p>
  );
}
