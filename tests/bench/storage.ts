import { boardPage } from '../../shared/board/pages.ts';
import { addNote, receiveMessage } from '../../shared/case/commands/index.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';
import { fillBoard } from './heads.ts';
import { millionCases } from './million.ts';
import { figure, most, on, type Row } from './report.ts';

const AT = Date.parse('2023-04-22T09:00:00.000Z');

/** Events of the longest timeline that a room is meant to hold (issue 7). */
const TIMELINE = 10_000;

/** What pages of the board cost at each size, and what a long timeline costs to grow and to read. @param sizes open cases, rising. */
export async function benchStorage(sizes: readonly number[], progress: (line: string) => void): Promise<Row[]> {
  const emulator = await startEmulator();
  try {
    const rows: Row[] = [];
    let open = 0;
    for (const size of sizes) {
      await fillBoard(emulator.client, TABLES.cases, { from: open, to: size, at: AT }, progress);
      open = size;
      rows.push(...(await boardRows(emulator, size)));
    }
    rows.push(...(await timelineRows(emulator, progress)));
    return rows;
  } finally {
    await emulator.close();
  }
}

const MILLION = 1_000_000;

/** The board among a million open cases. @param folder where they are kept, generated once */
export async function benchMillion(folder: string, progress: (line: string) => void): Promise<Row[]> {
  const emulator = await startEmulator(await millionCases(folder, AT, progress));
  try {
    return await boardRows(emulator, MILLION);
  } finally {
    await emulator.close();
  }
}

async function boardRows({ store, metered }: Emulator, size: number): Promise<Row[]> {
  const query = { limit: 50, now: new Date(AT).toISOString(), mayRead: () => true };
  await boardPage(store, query);
  let items = 0;
  const started = performance.now();
  const { read } = await metered(async () => {
    items = (await boardPage(store, query))?.items.length ?? 0;
  });
  const elapsed = performance.now() - started;
  if (items !== query.limit) throw new Error(`a board page of ${items} rows`);
  const of = `of ${size.toLocaleString('en')} open cases`;
  return [
    on('Board page of 50, by open cases: read units', size, most(`board page of 50 ${of}`, read, 'read units', 16)),
    figure(`time of that page ${of}`, elapsed, 'ms'),
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
