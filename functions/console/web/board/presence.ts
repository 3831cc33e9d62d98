import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { LOGGERS } from '../../../../shared/http/roles.ts';
import type { Me, Present } from '../answers.ts';
import type { Api, Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { useRoute } from '../route.ts';

export type { Present };

/** A sign of presence holds for a minute. Milliseconds. */
const AGAIN_MS = 15_000;
/** The API answers so many at once. */
const MOST = 50;

/** Who else looks at some cases now, by case. */
export function usePresent(ids: readonly string[]): ReadonlyMap<string, readonly Present[]> {
  const { api, line } = useRoom();
  const asked = ids.slice(0, MOST).join(',');
  const { data } = useQuery({
    queryKey: ['presence', asked],
    queryFn: ({ signal }) => api.get<Page<Present>>(`/v1/presence?ids=${asked}`, signal),
    refetchInterval: AGAIN_MS,
    enabled: line !== 'offline' && asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return useMemo(() => {
    const byCase = new Map<string, Present[]>();
    for (const one of data?.items ?? []) byCase.set(one.case, [...(byCase.get(one.case) ?? []), one]);
    return byCase;
  }, [data]);
}

/** Says that one has left a case, so that nobody waits a minute for somebody who is not there: on going elsewhere and on closing the page. */
export function useLeaving(api: Api, me: Me | undefined): void {
  const { path } = useRoute();
  const seen = LOGGERS.some((role) => me?.roles.includes(role));
  const id = seen && path[0] === 'cases' ? path[1] : undefined;
  useEffect(() => {
    if (!id) return;
    // Nobody waits for it, and without it the sign ends by itself.
    const leave = () =>
      void api.post(`/v1/cases/${id}/presence`, { doing: 'left' }, { keepalive: true }).catch(() => {});
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [api, id]);
}
