/** Where a message goes by the state of its sender's case (decisions.md 9), for every state there is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QueueRecord, takeIn } from '../../functions/intake/batch.ts';
import * as commands from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import { perform } from '../../shared/case/perform.ts';
import { STATUSES, type Status } from '../../shared/case/vocabulary.ts';
import { groupOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { appendBoth, type By, execute } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type Emulator, NOW, startEmulator, stored } from '../storage/emulator.ts';

let at: Emulator;
let clock = Date.parse(NOW);
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

let count = 0;
const HOUR = 3_600_000;
const supervisor = (): By => ({
  actor: { kind: 'staff', id: 'samir', role: 'supervisor' },
  now: new Date(clock).toISOString(),
});

interface Person {
  id: string;
  /** His first case. */
  case: string;
}

/** Somebody writes. @returns the case that his words stand on */
async function writes(id: string, text: string): Promise<string> {
  const sender = { channel: 'whatsapp' as const, scope: '106540000000001', id };
  const item: InboundMessage = {
    type: 'message',
    channel: 'whatsapp',
    account: sender.scope,
    providerMessageId: `wamid.where.${count++}`,
    sender,
    kind: 'text',
    text,
    receivedAt: new Date(clock).toISOString(),
  };
  const record: QueueRecord = {
    messageId: `q${count}`,
    body: JSON.stringify(item),
    attributes: { MessageGroupId: groupOf(item) },
  };
  const deps = {
    room: at.room,
    suggest,
    agencies: async () => [],
    countryAt: async () => undefined,
    now: () => clock,
  };
  expect(await takeIn([record], deps, () => 10_000)).toEqual({ batchItemFailures: [] });
  return (await at.store.pointer(sender))!.case;
}

async function somebody(): Promise<Person> {
  const id = `24997${String(1_000_000 + count)}`;
  return { id, case: await writes(id, 'نحتاج ماء') };
}

const act = async <Input>(id: string, command: Command<Input>, input: NoInfer<Input>) => {
  stored(await execute(at.room, id, command, input, supervisor()));
};
const head = async (id: string) => (await at.store.load(id))!.state;
const textsOf = async (id: string) =>
  (await at.store.timeline(caseStream(id), 0, 200)).events.flatMap(({ type, data }) =>
    type === 'message.received' ? [(data as { text?: string }).text] : [],
  );

const owned = (id: string) => act(id, commands.assign, { owner: 'samir' });
const awaits = (on: 'reporter' | 'agency' | 'movement') => async (id: string) => {
  await owned(id);
  if (on === 'agency') await act(id, commands.raiseEscalation, { agency: { id: 'erc', tiers: 1 }, ask: 'ambulance' });
  await act(id, commands.awaitNext, { on, text: 'x', expectedAt: new Date(clock + 24 * HOUR).toISOString() });
};
const resolved = async (id: string) => {
  await owned(id);
  const how = { verifiedBy: 'mother', verifiedHow: 'reporter_contact' } as const;
  await act(id, commands.resolve, { code: 'medical_care_received', text: 'in hospital', ...how });
};
const closed = (hours: number) => async (id: string) => {
  await resolved(id);
  await act(id, commands.close, {});
  clock += hours * HOUR;
};
const invalid = (id: string) => act(id, commands.invalidate, { reason: 'test' });
const transferred = async (id: string) => {
  await owned(id);
  await act(id, commands.transfer, { to: 'the embassy', reason: 'theirs' });
};

/** Merges into a case of somebody else, which then goes its own way. @returns where the message has to go */
const merged =
  (times: number, after: (target: string) => Promise<void> = async () => {}) =>
  async (id: string): Promise<string> => {
    let source = id;
    for (let n = 0; n < times; n++) {
      const target = (await somebody()).case;
      const done = await appendBoth(
        at.room,
        [source, target],
        (one, two, context) => {
          const a = perform(one, commands.mergeSource, { reason: 'one family', other: two }, context);
          const b = perform(two, commands.mergeTarget, { reason: 'one family', other: one }, context);
          if ('rejected' in a) return a;
          return 'rejected' in b ? b : [a, b];
        },
        supervisor(),
      );
      expect(done.outcome).toBe('done');
      source = target;
    }
    await after(source);
    return source;
  };

interface Row {
  state: string;
  /** Brings the sender's case into the state; the case that is then his, where it is another. */
  given: (id: string) => Promise<unknown>;
  /** Onto his case, or into a new one that follows it. */
  goes: 'onto' | 'new';
  /** Status of the case that has the message. */
  becomes: Status;
  /** Statuses of the table above that this row speaks of. */
  of: Status;
}

const ROWS: Row[] = [
  { state: 'new', of: 'new', given: async () => {}, goes: 'onto', becomes: 'new' },
  {
    state: 'triaged',
    of: 'triaged',
    given: (id) => act(id, commands.triage, { priority: 'P3', category: 'trapped_basic_needs', reason: 'water' }),
    goes: 'onto',
    becomes: 'triaged',
  },
  { state: 'in progress', of: 'in_progress', given: owned, goes: 'onto', becomes: 'in_progress' },
  { state: 'awaiting him', of: 'awaiting_reporter', given: awaits('reporter'), goes: 'onto', becomes: 'in_progress' },
  {
    state: 'awaiting an agency',
    of: 'awaiting_agency',
    given: awaits('agency'),
    goes: 'onto',
    becomes: 'awaiting_agency',
  },
  {
    state: 'awaiting a movement',
    of: 'awaiting_movement',
    given: awaits('movement'),
    goes: 'onto',
    becomes: 'awaiting_movement',
  },
  { state: 'resolved', of: 'resolved', given: resolved, goes: 'onto', becomes: 'in_progress' },
  { state: 'closed just now', of: 'closed', given: closed(0), goes: 'onto', becomes: 'in_progress' },
  { state: 'closed for almost 72 hours', of: 'closed', given: closed(71.99), goes: 'onto', becomes: 'in_progress' },
  { state: 'closed for 72 hours', of: 'closed', given: closed(72), goes: 'new', becomes: 'new' },
  { state: 'invalid', of: 'invalid', given: invalid, goes: 'new', becomes: 'new' },
  { state: 'transferred', of: 'transferred', given: transferred, goes: 'new', becomes: 'new' },
  { state: 'merged', of: 'merged', given: merged(1), goes: 'onto', becomes: 'new' },
  { state: 'merged into one that was merged', of: 'merged', given: merged(3), goes: 'onto', becomes: 'new' },
  {
    state: 'merged into one that is resolved',
    of: 'merged',
    given: merged(1, resolved),
    goes: 'onto',
    becomes: 'in_progress',
  },
  {
    state: 'merged into one closed for an hour',
    of: 'merged',
    given: merged(2, closed(1)),
    goes: 'onto',
    becomes: 'in_progress',
  },
  {
    state: 'merged into one closed for 80 hours',
    of: 'merged',
    given: merged(1, closed(80)),
    goes: 'new',
    becomes: 'new',
  },
  {
    state: 'merged into one that was transferred',
    of: 'merged',
    given: merged(1, transferred),
    goes: 'new',
    becomes: 'new',
  },
  { state: 'merged into one found invalid', of: 'merged', given: merged(2, invalid), goes: 'new', becomes: 'new' },
];

test('the table speaks of every status', () => {
  expect(new Set(ROWS.map(({ of }) => of))).toEqual(new Set(STATUSES));
});

test.each(ROWS)('$state: $goes', async ({ given, goes, becomes, of }) => {
  clock = Date.parse(NOW);
  const person = await somebody();
  const into = await given(person.case);
  const current = typeof into === 'string' ? into : person.case;
  expect((await head(person.case)).status).toBe(of);

  const landed = await writes(person.id, 'وصلنا شيء جديد');
  expect(await textsOf(landed)).toContain('وصلنا شيء جديد');
  const state = await head(landed);
  expect(state.status).toBe(becomes);
  if (goes === 'onto') {
    expect(landed).toBe(current);
  } else {
    expect([person.case, current]).not.toContain(landed);
    expect(state.links).toMatchObject([{ other: current, kind: 'follows', state: 'confirmed' }]);
    expect(state.opened.at).toBe(new Date(clock).toISOString());
  }
  // The next one finds its way at once.
  expect(await writes(person.id, 'وبعدين')).toBe(landed);
});
