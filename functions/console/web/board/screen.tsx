import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { type Assigned, assignAll, Bulk } from './bulk.tsx';
import { type Filter, filterOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { KeysHelp } from './keys.tsx';
import { News } from './news.tsx';
import { usePresent } from './presence.ts';
import { RedLines } from './red.tsx';
import { Row, rowElementId } from './row.tsx';
import { useBoard, useSnapshot } from './watch.ts';

/** A row of two lines, before it is measured: pixels at the ordinary size of text. */
const ROW_PX = 60;
/** The next page is asked for this many rows before the end. */
const AHEAD = 60;
/** Rows that came to rest on screen are completed. Milliseconds. */
const REST_MS = 120;
/** So long after the last touch, with pointer and focus elsewhere, new rows show themselves: a board on the wall has nobody at its keys. */
const IDLE_MS = 60_000;

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
  const activeIndex = active === undefined ? -1 : order.indexOf(active);

  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => order[index]!,
    overscan: 8,
    // The row that the keyboard stands on exists wherever one has scrolled to: it is what a screen reader is told.
    rangeExtractor: (range) => {
      const all = defaultRangeExtractor(range);
      return activeIndex < 0 || all.includes(activeIndex) ? all : [...all, activeIndex].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (next && last >= order.length - AHEAD) void store.more();
  }, [store, next, last, order.length]);

  const visible = items.map(({ key }) => String(key)).join(',');
  useEffect(() => {
    if (!visible) return;
    const rest = setTimeout(() => store.look(visible.split(',')), REST_MS);
    return () => clearTimeout(rest);
  }, [store, visible]);
  useEffect(() => {
    if (line !== 'polling' || !visible) return;
    const timer = setInterval(() => store.look(visible.split(','), true), 5_000);
    return () => clearInterval(timer);
  }, [store, line, visible]);

  const watched = visible.split(',').filter((id) => id && (id === active || rows.get(id)?.priority === 'P1'));
  const present = usePresent(watched);

  const apply = useCallback(() => store.apply(), [store]);
  useIdle(fresh.length > 0 || gone.size > 0, scroller.current, apply);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(order.length - 1, to));
    const id = order[index];
    if (id === undefined) return;
    setActive(id);
    virtual.scrollToIndex(index);
  };
  const toggle = useCallback((id: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const assign = async (owner: string, ids: readonly string[]) => {
    setResults([]);
    await assignAll(api, store, ids, owner, (done) => setResults(done));
    setSelected(new Set());
  };

  const gridAct = (key: string): (() => unknown) | undefined => {
    const page = Math.max(1, items.length - 10);
    switch (key) {
      case 'j':
      case 'ArrowDown':
        return () => move(activeIndex + 1);
      case 'k':
      case 'ArrowUp':
        return () => move(activeIndex - 1);
      case 'PageDown':
        return () => move(activeIndex + page);
      case 'PageUp':
        return () => move(activeIndex - page);
      case 'Home':
        return () => move(0);
      case 'End':
        return () => move(order.length - 1);
      case 'Enter':
        return active ? () => go(hrefOf(['cases', active])) : undefined;
      case ' ':
      case 'x':
        return active ? () => toggle(active) : undefined;
      case 'a': {
        const ids = selected.size > 0 ? [...selected] : active ? [active] : [];
        return mayAssign && ids.length > 0 ? () => assign(me.id, ids) : undefined;
      }
      default:
        return undefined;
    }
  };

  const onGridKey = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = event.key.length === 1 && event.key !== ' ';
    const key = letter ? (letters ? latin(event) : '') : event.key;
    const act = gridAct(key);
    if (!act) return;
    event.preventDefault();
    act();
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
        filterBar.current?.querySelector('select')?.focus();
      } else if ((key === 'j' || key === 'k') && document.activeElement !== grid.current) {
        grid.current?.focus();
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [letters, apply]);

  const onFocus = () => {
    if (activeIndex < 0 && order.length > 0) setActive(order[items[0]?.index ?? 0]);
  };

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
      <div ref={scroller} className="grid-scroller">
        <table
          ref={grid}
          className="grid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one walks its rows with the arrows.
          role="grid"
          tabIndex={0}
          aria-label={t('boardGrid')}
          aria-rowcount={next ? -1 : order.length + 1}
          aria-multiselectable={mayAssign || undefined}
          aria-activedescendant={active && items.some(({ key }) => key === active) ? rowElementId(active) : undefined}
          onKeyDown={onGridKey}
          onFocus={onFocus}
        >
          <thead>
            <tr aria-rowindex={1}>
              {HEADS.map((head) => (
                <th key={head} scope="col" className={`head-${head}`}>
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody style={{ blockSize: virtual.getTotalSize() }}>
            {items.map(({ key, index, start }) => {
              const row = rows.get(String(key));
              return row ? (
                <Row
                  key={key}
                  row={row}
                  index={index}
                  top={start}
                  active={key === active}
                  selected={selected.has(row.id)}
                  gone={gone.has(row.id)}
                  mine={row.owner === me.id}
                  present={present.get(row.id) ?? NOBODY}
                  measure={virtual.measureElement}
                  onSelect={toggle}
                  onActive={setActive}
                />
              ) : null;
            })}
          </tbody>
        </table>
        {order.length === 0 && next === null ? <p className="empty">{t('empty')}</p> : null}
      </div>
      {help ? <KeysHelp letters={letters} onClose={() => setHelp(false)} /> : null}
    </section>
  );
}

const HEADS = ['select', 'priority', 'due', 'caseColumn', 'people', 'lastContact', 'owner'] as const;
const NOBODY: readonly never[] = [];

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

/** The letter of a key as it stands on the board of keys, whichever alphabet is set: ى is where N is. */
function latin({ key, code }: { key: string; code: string }): string {
  if (key === '؟') return '?';
  return code.startsWith('Key') ? code.slice(3).toLowerCase() : key.toLowerCase();
}
