import { connect } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Gateway } from '../../infra/local/gateway.ts';
import { Issuer } from '../../infra/local/issuer.ts';
import type { AuthorizerDefinition, RouteDefinition } from '../../infra/local/template.ts';
import { InvocationError } from '../../infra/local/workers.ts';

const ISSUER = 'http://issuer.test';
const NOW = Date.parse('2023-04-15T09:30:00Z');

const jwt: AuthorizerDefinition = { kind: 'jwt', issuer: ISSUER, audience: ['console'] };
const ask: AuthorizerDefinition = {
  kind: 'request',
  function: 'authorize',
  simple: true,
  identitySources: ['$request.header.Authorization'],
  ttlSeconds: 0,
};
const route = (key: string, to = 'echo', rest: Partial<RouteDefinition> = {}): RouteDefinition => ({
  api: 'http',
  key,
  function: to,
  scopes: [],
  ...rest,
});

interface Event {
  [field: string]: unknown;
  headers: Record<string, string>;
  requestContext: Record<string, unknown> & { http: Record<string, string>; authorizer?: Record<string, unknown> };
}

let gateway: Gateway;
let issuer: Issuer;
let url: string;
let seen: { name: string; event: Event }[] = [];
let answer: (name: string, event: Event) => unknown;

beforeAll(async () => {
  issuer = await Issuer.open({
    url: ISSUER,
    groups: ['officer'],
    clients: [
      { id: 'console', name: 'console', flows: ['code'], scopes: ['room/staff'], callbackUrls: [], logoutUrls: [] },
    ],
    now: Date.now,
  });
  gateway = new Gateway({
    routes: [
      route('GET /things'),
      route('ANY /things/{id}'),
      route('GET /things/{id}', 'exact-method'),
      route('GET /things/special', 'special'),
      route('ANY /files/{proxy+}'),
      route('ANY /staff/{proxy+}', 'echo', { authorizer: jwt, scopes: ['room/staff'] }),
      route('ANY /partner/{proxy+}', 'echo', { authorizer: ask }),
    ],
    sockets: [
      {
        id: 'socket',
        stage: 'live',
        selection: '$request.body.action',
        routes: ['$connect', '$disconnect', '$default', 'ping'].map((key) => route(key, 'live')),
      },
    ],
    account: '000000000000',
    invoke: async (name, event) => {
      seen.push({ name, event: event as Event });
      return answer(name, event as Event);
    },
    verify: issuer.verify,
    now: () => NOW,
    local: () => false,
    onError: () => {},
  });
  url = `http://127.0.0.1:${await gateway.listen(0)}`;
});

afterAll(() => gateway.close());

beforeEach(() => {
  seen = [];
  answer = () => ({ statusCode: 200, body: 'ok' });
});

const last = () => seen.at(-1)!.event;

test('a request becomes a payload v2 event', async () => {
  await fetch(`${url}/things/%D9%85?b=2&a=1&a=%20x`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'one=1; two=2', 'x-Mixed': 'Yes' },
    body: '{"نص":"سلام"}',
  });
  expect(last()).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /things/{id}',
    rawPath: '/things/م',
    rawQueryString: 'b=2&a=1&a=%20x',
    queryStringParameters: { b: '2', a: '1, x' },
    pathParameters: { id: 'م' },
    cookies: ['one=1', 'two=2'],
    headers: { 'x-mixed': 'Yes', 'content-type': 'application/json' },
    body: '{"نص":"سلام"}',
    isBase64Encoded: false,
    requestContext: {
      http: { method: 'POST', path: '/things/م', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      stage: '$default',
      time: '15/Apr/2023:09:30:00 +0000',
      timeEpoch: NOW,
      domainName: url.slice('http://'.length),
    },
  });
  expect(last().headers).not.toHaveProperty('cookie');
});

test('several lines of one header are joined by commas', async () => {
  const { hostname, port } = new URL(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.write(`GET /things HTTP/1.1\r\nHost: ${hostname}\r\nX-Part: a\r\nX-Part: b\r\n\r\n`);
  });
  expect(last().headers['x-part']).toBe('a,b');
});

test.each([
  ['multipart/form-data; boundary=x', true],
  ['application/x-www-form-urlencoded', true],
  ['image/jpeg', true],
  ['application/problem+json', false],
  ['text/xml; charset=utf-8', false],
])('a body of %s is base64: %s', async (type, base64) => {
  await fetch(`${url}/things/1`, { method: 'PUT', headers: { 'content-type': type }, body: 'a=1' });
  expect(last().isBase64Encoded).toBe(base64);
  expect(Buffer.from(String(last().body), base64 ? 'base64' : 'utf8').toString()).toBe('a=1');
});

test('bytes that are no text survive even under a text type', async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x41]);
  await fetch(`${url}/things/1`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: bytes });
  expect(Buffer.from(String(last().body), 'base64')).toEqual(Buffer.from(bytes));
});

test('the most specific route wins', async () => {
  for (const path of ['/things', '/things/special', '/things/7', '/files/a/b%20c']) await fetch(url + path);
  await fetch(`${url}/things/special`, { method: 'DELETE' });
  expect(seen.map(({ name, event }) => [name, event.pathParameters])).toEqual([
    ['echo', undefined],
    ['special', undefined],
    ['exact-method', { id: '7' }],
    ['echo', { proxy: 'a/b c' }],
    ['echo', { id: 'special' }],
  ]);
});

test('no route: 404, as the service says it', async () => {
  const response = await fetch(`${url}/nowhere`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ message: 'Not Found' });
  expect((await fetch(`${url}/files/`)).status).toBe(404);
  expect(seen).toEqual([]);
});

test('an answer keeps its status, headers, cookies and bytes', async () => {
  answer = () => ({
    statusCode: 201,
    headers: { 'Content-Type': 'application/x-ndjson', ETag: '"7"' },
    cookies: ['a=1; Path=/', 'b=2'],
    body: Buffer.from('سطر\n').toString('base64'),
    isBase64Encoded: true,
  });
  const response = await fetch(`${url}/things`);
  expect(response.status).toBe(201);
  expect(response.headers.get('etag')).toBe('"7"');
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  expect(await response.text()).toBe('سطر\n');
});

test('an answer without a status is a JSON body', async () => {
  answer = () => ({ hello: 1 });
  const response = await fetch(`${url}/things`);
  expect([response.status, await response.json()]).toEqual([200, { hello: 1 }]);
});

test.each([
  ['thrown', 500, 'Internal Server Error'],
  ['crash', 500, 'Internal Server Error'],
  ['timeout', 503, 'Service Unavailable'],
  ['too-large', 413, 'Request Entity Too Large'],
] as const)('a function that ended in %s answers %i', async (kind, status, message) => {
  answer = () => {
    throw new InvocationError(kind, 'no detail leaves the gateway');
  };
  const response = await fetch(`${url}/things`);
  expect([response.status, await response.json()]).toEqual([status, { message }]);
});

test('a body over 10 MB is refused before any function', async () => {
  const response = await fetch(`${url}/things/1`, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
  expect(response.status).toBe(413);
  expect(seen).toEqual([]);
});

const staff = (token?: string) =>
  fetch(`${url}/staff/me`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

test('claims reach the function as strings, arrays in brackets', async () => {
  expect((await staff(await issuer.token('officer'))).status).toBe(200);
  const { claims, scopes } = last().requestContext.authorizer!.jwt as {
    claims: Record<string, string>;
    scopes: string[];
  };
  expect(claims).toMatchObject({
    'cognito:groups': '[officer]',
    client_id: 'console',
    token_use: 'access',
    username: 'officer',
    scope: 'room/staff',
    iss: ISSUER,
  });
  expect(claims).not.toHaveProperty('aud');
  expect(Number(claims.exp)).toBeGreaterThan(Date.now() / 1000);
  expect(scopes).toEqual(['room/staff']);
});

test('no token, nonsense, or a token of another key: 401', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const forged = await new SignJWT({ client_id: 'console', scope: 'room/staff' })
    .setProtectedHeader({ alg: 'RS256', kid: issuer.publicKey.kid! })
    .setIssuer(ISSUER)
    .setExpirationTime('1h')
    .sign(privateKey);
  for (const token of [undefined, 'nonsense', 'a.b.c', forged]) {
    const response = await staff(token);
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  }
  expect(seen).toEqual([]);
});

test('a machine of an agency is no client of the staff', async () => {
  await issuer.handleCognito('CreateUserPoolClient', {
    UserPoolId: 'pool',
    ClientName: 'agency-erc',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['room/alerts'],
  });
  expect((await staff(await issuer.agencyToken('erc'))).status).toBe(401);
});

test('a token without the scope of the route: 403', async () => {
  const narrow = await Issuer.open({
    url: ISSUER,
    groups: ['officer'],
    clients: [{ id: 'console', name: 'c', flows: ['code'], scopes: ['openid'], callbackUrls: [], logoutUrls: [] }],
    now: Date.now,
  });
  const other = new Gateway({
    routes: [route('GET /', 'echo', { authorizer: jwt, scopes: ['room/staff'] })],
    sockets: [],
    account: '0',
    invoke: async () => 'never',
    verify: narrow.verify,
    now: Date.now,
    local: () => false,
    onError: () => {},
  });
  const port = await other.listen(0);
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { authorization: `Bearer ${await narrow.token('officer')}` },
  });
  expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  await other.close();
});

test('a request authorizer is asked, and what it says is passed on', async () => {
  answer = (name) => (name === 'authorize' ? { isAuthorized: true, context: { agency: 'erc' } } : { statusCode: 200 });
  const response = await fetch(`${url}/partner/alerts`, { headers: { authorization: 'Bearer x' } });
  expect(response.status).toBe(200);
  expect(seen.map(({ name }) => name)).toEqual(['authorize', 'echo']);
  expect(seen[0]!.event).toMatchObject({ type: 'REQUEST', identitySource: ['Bearer x'] });
  expect(last().requestContext.authorizer).toEqual({ lambda: { agency: 'erc' } });
});

test('a request authorizer that refuses: 403; that fails: 500; without its header it is not even asked: 401', async () => {
  const statusWith = async (said: () => unknown) => {
    answer = said;
    return (await fetch(`${url}/partner/alerts`, { headers: { authorization: 'Bearer x' } })).status;
  };
  expect(await statusWith(() => ({ isAuthorized: false }))).toBe(403);
  expect(await statusWith(() => ({ isAuthorized: 'yes' }))).toBe(500);
  expect(
    await statusWith(() => {
      throw new InvocationError('crash', 'gone');
    }),
  ).toBe(500);
  seen = [];
  expect((await fetch(`${url}/partner/alerts`)).status).toBe(401);
  expect(seen).toEqual([]);
});

test('a WebSocket connects, talks by routes, is written to, and is gone after it closed', async () => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live?ticket=t1`);
  const received = new Promise((resolve) => socket.once('message', (data) => resolve(data.toString())));
  await new Promise((resolve) => socket.once('open', resolve));
  expect(last()).toMatchObject({
    queryStringParameters: { ticket: 't1' },
    requestContext: { eventType: 'CONNECT', routeKey: '$connect', stage: 'live' },
  });
  const { connectionId } = last().requestContext as unknown as { connectionId: string };

  const heard = (count: number) => expect.poll(() => seen.length).toBe(count);
  socket.send('{"action":"ping"}');
  await heard(2);
  expect(last()).toMatchObject({ body: '{"action":"ping"}', requestContext: { routeKey: 'ping', connectionId } });
  socket.send('plain words');
  await heard(3);
  expect(last().requestContext).toMatchObject({ routeKey: '$default', eventType: 'MESSAGE' });

  expect(gateway.manage('PostToConnection', connectionId, Buffer.from('poke')).status).toBe(200);
  expect(await received).toBe('poke');

  socket.close();
  await heard(4);
  expect(last().requestContext).toMatchObject({ routeKey: '$disconnect', connectionId });
  expect(gateway.manage('PostToConnection', connectionId, Buffer.from('poke')).status).toBe(410);
});

test('a refused $connect opens nothing', async () => {
  answer = () => ({ statusCode: 401 });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`);
  const status = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('error', () => {});
  });
  expect(status).toBe(401);
});
