import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeadView } from '../../shared/http/head.ts';
import { CALL, type StaffApi, startStaffApi } from './staff-api.ts';

let room: StaffApi;
beforeAll(async () => {
  room = await startStaffApi();
});
afterAll(() => room.at.close());

const RESOLUTION = {
  code: 'need_met_in_place',
  text: 'Water delivered',
  verifiedBy: 'Huda',
  verifiedHow: 'reporter_contact',
};

test('the whole life of a case, by officers and a supervisor', async () => {
  const logged = await room.send<HeadView>('officer', 'POST', '/v1/cases', {
    body: { ...CALL, persons: [{ name: 'كريم', age: 9 }] },
  });
  expect(logged.status).toBe(201);
  const { id, reporters } = logged.body;
  expect(logged.headers.location).toBe(`/v1/cases/${id}`);
  expect(logged.body).toMatchObject({
    status: 'new',
    priority: 'P2',
    category: 'trapped_basic_needs',
    country: 'SD',
    place: 'Khartoum',
    takenBy: 'officer',
    persons: [{ name: 'كريم', age: 9 }],
    reporters: [{ name: 'أم كريم', channel: 'phone', relationship: 'parent', writable: false }],
  });
  expect(logged.body.clocks.find(({ name }) => name === 'triage')?.dueAt).toBe('2026-03-01T08:10:00.000Z');
  const contactId = reporters[0]!.contactId;

  const triage = { priority: 'P1', category: 'trapped_basic_needs', needs: ['water'], reason: 'a child alone' };
  let head = await room.act(id, 'triage', triage);
  expect(head).toMatchObject({ status: 'triaged', priority: 'P1', needs: [{ kind: 'water', status: 'open' }] });
  head = await room.act(id, 'assign', { owner: 'officer' });
  expect(head).toMatchObject({ status: 'in_progress', owner: 'officer' });
  await room.act(id, 'notes', { text: 'جارهم يرد على الهاتف' });
  await room.act(id, 'calls', { contactId, direction: 'out', answered: false, text: 'no answer' });
  await room.act(id, 'locations', { text: 'حي الرياض', source: 'caller', observedAt: '2026-03-01T10:00:00+02:00' });
  head = await room.act(id, 'promises', { contactId, text: 'نكلمكم', dueAt: '2026-03-01T12:00:00+02:00' });
  expect(head.promises[0]).toMatchObject({ dueAt: '2026-03-01T10:00:00.000Z', status: 'pending' });
  head = await room.act(id, 'persons', { name: 'سلمى', age: 3, vulnerabilities: ['infant'] });
  const [, salma] = head.persons;
  const changed = await room.send<HeadView>('officer', 'PATCH', `/v1/cases/${id}/persons/${salma!.personId}`, {
    body: { safety: { status: 'sheltering', grade: 'single_source' } },
    headers: { 'if-match': `"${head.version}"` },
  });
  expect(changed.body.persons[1]).toMatchObject({ name: 'سلمى', safety: { status: 'sheltering', setBy: 'officer' } });

  head = await room.act(id, 'escalations', {
    agency: 'erc',
    ask: 'Water for two children',
    need: 'water',
    quantity: 20,
  });
  const alert = head.escalations[0]!;
  expect(alert).toMatchObject({ agency: 'erc', state: 'raised', personsCount: 2, childrenCount: 2, told: ['a1'] });
  head = await room.act(id, 'await', { on: 'agency' });
  expect(head.status).toBe('awaiting_agency');
  head = await room.act(id, `escalations/${alert.alertId}/ack-by-phone`, { by: 'Dr Mona', role: 'duty officer' });
  expect(head.escalations[0]).toMatchObject({ state: 'acknowledged', ack: { by: { name: 'Dr Mona' }, via: 'phone' } });

  const early = await room.send('officer', 'POST', `/v1/cases/${id}/resolve`, {
    body: RESOLUTION,
    headers: { 'if-match': `"${head.version}"` },
  });
  expect(early.status).toBe(409);
  expect(early.body).toMatchObject({
    type: '/problems/open-obligations',
    open: [alert.alertId, head.promises[0]!.promiseId],
  });

  await room.act(id, `escalations/${alert.alertId}/stand-down`, { reason: 'neighbours brought water' });
  await room.act(id, `promises/${head.promises[0]!.promiseId}/keep`);
  head = await room.act(id, 'resolve', RESOLUTION);
  expect(head).toMatchObject({ status: 'resolved', nextDueAt: null, resolution: { code: 'need_met_in_place' } });
  head = await room.act(id, 'reopen', { reason: 'they called again' });
  expect(head).toMatchObject({ status: 'in_progress', reopenCount: 1 });
  await room.act(id, 'resolve', RESOLUTION);
  head = await room.act(id, 'close');
  expect(head.status).toBe('closed');

  const verification = await room.send<object>('auditor', 'GET', `/v1/cases/${id}/timeline/verification`);
  expect(verification.body).toMatchObject({ valid: true, events: head.version });
});

describe('preconditions', () => {
  test('an overwriting command without If-Match is 428, with a stale one 412 and the current version', async () => {
    const { id, version } = await room.open();
    const bare = await room.send('officer', 'POST', `/v1/cases/${id}/assign`, { body: { owner: 'officer' } });
    expect([bare.status, bare.body.type]).toEqual([428, '/problems/precondition-required']);

    const current = (await room.act(id, 'notes', { text: 'meanwhile' })).version;
    const stale = await room.send('officer', 'POST', `/v1/cases/${id}/assign`, {
      body: { owner: 'officer' },
      headers: { 'if-match': `"${version}"` },
    });
    expect([stale.status, stale.body.currentVersion, stale.headers.etag]).toEqual([412, current, `"${current}"`]);
    expect((await room.head(id)).owner).toBeNull();
  });

  test.each(['*', 'abc', '"1", "2"', 'W/"1"', '-1', '1e3'])('If-Match %s is no version', async (match) => {
    const { id } = await room.open();
    const answer = await room.send('officer', 'POST', `/v1/cases/${id}/close`, { headers: { 'if-match': match } });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/headers/if-match']);
  });

  test('an illegal transition says where the command may start', async () => {
    const { id } = await room.open();
    const answer = await room.send('officer', 'POST', `/v1/cases/${id}/close`, {
      headers: { 'if-match': String((await room.head(id)).version) },
    });
    expect([answer.status, answer.body.type, answer.body.allowed]).toEqual([
      409,
      '/problems/illegal-transition',
      ['resolved'],
    ]);
  });
});

describe('Idempotency-Key', () => {
  test('the same key and body get the same answer, another body 422', async () => {
    const { id } = await room.open();
    const headers = { 'idempotency-key': 'note-1' };
    const post = (text: string) =>
      room.send<HeadView>('officer', 'POST', `/v1/cases/${id}/notes`, { body: { text }, headers });
    const first = await post('once');
    await room.act(id, 'notes', { text: 'something else' });
    const again = await post('once');
    expect([again.status, again.body, again.headers.etag]).toEqual([200, first.body, first.headers.etag]);
    expect((await post('twice')).status).toBe(422);
    expect((await room.head(id)).version).toBe(first.body.version + 1);
  });

  test('a retried overwriting command is answered as the first time, though its If-Match is stale by its own doing', async () => {
    const { id, version } = await room.open();
    const headers = { 'idempotency-key': 'assign-1', 'if-match': `"${version}"` };
    const post = () =>
      room.send<HeadView>('officer', 'POST', `/v1/cases/${id}/assign`, { body: { owner: 'officer' }, headers });
    const first = await post();
    const again = await post();
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
  });

  test('a new case is opened once, a rejection is repeated, and keys are per person', async () => {
    const headers = { 'idempotency-key': 'open-1' };
    const open = (as: string) => room.send<HeadView>('officer', 'POST', '/v1/cases', { body: CALL, headers, as });
    const [first, again, other] = [await open('nour'), await open('nour'), await open('huda')];
    expect([again.status, again.body.id, again.headers.location]).toEqual([201, first.body.id, first.headers.location]);
    expect(other.body.id).not.toBe(first.body.id);

    const { id, version } = first.body;
    const close = { headers: { 'idempotency-key': 'close-1', 'if-match': `"${version}"` } };
    const refused = await room.send('officer', 'POST', `/v1/cases/${id}/close`, close);
    await room.act(id, 'triage', { priority: 'P3', category: 'other', reason: 'x' });
    await room.act(id, 'resolve', RESOLUTION);
    const repeated = await room.send('officer', 'POST', `/v1/cases/${id}/close`, close);
    expect([refused.status, repeated.status]).toEqual([409, 409]);
    expect((await room.head(id)).status).toBe('resolved');
  });

  test('the preview of triage stores nothing and still knows its key', async () => {
    const headers = { 'idempotency-key': 'preview-1' };
    const post = (text: string) => room.send('officer', 'POST', '/v1/triage/preview', { body: { text }, headers });
    expect((await post('أنا محبوس')).status).toBe(200);
    expect((await post('أنا محبوس')).status).toBe(200);
    expect((await post('غيره')).status).toBe(422);
  });
});

describe('the timeline', () => {
  test('pages as JSON and as NDJSON, each event with its hashes', async () => {
    const { id } = await room.open();
    for (const text of ['one', 'two', 'three']) await room.act(id, 'notes', { text });
    interface Page {
      items: { seq: number; hash: string; prevHash: string }[];
      next: string | null;
    }
    const path = `/v1/cases/${id}/timeline`;
    const first = await room.send<Page>('officer', 'GET', `${path}?limit=4`);
    expect(first.body.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    const rest = await room.send<Page>('officer', 'GET', `${path}?limit=1000&after=${first.body.next}`);
    expect(rest.body.next).toBeNull();
    expect(rest.body.items[0]).toMatchObject({ seq: 5, prevHash: first.body.items[3]!.hash });

    const lines = await room.send('officer', 'GET', `${path}?limit=4`, { headers: { accept: 'application/x-ndjson' } });
    expect(lines.headers['content-type']).toBe('application/x-ndjson');
    expect(lines.headers.link).toContain('after=4&limit=4');
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(first.body.items);
  });

  test('the case as of an instant is the case of then', async () => {
    const { id } = await room.open();
    room.at.clock.ms += 60_000;
    const then = new Date(room.at.clock.ms).toISOString();
    const before = await room.act(id, 'notes', { text: 'a minute later' });
    room.at.clock.ms += 60_000;
    await room.act(id, 'triage', { priority: 'P1', category: 'medical', reason: 'worse' });
    const asOf = await room.send<HeadView>('officer', 'GET', `/v1/cases/${id}/as-of/${then}`);
    expect(asOf.body).toEqual(before);
    expect((await room.send('officer', 'GET', `/v1/cases/${id}/as-of/2020-01-01T00:00:00Z`)).status).toBe(404);
    expect((await room.send('officer', 'GET', `/v1/cases/${id}/as-of/2026-02-30T00:00:00Z`)).status).toBe(404);
  });

  test('an export holds the head, its verification and every event, behind a link', async () => {
    const { id, version } = await room.open();
    const answer = await room.send<{ url: string; events: number }>('officer', 'POST', `/v1/cases/${id}/export`);
    expect([answer.status, answer.body.events]).toEqual([202, version]);
    const [key, file] = [...room.files].at(-1)!;
    expect(answer.body.url).toContain(key);
    const [first, ...events] = file
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ head: { id }, verification: { valid: true, events: version } });
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
  });

  test('an export is a page to print, or the record of a consenting adult where that is switched on', async () => {
    const { id } = await room.open();
    const path = `/v1/cases/${id}/export`;
    const page = await room.send<{ url: string }>('officer', 'POST', path, { body: { form: 'page' } });
    expect(page.status).toBe(202);
    expect([...room.files].at(-1)![0]).toMatch(/\.html$/);
    expect([...room.files].at(-1)![1]).toContain('سليم');

    const consent = { toFamily: 'yes', basis: 'consent' };
    const added = await room.act(id, 'persons', { name: 'كريم', age: 34, consent });
    const record = { form: 'pfif', person: added.persons.at(-1)!.personId };
    expect((await room.send('officer', 'POST', path, { body: record })).status).toBe(404);
    room.deps.pfif = 'ops.example.eg';
    const told = await room.send('officer', 'POST', path, { body: record });
    expect(told.status).toBe(202);
    expect([...room.files].at(-1)![1]).toContain('http://zesty.ca/pfif/1.4');
    const child = await room.act(id, 'persons', { name: 'ملك', age: 6, consent });
    const refused = await room.send('officer', 'POST', path, {
      body: { form: 'pfif', person: child.persons.at(-1)!.personId },
    });
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/consent-required']);
    delete room.deps.pfif;
  });
});

describe('two cases', () => {
  test('merge, unmerge: both keep their timelines', async () => {
    const [one, two] = [await room.open(), await room.open({ priority: 'P1' })];
    const merged = await room.act(one.id, 'merge', { into: two.id, reason: 'same family' });
    expect(merged).toMatchObject({ status: 'merged', mergedInto: two.id });
    expect(await room.head(two.id)).toMatchObject({ merged: [one.id], priority: 'P1' });
    const apart = await room.act(one.id, 'unmerge', { reason: 'not the same' });
    expect(apart).toMatchObject({ status: 'new', mergedInto: null });
    expect((await room.head(two.id)).merged).toEqual([]);
    for (const { id } of [one, two]) {
      const { body } = await room.send<{ valid: boolean }>('auditor', 'GET', `/v1/cases/${id}/timeline/verification`);
      expect(body.valid).toBe(true);
    }
  });

  test('a case merges into another that exists, and not into itself', async () => {
    const { id, version } = await room.open();
    for (const into of [id, 'ZZZZ-ZZZZ']) {
      const answer = await room.send('officer', 'POST', `/v1/cases/${id}/merge`, {
        body: { into, reason: 'x' },
        headers: { 'if-match': `"${version}"` },
      });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/into']);
    }
  });

  test('a link stands on both, and is withdrawn from both', async () => {
    const [one, two] = [await room.open(), await room.open()];
    const linked = await room.act(one.id, 'links', { other: two.id, kind: 'follows', reason: 'same building' });
    const [mine] = linked.links;
    expect(mine).toMatchObject({ other: two.id, kind: 'follows', state: 'confirmed' });
    expect((await room.head(two.id)).links).toMatchObject([{ other: one.id, kind: 'related', state: 'confirmed' }]);
    const answer = await room.send<HeadView>('officer', 'DELETE', `/v1/cases/${one.id}/links/${mine!.linkId}`);
    expect(answer.body.links).toMatchObject([{ state: 'withdrawn' }]);
    expect((await room.head(two.id)).links).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('a message moves to another case, to a new one, and back', async () => {
    const [one, two] = [await room.open({ channel: 'email' }), await room.open()];
    const { body } = await room.send<{ items: { type: string; data: { messageId: string } }[] }>(
      'officer',
      'GET',
      `/v1/cases/${one.id}/timeline`,
    );
    const { messageId } = body.items.find(({ type }) => type === 'message.received')!.data;
    await room.act(one.id, `messages/${messageId}/move`, { to: two.id });
    expect((await room.head(two.id)).counts.messagesIn).toBe(1);
    expect((await room.head(one.id)).counts.messagesIn).toBe(0);
    const gone = await room.send('officer', 'POST', `/v1/cases/${one.id}/messages/${messageId}/move`, {
      body: { to: two.id },
    });
    expect(gone.status).toBe(404);
    await room.act(two.id, `messages/${messageId}/move`, { to: one.id });
    expect((await room.head(one.id)).counts.messagesIn).toBe(1);

    await room.act(one.id, `messages/${messageId}/move`, { to: 'new' });
    const moved = await room.send<{ items: { type: string; data: { to?: string } }[] }>(
      'officer',
      'GET',
      `/v1/cases/${one.id}/timeline?limit=200`,
    );
    const fresh = moved.body.items.findLast(({ type }) => type === 'message.moved')!.data.to!;
    expect(await room.head(fresh)).toMatchObject({ status: 'new', counts: { messagesIn: 1 } });
  });

  test.each([['another case'], ['a new one']])(
    'officers who move one message to %s at once move it once',
    async (to) => {
      const [one, two, three] = [await room.open({ channel: 'email' }), await room.open(), await room.open()];
      type Timeline = { items: { type: string; data: { messageId: string; to?: string } }[] };
      const timeline = async () =>
        (await room.send<Timeline>('officer', 'GET', `/v1/cases/${one.id}/timeline?limit=200`)).body.items;
      const { messageId } = (await timeline()).find(({ type }) => type === 'message.received')!.data;
      const targets = to === 'a new one' ? ['new', 'new', two.id] : [two.id, three.id];
      const path = `/v1/cases/${one.id}/messages/${messageId}/move`;
      const answers = await Promise.all(
        targets.map((target) => room.send('officer', 'POST', path, { body: { to: target } })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...targets.slice(1).map(() => 404)]);
      expect((await timeline()).filter(({ type }) => type === 'message.moved')).toHaveLength(1);
      expect((await room.head(one.id)).counts.messagesIn).toBe(0);
    },
  );
});

describe('the board', () => {
  interface Board {
    items: { id: string; priority: string; version?: number; country?: string }[];
    next: string | null;
  }

  test('lists by priority, filters, pages, and reads by ids', async () => {
    const opened = [];
    for (const priority of ['P4', 'P1', 'P3', 'P2']) opened.push(await room.open({ priority, country: 'LY' }));
    const all = await room.send<Board>('officer', 'GET', '/v1/cases?country=LY');
    expect(all.body.items.map(({ priority }) => priority)).toEqual(['P1', 'P2', 'P3', 'P4']);
    const first = await room.send<Board>('officer', 'GET', '/v1/cases?country=LY&limit=3');
    const last = await room.send<Board>('officer', 'GET', `/v1/cases?country=LY&limit=3&cursor=${first.body.next}`);
    expect([...first.body.items, ...last.body.items]).toEqual(all.body.items);

    const ids = opened.slice(0, 2).map(({ id }) => id);
    const some = await room.send<Board>('officer', 'GET', `/v1/cases?ids=${ids.join(',')},ZZZZ-ZZZZ`);
    expect(some.body.items.map(({ id, version }) => [id, version])).toEqual(
      opened.slice(0, 2).map(({ id, version }) => [id, version]),
    );
  });

  test.each([
    'limit=201',
    'limit=0',
    'limit=1e9',
    'limit=1&limit=2',
    'priority=P9',
    'cursor=!',
    'cursor=AAAA',
    'stauts=new',
    'country=%zz',
  ])('refuses ?%s with the parameter at fault', async (query) => {
    const answer = await room.send('officer', 'GET', `/v1/cases?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.pointer).toBe(`/query/${query.split('=')[0]}`);
  });
});

describe('what is not a command', () => {
  test.each<[string, unknown, number, string | undefined]>([
    ['an unknown field', { text: 'x', shout: true }, 400, '/shout'],
    ['a missing field', {}, 400, '/text'],
    ['the wrong type', { text: 7 }, 400, '/text'],
    ['only blanks', { text: ' \n ' }, 400, '/text'],
    ['an endless text', { text: 'a'.repeat(10_001) }, 400, '/text'],
    ['an inherited name', '{"text":"x","__proto__":{"y":1}}', 400, '/__proto__'],
    ['half a surrogate pair', '{"text":"\\ud800"}', 400, '/text'],
    ['a NUL', '{"text":"a\\u0000b"}', 400, '/text'],
    ['broken JSON', '{"text":', 400, ''],
    ['a list', [], 400, ''],
    ['null', 'null', 400, ''],
    ['a deep nest', `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400, `/text${'/0'.repeat(15)}`],
    ['a body of 2 MB', { text: 'a'.repeat(2_000_000) }, 413, undefined],
  ])('%s', async (_what, body, status, pointer) => {
    const { id, version } = await room.open();
    const answer = await room.send('officer', 'POST', `/v1/cases/${id}/notes`, { body });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
    expect((await room.head(id)).version).toBe(version);
  });

  test('another content type is 415', async () => {
    const { id } = await room.open();
    const answer = await room.send('officer', 'POST', `/v1/cases/${id}/notes`, {
      body: 'text=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(415);
  });

  test.each([
    '/v1/cases/ABCD-1234',
    '/v1/cases/%00',
    '/v1/cases/%E0%A4%A',
    '/v1/nothing',
    '/v1/cases/ABCD-1234/timeline',
  ])('GET %s is not found', async (path) => expect((await room.send('officer', 'GET', path)).status).toBe(404));

  test('a known path with another method is 405 and says which', async () => {
    const answer = await room.send('officer', 'DELETE', '/v1/cases');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
  });

  test('errors speak the reader’s language and carry both', async () => {
    const answer = await room.send('officer', 'GET', '/v1/cases/ABCD-1234', {
      headers: { 'accept-language': 'ar-EG,ar;q=0.9' },
    });
    expect(answer.headers['content-language']).toBe('ar');
    expect(answer.body).toMatchObject({ title: 'غير موجود', text: { en: 'there is no case of this number' } });
  });

  test('an agency that is not in the directory cannot be asked', async () => {
    const { id } = await room.open();
    await room.act(id, 'triage', { priority: 'P1', category: 'medical', reason: 'x' });
    const answer = await room.send('officer', 'POST', `/v1/cases/${id}/escalations`, {
      body: { agency: 'nasa', ask: 'x' },
    });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/agency']);
  });
});

describe('who may know', () => {
  test('surge staff read what they logged or own, and add to that only', async () => {
    const mine = await room.open({}, 'surge');
    const other = await room.open();
    expect((await room.send('surge', 'GET', `/v1/cases/${mine.id}`)).status).toBe(200);
    expect((await room.send('surge', 'POST', `/v1/cases/${mine.id}/notes`, { body: { text: 'x' } })).status).toBe(200);
    expect((await room.send('surge', 'GET', `/v1/cases/${other.id}`)).status).toBe(404);
    expect((await room.send('surge', 'POST', `/v1/cases/${other.id}/notes`, { body: { text: 'x' } })).status).toBe(404);
    expect((await room.send('surge', 'POST', `/v1/cases/${mine.id}/restore`, { body: { reason: 'x' } })).status).toBe(
      403,
    );
  });

  test('a sealed case does not exist but for its owner, supervisors and directors, on every route', async () => {
    const { id } = await room.open({ priority: 'P1', country: 'YE' });
    const sealed = await room.act(id, 'triage', {
      priority: 'P1',
      category: 'abduction_ransom',
      sensitivity: 'sealed',
      reason: 'ransom',
    });
    const { id: other } = await room.open();
    const part = `${id}.1`;
    const requests: [string, string, unknown?][] = [
      ['GET', `/v1/cases/${id}`],
      ['GET', `/v1/cases/${id}/timeline`],
      ['GET', `/v1/cases/${id}/timeline/verification`],
      ['GET', `/v1/cases/${id}/as-of/2030-01-01T00:00:00Z`],
      ['POST', `/v1/cases/${id}/notes`, { text: 'x' }],
      ['POST', `/v1/cases/${id}/close`],
      ['POST', `/v1/cases/${id}/reopen`, { reason: 'x' }],
      ['POST', `/v1/cases/${id}/unmerge`, { reason: 'x' }],
      ['POST', `/v1/cases/${id}/links`, { other, kind: 'related', reason: 'x' }],
      ['DELETE', `/v1/cases/${id}/links/${part}`],
      ['POST', `/v1/cases/${id}/messages/${part}/move`, { to: 'new' }],
      ['POST', `/v1/cases/${id}/export`],
      ['POST', `/v1/cases/${id}/merge`, { into: other, reason: 'x' }],
    ];
    for (const [method, path, body] of requests) {
      for (const match of [sealed.version, 1]) {
        const answer = await room.send('officer', method, path, {
          as: 'stranger',
          ...(body ? { body } : {}),
          headers: { 'if-match': `"${match}"` },
        });
        expect([path, answer.status, answer.headers.etag]).toEqual([path, 404, undefined]);
      }
    }
    expect((await room.send('auditor', 'GET', `/v1/cases/${id}`)).status).toBe(404);
    const board = await room.send('officer', 'GET', '/v1/cases?country=YE', { as: 'stranger' });
    expect(board.body).toEqual({ items: [], next: null });
    expect((await room.send('officer', 'GET', `/v1/cases?ids=${id}`, { as: 'stranger' })).body).toEqual({
      items: [],
      next: null,
    });

    expect((await room.send('supervisor', 'GET', `/v1/cases/${id}`)).status).toBe(200);
    expect((await room.send('supervisor', 'GET', `/v1/cases/${id}`)).status).toBe(200);
    const views = await room.at.store.timeline(`access#${id}`, 0, 10);
    expect(views.events).toMatchObject([{ type: 'record.viewed', actor: { id: 'supervisor' } }]);
    expect((await room.head(id)).version).toBe(sealed.version);
  });
});

describe('what administrators keep', () => {
  const AGENCY = {
    name: { ar: 'الهلال الأحمر', en: 'Red Crescent' },
    tiers: [
      {
        role: { ar: 'غرفة العمليات', en: 'Operations desk' },
        contacts: [{ channel: 'email', address: 'desk@example.org' }],
      },
    ],
  };

  test('an agency is added, its secret shown once, changed only by who has read it', async () => {
    const put = (body: object, headers = {}) =>
      room.send<Record<string, unknown>>('admin', 'PUT', '/v1/agencies/new1', { body, headers });
    const added = await put(AGENCY);
    expect([added.status, added.body.client, added.headers.etag]).toEqual([
      201,
      { id: 'client-new1', secret: 'secret-new1' },
      '"1"',
    ]);
    expect((await put(AGENCY)).status).toBe(428);
    const changed = await put({ ...AGENCY, active: false }, { 'if-match': '"1"' });
    expect([changed.status, changed.body.client]).toEqual([200, undefined]);
    expect((await put(AGENCY, { 'if-match': '"1"' })).status).toBe(412);
    const listed = await room.send<{ items: { id: string; active: boolean }[] }>('surge', 'GET', '/v1/agencies');
    expect(listed.body.items).toMatchObject([{ id: 'new1', active: false }]);
    expect(
      (
        await put(
          { ...AGENCY, tiers: [{ ...AGENCY.tiers[0], contacts: [{ channel: 'sms', address: 'desk' }] }] },
          { 'if-match': '"2"' },
        )
      ).status,
    ).toBe(400);
  });

  test('a crisis is added and changed', async () => {
    const crisis = {
      name: { ar: 'السودان', en: 'Sudan' },
      countries: ['SD'],
      phase: 'restriction',
      startedAt: '2023-04-15T00:00:00Z',
    };
    const put = (body: object, headers = {}) => room.send('admin', 'PUT', '/v1/crises/SDN23', { body, headers });
    expect((await put(crisis)).status).toBe(201);
    expect((await put({ ...crisis, phase: 'voluntary_return' }, { 'if-match': '"1"' })).status).toBe(200);
    const read = await room.send('officer', 'GET', '/v1/crises/SDN23');
    expect([read.headers.etag, read.body]).toMatchObject(['"2"', { id: 'SDN23', phase: 'voluntary_return' }]);
  });

  test('a policy is a new version, never a changed one', async () => {
    const read = await room.send<{ current: number; versions: object[] }>('officer', 'GET', '/v1/policies');
    expect(read.headers.etag).toBe('"1"');
    const { version: _first, ...policy } = read.body.versions[0] as { version: number };
    const put = (match: string) =>
      room.send('admin', 'PUT', '/v1/policies', {
        body: { ...policy, autoClose: 3600 },
        headers: { 'if-match': match },
      });
    expect((await put('"2"')).status).toBe(412);
    expect((await put('"1"')).body).toMatchObject({
      current: 2,
      versions: [read.body.versions[0], { version: 2, autoClose: 3600 }],
    });
    expect((await put('"1"')).body).toMatchObject({ currentVersion: 2 });
  });

  test('I am who my token says', async () => {
    expect((await room.send('surge', 'GET', '/v1/me', { as: 'nour' })).body).toEqual({
      id: 'nour',
      roles: ['surge'],
      duty: [],
      supervisors: [],
    });
  });
});

describe('the room itself', () => {
  test('health is ok, or names the part that is down', async () => {
    expect((await room.send(undefined, 'GET', '/health')).body).toEqual({ status: 'ok' });
    const { load } = room.at.store;
    room.at.store.load = () => Promise.reject(new Error('down'));
    const down = await room.send(undefined, 'GET', '/health');
    room.at.store.load = load;
    expect([down.status, down.body]).toMatchObject([503, { failing: ['cases'] }]);
  });

  test('an outage of the table is 503 with Retry-After, a bug is 500, and neither tells anything', async () => {
    const { load } = room.at.store;
    const failing = async (error: Error) => {
      room.at.store.load = () => Promise.reject(error);
      const answer = await room.send('officer', 'GET', '/v1/cases/ABCD-1234');
      room.at.store.load = load;
      return answer;
    };
    const outage = await failing(Object.assign(new Error('slow down +201000000101'), { name: 'ThrottlingException' }));
    expect([outage.status, outage.headers['retry-after']]).toEqual([503, '1']);
    const bug = await failing(new TypeError('undefined is not أم كريم'));
    expect(bug.status).toBe(500);
    expect(outage.text + bug.text).not.toMatch(/slow down|undefined is not/);
  });

  test('nothing is kept or framed', async () => {
    const { headers } = await room.send('officer', 'GET', '/v1/me');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('the document and the page are served to everybody', async () => {
    expect((await room.send(undefined, 'GET', '/openapi.json')).text).toBe('the openapi.json');
    expect((await room.send(undefined, 'GET', '/docs')).headers['content-type']).toContain('text/html');
  });
});
