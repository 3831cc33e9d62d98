import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Me } from './answers.ts';
import { Api, Offline } from './api.ts';
import type { Session } from './auth.ts';
import { useLeaving } from './board/presence.ts';
import { BoardScreen } from './board/screen.tsx';
import { useWatch, WatchContext } from './board/watch.ts';
import { clearDrafts, draftsBelongTo } from './drafts.ts';
import { Live, type LiveState } from './live.ts';
import { tellPokes } from './pokes.ts';
import { usePreference } from './preferences.ts';
import { type Room, RoomContext, readsCases, useRoom } from './room.ts';
import { go, useRoute } from './route.ts';
import { loadEarly, screensOf } from './screens.ts';
import { Boundary } from './ui/boundary.tsx';
import { Shell } from './ui/shell.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof Offline && count < 3,
      refetchOnWindowFocus: true,
    },
  },
});

export function App({ session, signedIn }: { session: Session; signedIn: boolean }) {
  const lang = usePreference('lang');
  const [ended, setEnded] = useState(false);
  useEffect(() => session.onEnd(() => setEnded(true)), [session]);
  return (
    <I18nProvider locale={lang === 'ar' ? 'ar-EG' : 'en-GB'}>
      <RouterProvider navigate={(href) => go(href)}>
        <QueryClientProvider client={queries}>
          {signedIn ? <SignedIn session={session} ended={ended} /> : <Welcome session={session} />}
        </QueryClientProvider>
      </RouterProvider>
    </I18nProvider>
  );
}

function Welcome({ session }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <main className="welcome">
      <h1>{t('room')}</h1>
      <p>{t('signInLead')}</p>
      <button type="button" className="primary" onClick={() => void session.signIn()}>
        {t('signIn')}
      </button>
    </main>
  );
}

function SignedIn({ session, ended }: { session: Session; ended: boolean }) {
  const { t } = useTranslation();
  const api = useMemo(() => new Api(session), [session]);
  const {
    data: me,
    error,
    refetch,
  } = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api.get<Me>('/v1/me', signal) });
  const line = useLive(api);
  const watch = useWatch(api, me, line);
  useLeaving(api, me);
  useEffect(() => {
    if (!me) return;
    draftsBelongTo(me.id);
    const settled = setTimeout(() => loadEarly(me.roles), 2_000);
    return () => clearTimeout(settled);
  }, [me]);
  if (!me) {
    return (
      <main className="welcome" aria-busy={!error}>
        <h1>{t('room')}</h1>
        <p>{error ? t('failed') : t('loading')}</p>
        {error ? (
          <button type="button" onClick={() => void refetch()}>
            {t('retry')}
          </button>
        ) : null}
      </main>
    );
  }
  const room: Room = {
    api,
    me,
    line,
    signOut() {
      clearDrafts();
      queries.clear();
      session.signOut();
    },
  };
  return (
    <RoomContext value={room}>
      <WatchContext value={watch}>
        <Shell ended={ended} signIn={() => void session.signIn()}>
          <Screen />
        </Shell>
      </WatchContext>
    </RoomContext>
  );
}

function Screen() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const path = useRoute().path[0] ?? '';
  if ((path === '' || path === 'mine') && readsCases(me)) return <BoardScreen key={path} />;
  const offered = screensOf(me.roles);
  const screen = path === '' ? offered.find(({ nav }) => nav) : offered.find((each) => each.path === path);
  if (!screen) return <p>{t('notHere')}</p>;
  return (
    <Boundary key={path}>
      <Suspense fallback={<p aria-busy>{t('loading')}</p>}>
        <screen.component />
      </Suspense>
    </Boundary>
  );
}

/** Keeps what is on screen true: by pokes, and by polling while there are none. */
function useLive(api: Api): LiveState {
  const client = useQueryClient();
  const [line, setLine] = useState<LiveState>(navigator.onLine ? 'polling' : 'offline');
  useEffect(() => {
    const live = new Live(
      api,
      (pokes) => tellPokes(pokes),
      (state) => {
        setLine(state);
        if (state !== 'offline') void client.invalidateQueries();
      },
    );
    api.onUnreachable(() => live.doubt());
    const back = () => void live.start();
    const gone = () => live.lost();
    addEventListener('online', back);
    addEventListener('offline', gone);
    void live.start();
    return () => {
      live.stop();
      removeEventListener('online', back);
      removeEventListener('offline', gone);
    };
  }, [api, client]);
  return line;
}
