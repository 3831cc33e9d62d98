import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figures } from '../../shared/figures/figures.ts';
import type { PublicFigures } from '../../shared/figures/public.ts';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * The whole way: messages come in, the second reader of the ledger's stream counts them under its own role, the API and the public page say what
 * it counted.
 */
let room: TestRoom;
let officer: string;
let director: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
  director = await room.token('director');
});
afterAll(() => room.stop());

const iso = (ms: number) => new Date(ms).toISOString();

test('what citizens write and officers answer is counted, reported and published', { timeout: 120_000 }, async () => {
  const begun = room.now();
  const said = Array.from({ length: 6 }, (_, caller) => ({
    from: `2499100007${10 + caller}`,
    id: `figures-${caller}`,
    text: 'المية قاطعة من يومين ومحبوسين في الخرطوم',
  }));
  await deliver(room, whatsapp(room, said, begun));
  await room.settle();
  const ids = await board(room, officer);
  expect(ids).toHaveLength(6);
  const first = await call<Head>(room, officer, 'GET', `/v1/cases/${ids[0]}`);
  const triage = { priority: 'P2', category: 'trapped_basic_needs', reason: 'no water' };
  await call(room, officer, 'POST', `/v1/cases/${ids[0]}/triage`, triage, first);
  const { reporters } = await call<{ reporters: { contactId: string }[] }>(room, officer, 'GET', `/v1/cases/${ids[0]}`);
  const message = { contactId: reporters[0]!.contactId, text: 'نحن معكم' };
  await call(room, officer, 'POST', `/v1/cases/${ids[0]}/messages`, message);
  await room.settle();
  await room.advance('PT2M');

  const [from, to] = [iso(begun - 60_000), iso(begun + 3_600_000)];
  const metrics = await call<Figures>(room, officer, 'GET', `/v1/metrics?from=${from}&to=${to}&by=language`);
  const figure = (id: string) => metrics.figures.find((each) => each.id === id)!;
  expect(metrics.cases).toBe(6);
  expect(figure('first_response_median').counts).toEqual({ answered: 1, unanswered: 5 });
  expect(figure('first_response_median').lines.map(({ dimension }) => dimension)).toContain('language');
  expect(figure('delivery_failure').n).toBeGreaterThan(6);

  const period = { from, to };
  const draft = await call<{ id: string; version: number }>(room, officer, 'POST', '/v1/sitreps', {
    kind: 'ministerial',
    name: 'هدى',
    forTimePeriod: period,
  });
  const issued = await call<{ state: string }>(
    room,
    director,
    'PUT',
    `/v1/sitreps/${draft.id}/approval`,
    { name: 'د. منى' },
    draft,
  );
  expect(issued.state).toBe('issued');
  const file = await call<{ url: string }>(room, director, 'POST', `/v1/sitreps/${draft.id}/files`, { format: 'page' });
  expect(await (await fetch(file.url)).text()).toContain('<svg');

  await room.advance('PT15M');
  const page = await fetch(`${room.url}/figures?lang=en`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('Answered within the target');
  const json = await fetch(`${room.url}/figures`, { headers: { accept: 'application/json' } });
  const { groups } = (await json.json()) as PublicFigures;
  expect(groups[0]!.figures.find(({ id }) => id === 'first_response_median')!.n).toBe(6);
  expect(groups[0]!.figures.find(({ id }) => id === 'completion_rate')!.n).toBeNull();

  expect(room.denied()).toEqual([]);
  const usage = room.usage().functions.rollup!;
  expect(Object.keys(usage).sort()).toEqual(expect.arrayContaining(['GetItem', 'PutItem', 'Query']));
});
