import { memo } from 'react';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { BoardRow } from '../answers.ts';
import { hrefOf } from '../route.ts';
import { CLOCK_NAMES, PRIORITY_NAMES, STATUS_NAMES } from '../text/words.ts';
import type { Present } from './presence.ts';
import type { RowWords } from './row-words.ts';

interface Props {
  row: BoardRow;
  /** Counted from 0 below the column heads. */
  index: number;
  top: number;
  active: boolean;
  selected: boolean;
  gone: boolean;
  mine: boolean;
  present: readonly Present[];
  words: RowWords;
  /** What the clocks of the row say now: a row is drawn again when its words change, and not each second. */
  due: string;
  dueState: string;
  heard: string;
  told: string;
}

export const rowElementId = (id: string) => `row-${id}`;

/** Which case an event inside a row is about. */
export function idAt(target: EventTarget): string | undefined {
  return (target as Element).closest<HTMLElement>('tr[data-id]')?.dataset.id;
}

/**
 * One case at a glance. One is made for every other frame while somebody scrolls: plain elements, no hooks, no handlers of its own; the grid
 * listens for all of them.
 */
export const Row = memo(function Row(props: Props) {
  const { row, index, top, active, selected, gone, mine, words, present, due, dueState, heard, told } = props;
  const { format } = words;
  const priority = PRIORITY_NAMES[row.priority];
  return (
    <tr
      id={rowElementId(row.id)}
      data-id={row.id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-priority={row.priority}
      data-active={active || undefined}
      data-gone={gone || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td className="cell-select">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          onChange={nothing}
          aria-label={`${words.select} ${row.id}`}
        />
      </td>
      <td className="cell-priority">
        <span className="badge" data-priority={row.priority} title={format.both(priority.long)}>
          {format.both(priority.short)}
        </span>
      </td>
      <td className="cell-due">
        {row.nextDueAt ? (
          <time className="countdown" data-state={dueState} dateTime={row.nextDueAt}>
            {due}
          </time>
        ) : (
          <span className="soft">{words.noClock}</span>
        )}
        {row.nextDue ? <small>{format.both(CLOCK_NAMES[row.nextDue])}</small> : null}
      </td>
      <td className="cell-case">
        <div className="line-1">
          <a className="reference" href={hrefOf(['cases', row.id])} tabIndex={-1} dir="ltr" translate="no">
            {row.id}
          </a>
          {gone ? <span className="chip">{words.left}</span> : null}
          {row.status ? (
            <span className="chip" data-status={row.status}>
              {format.both(STATUS_NAMES[row.status])}
            </span>
          ) : null}
          {row.category ? <span className="kind">{format.both(CATEGORY_WORDS[row.category])}</span> : null}
          {row.place || row.country ? <span className="place">{words.place(row.place, row.country)}</span> : null}
          {row.similar && row.similar.count > 1 ? (
            <a
              className="chip similar"
              href={hrefOf([], { similar: row.similar.group })}
              tabIndex={-1}
              title={words.similarLong(row.similar.count)}
            >
              {words.similar(row.similar.count)}
            </a>
          ) : null}
        </div>
        <div className="line-2" dir="auto">
          {row.summary ?? words.restricted}
        </div>
      </td>
      <td className="cell-people">
        {row.persons ? <span>{words.persons(row.persons)}</span> : null}
        {row.persons && row.children ? <strong className="children">{words.children(row.children)}</strong> : null}
      </td>
      <td className="cell-contact">
        {row.lastInboundAt ? (
          <time className={waits(row) ? 'waits' : 'soft'} dateTime={row.lastInboundAt}>
            {words.fromThem} {heard}
          </time>
        ) : null}
        {row.lastOutboundAt ? (
          <time className="soft" dateTime={row.lastOutboundAt}>
            {words.toThem} {told}
          </time>
        ) : null}
      </td>
      <td className="cell-owner">
        {row.owner ? (
          <bdi className={mine ? 'mine' : undefined}>{mine ? words.me : row.owner}</bdi>
        ) : (
          <span className="nobody">{words.nobody}</span>
        )}
        {present.length > 0 ? <Looking present={present} words={words} /> : null}
      </td>
    </tr>
  );
});

/** The grid hears of it. */
const nothing = () => {};

/** They wrote last, and wait for us. */
function waits({ lastInboundAt, lastOutboundAt }: BoardRow): boolean {
  return Boolean(lastInboundAt && (!lastOutboundAt || lastInboundAt > lastOutboundAt));
}

function Looking({ present, words }: { present: readonly Present[]; words: RowWords }) {
  const writing = present.filter(({ doing }) => doing === 'writing');
  const who = (writing.length > 0 ? writing : present).map(({ staff }) => staff).join(words.format.comma);
  const text = writing.length > 0 ? words.writing(who) : words.looking(who);
  return (
    <small className="looking" data-writing={writing.length > 0 || undefined} title={text}>
      {text}
    </small>
  );
}
