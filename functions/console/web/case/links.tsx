import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LINK_KINDS } from '../../../../shared/case/vocabulary.ts';
import { HIDDEN_CASE } from '../../../../shared/http/readers.ts';
import type { CaseHead, Duplicate } from '../answers.ts';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { type Format, useFormat } from '../text/format.ts';
import { STATUS_NAMES } from '../text/words.ts';
import { Ago, PriorityBadge, Reference } from '../ui/marks.tsx';
import { type Act, Begin } from './act.tsx';
import { useCase } from './page.ts';
import { LINK_NAMES, LINK_STATE_NAMES } from './words.ts';

type T = (key: string) => string;

/** Merging into another case; `into` where it is known already. */
export function mergeAct(t: T, into = ''): Act {
  return {
    kind: 'merge',
    title: t('merge'),
    lead: t('mergeLead'),
    path: '/merge',
    overwrites: true,
    focus: into ? 'reason' : 'into',
    inputs: [
      { name: 'into', label: t('mergeInto'), kind: 'line', initial: into },
      { name: 'reason', label: t('reason') },
    ],
    body: ({ into: other, ...rest }) => ({ ...rest, into: String(other).toUpperCase() }),
  };
}

function linkAct(t: T, format: Format, other = ''): Act {
  return {
    kind: 'link',
    title: t('addLink'),
    path: '/links',
    inputs: [
      { name: 'other', label: t('otherCase'), kind: 'line', initial: other },
      {
        name: 'kind',
        label: t('linkKind'),
        choices: LINK_KINDS.map((each) => [each, format.both(LINK_NAMES[each])]),
        initial: other ? 'same_person' : 'related',
      },
      { name: 'reason', label: t('reason') },
    ],
    body: ({ other: id, ...rest }) => ({ ...rest, other: String(id).toUpperCase() }),
  };
}

/** Cases tied to this one, and those that may be about the same. */
export function Links() {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const { links, merged, mergedInto, similar } = head;
  const active = links.filter(({ state }) => state === 'suggested' || state === 'confirmed');
  return (
    <section aria-labelledby="case-links">
      <h3 id="case-links">{t('links')}</h3>
      {mergedInto ? (
        <p className="rule">
          {t('mergedInto')} <CaseLink id={mergedInto} />{' '}
          {can('unmerge') ? (
            <Begin
              act={{
                kind: 'unmerge',
                title: t('unmerge'),
                path: '/unmerge',
                inputs: [{ name: 'reason', label: t('reason') }],
              }}
            />
          ) : null}
        </p>
      ) : null}
      <ul className="parts">
        {merged.map((id) => (
          <li key={id}>
            {t('mergedHere')} <CaseLink id={id} />
          </li>
        ))}
        {active.map(({ linkId, other, kind, state, reason }) => (
          <li key={linkId}>
            <CaseLink id={other} /> {format.both(LINK_NAMES[kind])}{' '}
            <span className="chip">{format.both(LINK_STATE_NAMES[state])}</span> <span dir="auto">{reason}</span>
            <span className="acts">
              {state === 'suggested' && can('link') ? (
                <Begin
                  quiet
                  act={{
                    kind: `confirm ${linkId}`,
                    title: t('confirmLink'),
                    path: '/links',
                    inputs: [{ name: 'reason', label: t('reason'), initial: reason }],
                    body: (values) => ({ ...values, other, kind }),
                  }}
                />
              ) : null}
              {can('withdrawLink') ? (
                <Begin
                  quiet
                  act={{
                    kind: `withdraw ${linkId}`,
                    title: t(state === 'suggested' ? 'rejectLink' : 'withdrawLink'),
                    lead: `${other}: ${format.both(LINK_NAMES[kind])}`,
                    path: `/links/${linkId}`,
                    method: 'DELETE',
                    inputs: [
                      { name: 'reason', label: t('reason'), ...(state === 'suggested' ? { optional: true } : {}) },
                    ],
                  }}
                />
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {similar ? (
        <p>
          <a href={hrefOf([], { similar })}>{t('oneOfMany')}</a>
        </p>
      ) : null}
      <Duplicates />
      {can('link') ? <Begin act={linkAct(t, format)} /> : null}
    </section>
  );
}

const CaseLink = ({ id }: { id: string }) =>
  id === HIDDEN_CASE ? (
    <Reference id={id} />
  ) : (
    <a href={hrefOf(['cases', id])}>
      <Reference id={id} />
    </a>
  );

/** Whoever merges decides: these share a telephone, a reporter or a text with this case, and may still be somebody else's. */
function Duplicates() {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const { id, can, head } = useCase();
  const { data } = useQuery({
    queryKey: ['case duplicates', id, of(head)],
    queryFn: ({ signal }) => api.get<Page<Duplicate>>(`/v1/cases/${id}/duplicates`, signal),
    staleTime: 60_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3>{t('duplicates')}</h3>
      <ul className="parts duplicates">
        {data.items.map(({ id: other, why, status, priority, summary, openedAt }) => (
          <li key={other}>
            <PriorityBadge priority={priority} /> <CaseLink id={other} />{' '}
            <span className="chip">{format.both(STATUS_NAMES[status])}</span>{' '}
            {why.map((each) => t(`same_${each}`)).join(format.comma)} · <Ago at={openedAt} />
            <p className="clipped" dir="auto">
              {summary}
            </p>
            <span className="acts">
              {can('merge') ? <Begin quiet act={{ ...mergeAct(t, other), kind: `merge ${other}` }} /> : null}
              {can('link') ? (
                <Begin quiet act={{ ...linkAct(t, format, other), kind: `link ${other}`, title: t('linkThis') }} />
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What duplicates are found by. */
const of = ({ reporters, persons, links, merged, similar }: CaseHead) =>
  [reporters.length, persons.length, links.length, merged.length, similar].join();
