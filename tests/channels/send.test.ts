import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendBatch } from '../../functions/reply/batch.ts';
import { call } from '../../functions/reply/call.ts';
import { type Called, type Handled, type SendDeps, send } from '../../functions/reply/send.ts';
import { writers } from '../../functions/reply/writers.ts';
import { receiveMessage, recordStatus } from '../../shared/case/commands/index.ts';
import { obligations } from '../../shared/case/obligations.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { parseCallbackId } from '../../shared/channels/callback.ts';
import { isOutcome, type ProviderRequest } from '../../shared/channels/outbound.ts';
import { execute, recordDelivery } from '../../shared/ledger/execute.ts';
import { carryOutOverdue, type Outbox } from '../../shared/outbox/carry-out.ts';
import type { ContactSafety } from '../../shared/people/safety.ts';
import { CASE, CaseInMemory } from './case-in-memory.ts';

interface ProviderResponse {
  status: number;
  body: unknown;
}

interface SendCase {
  id: string;
  given: {
    channel: string;
    to: { phone?: string; bsuid?: string; psid?: string; chat_id?: number };
    text?: string;
    template?: { name: string; language: string; params: string[] };
    reply_to?: number;
    last_inbound_minutes_ago?: number;
  };
  provider_response: ProviderResponse | ProviderResponse[] | null;
  expect: {
    request?: {
      method?: string;
      url?: string;
      headers?: Record<string, string>;
      json?: object;
      json_contains?: object;
      json_absent?: string[];
      form?: Record<string, string>;
      form_contains?: Record<string, string>;
    };
    requests?: number;
    outcome: string;
    external_id?: string;
    retries?: number;
    min_wait_s?: number;
  };
}

const cases = JSON.parse(readFileSync(new URL('./data/send-cases.json', import.meta.url), 'utf8')) as SendCase[];

const CHANNELS: Record<string, { channel: Channel; account: string }> = {
  whatsapp: { channel: 'whatsapp', account: '106540000000001' },
  messenger: { channel: 'messenger', account: '180000000000001' },
  telegram: { channel: 'telegram', account: 'bot' },
  'twilio-sms': { channel: 'sms', account: '+442079460789' },
  'twilio-whatsapp': { channel: 'twilio_whatsapp', account: '+442079460321' },
};

const SETTINGS: Record<string, string> = {
  OPS_GRAPH_API_URL: 'https://graph.facebook.com',
  OPS_TELEGRAM_API_URL: 'https://api.telegram.org',
  OPS_TWILIO_API_URL: 'https://api.twilio.com',
  OPS_WHATSAPP_ACCESS_TOKEN: '<token>',
  OPS_MESSENGER_PAGE_TOKEN: '<token>',
  OPS_TELEGRAM_BOT_TOKEN: '<token>',
  OPS_TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
  OPS_TWILIO_AUTH_TOKEN: 'token',
  OPS_PUBLIC_BASE_URL: 'https://ops.example.test',
};

const NOW = Date.parse('2026-11-22T09:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

let logged: string[];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void logged.push(line));
});
afterEach(() => vi.restoreAllMocks());

class Sending {
  readonly requests: ProviderRequest[] = [];
  readonly waits: number[] = [];
  now = NOW;
  answers: Called[];
  readonly deps: SendDeps;

  constructor(
    readonly stored: CaseInMemory,
    answers: Called[],
  ) {
    this.answers = answers;
    this.deps = {
      room: stored.room,
      writers,
      settings: async () => (name) => SETTINGS[name],
      call: async (request) => {
        this.requests.push(request);
        return this.answers.shift() ?? 'broken';
      },
      held: new Map(),
      now: () => this.now,
    };
  }

  /** Runs a job as the queue does: again after each pause that it asks for, while there is an answer to be had. */
  async run(job: Parameters<typeof send>[0]): Promise<Handled> {
    let handled = await send(job, this.deps);
    while (handled.state === 'later' && this.answers.length > 0) {
      this.waits.push(handled.seconds);
      this.now += handled.seconds * 1000;
      handled = await send(job, this.deps);
    }
    return handled;
  }
}

function addressOf({ given }: SendCase, account: string): { scope: string; id: string } {
  const { phone, bsuid, psid, chat_id } = given.to;
  const digits = given.channel === 'whatsapp' ? phone?.replace('+', '') : phone;
  return { scope: account, id: digits ?? bsuid ?? psid ?? String(chat_id) };
}

function caseOf(c: SendCase): { sending: Sending; channel: Channel } {
  const found = CHANNELS[c.given.channel];
  if (!found) throw new Error(c.given.channel);
  const stored = new CaseInMemory(found.channel, addressOf(c, found.account), iso(NOW - 3 * 24 * 3600 * 1000));
  const ago = c.given.last_inbound_minutes_ago;
  stored.heardAt(ago === undefined ? undefined : iso(NOW - ago * 60_000));
  const responses = [c.provider_response ?? []].flat();
  return { sending: new Sending(stored, responses), channel: found.channel };
}

/** What the ledger says became of the message, in the words of the cases. */
function outcomeOf(stored: CaseInMemory): string {
  if (stored.told().at(-1) === 'sent') return 'sent';
  const failed = stored.last('message.failed');
  if (failed?.retryable) return 'queued_alarm';
  return { window_closed: 'window_closed', opted_out: 'opt_out' }[failed?.detail ?? ''] ?? 'failed';
}

/** A provider as it stands on the network: answers what it is told to, and keeps what arrived. */
class ProviderServer {
  answers: Called[] = [];
  readonly arrived: { method: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  private readonly server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    this.arrived.push({ method: request.method, headers: request.headers, body });
    const answer = this.answers.shift();
    if (typeof answer !== 'object') return void request.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let provider: ProviderServer;
let origin: string;
beforeAll(async () => {
  provider = new ProviderServer();
  origin = await provider.listen();
});
afterAll(() => provider.close());

/** Puts real HTTP between sending and the provider. */
function overHttp(sending: Sending): void {
  provider.answers = sending.answers;
  provider.arrived.length = 0;
  sending.deps.call = async (request) => {
    sending.requests.push(request);
    return call({ ...request, url: request.url.replace(/^https:\/\/[^/]+/, origin) });
  };
}

describe.each(['by itself', 'over HTTP'] as const)('the public send cases, %s', (how) => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', async (_id, c) => {
    const { sending, channel } = caseOf(c);
    if (how === 'over HTTP') overHttp(sending);
    const { text, template } = c.given;
    const words = template
      ? {
          template: template.name,
          lang: template.language,
          params: template.params,
        }
      : {
          ...(text ? { text } : {}),
          ...(c.given.reply_to ? { replyTo: `${c.given.to.chat_id}:${c.given.reply_to}` } : {}),
        };
    await sending.run(await sending.stored.say(iso(NOW), words));

    expect(outcomeOf(sending.stored)).toBe(c.expect.outcome);
    if (c.expect.requests !== undefined) expect(sending.requests).toHaveLength(c.expect.requests);
    if (c.expect.retries !== undefined) expect(sending.requests.length - 1).toBe(c.expect.retries);
    if (c.expect.min_wait_s !== undefined) expect(sending.waits[0]).toBeGreaterThanOrEqual(c.expect.min_wait_s);
    if (c.expect.external_id) {
      const { external_id: providerMessageId } = c.expect;
      expect(sending.stored.outgoing).toMatchObject([{ channel, providerMessageId, case: CASE }]);
    }
    if (c.id === 'send-wa-131056') expect(sending.waits[0]).toBeGreaterThanOrEqual(6);
    if (c.expect.outcome === 'queued_alarm')
      expect(logged.filter((line) => line.includes('reply.held'))).toHaveLength(1);
    if (c.expect.request) checkRequest(c, sending.requests[0]);
    if (how === 'over HTTP') {
      expect(provider.arrived.map(({ body }) => body)).toEqual(sending.requests.map(({ body }) => body));
      for (const { method, headers } of provider.arrived) {
        expect(method).toBe('POST');
        const [sent] = sending.requests;
        for (const [name, value] of Object.entries(sent?.headers ?? {}))
          expect(headers[name.toLowerCase()]).toBe(value);
      }
    }
  });
});

function checkRequest(c: SendCase, request: ProviderRequest | undefined): void {
  const wanted = c.expect.request ?? {};
  if (wanted.url) expect(request?.url).toBe(wanted.url);
  for (const [name, value] of Object.entries(wanted.headers ?? {})) {
    const expected =
      value === 'Basic <sid:token>' ? `Basic ${btoa(`${SETTINGS.OPS_TWILIO_ACCOUNT_SID}:token`)}` : value;
    expect(request?.headers[name]).toBe(expected);
  }
  if (wanted.json || wanted.json_contains || wanted.json_absent) {
    const { biz_opaque_callback_data: callback, ...json } = JSON.parse(request?.body ?? '{}') as Record<
      string,
      unknown
    >;
    // The cases were written before decisions.md 2, which asks for the callback data beside what they list.
    if (c.given.channel === 'whatsapp')
      expect(parseCallbackId(String(callback))).toMatchObject({ case: CASE, attempt: 1 });
    if (wanted.json) expect(json).toEqual(wanted.json);
    if (wanted.json_contains) expect(json).toMatchObject(wanted.json_contains);
    for (const name of wanted.json_absent ?? []) expect(json).not.toHaveProperty(name);
  }
  const form = Object.fromEntries(new URLSearchParams(request?.body ?? ''));
  for (const [name, value] of Object.entries({ ...wanted.form, ...wanted.form_contains })) {
    // Likewise: decisions.md 2 puts the attempt into the query of the callback's address.
    expect(name === 'StatusCallback' ? form[name]?.split('?')[0] : form[name]).toBe(value);
  }
}

function whatsappCase(answers: Called[]): Sending {
  const stored = new CaseInMemory('whatsapp', { scope: '1', id: '249900000012' }, iso(NOW - 60_000));
  stored.heardAt(iso(NOW - 60_000));
  return new Sending(stored, answers);
}

const ok = { status: 200, body: { messages: [{ id: 'wamid.1' }] } };

test.each([
  ['no answer in time', 'broken'],
  ['a gateway’s 504', { status: 504, body: undefined }],
  ['200 without an id', { status: 200, body: {} }],
] as const)('%s: unknown, and never sent again by itself', async (_name, answer) => {
  const sending = whatsappCase([answer, ok]);
  const job = await sending.stored.say(iso(NOW), { text: 'x' });
  expect(await sending.run(job)).toEqual({ state: 'done' });
  expect(await sending.run(job)).toEqual({ state: 'done' });
  expect(sending.requests).toHaveLength(1);
  expect(sending.stored.told()).toEqual(['queued', 'sending', 'unknown']);
});

test('no connection at all means that nothing was taken: sent again', async () => {
  const sending = whatsappCase(['refused', ok]);
  await sending.run(await sending.stored.say(iso(NOW), { text: 'x' }));
  expect(sending.stored.told()).toEqual(['queued', 'sending', 'failed', 'sending', 'sent']);
});

test('a job that comes again after a crash between the call and its record: unknown, no second call', async () => {
  const sending = whatsappCase([ok, ok]);
  const job = await sending.stored.say(iso(NOW), { text: 'x' });
  const { call } = sending.deps;
  sending.deps.call = async (request) => {
    sending.stored.refuseWrites = true;
    return call(request);
  };
  await expect(sending.run(job)).rejects.toThrow('busy');
  sending.stored.refuseWrites = false;
  expect(await sending.run(job)).toEqual({ state: 'done' });
  expect(sending.requests).toHaveLength(1);
  expect(sending.stored.told()).toEqual(['queued', 'sending', 'unknown']);
});

test('when the intent cannot be recorded, nothing is said', async () => {
  const sending = whatsappCase([ok]);
  const job = await sending.stored.say(iso(NOW), { text: 'x' });
  sending.stored.refuseWrites = true;
  await expect(sending.run(job)).rejects.toThrow('busy');
  expect(sending.requests).toEqual([]);
});

test('the same job twice is one message', async () => {
  const sending = whatsappCase([ok, ok]);
  const job = await sending.stored.say(iso(NOW), { text: 'x' });
  await sending.run(job);
  await sending.run(job);
  expect(sending.requests).toHaveLength(1);
});

test('a dead token holds up its channel without another call, and is tried again later', async () => {
  const dead = { status: 401, body: { error: { code: 190 } } };
  const sending = whatsappCase([dead]);
  const first = await sending.stored.say(iso(NOW), { text: 'a' });
  const second = await sending.stored.say(iso(NOW), { text: 'b' });
  expect(await sending.run(first)).toMatchObject({ state: 'later' });
  expect(await sending.run(second)).toMatchObject({ state: 'later' });
  expect(sending.requests).toHaveLength(1);
  sending.now += 300_000;
  sending.answers = [ok];
  expect(await sending.run(second)).toEqual({ state: 'done' });
});

test('a provider that never stops saying "again" is believed ten times, then an officer must find another way', async () => {
  const sending = whatsappCase(Array.from({ length: 20 }, () => ({ status: 503, body: undefined })));
  await sending.run(await sending.stored.say(iso(NOW), { text: 'x' }));
  expect(sending.requests).toHaveLength(10);
  expect(sending.stored.last('message.failed')).toMatchObject({ retryable: false, detail: 'undeliverable' });
});

test('no log line carries what was said, to whom, or a token', async () => {
  const sending = whatsappCase(['broken']);
  await sending.run(await sending.stored.say(iso(NOW), { text: 'marked words' }));
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join()).not.toMatch(/marked|249900000012|token/);
});

describe('a batch', () => {
  const record = (messageId: string, group: string) => ({
    messageId,
    receiptHandle: `r-${messageId}`,
    body: JSON.stringify({ case: CASE, messageId, seq: 1 }),
    attributes: { MessageGroupId: group },
  });
  const records = [record('a1', 'a'), record('a2', 'a'), record('b1', 'b'), record('a3', 'a')];

  test('one that must come again takes its recipient’s later ones with it, and nobody else’s', async () => {
    const tried: string[] = [];
    const hidden: [string, number][] = [];
    const answer = await sendBatch(records, {
      send: async ({ messageId }) => {
        tried.push(messageId);
        return messageId === 'a2' ? { state: 'later', seconds: 6 } : { state: 'done' };
      },
      hide: async (handle, seconds) => void hidden.push([handle, seconds]),
      remaining: () => 10_000,
    });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['a2', 'a3']);
    expect(tried).not.toContain('a3');
    expect(hidden).toEqual([['r-a2', 6]]);
  });

  test('with too little time left no attempt is begun', async () => {
    const answer = await sendBatch(records, {
      send: () => Promise.reject(new Error('must not be called')),
      hide: async () => {},
      remaining: () => 1000,
    });
    expect(answer.batchItemFailures).toHaveLength(4);
    expect(logged).toEqual([]);
  });
});

describe('the contact’s own rules stand before every message (G9)', () => {
  const SAFE: ContactSafety = { callBack: 'ok', sharedDevice: false, captorMaySee: false };
  const knowing = (safety: Partial<ContactSafety>, answers: Called[] = [ok]) => {
    const sending = whatsappCase(answers);
    const state = { optOuts: [], identities: [], safety: { ...SAFE, ...safety } };
    sending.stored.contact = { id: 'c1', version: 1, hash: '', state };
    return sending;
  };

  test('never: nothing leaves, and it is work for an officer', async () => {
    const sending = knowing({ callBack: 'never' });
    await sending.run(await sending.stored.say(iso(NOW), { text: 'x', urgent: true }));
    expect(sending.requests).toEqual([]);
    expect(sending.stored.last('message.failed')).toMatchObject({ code: 'never', retryable: false });
    expect(sending.stored.last('promise.made')?.text).toMatch(/لا يجوز التواصل.*must not be contacted.*\(never\)/);
  });

  test.each(['captorMaySee', 'sharedDevice'] as const)('%s: what the room says by itself stays here', async (who) => {
    const sending = knowing({ [who]: true });
    await sending.run(await sending.stored.say(iso(NOW), { text: 'رقم بلاغكم', automatic: true }));
    expect(sending.requests).toEqual([]);
    expect(sending.stored.last('message.failed')).toMatchObject({ code: 'seen_by_others' });
    await sending.run(await sending.stored.say(iso(NOW), { text: 'مساء الخير' }));
    expect(sending.requests).toHaveLength(1);
  });

  test('in the quiet hours it waits on the case until they end, and then leaves', async () => {
    // 09:00 UTC is 11:00 in Khartoum.
    const sending = knowing({ quietHoursLocal: { from: '10:00', to: '13:00', zone: 'Africa/Khartoum' } });
    const job = await sending.stored.say(iso(NOW), { text: 'x' });
    expect(await sending.run(job)).toEqual({ state: 'done' });
    expect(await sending.run(job)).toEqual({ state: 'done' });
    expect(sending.stored.told()).toEqual(['queued', 'failed']);
    const until = iso(NOW + 2 * 3_600_000);
    expect(sending.stored.last('message.failed')).toMatchObject({ retryable: true, notBefore: until });

    const state = (await sending.stored.room.store.load(CASE))!.state;
    expect(obligations({ ...state, opened: { ...state.opened, at: until } }).wakeAt! <= until).toBe(true);
    const queued: string[] = [];
    const outbox = {
      room: sending.stored.room,
      now: () => sending.now,
      queueReply: async ({ messageId }: { messageId: string }) => void queued.push(messageId),
    } as unknown as Outbox;
    await carryOutOverdue(outbox, state, 'clock');
    expect(queued).toEqual([]);
    sending.now = NOW + 2 * 3_600_000;
    await carryOutOverdue(outbox, state, 'clock');
    expect(queued).toEqual([job.messageId]);
    await sending.run(job);
    expect(sending.stored.told().at(-1)).toBe('sent');
  });

  test('urgent words do not wait', async () => {
    const sending = knowing({ quietHoursLocal: { from: '10:00', to: '13:00', zone: 'Africa/Khartoum' } });
    await sending.run(await sending.stored.say(iso(NOW), { text: 'غادروا الآن', urgent: true }));
    expect(sending.stored.told().at(-1)).toBe('sent');
  });

  test('what the provider says of an opt-out is remembered; an officer’s words are tried all the same', async () => {
    const sending = whatsappCase([{ status: 400, body: { error: { code: 131050 } } }, ok]);
    sending.stored.heardAt(iso(NOW - 60_000));
    await sending.run(await sending.stored.say(iso(NOW), { text: 'x' }));
    expect(sending.stored.contact?.state.optOuts).toMatchObject([{ channel: 'whatsapp', via: 'provider' }]);
    await sending.run(await sending.stored.say(iso(NOW), { text: 'x', automatic: true }));
    expect(sending.requests).toHaveLength(1);
    expect(sending.stored.last('message.failed')).toMatchObject({ code: 'opted_out' });
    await sending.run(await sending.stored.say(iso(NOW), { text: 'x' }));
    expect(sending.requests).toHaveLength(2);
  });

  test('whoever writes again has lifted the block himself', async () => {
    const sending = whatsappCase([{ status: 400, body: { error: { code: 131050 } } }, ok]);
    await sending.run(await sending.stored.say(iso(NOW), { text: 'x' }));
    sending.now += 60_000;
    sending.stored.heardAt(iso(sending.now));
    await sending.run(await sending.stored.say(iso(sending.now), { text: 'x', automatic: true }));
    expect(sending.stored.told().at(-1)).toBe('sent');
  });
});

test('free words go by when this person wrote, whoever else of the case did', async () => {
  const stored = new CaseInMemory('whatsapp', { scope: '1', id: '249900000012' }, iso(NOW - 30 * 3_600_000));
  const says = async (contactId: string, hoursAgo: number) => {
    const at = iso(NOW - hoursAgo * 3_600_000);
    const channel = 'whatsapp' as const;
    const message = {
      channel,
      providerMessageId: `m${hoursAgo}`,
      contactId,
      kind: 'text' as const,
      text: 'x',
      receivedAt: at,
    };
    const reporter = { contactId, channel, relationship: 'unknown' as const, address: { scope: '1', id: contactId } };
    await execute(
      stored.room,
      CASE,
      receiveMessage,
      { message, reporter },
      { actor: { kind: 'citizen', id: contactId }, now: at },
    );
  };
  await says('c1', 26);
  await says('c2', 1);
  const sending = new Sending(stored, [ok]);
  await sending.run(await stored.say(iso(NOW), { text: 'x' }));
  expect(sending.requests).toEqual([]);
  expect(stored.last('message.failed')).toMatchObject({ detail: 'window_closed' });
});

describe('what reaches nobody is somebody’s work', () => {
  const failing = async () => {
    const stored = new CaseInMemory('whatsapp', { scope: '106540000000001', id: '249900000012' }, iso(NOW - 1000));
    stored.heardAt(iso(NOW - 25 * 3_600_000));
    const sending = new Sending(stored, []);
    await sending.run(await stored.say(iso(NOW), { text: 'كم عددكم؟' }));
    return { stored, sending };
  };

  test('a message held back by the window is owed to the person, by an instant', async () => {
    const { stored } = await failing();
    expect(stored.last('promise.made')).toMatchObject({
      contactId: 'c1',
      dueAt: iso(NOW + 3_600_000),
      text: expect.stringMatching(/لم تصل رسالتنا.*Our message was not delivered.*\(window\)/),
    });
  });

  test('once, however many fail', async () => {
    const { stored, sending } = await failing();
    await sending.run(await stored.say(iso(NOW), { text: 'هل أنتم بخير؟' }));
    expect(stored.events.filter(({ type }) => type === 'promise.made')).toHaveLength(1);
    expect(stored.told().filter((type) => type === 'failed')).toHaveLength(2);
  });

  test('also when the provider finds out after it took the message', async () => {
    const stored = new CaseInMemory('whatsapp', { scope: '106540000000001', id: '249900000012' }, iso(NOW - 1000));
    const status = { providerMessageId: 'wamid.1', messageId: 'x', status: 'failed', at: iso(NOW), code: '131026' };
    const by = { actor: { kind: 'system' as const, id: 'intake' }, now: iso(NOW) };
    await execute(stored.room, CASE, recordStatus, status, by);
    expect(stored.last('promise.made')).toMatchObject({ contactId: 'c1', text: expect.stringContaining('131026') });
  });
});

test('a status that is told before the provider has been heard out settles the message for good', async () => {
  const stored = new CaseInMemory('whatsapp', { scope: '106540000000001', id: '249900000012' }, iso(NOW - 1000));
  stored.heardAt(iso(NOW - 1000));
  const sending = new Sending(stored, [{ status: 200, body: { messages: [{ id: 'wamid.1' }] } }]);
  const { call: answer } = sending.deps;
  sending.deps.call = async (request) => {
    const answered = await answer(request);
    const { messageId } = stored.last('message.sending')!;
    const status = {
      type: 'status' as const,
      channel: 'whatsapp' as const,
      account: '106540000000001',
      providerMessageId: 'wamid.1',
      status: 'sent',
      at: iso(NOW),
      receivedAt: iso(NOW),
    };
    await recordDelivery(stored.room, status, { case: CASE, messageId }, iso(NOW));
    return answered;
  };
  const job = await stored.say(iso(NOW), { text: 'هل أنتم بخير؟' });
  // Not again: the next message to this person would wait for it.
  expect(await sending.run(job)).toEqual({ state: 'done' });
  expect(stored.told()).toEqual(['queued', 'sending', 'sent', 'status']);
  // Later statuses without anything carried back find their message by this.
  expect(stored.outgoing).toMatchObject([{ providerMessageId: 'wamid.1', case: CASE, messageId: job.messageId }]);
});

describe('an approved template by Twilio', () => {
  const AR = `HX${'a1'.repeat(16)}`;
  const EN = `HX${'e1'.repeat(16)}`;
  const asked = (sids: string | undefined, template: { name: string; language: string; params: string[] }) => {
    const message = { address: { scope: '+442079460321', id: '+249900000012' }, template, callbackId: 'K7M2-9QXF.7#1' };
    const settings = { ...SETTINGS, ...(sids ? { OPS_TWILIO_CONTENT_SIDS: sids } : {}) };
    const made = writers.twilio_whatsapp!.request(message, (name) => (settings as Record<string, string>)[name]);
    return isOutcome(made) ? made : Object.fromEntries(new URLSearchParams(made.body));
  };
  const SIDS = JSON.stringify({ room_update: { ar: AR, en: EN }, room_notice: { en: EN } });
  const update = (language: string) => ({ name: 'room_update', language, params: ['K7M2-9QXF', 'العبّارة غدا'] });

  test('is its sid in the language of the message with its variables, and no words beside', () => {
    const body = asked(SIDS, update('ar'));
    const ContentVariables = '{"1":"K7M2-9QXF","2":"العبّارة غدا"}';
    expect(body).toMatchObject({ ContentSid: AR, ContentVariables, To: 'whatsapp:+249900000012' });
    expect(body).not.toHaveProperty('Body');
    expect(asked(SIDS, update('en'))).toMatchObject({ ContentSid: EN });
    expect(asked(SIDS, { name: 'room_notice', language: 'ar', params: ['x'] })).toMatchObject({ ContentSid: EN });
    expect(asked(undefined, { ...update('ar'), name: EN })).toMatchObject({ ContentSid: EN });
  });

  test.each([undefined, 'no JSON', '{"room_update":"HX1"}', '{"room_update":{"ar":"room_update"}}'])(
    'without a sid (%s) nothing is asked of Twilio, and an officer hears why',
    (sids) => {
      expect(asked(sids, update('ar'))).toEqual({ outcome: 'failed', code: 'no_content_sid', reason: 'rejected' });
    },
  );
});
