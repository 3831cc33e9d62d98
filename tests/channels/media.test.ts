import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchBatch } from '../../functions/media/batch.ts';
import { ATTEMPTS, fetchAttachment, type MediaDeps } from '../../functions/media/fetch-attachment.ts';
import { receiveMessage, redact } from '../../shared/case/commands/index.ts';
import type { CaseEvent, EventData, Medium, Message } from '../../shared/case/events.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { type Around, type Fetcher, Later } from '../../shared/channels/download.ts';
import { genericMedia } from '../../shared/channels/generic/media.ts';
import { messengerMedia } from '../../shared/channels/messenger/media.ts';
import { telegramMedia } from '../../shared/channels/telegram/media.ts';
import { twilioMedia } from '../../shared/channels/twilio/media.ts';
import { whatsappMedia } from '../../shared/channels/whatsapp/media.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { decideToForget, eventsOf } from '../../shared/ledger/forget.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { MEDIA_BYTES, mediaKind } from '../../shared/media/kind.ts';
import { CITIZEN, type Emulator, opened, startEmulator, stored } from '../storage/emulator.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  );

const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF photo of a passport');
const SETTINGS: Record<string, string> = {
  OPS_GRAPH_API_URL: 'https://graph.facebook.com',
  OPS_WHATSAPP_ACCESS_TOKEN: 'wa-token',
  OPS_TELEGRAM_API_URL: 'https://api.telegram.org',
  OPS_TELEGRAM_BOT_TOKEN: '1:tg-token',
  OPS_TWILIO_API_URL: 'https://api.twilio.com',
  OPS_TWILIO_ACCOUNT_SID: 'AC1',
  OPS_TWILIO_AUTH_TOKEN: 'tw-token',
};

/** The internet, as far as one test needs it. */
class Internet {
  readonly asked: { url: string; authorization: string | undefined }[] = [];
  readonly around: Around;

  constructor(pages: Record<string, () => Response>, limit = MEDIA_BYTES) {
    this.around = {
      settings: (name) => SETTINGS[name],
      limit,
      fetch: async (input, init) => {
        const url = String(input);
        const headers = new Headers(init?.headers);
        this.asked.push({ url, authorization: headers.get('authorization') ?? undefined });
        const page = pages[url];
        if (!page) throw new TypeError('fetch failed');
        return page();
      },
    };
  }

  get(fetcher: Fetcher, ref: string, more: Partial<Medium> = {}) {
    return fetcher({ ref, ...more }, this.around);
  }
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
const file =
  (body: Uint8Array = JPEG, init: ResponseInit = {}) =>
  () =>
    new Response(Buffer.from(body), init);

describe('What a file is', () => {
  test.each([
    ['image/jpeg', JPEG],
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['image/heic', bytes([0, 0, 0, 24], 'ftypheic')],
    ['audio/ogg', bytes('OggS', [0, 2])],
    ['audio/amr', bytes('#!AMR\n')],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x64])],
    ['audio/aac', bytes([0xff, 0xf1, 0x50, 0x80])],
    ['audio/mp4', bytes([0, 0, 0, 28], 'ftypM4A ')],
    ['video/mp4', bytes([0, 0, 0, 28], 'ftypisom')],
    ['video/3gpp', bytes([0, 0, 0, 28], 'ftyp3gp4')],
    ['application/pdf', bytes('%PDF-1.7')],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes('PK', [3, 4], '....[Content_Types].xml....word/document.xml'),
    ],
  ])('%s is kept', (mime, content) => expect(mediaKind(content)?.mime).toBe(mime));

  test.each([
    ['a Windows program', bytes('MZ', [0x90, 0])],
    ['a Linux program', bytes([0x7f], 'ELF')],
    ['an Android package', bytes('PK', [3, 4], '....AndroidManifest.xml....classes.dex')],
    ['a page', bytes('<!DOCTYPE html><script>alert(1)</script>')],
    ['a drawing that can run scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x()">')],
    ['a page with a photo’s name', bytes('GIF <html>')],
    ['nothing', bytes()],
  ])('%s is refused', (_what, content) => expect(mediaKind(content)).toBeUndefined());
});

describe('Fetching from the provider', () => {
  const LINK = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77';
  const NODE = 'https://graph.facebook.com/v24.0/77';

  test('WhatsApp: the id gives a link, both want the token', async () => {
    const net = new Internet({ [NODE]: json({ url: LINK, file_size: JPEG.length }), [LINK]: file() });
    expect(await net.get(whatsappMedia, '77')).toEqual({ bytes: JPEG });
    expect(net.asked.map(({ authorization }) => authorization)).toEqual(['Bearer wa-token', 'Bearer wa-token']);
  });

  test('WhatsApp: the hash of the webhook is believed in both spellings, and a damaged file is fetched again', async () => {
    const net = new Internet({ [NODE]: json({ url: LINK }), [LINK]: file() });
    for (const spelling of ['base64', 'hex'] as const) {
      const sha256 = createHash('sha256').update(JPEG).digest(spelling);
      expect(await net.get(whatsappMedia, '77', { sha256 })).toEqual({ bytes: JPEG });
    }
    await expect(net.get(whatsappMedia, '77', { sha256: 'AAAA' })).rejects.toThrow(Later);
  });

  test('WhatsApp: an id that died is gone; our own dead token is not the photo’s fault', async () => {
    const gone = new Internet({ [NODE]: json({ error: { code: 100, message: 'no such object' } }, 400) });
    expect(await gone.get(whatsappMedia, '77')).toEqual({ failed: 'gone' });
    const token = new Internet({ [NODE]: json({ error: { code: 190 } }, 401) });
    await expect(token.get(whatsappMedia, '77')).rejects.toThrow('graph_190');
    const died = new Internet({ [NODE]: json({ url: LINK }), [LINK]: file(JPEG, { status: 404 }) });
    await expect(died.get(whatsappMedia, '77')).rejects.toThrow(Later);
  });

  test('WhatsApp: a link to anywhere else gets neither our request nor our token', async () => {
    const net = new Internet({
      [NODE]: json({ url: 'https://evil.example.com/x' }),
      'https://evil.example.com/x': file(),
    });
    expect(await net.get(whatsappMedia, '77')).toEqual({ failed: 'no_source' });
    expect(net.asked).toHaveLength(1);
  });

  test('Messenger: the link needs no token, and once it is too old the photo is gone', async () => {
    const link = 'https://scontent.xx.fbcdn.net/v/t1/photo.jpg?oe=6A';
    const net = new Internet({ [link]: file() });
    expect(await net.get(messengerMedia, link)).toEqual({ bytes: JPEG });
    expect(net.asked[0]?.authorization).toBeUndefined();
    expect(await new Internet({ [link]: file(JPEG, { status: 403 }) }).get(messengerMedia, link)).toEqual({
      failed: 'gone',
    });
  });

  test('Telegram: getFile, then the file; too big and unknown ones end', async () => {
    const ask = 'https://api.telegram.org/bot1:tg-token/getFile?file_id=AgAD';
    const path = 'https://api.telegram.org/file/bot1:tg-token/photos/file_1.jpg';
    const net = new Internet({ [ask]: json({ ok: true, result: { file_path: 'photos/file_1.jpg' } }), [path]: file() });
    expect(await net.get(telegramMedia, 'AgAD')).toEqual({ bytes: JPEG });
    const says = (description: string) => new Internet({ [ask]: json({ ok: false, description }, 400) });
    expect(await says('Bad Request: file is too big').get(telegramMedia, 'AgAD')).toEqual({ failed: 'too_large' });
    expect(await says('Bad Request: wrong file_id').get(telegramMedia, 'AgAD')).toEqual({ failed: 'gone' });
  });

  test('Twilio: with the account’s credentials, which its storage never sees', async () => {
    const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
    const storage = 'https://mms.s3.amazonaws.com/ME1?signature=x';
    const net = new Internet({ [url]: file(JPEG, { status: 307, headers: { location: storage } }), [storage]: file() });
    expect(await net.get(twilioMedia, url)).toEqual({ bytes: JPEG });
    const basic = `Basic ${Buffer.from('AC1:tw-token').toString('base64')}`;
    expect(net.asked).toEqual([
      { url, authorization: basic },
      { url: storage, authorization: undefined },
    ]);
    expect(await net.get(twilioMedia, 'https://twilio.com.evil.example/ME1')).toEqual({ failed: 'no_source' });
  });

  test.each([
    'http://files.example.com/1.jpg',
    'https://127.0.0.1/1.jpg',
    'https://[::1]/1.jpg',
    'https://localhost/1.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://db.internal/1.jpg',
    'https://files.example.com:8443/1.jpg',
    'https://user:pass@files.example.com/1.jpg',
    'file:///etc/passwd',
    'no link at all',
  ])('a partner’s link never leads into our own house: %s', async (link) => {
    const net = new Internet({ [link]: file() });
    expect(await net.get(genericMedia, link)).toEqual({ failed: 'no_source' });
    expect(net.asked).toEqual([]);
  });

  test('nor does a redirect, however it is written', async () => {
    const link = 'https://files.example.com/1.jpg';
    const net = new Internet({
      [link]: file(JPEG, { status: 302, headers: { location: 'http://localhost:2773/secrets' } }),
    });
    expect(await net.get(genericMedia, link)).toEqual({ failed: 'no_source' });
    expect(net.asked).toHaveLength(1);
  });

  test('what is too large is not read to its end, whether it says so or not', async () => {
    const link = 'https://files.example.com/1.jpg';
    const told = new Internet({ [link]: file(JPEG, { headers: { 'content-length': '5000' } }) }, 1000);
    expect(await told.get(genericMedia, link)).toEqual({ failed: 'too_large' });
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(400));
      },
    });
    const untold = new Internet({ [link]: () => new Response(endless) }, 1000);
    expect(await untold.get(genericMedia, link)).toEqual({ failed: 'too_large' });
    expect(pulled).toBeLessThan(10);
  });

  test('an outage is waited for, and says nothing about the link', async () => {
    const link = 'https://files.example.com/1.jpg?token=secret';
    const down = new Internet({ [link]: file(JPEG, { status: 503 }) });
    await expect(down.get(genericMedia, link)).rejects.toThrow(/^http_503$/);
    await expect(new Internet({}).get(genericMedia, link)).rejects.toThrow(/^no_answer$/);
    expect(await new Internet({ [link]: file(bytes()) }).get(genericMedia, link)).toEqual({ failed: 'empty' });
  });
});

describe('An attachment of a case', () => {
  let emulator: Emulator;
  let put: { key: string; bytes: Uint8Array; mime: string }[];
  let fetcher: Fetcher;
  let lines: string[];
  let deps: MediaDeps;

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    put = [];
    lines = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    fetcher = async () => ({ bytes: JPEG });
    deps = {
      room: emulator.room,
      fetchers: { whatsapp: (...args) => fetcher(...args) } as Partial<Record<Channel, Fetcher>>,
      settings: async () => (name) => SETTINGS[name],
      files: { put: async (key, content, mime) => void put.push({ key, bytes: content as Uint8Array, mime }) },
      fetch,
      now: () => emulator.clock.ms,
    };
  });
  afterEach(() => vi.restoreAllMocks());

  async function received(more: Partial<Message> = {}) {
    const { state } = await opened(emulator.room);
    const reporter = state.reporters[0]!;
    const message = {
      channel: 'whatsapp' as const,
      providerMessageId: `wamid.${state.id}`,
      contactId: reporter.contactId,
      kind: 'image' as const,
      media: [{ ref: '77', mime: 'image/jpeg' }],
      receivedAt: CITIZEN.now,
      ...more,
    };
    const done = stored(await execute(emulator.room, state.id, receiveMessage, { message, reporter }, CITIZEN));
    return { id: state.id, messageId: `${state.id}.2`, state: done.stored.state };
  }

  async function outcomes(id: string) {
    const { events } = await emulator.room.store.timeline(caseStream(id), 0, 100);
    return (events as CaseEvent[]).filter(({ type }) => type.startsWith('attachment.'));
  }

  test('is fetched, looked at, put away under no personal name, and told with its hash', async () => {
    const { id, messageId, state } = await received();
    expect(state.attachments).toMatchObject([{ messageId, n: 0 }]);
    expect(await fetchAttachment({ case: id, messageId, n: 0 }, 1, deps)).toEqual({ state: 'done' });
    expect(put).toEqual([{ key: `${messageId}/0`, bytes: JPEG, mime: 'image/jpeg' }]);
    const data: EventData['attachment.stored'] = {
      messageId,
      n: 0,
      key: `${messageId}/0`,
      mime: 'image/jpeg',
      bytes: JPEG.length,
      sha256: createHash('sha256').update(JPEG).digest('hex'),
    };
    expect(await outcomes(id)).toMatchObject([
      { type: 'attachment.stored', data, actor: { kind: 'system', id: 'media' } },
    ]);
    expect((await emulator.room.store.load(id))?.state.attachments).toEqual([]);
  });

  test('is not fetched again when its job comes twice', async () => {
    const { id, messageId } = await received();
    const job = { case: id, messageId, n: 0 };
    await fetchAttachment(job, 1, deps);
    await fetchAttachment(job, 2, deps);
    expect(put).toHaveLength(1);
    expect(await outcomes(id)).toHaveLength(1);
  });

  test('is neither fetched nor kept when its message is forgotten before or while it is fetched', async () => {
    const forget = async (id: string) => {
      const { store } = emulator.room;
      const [before, events] = [(await store.load(id))!, await eventsOf(store, caseStream(id))];
      const ask = { seqs: [2], reason: 'asked by the person' };
      const by = { actor: { kind: 'staff' as const, id: 'dina', role: 'director' }, now: CITIZEN.now };
      stored(await decideToForget(emulator.room, before, events, redact, ask, by));
    };
    const [early, late] = [await received(), await received()];
    await forget(early.id);
    expect((await emulator.room.store.load(early.id))?.state.attachments).toEqual([]);
    let fetches = 0;
    fetcher = async () => {
      fetches += 1;
      await forget(late.id);
      return { bytes: JPEG };
    };
    for (const { id, messageId } of [early, late])
      expect(await fetchAttachment({ case: id, messageId, n: 0 }, 1, deps)).toEqual({ state: 'done' });
    expect(fetches).toBe(1);
    expect(put).toEqual([]);
    for (const { id } of [early, late]) expect(await outcomes(id)).toEqual([]);
  });

  test('is refused for what it is and not for what it is called', async () => {
    fetcher = async () => ({ bytes: bytes('MZ', [0x90, 0]) });
    const { id, messageId } = await received();
    await fetchAttachment({ case: id, messageId, n: 0 }, 1, deps);
    expect(put).toEqual([]);
    expect(await outcomes(id)).toMatchObject([
      { type: 'attachment.failed', data: { messageId, n: 0, reason: 'refused_type' } },
    ]);
  });

  test('waits longer and longer for a provider that is down, and ends in an outcome all the same', async () => {
    fetcher = async () => {
      throw new Later('http_503');
    };
    const { id, messageId } = await received();
    const job = { case: id, messageId, n: 0 };
    const pauses = [];
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) pauses.push(await fetchAttachment(job, attempt, deps));
    expect(pauses[0]).toEqual({ state: 'later', seconds: 30 });
    expect(pauses.at(-1)).toEqual({ state: 'later', seconds: 3600 });
    expect(await outcomes(id)).toEqual([]);
    expect(await fetchAttachment(job, ATTEMPTS, deps)).toEqual({ state: 'done' });
    expect(await outcomes(id)).toMatchObject([{ data: { reason: 'unreachable' } }]);
    expect(lines.join()).not.toMatch(/77|wa-token/);
  });

  test('each of several has its own outcome', async () => {
    fetcher = async ({ ref }) => (ref === 'a' ? { bytes: JPEG } : { failed: 'gone' });
    const { id, messageId } = await received({ media: [{ ref: 'a' }, { ref: 'b' }] });
    for (const n of [0, 1]) await fetchAttachment({ case: id, messageId, n }, 1, deps);
    expect(await outcomes(id)).toMatchObject([
      { type: 'attachment.stored', data: { n: 0 } },
      { type: 'attachment.failed', data: { n: 1, reason: 'gone' } },
    ]);
  });

  test('that the mail scanner condemned is left where it is', async () => {
    const { state } = await received({ quarantined: true });
    expect(state.attachments).toEqual([]);
  });

  test('a channel without a source is told, not retried', async () => {
    const { id, messageId } = await received({ channel: 'email' });
    await fetchAttachment({ case: id, messageId, n: 0 }, 1, deps);
    expect(await outcomes(id)).toMatchObject([{ data: { reason: 'no_source' } }]);
  });

  test('one job that fails keeps nobody else from being done', async () => {
    const hidden: [string, number][] = [];
    const record = (messageId: string, n: number) => ({
      messageId,
      receiptHandle: `handle-${messageId}`,
      body: JSON.stringify({ case: 'x', messageId: 'x.1', n }),
      attributes: { ApproximateReceiveCount: '1' },
    });
    const answer = await fetchBatch([record('a', 0), record('b', 1), { ...record('c', 2), body: 'no json' }], {
      fetch: async ({ n }) => (n === 0 ? { state: 'done' } : { state: 'later', seconds: 30 }),
      hide: async (handle, seconds) => void hidden.push([handle, seconds]),
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] });
    expect(hidden).toEqual([['handle-b', 30]]);
  });
});
