import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadView } from '../../shared/http/head.ts';
import { type StaffApi, startStaffApi } from './staff-api.ts';

/** Several crises at once, and daily work beside them (domain.md c.2). */
let room: StaffApi;

beforeAll(async () => {
  room = await startStaffApi();
});
afterAll(() => room.at.close());

const crisis = (name: string, countries: string[], more: object = {}) => ({
  name: { ar: name, en: name },
  countries,
  phase: 'restriction',
  startedAt: '2026-01-01T00:00:00Z',
  ...more,
});
const put = (id: string, body: object, headers = {}) =>
  room.send('admin', 'PUT', `/v1/crises/${id}`, { body, headers });
const board = async (query: string) =>
  (await room.send<{ items: { id: string }[] }>('officer', 'GET', `/v1/cases?${query}`)).body.items.map(({ id }) => id);

test('a crisis has a phase, countries, hotlines and assembly points; a phase that changes is an event of its own', async () => {
  const assemblyPoints = [
    {
      id: 'argeen',
      name: { ar: 'معبر أرقين', en: 'Argeen crossing' },
      point: { lat: 22.0, lon: 31.4 },
      what: { ar: 'مياه، إسعاف، حافلات كل أربع ساعات', en: 'Water, an ambulance, buses every four hours' },
    },
  ];
  const body = crisis('SDN26', ['SD', 'SS'], { hotlines: ['+20227900000'], assemblyPoints });
  expect((await put('SDN26', body)).status).toBe(201);
  expect((await put('SDN26', { ...body, phase: 'mandatory_return' }, { 'if-match': '"1"' })).status).toBe(200);
  expect((await room.send('surge', 'GET', '/v1/crises/SDN26')).body).toMatchObject({
    phase: 'mandatory_return',
    assemblyPoints,
  });
  const { events } = await room.at.store.timeline('crisis#SDN26', 0, 10);
  expect(events.map(({ type }) => type)).toEqual(['crisis.added', 'crisis.phase-changed']);
  expect((await put('daily', body)).status).toBe(400);
});

test('every case belongs to one crisis or to daily work, and staff decide in the end', async () => {
  await put('LBY26', crisis('LBY26', ['LY']));
  const [sudan, libya, paris] = [
    await room.open({ country: 'SD' }),
    await room.open({ country: 'LY' }),
    await room.open({ country: 'FR' }),
  ];
  expect([sudan, libya, paris].map((head) => head.crisis)).toEqual(['SDN26', 'LBY26', null]);
  expect(await board('crisis=LBY26')).toEqual([libya.id]);
  expect(await board('crisis=daily')).toEqual([paris.id]);

  const set = (value: string | null) =>
    room.send<HeadView>('officer', 'POST', `/v1/cases/${sudan.id}/crisis`, {
      body: { crisis: value, reason: 'a tourist' },
    });
  expect((await set('NOWHERE')).status).toBe(400);
  expect((await set(null)).body.crisis).toBeNull();
  await room.act(sudan.id, 'triage', { priority: 'P3', category: 'documents', country: 'SS', reason: 'passport lost' });
  expect((await room.head(sudan.id)).crisis).toBeNull();
  expect((await set('LBY26')).body.crisis).toBe('LBY26');
});

test('a crisis may have targets of its own; those of the room go on for all others', async () => {
  const read = await room.send<{ current: number; versions: object[] }>('admin', 'GET', '/v1/policies');
  const { version: _one, ...policy } = read.body.versions[0] as { version: number; clocks: Record<string, object> };
  const own = { ...policy, crisis: 'LBY26', clocks: { ...policy.clocks, triage: { P1: 60, P2: 60, P3: 60, P4: 60 } } };
  const set = (body: object, match: string) =>
    room.send<{ current: number }>('admin', 'PUT', '/v1/policies', { body, headers: { 'if-match': match } });
  expect((await set({ ...own, crisis: 'NOWHERE' }, '"1"')).status).toBe(400);
  const done = await set(own, '"1"');
  expect([done.status, done.headers.etag, done.body.current]).toEqual([200, '"2"', 1]);
});
