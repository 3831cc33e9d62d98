import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadView } from '../../shared/http/head.ts';
import { type StaffApi, startStaffApi } from './staff-api.ts';

/** What a console that holds no rules is told beside the head of a case. */
let room: StaffApi;

beforeAll(async () => {
  room = await startStaffApi();
});
afterAll(() => room.at.close());

interface Desk {
  version: number;
  allowed: string[];
  blocked: { command: string; open: string[] }[];
  awaits: string[];
  ways: { way: string; why?: string }[];
  ladders: { alertId: string; next: { rung: string }[] }[];
}

const desk = async (role: string, id: string) => (await room.send<Desk>(role, 'GET', `/v1/cases/${id}/desk`)).body;

test('each role is offered what its routes would take, in this status', async () => {
  const { id, version } = await room.open();
  const officer = await desk('officer', id);
  expect(officer.version).toBe(version);
  expect(officer.allowed).toEqual(expect.arrayContaining(['triage', 'assign', 'addNote', 'merge']));
  expect(officer.ways).toMatchObject([{ way: 'no', why: 'no_address' }]);
  expect((await desk('auditor', id)).allowed).toEqual([]);
  expect((await desk('supervisor', id)).allowed).toContain('triage');
});

test('an open request stands in the way of the end, and its rungs lie ahead', async () => {
  const { id, version } = await room.open();
  const { version: owned } = await room.act(id, 'assign', { owner: 'officer' }, version);
  const { escalations } = await room.act(id, 'escalations', { agency: 'erc', ask: 'water' });
  expect(owned).toBeLessThan((await room.head(id)).version);
  const now = await desk('officer', id);
  expect(now.blocked.find(({ command }) => command === 'resolve')?.open).toEqual([escalations[0]!.alertId]);
  expect(now.ladders[0]!.next.length).toBeGreaterThan(2);
  expect(now.awaits).toContain('agency');
});

test('cases of one telephone may be the same, until somebody has judged that', async () => {
  const phone = '+201005550199';
  const one = await room.open({ reporter: { name: 'A', phone } });
  const two = await room.open({ reporter: { name: 'B', phone: '01005550199' } });
  const other = await room.open({ reporter: { name: 'C', phone: '+201005550200' } });
  const found = async (id: string) =>
    (await room.send<{ items: { id: string; why: string[] }[] }>('officer', 'GET', `/v1/cases/${id}/duplicates`)).body
      .items;
  expect(await found(one.id)).toMatchObject([{ id: two.id, why: ['telephone'] }]);
  expect(await found(other.id)).toEqual([]);
  const linked: HeadView = await room.act(one.id, 'links', { other: two.id, kind: 'same_person', reason: 'voice' });
  expect(linked.links).toHaveLength(1);
  expect(await found(one.id)).toEqual([]);
});

test('a case that one may not read has neither', async () => {
  const { id, version } = await room.open();
  const sealed = { priority: 'P1', category: 'detention_arrest', sensitivity: 'sealed', reason: 'threat' };
  await room.send('supervisor', 'POST', `/v1/cases/${id}/triage`, {
    body: sealed,
    headers: { 'if-match': `"${version}"` },
  });
  expect((await room.send('officer', 'GET', `/v1/cases/${id}/desk`)).status).toBe(404);
  expect((await room.send('officer', 'GET', `/v1/cases/${id}/duplicates`)).status).toBe(404);
});
