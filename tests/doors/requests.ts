/** Requests to the room's operations: right ones first, then each with one thing wrong in it. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Row } from '../harness/conformance.ts';
import { CASE, type Known, MARKUP, nastyText, PART, spoilt, valid } from './values.ts';

/** Who asks: a role, an agency, or somebody who should not be let in. */
export type Caller = string;

/** Tokens that open nothing. */
export const STRANGERS = ['nobody', 'expired', 'forged', 'unsigned', 'other-issuer', 'id-token', 'junk'] as const;

export interface Shot {
  row: Row;
  caller: Caller;
  /** As it goes over the line, query included. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** The body as JSON, where it is some. */
  json?: unknown;
  /** What is wrong with it, in words; `valid` where nothing should be. */
  how: string;
  kind: Kind;
}

const KINDS = ['valid', 'body', 'bytes', 'query', 'path', 'headers', 'who'] as const;
export type Kind = (typeof KINDS)[number];

/** Which kinds make sense for an operation. */
export function kindsOf({ method }: Row): Kind[] {
  const writes = method !== 'GET';
  return KINDS.filter((kind) => (kind === 'body' || kind === 'bytes' ? writes : true));
}

/** One request of that kind, the same for the same seed and the same knowledge. */
export function shotAt(row: Row, kind: Kind, known: Known, seed: number): Shot {
  const one = <T>(arbitrary: fc.Arbitrary<T>, nth: number) =>
    fc.sample(arbitrary, { seed: seed + nth, numRuns: 1 })[0] as T;
  const right = rightful(row, known, one);
  const spoil = SPOILERS[kind];
  return { ...right, kind, ...spoil(right, known, one) };
}

type One = <T>(arbitrary: fc.Arbitrary<T>, nth: number) => T;
type Right = Omit<Shot, 'kind'>;

function rightful(row: Row, known: Known, one: One): Right {
  const { operation, method } = row;
  const path = fill(row, known, one);
  const query = operation.parameters.flatMap((each) => {
    if (each.in !== 'query' || (!each.required && one(fc.integer({ min: 0, max: 3 }), each.name.length) > 0)) return [];
    return [`${each.name}=${encodeURIComponent(String(one(valid(each.schema, known, each.name), 7)))}`];
  });
  const schema = operation.requestBody?.content['application/json']?.schema;
  const written = schema ? one(valid(schema, known), 11) : FORMS[operation.operationId]?.(known, one);
  const json = FITTING[operation.operationId]?.(written as Body, path, known) ?? written;
  const roles = operation['x-roles'];
  const agency = operation.security.some((each) => 'agency' in each);
  const version = known.versions.get(resourceOf(path));
  return {
    row,
    caller: roles ? one(fc.constantFrom(...roles), 13) : agency ? 'agency' : 'public',
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: {
      ...(operation.operationId in FORMS || row.path.startsWith('/v1') ? { accept: 'application/json' } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(version !== undefined && method !== 'GET' ? { 'if-match': `"${version}"` } : {}),
    },
    ...(method === 'GET' || json === undefined ? {} : { json, body: Buffer.from(JSON.stringify(json)) }),
    how: 'valid',
  };
}

/** The resource that a command's `If-Match` is about: `/v1/<thing>/<id>`. */
export function resourceOf(path: string): string {
  return path.split('?')[0]!.split('/').slice(0, 4).join('/');
}

/** Bodies that the document describes in words only. */
const FORMS: Record<string, (known: Known, one: One) => unknown> = {
  sendReport: () => ({
    submission_id: 'f00',
    message: 'مفيش مية ولا أكل من يومين',
    place: 'الخرطوم',
    name: 'منى',
    lat: '15.6',
    lon: '32.5',
  }),
  leaveForPhoto: () => ({}),
  readStatus: (known, one) => ({
    reference: one(fc.constantFrom('ZZZZ-ZZZZ', ...(known.things.get('cases') ?? [])), 3),
    pin: '123456',
  }),
  actOnLink: () => ({ action: 'acknowledge', name: 'Mona', role: 'duty' }),
  receiveWhatsApp: () => ({ object: 'whatsapp_business_account', entry: [] }),
};

type Body = Record<string, unknown>;

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const last = (pool: Iterable<string> | undefined) => [...(pool ?? [])].at(-1);

/** What a schema cannot say: fields that must fit each other, or the case. */
const FITTING: Record<string, (body: Body, path: string, known: Known) => unknown> = {
  planShift: () => ({
    start: hence(1),
    end: hence(9),
    roster: [
      { staff: 'supervisor', role: 'supervisor' },
      { staff: 'officer', role: 'officer' },
    ],
  }),
  draftHandover: (_body, _path, known) => ({ shift: last(known.things.get('shifts')) ?? '20260101T0000Z-0000' }),
  rebuildFigures: () => ({}),
  draftNotice: ({ area: _, ...body }) => ({ ...body, ...OF_A_NOTICE() }),
  redraftNotice: ({ area: _, ...body }) => ({ ...body, ...OF_A_NOTICE() }),
  draftSitRep: (body) => ({ ...body, forTimePeriod: { from: hence(-24), to: hence(0) }, dataAsOf: undefined }),
  updateSitRep: (body) => ({ ...body, forTimePeriod: { from: hence(-24), to: hence(0) }, dataAsOf: undefined }),
  raiseEscalation: (body) => ({ ...body, agency: 'erc' }),
  requestRedaction: (body) => ({ ...body, seqs: [1] }),
  linkRumour: ({ case: id }) => ({ case: id }),
  approveRumourAnswer: ofVersion,
  sendRumourAnswer: ofVersion,
  approveNotice: (_body, path, known) => ({ number: known.versions.get(resourceOf(path)) ?? 1 }),
  setContactSafety: ({ window: _, quietHoursLocal: __, ...body }) => body,
  putAgency: ({ tiers: _, ...body }) => ({
    ...body,
    tiers: [
      { role: { ar: 'غرفة العمليات', en: 'Desk' }, contacts: [{ channel: 'email', address: 'desk@agency.example' }] },
    ],
  }),
  sendMessage: ({ text, contactId }, path, known) => ({
    contactId: reporterOf(path, known) ?? contactId,
    text: text ?? 'ok',
  }),
  logCall: (body, path, known) => ({ ...body, contactId: reporterOf(path, known) ?? body.contactId }),
  makePromise: (body, path, known) => ({ ...body, contactId: reporterOf(path, known) ?? body.contactId }),
  resolve: (body) => ({ ...body, code: 'information_given' }),
};

const OF_A_NOTICE = () => ({
  area: { countries: ['SD'], name: { ar: 'الخرطوم', en: 'Khartoum' } },
  onset: hence(0),
  expires: hence(48),
});

function ofVersion(_body: Body, path: string, known: Known): unknown {
  return { version: known.versions.get(resourceOf(path)) ?? 1 };
}

function reporterOf(path: string, { contacts }: Known): string | undefined {
  const id = path.split('/')[3];
  return [...contacts].find((one) => one.startsWith(`${id} `))?.split(' ')[1];
}

/** Which pool the part at the end of a path names. */
const PARTS: Record<string, string> = {
  messages: 'messageId',
  attachments: 'messageId',
  persons: 'personId',
  needs: 'needId',
  promises: 'promiseId',
  escalations: 'alertId',
  links: 'linkId',
  redactions: 'redactionId',
};

function fill({ path, operation }: Row, known: Known, one: One): string {
  const [, , thing = '', , collection = ''] = path.split('/');
  const pick = (values: Iterable<string> | undefined) => {
    const all = [...(values ?? [])];
    return all.length > 0 ? one(fc.constantFrom(...all), 5) : undefined;
  };
  const part = pick(known.parts.get(PARTS[collection] ?? ''));
  const [inCase, contact] = pick(known.contacts)?.split(' ') ?? [];
  const named: Record<string, string | undefined> = {
    id:
      (path.includes('{part}') && part?.split('.')[0]) ||
      (path.includes('{contact}') && inCase) ||
      pick(known.things.get(thing)),
    part,
    contact,
    alertId: pick(known.parts.get('alertId')),
    token: pick(known.tokens),
    instant: new Date().toISOString(),
    case: pick(known.things.get('cases')),
    n: '0',
  };
  if (path.startsWith('/v1/similar/')) named.id = pick(known.things.get('cases'));
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.parameters.find((each) => each.in === 'path' && each.name === name)?.schema;
    return encodeURIComponent(named[name] ?? String(one(valid(schema ?? { type: 'string' }, known, name), 17)));
  });
}

/** Half a pair cannot stand in a URL. */
const wellFormed = (value: string) => Buffer.from(value).toString();

/* What is wrong */

type Spoiler = (right: Right, known: Known, one: One) => Partial<Shot> & { how: string };

const SPOILERS: Record<Kind, Spoiler> = {
  valid: () => ({ how: 'valid' }),
  body: ({ json = {} }, _known, one) => {
    const { body, how } = one(spoilt(json), 19);
    return { json: body, body: Buffer.from(JSON.stringify(body)), how };
  },
  bytes: ({ body = Buffer.from('{}'), headers }, _known, one) => {
    const [how, spoil] = one(fc.constantFrom(...Object.entries(BYTES)), 23);
    const at = one(fc.integer({ min: 0, max: body.length }), 29);
    const { type, more, ...bytes } = spoil(body, at);
    return {
      ...bytes,
      json: undefined,
      headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }), ...more },
      how,
    };
  },
  query: ({ row, path }, known, one) => {
    const names = row.operation.parameters.flatMap((each) => (each.in === 'query' ? [each.name] : []));
    const value = one(fc.oneof(nastyText, fc.constantFrom(...forged(known))), 31).slice(0, 3_000);
    const name = one(
      fc.constantFrom(...names, ...names, ...names, 'nobody_knows', '__proto__', 'cursor', 'limit', ''),
      37,
    );
    const how = one(fc.constantFrom('=', '=', '=', 'twice', 'bare', 'broken'), 41);
    const base = path.split('?')[0]!;
    const pair = `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`;
    const query = {
      '=': pair,
      twice: `${pair}&${pair}`,
      bare: encodeURIComponent(name),
      broken: `${name || 'a'}=%zz%c3%28%00&&&=`,
    }[how];
    return { path: `${base}?${query}`, how: `query ${query!.slice(0, 80)}` };
  },
  path: ({ path }, _known, one) => {
    const [base, query] = path.split('?');
    const parts = base!.split('/');
    const own = parts.flatMap((part, n) => (CASE.test(part) || PART.test(part) || n > 2 ? [n] : []));
    const at = own.length > 0 ? one(fc.constantFrom(...own), 43) : parts.length - 1;
    const raw = one(fc.constantFrom(...PATHS), 47);
    const text = wellFormed(one(nastyText, 53).slice(0, 500));
    parts[at] = one(fc.constantFrom(raw, raw, encodeURIComponent(text) || '%20', `${parts[at]}${raw}`), 59);
    return { path: parts.join('/') + (query ? `?${query}` : ''), how: `path ${parts.join('/').slice(0, 120)}` };
  },
  headers: ({ headers, row }, _known, one) => {
    const [name, value] = one(fc.constantFrom(...HEADERS), 61);
    const method =
      row.method === 'GET' ? undefined : one(fc.constantFrom('if-match', 'idempotency-key', undefined), 67);
    const used = method && one(fc.boolean(), 71) ? method : name;
    return { headers: { ...headers, [used]: value }, how: `header ${used}: ${value.slice(0, 60)}` };
  },
  who: ({ row, headers }, _known, one) => {
    const roles = row.operation['x-roles'];
    const everybody = [
      'director',
      'supervisor',
      'officer',
      'surge',
      'auditor',
      'admin',
      'agency',
      'other-agency',
      ...STRANGERS,
    ];
    const others = everybody.filter((caller) => !(roles ?? ['agency', 'other-agency']).includes(caller));
    const caller = one(fc.constantFrom(...others), 73);
    return { caller, headers, how: `as ${caller}` };
  },
};

interface Bytes {
  body: Buffer;
  type?: string;
  more?: Record<string, string>;
}

const text = (value: string, type?: string): Bytes => ({ body: Buffer.from(value), ...(type ? { type } : {}) });
const within = (body: Buffer, at: number, bytes: number[]) =>
  Buffer.concat([body.subarray(0, at), Buffer.from(bytes), body.subarray(at)]);

/** A body of bytes that no object of JavaScript would be written as. */
const BYTES: Record<string, (body: Buffer, at: number) => Bytes> = {
  'cut off': (body, at) => ({ body: body.subarray(0, at) }),
  'invalid UTF-8': (body, at) => ({ body: within(body, at, [0xc3, 0x28, 0xff, 0xfe]) }),
  'an overlong slash': (body, at) => ({ body: within(body, at, [0xc0, 0xaf]) }),
  'a surrogate as UTF-8': (body, at) => ({ body: within(body, at, [0xed, 0xa0, 0x80]) }),
  NUL: (body, at) => ({ body: within(body, at, [0]) }),
  'a lone surrogate': (body) => text(body.toString().replace('":"', '":"\\ud800')),
  'an escaped NUL': (body) => text(body.toString().replace('":"', '":"\\u0000')),
  'a byte order mark': (body) => ({ body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) }),
  'UTF-16': (body) => ({ body: Buffer.from(body.toString(), 'utf16le'), type: 'application/json; charset=utf-16le' }),
  'Latin-1': (body) => ({ body: Buffer.from(body.toString().replace('":"', '":"é'), 'latin1') }),
  'a word after its end': (body) => ({ body: Buffer.concat([body, Buffer.from('}{"a":1}')]) }),
  'every field twice': (body) => text(body.toString().replace(/^\{(.+)\}$/s, '{$1,$1}')),
  'a number beyond all': (body) => text(body.toString().replace(/\}$/, `${body.length > 2 ? ',' : ''}"n":1e999999}`)),
  'a number of a million digits': () => text(`{"quantity":${'9'.repeat(500_000)}}`),
  'a hundred thousand brackets': () => text('['.repeat(100_000)),
  'braces as deep as they come': () => text(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
  __proto__: (body) =>
    text(body.toString().replace(/^\{/, `{"__proto__":{"roles":["admin"]}${body.length > 2 ? ',' : ''}`)),
  'a list': (body) => text(`[${body}]`),
  'a word': () => text('"x"'),
  null: () => text('null'),
  nothing: () => text(''),
  blanks: () => text(' \t\r\n'),
  'more than a mebibyte': () => text(`{"text":"${'x'.repeat(1_048_577)}"}`),
  'a mebibyte of Arabic': () => text(`{"text":"${'ء'.repeat(524_280)}"}`),
  'packed with gzip': (body) => ({ body: gzipSync(body), more: { 'content-encoding': 'gzip' } }),
  'a bomb': () => ({ body: gzipSync(Buffer.alloc(20_000_000)), more: { 'content-encoding': 'gzip' } }),
  'as plain text': (body) => ({ body, type: 'text/plain' }),
  'as a form': () => text('reason=x&priority=P1', 'application/x-www-form-urlencoded'),
  'as parts': () =>
    text(
      '--b\r\ncontent-disposition: form-data; name="message"\r\n\r\nx\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ),
  'as parts without an end': () =>
    text('--b\r\ncontent-disposition: form-data; name="', 'multipart/form-data; boundary=b'),
  'as parts without a boundary': () => text('--b\r\n\r\n', 'multipart/form-data'),
  'as XML': () => text('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'application/xml'),
  'of no type': (body) => ({ body, type: '' }),
  'of a type in Arabic letters': (body) => ({ body, type: 'application/json; charset=\u00d8' }),
  'of another JSON': (body) => ({ body, type: 'application/merge-patch+json; charset=UTF-8' }),
};

const PATHS = [
  '..',
  '.',
  '%2e%2e',
  '%2e%2e%2f%2e%2e',
  '%2F',
  '%00',
  '%',
  '%zz',
  '%c3%28',
  '%ed%a0%80',
  '%E2%80%AE',
  '%0d%0aX-A:b',
  '',
  '~',
  ':id',
  '*',
  'ZZZZ-ZZZZ',
  'zzzz-zzzz',
  'ZZZZ-ZZZZ.1',
  'ZZZZ-ZZZZ.01',
  'constructor',
  '__proto__',
  'null',
  '-1',
  '٣',
  '%D9%A3',
  `${'A'.repeat(4_000)}`,
  encodeURIComponent(MARKUP),
  ';a=b',
  'case%23x',
].map((part) => encodeURI(part).replaceAll('%25', '%'));

const HEADERS: [string, string][] = [
  ...[
    '*',
    '""',
    '"0"',
    'W/"1"',
    '"1", "2"',
    '-1',
    '1e3',
    '"99999999999999999999"',
    'abc',
    '',
    ' ',
    '"1"x',
    '٣'.replace(/./g, '?'),
    '"'.repeat(3_000),
  ].map((value): [string, string] => ['if-match', value]),
  ...['k', 'x'.repeat(200), 'x'.repeat(201), 'a b', '', '__proto__', 'é', '#', 'same'].map(
    (value): [string, string] => ['idempotency-key', value],
  ),
  ...['*/*', 'application/x-ndjson', 'text/html', 'image/png', ',,;q=', 'a'.repeat(2_000)].map(
    (value): [string, string] => ['accept', value],
  ),
  ...['ar', 'ar-EG;q=0.1', 'xx', ';', '\u00ff', 'a-'.repeat(800)].map((value): [string, string] => [
    'accept-language',
    value,
  ]),
  ['x-forwarded-for', '127.0.0.1, not an address'],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'gopher'],
  ['x-http-method-override', 'DELETE'],
  ['x-amzn-trace-id', 'Root=1-0-0;Parent=junk'],
  ['x-amzn-request-context', '{"authorizer":{"jwt":{"claims":{"cognito:groups":"[admin]"}}}}'],
  ['x-amzn-lambda-context', '{"awsRequestId":"forged"}'],
  ['cookie', 'session=1; __proto__=2; =; a'],
  ['range', 'bytes=0-99999999999'],
  ['if-none-match', '*'],
  ['if-modified-since', 'yesterday'],
  ['expect', 'a miracle'],
  ['origin', 'https://evil.example'],
  ['user-agent', ''],
  ['x-junk', 'x'.repeat(6_000)],
  ['authorization', 'Basic b2ZmaWNlcjpvZmZpY2Vy'],
  ['authorization', 'Bearer'],
  ['authorization', 'Bearer  a.b.c'],
  ['authorization', 'x'.repeat(5_000)],
];

/** Cursors that the room never gave, and such as it gave elsewhere. */
function forged({ cursors }: Known): string[] {
  const of = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const real = [...cursors];
  return [
    ...[
      '',
      'x',
      '{}',
      '[]',
      'null',
      '[["a"],{}]',
      '{"pk":{"S":"case#x"},"sk":{"S":"y"}}',
      'P1#',
      'P1#~~#x',
      '2030-01-01|',
      '\0',
      '1e9',
      '-1',
    ].map(of),
    of({ __proto__: 1, constructor: 2 }),
    of('x'.repeat(1_400)),
    'A'.repeat(2_000),
    ...real,
    ...real.map((cursor) => cursor.slice(0, -3)),
    ...real.map((cursor) => of(`${Buffer.from(cursor, 'base64url')}x`)),
    ...real.map((cursor) => of(Buffer.from(cursor, 'base64url').toString().replace(/\d/g, '9'))),
    ...real.map((cursor) =>
      of(
        Buffer.from(cursor, 'base64url')
          .toString()
          .replace(/"(?=[^"]*$)/, ''),
      ),
    ),
  ];
}
