/**
 * `npm run demo`: Khartoum, April 2023, played through the running room's own webhooks and APIs. All persons, numbers and words are
 * invented. It moves the laptop room's clock forward by some 45 minutes, so that the ladder can be watched climbing.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readSettings } from '../../infra/local/settings.ts';
import { type Delivery, deliver, type Phone, webhook } from './provider.ts';

const base = process.env.OPS_PUBLIC_BASE_URL ?? `http://localhost:${process.env.PORT ?? 8080}`;
const run = promisify(execFile);

interface Head {
  id: string;
  version: number;
  status: string;
  priority: string;
  category: string;
  summary: string;
  escalations: { alertId: string; state: string; told: string[] }[];
  persons: { personId: string }[];
  needs: { needId: string }[];
  reporters: { contactId: string; name?: string }[];
  counts: { messagesIn: number };
}

async function token(...who: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'infra/local/token.ts', ...who]);
  return stdout.trim();
}

function say(line: string): void {
  console.log(line);
}

async function call<T>(who: string, method: string, path: string, body?: unknown, ifMatch?: number): Promise<T> {
  const response = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${who}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
  return (answer ? JSON.parse(answer) : undefined) as T;
}

const local = (path: string, body?: unknown) =>
  fetch(`${base}/_local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  }).then(async (response) => {
    if (!response.ok) throw new Error(`/_local/${path}: ${response.status} ${await response.text()}`);
  });

async function main(): Promise<void> {
  const health = await fetch(`${base}/health`).catch(() => undefined);
  if (!health?.ok) throw new Error(`no room answers at ${base}: start one with "npm start" first`);
  const { OPS_WHATSAPP_APP_SECRET: secret = '', OPS_WHATSAPP_PHONE_NUMBER_ID: account = '' } = readSettings(
    process.env,
  ).values(Number(new URL(base).port));
  const [officer, supervisor, redCrescent] = await Promise.all([
    token('officer'),
    token('supervisor'),
    token('agency', 'erc'),
  ]);
  // Numbers of their own for each run, so that it can be played again on the same data.
  const run4 = String(Date.now() % 10_000).padStart(4, '0');
  const phone = (number: string, name: string): Phone => ({ number: `${number}${run4}`, name });
  const said = (from: Phone, ...texts: string[]): Promise<Delivery> =>
    webhook(from, texts, secret, account, Date.now());

  const owner = (await call<{ id: string }>(officer, 'GET', '/v1/me')).id;
  const known = new Set((await board(officer)).map((row) => row.id));
  const fresh = async (): Promise<Head> => {
    await local('settle');
    const found = (await board(officer)).find((row) => !known.has(row.id));
    if (!found) throw new Error('the message did not become a case');
    known.add(found.id);
    return call<Head>(officer, 'GET', `/v1/cases/${found.id}`);
  };
  const arrives = async (who: string, delivery: Promise<Delivery>): Promise<Head> => {
    await deliver(base, await delivery);
    const head = await fresh();
    say(`  ${who}\n    → ${head.id}  ${head.priority} ${head.category}  «${head.summary.slice(0, 60)}»`);
    return head;
  };
  const act = async (head: Head, who: string, command: string, body: unknown, match = true): Promise<Head> =>
    call<Head>(
      who,
      'POST',
      `/v1/cases/${head.id}/${command}`,
      body,
      match ? (await current(officer, head)).version : undefined,
    );

  say('1  Messages arrive, signed as Meta signs them');
  const family = phone('24991001', 'Karim');
  const water = await arrives(
    'A family without water in Al-Riyadh',
    said(
      family,
      'إحنا محبوسين في الشقة في حي الرياض أنا ومراتي وبنتي عندها سنة ونص وحماتي. المية خلصت من امبارح ومفيش لبن للبنت والضرب شغال جنبنا ومش عارفين ننزل',
    ),
  );
  const more = await said(family, 'تليفوني هيفصل. لو مردتش كلموا أخويا في مصر');
  const answers = await Promise.all([deliver(base, more), deliver(base, more), deliver(base, more)]);
  await local('settle');
  const counted = await current(officer, water);
  say(
    `    the same webhook three times at once (${answers.join(', ')}): the case has ${counted.counts.messagesIn} messages`,
  );

  const child = await arrives(
    'An aunt in Giza: two children alone with a neighbour',
    said(
      phone('20100001', 'Salma'),
      'ولاد أختي زياد ٩ سنين وملك ٦ سنين قاعدين لوحدهم في بحري من الخميس، الجارة واخداهم عندها بس هتمشي بكره. ملك سخنة',
    ),
  );
  const girl = await arrives(
    'A mother in the United States: her daughter is shot',
    said(phone('1202555', 'Mona'), 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم في الشقة'),
  );
  const uncle = await arrives(
    'The uncle in Cairo, in Latin letters',
    said(
      phone('20100002', 'Hany'),
      'bent o5ty etdarabet bel nar fe ba7ry, el banat lewa7dohom w mafeesh 7ad m3ahom, 7ad yel7a2hom',
    ),
  );
  await arrives(
    'A student asks about buses',
    said(
      phone('24991002', 'Omar'),
      'السلام عليكم انا طالب في جامعة الخرطوم، امتى معاد الاتوبيسات لمصر؟ انا في مكان امن',
    ),
  );
  const SCAM = 'عاجل للمصريين في السودان!! اتوبيسات مكيفة للخروج مضمون. الكرسي ٣٠٠ دولار تحويل فودافون كاش للجادين فقط';
  const scam = await arrives('A scam', said(phone('20100003', 'Bus Tours'), SCAM));
  for (let copy = 0; copy < 6; copy++)
    await deliver(base, await said(phone(`2010001${copy}`, 'Passed on'), copy % 2 ? `منقول: ${SCAM}` : `${SCAM} 🙏`));
  await local('settle');
  const storm = (await board(officer)).find((row) => row.similar);
  say(`    passed on by six other numbers: one row of the board stands for ${storm?.similar?.count ?? 1} cases`);
  for (const row of await board(officer)) known.add(row.id);
  await arrives(
    'A rumour about a crossing',
    said(phone('24991003', 'Adel'), 'سمعنا ان معبر ارقين اتقفل، الكلام ده صح ولا اشاعة؟'),
  );
  await arrives('Nobody is hurt, thank God', said(phone('24991004', 'Tarek'), 'مفيش مصابين الحمد لله بس محتاجين مية'));

  say('2  Officers read, triage, take what is theirs');
  await act(child, officer, 'triage', {
    priority: 'P1',
    category: 'unaccompanied_child',
    reason: 'a neighbour is no guardian (R02)',
    country: 'SD',
    city: 'Khartoum North',
  });
  await act(girl, officer, 'triage', {
    priority: 'P1',
    category: 'injury',
    needs: ['medical_care'],
    reason: 'gunshot wound',
    country: 'SD',
    city: 'Khartoum North',
  });
  await act(girl, officer, 'assign', { owner });
  await act(girl, officer, 'persons', { name: 'ملك', age: 9, vulnerabilities: ['injured'] }, false);
  await act(uncle, officer, 'merge', { into: girl.id, reason: 'the same girl, told by her uncle' });
  say(`    ${uncle.id} is merged into ${girl.id}: two reporters, one case`);
  const ended = await call<{ items: { outcome: string }[] }>(
    supervisor,
    'POST',
    `/v1/similar/${storm?.similar?.group ?? scam.id}`,
    { command: 'invalidate', input: { reason: 'scam' } },
  );
  say(
    `    the scam is ended in ${ended.items.filter(({ outcome }) => outcome === 'done').length} cases by one command`,
  );
  await act(water, officer, 'triage', {
    priority: 'P1',
    category: 'trapped_basic_needs',
    needs: ['water', 'baby_supplies'],
    reason: 'no water, an infant, cannot move (R05)',
    country: 'SD',
    city: 'Khartoum',
  });
  await act(water, officer, 'assign', { owner });

  say('3  The Red Crescent is asked for the girl, the embassy for the family');
  const asked = await act(
    girl,
    officer,
    'escalations',
    { agency: 'erc', ask: 'Ambulance to the nearest open hospital', need: 'medical_care', quantity: 1 },
    false,
  );
  const silent = await act(
    water,
    officer,
    'escalations',
    { agency: 'emb-sd', ask: 'Water and milk to the building', need: 'water', quantity: 4 },
    false,
  );
  await local('settle');
  const alertId = asked.escalations.at(-1)!.alertId;
  await call(redCrescent, 'POST', `/partner/v1/alerts/${alertId}/acknowledge`, { by: 'Dr Mona', role: 'duty officer' });
  await call(redCrescent, 'POST', `/partner/v1/alerts/${alertId}/accept`, {
    eta: new Date(Date.now() + 3 * 3_600_000).toISOString(),
    text: 'Ambulance leaves Bahri now',
  });
  say(`    the Red Crescent acknowledged ${alertId} and accepted with an ETA`);

  say('4  The embassy does not answer: the ladder climbs, minute by minute of the room’s clock');
  const silentId = silent.escalations.at(-1)!.alertId;
  for (const minutes of [5, 5, 10, 20]) {
    await local('clock', { advance: `PT${minutes}M` });
    await local('settle');
    const { escalations } = await current(officer, water);
    say(`    +${minutes} min  told: ${escalations.find((e) => e.alertId === silentId)?.told.join(' → ')}`);
  }
  await act(
    water,
    officer,
    `escalations/${silentId}/ack-by-phone`,
    { by: 'Amb. Sherif', role: 'assistant minister', rung: 't3' },
    false,
  );
  await local('settle');
  say("    the assistant minister's office answers by name: the ladder stops, whoever was told hears so");
  await act(
    water,
    officer,
    `escalations/${silentId}/stand-down`,
    { reason: 'the consul came with water and milk' },
    false,
  );
  await local('settle');
  let fed = await current(officer, water);
  for (const { needId } of fed.needs)
    fed = await call(officer, 'PATCH', `/v1/cases/${water.id}/needs/${needId}`, { status: 'met' }, fed.version);
  const rescued = await act(water, officer, 'resolve', {
    code: 'need_met_in_place',
    text: 'Water and milk reached the flat; the father confirmed it in writing',
    verifiedBy: 'Huda',
    verifiedHow: 'subject_contact',
  });
  say(`    ${rescued.id} is ${rescued.status}: the family has water and milk`);

  say('5  Arrival and resolution');
  await call(redCrescent, 'POST', `/partner/v1/alerts/${alertId}/report`, { text: 'The ambulance has arrived' });
  await call(redCrescent, 'POST', `/partner/v1/alerts/${alertId}/complete`, { text: 'In hospital, stable' });
  await local('settle');
  const { persons, reporters, version } = await current(officer, girl);
  await call(
    officer,
    'PATCH',
    `/v1/cases/${girl.id}/persons/${persons[0]!.personId}`,
    { safety: { status: 'hospitalised', grade: 'direct_contact' } },
    version,
  );
  await act(
    girl,
    officer,
    'messages',
    { contactId: reporters[0]!.contactId, text: 'ملك في المستشفى وحالتها مستقرة' },
    false,
  );
  await local('settle');
  say('    the ambulance has arrived; her mother is told in writing');
  const resolved = await act(girl, officer, 'resolve', {
    code: 'medical_care_received',
    text: 'Operated in Bashair hospital, stable; the children are with their aunt',
    verifiedBy: 'Huda',
    verifiedHow: 'reporter_contact',
  });
  await local('settle');
  const proof = await call<{ valid: boolean; events: number; head: string }>(
    officer,
    'GET',
    `/v1/cases/${girl.id}/timeline/verification`,
  );
  say(
    `    ${resolved.id} is ${resolved.status}; its timeline of ${proof.events} events is ${proof.valid ? 'whole' : 'BROKEN'}, head ${proof.head.slice(0, 12)}…`,
  );
  const { items } = await call<{
    items: { seq: number; at: string; type: string; actor: { kind: string; id: string } }[];
  }>(officer, 'GET', `/v1/cases/${girl.id}/timeline?limit=200`);
  for (const event of items)
    say(
      `      ${String(event.seq).padStart(3)}  ${event.at.slice(11, 19)}  ${event.type.padEnd(26)} ${event.actor.kind}`,
    );
  if (!proof.valid) throw new Error('the timeline does not verify');
  if (resolved.status !== 'resolved' || rescued.status !== 'resolved') throw new Error('the story did not end');
  say('\n6  What is left on the board');
  for (const { id, priority, status, category } of (await board(officer)).slice(0, 12))
    say(`    ${id}  ${priority}  ${status.padEnd(12)} ${category}`);
  say(`\nThe board: ${base}/v1/cases   the agencies' inboxes: ${base}/_local`);
}

interface Row {
  id: string;
  priority: string;
  status: string;
  category: string;
  similar?: { group: string; count: number };
}

async function board(who: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: Row[]; next: string | null } = await call(who, 'GET', `/v1/cases?limit=200${query}`);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return rows;
}

const current = (who: string, head: Head) => call<Head>(who, 'GET', `/v1/cases/${head.id}`);

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
