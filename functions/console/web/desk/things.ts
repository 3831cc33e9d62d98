/** What the room keeps beside its cases: read, kept true by polling (only cases are poked), and put in place when a command answers. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Page } from '../api.ts';
import { onPoke } from '../pokes.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';

/** While a socket stands, other people's changes are seen after so long at most; without one, sooner than a person asks. Milliseconds. */
const LIVE_MS = 8_000;
const POLL_MS = 5_000;

function keyOf(path: string): readonly string[] {
  return ['thing', path];
}

/** One answer of the API by its path. `undefined` asks nothing. @param every milliseconds, where it costs the room more than a look. */
export function useThing<T>(path: string | undefined, every?: number) {
  const { api, line } = useRoom();
  return useQuery({
    queryKey: keyOf(path ?? ''),
    queryFn: ({ signal }) => api.get<T>(path!, signal),
    enabled: path !== undefined,
    refetchInterval: every ?? (line === 'live' ? LIVE_MS : POLL_MS),
  });
}

/** Items of a list that comes in one page. */
export function useThings<T>(path: string | undefined, every?: number) {
  const { data, ...rest } = useThing<Page<T>>(path, every);
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

/** Cases move by the second on a bad night; what is made of all of them is read anew so often at most. Milliseconds. */
const SOON_MS = 1_000;
const CALM_MS = 10_000;

/** Calls `tell` soon after any case moved, and in a storm every ten seconds. */
export function useAnyPoke(tell: () => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    let timer = 0;
    let last = 0;
    const quiet = onPoke(() => {
      if (timer) return;
      timer = window.setTimeout(
        () => {
          timer = 0;
          last = Date.now();
          latest.current();
        },
        Math.max(SOON_MS, last + CALM_MS - Date.now()),
      );
    });
    return () => {
      quiet();
      clearTimeout(timer);
    };
  }, []);
}
