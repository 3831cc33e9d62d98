import { boardPage } from '../../shared/board/pages.ts';
import { addNote, receiveMessage } from '../../shared/case/commands/index.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';
import { fillBoard } from './heads.ts';
import { figure, most, type Row } from './report.ts';

const AT = Date.parse('2023-04-22T09:00:00.000Z');

/** What pages of the board cost at each size, and what an append to a long timeline costs. @param sizes open cases, rising. */
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
    rows.push(...(await timelineRows(emulator)));
    return rows;
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
  return [most(`board page of 50 ${of}`, read, 'read units', 16), figure(`time of that page ${of}`, elapsed, 'ms')];
}

/** A case does not grow dearer with its age: the thousandth note costs what the first did. */
async function timelineRows({ room, store, metered }: Emulator): Promise<Row[]> {
  const { items } = (await boardPage(store, { limit: 1, now: new Date(AT).toISOString(), mayRead: () => true }))!;
  const { id } = items[0]!;
  const by = {
    actor: { kind: 'staff', id: 'bench', role: 'officer' } as const,
    now: new Date(AT + 60_000).toISOString(),
  };
  const note = () => execute(room, id, addNote, { text: 'called, no answer; trying the neighbour' }, by);
  await note();
  const first = await metered(note);
  for (let n = 0; n < 200; n++) await note();
  const later = await metered(note);
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
  return [
    figure('a note on a young case', first.write, 'write units'),
    figure('the same after 200 more', later.write, 'write units'),
    figure('an inbound message of 500 letters, without its marker', inbound.write, 'write units'),
  ];
}
