import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CATEGORIES,
  type PersonRole,
  PRIORITIES,
  RESOLUTION_CODES,
  VERIFIED_HOW,
  type Vulnerability,
} from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { VULNERABILITY_WORDS } from '../../../../shared/texts/labels.ts';
import type { CaseHead, Present, TimelineEvent } from '../answers.ts';
import type { Page } from '../api.ts';
import { useAgencies } from '../board/choices.ts';
import { useCasePokes } from '../pokes.ts';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { CLOCK_NAMES, PERSON_ROLE_NAMES, PRIORITY_NAMES, STATUS_NAMES } from '../text/words.ts';
import { Countdown, PriorityBadge, Reference, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { type Act, ActForm } from './act.tsx';
import { CASE_TEXTS, RESOLUTION_NAMES, VERIFIED_NAMES } from './texts.ts';
import { EventLines, isSpoken } from './timeline.tsx';

addTexts(CASE_TEXTS);

const POLL_MS = 5_000;
/** A sign of presence holds for a minute. */
const PRESENT_MS = 30_000;

/** One case: what was said beside what is known, and what may be done about it. */
export default function CaseScreen() {
  const id = useRoute().path[1] ?? '';
  return <Case key={id} id={id} />;
}

function Case({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me, line } = useRoom();
  const client = useQueryClient();
  const agencies = useAgencies();
  const letters = usePreference('keys') === 'on';
  const [open, setOpen] = useState<Act>();
  const refetchInterval = line === 'live' ? false : POLL_MS;
  const { data: head, error } = useQuery({
    queryKey: ['case', id, 'head'],
    queryFn: ({ signal }) => api.get<CaseHead>(`/v1/cases/${id}`, signal),
    refetchInterval,
  });
  const { data: events = [] } = useQuery({
    queryKey: ['case', id, 'timeline'],
    queryFn: async ({ signal }) => {
      const all: TimelineEvent[] = [];
      for (let full = true; full; ) {
        const after = all.at(-1)?.seq ?? 0;
        const { items } = await api.get<Page<TimelineEvent>>(
          `/v1/cases/${id}/timeline?limit=1000&after=${after}`,
          signal,
        );
        all.push(...items);
        full = items.length === 1000;
      }
      return all;
    },
    refetchInterval,
  });
  const { data: present } = useQuery({
    queryKey: ['case presence', id, open !== undefined],
    queryFn: () => api.post<Page<Present>>(`/v1/cases/${id}/presence`, { doing: open ? 'writing' : 'reading' }),
    refetchInterval: PRESENT_MS,
    retry: false,
  });
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['case', id] }), [client, id]);
  useCasePokes(id, refresh);
  const assign = useSend(
    (version: number, key: string) =>
      api.post<CaseHead>(`/v1/cases/${id}/assign`, { owner: me.id }, { key, ifMatch: version }),
    refresh,
  );

  const works = WORKERS.some((role) => me.roles.includes(role));
  const text = { name: 'text', label: t('text') };
  const reason = { name: 'reason', label: t('reason') };
  const writable = head?.reporters.filter((each) => each.writable) ?? [];
  const suggested = events.findLast(({ type }) => type === 'triage.suggested')?.data;
  const acts: Record<string, Act | undefined> = {
    t: head && {
      kind: 'triage',
      title: t('triage'),
      path: '/triage',
      overwrites: true,
      inputs: [
        {
          name: 'priority',
          label: t('priority'),
          initial: String(suggested?.priority ?? head.priority),
          choices: PRIORITIES.map((each) => [each, format.both(PRIORITY_NAMES[each].long)]),
        },
        {
          name: 'category',
          label: t('category'),
          initial: String(suggested?.category ?? head.category),
          choices: CATEGORIES.map((each) => [each, format.both(CATEGORY_WORDS[each])]),
        },
        { ...reason, initial: head.priorityReasons.map((each) => format.both(each.text)).join('. ') },
      ],
    },
    e: {
      kind: 'escalate',
      title: t('escalate'),
      path: '/escalations',
      inputs: [
        { name: 'agency', label: t('agency'), choices: agencies.map(({ id, name }) => [id, format.both(name)]) },
        { name: 'ask', label: t('ask') },
      ],
    },
    r:
      writable.length > 0
        ? {
            kind: 'reply',
            title: t('reply'),
            path: '/messages',
            inputs: [
              {
                name: 'contactId',
                label: t('to'),
                choices: writable.map(({ contactId, name }) => [contactId, name ?? contactId]),
              },
              text,
            ],
          }
        : undefined,
    n: { kind: 'note', title: t('note'), path: '/notes', inputs: [text] },
    v: {
      kind: 'resolve',
      title: t('resolve'),
      path: '/resolve',
      overwrites: true,
      inputs: [
        {
          name: 'code',
          label: t('outcome'),
          choices: RESOLUTION_CODES.map((each) => [each, format.both(RESOLUTION_NAMES[each])]),
        },
        text,
        { name: 'verifiedBy', label: t('verifiedBy') },
        {
          name: 'verifiedHow',
          label: t('verifiedHow'),
          choices: VERIFIED_HOW.map((each) => [each, format.both(VERIFIED_NAMES[each])]),
        },
      ],
    },
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (event.key === 'Escape') return open ? setOpen(undefined) : go(hrefOf([]));
      if (!letters || !works || (event.target as Element).closest('input, select, textarea')) return;
      const act = acts[event.key];
      if (act) setOpen(act);
      else if (event.key === 'a' && head) void assign.go(head.version);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  if (!head) return error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>;
  const others = present?.items.filter(({ staff }) => staff !== me.id) ?? [];
  return (
    <section className="case">
      <header className="head">
        <PriorityBadge priority={head.priority} />
        <h1>
          <Reference id={id} /> {format.both(CATEGORY_WORDS[head.category])}
        </h1>
        <span>{format.both(STATUS_NAMES[head.status])}</span>
        <span className="soft">
          {t('owner')}: <bdi>{head.owner ?? t('nobody')}</bdi>
        </span>
        <span role="status">
          {others.length > 0 ? t('looking', { who: others.map(({ staff }) => staff).join(', ') }) : null}
        </span>
      </header>
      {works ? (
        <div className="acts">
          {Object.entries(acts).map(([key, act]) =>
            act ? (
              <button key={key} type="button" onClick={() => setOpen(act)}>
                {act.title} <kbd>{key}</kbd>
              </button>
            ) : null,
          )}
          <button type="button" disabled={assign.state !== 'idle'} onClick={() => void assign.go(head.version)}>
            {t('assignToMe')} <kbd>a</kbd>
          </button>
        </div>
      ) : null}
      <ProblemNote error={assign.error} />
      {open ? (
        <ActForm
          key={open.kind}
          id={id}
          version={head.version}
          events={events}
          act={open}
          onStale={refresh}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            refresh();
          }}
        />
      ) : null}
      <div className="beside">
        <section className="sheet">
          <h2>{t('conversation')}</h2>
          <EventLines id={id} events={events.filter(isSpoken)} />
        </section>
        <Facts head={head} agencies={agencies} works={works} onAct={setOpen} />
      </div>
      <details className="sheet">
        <summary>{t('timeline')}</summary>
        <EventLines id={id} events={events} />
      </details>
    </section>
  );
}

function Facts({
  head,
  agencies,
  works,
  onAct,
}: {
  head: CaseHead;
  agencies: ReturnType<typeof useAgencies>;
  works: boolean;
  onAct: (act: Act) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (agency: string) => {
    const found = agencies.find(({ id }) => id === agency);
    return found ? format.both(found.name) : agency;
  };
  const reason = { name: 'reason', label: t('reason') };
  return (
    <section className="sheet">
      <h2>{t('facts')}</h2>
      <p dir="auto">{head.place}</p>
      <h3>{t('clocks')}</h3>
      <ul>
        {head.clocks.map(({ name, of, dueAt, stoppedAt }) =>
          dueAt && !stoppedAt ? (
            <li key={`${name} ${of}`}>
              {format.both(CLOCK_NAMES[name])} <Countdown due={dueAt} />
            </li>
          ) : null,
        )}
      </ul>
      <h3>{t('reporters')}</h3>
      <ul>
        {head.reporters.map(({ contactId, name, phone }) => (
          <li key={contactId}>
            <bdi>{name ?? contactId}</bdi> <bdi dir="ltr">{phone}</bdi>
          </li>
        ))}
      </ul>
      <h3>{t('people')}</h3>
      <ul>
        {head.persons.map(({ personId, name, age, role, vulnerabilities = [] }) => (
          <li key={personId}>
            <bdi>{name ?? personId}</bdi> {age === undefined ? null : <bdi>{format.number(age)}</bdi>}{' '}
            {[
              ...(role ? [PERSON_ROLE_NAMES[role as PersonRole]] : []),
              ...vulnerabilities.map((one) => VULNERABILITY_WORDS[one as Vulnerability]),
            ].map((words) => (
              <span className="tag" key={words.en}>
                {format.both(words)}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <h3>{t('needs')}</h3>
      <ul>
        {head.needs.map(({ needId, kind }) => (
          <li key={needId}>{format.both(NEED_WORDS[kind])}</li>
        ))}
      </ul>
      <h3>{t('promises')}</h3>
      <ul>
        {head.promises.map(({ promiseId, text, dueAt, status }) => (
          <li key={promiseId}>
            <bdi>{text}</bdi> {status === 'pending' ? <Countdown due={dueAt} /> : '✓'}
          </li>
        ))}
      </ul>
      <h3>{t('locations')}</h3>
      <ul>
        {head.locations.map(({ locationId, lat, lon, text, observedAt, country }) => (
          <li key={locationId}>
            <bdi>{text ?? `${lat}, ${lon}`}</bdi> <Stamp at={observedAt} country={country ?? null} />
          </li>
        ))}
      </ul>
      <h3>{t('links')}</h3>
      <ul>
        {head.links.map(({ linkId, other, reason }) => (
          <li key={linkId}>
            <a href={hrefOf(['cases', other])}>
              <Reference id={other} />
            </a>{' '}
            <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
      <h3>{t('escalations')}</h3>
      <ul>
        {head.escalations.map(({ alertId, agency, ask, ack, response, report, question, dueAt, closedAt }) => {
          const act = (kind: string, title: string, path: string, inputs: Act['inputs']) => (
            <button
              type="button"
              onClick={() =>
                onAct({ kind: `${kind} ${alertId}`, title, path: `/escalations/${alertId}/${path}`, inputs })
              }
            >
              {title}
            </button>
          );
          return (
            <li key={alertId} className="escalation">
              <strong>{nameOf(agency)}</strong> <bdi>{ask}</bdi>
              {ack ? (
                <p>
                  ✓ <bdi>{ack.by.name}</bdi> <Stamp at={ack.at} />
                </p>
              ) : null}
              {[response?.text, question, report?.text].map((each) => (each ? <p key={each}>{each}</p> : null))}
              {dueAt && !closedAt ? (
                <p>
                  {t('nextRung')} <Countdown due={dueAt} />
                </p>
              ) : null}
              {works && !closedAt ? (
                <div className="acts">
                  {act('phone', t('ackByPhone'), 'ack-by-phone', [
                    { name: 'by', label: t('byName') },
                    { name: 'role', label: t('byRole') },
                  ])}
                  {question ? act('answer', t('answerQuestion'), 'answer', [{ name: 'text', label: t('text') }]) : null}
                  {act('down', t('standDown'), 'stand-down', [reason])}
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
