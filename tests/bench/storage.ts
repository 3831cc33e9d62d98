import { boardPage } from '../../shared/board/pages.ts';
import { addNote, receiveMessage } from '../../shared/case/commands/index.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';
import { fillBoard } from './heads.ts';
import { millionCases } from './million.ts';
import { figure, most, on, percentile, type Row } from './report.ts';

const AT = Date.parse('2023-04-22T09:00:00.000Z');

/** Events of the longest timeline that a room is meant to hold (issue 7). */
const TIMELINE = 10_000;

/** Pages of the board that are timed at each size, after as many that are not: Node compiles what is hot. */
const PAGES = 50;

/** What pages of the board cost at each size, and what a long timeline costs to grow and to read. @param sizes open cases, rising. */
export async function* benchStorage(sizes: readonly number[], progress: (line: string) => void): AsyncGenerator<Row> {
  const emulator = await startEmulator();
  try {
    let open = 0;
    for (const size of sizes) {
      await fillBoard(emulator.client, TABLES.cases, { from: open, to: size, at: AT }, progress);
      open = size;
      yield* await boardRows(emulator, size);
    }
    yield* await timelineRows(emulator, progress);
  } finally {
    await emulator.close();
  }
}

const MILLION = 1_000_000;

/** The board among a million open cases. @param folder where they are kept, generated once */
export async function* benchMillion(folder: string, progress: (line: string) => void): AsyncGenerator<Row> {
  const emulator = await startEmulator(await millionCases(folder, AT, progress));
  try {
    yield* await boardRows(emulator, MILLION);
  } finally {
    await emulator.close();
  }
}

async function boardRows({ store, metered }: Emulator, size: number): Promise<Row[]> {
  const query = { limit: 50, now: new Date(AT).toISOString(), mayRead: () => true };
  for (let n = 0; n < PAGES; n++) await boardPage(store, query);
  const times: number[] = [];
  let units = 0;
  for (let n = 0; n < PAGES; n++) {
    const started = performance.now();
    const { read } = await metered(async () => {
      const items = (await boardPage(store, query))?.items.length ?? 0;
      if (items !== query.limit) throw new Error(`a board page of ${items} rows`);
    });
    times.push(performance.now() - started);
    units = Math.max(units, read);
  }
  const of = `of ${size.toLocaleString('en')} open cases`;
  const time = (name: string, p: number) => {
    const row = figure(`time of that page ${of}, ${name}`, percentile(times, p), 'ms');
    return on(`Time of a board page of 50, by open cases: ${name}`, size, row);
  };
  return [
    on('Board page of 50, by open cases: read units', size, most(`board page of 50 ${of}`, units, 'read units', 16)),
    time('median', 0.5),
    time('p95', 0.95),
  ];
}

/** A case does not grow dearer with its age: the ten thousandth note costs what the first did, and so does its page of the timeline. */
async function timelineRows({ room, store, metered }: Emulator, progress: (line: string) => void): Promise<Row[]> {
  const { items } = (await boardPage(store, { limit: 1, now: new Date(AT).toISOString(), mayRead: () => true }))!;
  const { id, version } = items[0] as { id: string; version?: number };
  const by = {
    actor: { kind: 'staff', id: 'bench', role: 'officer' } as const,
    now: new Date(AT + 60_000).toISOString(),
  };
  const note = () => execute(room, id, addNote, { text: 'called, no answer; trying the neighbour' }, by);
  await note();
  const first = await metered(note);
  for (let n = (version ?? 1) + 2; n < TIMELINE; n++) {
    await note();
    if (n % 1000 === 0) progress(`  ${n.toLocaleString('en')} of ${TIMELINE.toLocaleString('en')} events`);
  }
  const later = await metered(note);
  const page = (after: number) => metered(() => store.timeline(caseStream(id), after, 50));
  const [newest, oldest] = [await page(TIMELINE - 50), await page(TIMELINE / 2)];
  const reporter = { contactId: 'c1', channel: 'whatsapp', relationship: 'self' } as const;
  const message = {
    channel: 'whatsapp',
    providerMessageId: 'wamid.bench',
    contactId: 'c1',
    kind: 'text',
    text: 'ا'.repeat(500),
    receivedAt: by.now,
  } as const;
  const inbound = await metered(() => execute(room, id, receiveMessage, { message, reporter }, by));
  const of = `a timeline of ${TIMELINE.toLocaleString('en')} events`;
  return [
    figure('a note on a young case', first.write, 'write units'),
    most(`the same on ${of}`, later.write, 'write units', first.write),
    figure(`a page of 50 at the end of ${of}`, newest.read, 'read units'),
    figure('a page of 50 from its middle', oldest.read, 'read units'),
    figure('an inbound message of 500 letters, without its marker', inbound.write, 'write units'),
  ];
}
