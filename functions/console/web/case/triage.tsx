import { useTranslation } from 'react-i18next';
import type { EventData } from '../../../../shared/case/events.ts';
import type { Category, Priority } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { CaseHead, TimelineEvent } from '../answers.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { PriorityBadge } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { useStale } from './act.tsx';
import { useCase } from './page.ts';

export type Suggested = EventData['triage.suggested'] & { provisional?: boolean };

/** What triage reads in the words and no person has judged yet. */
export function openSuggestion(events: readonly TimelineEvent[]): Suggested | undefined {
  const judged = events.findLastIndex(({ type }) => type === 'case.triaged');
  const last = events.findLast(
    ({ type, data }, at) => at > judged && type === 'triage.suggested' && data !== undefined,
  );
  return last?.data as Suggested | undefined;
}

/** What was suggested last, judged or not: what a form begins with. */
export function lastSuggestion(events: readonly TimelineEvent[]): Suggested | undefined {
  return events.findLast(({ type, data }) => type === 'triage.suggested' && data !== undefined)?.data as
    | Suggested
    | undefined;
}

/** What is sent where a person takes it as suggested: the reasons that were read are the reason given. */
function acceptBody({ priority, category, needs, reasons }: Suggested, reason: string): object {
  return {
    priority,
    category,
    needs,
    reason: reason || reasons.map(({ text }) => `${text.ar} · ${text.en}`).join('؛ '),
  };
}

interface Accepting {
  accept(): void;
  busy: boolean;
  error: unknown;
}

/** Triage as suggested, in one press. */
export function useAccepting(
  id: string,
  head: CaseHead | undefined,
  suggested: Suggested | undefined,
  refresh: () => void,
): Accepting {
  const { api } = useRoom();
  const { t } = useTranslation();
  const { go, state, error } = useSend(
    ({ body, on }: { body: object; on: number }, key: string) =>
      api.post<CaseHead>(`/v1/cases/${id}/triage`, body, { key, ifMatch: on }),
    refresh,
  );
  useStale(error, refresh);
  return {
    accept: () => {
      if (head && suggested && state === 'idle') {
        void go({
          body: acceptBody(suggested, suggested.reasons.length === 0 ? t('takenAsSuggested') : ''),
          on: head.version,
        });
      }
    },
    busy: state !== 'idle',
    error,
  };
}

/** The suggestion with the words it went by; accepted with one key, corrected with another. */
export function Suggestion({ suggested, accepting }: { suggested: Suggested; accepting: Accepting }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const { priority, category, needs, reasons, people, place, provisional } = suggested;
  return (
    <section className="suggestion sheet" aria-labelledby="case-suggestion">
      <h3 id="case-suggestion">
        {t('suggested')} <PriorityBadge priority={priority as Priority} />{' '}
        {format.both(CATEGORY_WORDS[category as Category])}
        {provisional ? <span className="chip">{t('provisional')}</span> : null}
      </h3>
      <ul className="reasons">
        {reasons.map(({ rule, words, text }) => (
          <li key={rule}>
            {format.both(text)}{' '}
            {words.map((each) => (
              <mark key={each} dir="auto">
                {each}
              </mark>
            ))}
          </li>
        ))}
      </ul>
      <p>
        {needs.map((each) => (
          <span className="chip" key={each}>
            {format.both(NEED_WORDS[each])}
          </span>
        ))}
        {people.count ? (
          <span className="chip">
            {t('peopleCount')} <bdi>{format.number(people.count)}</bdi>
          </span>
        ) : null}
        {people.minors ? (
          <span className="chip">
            {t('childrenCount')} <bdi>{format.number(people.minors)}</bdi>
          </span>
        ) : null}
        {place?.city || place?.country ? <span className="chip">{format.where(place.city, place.country)}</span> : null}
      </p>
      {head.priority !== priority ? <p className="soft">{t('differs')}</p> : null}
      {can('triage') ? (
        <p className="acts">
          <button type="button" className="primary" disabled={accepting.busy} onClick={accepting.accept}>
            {t('acceptSuggestion')} <kbd>y</kbd>
          </button>
          <span className="soft">
            {t('correctSuggestion')} <kbd dir="ltr">1–4</kbd>
          </span>
        </p>
      ) : null}
      <ProblemNote error={accepting.error} />
    </section>
  );
}
