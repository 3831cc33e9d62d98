import { useQueries } from '@tanstack/react-query';
import type { Present } from '../answers.ts';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';

export type { Present };

/** A sign of presence holds for a minute. Milliseconds. */
const AGAIN_MS = 20_000;
/** Each is a question of its own: asked where two people on one case cost most. */
const MOST = 8;

/** Who looks at some cases now, by case. */
export function usePresent(ids: readonly string[]): ReadonlyMap<string, readonly Present[]> {
  const { api, me, line } = useRoom();
  const some = ids.slice(0, MOST);
  return useQueries({
    queries: some.map((id) => ({
      queryKey: ['presence', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Page<Present>>(`/v1/cases/${id}/presence`, signal),
      refetchInterval: AGAIN_MS,
      enabled: line !== 'offline',
      retry: false,
    })),
    combine: (answers) =>
      new Map(
        answers.map(({ data }, index) => [some[index]!, data?.items.filter(({ staff }) => staff !== me.id) ?? []]),
      ),
  });
}
