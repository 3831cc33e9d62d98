import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeIn } from '../../functions/intake/batch.ts';
import { type Connection, tableConnections } from '../../functions/live/connections.ts';
import { tableAttempts } from '../../functions/public/attempts.ts';
import { boardPage } from '../../shared/board/pages.ts';
import {
  addNote,
  assign,
  raiseEscalation,
  receiveMessage,
  recordSending,
  recordSent,
  sendMessage,
  triage,
} from '../../shared/case/commands/index.ts';
import { type Command, type Context, event, partId } from '../../shared/case/decide.ts';
import type { Message, Suggestion } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { openCase } from '../../shared/case/perform.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import type { Staff } from '../../shared/http/claims.ts';
import { type By, type Executed, execute, open } from '../../shared/ledger/execute.ts';
import { headItem } from '../../shared/ledger/head.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { newReference } from '../../shared/ledger/reference.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { tableTickets } from '../../shared/live/tickets.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { CITIZEN, type Emulator, NOW, OFFICER, OPENING, startEmulator, stored, TABLES } from './emulator.ts';

let at: Emulator;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

/** The reference call (design.md 1), and one of five hundred letters. */
const CALL = 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم';
const LONG = 'نحن محاصرون ولا يوجد ماء ولا كهرباء '.repeat(20).slice(0, 500);

const message = (id: string, text: string, now = NOW): Omit<Message, 'messageId'> => ({
  channel: 'whatsapp',
  account: '106540352242922',
  providerMessageId: `wamid.HBgMMjQ5OTEyMzQ1Njc4FQIAEhgUM0E${id}`,
  contactId: OPENING.reporter.contactId,
  kind: 'text',
  text,
  sentAt: now,
  receivedAt: now,
});

const SUGGESTION: Suggestion = {
  priority: 'P1',
  category: 'injury',
  needs: ['medical_care', 'escort'],
  rules: ['R01', 'R03'],
  reasons: [
    {
      rule: 'R01',
      words: ['مصابة', 'طلق ناري'],
      text: { ar: 'إصابة أو خطر على الحياة', en: 'Injury or danger to life' },
    },
    { rule: 'R03', words: ['أطفال', 'لوحدهم'], text: { ar: 'أطفال بلا ذويهم', en: 'Children without their parents' } },
  ],
  people: { count: 5, minors: 4 },
  place: { country: 'SD', city: 'الخرطوم بحري' },
  lang: 'ar',
};

let count = 0;
/** `generic` owes no automatic answer, so nothing is due before what a person owes. */
const openReference = async (text: string, channel: Channel = 'whatsapp'): Promise<Stored> => {
  const id = `M${count++}`;
  const reasons = SUGGESTION.reasons.map((reason) => ({ ...reason, by: 'triage' }));
  const opening = { ...OPENING, channel, reporter: { ...OPENING.reporter, channel }, reasons };
  const result = await open(
    at.room,
    (ref, context: Context) =>
      openCase(ref, opening, context, (state) => [
        event(state, context, 'message.received', { messageId: partId(state, 0), ...message(id, text) }),
        event(state, context, 'triage.suggested', { ...SUGGESTION, messageId: partId(state, 0) }),
      ]),
    CITIZEN,
    {
      marker: seenMarker(`seen#whatsapp#106540352242922#message#wamid.HBgMMjQ5OTEyMzQ1Njc4FQIAEhgUM0E${id}`),
      sender: {
        key: { channel: 'whatsapp', scope: '106540352242922', id: `24991234${id}` },
        contactId: OPENING.reporter.contactId,
      },
    },
  );
  return stored(result as Executed).stored;
};

const receive = (head: Stored, text: string, by: By = CITIZEN) => {
  const id = `M${count++}`;
  const input = { message: message(id, text, by.now), reporter: OPENING.reporter };
  const marker = seenMarker(`seen#whatsapp#106540352242922#message#wamid.HBgMMjQ5OTEyMzQ1Njc4FQIAEhgUM0E${id}`);
  return execute(at.room, head.state.id, receiveMessage, input, by, { marker });
};

const done = async <Input>(command: Command<Input>, { state }: Stored, input: Input, by: By) =>
  stored(await execute(at.room, state.id, command, input, by)).stored;

const later = (by: By, time: string): By => ({ ...by, now: `2026-03-01T${time}:00.000Z` });

describe('write units', () => {
  test('of the reference call, and of five hundred letters', async () => {
    const head = await openReference(CALL);
    const measured = {
      'open a case': (await at.metered(() => openReference(CALL))).write,
      'open a case, 500 letters': (await at.metered(() => openReference(LONG))).write,
      'inbound message': (await at.metered(() => receive(head, CALL))).write,
      'inbound message, 500 letters': (await at.metered(() => receive(head, LONG))).write,
    };
    expect(measured).toEqual(documented('write', Object.keys(measured)));
    expect(measured['open a case, 500 letters']).toBeLessThanOrEqual(18);
    expect(measured['inbound message, 500 letters']).toBeLessThanOrEqual(10);
  });

  test.each([
    { words: 'the reference call', text: CALL },
    { words: 'five hundred letters', text: LONG },
  ])('of $words through intake itself, as triage reads it: 18 and 10 at most (decisions.md 25)', async ({ text }) => {
    const sender = { channel: 'whatsapp', scope: '106540352242922', id: `24991299${count++}` } as const;
    const item = () => {
      const { contactId: _known, ...said } = message(`I${count++}`, text);
      return { ...said, type: 'message', sender: { ...sender, name: 'أم مريم', phone: `+${sender.id}` } };
    };
    const deps = {
      room: at.room,
      suggest,
      countryAt: async () => undefined,
      agencies: async () => [],
      now: () => Date.parse(NOW),
    };
    const take = () => takeIn([{ messageId: 'q', body: JSON.stringify(item()), attributes: {} }], deps, () => 10_000);
    const opening = await at.metered(take);
    const inbound = await at.metered(take);
    expect(opening.write).toBeLessThanOrEqual(18);
    expect(inbound.write).toBeLessThanOrEqual(10);
  });

  test('of a message that moves the urgent instant of an owned case', async () => {
    const head = await openReference(CALL, 'generic');
    await done(triage, head, { priority: 'P1', category: 'information', reason: 'asks for news' }, OFFICER);
    await done(assign, head, { owner: 'officer' }, OFFICER);
    // The answer of 08:04 is due again at 09:04, contact with the subject at 09:00: a new message moves the second.
    const officer = later(OFFICER, '08:04');
    const queued = await done(sendMessage, head, { contactId: OPENING.reporter.contactId, text: 'نحن معكم' }, officer);
    const messageId = queued.state.outbox[0]?.messageId ?? '';
    await done(recordSending, head, { messageId, attempt: 1, callbackId: messageId }, officer);
    const answered = await done(recordSent, head, { messageId, attempt: 1, providerMessageId: 'wamid.out' }, officer);
    const moved = await at.metered(() => receive(head, LONG, later(CITIZEN, '08:30')));
    const after = await at.store.load(head.state.id);
    expect(obligations(after!.state).urgentAt).not.toBe(obligations(answered.state).urgentAt);
    const measured = { 'inbound message, 500 letters, urgentAt moves': moved.write };
    expect(measured).toEqual(documented('write', Object.keys(measured)));
    expect(moved.write).toBeLessThanOrEqual(16);
  });

  test('of what officers do most', async () => {
    const head = await openReference(CALL, 'generic');
    const measured: Record<string, number> = {};
    const measure = async (name: string, work: () => Promise<unknown>) => {
      measured[name] = (await at.metered(work)).write;
    };
    await measure('triage', () => done(triage, head, { priority: 'P1', category: 'injury', reason: 'seen' }, OFFICER));
    await measure('assign', () => done(assign, head, { owner: 'officer' }, OFFICER));
    await measure('note', () => done(addNote, head, { text: 'رقم الخال في القاهرة معنا' }, OFFICER));
    const asked = { agency: { id: 'erc', tiers: 3 }, ask: 'سيارة إسعاف لمصابة وأربعة أطفال' };
    await measure('raise an escalation', () => done(raiseEscalation, head, asked, OFFICER));
    expect(measured).toEqual(documented('write', Object.keys(measured)));
  });
});

describe('read units', () => {
  test('of a head, of a timeline page and of a sender', async () => {
    const { state } = await openReference(CALL);
    for (let n = 0; n < 47; n++) await execute(at.room, state.id, addNote, { text: `note ${n}` }, OFFICER);
    const sender = { channel: 'whatsapp', scope: '106540352242922', id: '24991234M0' } as const;
    const measured = {
      'the case': (await at.metered(() => at.store.load(state.id))).read,
      'its timeline, 50 events': (await at.metered(() => at.store.timeline(caseStream(state.id), 0, 50))).read,
      "a sender's current case": (await at.metered(() => at.store.pointer(sender))).read,
      'what is due, one shard': (await at.metered(() => at.store.due(0, NOW, 25))).read,
      "an agency's open alerts": (await at.metered(() => at.store.alerts('erc', 'open', 25))).read,
    };
    expect(measured).toEqual(documented('read', Object.keys(measured)));
  });

  test('of a PIN: each attempt, and giving it back to whoever knew it', async () => {
    const attempts = tableAttempts(at.client, TABLES.cases, () => at.clock.ms);
    const tried = await at.metered(async () => expect(await attempts.take('K7M2-9QXF')).toBe(true));
    const right = await at.metered(() => attempts.giveBack('K7M2-9QXF'));
    const write = { 'an attempt at a PIN': tried.write, 'the PIN was right': right.write };
    expect(write).toEqual(documented('write', Object.keys(write)));
    expect([tried.read, right.read]).toEqual([0, 0]);
  });

  test('of live connections: a ticket, its use, a console that comes and goes, who listens', async () => {
    const now = () => at.clock.ms;
    const tickets = tableTickets(at.client, TABLES.cases, now);
    const connections = tableConnections(at.client, TABLES.cases, now);
    const staff: Staff = { id: 'officer', roles: ['officer'] };
    const connection: Connection = { id: 'L0SM9cOFvHcCIhw=', connectedAt: NOW, staff };
    let ticket = '';
    const write: Record<string, number> = {};
    const measure = async (name: string, work: () => Promise<unknown>) => {
      const { read, write: units } = await at.metered(work);
      expect([name, read]).toEqual([name, 0]);
      write[name] = Math.max(units, write[name] ?? 0);
    };
    await measure('a ticket for a live connection', async () => {
      ticket = (await tickets.issue(staff, randomBytes(16))).ticket;
    });
    await measure('a ticket is used up', async () => expect(await tickets.take(ticket)).toEqual(staff));
    await measure('a console connects, or is gone', () => connections.open(connection));
    const listening = await at.metered(async () => expect(await connections.all()).toEqual([connection]));
    await measure('a console connects, or is gone', () => connections.close(connection));
    expect(await connections.all()).toEqual([]);
    expect(write).toEqual(documented('write', Object.keys(write)));
    expect({ 'who listens': listening.read }).toEqual(documented('read', ['who listens']));
  });

  test('of fifty rows of the board: as few among 4,000 open cases as among 1,000', async () => {
    const board = () => boardPage(at.store, { limit: 50, now: NOW, mayRead: () => false });
    await fill(1000);
    const few = await at.metered(board);
    await fill(3000);
    const many = await at.metered(board);
    const [name, budget] = ['the board, first 50 rows, at most', 16];
    const most = documented('read', [name])[name] ?? 0;
    expect(most).toBeLessThanOrEqual(budget);
    expect(few.read).toBeLessThanOrEqual(most);
    expect(many.read).toBeLessThanOrEqual(most);
  });
});

/** Open cases as a busy week leaves them, heads only, in batches: the writer is measured elsewhere. */
async function fill(cases: number): Promise<void> {
  const items = Array.from({ length: cases }, (_, n) => {
    const id = newReference(at.room.random);
    const priority = (['P1', 'P2', 'P3', 'P4'] as const)[n % 4] ?? 'P4';
    const { state } = openCase(
      id,
      { ...OPENING, priority },
      { now: NOW, actor: CITIZEN.actor, policies: [DEFAULT_POLICY] },
    );
    const urgentAt = new Date(Date.parse(NOW) + n * 1000).toISOString();
    return headItem({ state, hash: 'f'.repeat(64) }, { urgentAt, wakeAt: urgentAt });
  });
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await at.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLES.cases]: puts } }));
  }
}

/** Rows of ACCESS_PATTERNS.md by name, the column asked for. */
function documented(column: 'read' | 'write', names: readonly string[]): Record<string, number> {
  const rows = readFileSync('shared/ACCESS_PATTERNS.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return Object.fromEntries(
    names.map((name) => {
      const row = rows.find((cells) => cells[1] === name);
      return [name, Number(row?.[column === 'read' ? 4 : 5])];
    }),
  );
}
