import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** A night in the room: who is there, who looks at what, and how one shift hands over to the next (domain.md e.2). */
interface Shift {
  id: string;
  version: number;
  start: string;
  end: string;
}
interface Handover {
  id: string;
  version: number;
  state: string;
  sealed?: number;
  parts: { part: string; lines: number }[];
  rungs: string[];
  obligations?: { withoutOwner: string[]; openLines: number; unassigned: number };
  settled?: { moved: number; kept: string[] };
  audited?: { untouched: string[]; left: string[] };
}
interface Line {
  id: string;
  part: string;
  case?: string;
  owner?: string;
  text?: string;
  overdue?: boolean;
  disposition?: { disposition: string; to?: string };
}
interface Duty {
  supervisors: string[];
  people: { staff: string; role: string; load: Record<string, number>; training?: { minutes: number } }[];
}

let room: TestRoom;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  room = await startTestRoom();
  for (const role of ['officer', 'supervisor', 'director', 'surge']) tokens[role] = await room.token(role);
});
afterAll(() => room?.stop());

const as = <T>(who: string, method: string, path: string, body?: unknown, match?: { version: number }) =>
  call<T>(room, tokens[who]!, method, path, body, match);
const get = <T>(who: string, path: string) => as<T>(who, 'GET', path);

/** The answer to a request that is to be refused. */
async function refused(who: string, method: string, path: string, body?: unknown, version?: number) {
  const answer = await fetch(room.url + path, {
    method,
    headers: {
      authorization: `Bearer ${tokens[who]!}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { type, open } = (await answer.json()) as { type: string; open?: string[] };
  return { status: answer.status, type, ...(open ? { open } : {}) };
}

const inMinutes = (minutes: number) => new Date(room.now() + minutes * 60_000).toISOString();

async function logged(text: string, priority: string, more: object = {}): Promise<Head> {
  const reporter = { name: 'أم كريم', phone: '+201000000101' };
  const body = { channel: 'phone', reporter, text, priority, country: 'SD', ...more };
  return as<Head>('officer', 'POST', '/v1/cases', body);
}
const assigned = async (head: Head, owner: string) =>
  as<Head>('supervisor', 'POST', `/v1/cases/${head.id}/assign`, { owner }, head);

test('a night: two shifts, and what goes from one to the other', { timeout: 170_000 }, async () => {
  // The roster: the evening shift is half an hour from its end, the night shift begins now.
  const evening = await as<Shift>('supervisor', 'POST', '/v1/shifts', {
    start: inMinutes(-8 * 60),
    contact: 'غرفة الراحة، تحويلة ١٢',
    roster: [
      { staff: 'supervisor', role: 'supervisor' },
      { staff: 'officer', role: 'officer', state: 'tired', note: 'ثلاث ليال متتالية' },
      { staff: 'surge', role: 'surge' },
    ],
  });
  const night = await as<Shift>('director', 'POST', '/v1/shifts', {
    start: inMinutes(-1),
    roster: [
      { staff: 'director', role: 'supervisor' },
      { staff: 'nadia', role: 'officer' },
    ],
  });
  expect(evening.end > night.start).toBe(true);
  await as('surge', 'POST', `/v1/shifts/${evening.id}/briefings`, { minutes: 12 });
  await as('supervisor', 'POST', `/v1/shifts/${evening.id}/instructions`, {
    from: 'وكيل الوزارة',
    text: 'معبر أرقين مغلق حتى الفجر',
  });
  expect(await get('officer', '/v1/me')).toMatchObject({
    id: 'officer',
    duty: [{ role: 'officer', shift: evening.id, to: evening.end }],
    supervisors: ['supervisor', 'director'],
  });
  // How somebody is concerns supervisors.
  expect(JSON.stringify(await get('officer', `/v1/shifts/${evening.id}`))).not.toContain('tired');

  // Calls of the evening; each finds its crisis by its country.
  let injured = await logged('بنتي مصابة بطلق ناري', 'P1', { category: 'injury' });
  expect(injured).toMatchObject({ crisis: 'SDN23' });
  injured = await assigned(injured, 'officer');
  const bus = await assigned(
    await logged('عايزين نعرف مواعيد الأتوبيس', 'P3', { category: 'evacuation_request' }),
    'officer',
  );
  const contactId = (await get<{ reporters: { contactId: string }[] }>('officer', `/v1/cases/${injured.id}`))
    .reporters[0]!.contactId;
  await as('officer', 'POST', `/v1/cases/${injured.id}/promises`, {
    contactId,
    text: 'نتصل بكم خلال خمس دقائق',
    dueAt: inMinutes(5),
  });
  const taken = await logged('خطفوا أخي ويطلبون فدية', 'P1', { category: 'abduction_ransom' });
  const sealing = { priority: 'P1', category: 'abduction_ransom', sensitivity: 'sealed', reason: 'ransom' };
  const sealed = await assigned(
    await as('supervisor', 'POST', `/v1/cases/${taken.id}/triage`, sealing, taken),
    'officer',
  );
  await deliver(room, whatsapp(room, [{ id: 'night-1', text: 'احنا محبوسين والضرب شغال جنبنا' }], room.now()));
  await room.settle();

  // Who is there and how much each has; who looks at what, holding for a minute and keeping nobody out.
  const duty = await get<Duty>('officer', '/v1/shifts/current');
  expect(duty.supervisors).toEqual(['supervisor', 'director']);
  expect(duty.people.find(({ staff }) => staff === 'officer')!.load).toEqual({ P1: 2, P2: 0, P3: 1, P4: 0 });
  expect(duty.people.find(({ staff }) => staff === 'surge')!.training).toMatchObject({ minutes: 12 });
  const at = `/v1/cases/${injured.id}/presence`;
  await as('officer', 'POST', at, { doing: 'writing' });
  expect(await as('supervisor', 'POST', at, { doing: 'reading' })).toMatchObject({
    items: [{ staff: 'officer', doing: 'writing' }],
  });
  expect((await refused('surge', 'POST', `/v1/cases/${sealed.id}/presence`, { doing: 'reading' })).status).toBe(404);
  await room.advance('PT6M');
  expect(await get('officer', at)).toEqual({ items: [], next: null });

  // The pack: the promise that is overdue on top, the sealed case counted to nobody but the successor.
  const drafted = await as<Handover>('supervisor', 'POST', '/v1/handovers', { shift: evening.id });
  expect(drafted).toMatchObject({ id: evening.id, state: 'draft', to: night.id, successor: 'director' });
  const of = (handover: Handover) => Object.fromEntries(handover.parts.map(({ part, lines }) => [part, lines]));
  expect(of(drafted)).toMatchObject({ urgent: 2, promises: 1, instructions: 1, staff: 2, untriaged: 1 });
  expect(of(drafted)).not.toHaveProperty('sealed');
  const path = `/v1/handovers/${evening.id}`;
  const lines = async (who: string, query = '') => (await get<{ items: Line[] }>(who, `${path}/lines${query}`)).items;
  const asSupervisor = await lines('supervisor', '?limit=200');
  expect(asSupervisor[0]).toMatchObject({ part: 'promises', overdue: true, text: 'نتصل بكم خلال خمس دقائق' });
  expect(JSON.stringify(asSupervisor)).not.toContain(sealed.id);
  expect(await lines('director', '?part=sealed')).toMatchObject([{ part: 'sealed' }]);
  expect(await lines('supervisor', '?part=sealed')).toEqual([]);
  expect((await refused('surge', 'GET', path)).status).toBe(403);

  // Offered, and impossible to accept while a P1 has no incoming owner.
  let offer = await as<Handover>('supervisor', 'POST', `${path}/offer`, { notes: 'تابعوا معبر أرقين' });
  expect((await refused('director', 'POST', `${path}/accept`, {})).status).toBe(428);
  const stray = offer.obligations!.withoutOwner.filter((id) => id !== injured.id);
  expect(stray).toHaveLength(1);
  expect(await refused('director', 'POST', `${path}/accept`, {}, offer.version)).toEqual({
    status: 409,
    type: '/problems/open-obligations',
    open: expect.arrayContaining([injured.id, ...stray]),
  });
  for (const part of drafted.parts.filter((each) => each.lines > 0).map((each) => each.part))
    offer = await as<Handover>('supervisor', 'POST', `${path}/dispositions`, { part, disposition: 'noted' });
  for (const part of ['sealed', 'notes'])
    offer = await as<Handover>('director', 'POST', `${path}/dispositions`, { part, disposition: 'noted' });
  offer = await as<Handover>('supervisor', 'POST', `${path}/dispositions`, {
    filter: { owner: 'officer' },
    disposition: 'take',
    to: 'nadia',
  });
  offer = await as<Handover>('director', 'POST', `${path}/dispositions`, {
    cases: stray,
    disposition: 'take',
    to: 'director',
  });
  expect(offer.obligations).toEqual({ withoutOwner: [], openLines: 0, unassigned: 0 });
  expect((await lines('officer', '?part=promises'))[0]!.disposition).toMatchObject({
    disposition: 'take',
    to: 'nadia',
  });

  // Accepted: one event. The owner follows from it before the relay has done anything.
  expect((await refused('supervisor', 'POST', `${path}/accept`, {}, offer.version)).status).toBe(403);
  expect((await refused('director', 'POST', `${path}/accept`, {}, offer.version - 1)).status).toBe(412);
  room.fault({ kind: 'throttle', service: 'dynamodb', operation: 'TransactWriteItems', caller: 'relay' });
  await as('director', 'POST', `${path}/accept`, {}, offer);
  expect(await get('officer', `/v1/cases/${injured.id}`)).toMatchObject({ owner: 'nadia' });
  room.clearFaults();
  await room.settle();
  const settled = await get<Handover>('director', path);
  expect(settled).toMatchObject({ state: 'accepted', settled: { moved: 4, kept: [] } });
  for (const [id, owner] of [
    [injured.id, 'nadia'],
    [bus.id, 'nadia'],
    [stray[0]!, 'director'],
    [sealed.id, 'director'],
  ] as const) {
    const { items } = await get<{ items: { type: string; data: { handover?: string; owner?: string } }[] }>(
      'director',
      `/v1/cases/${id}/timeline?limit=200`,
    );
    expect(items.filter(({ type, data }) => type === 'case.assigned' && data.handover)).toMatchObject([
      { data: { owner, handover: evening.id } },
    ]);
  }

  // The evening goes home: its supervisor reads no sealed case any more.
  expect((await refused('officer', 'GET', `/v1/cases/${sealed.id}`)).status).toBe(404);
  expect(await get('supervisor', `/v1/cases/${sealed.id}`)).toMatchObject({ id: sealed.id });
  await room.advance('PT30M');
  expect((await refused('supervisor', 'GET', `/v1/cases/${sealed.id}`)).status).toBe(404);
  expect(await get('director', `/v1/cases/${sealed.id}`)).toMatchObject({ owner: 'director' });

  // Two hours later the new supervisor hears what nobody has touched; the sealed case is named to him alone.
  await as('director', 'POST', `/v1/cases/${bus.id}/notes`, { text: 'الأتوبيس الساعة ٦' });
  const heard = () =>
    room.room.aws
      .deliveries()
      .filter(
        ({ kind, protocol, body }) => kind === 'notification' && protocol === 'email' && body.includes(path.slice(3)),
      )
      .map(({ endpoint }) => endpoint);
  expect(heard()).toEqual([]);
  await room.advance('PT1H31M');
  expect(heard()).toEqual(['supervisor@room.example']);
  const audited = (await get<Handover>('director', path)).audited!;
  expect(new Set(audited.untouched)).toEqual(new Set([injured.id, sealed.id, ...stray]));
  expect((await get<Handover>('officer', path)).audited!.untouched).not.toContain(sealed.id);
  expect(room.denied()).toEqual([]);
});
