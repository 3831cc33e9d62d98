import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../shared/http/roles.ts';
import { Conformance, type Row } from '../harness/conformance.ts';
import { type StaffApi, startStaffApi } from '../http/staff-api.ts';
import { Known, valid } from './values.ts';

/**
 * Role × ownership × route, from the published document: whoever may not know of a case meets on each of its routes what he would meet had
 * it never been, and whoever owns it meets the case. `tests/room/roles.test.ts` is the same for roles alone.
 */
const NOBODY = 'ZZZZ-ZZZZ';
const document = new Conformance();
const ofCase = document.rows.filter(({ path }) => path.startsWith('/v1/cases/{id}'));

let room: StaffApi;
/** Logged by an officer; surge staff who did not log it have nothing to do with it. */
let ordinary = '';
/** Owned by `owner`. */
let restricted = '';
let sealed = '';
/** Logged by `helper` of the surge staff. */
let helped = '';
let own = '';
let rumour = '';

beforeAll(async () => {
  room = await startStaffApi();
  ordinary = (await room.open()).id;
  own = (await room.open()).id;
  const mine = await room.send<{ id: string }>('surge', 'POST', '/v1/cases', {
    as: 'helper',
    body: { channel: 'phone', reporter: { name: 'منى', phone: '+249911111111' }, text: 'مفيش مية' },
  });
  helped = mine.body.id;
  restricted = await hidden('restricted', 'owner');
  sealed = await hidden('sealed', 'owner');
  const opened = await room.send<{ id: string }>('officer', 'POST', '/v1/rumours', {
    body: { claim: { ar: 'المعبر مفتوح', en: 'The crossing is open' } },
  });
  rumour = opened.body.id;
});
afterAll(() => room?.at.close());

async function hidden(sensitivity: string, owner: string): Promise<string> {
  const { id } = await room.open();
  const head = await room.act(id, 'assign', { owner });
  await room.send('director', 'POST', `/v1/cases/${id}/triage`, {
    headers: { 'if-match': `"${head.version}"` },
    body: { priority: 'P1', category: 'abduction_ransom', sensitivity, reason: 'asked for' },
  });
  return id;
}

/** One request to a route, with a body that its schema takes. */
async function ask({ method, path, operation }: Row, role: Role, as: string, id: string) {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const known = new Known();
  const [body] = schema ? fc.sample(valid(schema, known), { seed: 7, numRuns: 1 }) : [];
  const at = path
    .replace('{id}', id)
    .replace('{part}', `${id}.1`)
    .replace('{contact}', 'c0123456789ABCDEF')
    .replace('{instant}', '2030-01-01T00:00:00Z')
    .replace('{n}', '0');
  const version = (await room.at.store.load(id))?.state.version ?? 1;
  const { status, text, headers } = await room.send(role, method, at, {
    as,
    headers: { 'if-match': `"${version}"` },
    ...(body === undefined ? {} : { body }),
  });
  return { status, etag: headers.etag, said: text.replaceAll(id, '<id>').replace(/"traceId":"[^"]*"/, '') };
}

const STRANGERS: [who: string, role: Role, as: string, id: () => string][] = [
  ['a helper of the surge staff, a case of somebody else', 'surge', 'other-helper', () => ordinary],
  ['an officer, a restricted case of another', 'officer', 'stranger', () => restricted],
  ['an officer, a sealed case of another', 'officer', 'stranger', () => sealed],
  ['an auditor, a restricted case', 'auditor', 'auditor', () => restricted],
];

describe.each(STRANGERS)('%s', (_who, role, as, id) => {
  const open = ofCase.filter(({ operation }) => operation['x-roles']?.includes(role));

  test.each(open.map((row): [string, Row] => [row.operation.operationId, row]))(
    '%s: as if it never was',
    async (_name, row) => {
      expect(await ask(row, role, as, id())).toEqual(await ask(row, role, as, NOBODY));
    },
  );
});

describe('whoever owns or logged it', () => {
  const reads = ofCase.filter(({ method, path }) => method === 'GET' && !/\{(?:part|contact)\}/.test(path));

  test.each(reads.map((row): [string, Row] => [row.operation.operationId, row]))(
    '%s shows it to him',
    async (_name, row) => {
      expect((await ask(row, 'officer', 'owner', restricted)).status).toBe(200);
      expect((await ask(row, 'officer', 'owner', sealed)).status).toBe(200);
      if (row.operation['x-roles']!.includes('surge'))
        expect((await ask(row, 'surge', 'helper', helped)).status).toBe(200);
    },
  );
});

/** A case's number inside a body or a query: naming it is no way round. */
const NAMED: [what: string, (id: string) => [method: string, path: string, body?: object]][] = [
  ['merge into it', (id) => ['POST', `/v1/cases/${own}/merge`, { into: id, reason: 'same family' }]],
  ['link to it', (id) => ['POST', `/v1/cases/${own}/links`, { other: id, kind: 'related', reason: 'same street' }]],
  ['move a message to it', (id) => ['POST', `/v1/cases/${own}/messages/${own}.2/move`, { to: id }]],
  ['take a message out of it', (id) => ['POST', `/v1/cases/${own}/messages/${id}.2/move`, { to: 'new' }]],
  ['link it to a rumour', (id) => ['POST', `/v1/rumours/${rumour}/cases`, { case: id }]],
  ['act on it as one of many', (id) => ['POST', `/v1/similar/${id}`, { command: 'notes', input: { text: 'x' } }]],
  ['read it by its number', (id) => ['GET', `/v1/cases?ids=${id},${own}`]],
  ['read its group', (id) => ['GET', `/v1/cases?similar=${id}`]],
  ['open its group', (id) => ['GET', `/v1/cases?expand=${id}`]],
  ['see who looks at it', (id) => ['GET', `/v1/presence?ids=${id}`]],
];

test.each(NAMED)('a stranger who names a sealed case to %s hears what he hears of none', async (_what, request) => {
  const answers = [];
  for (const id of [sealed, NOBODY]) {
    const [method, path, body] = request(id);
    const { version } = (await room.at.store.load(own))!.state;
    const { status, text } = await room.send('officer', method, path, {
      as: 'stranger',
      headers: { 'if-match': `"${version}"` },
      ...(body ? { body } : {}),
    });
    answers.push([status, text.replaceAll(id, '<id>').replace(/"traceId":"[^"]*"/, '')]);
  }
  expect(answers[0]).toEqual(answers[1]);
});
