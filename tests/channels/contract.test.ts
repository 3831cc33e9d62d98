import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deliveriesOf } from '../../shared/case/delivery.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { groupOf, markerOf } from '../../shared/channels/marker.ts';
import type { Inbound, InboundMessage } from '../../shared/channels/types.ts';
import { type Case, signCase } from './sign.ts';
import { Webhooks } from './webhooks.ts';

const PROVIDERS = new Set([
  'whatsapp',
  'messenger',
  'telegram',
  'twilio-sms',
  'twilio-whatsapp',
  'twilio-voice',
  'generic',
  'email',
]);

const all = JSON.parse(readFileSync(new URL('./data/cases.json', import.meta.url), 'utf8')) as Case[];
const cases = all.filter((c) => PROVIDERS.has(c.provider) && c.method !== 'EVENT');
const byId = new Map(all.map((c) => [c.id, c]));

let lines: { line: string }[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(JSON.parse(line) as { line: string }));
});
afterEach(() => vi.restoreAllMocks());

async function deliver(room: Webhooks, c: Case, transport: 'plain' | 'base64') {
  return room.deliver(await signCase(c, room.now), transport);
}

/** Delivers what the case says must have come before, and what that needs in turn. */
async function prepare(room: Webhooks, c: Case): Promise<void> {
  for (const id of c.after ?? []) {
    const earlier = byId.get(id);
    if (!earlier) throw new Error(`${c.id} comes after ${id}, which is not there`);
    await prepare(room, earlier);
    await deliver(room, earlier, 'plain');
  }
}

const EVENTS: Record<string, (m: InboundMessage) => boolean> = {
  reactions: (m) => m.kind === 'reaction',
  edits: (m) => m.kind === 'edit',
  deletes: (m) => m.kind === 'revoke',
  echoes: (m) => m.echo === true,
  identity_changes: (m) => m.notice === 'identity_changed',
  referrals: (m) => m.notice === 'referral',
  optins: (m) => m.notice === 'opted_in',
  opt_outs: (m) => m.notice === 'opted_out' || m.noAnswer === 'opted_out',
  call_updates: (m) => m.notice?.startsWith('call_') ?? false,
};

describe.each(['plain', 'base64'] as const)('the public cases as Lambda events, %s', (transport) => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', async (_id, c) => {
    const room = new Webhooks();
    room.world = () => new Response(c.sign.cert ?? '');
    await prepare(room, c);
    const before = room.queued.length;
    lines.length = 0;

    const answers = [];
    for (let time = 0; time < (c.repeat?.times ?? 1); time++) answers.push(await deliver(room, c, transport));

    for (const answer of answers) expect(`${String(answer.status)[0]}xx`, answer.body).toBe(c.expect.status_class);
    const items = room.queued.slice(before).map(({ item }) => item);
    const messages = items.flatMap((item) => (item.type === 'message' ? [item] : []));
    const spoken = messages.filter((message) => !message.quiet);
    expect(spoken).toHaveLength(c.expect.messages);
    expect(new Set(items.map(markerOf)).size).toBe(items.length);
    expect(items.filter((item) => item.type === 'status')).toHaveLength(c.expect.statuses);
    if (c.expect.attachments !== undefined) {
      expect(messages.flatMap((message) => message.media ?? [])).toHaveLength(c.expect.attachments);
    }
    if (c.expect.location) {
      expect(spoken[0]?.location).toMatchObject({ lat: c.expect.location[0], lon: c.expect.location[1] });
    }
    for (const [event, count] of Object.entries(c.expect.events ?? {})) {
      expect(countOf(event, messages, room), event).toBe(count);
    }
    for (const [id, status] of Object.entries(c.expect.final_status ?? {})) {
      expect(
        visibleStatus(
          id,
          room.queued.map(({ item }) => item),
        ),
      ).toBe(status);
    }
    const same = byId.get(c.expect.same_conversation_as ?? '');
    if (same) expect(sharesSender(room.queued.slice(0, before), items[0])).toBe(true);
    checkAnswer(c, answers[0]);
  });
});

test('em-s3-event: SES calls the function itself, the mail lies in the bucket', async () => {
  const c = byId.get('em-s3-event');
  const room = new Webhooks();
  room.mails.set(c?.fixtures?.s3.key ?? '', Buffer.from(c?.fixtures?.s3.body ?? ''));
  await room.takeMails(JSON.parse(c?.body ?? ''));
  expect(room.messages()).toHaveLength(c?.expect.messages ?? -1);
  expect(room.messages()[0]).toMatchObject({
    channel: 'email',
    sender: { id: 'nadia@example.org', name: 'Nadia' },
    subject: 'help',
    text: 'We are two students in Sumy, our dormitory lost heating.',
  });
});

/** What an officer sees of a message of ours after these updates, earlier cases' among them. */
function visibleStatus(providerMessageId: string, items: readonly Inbound[]): string | undefined {
  const about = { messageId: 'm1', contactId: 'c1', channel: 'whatsapp', attempt: 1, providerMessageId };
  const told = items.flatMap((item) =>
    item.type === 'status' && item.providerMessageId === providerMessageId ? [['message.status', item]] : [],
  );
  const events = [['message.queued', about], ['message.sent', about], ...told].map(([type, data]) => ({
    type,
    data,
    at: '2026-09-01T00:00:00.000Z',
  }));
  return deliveriesOf(events as unknown as CaseEvent[])[0]?.status;
}

function countOf(event: string, messages: InboundMessage[], room: Webhooks): number {
  if (event === 'alarms') return lines.filter(({ line }) => line === 'webhook.account-error').length;
  if (event === 'standby') return lines.filter(({ line }) => line === 'webhook.ignored').length;
  if (event === 'subscription_confirmed')
    return room.fetched.filter((url) => url.includes('ConfirmSubscription')).length;
  const is = EVENTS[event];
  if (!is) throw new Error(`the case counts ${event}, which this test cannot see`);
  return messages.filter(is).length;
}

/** Same conversation: the later sender is the earlier one, by his id or by another id that the provider gave with it. */
function sharesSender(earlier: { item: Inbound }[], later: Inbound | undefined): boolean {
  if (later?.type !== 'message') return false;
  return earlier.some(
    ({ item }) =>
      item.type === 'message' &&
      (groupOf(item) === groupOf(later) || (item.sender.aliases ?? []).some((alias) => alias.id === later.sender.id)),
  );
}

function checkAnswer(c: Case, answer: { body: string; headers: Record<string, string> } | undefined): void {
  const wanted = c.expect.response ?? {};
  const type = answer?.headers['content-type'] ?? '';
  if (wanted.body_equals !== undefined) expect(answer?.body).toBe(wanted.body_equals);
  if (wanted.body_not_contains !== undefined) expect(answer?.body).not.toContain(wanted.body_not_contains);
  if (wanted.body_contains !== undefined) expect(answer?.body).toContain(wanted.body_contains);
  if (wanted.content_type !== undefined) expect(type).toContain(wanted.content_type);
  if (wanted.content_type_not !== undefined) expect(type).not.toContain(wanted.content_type_not);
}
