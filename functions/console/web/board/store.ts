import type { BoardRow } from '../answers.ts';
import type { Api, Page } from '../api.ts';
import type { Poke } from '../live.ts';
import { onPoke } from '../pokes.ts';
import { roomNow } from '../text/format.ts';
import { addressOf, belongs, type Filter } from './filter.ts';
import { type Answer, type Board, EMPTY, inOrder, reread, withCases, withPage } from './rows.ts';

/** What fills a screen is there sooner than what one scrolls to. */
const FIRST = 50;
const PAGE = 200;
/** The API answers so many at once (contract.md). */
const IDS = 50;
/** Pokes of one moment are one question. Milliseconds. */
const GATHER_MS = 150;

export interface Snapshot extends Board {
  error: unknown;
}

/** One view of the board, kept true: pages as they are needed, cases again when they are poked. */
export class BoardStore {
  private board: Board = EMPTY;
  private error: unknown;
  private shown: Snapshot = { ...EMPTY, error: undefined };
  private readonly listeners = new Set<() => void>();
  private loading: Promise<void> | undefined;
  private readonly asking = new Set<string>();
  private timer = 0;
  private quiet: (() => void) | undefined;

  constructor(
    private readonly api: Api,
    readonly filter: Filter,
    /** Told of cases that have just come to belong here, after the first page. */
    private readonly onArrival: (rows: readonly BoardRow[]) => void = () => {},
  ) {}

  /** Begins to listen and to load. */
  start(): void {
    this.quiet ??= onPoke((poke) => this.poked(poke));
    if (this.board.next === undefined) void this.more();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.quiet?.();
    this.quiet = undefined;
  }

  readonly subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  readonly snapshot = (): Snapshot => this.shown;

  /** Loads what comes after the rows on screen. */
  more(): Promise<void> {
    if (this.board.next === null) return Promise.resolve();
    this.loading ??= this.guard(async () => {
      this.change(withPage(this.board, await this.page(this.board.next ?? undefined)));
    }).finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  /** Reads again as many rows as are loaded (after a reconnection), or the first page only (while polling). */
  async refresh(all: boolean): Promise<void> {
    if (this.board.next === undefined) return this.more();
    await this.loading;
    await this.guard(async () => {
      const answer: Answer = await this.page();
      const items = [...answer.items];
      let { next } = answer;
      while (all && next !== null && items.length < this.board.order.length) {
        const page = await this.page(next);
        items.push(...page.items);
        next = page.next;
      }
      const known = new Set(this.board.rows.keys());
      const { board, missing } = reread(this.board, { items, next });
      this.change(board);
      this.tell(items.filter(({ id }) => !known.has(id)));
      for (const id of missing) this.ask(id);
    });
  }

  /** Rows on screen of which only the index is known are completed from their heads (decisions.md 20). */
  look(ids: readonly string[], again = false): void {
    for (const id of ids) if (again || this.board.rows.get(id)?.version === undefined) this.ask(id);
  }

  /** Puts the rows in order, with what has arrived and without what has left. */
  apply(): void {
    this.change(inOrder(this.board));
  }

  /** What a command answered: newer than anything that was read. */
  learn(id: string): void {
    this.ask(id);
  }

  private poked(poke: Poke): void {
    if (poke.t === 'board') {
      void this.refresh(false);
      return;
    }
    const version = this.board.rows.get(poke.id)?.version;
    if (version === undefined || version < poke.v) this.ask(poke.id);
  }

  private ask(id: string): void {
    this.asking.add(id);
    if (!this.timer) this.timer = window.setTimeout(() => void this.askNow(), GATHER_MS);
  }

  private async askNow(): Promise<void> {
    const ids = [...this.asking].slice(0, IDS);
    for (const id of ids) this.asking.delete(id);
    await this.guard(async () => {
      const { items } = await this.api.get<Page<BoardRow>>(`/v1/cases?ids=${ids.join(',')}`);
      const known = new Set(this.board.rows.keys());
      const before = new Map(ids.map((id) => [id, this.board.rows.get(id)?.priority]));
      const mine = (row: BoardRow) => belongs(row, this.filter, roomNow());
      this.change(withCases(this.board, ids, items, mine, this.filter.similar !== undefined));
      this.tell(items.filter((row) => mine(row) && (!known.has(row.id) || row.priority < (before.get(row.id) ?? ''))));
    });
    this.timer = this.asking.size > 0 ? window.setTimeout(() => void this.askNow(), GATHER_MS) : 0;
  }

  private page(cursor?: string): Promise<Page<BoardRow>> {
    const query = new URLSearchParams(addressOf(this.filter));
    query.set('limit', String(this.board.next === undefined ? FIRST : PAGE));
    if (cursor) query.set('cursor', cursor);
    return this.api.get<Page<BoardRow>>(`/v1/cases?${query}`);
  }

  private tell(rows: readonly BoardRow[]): void {
    if (rows.length > 0) this.onArrival(rows);
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    this.change(this.board);
  }

  private change(board: Board): void {
    this.board = board;
    this.shown = { ...board, error: this.error };
    for (const tell of this.listeners) tell();
  }
}
