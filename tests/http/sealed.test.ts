import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_ROUTES } from '../../shared/http/openapi-build.ts';
import type { Role } from '../../shared/http/roles.ts';
import type { Route } from '../../shared/http/route.ts';
import { type StaffApi, startStaffApi } from './staff-api.ts';

/**
 * A planted sealed case, and every route of the staff API in turn (decisions.md 17): to whoever may not read it, the case is told apart from one
 * that never was by nothing at all. Requests are made from the routes' own schemas, so that a route added later is walked too.
 */

const PLANTED = ['Zanqalawy', 'الزنقلاوي', '+249912345678', 'Qasr Street', 'ransom-of-4000'];
const NOBODY = 'ZZZZ-ZZZZ';

let room: StaffApi;
let sealed = '';
/** A case that everybody knows. */
let other = '';
/** One that was merged into the sealed case before it was sealed, and a rumour that was asked about there. */
let joined = '';
let rumour = '';
let version = 0;

beforeAll(async () => {
  room = await startStaffApi();
  const { id } = await room.open({
    reporter: { name: 'Zanqalawy الزنقلاوي', phone: '+249912345678', relationship: 'parent' },
    text: 'ransom-of-4000 asked at Qasr Street',
    city: 'Qasr Street',
  });
  await room.act(id, 'persons', { name: 'Zanqalawy', phone: '+249912345678' });
  await room.act(id, 'triage', { priority: 'P1', category: 'abduction_ransom', reason: 'ransom-of-4000' });
  await room.act(id, 'escalations', { agency: 'erc', ask: 'ransom-of-4000' });
  // Until then it was a case as any other, and others named it.
  other = (await room.open()).id;
  await room.act(other, 'links', { other: id, kind: 'same_person', reason: 'one family' });
  await room.act(other, 'notes', { text: `see also ${id}, and ${NOBODY}` });
  const opened = await room.send<{ id: string }>('officer', 'POST', '/v1/rumours', {
    body: { claim: { ar: 'المعبر مغلق', en: 'The crossing is shut' }, seen: { where: `case ${id}` } },
  });
  rumour = opened.body.id;
  expect((await room.send('officer', 'POST', `/v1/rumours/${rumour}/cases`, { body: { case: id } })).status).toBe(200);
  const part = await room.open();
  joined = part.id;
  const { version: read } = await room.head(joined);
  await room.act(joined, 'merge', { into: id, reason: 'one family' }, read);
  const head = await room.act(id, 'triage', {
    priority: 'P1',
    category: 'abduction_ransom',
    sensitivity: 'sealed',
    reason: 'ransom-of-4000',
  });
  [sealed, version] = [id, head.version];
});
afterAll(() => room?.at.close());

/** Values by which some schema of a string or a number is satisfied. */
const TEXTS = () => [
  'erc',
  other,
  `${other}.1`,
  '2030-01-01T00:00:00.000Z',
  '2030-01-01',
  '10:00',
  'SD',
  'ar',
  '+201000000101',
  'c0123456789ABCDEF',
  'tactical-00001',
  'Africa/Cairo',
  '1',
  'true',
  'ZmFrZQ',
];
const NUMBERS = [1, 0, 15.5, 60];

type Schema = v.GenericSchema & {
  type: string;
  entries?: Record<string, Schema>;
  options?: unknown[];
  wrapped?: Schema;
  item?: Schema;
  pipe?: Schema[];
  literal?: unknown;
  key?: string;
};

/** Something that this schema takes; with all that is optional where it must be. */
function sample(schema: Schema, everything = false): unknown {
  const fits = (value: unknown) => v.safeParse(schema, value).success;
  if (schema.type === 'optional' || schema.type === 'exact_optional' || schema.type === 'nullable')
    return sample(schema.wrapped!, everything);
  const kind = schema.pipe?.[0] ?? schema;
  switch (kind.type) {
    case 'string':
      return TEXTS().find(fits);
    case 'number':
      return NUMBERS.find(fits);
    case 'boolean':
      return true;
    case 'literal':
      return kind.literal;
    case 'picklist':
      return (kind.options as unknown[])[0];
    case 'array':
      return fits([]) ? [] : [sample(kind.item!, everything)];
    case 'record':
      return {};
    case 'variant':
    case 'union':
      return sample((kind.options as Schema[])[0]!, everything);
    default: {
      const wanted = Object.entries(kind.entries ?? {}).filter(
        ([, entry]) => everything || !['optional', 'exact_optional'].includes(entry.type),
      );
      const made = Object.fromEntries(wanted.map(([name, entry]) => [name, sample(entry, everything)]));
      return everything || fits(made) ? made : sample(schema, true);
    }
  }
}

const staffRoutes = (Object.entries(ALL_ROUTES) as [string, Route][]).filter(([, { access }]) => Array.isArray(access));

/** Whether the path's `id` is a case's number. */
const isOfCase = ([, { path }]: [string, Route]) =>
  path.startsWith('/v1/cases/{id}') || path.startsWith('/v1/similar/');

const STRANGERS: [role: Role, as: string][] = [
  ['officer', 'stranger'],
  ['auditor', 'auditor'],
  ['surge', 'surge'],
];

const paths = (path: string, id: string) =>
  path
    .replace('{id}', id)
    .replace('{part}', `${id}.1`)
    .replace('{contact}', 'c0123456789ABCDEF')
    .replace('{instant}', '2030-01-01T00:00:00Z')
    .replaceAll(/\{(?:n|case)\}/g, '0');

async function ask(route: Route, role: Role, as: string, id: string, match: number) {
  const body = route.body && sample(route.body as Schema);
  const { status, headers, text } = await room.send(role, route.method, paths(route.path, id), {
    as,
    headers: { 'if-match': `"${match}"` },
    ...(body === undefined ? {} : { body }),
  });
  const said = text.replaceAll(id, '<id>').replace(/"traceId":"[^"]*"/, '');
  return { status, etag: headers.etag, said };
}

describe.each(STRANGERS)('to a %s who has nothing to do with it', (role, as) => {
  const open = staffRoutes.filter(([, { access }]) => (access as readonly string[]).includes(role));

  test.each(open.filter(isOfCase))('%s answers as for a case that never was', async (_name, route) => {
    for (const match of [version, 1])
      expect(await ask(route, role, as, sealed, match)).toEqual(await ask(route, role, as, NOBODY, match));
  });

  test.each(open.filter((route) => !isOfCase(route)))('%s does not name it', async (_name, route) => {
    if (route.method !== 'GET') return;
    for (const query of ['', '?limit=200', `?ids=${sealed}`, '?priority=P1', '?overdue=true', '?country=SD']) {
      const { text } = await room.send(role, 'GET', paths(route.path, 'erc') + query, { as });
      for (const secret of [sealed, ...PLANTED]) expect(text).not.toContain(secret);
    }
  });
});

test('most requests get past what their route demands of them: the walk is none of 400s', async () => {
  const refused: string[] = [];
  for (const [name, route] of staffRoutes.filter(isOfCase)) {
    const role = (route.access as readonly Role[])[0]!;
    if ((await ask(route, role, 'stranger', NOBODY, 1)).status === 400) refused.push(name);
  }
  expect(refused).toEqual([]);
});

test('a search by the telephone number of somebody in it finds nothing for a stranger', async () => {
  const found = await room.send('officer', 'POST', '/v1/contacts/search', {
    as: 'stranger',
    body: { phone: '+249912345678' },
  });
  expect(found.status).toBeLessThan(500);
  for (const secret of [sealed, 'Zanqalawy']) expect(found.text).not.toContain(secret);
});

describe('what others say of it', () => {
  const saying = (): [method: string, path: string, body?: object | undefined, accept?: string][] => [
    ...[other, joined].flatMap((id): [string, string, (object | undefined)?, string?][] => [
      ['GET', `/v1/cases/${id}`],
      ['GET', `/v1/cases?ids=${id}`],
      ['GET', `/v1/cases/${id}/timeline`],
      ['GET', `/v1/cases/${id}/timeline`, undefined, 'application/x-ndjson'],
      ['GET', `/v1/cases/${id}/as-of/2030-01-01T00:00:00Z`],
      ['GET', `/v1/cases/${id}/desk`],
      ['GET', `/v1/cases/${id}/duplicates`],
      ['POST', `/v1/cases/${id}/notes`, { text: 'nothing new' }],
    ]),
    ['GET', '/v1/rumours'],
    ['GET', `/v1/rumours/${rumour}`],
  ];
  const hear = async (role: string, as: string) => {
    const heard: { path: string; status: number; text: string }[] = [];
    for (const [method, path, body, accept] of saying()) {
      const headers = accept ? { accept } : {};
      heard.push({ path, ...(await room.send(role, method, path, { as, headers, ...(body ? { body } : {}) })) });
    }
    for (const form of ['ndjson', 'page']) {
      const path = `/v1/cases/${other}/export`;
      const { status } = await room.send(role, 'POST', path, { as, body: { form } });
      heard.push({ path, status, text: [...room.files.values()].at(-1)! });
    }
    return heard;
  };

  test('an officer who may not know of it reads without its number; all else he reads as it is', async () => {
    const heard = await hear('officer', 'stranger');
    expect(heard.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
    for (const { path, text } of heard) expect(text, path).not.toContain(sealed);
    expect(heard[0]!.text).toContain('"other":"••••-••••"');
    expect(heard[2]!.text).toContain(NOBODY);
    const verified = await room.send('officer', 'GET', `/v1/cases/${other}/timeline/verification`, { as: 'stranger' });
    expect(verified.body).toMatchObject({ valid: true });
    const events = JSON.parse(heard[2]!.text) as { items: { type: string; salt?: string }[] };
    // What was taken out cannot be held against its hash; the rest can.
    const unsalted = events.items.filter(({ salt }) => salt === undefined).map(({ type }) => type);
    expect(unsalted.sort()).toEqual(['link.confirmed', 'note.added']);
  });

  test('a director reads all of it', async () => {
    const heard = await hear('director', 'director');
    const named = heard.filter(({ text }) => text.includes(sealed)).map(({ path }) => path);
    expect(named).toEqual(
      expect.arrayContaining([`/v1/cases/${other}`, `/v1/cases/${joined}`, `/v1/rumours/${rumour}`]),
    );
    expect(heard.at(-1)!.text).toContain(sealed);
  });
});

describe('whoever may read it', () => {
  const views = async () => (await room.at.store.timeline(`access#${sealed}`, 0, 100)).events;

  test('is written down beside the case, once in fifteen minutes and for each person, whichever way he looks', async () => {
    expect(await views()).toEqual([]);
    const before = (await room.at.store.load(sealed))!.state.version;
    for (const path of ['', '/timeline', '/timeline/verification', '/as-of/2030-01-01T00:00:00Z', '/routes'])
      expect((await room.send('director', 'GET', `/v1/cases/${sealed}${path}`)).status).toBe(200);
    expect((await room.send('director', 'GET', `/v1/cases?ids=${sealed}`)).text).toContain(sealed);
    expect(await views()).toMatchObject([{ type: 'record.viewed', actor: { id: 'director' }, data: {} }]);
    await room.send('director', 'GET', `/v1/cases/${sealed}`, { as: 'second' });
    expect((await views()).map(({ actor }) => actor.id)).toEqual(['director', 'second']);
    room.at.clock.ms += 14 * 60_000;
    await room.send('director', 'GET', `/v1/cases/${sealed}`);
    expect(await views()).toHaveLength(2);
    room.at.clock.ms += 2 * 60_000;
    await room.send('director', 'GET', `/v1/cases/${sealed}`);
    expect(await views()).toHaveLength(3);
    // Neither its version nor its timeline knows: else view, poke, reload, view, for ever.
    expect((await room.at.store.load(sealed))!.state.version).toBe(before);
  });
});
