/**
 * A room on the evening of a crisis, with something on every screen: Khartoum, April 2023, as the reference story has it. All persons, numbers
 * and words are invented.
 */
import { SCREENS } from '../../functions/console/web/screens.ts';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import type { TestRoom } from '../harness/room.ts';

/** A screen in one of its states: where it is, and what is there when it stands. */
export interface Place {
  name: string;
  hash: string;
  ready: string;
  /** Whose it is, where it is no officer's or an officer sees little of it. */
  as?: 'supervisor';
}

/** Ten families at once on a machine that has other things to do. */
const PATIENCE_MS = 180_000;

const WRITTEN: readonly [name: string, text: string][] = [
  [
    'Karim',
    'إحنا محبوسين في الشقة في الخرطوم حي الرياض أنا ومراتي وبنتي عندها سنة ونص وحماتي. المية خلصت من امبارح والضرب شغال جنبنا',
  ],
  ['Mona', 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم في الشقة'],
  ['Salma', 'ولاد أختي زياد ٩ سنين وملك ٦ سنين قاعدين لوحدهم في بحري من الخميس، الجارة هتمشي بكره'],
  ['Omar', 'السلام عليكم انا طالب في جامعة الخرطوم، امتى معاد الاتوبيسات لمصر؟ انا في مكان امن'],
  ['Adel', 'سمعنا ان معبر ارقين اتقفل، الكلام ده صح ولا اشاعة؟ احنا في الخرطوم'],
  ['Tarek', 'مفيش مصابين الحمد لله بس محتاجين مية في أم درمان'],
  ['Hany', 'bent o5ty etdarabet bel nar fe ba7ry, el banat lewa7dohom w mafeesh 7ad m3ahom'],
  ['Huda', 'My passport was lost on the way to Wadi Halfa, I am with my mother'],
  ['Sherif', 'ابويا مريض سكر والانسولين خلص في مدني'],
  ['Nour', 'طريق شندي آمن؟ عايزين نطلع مع اتوبيس الجامعة، ٢٢ طالبة'],
];

/** Fills a room. @returns every screen of the console with what is to be seen there. */
export async function play(room: TestRoom): Promise<Place[]> {
  const tokens = {
    officer: await room.token('officer'),
    supervisor: await room.token('supervisor'),
    director: await room.token('director'),
  };
  const as = <T>(who: keyof typeof tokens, method: string, path: string, body?: unknown, match?: { version: number }) =>
    call<T>(room, tokens[who], method, path, body, match);
  const at = (minutes: number) => new Date(room.now() + minutes * 60_000).toISOString();
  const roster = (staff: string, ...officers: string[]) => [
    { staff, role: 'supervisor' },
    ...officers.map((each) => ({ staff: each, role: 'officer' })),
  ];

  const shift = await as<{ id: string }>('supervisor', 'POST', '/v1/shifts', {
    start: at(-8 * 60),
    contact: 'غرفة الراحة، تحويلة ١٢',
    roster: roster('supervisor', 'officer', 'laila'),
  });
  await as('supervisor', 'POST', '/v1/shifts', { start: at(-1), roster: roster('director', 'nadia', 'yousef') });

  const said = WRITTEN.map(([name, text], n) => ({ from: `2499100003${10 + n}`, id: `story-${n}`, name, text }));
  await deliver(room, whatsapp(room, said, room.now()));
  await room.settle(PATIENCE_MS);
  const heads = new Map<string, Head & { summary: string }>();
  for (const id of await board(room, tokens.officer)) {
    const one = await as<Head & { summary: string }>('officer', 'GET', `/v1/cases/${id}`);
    heads.set(one.summary.slice(0, 12), one);
  }
  const who = (name: string) => heads.get(WRITTEN.find(([each]) => each === name)![1].slice(0, 12))!;
  const triaged = (name: string, priority: string, category: string, city: string, owner?: string) =>
    act(who(name), priority, category, city, owner);
  async function act(head: Head, priority: string, category: string, city: string, owner?: string): Promise<Head> {
    const body = { priority, category, country: 'SD', city, reason: 'بحسب نص الرسالة' };
    const after = await as<Head>('officer', 'POST', `/v1/cases/${head.id}/triage`, body, head);
    return owner ? as<Head>('officer', 'POST', `/v1/cases/${head.id}/assign`, { owner }, after) : after;
  }
  const family = await triaged('Karim', 'P1', 'trapped_basic_needs', 'Khartoum', 'officer');
  const girl = await triaged('Mona', 'P1', 'injury', 'Khartoum North', 'officer');
  await triaged('Salma', 'P1', 'unaccompanied_child', 'Khartoum North');
  await triaged('Tarek', 'P2', 'trapped_basic_needs', 'Omdurman', 'nadia');
  await triaged('Sherif', 'P2', 'medical', 'Wad Madani', 'laila');
  await triaged('Nour', 'P3', 'evacuation_request', 'Khartoum', 'officer');

  // The girl's case in the middle of its work: persons, a need, a place, a promise, an agency that answered and one that does not.
  const of = (path: string, body: object) => as<Head>('officer', 'POST', `/v1/cases/${girl.id}${path}`, body);
  await of('/persons', { name: 'ملك', age: 9, vulnerabilities: ['injured'] });
  await of('/persons', { name: 'زياد', age: 6 });
  await of('/needs', { kind: 'medical_care', quantity: 1 });
  await of('/locations', {
    lat: 15.64,
    lon: 32.53,
    text: 'شارع المعونة، بحري',
    source: 'caller',
    observedAt: at(-5),
  });
  await of('/escalations', { agency: 'erc', ask: 'Ambulance to the nearest open hospital', need: 'medical_care' });
  await as('officer', 'POST', `/v1/cases/${family.id}/escalations`, {
    agency: 'emb-sd',
    ask: 'Water and milk to the building',
  });
  await room.settle(PATIENCE_MS);
  const { escalations, reporters } = await as<Head & { reporters: { contactId: string }[] }>(
    'officer',
    'GET',
    `/v1/cases/${girl.id}`,
  );
  const erc = await room.agencyToken('erc');
  const alert = `/partner/v1/alerts/${escalations[0]!.alertId}`;
  await call(room, erc, 'POST', `${alert}/acknowledge`, { by: 'Dr Mona', role: 'duty officer' });
  await call(room, erc, 'POST', `${alert}/accept`, { eta: at(40), text: 'Ambulance leaves Bahri now' });
  const { contactId } = reporters[0]!;
  await of('/messages', { contactId, text: 'وصلتنا رسالتك. سيارة إسعاف في الطريق إليكم، ابقوا بعيدا عن النوافذ.' });
  await of('/promises', { contactId, text: 'نتصل بكم عند وصول الإسعاف', dueAt: at(30) });
  await of('/notes', { text: 'الأم في الولايات المتحدة، والخال في القاهرة يكتب أيضا' });

  const rumour = await as<{ id: string }>('officer', 'POST', '/v1/rumours', {
    claim: { ar: 'معبر أرقين مغلق', en: 'Argeen crossing is closed' },
    seen: { where: 'WhatsApp', count: 40 },
    countries: ['SD'],
  });
  await as('officer', 'POST', `/v1/rumours/${rumour.id}/cases`, { case: who('Adel').id });
  await as('officer', 'POST', `/v1/rumours/${rumour.id}/check`, { authority: 'Consulate in Wadi Halfa' });
  const notice = await as<{ id: string }>('officer', 'POST', '/v1/notices', {
    kind: 'assembly_point',
    crisis: 'SDN23',
    title: { ar: 'نقطة تجمع جديدة', en: 'A new assembly point' },
    body: { ar: 'مدرسة الصداقة من السادسة صباحا', en: 'Friendship school from six in the morning' },
    area: { countries: ['SD'], name: { ar: 'الخرطوم', en: 'Khartoum' } },
    severity: 'Severe',
    urgency: 'Immediate',
    response: 'Evacuate',
    expires: at(48 * 60),
  });
  await room.settle(PATIENCE_MS);
  await room.room.advance('PT2M');
  await room.settle(PATIENCE_MS);
  const sitrep = await as<{ id: string }>('supervisor', 'POST', '/v1/sitreps', {
    kind: 'ministerial',
    name: 'هدى',
    forTimePeriod: { from: at(-60), to: at(0) },
  });
  await as('supervisor', 'POST', '/v1/handovers', { shift: shift.id });
  await room.settle(PATIENCE_MS);

  const found: Place[] = [
    { name: 'board', hash: '#/', ready: '.grid tbody tr' },
    { name: 'mine', hash: '#/mine', ready: '.board h1' },
    { name: 'cases', hash: `#/cases/${girl.id}`, ready: '.case .talk .said' },
    { name: 'call', hash: '#/call', ready: '.call textarea' },
    { name: 'handover', hash: '#/handover', ready: '.rows li' },
    { name: 'handover-pack', hash: `#/handover/${shift.id}`, ready: '.handover .acts', as: 'supervisor' },
    { name: 'shifts', hash: '#/shifts', ready: '.desk h1' },
    { name: 'sitreps', hash: '#/sitreps', ready: '.desk h1' },
    { name: 'sitreps-one', hash: `#/sitreps/${sitrep.id}`, ready: '#content h1' },
    { name: 'rumours', hash: '#/rumours', ready: '.desk h1' },
    { name: 'rumours-one', hash: `#/rumours/${rumour.id}`, ready: '#content h1' },
    { name: 'notices', hash: '#/notices', ready: '.desk h1' },
    { name: 'notices-one', hash: `#/notices/${notice.id}`, ready: '#content h1' },
    { name: 'outreach', hash: '#/outreach', ready: '#content h1' },
    { name: 'reconcile', hash: '#/reconcile', ready: '#content h1', as: 'supervisor' },
    { name: 'map', hash: '#/map', ready: '#content h1' },
    { name: 'ladders', hash: '#/ladders', ready: '#content h1' },
    { name: 'agencies', hash: '#/agencies', ready: '#content h1' },
    { name: 'agencies-one', hash: '#/agencies/erc', ready: '#content h1' },
    { name: 'figures', hash: '#/figures', ready: '#content h1' },
  ];
  // A screen that somebody adds is shown, and looked at by the tests, before anybody thinks of it here.
  const known = new Set(found.map(({ name }) => name));
  const others = SCREENS.filter(({ path }) => !known.has(path)).map(({ path }) => ({
    name: path,
    hash: `#/${path}`,
    ready: '#content h1',
  }));
  return [...found, ...others];
}
