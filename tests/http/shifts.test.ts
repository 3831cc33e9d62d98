import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StaffApi, startStaffApi } from './staff-api.ts';

/** Edges of rosters, presence and handovers that a night does not show. */
let room: StaffApi;
interface Shift {
  id: string;
  version: number;
}
interface Handover {
  version: number;
  state: string;
  obligations: { openLines: number };
}

beforeAll(async () => {
  room = await startStaffApi();
});
afterAll(() => room.at.close());

const iso = (minutes: number) => new Date(room.at.clock.ms + minutes * 60_000).toISOString();
const plan = (start: number, roster: object[], headers = {}) =>
  room.send<Shift>('supervisor', 'POST', '/v1/shifts', { body: { start: iso(start), roster }, headers });
const SAMI = { staff: 'sami', role: 'supervisor' };
const NOUR = { staff: 'nour', role: 'supervisor' };

describe('a roster', () => {
  test('asked for twice under one key it is one shift', async () => {
    const twice = [1, 2].map(() =>
      plan(-480, [SAMI, { staff: 'huda', role: 'officer' }], { 'idempotency-key': 'one' }),
    );
    const [first, second] = await Promise.all(twice);
    expect(first!.status).toBe(201);
    expect(second!.body.id).toBe(first!.body.id);
    expect(first!.headers.location).toBe(`/v1/shifts/${first!.body.id}`);
  });

  test('is changed by whoever read it; a briefing outlives the change, and is said by whom it concerns', async () => {
    const shift = (await plan(60, [NOUR, { staff: 'fresh', role: 'surge' }])).body;
    const brief = (as: string, role: string, staff?: string) =>
      room.send(role, 'POST', `/v1/shifts/${shift.id}/briefings`, {
        as,
        body: { minutes: 9, ...(staff ? { staff } : {}) },
      });
    expect((await brief('other', 'surge', 'fresh')).status).toBe(403);
    expect((await brief('stranger', 'surge')).status).toBe(404);
    expect((await brief('fresh', 'surge')).status).toBe(200);
    const roster = [NOUR, { staff: 'fresh', role: 'surge', state: 'absent', note: 'ill' }];
    const put = (version: number) =>
      room.send('supervisor', 'PUT', `/v1/shifts/${shift.id}`, {
        body: { start: iso(60), roster },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await put(1)).status).toBe(412);
    expect((await put(2)).body).toMatchObject({
      roster: [{}, { state: 'absent', training: { minutes: 9, by: 'fresh' } }],
    });
    const seen = await room.send<{ roster: object[] }>('officer', 'GET', `/v1/shifts/${shift.id}`);
    expect(seen.body.roster[1]).not.toHaveProperty('state');
  });
});

describe('presence', () => {
  test('of the cases of a page is one question, and only of those that the caller may know of', async () => {
    const open = await room.open();
    const sealed = await room.open();
    await room.send('supervisor', 'POST', `/v1/cases/${sealed.id}/triage`, {
      body: { priority: 'P1', category: 'abduction_ransom', sensitivity: 'sealed', reason: 'ransom' },
      headers: { 'if-match': `"${sealed.version}"` },
    });
    for (const { id } of [open, sealed])
      await room.send('director', 'POST', `/v1/cases/${id}/presence`, { as: 'chief', body: { doing: 'reading' } });
    const ask = (role: string) =>
      room.send<{ items: object[] }>(role, 'GET', `/v1/presence?ids=${open.id},${sealed.id}`);
    expect((await ask('officer')).body.items).toMatchObject([{ case: open.id, staff: 'chief' }]);
    expect((await ask('director')).body.items).toHaveLength(2);
    await room.send('director', 'POST', `/v1/cases/${open.id}/presence`, { as: 'chief', body: { doing: 'left' } });
    expect((await ask('officer')).body.items).toEqual([]);
  });
});

describe('a handover', () => {
  test('without a next shift needs somebody who is named, and comes back and is ended with its reasons', async () => {
    const alone = (await plan(600, [SAMI])).body;
    const path = `/v1/handovers/${alone.id}`;
    const drafted = await room.send<Handover>('supervisor', 'POST', '/v1/handovers', {
      as: 'sami',
      body: { shift: alone.id },
    });
    expect(drafted.body).toMatchObject({ state: 'draft', to: null, successor: null });
    const offer = (body: object) => room.send<Handover>('supervisor', 'POST', `${path}/offer`, { as: 'sami', body });
    expect((await offer({})).status).toBe(400);
    expect((await offer({ successor: 'sami' })).status).toBe(409);
    expect((await offer({ successor: 'nour' })).body).toMatchObject({ state: 'offered', successor: 'nour' });
    const back = (as: string) =>
      room.send<Handover>('supervisor', 'POST', `${path}/return`, { as, body: { reason: 'no' } });
    expect((await back('sami')).status).toBe(403);
    const returned = (await back('nour')).body;
    expect(returned.state).toBe('returned');
    const close = (version: number) =>
      room.send('supervisor', 'POST', `${path}/close`, {
        as: 'sami',
        body: { reason: 'the shift was never held' },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await close(returned.version - 1)).status).toBe(412);
    expect((await close(returned.version)).body).toMatchObject({ state: 'closed', closed: { by: 'sami' } });
    expect((await offer({ successor: 'nour' })).status).toBe(409);
  });

  test('of a shift or a line that is not there is refused', async () => {
    expect((await room.send('supervisor', 'GET', '/v1/handovers/20260301T0000Z-zzzz')).status).toBe(404);
    const body = { shift: '20260301T0000Z-zzzz' };
    expect((await room.send('supervisor', 'POST', '/v1/handovers', { body })).status).toBe(404);
  });
});
