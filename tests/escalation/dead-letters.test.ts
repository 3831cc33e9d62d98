import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeadLetterRecord, takeDeadLetters } from '../../functions/clock/dead-letters.ts';
import { relay } from '../../functions/relay/relay.ts';
import type { Agency } from '../../shared/agency/agency.ts';
import { acknowledge, standDown } from '../../shared/case/commands/index.ts';
import type { StreamName } from '../../shared/ledger/stream.ts';
import { type Publication, World } from './world.ts';

/** What SNS could not deliver: the next way is taken at once, and the supervisor knows. */

let world: World;

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  world = await World.start();
  const contact = (channel: 'email' | 'sms' | 'sqs', address: string) => ({ channel, address });
  const tier = (n: number) => ({
    role: { ar: 'مناوب', en: 'Duty' },
    contacts: [
      contact('email', `t${n}@erc.example`),
      contact('sms', `+20100000000${n}`),
      contact('sqs', 'arn:aws:sqs:us-east-1:000000000000:agency-erc'),
    ],
  });
  await directory('erc', [tier(1), tier(2)]);
  await directory('rung-t1', [{ role: { ar: 'مشرف', en: 'Supervisor' }, contacts: [contact('sms', '+201000000091')] }]);
  return () => world.close();
});

async function directory(id: string, tiers: Agency['tiers']): Promise<void> {
  const after = { id, name: { ar: id, en: id }, tiers, active: true, languages: ['ar'] };
  const by = { seq: 1, at: world.now(), actor: { kind: 'staff' as const, id: 'admin' }, policy: 1 };
  const events = [{ ...by, type: 'agency.added', data: after }];
  await world.room.store.commit([{ kind: 'stream', stream: `agency#${id}`, after, events }]);
}

async function relayed(id: string, after = 0): Promise<number> {
  const deps = { outbox: world.outbox, park: async () => {}, poke: async () => {}, reconcile: async () => {} };
  await relay(await world.records(id, after), deps);
  return (await world.state(id)).version;
}

/** The dead letter of one publication to one subscription, as SNS leaves it. */
function letter({ topic, raw }: Publication, protocol: string, more: Partial<DeadLetterRecord> = {}): DeadLetterRecord {
  const arn = `arn:aws:sns:us-east-1:000000000000:ops-room-local-${topic}:${protocol}-${topic}`;
  world.subscriptions.set(arn, protocol);
  const attributes = Object.entries(raw.attributes).map(([name, Value]) => [name, { Type: 'String', Value }]);
  return {
    messageId: randomUUID(),
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: `arn:aws:sns:us-east-1:000000000000:ops-room-local-${topic}`,
      Message: JSON.parse(raw.message)[protocol],
      UnsubscribeURL: `https://sns.example/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(arn)}`,
      MessageAttributes: Object.fromEntries(attributes),
    }),
    ...more,
  };
}

const take = (...records: DeadLetterRecord[]) => takeDeadLetters(records, world.outbox, world.topics);
const told = () => world.published.splice(0).map(({ topic, data }) => `${topic} ${data.tier}`);
const nothingLeft = { batchItemFailures: [] };

async function published() {
  const { id, alertId } = await world.raised('Ambulance');
  const version = await relayed(id);
  const [alert] = world.published.splice(0);
  return { id, alertId, version, alert: alert! };
}

describe('An alert that a subscriber does not take', () => {
  it('while another address of its tier has it: the supervisor hears at once, the agency does not climb', async () => {
    const { id, alertId, version, alert } = await published();
    expect(await take(letter(alert, 'email'))).toEqual(nothingLeft);
    expect(await world.eventsOf(id, 'escalation.undelivered')).toMatchObject([
      {
        actor: { id: 'clock' },
        data: { alertId, rung: 'a1', channel: 'email', left: 1, revision: expect.any(Number) },
      },
    ]);
    await relayed(id, version);
    expect(told()).toEqual(['rung-t1 1']);
    expect((await world.eventsOf(id, 'escalation.climbed'))[0]).toMatchObject({
      data: { rung: 't1', reason: 'delivery-failed' },
    });
    expect(world.counts.AlertRefused).toBe(1);
  });

  it('when nobody of its tier can have heard: the next tier hears now and not at its minute', async () => {
    const { id, version, alert } = await published();
    await take(letter(alert, 'email'), letter(alert, 'sms'));
    await relayed(id, version);
    expect(told().sort()).toEqual(['agency-erc 2', 'rung-t1 1']);
    expect((await world.eventsOf(id, 'escalation.undelivered')).map(({ data }) => data.left)).toEqual([1, 0]);
  });

  it("a machine's queue alone is nobody who could have heard", async () => {
    const { id, version, alert } = await published();
    await take(letter(alert, 'sqs'));
    await relayed(id, version);
    expect(told()).toEqual(['rung-t1 1']);
    expect((await world.eventsOf(id, 'escalation.undelivered')).map(({ data }) => data.left)).toEqual([2]);
  });

  it('comes as often as it likes, and is one failure', async () => {
    const { id, version, alert } = await published();
    const once = letter(alert, 'sms');
    for (let time = 0; time < 3; time++) expect(await take(once)).toEqual(nothingLeft);
    await relayed(id, version);
    expect(told()).toEqual(['rung-t1 1']);
    expect(await world.eventsOf(id, 'escalation.undelivered')).toHaveLength(1);
  });

  it('to the supervisor goes on to the director', async () => {
    const { id, version, alert } = await published();
    await take(letter(alert, 'email'));
    const next = await relayed(id, version);
    const [supervisor] = world.published.splice(0);
    await take(letter(supervisor!, 'sms'));
    await relayed(id, next);
    expect(told()).toEqual(['rung-t2 2']);
  });

  it('after somebody answered is recorded and wakes nobody', async () => {
    const { id, alertId, version, alert } = await published();
    await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1' });
    await take(letter(alert, 'email'));
    await relayed(id, version);
    expect(told()).toEqual([]);
    expect(await world.eventsOf(id, 'escalation.undelivered')).toHaveLength(1);
    await world.do(id, standDown, { alertId, reason: 'over' });
    expect(await take(letter(alert, 'sms'))).toEqual(nothingLeft);
  });

  it('whoever dies half-way leaves it to the next', async () => {
    const { id, version, alert } = await published();
    const dead = letter(alert, 'email');
    for (let calls = 1; calls < 8; calls++) {
      world.killAfter(calls);
      const { batchItemFailures } = await take(dead);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      if (survived) expect(batchItemFailures).toEqual([]);
    }
    expect(await take(dead)).toEqual(nothingLeft);
    await relayed(id, version);
    expect(told()).toEqual(['rung-t1 1']);
    expect(await world.eventsOf(id, 'escalation.undelivered')).toHaveLength(1);
  });
});

describe('What else SNS gives up on', () => {
  const day = (): StreamName => `room#${world.now().slice(0, 10)}`;
  const ofDay = async () => (await world.room.store.timeline(day(), 0, 100)).events;

  it('a drill or a notice stands in the stream of the day, once, and an alarm counts it', async () => {
    const { alert } = await published();
    const attributes = { agency: 'erc', tier: '1', kind: 'exercise' };
    const drill = letter({ ...alert, raw: { ...alert.raw, attributes } }, 'email');
    await take(drill);
    await take(drill);
    expect(await ofDay()).toMatchObject([
      { type: 'alert.undelivered', data: { topic: 'agency-erc', kind: 'exercise' } },
    ]);
    expect(JSON.stringify(await ofDay())).not.toContain('t1@erc.example');
    expect(world.counts.AlertRefused).toBe(2);
  });

  it('a letter delivered raw is known by its attributes', async () => {
    const { id, alert } = await published();
    const stringValues = Object.entries(alert.attributes).map(([name, stringValue]) => [name, { stringValue }]);
    const record = letter(alert, 'sqs', { body: '{"raw":1}', messageAttributes: Object.fromEntries(stringValues) });
    expect(await take(record)).toEqual(nothingLeft);
    expect(await world.eventsOf(id, 'escalation.undelivered')).toMatchObject([
      { data: { rung: 'a1', channel: 'unknown' } },
    ]);
  });

  it('what is no letter of ours stays in the queue, and keeps no other from its way', async () => {
    const { id, alert } = await published();
    const strange = { messageId: 'm-1', body: 'hello' };
    expect(await take(strange, letter(alert, 'email'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(await world.eventsOf(id, 'escalation.undelivered')).toHaveLength(1);
  });
});
