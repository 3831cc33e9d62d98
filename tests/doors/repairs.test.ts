import { expect, test } from 'vitest';
import { coordinates } from '../../shared/channels/json.ts';
import { isProblem } from '../../shared/http/problem.ts';
import { readBody } from '../../shared/http/validate.ts';
import { Conformance } from '../harness/conformance.ts';
import { startStaffApi } from '../http/staff-api.ts';

/** What the fuzzer found, each held here for good. */

const read = (body: string) =>
  readBody(
    new Request('https://room.example/', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  );

test.each(['5e-324', '1e-200', '1e308', '-1e126', '1e999'])(
  'a number that DynamoDB cannot keep is a fault of its field: %s',
  async (number) => {
    const answer = await read(`{"persons":[{"age":${number}}]}`);
    expect(isProblem(answer) && answer.errors).toMatchObject([{ pointer: '/persons/0/age', code: 'range' }]);
  },
);

test.each([0, 15.6, -0.000001, 1e12])('and a number that somebody means is taken: %s', async (number) => {
  expect(await read(JSON.stringify({ lat: number }))).toEqual({ ok: { lat: number } });
});

test('coordinates are kept to the centimetre, so that none is too small to be stored', () => {
  expect(coordinates('1e-320', -5e-324)).toEqual({ lat: 0, lon: 0 });
  expect(coordinates(15.604212345678, '32.5')).toEqual({ lat: 15.6042123, lon: 32.5 });
});

test('a list from an instant after its end is empty, not an error of the room', async () => {
  const room = await startStaffApi();
  for (const thing of ['handovers', 'shifts']) {
    const { status, body } = await room.send('supervisor', 'GET', `/v1/${thing}?from=2099-01-01T00:00:00Z`);
    expect([thing, status, body]).toEqual([thing, 200, { items: [], next: null }]);
  }
  await room.at.close();
});

test('the document says which queries are required, that If-Match is honoured wherever it is sent, and that a step may come too late', () => {
  const document = new Conformance();
  const { operation: metrics } = document.find('GET', '/v1/metrics')!;
  expect(metrics.parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['from', 'to']);
  const { operation: resume } = document.find('POST', '/v1/cases/K7M2-9QXF/escalations/K7M2-9QXF.1/resume')!;
  expect(Object.keys(resume.responses)).toEqual(expect.arrayContaining(['410', '412']));
  for (const step of ['keep', 'move']) {
    const { operation } = document.find('POST', `/v1/cases/K7M2-9QXF/promises/K7M2-9QXF.1/${step}`)!;
    expect(Object.keys(operation.responses)).toContain('410');
  }
});

test('what a notice or a rumour is not ready for is refused for its state: no field is at fault', async () => {
  const room = await startStaffApi();
  const document = new Conformance();
  const both = { ar: 'نص', en: 'words' };
  const made = async (thing: string, body: object) => {
    const { status, text } = await room.send('supervisor', 'POST', `/v1/${thing}`, { body });
    expect([thing, status, text]).toEqual([thing, 201, text]);
    return `/v1/${thing}/${(JSON.parse(text) as { id: string }).id}`;
  };
  const notice = await made('notices', { kind: 'qa', title: both, body: both, area: { countries: ['SD'] } });
  const rumour = await made('rumours', { claim: both });
  const reviewAt = '2099-01-01T00:00:00Z';
  for (const [method, path, body] of [
    ['POST', `${notice}/cancel`, { reason: both }],
    ['POST', `${notice}/broadcast`, { countries: ['SD'] }],
    ['POST', `${rumour}/verdict`, { status: 'false', sources: ['UNHCR'], reviewAt }],
    ['PUT', `${rumour}/answer`, { text: both }],
  ] as const) {
    const answer = await room.send('supervisor', method, path, { body, headers: { 'if-match': '"1"' } });
    expect([path, answer.body]).toMatchObject([path, { status: 409, type: '/problems/illegal-transition' }]);
    expect(answer.body.errors).toBeUndefined();
    const type = answer.headers['content-type'] ?? '';
    expect(document.faults({ method, path, status: answer.status, type, body: answer.text })).toEqual([]);
  }
  await room.at.close();
});
