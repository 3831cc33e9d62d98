/** Several ids of one person, and a call told in pieces: one case. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeIn } from '../../functions/intake/batch.ts';
import type { IntakeDeps } from '../../functions/intake/deps.ts';
import { groupOf } from '../../shared/channels/marker.ts';
import type { InboundMessage, Sender } from '../../shared/channels/types.ts';
import type { SenderKey } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { loadContact } from '../../shared/people/contacts.ts';
import { countryAt } from '../../shared/people/country.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type Emulator, NOW, startEmulator } from '../storage/emulator.ts';

let at: Emulator;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

const SCOPE = '106540000000001';
let clock = Date.parse(NOW);
let sent = 0;

const from = (id: string, ...aliases: string[]): Sender => ({
  channel: 'whatsapp',
  scope: SCOPE,
  id,
  ...(aliases.length > 0 ? { aliases: aliases.map((other) => ({ scope: SCOPE, id: other })) } : {}),
});

const message = (sender: Sender, more: Partial<InboundMessage> = {}): InboundMessage => ({
  type: 'message',
  channel: sender.channel,
  account: sender.scope,
  providerMessageId: `wamid.identity.${sent++}`,
  sender,
  kind: 'text',
  text: 'نحتاج ماء في الخرطوم',
  receivedAt: new Date(clock).toISOString(),
  ...more,
});

async function take(...items: InboundMessage[]): Promise<number> {
  const deps: IntakeDeps = {
    room: at.room,
    suggest,
    countryAt: async (at) => countryAt(at),
    agencies: async () => [],
    now: () => clock,
  };
  const records = items.map((item) => ({
    messageId: `q-${sent++}`,
    body: JSON.stringify(item),
    attributes: { MessageGroupId: groupOf(item) },
  }));
  return (await takeIn(records, deps, () => 10_000)).batchItemFailures.length;
}

const key = ({ channel, scope, id }: Sender): SenderKey => ({ channel, scope, id });
const caseOf = async (sender: Sender) => (await at.store.pointer(key(sender)))?.case;
const stateOf = async (sender: Sender) => (await at.store.load((await caseOf(sender)) ?? ''))?.state;

test('who was known by a phone has no second case when a user id comes, nor when the phone is hidden', async () => {
  const phone = from('249911000001');
  const id = from('SD.aaa1');
  await take(message(phone));
  await take(message(from('SD.aaa1', '249911000001')));
  await take(message(id));
  expect(await caseOf(id)).toBe(await caseOf(phone));
  expect(await stateOf(id)).toMatchObject({ counts: { messagesIn: 3 }, reporters: [{ address: { id: 'SD.aaa1' } }] });
});

test('a first message with two ids is found by either', async () => {
  await take(message(from('SD.aaa2', '249911000002')));
  await take(message(from('249911000002')));
  expect(await stateOf(from('SD.aaa2'))).toMatchObject({ counts: { messagesIn: 2 } });
});

test('both ids at once, in one batch: one case', async () => {
  const failed = await take(message(from('249911000003')), message(from('SD.aaa3', '249911000003')));
  expect(failed).toBe(0);
  expect(await stateOf(from('SD.aaa3'))).toMatchObject({ counts: { messagesIn: 2 } });
  expect(await caseOf(from('SD.aaa3'))).toBe(await caseOf(from('249911000003')));
});

test('a changed number leads to the case, and answers go to the new one', async () => {
  await take(message(from('249911000004')));
  const notice = { kind: 'system', quiet: true, notice: 'identity_changed', text: 'changed' } as const;
  await take(message(from('249911000005', '249911000004'), notice));
  await take(message(from('249911000005')));
  expect(await stateOf(from('249911000005'))).toMatchObject({
    counts: { messagesIn: 2 },
    reporters: [{ address: { id: '249911000005' } }],
  });
});

test('an id that has a case of its own keeps it', async () => {
  await take(message(from('249911000006')), message(from('SD.aaa6')));
  const own = await caseOf(from('249911000006'));
  await take(message(from('SD.aaa6', '249911000006')));
  expect(await caseOf(from('249911000006'))).toBe(own);
  expect(await stateOf(from('SD.aaa6'))).toMatchObject({ counts: { messagesIn: 2 } });
});

const ACCOUNT = 'AC00000000000000000000000000000001';
const caller = (id: string): Sender => ({ channel: 'voice', scope: ACCOUNT, id });
const call = (sid: string, number: string) =>
  message(caller(number), { kind: 'call', providerMessageId: sid, noAnswer: 'not_a_person' });
const tape = (sid: string) =>
  message(caller(`call:${sid}`), {
    kind: 'system',
    quiet: true,
    notice: 'call_recorded',
    about: sid,
    providerMessageId: `RE-${sid}`,
    media: [{ ref: 'https://api.twilio.com/RE1', mime: 'audio/mpeg', voice: true }],
  });

test('a recording names the call only, and lies on the case of its caller', async () => {
  await take(call('CA1', '+249911000010'));
  expect(await take(tape('CA1'))).toBe(0);
  const state = await stateOf(caller('+249911000010'));
  expect(state).toMatchObject({ counts: { messagesIn: 1 }, reporters: [{ address: { id: '+249911000010' } }] });
  const { events } = await at.store.timeline(caseStream(state?.id ?? ''), 0, 20);
  expect(events.map(({ data }) => (data as { about?: string }).about)).toContain('CA1');
});

test('a recording that overtakes its call waits for it', async () => {
  expect(await take(tape('CA2'))).toBe(1);
  await take(call('CA2', '+249911000011'));
  expect(await take(tape('CA2'))).toBe(0);
  expect((await stateOf(caller('+249911000011')))?.attachments).toHaveLength(1);
});

test('a recording whose call nobody told us of is a call for help', async () => {
  const late = tape('CA3');
  clock += 60_000;
  expect(await take(late)).toBe(0);
  expect(await stateOf(caller('call:CA3'))).toMatchObject({ counts: { messagesIn: 1 }, status: 'new' });
  clock = Date.parse(NOW);
});

const contactOf = async (sender: Sender) => {
  const contactId = (await at.store.pointer(key(sender)))?.contactId ?? '';
  return (await loadContact(at.store, contactId))?.state;
};

test('the ids of one person stand on his contact, once', async () => {
  await take(message(from('249911000021')));
  expect(await contactOf(from('249911000021'))).toBeUndefined();
  const both = message(from('SD.aaa21', '249911000021'));
  await take(both);
  await take(both);
  const { version, state } = (await loadContact(
    at.store,
    (await at.store.pointer(key(from('SD.aaa21'))))?.contactId ?? '',
  ))!;
  expect(version).toBe(1);
  expect(state.identities.map(({ id }) => id)).toEqual(['249911000021', 'SD.aaa21']);
});

test('a card of his own gives a telephone, by which he is found; somebody else’s card gives none', async () => {
  const telegram = (id: string): Sender => ({ channel: 'telegram', scope: 'bot', id });
  await take(message(telegram('7001')));
  const card = { kind: 'contacts', text: '', contacts: [{ phones: ['+249911000022'] }] } as const;
  await take(message(telegram('7001'), { ...card, contacts: [{ phones: ['+249911000023'] }] }));
  expect(await contactOf(telegram('7001'))).toBeUndefined();
  await take(
    message({ ...telegram('7001'), phone: '+249911000022' }, { ...card, contacts: [{ phones: ['+249911000022'] }] }),
  );
  expect((await contactOf(telegram('7001')))?.identities).toMatchObject([{ id: '7001', phone: '+249911000022' }]);
  expect(await stateOf(telegram('7001'))).toMatchObject({ reporters: [{ phone: '+249911000022' }] });
  const [found] = await at.store.matches('+249911000022');
  expect(found).toEqual(await at.store.pointer(key(telegram('7001'))));
  expect(await at.store.matches('+249911000023')).toEqual([]);
});

test('STOP stands on the contact and not in the way of what he says next; START takes it back', async () => {
  const person = from('249911000024');
  await take(message(person));
  const stop = message(person, { text: 'وقف' });
  await take(stop);
  expect(await contactOf(person)).toMatchObject({ optOuts: [{ channel: 'whatsapp', via: 'word' }] });
  await take(message(person, { text: 'START' }));
  expect(await contactOf(person)).toMatchObject({ optOuts: [] });
  // The queue may bring a message again at any time.
  await take(stop);
  expect(await contactOf(person)).toMatchObject({ optOuts: [] });
  expect(await stateOf(person)).toMatchObject({ counts: { messagesIn: 3 } });
});

test('a bot that was blocked, and unblocked', async () => {
  const person: Sender = { channel: 'telegram', scope: 'bot', id: '7002' };
  await take(message(person));
  const told = { kind: 'system', quiet: true, text: '' } as const;
  await take(message(person, { ...told, notice: 'opted_out' }));
  expect(await contactOf(person)).toMatchObject({ optOuts: [{ channel: 'telegram', via: 'provider' }] });
  await take(message(person, { ...told, notice: 'opted_in' }));
  expect(await contactOf(person)).toMatchObject({ optOuts: [] });
});
