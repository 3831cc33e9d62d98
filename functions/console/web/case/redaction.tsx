import { useTranslation } from 'react-i18next';
import type { CaseEvent } from '../../../../shared/case/events.ts';
import { residueOf } from '../../../../shared/case/redaction.ts';
import type { TimelineEvent } from '../answers.ts';
import { useRoom } from '../room.ts';
import { Stamp } from '../ui/marks.tsx';
import { type Act, Begin } from './act.tsx';
import { useCase } from './page.ts';
import { saidIn, sentence, type Telling } from './sentences.ts';
import { EventLines, MACHINE_STEPS } from './timeline.tsx';

type T = (key: string) => string;

/** Letters of what was said that tell one message from another. */
const SHOWN = 120;

/**
 * Asks that what some events say be forgotten: only those that hold something are offered, the newest first; the steps of the machine go with
 * what they belong to.
 * @param decides whether it is done at once.
 */
export function redactAct(t: T, events: readonly TimelineEvent[], tell: Telling, decides: boolean): Act {
  const whole = events.filter(
    (event) => event.data && !MACHINE_STEPS.has(event.type) && residueOf(event as unknown as CaseEvent) !== undefined,
  );
  return {
    kind: 'redact',
    title: t('requestRedaction'),
    lead: t('redactLead'),
    path: '/redactions',
    ...(decides ? { submit: t('redactDo'), confirm: t('redactConfirm') } : { submit: t('redactAsk') }),
    focus: 'reason',
    inputs: [
      { name: 'reason', label: t('reason') },
      {
        name: 'seqs',
        label: t('redactWhat'),
        kind: 'many',
        choices: whole.map((event) => [String(event.seq), lineOf(event, tell)] as const).reverse(),
      },
    ],
    body: ({ seqs, reason }) => ({ seqs: Array.isArray(seqs) ? seqs.map(Number) : [], reason }),
  };
}

function lineOf(event: TimelineEvent, tell: Telling): string {
  const said = saidIn(event);
  return `${tell.format.stamp(event.at)} · ${sentence(event, tell)}${said ? `: ${said.slice(0, SHOWN)}` : ''}`;
}

/** What somebody wants forgotten and a second person has not agreed to: what it says, why, and whose wish it is. */
export function Redactions() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const { head, events, can } = useCase();
  if (!head.redactions?.length) return null;
  return (
    <section aria-labelledby="case-redactions">
      <h3 id="case-redactions">{t('redactionWaits')}</h3>
      {head.redactions.map(({ redactionId, seqs, reason, by, at }) => (
        <div key={redactionId} className="rule">
          <p>
            <strong dir="auto">{reason}</strong> <bdi>{by}</bdi> · <Stamp at={at} />
          </p>
          <EventLines events={events.filter(({ seq }) => seqs.includes(seq))} />
          {can('requestRedaction') && by !== me.id ? (
            <Begin
              act={{
                kind: `redact ${redactionId}`,
                title: t('approveRedaction'),
                lead: reason,
                path: `/redactions/${redactionId}/approve`,
                submit: t('redactDo'),
                confirm: t('redactConfirm'),
                inputs: [],
              }}
            />
          ) : null}
        </div>
      ))}
    </section>
  );
}
