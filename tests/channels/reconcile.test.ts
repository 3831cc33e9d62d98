import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askDaily, type QueueRecord, workOff } from '../../functions/reconcile/batch.ts';
import type { ReconcileDeps } from '../../functions/reconcile/deps.ts';
import type { Inbound } from '../../shared/channels/types.ts';
import type { Head, Store } from '../../shared/ledger/store.ts';
import type { Reconciliation } from '../../shared/reconcile/reconciliation.ts';

const ID = '2026-11-22-daily';
const NOW = Date.parse('2026-11-22T03:00:00Z');
const SETTINGS: Record<string, string> = {
  OPS_TWILIO_API_URL: 'https://api.twilio.com',
  OPS_TWILIO_ACCOUNT_SID: 'AC1',
  OPS_TWILIO_AUTH_TOKEN: 'token',
  OPS_TELEGRAM_API_URL: 'https://api.telegram.org',
  OPS_TELEGRAM_BOT_TOKEN: '1:bot',
};
const GOOD_HOOK = {
  url: 'https://ops.example.test/webhooks/telegram',
  pending_update_count: 0,
  allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
};

let events: { type: string; data: unknown }[];
let head: Head<Reconciliation> | undefined;
let there: Set<string>;
let queued: Inbound[];
let asked: string[];
let settings: Record<string, string>;
let again: string[];
/** What providers answer, by the start of the path. */
let world: Record<string, () => Response>;
/** Writes after which the process dies. */
let diesAfter: number;
let queueDown: boolean;

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  [events, head, there, queued, asked, again] = [[], undefined, new Set(), [], [], []];
  settings = { ...SETTINGS };
  diesAfter = Number.POSITIVE_INFINITY;
  queueDown = false;
  world = {
    '/2010-04-01/Accounts/AC1/Messages.json': () => Response.json({ messages: [], next_page_uri: null }),
    '/2010-04-01/Accounts/AC1/Calls.json': () => Response.json({ calls: [], next_page_uri: null }),
    '/2010-04-01/Accounts/AC1/Recordings.json': () => Response.json({ recordings: [], next_page_uri: null }),
    '/bot1:bot/getWebhookInfo': () => Response.json({ ok: true, result: GOOD_HOOK }),
  };
});
afterEach(() => vi.restoreAllMocks());

const store: Partial<Store> = {
  head: async <State>() => head as Head<State> | undefined,
  commit: async ([change]) => {
    if (diesAfter-- <= 0) throw new Error('killed');
    if (change?.kind !== 'stream' || (change.before?.version ?? 0) !== (head?.version ?? 0))
      return { outcome: 'conflict' };
    events.push(...change.events);
    head = { id: ID, version: events.length, hash: '', state: change.after as Reconciliation };
    return { outcome: 'committed', hashes: [''] };
  },
};

const deps: ReconcileDeps & { again(id: string): Promise<void> } = {
  room: { store: store as Store, policies: async () => [], random: (n) => new Uint8Array(n), pause: async () => {} },
  present: async (keys) => new Set(keys.filter((key) => there.has(key))),
  enqueue: async (items) => {
    if (queueDown) throw new Error('ServiceUnavailable');
    queued.push(...items);
  },
  settings: async () => (name) => settings[name],
  fetch: async (input) => {
    const { pathname, search } = new URL(String(input));
    asked.push(pathname + search);
    const [, answer] = Object.entries(world).findLast(([path]) => (pathname + search).startsWith(path)) ?? [];
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  },
  publicBaseUrl: 'https://ops.example.test',
  now: () => NOW,
  again: async (id) => void again.push(id),
};

const record = (count = 1): QueueRecord => ({
  messageId: 'm1',
  body: JSON.stringify({ id: ID }),
  attributes: { ApproximateReceiveCount: String(count) },
});
const work = (count?: number, remaining = 60_000) => workOff([record(count)], deps, () => remaining);
const done = { batchItemFailures: [] };
const notDone = { batchItemFailures: [{ itemIdentifier: 'm1' }] };
const gaps = () =>
  events.flatMap(({ type, data }) =>
    type === 'reconciliation.found' ? (data as { gaps: { kind: string; id?: string }[] }).gaps : [],
  );

const inbound = (sid: string, more: object = {}) => ({
  sid,
  account_sid: 'AC1',
  direction: 'inbound',
  from: '+447700900101',
  to: '+18005550100',
  body: 'ارجوكم',
  status: 'received',
  num_media: '0',
  date_sent: 'Sat, 21 Nov 2026 10:00:00 +0000',
  ...more,
});
const messages = (lines: object[], next: string | null = null) =>
  Response.json({ messages: lines, next_page_uri: next });

test('asked twice for a day, it is there once; what it compares is the day before', async () => {
  await askDaily(deps);
  await askDaily(deps);
  expect(events.map(({ type }) => type)).toEqual(['reconciliation.asked']);
  expect(head?.state).toMatchObject({ from: '2026-11-21T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' });
  await work();
  expect(decodeURIComponent(asked[0] ?? '')).toContain('DateSent>=2026-11-21T00:00:00.000Z');
});

test('every page of a list; what has a marker under either name is no gap', async () => {
  const first = '/2010-04-01/Accounts/AC1/Messages.json';
  world[first] = () => messages([inbound('SM1'), inbound('SM2')], `${first}?Page=1`);
  world[`${first}?Page=1`] = () =>
    messages([inbound('SM3', { from: 'whatsapp:+249900000077', to: 'whatsapp:+18005550100' }), inbound('SM4')]);
  there = new Set([
    'seen#sms#+18005550100#message#SM1',
    'seen#twilio_whatsapp#+18005550100#reaction#SM3',
    'seen#sms#+18005550100#message#SM4',
  ]);
  await askDaily(deps);
  expect(await work()).toEqual(done);
  expect(gaps()).toMatchObject([{ kind: 'message', id: 'SM2', channel: 'sms' }]);
  expect(queued).toMatchObject([
    { providerMessageId: 'SM2', kind: 'text', text: 'ارجوكم', sentAt: '2026-11-21T10:00:00.000Z' },
  ]);
  expect(head?.state.steps.messages).toEqual({ state: 'done', compared: 4, gaps: 1, fed: 1 });
  expect(head?.state.finishedAt).toBeDefined();
});

test('a message with files brings them; where their list is gone, the words come all the same', async () => {
  const uri = '/2010-04-01/Accounts/AC1/Messages/MM1/Media.json';
  const line = inbound('MM1', { body: '', num_media: '1', subresource_uris: { media: uri } });
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () => messages([line]);
  const file = { content_type: 'image/jpeg', uri: '/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1.json' };
  world[uri] = () => Response.json({ media_list: [file] });
  await askDaily(deps);
  await work();
  const ref = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
  expect(queued).toMatchObject([{ kind: 'image', media: [{ ref, mime: 'image/jpeg' }] }]);

  [events, head, queued] = [[], undefined, []];
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () => messages([{ ...line, body: 'المبنى' }]);
  world[uri] = () => new Response('{}', { status: 404 });
  await askDaily(deps);
  expect(await work()).toEqual(done);
  expect(queued).toMatchObject([{ kind: 'text', text: 'المبنى' }]);
});

test.each([1, 2, 3, 4, 5, 6])(
  'killed after %i writes it goes on where it was: each gap once, each item queued',
  async (n) => {
    world['/2010-04-01/Accounts/AC1/Messages.json'] = () => messages([inbound('SM1'), inbound('SM2')]);
    world['/2010-04-01/Accounts/AC1/Calls.json'] = () =>
      Response.json({
        calls: [
          {
            sid: 'CA1',
            account_sid: 'AC1',
            direction: 'inbound',
            from: '+447700900101',
            to: '+18005550100',
            status: 'no-answer',
            start_time: 'Sat, 21 Nov 2026 11:00:00 +0000',
          },
        ],
      });
    diesAfter = n;
    await askDaily(deps);
    await work();
    diesAfter = Number.POSITIVE_INFINITY;
    expect(await work()).toEqual(done);
    expect(gaps().map(({ id }) => id)).toEqual(['SM1', 'SM2', 'CA1']);
    expect(new Set(queued.map(({ providerMessageId }) => providerMessageId))).toEqual(
      new Set(['SM1', 'SM2', 'CA1', 'CA1/no-answer']),
    );
    expect(head?.state.steps.messages).toMatchObject({ gaps: 2, fed: 2 });
  },
);

test('while the queue refuses, the page is not done', async () => {
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () => messages([inbound('SM1')]);
  queueDown = true;
  await askDaily(deps);
  expect(await work()).toEqual(notDone);
  expect(head?.state.steps.messages.state).toBe('waiting');
  queueDown = false;
  expect(await work()).toEqual(done);
  expect(queued).toHaveLength(1);
  expect(gaps()).toHaveLength(1);
});

test('what we sent: a last status that was never told is learnt; what the ledger does not know is named', async () => {
  const out = (sid: string, more: object) =>
    inbound(sid, { direction: 'outbound-api', from: '+18005550100', to: '+447700900101', ...more });
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () =>
    messages([
      out('SM1', { status: 'delivered' }),
      out('SM2', { status: 'delivered' }),
      out('SM3', { status: 'undelivered', error_code: 30003 }),
      out('SM4', { status: 'sending' }),
    ]);
  there = new Set([
    'out#sms#+18005550100#SM1',
    'seen#sms#+18005550100#status#SM1#delivered',
    'out#sms#+18005550100#SM3',
  ]);
  await askDaily(deps);
  await work();
  expect(gaps().map(({ kind, id }) => `${kind} ${id}`)).toEqual(['sent_elsewhere SM2', 'status SM3']);
  expect(queued).toMatchObject([{ type: 'status', providerMessageId: 'SM3', status: 'failed', code: '30003' }]);
});

test('refused for good, or not set up: that step fails with its code and the others go on', async () => {
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () => new Response('{}', { status: 401 });
  delete settings.OPS_TELEGRAM_BOT_TOKEN;
  await askDaily(deps);
  expect(await work()).toEqual(done);
  const { messages: first, calls, telegram } = head!.state.steps;
  expect([first.code, calls.state, telegram.code]).toEqual(['http_401', 'done', 'unset_OPS_TELEGRAM_BOT_TOKEN']);
  expect(head?.state.finishedAt).toBeDefined();
});

test('while a provider does not answer it comes again later; at last that is the outcome', async () => {
  world['/2010-04-01/Accounts/AC1/Messages.json'] = () => new Response('', { status: 503 });
  await askDaily(deps);
  for (const attempt of [1, 2, 3]) expect(await work(attempt)).toEqual(notDone);
  expect(events.map(({ type }) => type)).toEqual(['reconciliation.asked']);
  expect(await work(4)).toEqual(done);
  expect(head?.state.steps.messages).toMatchObject({ state: 'failed', code: 'http_503' });
  expect(head?.state.finishedAt).toBeDefined();
});

test('without time it wakes itself', async () => {
  await askDaily(deps);
  expect(await work(1, 20_000)).toEqual(done);
  expect([again, asked]).toEqual([[ID], []]);
});

test('Telegram: what waits, what was refused in the period, updates that were not asked for', async () => {
  const hook = {
    ...GOOD_HOOK,
    pending_update_count: 3,
    last_error_date: Date.parse('2026-11-21T12:00:00Z') / 1000,
    last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
    allowed_updates: undefined,
  };
  world['/bot1:bot/getWebhookInfo'] = () => Response.json({ ok: true, result: hook });
  await askDaily(deps);
  await work();
  expect(gaps()).toEqual([
    { kind: 'pending', detail: '3' },
    { kind: 'refused', at: '2026-11-21T12:00:00.000Z', detail: hook.last_error_message },
    { kind: 'not_asked', detail: 'message_reaction' },
  ]);
});
