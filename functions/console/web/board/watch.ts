import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow, Me } from '../answers.ts';
import type { Api } from '../api.ts';
import type { LiveState } from '../live.ts';
import { readsCases, useRoom } from '../room.ts';
import { hrefOf, useRoute } from '../route.ts';
import { toast } from '../ui/toasts.tsx';
import { ring } from './alarm.ts';
import { addressOf, type Filter, filterOf } from './filter.ts';
import { BoardStore } from './store.ts';

/** While no socket stands, and (rarely) even so: a poke that was lost on the way is made good. Milliseconds. */
const POLL_MS = 5_000;
const CHECK_MS = 60_000;

export const WatchContext = createContext<BoardStore | undefined>(undefined);

/**
 * The board of all open cases, kept true on every screen: so a P1 is heard wherever an officer is, and the board is there at once when he comes
 * back. Undefined for those who read no cases.
 */
export function useWatch(api: Api, me: Me | undefined, line: LiveState): BoardStore | undefined {
  const { t } = useTranslation();
  const [urgent, setUrgent] = useState<readonly BoardRow[]>([]);
  const reads = me === undefined || readsCases(me);
  // The API lists to surge staff what they own; what is poked is compared with the same.
  const owner = me && reads && me.roles.every((role) => role === 'surge' || role === 'admin') ? me.id : undefined;
  // Does not wait for who one is: the board is on its way meanwhile.
  const store = useMemo(
    () =>
      new BoardStore(api, owner ? { owner } : {}, (rows) => {
        const lives = rows.filter(({ priority }) => priority === 'P1');
        if (lives.length === 0) return;
        ring();
        setUrgent((before) => [...before, ...lives]);
      }),
    [api, owner],
  );
  useKept(reads ? store : undefined, line);

  const here = useRoute().path;
  const newest = urgent.at(-1);
  const onBoard = here.length === 0;
  const told = useRef<BoardRow>(undefined);
  useEffect(() => {
    // Once, whatever language or screen comes after.
    if (!newest || onBoard || told.current === newest) return;
    told.current = newest;
    const where = [newest.place, newest.summary].filter(Boolean).join(': ');
    const link = { href: hrefOf(['cases', newest.id]), text: newest.id };
    toast(`${t('urgentArrived')} ${where}`, { kind: 'urgent', link });
  }, [newest, onBoard, t]);

  // The title tells until somebody looks: at the board's news or at the case.
  const fresh = useSyncExternalStore(store.subscribe, () => store.snapshot().fresh.length);
  useEffect(() => {
    if (fresh === 0) setUrgent([]);
  }, [fresh]);
  useEffect(() => {
    document.title = urgent.length > 0 ? `(${urgent.length}) ${t('urgentArrived')} · ${t('room')}` : t('room');
  }, [urgent.length, t]);
  return reads ? store : undefined;
}

/** The board of a filter: the one that is always kept where nothing is filtered, another as long as it is on screen. */
export function useBoard(filter: Filter): BoardStore {
  const { api, line } = useRoom();
  const kept = useContext(WatchContext);
  const address = addressOf(filter);
  const own = useMemo(
    () => (address === '' && kept ? undefined : new BoardStore(api, filterOf(new URLSearchParams(address)))),
    [api, address, kept],
  );
  useKept(own, line);
  return own ?? kept!;
}

/** Listens and loads as long as it is needed: reads again when a socket stands again, while none does, and once a minute. */
function useKept(store: BoardStore | undefined, line: LiveState): void {
  useEffect(() => {
    store?.start();
    return () => store?.stop();
  }, [store]);
  useEffect(() => {
    if (!store || line === 'offline') return;
    void store.refresh(line === 'live');
    const timer = setInterval(() => void store.refresh(false), line === 'live' ? CHECK_MS : POLL_MS);
    return () => clearInterval(timer);
  }, [store, line]);
}

export function useSnapshot(store: BoardStore) {
  return useSyncExternalStore(store.subscribe, store.snapshot);
}
