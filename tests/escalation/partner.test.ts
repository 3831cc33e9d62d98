import { generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuthorizeDeps, authorize } from '../../functions/authorize/authorize.ts';
import { partnerApp } from '../../functions/partner/app.ts';
import { relay } from '../../functions/relay/relay.ts';
import type { AgencyBody } from '../../shared/agency/agency.ts';
import { agencyOfClient, putAgency } from '../../shared/agency/directory.ts';
import { addLocation, addPerson, standDown } from '../../shared/case/commands/index.ts';
import { linkHash, linkToken } from '../../shared/escalation/link.ts';
import { World } from './world.ts';

let world: World;
let app: ReturnType<typeof partnerApp>;

const body = (more: Partial<AgencyBody> = {}): AgencyBody => ({
  name: { ar: 'الهلال الأحمر المصري', en: 'Egyptian Red Crescent' },
  kind: 'relief',
  scope: { countries: [], categories: [], needs: [] },
  tiers: [1, 2, 3].map((n) => ({
    role: { ar: 'مناوب', en: 'Duty' },
    contacts: [{ channel: 'email' as const, address: `t${n}@erc.example` }],
  })),
  hours: '24/7',
  languages: ['ar'],
  active: true,
  ...more,
});

async function keep(id: string, version: number, more: Partial<AgencyBody> = {}) {
  return putAgency(
    {
      store: world.room.store,
      topics: { sync: async () => {} },
      clients: { create: async (agency) => ({ id: `client-${agency}`, secret: 'shown-once' }) },
    },
    {
      id,
      body: body(more),
      version,
      actor: { kind: 'staff', id: 'admin', role: 'admin' },
      now: world.now(),
      policy: 1,
    },
  );
}

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  world = await World.start();
  app = partnerApp({ room: world.room, links: world.links, now: () => world.emulator.clock.ms });
  await keep('erc', 0, { dataAgreement: { allowedFields: ['location', 'persons'] } });
  await keep('moh', 0);
});
afterAll(() => world.close());
beforeEach(() => {
  world.published.length = 0;
});

/** A P1 told to the Red Crescent, and the link that its first tier got. */
async function told() {
  const raised = await world.raised('سيارة إسعاف إلى <b>المستشفى</b>');
  await relay(await world.records(raised.id), {
    outbox: world.outbox,
    park: async () => {},
    poke: async () => {},
    reconcile: async () => {},
  });
  return { ...raised, link: new URL(world.published[0]!.data.link!).pathname };
}

const api = (agency: string, method: string, path: string, content?: unknown, headers: Record<string, string> = {}) =>
  app.request(
    `/partner/v1${path}`,
    {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    },
    { requestContext: { authorizer: { lambda: { agency } } } },
  );

const press = (link: string, fields: Record<string, string>) =>
  app.request(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

const MONA = { name: 'منى', role: 'مناوبة' };

describe('The signed link', () => {
  it('shows the request in both languages and changes nothing, however often a scanner opens it', async () => {
    const { id, link } = await told();
    const { version } = await world.state(id);
    for (const method of ['GET', 'GET', 'HEAD']) {
      const page = await app.request(link, { method });
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      );
      if (method === 'HEAD') continue;
      const text = await page.text();
      for (const words of [id, 'استلمنا', 'We have it', 'إصابة', 'Injury', 'السودان', 'Sudan', 'dir="rtl"']) {
        expect(text).toContain(words);
      }
      expect(text).toContain('سيارة إسعاف إلى &lt;b&gt;المستشفى');
      expect(text).not.toMatch(/<script|src=|href=|<b>/);
    }
    expect((await world.state(id)).version).toBe(version);
  });

  it('asks who acknowledges, in both languages, and keeps what was typed', async () => {
    const { id, link } = await told();
    const { version } = await world.state(id);
    const page = await press(link, { action: 'acknowledge', name: '  ', role: 'ضابط "نوبة"' });
    expect(page.status).toBe(400);
    const text = await page.text();
    expect(text).toContain('اكتب اسمك');
    expect(text).toContain('Write your name');
    expect(text).toContain('value="ضابط &quot;نوبة&quot;"');
    expect(text).toMatch(/name="name"[^>]*aria-invalid="true"/);
    expect(text).not.toContain('اكتب صفتك');
    expect((await world.state(id)).version).toBe(version);
  });

  it('counts an acknowledgement once, with its name, function and tier, and answers a repeat the same', async () => {
    const { id, link } = await told();
    for (let time = 0; time < 3; time++) {
      const page = await press(link, { action: 'acknowledge', ...MONA });
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<bdi>منى</bdi>، <bdi>مناوبة</bdi>');
    }
    expect(await world.eventsOf(id, 'escalation.acknowledged')).toMatchObject([
      { actor: { kind: 'agency', id: 'erc', name: 'منى' }, data: { by: MONA, via: 'link', rung: 'a1' } },
    ]);
  });

  it('leaves the next steps open after the acknowledgement: accept, ask, report, complete', async () => {
    const { id, link } = await told();
    await press(link, { action: 'acknowledge', ...MONA });
    for (const fields of [
      { action: 'accept', eta: 'PT2H', text: 'الإسعاف في الطريق' },
      { action: 'report', text: 'وصلت السيارة' },
      { action: 'ask', text: 'أي بوابة؟' },
      { action: 'complete', text: 'في المستشفى' },
    ]) {
      expect((await press(link, { ...fields, ...MONA })).status, fields.action).toBe(200);
    }
    const eta = new Date(world.emulator.clock.ms + 2 * 3_600_000).toISOString();
    expect((await world.state(id)).escalations[0]).toMatchObject({
      state: 'completed',
      response: { accepted: true, eta },
    });
    const page = await app.request(link);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain('<form');
  });

  it('asks for what an answer needs: a time to accept, words to decline', async () => {
    const { link, id } = await told();
    const late = await press(link, { action: 'accept', eta: 'soon', ...MONA });
    expect(late.status).toBe(400);
    expect(await late.text()).toContain('اختر الموعد المتوقع');
    expect((await press(link, { action: 'decline', ...MONA })).status).toBe(400);
    expect((await press(link, { action: 'explode', ...MONA })).status).toBe(400);
    expect((await world.state(id)).escalations[0]?.state).toBe('sent');
  });

  it('records that a second tier pressed its own link too, without telling anybody again', async () => {
    const { id, alertId, link } = await told();
    const token = linkToken('links-key', alertId, 'a2');
    const expiresAt = world.emulator.clock.ms / 1000 + 60;
    await world.links.keep(linkHash(token), { case: id, alertId, rung: 'a2', expiresAt });
    await press(link, { action: 'acknowledge', ...MONA });
    expect((await press(`/a/${token}`, { action: 'acknowledge', name: 'سامي', role: 'قنصل' })).status).toBe(200);
    expect(
      (await world.eventsOf(id, 'escalation.acknowledged')).map(({ data }) => [data.rung, data.second, data.tell]),
    ).toEqual([
      ['a1', undefined, []],
      ['a2', true, []],
    ]);
    expect((await world.state(id)).escalations[0]?.ack?.by).toEqual(MONA);
  });

  it('is 410 once the need is over, and an acknowledgement after that is recorded as late', async () => {
    const { id, alertId, link } = await told();
    await world.do(id, standDown, { alertId, reason: 'reached safety' });
    expect((await app.request(link)).status).toBe(410);
    expect((await press(link, { action: 'acknowledge', ...MONA })).status).toBe(410);
    expect((await press(link, { action: 'accept', eta: 'PT1H', ...MONA })).status).toBe(410);
    expect(await world.eventsOf(id, 'escalation.acknowledged')).toMatchObject([{ data: { late: true, tell: [] } }]);
    expect((await world.state(id)).escalations[0]?.state).toBe('stood_down');
  });

  it('is 410 after two days and writes nothing; one that never was is 404', async () => {
    const { id, link } = await told();
    const { version } = await world.state(id);
    world.advance(48 * 60);
    expect((await app.request(link)).status).toBe(410);
    expect((await press(link, { action: 'acknowledge', ...MONA })).status).toBe(410);
    expect((await world.state(id)).version).toBe(version);
    const last = link.at(-1) === '0' ? '1' : '0';
    for (const other of [`${link.slice(0, -1)}${last}`, '/a/x', `/a/${'u'.repeat(26)}`, '/a/%00']) {
      const page = await app.request(other);
      expect(page.status, other).toBe(404);
      expect(await page.text()).toContain('This link is not valid');
    }
  });
});

describe("The agencies' API", () => {
  it('lists and shows the alert, with what the data agreement allows and nothing else', async () => {
    const { id, alertId } = await told();
    await world.do(id, addPerson, { name: 'مريم', age: 9, medical: 'طلق ناري' });
    await world.do(id, addLocation, { lat: 15.6, lon: 32.5, source: 'caller', observedAt: world.now() });
    const list = (await (await api('erc', 'GET', '/alerts?limit=200')).json()) as { items: { alertId: string }[] };
    expect(list.items.map((item) => item.alertId)).toContain(alertId);
    const alert = (await (await api('erc', 'GET', `/alerts/${alertId}`)).json()) as Record<string, unknown>;
    expect(alert).toMatchObject({
      alertId,
      case: id,
      state: 'sent',
      persons: [{ name: 'مريم', age: 9 }],
      location: { lat: 15.6, lon: 32.5 },
    });
    expect(JSON.stringify(alert)).not.toContain('طلق');
    expect(alert).not.toHaveProperty('contacts');
    expect(JSON.stringify(alert)).not.toContain('249912345678');
  });

  it('takes every answer of the contract', async () => {
    const { alertId } = await told();
    const steps: [string, object, string][] = [
      ['acknowledge', { by: 'Dr Mona', role: 'duty officer' }, 'acknowledged'],
      ['accept', { eta: '2026-03-02T10:00:00+02:00', text: 'two ambulances' }, 'accepted'],
      ['ask', { text: 'which gate?' }, 'asked'],
      ['report', { text: 'on the way' }, 'asked'],
      ['complete', { text: 'delivered' }, 'completed'],
    ];
    for (const [action, said, state] of steps) {
      const answer = await api('erc', 'POST', `/alerts/${alertId}/${action}`, said);
      expect(answer.status, action).toBe(200);
      expect(await answer.json()).toMatchObject({ alertId, state, acknowledgement: { by: { name: 'Dr Mona' } } });
    }
    expect((await api('erc', 'POST', `/alerts/${alertId}/accept`, { eta: 'PT1H' })).status).toBe(410);
    const ended = (await (await api('erc', 'GET', '/alerts?state=completed&limit=200')).json()) as {
      items: { alertId: string }[];
    };
    expect(ended.items.map((item) => item.alertId)).toContain(alertId);
    const open = (await (await api('erc', 'GET', '/alerts?limit=200')).json()) as { items: { alertId: string }[] };
    expect(open.items.map((item) => item.alertId)).not.toContain(alertId);
  });

  it('knows nothing of another agency: 404 on every route, nothing written', async () => {
    const { id, alertId } = await told();
    const { version } = await world.state(id);
    const tries: [string, string, object?][] = [
      ['GET', `/alerts/${alertId}`],
      ['POST', `/alerts/${alertId}/acknowledge`, { by: 'x', role: 'y' }],
      ['POST', `/alerts/${alertId}/accept`, { eta: 'PT1H' }],
      ['POST', `/alerts/${alertId}/decline`, { reason: 'x' }],
      ['POST', `/alerts/${alertId}/ask`, { text: 'x' }],
      ['POST', `/alerts/${alertId}/report`, { text: 'x' }],
      ['POST', `/alerts/${alertId}/complete`, { text: 'x' }],
    ];
    for (const [method, path, said] of tries) {
      const answer = await api('moh', method, path, said);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(await (await api('moh', 'GET', '/alerts')).json()).toEqual({ items: [], next: null });
    expect((await world.state(id)).version).toBe(version);
  });

  it('refuses unknown fields, missing names and whoever came past no authorizer', async () => {
    const { id, alertId } = await told();
    const { version } = await world.state(id);
    const status = async (said: unknown) => (await api('erc', 'POST', `/alerts/${alertId}/acknowledge`, said)).status;
    expect(await status({ by: 'x', role: 'y', surprise: 1 })).toBe(400);
    expect(await status({ by: 'x' })).toBe(400);
    expect((await app.request('/partner/v1/alerts')).status).toBe(401);
    expect((await world.state(id)).version).toBe(version);
  });

  it('answers a repeated key the same and does it once', async () => {
    const { id, alertId } = await told();
    const ask = (text: string) => api('erc', 'POST', `/alerts/${alertId}/ask`, { text }, { 'idempotency-key': 'k1' });
    const [first, again] = [await ask('which gate?'), await ask('which gate?')];
    expect(await again.json()).toEqual(await first.json());
    expect((await ask('another')).status).toBe(422);
    expect(await world.eventsOf(id, 'escalation.asked')).toHaveLength(1);
  });

  it('records an acknowledgement after the end as late and changes nothing', async () => {
    const { id, alertId } = await told();
    await world.do(id, standDown, { alertId, reason: 'over' });
    const answer = await api('erc', 'POST', `/alerts/${alertId}/acknowledge`, { by: 'x', role: 'y' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ state: 'stood_down' });
    expect(await world.eventsOf(id, 'escalation.acknowledged')).toMatchObject([{ data: { late: true } }]);
  });
});

describe('The door of the machines', () => {
  const issuer = 'https://issuer.example';
  let key: CryptoKey;
  let deps: AuthorizeDeps;
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    const keys: JWTVerifyGetKey = async () => pair.publicKey;
    deps = {
      issuer,
      keys,
      agencyOf: (clientId) => agencyOfClient(world.room.store, clientId),
      now: () => world.emulator.clock.ms,
    };
  });

  const token = (claims: Record<string, unknown> = {}, from = issuer) =>
    new SignJWT({ token_use: 'access', scope: 'room/alerts', client_id: 'client-erc', ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(from)
      .setExpirationTime(Math.floor(world.emulator.clock.ms / 1000) + 3600)
      .sign(key);
  const pass = async (bearer: string) => authorize({ headers: { authorization: `Bearer ${bearer}` } }, deps);

  it('lets an active agency pass and says which it is', async () => {
    expect(await pass(await token())).toEqual({
      isAuthorized: true,
      context: { agency: 'erc', clientId: 'client-erc' },
    });
  });

  it('refuses staff, identity tokens, strangers, foreign issuers, and what is no token', async () => {
    const refused = [
      await token({ scope: 'room/staff' }),
      await token({ token_use: 'id' }),
      await token({ client_id: 'client-nobody' }),
      await token({}, 'https://elsewhere.example'),
      'not.a.token',
    ];
    for (const one of refused) expect(await pass(one)).toEqual({ isAuthorized: false });
    expect(await authorize({}, deps)).toEqual({ isAuthorized: false });
  });

  it('refuses a token whose time is over, by the room’s clock', async () => {
    const old = await token();
    world.advance(61);
    expect(await pass(old)).toEqual({ isAuthorized: false });
  });

  it('lets nobody pass who was switched off a moment ago', async () => {
    await keep('gone', 0);
    const its = await token({ client_id: 'client-gone' });
    expect((await pass(its)).isAuthorized).toBe(true);
    await keep('gone', 1, { active: false });
    expect((await pass(its)).isAuthorized).toBe(false);
  });
});

describe('The directory', () => {
  it('shows the secret of an agency’s machine once, and keeps it nowhere', async () => {
    const first = await keep('new', 0);
    expect(first).toMatchObject({ outcome: 'done', created: true, client: { id: 'client-new', secret: 'shown-once' } });
    const second = await keep('new', 1, { hours: '8-16' });
    expect(second).toMatchObject({
      outcome: 'done',
      created: false,
      head: { version: 2, state: { clientId: 'client-new' } },
    });
    expect(second).not.toHaveProperty('client');
    expect(JSON.stringify(await world.room.store.timeline('agency#new', 0, 10))).not.toContain('shown-once');
  });

  it('says when somebody else changed it meanwhile', async () => {
    await keep('busy', 0);
    expect(await keep('busy', 0)).toEqual({ outcome: 'stale', version: 1 });
  });
});
