import { useQuery } from '@tanstack/react-query';
import type { Agency, Crisis, Duty } from '../answers.ts';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';

/** What changes by the hour and not by the minute. Milliseconds. */
const SELDOM = 60_000;

/** Agencies of the directory, active ones. */
export function useAgencies(): readonly Agency[] {
  const { api } = useRoom();
  const { data } = useQuery({
    queryKey: ['agencies'],
    queryFn: ({ signal }) => api.get<Page<Agency>>('/v1/agencies', signal),
    staleTime: SELDOM,
    refetchInterval: SELDOM,
  });
  return data?.items.filter(({ active }) => active) ?? NONE;
}

export function useCrises(): readonly Crisis[] {
  const { api } = useRoom();
  const { data } = useQuery({
    queryKey: ['crises'],
    queryFn: ({ signal }) => api.get<Page<Crisis>>('/v1/crises', signal),
    staleTime: SELDOM,
  });
  return data?.items ?? NONE;
}

/** Staff who may be given a case: whoever is on duty now, and oneself. */
export function useStaff(): readonly string[] {
  const { api, me } = useRoom();
  const { data } = useQuery({
    queryKey: ['duty'],
    queryFn: ({ signal }) => api.get<Duty>('/v1/shifts/current', signal),
    staleTime: SELDOM,
  });
  return [...new Set([me.id, ...(data?.people.map(({ staff }) => staff) ?? [])])];
}

const NONE: readonly never[] = [];
