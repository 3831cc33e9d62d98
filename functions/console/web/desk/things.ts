/** What the room keeps beside its cases: read, kept true by polling (only cases are poked), and put in place when a command answers. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';

/** While a socket stands, other people's changes are seen after so long at most; without one, sooner than a person asks. Milliseconds. */
const LIVE_MS = 8_000;
const POLL_MS = 5_000;

function keyOf(path: string): readonly string[] {
  return ['thing', path];
}

/** One answer of the API by its path. `undefined` asks nothing. */
export function useThing<T>(path: string | undefined) {
  const { api, line } = useRoom();
  return useQuery({
    queryKey: keyOf(path ?? ''),
    queryFn: ({ signal }) => api.get<T>(path!, signal),
    enabled: path !== undefined,
    refetchInterval: line === 'live' ? LIVE_MS : POLL_MS,
  });
}

/** Items of a list that comes in one page. */
export function useThings<T>(path: string | undefined) {
  const { data, ...rest } = useThing<Page<T>>(path);
  return { ...rest, items: data?.items };
}

function putThing<T>(client: QueryClient, path: string, thing: T): void {
  client.setQueryData(keyOf(path), thing);
}

/** Reads everything anew that one screen shows. */
export function useReread(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: ['thing'] }), [client]);
}

/**
 * A command whose answer is the thing itself: once it is answered it stands on the screen, and the lists around it are read anew.
 * @param path where the thing is read.
 */
export function useCommand<B, T>(
  path: string | undefined,
  send: (body: B, key: string) => Promise<T>,
  done?: (answer: T, body: B) => void,
) {
  const client = useQueryClient();
  const reread = useReread();
  return useSend(send, (answer: T, body: B) => {
    if (path) putThing(client, path, answer);
    reread();
    done?.(answer, body);
  });
}
