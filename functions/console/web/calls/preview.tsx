import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { Suggestion } from '../answers.ts';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { PriorityBadge } from '../ui/marks.tsx';
import type { CallTyped } from './form.ts';
import { useRested } from './rested.ts';

const REST_MS = 400;

/** What triage would suggest for the words so far; nothing is stored. */
export function useSuggestion({ text, channel, country }: CallTyped): Suggestion | undefined {
  const { api, line } = useRoom();
  const words = useRested(text.trim(), REST_MS);
  const { data } = useQuery({
    queryKey: ['preview', words, channel, country],
    queryFn: ({ signal }) =>
      api.post<Suggestion>('/v1/triage/preview', { text: words, channel, ...(country ? { country } : {}) }, { signal }),
    enabled: words.length > 2 && line !== 'offline',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  return words.length > 2 ? data : undefined;
}

export function Preview({ suggestion }: { suggestion: Suggestion | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!suggestion) {
    return (
      <section className="preview">
        <h2>{t('readsTriage')}</h2>
        <p className="soft">{t('readsNothing')}</p>
      </section>
    );
  }
  const { priority, category, reasons, needs, people, place } = suggestion;
  const where = format.where(place?.city, place?.country);
  return (
    <section className="preview" aria-live="polite">
      <h2>{t('readsTriage')}</h2>
      <p>
        <PriorityBadge priority={priority} /> <strong>{format.both(CATEGORY_WORDS[category])}</strong>
      </p>
      <ul>
        {reasons.map(({ rule, text, words }) => (
          <li key={rule}>
            {format.both(text)}{' '}
            {words.map((word) => (
              <mark key={word} dir="auto">
                {word}
              </mark>
            ))}
          </li>
        ))}
      </ul>
      <dl>
        {needs.length > 0 ? (
          <div>
            <dt>{t('needs')}</dt>
            <dd>{needs.map((need) => format.both(NEED_WORDS[need])).join(format.comma)}</dd>
          </div>
        ) : null}
        {people.count ? (
          <div>
            <dt>{t('peopleRead')}</dt>
            <dd>
              {t('persons', { count: people.count, n: format.number(people.count) })}
              {people.minors
                ? `${format.comma}${t('children', { count: people.minors, n: format.number(people.minors) })}`
                : ''}
            </dd>
          </div>
        ) : null}
        {where ? (
          <div>
            <dt>{t('placeRead')}</dt>
            <dd>{where}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}
