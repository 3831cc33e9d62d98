import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { event } from '../../shared/case/decide.ts';
import { append } from '../../shared/case/perform.ts';
import type { Figures } from '../../shared/figures/figures.ts';
import { follow } from '../../shared/figures/follow.ts';
import { append as appendTo, type Step } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { HXL_HASHTAGS } from '../../shared/sitrep/hxl.ts';
import { type Problem, type StaffApi, startStaffApi } from './staff-api.ts';

interface Report {
  id: string;
  version: number;
  edition: number;
  editions: number;
  state: string;
  dataAsOf: string;
  annex: boolean;
  header: Record<string, unknown>;
  sections: Record<string, { ar: string; en: string; by: string }>;
  figures: Figures['figures'];
}

let api: StaffApi;
const opened: string[] = [];

const iso = (ms: number) => new Date(ms).toISOString();
const minutes = (count: number) => {
  api.at.clock.ms += count * 60_000;
};
/** What the stream tells the rollup, told at once. */
const rollUp = async () => {
  for (const id of opened) {
    const { events } = await api.at.store.timeline(caseStream(id), 0, 500);
    await follow({ store: api.at.store, facts: api.deps.facts }, id, events);
  }
};
const open = async (body: object = {}) => {
  const { id } = await api.open(body);
  opened.push(id);
  minutes(1);
  return id;
};
const figure = ({ figures }: Pick<Report, 'figures'>, id: string) => figures.find((each) => each.id === id)!;

beforeAll(async () => {
  api = await startStaffApi();
  for (let call = 0; call < 6; call++)
    await open({ country: call % 2 ? 'SD' : 'LY', priority: call % 2 ? 'P1' : 'P3' });
  await api.act(opened[0]!, 'triage', { priority: 'P2', category: 'medical', reason: 'r' });
  await api.act(opened[0]!, 'persons', {
    age: 7,
    sex: 'female',
    vulnerabilities: ['unaccompanied_child'],
    name: 'ملك',
  });
  await api.act(opened[1]!, 'triage', { priority: 'P1', category: 'injury', reason: 'r' });
  await api.act(opened[1]!, 'escalations', { agency: 'erc', ask: 'ambulance' });
  await rollUp();
}, 60_000);
afterAll(() => api.at.close());

const period = () => ({ from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' });

describe('GET /v1/metrics', () => {
  test('gives every figure with its definition in both languages and its n', async () => {
    const { from, to } = period();
    const { status, body } = await api.send<Figures>('officer', 'GET', `/v1/metrics?from=${from}&to=${to}&by=country`);
    expect(status).toBe(200);
    expect(body.cases).toBe(6);
    for (const { name, definition } of body.figures) {
      for (const text of [name, definition])
        expect([text.ar, text.en]).toEqual([
          expect.stringMatching(/[\u0600-\u06ff]/),
          expect.stringMatching(/[A-Za-z]/),
        ]);
    }
    // Logged by telephone: answered as they came.
    expect(body.figures.find(({ id }) => id === 'first_response_median')).toMatchObject({ n: 6, value: 0 });
    const lines = figure(body, 'cases_received').lines.filter(({ dimension }) => dimension === 'country');
    expect(lines.map(({ key, n }) => [key, n])).toEqual([
      ['LY', 3],
      ['SD', 3],
    ]);
    expect(body.arrivals.reduce((sum, { cases }) => sum + cases, 0)).toBe(6);
  });

  test.each([
    ['a period that ends before it begins', 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', '/query/to'],
    ['the future', 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&asOf=2027-01-01T00:00:00Z', '/query/asOf'],
    ['years', 'from=2020-03-01T00:00:00Z&to=2026-03-01T00:00:00Z', '/query/to'],
  ])('refuses %s', async (_name, query, pointer) => {
    const { status, body } = await api.send('officer', 'GET', `/v1/metrics?${query}`);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  test('is rebuilt from the ledger to the same figures, by an administrator who sees no case', async () => {
    const { from, to } = period();
    const path = `/v1/metrics?from=${from}&to=${to}&asOf=${iso(api.at.clock.ms)}`;
    const before = await api.send<Figures>('admin', 'GET', path);
    let cases = 0;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const body: object = cursor ? { cursor } : {};
      const part = await api.send<{ cases: number; next: string | null }>('admin', 'POST', '/v1/metrics/rebuild', {
        body,
      });
      cases += part.body.cases;
      cursor = part.body.next;
    }
    expect(cases).toBe(6);
    expect((await api.send<Figures>('admin', 'GET', path)).body).toEqual(before.body);
    expect((await api.send('officer', 'POST', '/v1/metrics/rebuild', { body: {} })).status).toBe(403);
  });
});

describe('a situation report', () => {
  let report: Report;
  const path = () => `/v1/sitreps/${report.id}`;
  const match = () => ({ 'if-match': `"${report.version}"` });

  test('is drafted with the figures of an instant, under the next number of its kind', async () => {
    minutes(2);
    const body = { kind: 'tactical', name: 'هدى سالم', forTimePeriod: period(), urgency: 'Immediate' };
    const draft = await api.send<Report>('officer', 'POST', '/v1/sitreps', { body });
    expect(draft.status).toBe(201);
    report = draft.body;
    expect(report.id).toBe('tactical-00001');
    expect(report.header).toMatchObject({
      messageID: 'tactical-00001.1',
      reportNumber: 1,
      reportVersion: 'Initial',
      urgency: 'Immediate',
      preparedBy: { id: 'officer', name: 'هدى سالم', role: 'officer' },
      authorizedBy: null,
      precedingMessageID: null,
    });
    expect(figure(report, 'cases_received').n).toBe(6);
    expect(figure(report, 'agencies').lines).toMatchObject([{ key: 'erc', counts: { asked: 1 } }]);
    const other = await api.send<Report>('supervisor', 'POST', '/v1/sitreps', {
      body: { ...body, kind: 'ministerial' },
    });
    expect(other.body.id).toBe('ministerial-00001');
  });

  test('the restricted annex is for supervisors, directors and auditors', async () => {
    expect([report.annex, report.figures.some(({ section }) => section === 7)]).toEqual([false, false]);
    for (const role of ['supervisor', 'director', 'auditor']) {
      const { body } = await api.send<Report>(role, 'GET', path());
      expect([role, body.annex, figure(body, 'annex').counts.unaccompanied_children]).toEqual([role, true, 1]);
    }
    for (const kind of ['page', 'csv']) {
      expect((await api.send('officer', 'GET', `${path()}/${kind}`)).text).not.toMatch(/annex|ملحق مقيد/i);
      expect((await api.send('director', 'GET', `${path()}/${kind}?`)).text).toMatch(/annex|ملحق مقيد/i);
    }
  });

  test('people write its parts, each under their name, and a stale writer is told so', async () => {
    const sections = {
      headline: { ar: 'ستة بلاغات', en: 'Six cases' },
      gaps: { ar: 'سيارة إسعاف', en: 'An ambulance' },
    };
    const written = await api.send<Report>('officer', 'PATCH', path(), {
      headers: match(),
      body: { name: 'هدى سالم', sections, severity: 'Severe' },
    });
    expect(written.body.sections.headline).toMatchObject({ ...sections.headline, by: 'هدى سالم' });
    const stale = await api.send('officer', 'PATCH', path(), { headers: match(), body: { name: 'x', sections } });
    expect([stale.status, stale.body.currentVersion]).toEqual([412, written.body.version]);
    report = written.body;
  });

  test('is approved by a second person with the right to', async () => {
    expect(
      (await api.send('officer', 'PUT', `${path()}/approval`, { headers: match(), body: { name: 'x' } })).status,
    ).toBe(403);
    const same = await api.send('supervisor', 'PUT', `${path()}/approval`, {
      headers: match(),
      body: { name: 'x' },
      as: 'officer',
    });
    expect(same.body.type).toBe('/problems/second-person-required');
  });

  test('figures that have moved since the draft are counted again and shown before anybody approves them', async () => {
    // Recorded before the data instant, and only now told to the rollup.
    const late = api.at.clock.ms;
    api.at.clock.ms = Date.parse(report.dataAsOf) - 30_000;
    await open();
    api.at.clock.ms = late;
    await rollUp();
    const moved = await api.send('director', 'PUT', `${path()}/approval`, {
      headers: match(),
      body: { name: 'Director' },
    });
    expect(moved.status).toBe(412);
    report = (await api.send<Report>('director', 'GET', path())).body;
    expect(figure(report, 'cases_received').n).toBe(7);
    const issued = await api.send<Report>('director', 'PUT', `${path()}/approval`, {
      headers: match(),
      body: { name: 'د. منى' },
    });
    expect(issued.body).toMatchObject({
      state: 'issued',
      header: { authorizedBy: { name: 'د. منى', role: 'director' } },
    });
    report = issued.body;
  });

  test('what is issued never changes: not by people, and not by a thousand later events', {
    timeout: 120_000,
  }, async () => {
    const again = await api.send<Problem>('officer', 'PATCH', path(), {
      headers: match(),
      body: { name: 'x', severity: 'Minor' },
    });
    expect(again.body.type).toBe('/problems/illegal-transition');
    const { from, to } = period();
    const metrics = `/v1/metrics?from=${from}&to=${to}&asOf=${report.dataAsOf}`;
    const before = (await api.send<Figures>('director', 'GET', metrics)).body;
    minutes(1);
    const notes: Step = (state, context) =>
      append({ state, events: [] }, (now) =>
        Array.from({ length: 40 }, () => event(now, context, 'note.added', { text: 'x' })),
      );
    const by = { actor: { kind: 'staff' as const, id: 'officer' }, now: iso(api.at.clock.ms) };
    for (const id of opened) for (let some = 0; some < 4; some++) await appendTo(api.at.room, id, notes, by);
    await api.send('supervisor', 'POST', `/v1/cases/${opened[2]}/triage`, {
      body: { priority: 'P4', category: 'documents', reason: 'r' },
      headers: { 'if-match': `"${(await api.head(opened[2]!)).version}"` },
    });
    await api.act(opened[2]!, 'resolve', {
      code: 'document_issued',
      text: 'x',
      verifiedBy: 'officer',
      verifiedHow: 'document',
    });
    await rollUp();
    const versions = await Promise.all(opened.map(async (id) => (await api.head(id)).version));
    expect(versions.reduce((sum, version) => sum + version, 0)).toBeGreaterThan(1_000);
    expect((await api.send<Figures>('director', 'GET', metrics)).body).toEqual(before);
    expect((await api.send<Report>('director', 'GET', path())).body).toEqual(report);
  });

  test('an update is an edition of its own; the first one stays as it was issued', async () => {
    minutes(2);
    const update = await api.send<Report>('officer', 'POST', `${path()}/editions`, {
      body: { reportVersion: 'Update', name: 'هدى سالم' },
    });
    expect(update.status).toBe(201);
    expect(update.body.header).toMatchObject({
      messageID: 'tactical-00001.2',
      precedingMessageID: 'tactical-00001.1',
      originatingMessageID: 'tactical-00001.1',
      reportVersion: 'Update',
    });
    expect(figure(update.body, 'cases_received').counts.resolved).toBe(1);
    const first = (await api.send<Report>('director', 'GET', `${path()}?edition=1`)).body;
    // What its reader may do with it now is the reader's, not the edition's.
    const issued = { ...report, version: update.body.version, editions: 2, allowed: expect.anything() };
    expect(first).toEqual(issued);
    const second = await api.send('officer', 'POST', `${path()}/editions`, {
      body: { reportVersion: 'Final', name: 'x' },
    });
    expect(second.body.type).toBe('/problems/illegal-transition');
    const list = await api.send<{ items: { id: string }[] }>('auditor', 'GET', '/v1/sitreps?kind=tactical');
    expect(list.body.items.map(({ id }) => id)).toEqual(['tactical-00001']);
  });

  test('the same draft sent twice is one report', async () => {
    const sent = {
      body: { kind: 'tactical', name: 'x', forTimePeriod: period() },
      headers: { 'idempotency-key': 'one-draft-only' },
    };
    const [one, two] = [
      await api.send<Report>('officer', 'POST', '/v1/sitreps', sent),
      await api.send<Report>('officer', 'POST', '/v1/sitreps', sent),
    ];
    expect([one.body.id, two.body.id, two.status]).toEqual(['tactical-00002', 'tactical-00002', 201]);
  });

  test('a report of an instant that may still change is refused', async () => {
    const body = { kind: 'tactical', name: 'x', forTimePeriod: period(), dataAsOf: iso(api.at.clock.ms - 30_000) };
    const { status, body: refused } = await api.send('officer', 'POST', '/v1/sitreps', { body });
    expect([status, refused.errors?.[0]?.pointer]).toEqual([400, '/dataAsOf']);
  });

  test.each([
    ['ar', 'rtl', 'الأرقام الرئيسية'],
    ['en', 'ltr', 'Key figures'],
  ])('prints as one page with its charts and nothing that runs: %s', async (lang, dir, heading) => {
    const { text, headers } = await api.send('director', 'GET', `${path()}/page?edition=1&lang=${lang}`);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain(`<html lang="${lang}" dir="${dir}">`);
    for (const part of [heading, '<svg', 'د. منى', lang === 'ar' ? 'ستة بلاغات' : 'Six cases'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script|https?:\/\/|ملك|undefined|NaN/);
  });

  test('is a table whose second row are tags of the HXL standard', async () => {
    const { text } = await api.send('director', 'GET', `${path()}/csv?edition=1`);
    const [names = '', tags = '', ...rows] = text.trim().split('\r\n');
    expect(names).toMatch(/^report,as_of/);
    for (const tag of tags.split(',')) {
      expect(tag).toMatch(/^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$/);
      expect(HXL_HASHTAGS).toContain(tag.split('+')[0]);
    }
    expect(rows.length).toBeGreaterThan(30);
    const cells = rows.map((row) => row.split(','));
    expect(cells.some((row) => row.includes('cases_received') && row.at(-2) === '7' && row.at(-1) === '7')).toBe(true);
  });

  test('is handed out by a link that soon dies', async () => {
    const { status, body } = await api.send<{ url: string; expiresAt: string }>('officer', 'POST', `${path()}/files`, {
      body: { format: 'csv' },
    });
    expect(status).toBe(202);
    expect(Date.parse(body.expiresAt) - api.at.clock.ms).toBe(900_000);
    const key = new URL(body.url).pathname.slice(1);
    expect(key).toMatch(/^exports\/sitreps\/tactical-00001\/[0-9a-f]{32}\.csv$/);
    expect(api.files.get(key)).toContain('#indicator');
  });
});
