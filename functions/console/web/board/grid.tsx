import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type ChangeEvent,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../answers.ts';
import { go, hrefOf } from '../route.ts';
import { useNow } from '../text/format.ts';
import { latin } from '../ui/latin.ts';
import type { Present } from './presence.ts';
import { idAt, Row, rowElementId } from './row.tsx';
import { useRowWords } from './row-words.ts';
import type { Snapshot } from './store.ts';

/** The next page is asked for this many rows before the end. */
const AHEAD = 60;
/** Rows that came to rest on screen are told. Milliseconds. */
const REST_MS = 120;
/** Rows kept ready above and below what is seen. */
const OVERSCAN = 6;

const HEADS = ['select', 'priority', 'due', 'caseColumn', 'people', 'lastContact', 'owner'] as const;
const NOBODY: readonly Present[] = [];

interface Props {
  board: Pick<Snapshot, 'order' | 'rows' | 'gone' | 'next'>;
  gridRef: RefObject<HTMLTableElement | null>;
  scrollerRef: RefObject<HTMLDivElement | null>;
  me: string;
  active: string | undefined;
  selected: ReadonlySet<string>;
  present: ReadonlyMap<string, readonly Present[]>;
  /** Whether single letters act. */
  letters: boolean;
  mayAssign: boolean;
  onActive: (id: string) => void;
  onToggle: (id: string) => void;
  onAssign: (ids: readonly string[]) => void;
  onMore: () => void;
  /** Ids of rows that came to rest on screen. */
  onRest: (ids: readonly string[]) => void;
}

/**
 * The rows of the board, as many as the window shows. Nothing else is drawn while somebody scrolls, and of the rows only those that come in: they
 * are all of one height, stand by transform alone, and share one clock.
 */
export function Grid({ board, gridRef, scrollerRef, me, active, selected, present, ...props }: Props) {
  const { letters, mayAssign, onActive, onToggle, onAssign, onMore, onRest } = props;
  const { order, rows, gone, next } = board;
  const { t } = useTranslation();
  const words = useRowWords();
  const now = useNow();
  const { head, row: rowPx, probe, heads } = useHeights();
  const activeIndex = useMemo(() => (active === undefined ? -1 : order.indexOf(active)), [order, active]);

  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => rowPx,
    // The same function for the same rows: with another one every row would be counted anew.
    getItemKey: useCallback((index: number) => order[index]!, [order]),
    overscan: OVERSCAN,
    scrollMargin: head,
    scrollPaddingStart: head,
    // The row that the keyboard stands on exists wherever one has scrolled to: it is what a screen reader is told.
    rangeExtractor: (range) => {
      const all = defaultRangeExtractor(range);
      return activeIndex < 0 || all.includes(activeIndex) ? all : [...all, activeIndex].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights that are known are forgotten when rows have another one.
  useLayoutEffect(() => virtual.measure(), [virtual, rowPx]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (next && last >= order.length - AHEAD) onMore();
  }, [next, last, order.length, onMore]);

  const visible = items.map(({ key }) => key).join(',');
  useEffect(() => {
    const rest = setTimeout(() => onRest(visible ? visible.split(',') : []), REST_MS);
    return () => clearTimeout(rest);
  }, [visible, onRest]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(order.length - 1, to));
    const id = order[index];
    if (id === undefined) return;
    onActive(id);
    virtual.scrollToIndex(index);
  };

  const actOf = (key: string): (() => unknown) | undefined => {
    const page = Math.max(1, Math.floor(((scrollerRef.current?.clientHeight ?? 0) - head) / rowPx) - 1);
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
        return active ? () => onToggle(active) : undefined;
      case 'a': {
        const ids = selected.size > 0 ? [...selected] : active ? [active] : [];
        return mayAssign && ids.length > 0 ? () => onAssign(ids) : undefined;
      }
      default:
        return undefined;
    }
  };
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = event.key.length === 1 && event.key !== ' ';
    const act = actOf(letter ? (letters ? latin(event) : '') : event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const uppermost = order[items[0]?.index ?? 0];
  const onFocus = () => {
    if (activeIndex < 0 && uppermost !== undefined) onActive(uppermost);
  };
  // Whoever came to the rows before there were any stands on the first as soon as there is one.
  useEffect(() => {
    if (activeIndex < 0 && uppermost !== undefined && document.activeElement === gridRef.current) onActive(uppermost);
  }, [activeIndex, uppermost, gridRef, onActive]);
  const onPointer = ({ target }: PointerEvent) => {
    const id = idAt(target);
    if (id) onActive(id);
  };
  const onChange = ({ target }: ChangeEvent<HTMLTableSectionElement>) => {
    const id = idAt(target);
    if (id) onToggle(id);
  };
  /** When exactly, for whoever points at a clock: not worked out for those nobody points at. */
  const onOver = ({ target }: PointerEvent) => {
    const time = (target as Element).closest('time');
    if (time && !time.title) time.title = words.format.stamp(time.dateTime);
  };

  return (
    <div ref={scrollerRef} className="grid-scroller">
      <div className="row-height" ref={probe} aria-hidden />
      <table
        ref={gridRef}
        className="grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one walks its rows with the arrows.
        role="grid"
        tabIndex={0}
        aria-label={t('boardGrid')}
        aria-rowcount={next ? -1 : order.length + 1}
        aria-multiselectable={mayAssign || undefined}
        aria-activedescendant={active && items.some(({ key }) => key === active) ? rowElementId(active) : undefined}
        onKeyDown={onKey}
        onFocus={onFocus}
      >
        <thead ref={heads}>
          <tr aria-rowindex={1}>
            {HEADS.map((name) => (
              <th key={name} scope="col" className={`head-${name}`}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          style={{ blockSize: order.length * rowPx }}
          onPointerDown={onPointer}
          onPointerOver={onOver}
          onChange={onChange}
        >
          {items.map(({ key, index, start }) => {
            const row = rows.get(String(key));
            if (!row) return null;
            return (
              <Row
                key={key}
                row={row}
                index={index}
                top={start - head}
                active={key === active}
                selected={selected.has(row.id)}
                gone={gone.has(row.id)}
                mine={row.owner === me}
                present={present.get(row.id) ?? NOBODY}
                words={words}
                {...clocksOf(row, words.format, now)}
              />
            );
          })}
        </tbody>
      </table>
      {order.length === 0 && next === null ? <p className="empty">{t('empty')}</p> : null}
    </div>
  );
}

function clocksOf(row: BoardRow, format: ReturnType<typeof useRowWords>['format'], now: number) {
  const due = row.nextDueAt ? format.left(row.nextDueAt, now) : undefined;
  return {
    due: due?.text ?? '',
    dueState: due?.state ?? '',
    heard: row.lastInboundAt ? format.ago(row.lastInboundAt, now) : '',
    told: row.lastOutboundAt ? format.ago(row.lastOutboundAt, now) : '',
  };
}

/** Heights in pixels as the sheet gives them, by the width there is and the size of letters: of a row, and of the column heads. */
function useHeights() {
  const probe = useRef<HTMLDivElement>(null);
  const heads = useRef<HTMLTableSectionElement>(null);
  const [heights, setHeights] = useState({ row: 60, head: 32 });
  useLayoutEffect(() => {
    const measure = () => {
      const row = probe.current?.offsetHeight || 60;
      const style = heads.current && getComputedStyle(heads.current);
      const head = style?.position === 'sticky' ? (heads.current?.offsetHeight ?? 0) : 0;
      setHeights((before) => (before.row === row && before.head === head ? before : { row, head }));
    };
    const watching = new ResizeObserver(measure);
    if (probe.current) watching.observe(probe.current);
    if (heads.current) watching.observe(heads.current);
    measure();
    return () => watching.disconnect();
  }, []);
  return { ...heights, probe, heads };
}
