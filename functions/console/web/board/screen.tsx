import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { KeysHelp } from '../ui/keys.tsx';
import { latin } from '../ui/latin.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { type Assigned, assignAll, Bulk } from './bulk.tsx';
import { type Filter, filterOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { Grid } from './grid.tsx';
import { News } from './news.tsx';
import { usePresent } from './presence.ts';
import { RedLines } from './red.tsx';
import { useBoard, useSnapshot } from './watch.ts';

/** While no socket stands, rows on screen are read again this often. Milliseconds. */
const POLL_MS = 5_000;
/** So long after the last touch, with pointer and focus elsewhere, new rows show themselves: a board on the wall has nobody at its keys. */
const IDLE_MS = 60_000;

const KEYS = [
  [['j', '↓', 'k', '↑'], 'keyMove'],
  [['Enter'], 'keyOpen'],
  [['x', 'Space'], 'keySelect'],
  [['a'], 'keyAssign'],
  [['n'], 'keyNews'],
  [['/'], 'keyFilter'],
  [['c'], 'keyCall'],
  [['?'], 'keyHelp'],
] as const;

/** Open cases, most urgent first. */
export function BoardScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const { me, api, line } = useRoom();
  const { path, query } = useRoute();
  const mineOnly = path[0] === 'mine';
  const address = query.toString();
  const filter = useMemo<Filter>(() => {
    const chosen = filterOf(new URLSearchParams(address));
    return mineOnly ? { ...chosen, owner: me.id } : chosen;
  }, [address, mineOnly, me.id]);
  const store = useBoard(filter);
  const board = useSnapshot(store);
  const { order, rows, gone, fresh, next } = board;
  const letters = usePreference('keys') === 'on';
  const mayAssign = WORKERS.some((role) => me.roles.includes(role));

  const [active, setActive] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<readonly Assigned[]>([]);
  const [help, setHelp] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const filterBar = useRef<HTMLDetailsElement>(null);
  const [resting, setResting] = useState<readonly string[]>([]);

  const onRest = useCallback(
    (ids: readonly string[]) => {
      store.look(ids);
      setResting(ids);
    },
    [store],
  );
  useEffect(() => {
    if (line !== 'polling') return;
    const timer = setInterval(() => store.look(resting, true), POLL_MS);
    return () => clearInterval(timer);
  }, [store, line, resting]);
  const present = usePresent(resting);

  const apply = useCallback(() => store.apply(), [store]);
  const more = useCallback(() => void store.more(), [store]);
  useIdle(fresh.length > 0 || gone.size > 0, scroller.current, apply);

  const toggle = useCallback((id: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const assign = async (owner: string, ids: readonly string[]) => {
    setResults([]);
    const done = await assignAll(api, store, ids, owner, setResults);
    // What could not be given stays selected, for another try.
    setSelected(new Set(done.flatMap(({ id, state }) => (state === 'failed' ? [id] : []))));
  };

  // Letters act from anywhere on the board but from where one types.
  useEffect(() => {
    if (!letters) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea, dialog')) return;
      const key = latin(event);
      if (key === 'n') {
        apply();
        grid.current?.focus();
      } else if (key === '?') setHelp(true);
      else if (key === 'c') go(hrefOf(['call']));
      else if (key === '/') {
        filterBar.current!.open = true;
        filterBar.current?.querySelector('summary')?.focus();
      } else if ((key === 'j' || key === 'k') && document.activeElement !== grid.current) {
        grid.current?.focus();
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [letters, apply]);

  const count = format.number(order.length - gone.size);
  return (
    <section className="board" aria-busy={next === undefined && !board.error}>
      <header className="board-head">
        <h1>{t(mineOnly ? 'mineTitle' : 'board')}</h1>
        <span className="soft">
          {next === undefined ? t('loading') : t(next ? 'shownMore' : 'shownOf', { n: count })}
        </span>
        <Filters filter={filter} mineOnly={mineOnly} rows={rows} detailsRef={filterBar} />
        <button type="button" className="quiet keys-button" onClick={() => setHelp(true)}>
          {t('keys')} <kbd>?</kbd>
        </button>
      </header>
      <RedLines />
      <ProblemNote error={line === 'offline' ? undefined : board.error} />
      <News board={board} onShow={apply} letters={letters} />
      {mayAssign ? (
        <Bulk
          selected={selected}
          results={results}
          onAssign={(owner) => void assign(owner, [...selected])}
          onClear={() => setSelected(new Set())}
          onRead={() => setResults([])}
        />
      ) : null}
      <Grid
        board={board}
        gridRef={grid}
        scrollerRef={scroller}
        me={me.id}
        active={active}
        selected={selected}
        present={present}
        letters={letters}
        mayAssign={mayAssign}
        onActive={setActive}
        onToggle={toggle}
        onAssign={(ids) => void assign(me.id, ids)}
        onMore={more}
        onRest={onRest}
      />
      {help ? <KeysHelp rows={KEYS} letters={letters} onClose={() => setHelp(false)} /> : null}
    </section>
  );
}

/** Calls `act` once nobody has touched anything for a while and neither pointer nor focus is in the list. */
function useIdle(wanted: boolean, list: HTMLElement | null, act: () => void): void {
  useEffect(() => {
    if (!wanted) return;
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (list?.matches(':hover') || list?.contains(document.activeElement)) wait();
        else act();
      }, IDLE_MS);
    };
    wait();
    const touches = ['pointermove', 'keydown', 'wheel', 'touchstart'] as const;
    for (const touch of touches) addEventListener(touch, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of touches) removeEventListener(touch, wait);
    };
  }, [wanted, list, act]);
}
