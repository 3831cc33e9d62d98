/** What the screens of ladders and agencies read, and how often. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Agency, DeadLetters, Ladder } from '../answers.ts';
import type { Api, Page } from '../api.ts';
import { onPoke } from '../pokes.ts';
import { useRoom } from '../room.ts';

/** While no socket stands. Milliseconds. */
const POLL_MS = 10_000;
/** Pokes of so long are one question: each costs the room a head for every case that waits. */
const GATHER_MS = 2_000;
const SELDOM_MS = 60_000;

/** Every open escalation that this person may know of, kept true by pokes. */
export function useLadders(wanted: boolean): { ladders: readonly Ladder[] | undefined; error: unknown } {
  const { api, line } = useRoom();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['ladders'],
    queryFn: ({ signal }) => all<Ladder>(api, '/v1/ladders?limit=200', signal),
    enabled: wanted,
    refetchInterval: line === 'live' ? SELDOM_MS : POLL_MS,
  });
  useEffect(() => {
    let timer = 0;
    const quiet = onPoke(() => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        void client.invalidateQueries({ queryKey: ['ladders'] });
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      quiet();
    };
  }, [client]);
  return { ladders: data, error };
}

/** The whole directory: inactive agencies and the room's own rungs, too. */
export function useDirectory() {
  const { api } = useRoom();
  const { data, error } = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => api.get<Page<Agency>>('/v1/agencies', signal),
    refetchInterval: SELDOM_MS,
  });
  return { agencies: data?.items, error };
}

export function useDeadLetters() {
  const { api } = useRoom();
  const { data, error } = useQuery({
    queryKey: ['dead letters'],
    queryFn: ({ signal }) => api.get<Page<DeadLetters>>('/v1/dead-letters', signal),
    refetchInterval: SELDOM_MS,
    retry: false,
  });
  return { queues: data?.items, error };
}

async function all<T>(api: Api, path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Page<T> = await api.get<Page<T>>(next ? `${path}&cursor=${encodeURIComponent(next)}` : path, signal);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
