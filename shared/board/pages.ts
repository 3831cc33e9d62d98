import { isOpen } from '../case/obligations.ts';
import { REQUESTS } from '../case/repeated.ts';
import type { CaseState } from '../case/state.ts';
import type { Category, Priority, Status } from '../case/vocabulary.ts';
import type { RowPage, Store } from '../ledger/store.ts';
import { boardPk, NO_INSTANT, openAgencies, type Point, pointOf, SHARDS } from './keys.ts';

/**
 * A row of the board: what a glance needs. `restricted` rows stand for cases whose content no index holds; they are completed
 * from the head for those who may read it and left out for everybody else (decisions.md 17).
 */
export interface BoardRow {
  id: string;
  priority: Priority;
  /** `nextDueAt` of the API: the earliest target of any running clock, breached ones included. */
  urgentAt?: string;
  status: Status;
  category: Category;
  country?: string;
  place?: string;
  owner?: string;
  crisis?: string;
  /** Agencies that still owe the case something. */
  agencies?: string[];
  summary: string;
  openedAt: string;
  /** The group of near-identical cases that the row stands for (domain.md G16): the others are behind it. */
  similar?: string;
  /** Where it stands on the map. */
  point?: Point;
}

export interface BoardQuery {
  status?: Status;
  priority?: Priority;
  country?: string;
  category?: Category;
  owner?: string;
  agency?: string;
  crisis?: string;
  /** Calls for help, or what people write to a ministry in daily work. */
  desk?: 'distress' | 'requests';
  /** Only cases whose most urgent target has passed. */
  overdue?: boolean;
  /** Only members of this group of near-identical cases, each in a row of its own. */
  similar?: string;
  /** The group whose members are all shown; of every other one there is one row. */
  expand?: string;
  limit: number;
  cursor?: string;
  /** RFC 3339 UTC with milliseconds. */
  now: string;
  /** Whether the asker may read a restricted or sealed case. */
  mayRead: (state: CaseState) => boolean;
}

export interface BoardPage {
  items: BoardRow[];
  next?: string;
}

/** Work of one page, in read units: beyond it there are fewer rows and a cursor (decisions.md 20). */
const WORK_CAP = 40;

/** Days that a list of ended cases goes back. */
const HISTORY_DAYS = 400;

/** Sorts after every key that begins as what it is appended to. */
const END = '~~';

/**
 * Cases in board order: priority, then soonest due. Without a status, the open ones. Ended ones come newest first. Undefined when
 * the cursor is none of ours.
 */
export async function boardPage(
  store: Pick<Store, 'rows' | 'loadMany'>,
  query: BoardQuery,
): Promise<BoardPage | undefined> {
  const [position, seen] = query.cursor === undefined ? ['', []] : decode(query.cursor);
  const { status } = query;
  if (status && status !== 'resolved' && !isOpen(status)) {
    if (position && !/^\d{4}-\d\d-\d\d\|/.test(position)) return undefined;
    return endedPage(store, query, position);
  }
  if (position && !/^P[1-4]#/.test(position)) return undefined;
  return rankedPage(store, query, position, seen);
}

type Read = Pick<Store, 'rows' | 'loadMany'>;
type IndexRow = RowPage['rows'][number];

/** One partition of an index on its way through the merge. */
interface Lane {
  index: 'board' | 'owner';
  pk: string;
  from: string;
  to: string;
  waiting: IndexRow[];
  more: boolean;
}

/**
 * The merge of all shards. Each is asked for little at first, and again only when its rows are used up: fifty rows of a hundred thousand cost
 * what fifty of a thousand do.
 */
async function rankedPage(
  store: Read,
  query: BoardQuery,
  position: string,
  seen: readonly string[],
): Promise<BoardPage> {
  const lanes = lanesOf(query, position);
  const filtered =
    query.overdue ||
    query.status ||
    query.country ||
    query.category ||
    query.desk ||
    query.agency ||
    query.crisis ||
    query.similar;
  const [first, later] = filtered ? [16, 32] : [Math.ceil((query.limit + 1) / lanes.length) + 1, 4];
  const page = new Page(store, query, seen);

  for (let size = first; ; size = later) {
    const empty = lanes.filter((lane) => lane.waiting.length === 0 && lane.more);
    const fetched = await Promise.all(
      empty.map((lane) => store.rows(lane.index, lane.pk, { from: lane.from, to: lane.to }, size)),
    );
    for (const [index, { rows, more, units }] of fetched.entries()) {
      const lane = empty[index]!;
      lane.waiting = rows;
      lane.more = more;
      lane.from = `${rows.at(-1)?.sk ?? lane.from}!`;
      page.units += units;
    }
    if (lanes.every((lane) => lane.waiting.length === 0 && !lane.more)) return page.end();
    // As long as every lane shows its next row, the least of them is the next of the board.
    while (lanes.every((lane) => lane.waiting.length > 0 || !lane.more)) {
      const lane = lanes.reduce((least, other) => (nextKey(other) < nextKey(least) ? other : least));
      const row = lane.waiting.shift();
      if (!row) break;
      if (query.overdue && !isOverdue(row, query.now)) skipPriority(lane, row);
      else page.offer(row);
    }
    const full = await page.settle((row) => row.sk);
    if (full) return full;
    if (page.units >= WORK_CAP) return page.cut();
  }
}

function lanesOf(query: BoardQuery, position: string): Lane[] {
  const { owner, priority, status } = query;
  const from = [position && `${position}!`, priority ? `${priority}#` : ''].sort().at(-1) ?? '';
  const to = priority ? `${priority}#${END}` : END;
  const lane = (index: Lane['index'], pk: string): Lane => ({
    index,
    pk,
    from: from || '!',
    to,
    waiting: [],
    more: true,
  });
  if (status === 'resolved') return shards((shard) => lane('board', boardPk.resolved(shard)));
  if (owner) return [lane('owner', boardPk.owner(owner))];
  return shards((shard) => lane('board', boardPk.open(shard)));
}

const shards = <T>(make: (shard: number) => T) => Array.from({ length: SHARDS }, (_, shard) => make(shard));

const nextKey = (lane: Lane) => lane.waiting[0]?.sk ?? END;

/** Within a priority a lane goes from overdue to due: after the first that is not, only other priorities have some. */
function skipPriority(lane: Lane, row: IndexRow): void {
  const from = `${row.sk.slice(0, 2)}#${END}`;
  lane.waiting = lane.waiting.filter((waiting) => waiting.sk > from);
  if (lane.waiting.length > 0) return;
  if (lane.from < from) lane.from = from;
  lane.more = lane.more && lane.from < lane.to;
}

/** Closed, merged, invalid and transferred cases, day by day, newest first. */
async function endedPage(store: Read, query: BoardQuery, position: string): Promise<BoardPage> {
  const page = new Page(store, query);
  const today = query.now.slice(0, 10);
  let [day = today, below = ''] = position ? position.split('|') : [];
  for (; daysBetween(day, today) <= HISTORY_DAYS; day = dayBefore(day), below = '') {
    for (let more = true; more; ) {
      const to = below || END;
      const answer = await store.rows('board', boardPk.closed(day), { from: '!', to }, 32, true);
      page.units += answer.units;
      more = answer.more;
      for (const row of answer.rows) if (row.sk !== below) page.offer(row);
      below = answer.rows.at(-1)?.sk ?? below;
      const full = await page.settle((row) => `${day}|${row.sk}`);
      if (full) return full;
      page.resumeAt(`${day}|${below}`);
      if (page.units >= WORK_CAP) return page.cut();
    }
  }
  return page.end();
}

/** Rows offered in order, filtered, completed where restricted, cut at the limit. */
class Page {
  units = 0;
  private readonly offered: IndexRow[] = [];
  private readonly items: BoardRow[] = [];
  private position = '';
  private hidden = '';
  /** Groups that have their row, here or on a page before. */
  private readonly seen: Set<string>;

  constructor(
    private readonly store: Read,
    private readonly query: BoardQuery,
    seen: readonly string[] = [],
  ) {
    this.seen = new Set(seen);
  }

  offer(row: IndexRow): void {
    this.offered.push(row);
  }

  /** Where to go on when a stretch without any row was read. */
  resumeAt(position: string): void {
    [this.position, this.hidden] = [position, ''];
  }

  end(): BoardPage {
    return { items: this.items };
  }

  /** Takes in what was offered; the page, when it is full. */
  async settle(positionOf: (row: IndexRow) => string): Promise<BoardPage | undefined> {
    const rows = this.offered.splice(0);
    const heads = await this.completed(rows);
    for (const row of rows) {
      const shown = isRestricted(row) ? heads.get(row.id) : rowOf(row);
      if (shown && matches(shown, this.query)) {
        if (!this.isBehind(shown)) {
          if (this.items.length === this.query.limit) return this.cut();
          this.items.push(shown);
          if (shown.similar && this.seen.size < MOST_GROUPS) this.seen.add(shown.similar);
        }
      }
      // A cursor names no case that its holder may not know of, unless there is nothing else to name.
      if (shown) [this.position, this.hidden] = [positionOf(row), ''];
      else this.hidden = positionOf(row);
    }
    return undefined;
  }

  /** Whether the row stands behind another of its group: the first of them in board order is the one that is shown. */
  private isBehind({ similar }: BoardRow): boolean {
    if (!similar || this.query.similar || similar === this.query.expand) return false;
    return this.seen.has(similar);
  }

  /** The page as it is, with a cursor behind the last row that was looked at. */
  cut(): BoardPage {
    const position = this.items.length === 0 ? this.hidden || this.position : this.position;
    const groups = this.seen.size > 0 ? `\n${[...this.seen].join(',')}` : '';
    return { items: this.items, next: Buffer.from(position + groups).toString('base64url') };
  }

  private async completed(rows: readonly IndexRow[]): Promise<Map<string, BoardRow>> {
    const ids = rows.filter(isRestricted).map((row) => row.id);
    const due = new Map(rows.map((row) => [row.id, urgentAtOf(row)]));
    const found = new Map<string, BoardRow>();
    for (let start = 0; start < ids.length; start += 50) {
      const heads = await this.store.loadMany(ids.slice(start, start + 50));
      this.units += heads.length;
      for (const { state } of heads) {
        if (this.query.mayRead(state)) found.set(state.id, rowOfState(state, due.get(state.id)));
      }
    }
    return found;
  }
}

const isRestricted = (row: IndexRow) => row.attributes.status === undefined;

function isOverdue(row: IndexRow, now: string): boolean {
  const at = urgentAtOf(row);
  return at !== undefined && at <= now;
}

/** The due instant stands in the key of ranked rows only. */
function urgentAtOf(row: IndexRow): string | undefined {
  const [rank, at] = row.sk.split('#');
  return rank?.startsWith('P') && at !== NO_INSTANT ? at : undefined;
}

function rowOf(row: IndexRow): BoardRow {
  const urgentAt = urgentAtOf(row);
  return { id: row.id, ...(urgentAt ? { urgentAt } : {}), ...row.attributes } as BoardRow;
}

/** The same row from a head, for lists that were read consistently (`GET /v1/cases?ids=`). */
export function rowOfState(state: CaseState, urgentAt: string | undefined): BoardRow {
  const { id, priority, status, category, country, place, owner, crisis, summary, similar } = state;
  const agencies = openAgencies(state);
  const point = pointOf(state);
  return {
    id,
    priority,
    status,
    category,
    summary,
    openedAt: state.opened.at,
    ...(urgentAt ? { urgentAt } : {}),
    ...(country ? { country } : {}),
    ...(place ? { place } : {}),
    ...(owner ? { owner } : {}),
    ...(crisis ? { crisis } : {}),
    ...(agencies.length > 0 ? { agencies } : {}),
    ...(similar ? { similar } : {}),
    ...(point ? { point } : {}),
  };
}

/** What of a query a row can pass or fail. */
export type RowFilter = Omit<BoardQuery, 'limit' | 'cursor' | 'mayRead'>;

/** The name under which the board lists cases of no crisis. */
export const DAILY = 'daily';

export function matches(row: BoardRow, query: RowFilter): boolean {
  const { status, priority, country, category, owner, agency, crisis, desk } = query;
  return (
    (!status || row.status === status) &&
    (!priority || row.priority === priority) &&
    (!country || row.country === country) &&
    (!category || row.category === category) &&
    (!owner || row.owner === owner) &&
    (!crisis || (row.crisis ?? DAILY) === crisis) &&
    (!desk || (desk === 'requests') === REQUESTS.includes(row.category)) &&
    (!agency || (row.agencies ?? []).includes(agency)) &&
    (!query.similar || row.similar === query.similar) &&
    (!query.overdue || (row.urgentAt !== undefined && row.urgentAt <= query.now))
  );
}

/** Storms at once that a cursor remembers; of one more, a row may come again on the next page. */
const MOST_GROUPS = 40;

/** The position, and the groups that have their row already. */
function decode(cursor: string): [position: string, seen: string[]] {
  const [position = '', groups = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('\n');
  return [position || 'none', groups.split(',').filter(Boolean).slice(0, MOST_GROUPS)];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
