import { createHash, randomBytes } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

let room: TestRoom;

beforeAll(async () => {
  room = await startTestRoom({ seed: false });
});

afterAll(() => room.stop());

/** A browser as far as signing in needs one: it keeps cookies and does not follow redirects by itself. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

const issuer = () => `${room.url}/_local/issuer`;
const me = (token: string) => fetch(`${room.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });

async function authorize(browser: Browser, challenge: string): Promise<URL> {
  const [client] = room.room.template.clients;
  const query = new URLSearchParams({
    client_id: client!.id,
    response_type: 'code',
    redirect_uri: `${room.url}/`,
    scope: client!.scopes.join(' '),
    state: 'from-the-console',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const response = await browser.go(`${issuer()}/oauth2/authorize?${query}`);
  return new URL(response.headers.get('location')!, room.url);
}

test('a person signs in on a page, with code flow and PKCE, and the token opens the staff API', async () => {
  const browser = new Browser();
  const verifier = randomBytes(32).toString('base64url');
  const page = await authorize(browser, createHash('sha256').update(verifier).digest('base64url'));
  const shown = await (await browser.go(page.href)).text();
  expect(shown).toContain('الدخول إلى غرفة العمليات');
  expect(shown).toContain('supervisor');

  expect((await browser.go(page.href, { username: 'supervisor', password: 'wrong' })).status).toBe(401);
  let next = await browser.go(page.href, { username: 'supervisor', password: 'supervisor' });
  for (let hops = 0; hops < 5 && !next.headers.get('location')?.startsWith(`${room.url}/?`); hops += 1) {
    next = await browser.go(new URL(next.headers.get('location')!, room.url).href);
  }
  const back = new URL(next.headers.get('location')!);
  expect(back.searchParams.get('state')).toBe('from-the-console');

  const exchange = await fetch(`${issuer()}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: room.room.template.clients[0]!.id,
      code: back.searchParams.get('code')!,
      redirect_uri: `${room.url}/`,
      code_verifier: verifier,
    }),
  });
  const tokens = (await exchange.json()) as { access_token: string; refresh_token: string };
  const claims = decodeJwt(tokens.access_token);
  expect(claims).toMatchObject({
    iss: issuer(),
    token_use: 'access',
    username: 'supervisor',
    'cognito:groups': ['supervisor'],
    client_id: room.room.template.clients[0]!.id,
  });
  expect(String(claims.scope).split(' ')).toContain('room/staff');
  expect(claims).not.toHaveProperty('aud');
  // The same person as by the shortcut that scripts use.
  expect(claims.sub).toBe(decodeJwt(await room.token('supervisor')).sub);
  const answer = await me(tokens.access_token);
  expect([answer.status, await answer.json()]).toMatchObject([200, { roles: ['supervisor'] }]);

  const refreshed = await fetch(`${issuer()}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: room.room.template.clients[0]!.id,
      refresh_token: tokens.refresh_token,
    }),
  });
  expect((await me(((await refreshed.json()) as { access_token: string }).access_token)).status).toBe(200);
});

test('a machine made at run time gets its token by client credentials, and is no member of staff', async () => {
  const made = await room.room.issuer.handleCognito('CreateUserPoolClient', {
    UserPoolId: 'pool',
    ClientName: 'agency-new',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['room/alerts'],
  });
  const client = (made!.body as { UserPoolClient: { ClientId: string; ClientSecret: string } }).UserPoolClient;
  const ask = (secret: string) =>
    fetch(`${issuer()}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client.ClientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'room/alerts' }),
    });
  const { access_token: token } = (await (await ask(client.ClientSecret)).json()) as { access_token: string };
  expect(decodeJwt(token)).toMatchObject({ client_id: client.ClientId, token_use: 'access', scope: 'room/alerts' });
  expect((await me(token)).status).toBe(401);
  expect((await ask('wrong')).status).toBe(401);
  await room.room.issuer.handleCognito('DeleteUserPoolClient', { ClientId: client.ClientId });
  expect((await ask(client.ClientSecret)).status).toBe(401);
});

const local = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${room.url}/_local${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test('the fault door breaks what it is told to and nothing after it is shut', async () => {
  const token = await room.token('officer');
  const status = async () =>
    (await fetch(`${room.url}/v1/agencies/none`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status()).toBe(404);
  expect((await local('POST', '/faults', { service: 'dynamodb', kind: 'error' })).status).toBe(204);
  expect(await status()).toBeGreaterThanOrEqual(500);
  expect((await local('DELETE', '/faults')).status).toBe(204);
  expect(await status()).toBe(404);
  expect((await local('POST', '/faults', { kind: 'flood' })).status).toBe(400);
});

test('usage is told per function and operation', async () => {
  const { functions } = (await (await local('GET', '/usage')).json()) as {
    functions: Record<string, Record<string, { calls: number; readUnits: number; writeUnits: number }>>;
  };
  expect(functions.api?.GetItem).toMatchObject({ writeUnits: 0 });
  expect(functions.api!.GetItem!.calls).toBeGreaterThan(0);
});

test('the clock moves for functions, and the schedule runs', async () => {
  room.resetUsage();
  const before = room.now();
  const answer = await local('POST', '/clock', { advance: 'PT10M' });
  const { now } = (await answer.json()) as { now: string };
  expect(Date.parse(now) - before).toBeGreaterThanOrEqual(600_000);
  expect(room.usage().functions.clock?.Query?.calls).toBeGreaterThan(0);
  expect((await local('POST', '/clock', { advance: 'ten minutes' })).status).toBe(400);
  expect((await local('POST', '/settle')).status).toBe(200);
});

test('tokens are handed to this machine, not to pages of other origins', async () => {
  const answer = await local('POST', '/tokens', { role: 'officer' });
  expect((await me(((await answer.json()) as { token: string }).token)).status).toBe(200);
  expect((await local('POST', '/tokens', { role: 'nobody' })).status).toBe(404);
  expect((await local('POST', '/tokens', { role: 'officer' }, { origin: 'https://evil.example' })).status).toBe(403);
});

test('the page of the laptop room links to everything, in both languages', async () => {
  const page = await (await fetch(`${room.url}/_local`)).text();
  for (const link of ['/_local/phone', '/_local/inbox', '/docs']) expect(page).toContain(`href="${link}"`);
  expect(page).toContain('غرفة العمليات على هذا الجهاز');
  expect(page).toContain('The operations room on this machine');
});

test('settling says what is stuck', async () => {
  const { sqs } = room.aws;
  const QueueUrl = room.room.aws.queueUrl('ops-room-local-intake.fifo');
  room.fault({ service: 'dynamodb', kind: 'error' });
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: '{}',
      MessageGroupId: 'sender',
      MessageDeduplicationId: randomBytes(8).toString('hex'),
    }),
  );
  await expect(room.settle(1500)).rejects.toThrow('queue ops-room-local-intake.fifo holds 1');
  room.clearFaults();
  await room.settle();
  expect(await room.room.aws.queueDepth('ops-room-local-intake.fifo')).toBe(0);
});
