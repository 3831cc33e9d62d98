import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventType } from '../../../../shared/case/events.ts';
import type { TimelineEvent } from '../answers.ts';
import { Stamp } from '../ui/marks.tsx';
import { useCase } from './page.ts';
import { GROUPS, type Group, saidIn, sentence } from './sentences.ts';

const FILTERS: readonly (Group | 'all')[] = ['all', 'messages', 'decisions', 'facts', 'ladders', 'clocks'];

/** What only says how a message or an alert is on its way: the conversation and the ladders show what came of it. */
export const MACHINE_STEPS = new Set<string>([
  'message.status',
  'message.sending',
  'message.sent',
  'attachment.stored',
  'escalation.delivered',
] satisfies EventType[]);

/** Everything that happened, newest first, by what one looks for. */
export function Timeline() {
  const { t } = useTranslation();
  const { events } = useCase();
  const [filter, setFilter] = useState<Group | 'all'>('all');
  const [steps, setSteps] = useState(false);
  const shown = events.filter(
    ({ type }) => (filter === 'all' || GROUPS[type as EventType] === filter) && (steps || !MACHINE_STEPS.has(type)),
  );
  return (
    <section className="sheet" aria-labelledby="case-timeline">
      <h2 id="case-timeline">{t('timeline')}</h2>
      <div className="filters">
        {FILTERS.map((each) => (
          <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
            {t(`filter_${each}`)}
          </button>
        ))}
      </div>
      <label>
        <input type="checkbox" checked={steps} onChange={({ target }) => setSteps(target.checked)} />{' '}
        {t('machineSteps')}
      </label>
      <EventLines events={[...shown].reverse()} />
      {shown.length === 0 ? <p className="soft">{t('nothingHere')}</p> : null}
    </section>
  );
}

/** Events as lines: what happened, who did it, when here and there, and the words that came with it. */
export function EventLines({ events }: { events: readonly TimelineEvent[] }) {
  const { head, tell } = useCase();
  return (
    <ol className="events">
      {events.map((event) => {
        const words = saidIn(event);
        return (
          <li key={event.seq} data-type={event.type} data-group={GROUPS[event.type as EventType]}>
            <p className="what" dir="auto">
              {sentence(event, tell)}
            </p>
            {words ? (
              <p className="words" dir="auto">
                {words}
              </p>
            ) : null}
            <small className="soft">
              <Who actor={event.actor} /> · <Stamp at={event.at} country={head.country} />
            </small>
          </li>
        );
      })}
    </ol>
  );
}

/** Who did it: staff by their name here, citizens as the case knows them, agencies by the person who answered, or the room itself. */
function Who({ actor }: { actor: TimelineEvent['actor'] }) {
  const { t } = useTranslation();
  const { tell } = useCase();
  if (actor.kind === 'system') return <span>{t('theRoom')}</span>;
  if (actor.kind === 'citizen') return <span>{tell.contact(actor.id)}</span>;
  const name = actor.name ?? (actor.kind === 'agency' ? tell.agency(actor.id) : actor.id);
  return (
    <span>
      <bdi>{name}</bdi>
      {actor.kind === 'agency' && actor.name ? <> ({tell.agency(actor.id)})</> : null}
    </span>
  );
}
