import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { takeIn } from '../../functions/intake/batch.ts';
import type { IntakeDeps } from '../../functions/intake/deps.ts';
import { relay } from '../../functions/relay/relay.ts';
import type { Agency } from '../../shared/agency/agency.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { readReply, shortCode } from '../../shared/escalation/keyed-reply.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { World } from './world.ts';

test.each([
  ['تم 4F7K', '4F7K', ''],
  ['تم ٤F٧K', '4F7K', ''],
  ['  ACK 4f7k  ', '4F7K', ''],
  ['ack: 4F7K. Ambulance at six', '4F7K', 'Ambulance at six'],
  ['استلمنا', undefined, ''],
  ['اسـتلمنا 4F7K', '4F7K', ''],
  ['تم الاستلام، الإسعاف هيستنى في ارقين الساعة ٦', undefined, 'الإسعاف هيستنى في ارقين الساعة ٦'],
  ['Received OIL5', '0115', ''],
])('%s', (text, code, rest) => {
  expect(readReply(text)).toMatchObject({ ...(code ? { code } : {}), rest });
  expect(readReply(text)?.code).toBe(code);
});

test.each(['تمام الحمد لله', 'الحقونا', 'acknowledgement of what', 'مش تم', '4F7K', ''])('%s is no reply', (text) => {
  expect(readReply(text)).toBeUndefined();
});

const DUTY = '+201000084001';
const contact = (address: string, name?: string) => ({ channel: 'sms' as const, address, ...(name ? { name } : {}) });
const ERC = {
  id: 'erc',
  name: { ar: 'الهلال الأحمر', en: 'Red Crescent' },
  tiers: [
    { role: { ar: 'غرفة العمليات', en: 'Desk' }, contacts: [contact(DUTY, 'د. أيمن')] },
    { role: { ar: 'رئيس الإغاثة', en: 'Head' }, contacts: [contact('+201000084002')] },
  ],
  active: true,
} as unknown as Agency;

describe('A reply from a number of the directory', () => {
  let world: World;
  let deps: IntakeDeps;
  let n = 0;

  beforeAll(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterAll(() => vi.restoreAllMocks());
  beforeEach(async () => {
    world = await World.start();
    deps = {
      room: world.room,
      suggest,
      countryAt: async () => undefined,
      agencies: async () => [ERC],
      now: () => world.emulator.clock.ms,
    };
    return () => world.close();
  });

  const said = (text: string, from: string, more: Partial<InboundMessage> = {}): InboundMessage => ({
    type: 'message',
    channel: 'sms',
    account: '+20100',
    providerMessageId: `SM${++n}`,
    sender: { channel: 'sms', scope: '+20100', id: from, phone: from },
    kind: 'text',
    text,
    sentAt: world.now(),
    receivedAt: world.now(),
    ...more,
  });

  const take = async (...items: InboundMessage[]) => {
    const records = items.map((item) => ({
      messageId: item.providerMessageId,
      body: JSON.stringify(item),
      attributes: { MessageGroupId: item.sender.id },
    }));
    expect(await takeIn(records, deps, () => 10_000)).toEqual({ batchItemFailures: [] });
  };

  const told = async () => {
    const raised = await world.raised();
    await relay(await world.records(raised.id), {
      outbox: world.outbox,
      park: async () => {},
      poke: async () => {},
      reconcile: async () => {},
    });
    return raised;
  };
  const hasCase = async ({ sender: { channel, scope, id } }: InboundMessage) =>
    (await world.room.store.pointer({ channel, scope, id })) !== undefined;

  it('acknowledges the alert of its code, once however often it comes, and opens no case', async () => {
    const [first, second] = [await told(), await told()];
    const reply = said(`تم ${shortCode(second.alertId)}`, DUTY);
    await take(reply);
    await take(reply);
    expect(await world.eventsOf(second.id, 'escalation.acknowledged')).toMatchObject([
      { data: { by: { name: 'د. أيمن', role: 'غرفة العمليات' }, via: 'reply', rung: 'a1' } },
    ]);
    expect(await world.eventsOf(first.id, 'escalation.acknowledged')).toEqual([]);
    expect(await hasCase(reply)).toBe(false);
  });

  it('without a code acknowledges the one that waits, and hands on what else it says (S15)', async () => {
    const { id } = await told();
    await take(said('تم الاستلام، الإسعاف هيستنى في ارقين الساعة ٦', DUTY));
    expect(await world.eventsOf(id, 'escalation.acknowledged')).toHaveLength(1);
    expect(await world.eventsOf(id, 'escalation.reported')).toMatchObject([
      { data: { text: 'الإسعاف هيستنى في ارقين الساعة ٦' } },
    ]);
  });

  it('without a code guesses nothing where two wait; it stands in the day and opens no case', async () => {
    const cases = [await told(), await told()];
    const reply = said('استلمنا', DUTY);
    await take(reply);
    for (const { id } of cases) expect(await world.eventsOf(id, 'escalation.acknowledged')).toEqual([]);
    expect(await hasCase(reply)).toBe(false);
    const { events } = await world.room.store.timeline(`room#${world.now().slice(0, 10)}`, 0, 10);
    expect(events.map(({ type }) => type)).toEqual(['message.received']);
  });

  it('counts from the directory only: who is not in it, or writes by e-mail, is a citizen like all', async () => {
    const { id, alertId } = await told();
    const stranger = said(`تم ${shortCode(alertId)}`, '+201099999999');
    await take(stranger);
    expect(await hasCase(stranger)).toBe(true);
    const mail = said(`ACK ${shortCode(alertId)}`, DUTY, {
      channel: 'email',
      sender: { channel: 'email', scope: 'inbox', id: 'duty@erc.example', phone: DUTY },
    });
    await take(mail);
    expect(await world.eventsOf(id, 'escalation.acknowledged')).toEqual([]);
  });

  it('is lost in no case when it is a call for help', async () => {
    const plea = said('الحقونا، بنتي اتصابت بطلق ناري', DUTY);
    await take(plea);
    expect(await hasCase(plea)).toBe(true);
  });

  it('finds its code in the text message and the e-mail that asked for it', async () => {
    const { alertId } = await told();
    const { sms, email } = JSON.parse(world.published[0]!.raw.message) as Record<string, string>;
    expect(sms).toContain(`تم ${shortCode(alertId)}`);
    expect(sms!.length).toBeLessThanOrEqual(134);
    expect(email).toContain(`ACK ${shortCode(alertId)}`);
  });
});
