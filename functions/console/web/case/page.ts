import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandName } from '../../../../shared/case/possible.ts';
import { NEED_WORDS } from '../../../../shared/escalation/words.ts';
import { labelOf } from '../../../../shared/texts/labels.ts';
import type { Agency, CaseHead, Desk, Present, TimelineEvent } from '../answers.ts';
import type { Page } from '../api.ts';
import { useAgencies } from '../board/choices.ts';
import { useCasePokes } from '../pokes.ts';
import { useRoom } from '../room.ts';
import { isolated, useFormat } from '../text/format.ts';
import type { Act } from './act.tsx';
import type { Telling } from './sentences.ts';

/** What every part of the page of a case needs. */
export interface CasePage {
  id: string;
  head: CaseHead;
  /** What may be done and how people can be written to; not known before its first answer. */
  desk: Desk | undefined;
  events: readonly TimelineEvent[];
  /** They are on their way for the first time. */
  reading: boolean;
  agencies: readonly Agency[];
  tell: Telling;
  /** Whether the room would do this now for this person. */
  can(command: CommandName): boolean;
  /** Opens the form of a command. */
  begin(act: Act): void;
  refresh(): void;
}

export const CaseContext = createContext<CasePage | undefined>(undefined);

export function useCase(): CasePage {
  const page = useContext(CaseContext);
  if (!page) throw new Error('outside a case');
  return page;
}

const POLL_MS = 5_000;
/** A sign of presence holds for a minute. */
const PRESENT_MS = 30_000;
const TIMELINE_PAGE = 1_000;

/** Everything the page reads, kept true by pokes, or by asking again while there are none. */
export function useCaseData(id: string, writing: boolean) {
  const { api, line } = useRoom();
  const client = useQueryClient();
  const refetchInterval = line === 'live' ? false : POLL_MS;
  // Pokes are heard while a case is open: whoever comes back to one reads it anew, however short he was away.
  const staleTime = 0;
  const head = useQuery({
    queryKey: ['case', id, 'head'],
    queryFn: ({ signal }) => api.get<CaseHead>(`/v1/cases/${id}`, signal),
    refetchInterval,
    staleTime,
  });
  const { data: desk } = useQuery({
    queryKey: ['case', id, 'desk'],
    queryFn: ({ signal }) => api.get<Desk>(`/v1/cases/${id}/desk`, signal),
    refetchInterval,
    staleTime,
  });
  const { data: events, isPending } = useQuery({
    queryKey: ['case', id, 'timeline'],
    queryFn: async ({ queryKey, signal }) => {
      const known = client.getQueryData<TimelineEvent[]>(queryKey) ?? [];
      const more = await eventsAfter(known.at(-1)?.seq ?? 0, signal);
      // What was said long ago is forgotten by what happens now.
      if (known.length > 0 && more.some(({ type }) => type.startsWith('redaction.'))) return eventsAfter(0, signal);
      return [...known, ...more];
    },
    refetchInterval,
    staleTime,
  });
  const { data: present } = useQuery({
    queryKey: ['case presence', id, writing],
    queryFn: () => api.post<Page<Present>>(`/v1/cases/${id}/presence`, { doing: writing ? 'writing' : 'reading' }),
    refetchInterval: PRESENT_MS,
    retry: false,
  });
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['case', id] }), [client, id]);
  useCasePokes(id, refresh);
  return {
    head: head.data,
    error: head.error,
    desk,
    events: events ?? NONE,
    reading: isPending,
    present: present?.items ?? [],
    refresh,
  };

  async function eventsAfter(from: number, signal: AbortSignal): Promise<TimelineEvent[]> {
    const all: TimelineEvent[] = [];
    for (let full = true; full; ) {
      const after = all.at(-1)?.seq ?? from;
      const path = `/v1/cases/${id}/timeline?limit=${TIMELINE_PAGE}&after=${after}`;
      const { items } = await api.get<Page<TimelineEvent>>(path, signal);
      all.push(...items);
      full = items.length === TIMELINE_PAGE;
    }
    return all;
  }
}

const NONE: TimelineEvent[] = [];

/** What parts of the case are called in sentences about them. */
export function useTelling(head: CaseHead | undefined): { tell: Telling; agencies: readonly Agency[] } {
  const { t } = useTranslation();
  const format = useFormat();
  const agencies = useAgencies();
  const tell = useMemo((): Telling => {
    const agencyOf = (id: string) => agencies.find((known) => known.id === id);
    const agency = (id: string) => {
      const found = agencyOf(id);
      return found ? format.both(found.name) : id;
    };
    const request = (alertId: string) => head?.escalations.find((known) => known.alertId === alertId);
    const asked = (alertId: string) => agency(request(alertId)?.agency ?? t('anAgency'));
    const tier = (rung: string, alertId: string) => {
      const of = rung.startsWith('a') ? agencyOf(request(alertId)?.agency ?? '') : undefined;
      const role = of?.tiers[Number(rung.slice(1)) - 1]?.role;
      return role ? format.both(role) : labelOf('tier', rung, format.lang);
    };
    return {
      format,
      agency,
      asked,
      tier,
      rung: (rung, alertId) =>
        rung.startsWith('a') ? `${asked(alertId)}: ${tier(rung, alertId)}` : tier(rung, alertId),
      contact: (id) => isolated(head?.reporters.find((known) => known.contactId === id)?.name ?? t('aReporter')),
      person: (id) => isolated(head?.persons.find((known) => known.personId === id)?.name ?? t('aPerson')),
      need: (id) => {
        const need = head?.needs.find((known) => known.needId === id);
        return need ? format.both(NEED_WORDS[need.kind]) : t('aNeed');
      },
      promise: (id) => isolated(head?.promises.find((known) => known.promiseId === id)?.text ?? ''),
    };
  }, [agencies, format, head, t]);
  return { tell, agencies };
}
