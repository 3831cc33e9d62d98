import { readFileSync } from 'node:fs';
import { handle } from 'hono/aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { publicApp } from '../../functions/public/app.ts';
import { tableAttempts } from '../../functions/public/attempts.ts';
import type { PublicDeps } from '../../functions/public/deps.ts';
import { close, makePromise, resolve, sendMessage, triage } from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { parseReference } from '../../shared/ledger/reference.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { countryAt } from '../../shared/people/country.ts';
import { e164Of } from '../../shared/people/phone.ts';
import { statusPin } from '../../shared/people/pin.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type Emulator, OFFICER, opened, startEmulator, stored, TABLES } from '../storage/emulator.ts';
import type { Case } from './sign.ts';

const all = JSON.parse(readFileSync(new URL('./data/cases.json', import.meta.url), 'utf8')) as Case[];
const cases = all.filter(({ provider }) => provider === 'webform');

const KEY = 'pin-key';
const FORM = 'application/x-www-form-urlencoded';
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF')]);

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  json: <T = { reference: string; pin: string; photo?: string }>() => T;
}

let emulator: Emulator;
let uploads: string[];
let bucketDown: boolean;
let deps: PublicDeps;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  uploads = [];
  bucketDown = false;
  let ids = 0;
  const now = () => emulator.clock.ms;
  deps = {
    room: emulator.room,
    attempts: tableAttempts(emulator.client, TABLES.cases, now),
    published: async () => undefined,
    files: {
      put: async (key) => {
        if (bucketDown) throw new Error('S3 answered 503');
        uploads.push(key);
      },
      has: async (key) => !bucketDown && uploads.includes(key),
    },
    leave: async (key) => ({ url: 'https://media.example/', fields: { key } }),
    uploadOrigin: 'https://media.example',
    pinKey: async () => KEY,
    suggest: async (text, about) => suggest(text, about),
    countryAt: async (at) => countryAt(at),
    phoneNumber: async (typed, country) => e164Of(typed, country),
    baseUrl: 'https://ops.example.eg',
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    now,
  };
});
afterEach(() => vi.restoreAllMocks());

type Transport = 'plain' | 'base64';

/** One request as API Gateway hands it to Lambda. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
  transport: Transport = 'plain',
): Promise<Answer> {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const encoded = transport === 'base64' || typeof body !== 'string';
  const event = {
    version: '2.0',
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(body.length > 0 ? { body: encoded ? Buffer.from(body).toString('base64') : body } : {}),
    isBase64Encoded: encoded && body.length > 0,
    requestContext: {
      domainName: 'ops.example.eg',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'r',
      stage: '$default',
    },
  };
  const result = (await handle(publicApp(deps))(event as never, { awsRequestId: 'trace-1' } as never)) as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
    isBase64Encoded: boolean;
  };
  const text = result.isBase64Encoded ? Buffer.from(result.body, 'base64').toString() : result.body;
  return { status: result.statusCode, headers: result.headers, body: text, json: () => JSON.parse(text) };
}

const asJson = { Accept: 'application/json' };

function report(fields: Record<string, string>, more: Record<string, string> = asJson): Promise<Answer> {
  return send('POST', '/report', { 'Content-Type': FORM, ...more }, new URLSearchParams(fields).toString());
}

async function withPhoto(fields: Record<string, string>, bytes: Buffer, more: Record<string, string> = asJson) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('photo', new File([new Uint8Array(bytes)], 'x.jpg', { type: 'image/jpeg' }));
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  return send('POST', '/report', { 'Content-Type': encoded.headers.get('content-type')!, ...more }, body);
}

function status(reference: string, pin: string, more: Record<string, string> = asJson): Promise<Answer> {
  const body = new URLSearchParams({ reference, pin }).toString();
  return send('POST', '/status', { 'Content-Type': FORM, ...more }, body);
}

async function eventsOf(id: string): Promise<CaseEvent[]> {
  const { events } = await emulator.room.store.timeline(caseStream(id), 0, 500);
  return events as CaseEvent[];
}

async function messagesOf(id: string) {
  return (await eventsOf(id)).flatMap((event) => (event.type === 'message.received' ? [event.data] : []));
}

async function staff<I>(id: string, command: Command<I>, input: NoInfer<I>) {
  return stored(
    await execute(emulator.room, id, command, input, { ...OFFICER, now: new Date(emulator.clock.ms).toISOString() }),
  );
}

const fresh = () => ({ submission_id: crypto.randomUUID(), language: 'ar' });

describe.each(['plain', 'base64'] as const)('the public cases as Lambda events, %s', (transport) => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', async (_id, c) => {
    // Each transport with submissions of its own: the cases share their ids.
    const body = c.body.replace(/submission_id=[0-9a-f-]+/, `submission_id=${crypto.randomUUID()}`);
    const answers = [];
    for (let time = 0; time < (c.repeat?.times ?? 1); time++) {
      answers.push(await send(c.method, c.path_hint, c.headers, body, transport));
    }
    for (const answer of answers) expect(`${String(answer.status)[0]}xx`, answer.body).toBe(c.expect.status_class);
    if (c.expect.status_class === '4xx') {
      const { errors } = answers[0]!.json<{ errors: { pointer: string; message: { ar: string; en: string } }[] }>();
      expect(errors).toMatchObject([
        { pointer: '/message', message: { ar: expect.stringMatching(/[\u0600-\u06FF]/) } },
      ]);
      return;
    }
    const references = new Set(answers.map((answer) => answer.json().reference));
    expect(references.size).toBe(1);
    const [reference = ''] = references;
    expect(parseReference(reference)).toBe(reference);
    const spoken = (await messagesOf(reference)).filter((message) => !message.quiet);
    expect(spoken).toHaveLength(c.expect.messages);
    if (spoken[0]) expect(spoken[0].text).toBe(new URLSearchParams(c.body).get('message'));
  });
});

describe('A report', () => {
  test('opens a case that nobody can be written to: name, phone and country are on it, its first answer is the page', async () => {
    const { reference } = (
      await report({
        ...fresh(),
        message: 'احنا محبوسين والمية خلصت',
        name: 'سارة',
        phone: '٠١٠٠٠٠٠٠١٠١',
        country: 'sd',
      })
    ).json();
    const { state } = (await emulator.room.store.load(reference))!;
    expect(state).toMatchObject({ country: 'SD', status: 'new', owed: [] });
    expect(state.reporters).toEqual([expect.objectContaining({ channel: 'web', name: 'سارة', phone: '01000000101' })]);
    expect(state.reporters[0]!.address).toBeUndefined();
  });

  test('a phone number proves nothing: somebody else with the same one gets a case of his own', async () => {
    const phone = '+249900000777';
    const one = (await report({ ...fresh(), message: 'help', phone })).json();
    const two = (await report({ ...fresh(), message: 'help', phone })).json();
    expect(two.reference).not.toBe(one.reference);
  });

  test('a saved page that another person fills in shows him nothing of the first one’s case', async () => {
    const { submission_id } = fresh();
    const one = (await report({ submission_id, message: 'help', name: 'Ali' })).json();
    const two = (await report({ submission_id, message: 'help', name: 'Mona' })).json();
    expect(two.reference).not.toBe(one.reference);
  });

  test('corrected and sent again from the same page, it goes on with the same case and nothing is lost', async () => {
    const { submission_id } = fresh();
    const one = (await report({ submission_id, message: 'we are four' })).json();
    const two = (await report({ submission_id, message: 'we are five' })).json();
    expect(two).toMatchObject({ reference: one.reference, pin: one.pin });
    expect((await messagesOf(one.reference)).map(({ text }) => text)).toEqual(['we are four', 'we are five']);
  });

  test('ten at once are one', async () => {
    const fields = { ...fresh(), message: 'help' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => report(fields)));
    const done = answers.filter(({ status }) => status === 201);
    expect(answers.filter(({ status }) => ![201, 503].includes(status))).toEqual([]);
    const references = new Set(done.map((answer) => answer.json().reference));
    expect(references.size).toBe(1);
    expect(await messagesOf([...references][0]!)).toHaveLength(1);
  });

  test('a position alone is enough; it stands on the case as what the caller said', async () => {
    const { reference } = (
      await report({ ...fresh(), message: '', lat: '15.6021', lon: '32.5345', accuracy: '20' })
    ).json();
    const { state } = (await emulator.room.store.load(reference))!;
    expect(state.locations).toMatchObject([
      { lat: 15.6021, lon: 32.5345, accuracyM: 20, source: 'caller', current: true },
    ]);
    expect(state.priority).toBe('P2');
  });

  test('what is wrong is said beside the field in both languages, with everything that was typed', async () => {
    const { submission_id } = fresh();
    const answer = await report(
      { submission_id, language: 'en', message: '', name: '"><b>Ali', place: 'Omdurman' },
      { Accept: 'text/html' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Write what happened');
    expect(answer.body).toContain('اكتبوا ما حدث');
    expect(answer.body).toMatch(/<textarea[^>]*aria-invalid="true" aria-describedby="message-error"/);
    expect(answer.body).toContain('value="&quot;&gt;&lt;b&gt;Ali"');
    expect(answer.body).toContain('value="Omdurman"');
    expect(answer.body).toContain(submission_id);
  });

  test('a body that is no form is refused, and one of two megabytes of words too', async () => {
    expect(
      (await send('POST', '/report', { 'Content-Type': 'multipart/form-data; boundary=x' }, 'broken')).status,
    ).toBe(400);
    expect((await send('POST', '/report', { 'Content-Type': 'application/json' }, '{')).status).toBe(400);
    expect((await report({ ...fresh(), message: 'x'.repeat(2_000_000) })).status).toBe(413);
  });
});

describe('A photo apart from the form', () => {
  test('named by a form whose script did not run: the words are recorded, and the next page asks for it', async () => {
    const named = { ...fresh(), message: 'محاصرون بلا ماء', photo: 'IMG_0001.jpg' };
    expect((await report(named)).json()).toMatchObject({ reference: expect.any(String), photo: 'again' });
    const page = await report({ ...fresh(), message: 'محاصرون بلا طعام', photo: 'IMG_0002.jpg', language: 'en' }, {});
    expect(page.body).toContain('Your words are recorded; the photo has not arrived.');
    expect(page.body).toMatch(/type="file"/);
  });

  test('left in quarantine by the browser goes with the words; one that never arrived does not hold them up', async () => {
    const { key } = (await send('POST', '/report/uploads')).json<{ key: string }>();
    expect(key).toMatch(/^quarantine\/web\/[0-9a-f-]{36}$/);
    const left = (upload: string) => report({ ...fresh(), message: 'صورة المبنى', upload, upload_type: 'image/heic' });
    expect((await left(key)).json()).toMatchObject({ photo: 'again' });
    uploads.push(key);
    const { reference, photo } = (await left(key)).json<{ reference: string; photo: string }>();
    expect(photo).toBe('kept');
    const received = (await eventsOf(reference)).find(({ type }) => type === 'message.received');
    expect(received?.data).toMatchObject({ kind: 'image', media: [{ ref: key, mime: 'image/heic' }] });
    expect((await left('K7M2-9QXF.2/0')).json()).not.toHaveProperty('photo');
  });
});

describe('A photo', () => {
  test('goes into quarantine and onto the case, to be fetched like any other', async () => {
    const answer = (await withPhoto({ ...fresh(), message: 'الجواز' }, JPEG)).json();
    expect(answer.photo).toBe('kept');
    const [message] = await messagesOf(answer.reference);
    expect(message).toMatchObject({ kind: 'image', text: 'الجواز', media: [{ ref: uploads[0], mime: 'image/jpeg' }] });
    expect(uploads[0]).toMatch(/^quarantine\/[0-9a-f]{64}$/);
  });

  test.each([
    ['too_large', () => Buffer.concat([JPEG, Buffer.alloc(4 * 1024 * 1024)])],
    ['refused_type', () => Buffer.from('<html><script>')],
  ] as const)('%s: refused after the words are stored, with the reference', async (why, bytes) => {
    const answer = (await withPhoto({ ...fresh(), message: 'محبوسين' }, bytes())).json();
    expect(answer.photo).toBe(why);
    expect(uploads).toEqual([]);
    expect(await messagesOf(answer.reference)).toMatchObject([{ kind: 'text', text: 'محبوسين' }]);
    const shown = await withPhoto({ ...fresh(), message: 'محبوسين' }, bytes(), {});
    expect(shown.body).toMatch(/class="key"><bdi>[0-9A-Z]{4}-[0-9A-Z]{4}</);
    expect(shown.body).toMatch(/role="alert"><span lang="ar"/);
  });

  test('does not hold up the words when the bucket is down', async () => {
    bucketDown = true;
    const answer = (await withPhoto({ ...fresh(), message: 'محبوسين' }, JPEG)).json();
    expect(answer.photo).toBe('unavailable');
    expect(await messagesOf(answer.reference)).toHaveLength(1);
  });

  test('and more words are added later with reference and PIN, never without', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const added = await withPhoto({ ...fresh(), reference, pin, message: 'ده بيتنا' }, JPEG);
    expect(added.json()).toMatchObject({ reference, added: true, photo: 'kept' });
    expect((await messagesOf(reference)).map(({ kind }) => kind)).toEqual(['text', 'image']);
    const wrong = pin === '000000' ? '000001' : '000000';
    expect((await withPhoto({ ...fresh(), reference, pin: wrong, message: 'x' }, JPEG)).status).toBe(404);
    expect(await messagesOf(reference)).toHaveLength(2);
    expect((await report({ ...fresh(), reference, pin, message: '' })).status).toBe(400);
  });
});

describe('How a case stands', () => {
  test('is told for reference and PIN, however they are typed', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const arabic = pin.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    const answer = await status(` ${reference.toLowerCase().replace('-', ' ')} `, arabic);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      reference,
      text: { en: expect.stringContaining('nobody has gone through') },
    });
    await staff(reference, triage, { priority: 'P2', category: 'trapped_basic_needs', reason: 'x' });
    expect((await status(reference, pin, {})).body).toContain('راجع البلاغ موظف');
  });

  test('a wrong PIN and an unknown reference are the same answer', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const wrong = await status(reference, pin === '000000' ? '000001' : '000000');
    const unknown = await status('K7M2-9QX0', '000000');
    expect(wrong.status).toBe(404);
    expect(unknown.status).toBe(404);
    expect(unknown.body).toBe(wrong.body);
  });

  test('after ten wrong PINs even the right one waits an hour; for an unknown reference too', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const unknown = await freeReference();
    for (const each of [reference, unknown]) {
      const guesses = await Promise.all(Array.from({ length: 14 }, () => status(each, 'abcdef')));
      expect(guesses.filter((guess) => guess.status === 404)).toHaveLength(10);
      expect(guesses.filter((guess) => guess.status === 429)).toHaveLength(4);
    }
    expect((await status(reference, pin)).status).toBe(429);
    emulator.clock.ms += 3_601_000;
    expect((await status(reference, pin)).status).toBe(200);
  });

  test('whoever knows the PIN may look as often as he likes', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    for (let time = 0; time < 15; time++) expect((await status(reference, pin)).status).toBe(200);
  });

  test('shows what was promised to him, and nothing of what was promised to others', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const { contactId } = (await emulator.room.store.load(reference))!.state.reporters[0]!;
    const dueAt = new Date(emulator.clock.ms + 3_600_000).toISOString();
    await staff(reference, makePromise, { contactId, text: 'نكلمكم قبل الظهر', dueAt });
    const page = (await status(reference, pin, {})).body;
    expect(page).toContain('نكلمكم قبل الظهر');
    const { state } = await opened(emulator.room);
    const other = state.reporters[0]!.contactId;
    await staff(state.id, makePromise, { contactId: other, text: 'وعد', dueAt });
    expect((await status(state.id, statusPin(KEY, state.id))).json<{ promises: object[] }>().promises).toHaveLength(1);
  });

  test('of a restricted case nothing is told but that it is here', async () => {
    const { state } = await opened(emulator.room, { sensitivity: 'restricted' });
    const answer = await status(state.id, statusPin(KEY, state.id));
    expect(answer.json()).toEqual({ reference: state.id, text: expect.any(Object), promises: [] });
  });

  test('a case that ended long ago is not taken up again: more words open one that follows it', async () => {
    const { reference, pin } = (await report({ ...fresh(), message: 'محتاج معلومة' })).json();
    await staff(reference, triage, { priority: 'P4', category: 'information', reason: 'x' });
    const code = { code: 'information_given', text: 'x', verifiedBy: 'x', verifiedHow: 'reporter_contact' } as const;
    await staff(reference, resolve, code);
    await staff(reference, close, {});
    emulator.clock.ms += 80 * 3_600_000;
    const after = (await report({ ...fresh(), reference, pin, message: 'رجعت المشكلة' })).json();
    expect(after.reference).not.toBe(reference);
    expect(after.pin).toBe(statusPin(KEY, after.reference));
    const { state } = (await emulator.room.store.load(after.reference))!;
    expect(state.links).toMatchObject([{ other: reference, kind: 'follows' }]);
  });

  test('an officer who tries to write to him is told to call', async () => {
    const { reference } = (await report({ ...fresh(), message: 'محبوسين' })).json();
    const { contactId } = (await emulator.room.store.load(reference))!.state.reporters[0]!;
    const done = await execute(emulator.room, reference, sendMessage, { contactId, text: 'x' }, OFFICER);
    expect(done).toMatchObject({ outcome: 'rejected', rejection: { pointer: '/contactId' } });
  });
});

describe('The pages', () => {
  test.each([
    ['/report', 'ar', {}],
    ['/report?lang=en', 'en', {}],
    ['/status', 'en', { 'Accept-Language': 'en-GB,ar;q=0.5' }],
    ['/status?lang=ar', 'ar', { 'Accept-Language': 'en' }],
  ] as const)('%s: small, in its language, without anything from elsewhere', async (path, lang, headers) => {
    const { status: code, body, headers: sent } = await send('GET', path, headers);
    expect(code).toBe(200);
    expect(body).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(Buffer.byteLength(body)).toBeLessThan(8_000);
    expect(body.match(/(src|href|action)="(?!\/)[^"]*"/g)).toBeNull();
    expect(sent['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(sent['cache-control']).toBe('no-store');
    for (const script of body.match(/<script[^>]*>/g) ?? [])
      expect(script).toBe('<script src="/report/page.js" defer>');
  });

  test('the script is one file of its own and parses in an old browser’s language', async () => {
    const { body, headers } = await send('GET', '/report/page.js');
    expect(headers['content-type']).toContain('javascript');
    expect(() => new Function(body)).not.toThrow();
    expect(body).not.toMatch(/=>|\bconst\b|\blet\b|`/);
  });

  test('two pages are two submissions', async () => {
    const idOf = async () => /name="submission_id" value="([^"]+)"/.exec((await send('GET', '/report')).body)?.[1];
    expect(await idOf()).not.toBe(await idOf());
  });

  test('an outage is told as such, and nothing is claimed to be recorded', async () => {
    deps = {
      ...deps,
      room: { ...deps.room, store: { ...deps.room.store, pointer: () => Promise.reject(new Error('down')) } },
    };
    const answer = await report({ ...fresh(), message: 'محبوسين' }, {});
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('لم يُسجل بعد');
  });
});

/** A well-formed reference of no case. */
async function freeReference(): Promise<string> {
  const { reference } = (await report({ ...fresh(), message: 'x', website: 'bot' })).json();
  expect(await emulator.room.store.load(reference)).toBeUndefined();
  return reference;
}
