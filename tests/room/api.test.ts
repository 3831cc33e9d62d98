import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_ROUTES } from '../../shared/http/openapi-build.ts';
import { call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** The staff API as it is deployed: bundle, role, gateway, emulators. Its rules are tested in `tests/http`. */
interface Head {
  id: string;
  version: number;
  owner: string | null;
  status: string;
  escalations: { alertId: string; state: string }[];
}

let room: TestRoom;
let officer: string;
let admin: string;

beforeAll(async () => {
  room = await startTestRoom();
  [officer, admin] = await Promise.all([room.token('officer'), room.token('admin')]);
});
afterAll(() => room.stop());

const CALL = {
  channel: 'phone',
  reporter: { name: 'أم كريم', phone: '+201000000101' },
  text: 'ابني محبوس في الخرطوم والمية خلصت',
};

const open = (body: object = {}) => call<Head>(room, officer, 'POST', '/v1/cases', { ...CALL, ...body });
const read = (id: string) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`);

function send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(room.url + path, {
    method,
    headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

describe('races', () => {
  test('twenty officers take one case with the same If-Match: one wins, nineteen hear the current version', async () => {
    const { id, version } = await open();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send('POST', `/v1/cases/${id}/assign`, JSON.stringify({ owner: `officer-${n}` }), {
          'if-match': `"${version}"`,
        }),
      ),
    );
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as (Head & {
      currentVersion?: number;
    })[];
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
    const head = await read(id);
    expect(head.owner).toBe(`officer-${won}`);
    for (const { currentVersion } of bodies.filter((_, n) => n !== won)) expect(currentVersion).toBe(head.version);
  });

  test('five notes at once all stand; of fifty each stands once or is answered 503 with Retry-After', async () => {
    for (const count of [5, 50]) {
      const { id } = await open();
      const answers = await Promise.all(
        Array.from({ length: count }, (_, n) =>
          send('POST', `/v1/cases/${id}/notes`, JSON.stringify({ text: `note ${n}` })),
        ),
      );
      const stood = answers.flatMap(({ status }, n) => (status === 200 ? [`note ${n}`] : []));
      for (const { status, headers } of answers.filter((answer) => answer.status !== 200)) {
        expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      }
      if (count === 5) expect(stood).toHaveLength(5);
      const { items } = await call<{ items: { type: string; data: { text: string } }[] }>(
        room,
        officer,
        'GET',
        `/v1/cases/${id}/timeline?limit=1000`,
      );
      const notes = items.filter(({ type }) => type === 'note.added').map(({ data }) => data.text);
      expect(notes.sort()).toEqual(stood.sort());
    }
  });
});

describe('what comes over the wire', () => {
  test('2 MB is refused with 413, broken text with 400, and nothing is written', async () => {
    const { id, version } = await open();
    const path = `/v1/cases/${id}/notes`;
    expect((await send('POST', path, JSON.stringify({ text: 'a'.repeat(2_000_000) }))).status).toBe(413);
    for (const body of ['{', '"x"', '{"text":"x","extra":1}', `{"text":"\\ud800"}`]) {
      expect((await send('POST', path, body)).status).toBe(400);
    }
    expect((await read(id)).version).toBe(version);
  });

  test.each([
    '/v1/cases/%00',
    '/v1/cases/%E0%A4%A',
    '/v1/cases/%2e%2e%2f',
    '/v1/cases/K7M2-9QXF%0d%0aX: y',
    `/v1/${'a'.repeat(300)}`,
  ])('GET %s has a documented answer', async (path) => {
    const answer = await send('GET', path);
    expect([400, 404, 414]).toContain(answer.status);
  });

  test('NDJSON comes as text, one event per line', async () => {
    const { id, version } = await open();
    const answer = await send('GET', `/v1/cases/${id}/timeline`, undefined, { accept: 'application/x-ndjson' });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(
      Array.from({ length: version }, (_, index) => index + 1),
    );
  });

  test('the document names every route, and the page shows both languages', async () => {
    const document = (await (await fetch(`${room.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    for (const [name, { path, method }] of Object.entries(ALL_ROUTES)) {
      expect(document.paths[path]?.[method.toLowerCase()]?.operationId).toBe(name);
    }
    const page = await fetch(`${room.url}/docs`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html).toContain('dir="rtl"');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('health says ok', async () => {
    expect(await (await fetch(`${room.url}/health`)).json()).toEqual({ status: 'ok' });
  });
});

test('an agency added at run time can be asked at once', async () => {
  const agency = {
    name: { ar: 'هيئة الإسعاف', en: 'Ambulance authority' },
    tiers: [
      {
        role: { ar: 'غرفة العمليات', en: 'Operations desk' },
        contacts: [{ channel: 'email', address: 'desk@ambulance.example' }],
      },
    ],
  };
  const added = await call<{ version: number; client: { secret: string } }>(
    room,
    admin,
    'PUT',
    '/v1/agencies/amb',
    agency,
  );
  expect(added.client.secret).toBeTruthy();
  expect(await call<{ client?: unknown }>(room, officer, 'GET', '/v1/agencies/amb')).not.toHaveProperty('client');

  const { id, version } = await open();
  await call(
    room,
    officer,
    'POST',
    `/v1/cases/${id}/triage`,
    { priority: 'P1', category: 'medical', reason: 'x' },
    { version },
  );
  await call(room, officer, 'POST', `/v1/cases/${id}/escalations`, { agency: 'amb', ask: 'An ambulance' });
  await room.settle();
  expect((await read(id)).escalations).toMatchObject([{ state: 'sent' }]);
});

test('an exported file is fetched by its link, and only by that', async () => {
  const { id, version } = await open();
  const { url, events } = await call<{ url: string; events: number }>(
    room,
    officer,
    'POST',
    `/v1/cases/${id}/export`,
    {},
  );
  expect(events).toBe(version);
  const file = await fetch(url);
  expect(file.status).toBe(200);
  const [first] = (await file.text()).split('\n');
  expect(JSON.parse(first!)).toMatchObject({ head: { id }, verification: { valid: true } });
  expect((await fetch(url.split('?')[0]!)).ok).toBe(false);
});

test('while DynamoDB refuses, the API says try again, tells nothing, and works again afterwards', async () => {
  const { id } = await open();
  room.fault({ service: 'dynamodb', operation: 'GetItem', kind: 'throttle', rate: 1, ms: 0 });
  const answer = await send('GET', `/v1/cases/${id}`);
  const health = await fetch(`${room.url}/health`);
  room.clearFaults();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect([health.status, await health.json()]).toMatchObject([503, { failing: ['cases'] }]);
  expect((await read(id)).id).toBe(id);
});

test('no call of the API was refused by its role, and no log holds what a person said', () => {
  expect(room.denied()).toEqual([]);
  const logs = JSON.stringify(room.logs());
  for (const personal of ['أم كريم', '+201000000101', '201000000101', 'محبوس', 'officer-3'])
    expect(logs).not.toContain(personal);
});
