import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * The main job on real input, once, whole: a signed webhook becomes an owned, escalated, resolved case whose timeline can be
 * verified and replayed.
 */
const CALL = 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم';

let room: TestRoom;
let officer: string;
let redCrescent: string;

beforeAll(async () => {
  room = await startTestRoom();
  [officer, redCrescent] = await Promise.all([room.token('officer'), room.agencyToken('erc')]);
});

afterAll(() => room.stop());

test('a distress call becomes an owned, escalated, resolved case', async () => {
  const body = whatsapp(room, [{ id: 'line-1', text: CALL }]);
  for (const answer of await Promise.all([1, 2, 3].map(() => deliver(room, body)))) expect(answer.status).toBe(200);
  await room.settle();

  const { items } = await get<{ items: { id: string }[] }>('/v1/cases');
  expect(items).toHaveLength(1);
  const { id } = items[0]!;
  const opened = await get<Head>(`/v1/cases/${id}`);
  expect(opened).toMatchObject({ status: 'new', priority: 'P1', counts: { messagesIn: 1 } });
  expect(opened.clocks.find((clock) => clock.name === 'triage')?.dueAt).toBeTruthy();

  let head = await act(
    id,
    'triage',
    { priority: 'P1', category: 'injury', needs: ['medical_care'], reason: 'gunshot' },
    opened,
  );
  head = await act(id, 'assign', { owner: 'officer' }, head);
  head = await act(id, 'notes', { text: 'The mother writes from the flat; four children with the girl.' });
  head = await act(id, 'escalations', {
    agency: 'erc',
    ask: 'Ambulance to the nearest hospital',
    need: 'medical_care',
  });
  await room.settle();

  const [alert] = await room.receive('agency-erc');
  const cloudEvent = JSON.parse(alert!.Body!) as { type: string; data: { alertId: string; link: string } };
  expect(cloudEvent).toMatchObject({ type: 'opsroom.escalation.raised.v1', subject: `case/${id}` });
  expect(alert!.Body).not.toContain('249910000777');
  expect(alert!.Body).not.toContain('بنتي');
  const { alertId, link } = cloudEvent.data;

  const page = await fetch(link.replace(/^https?:\/\/[^/]+/, room.url));
  expect(page.status).toBe(200);
  expect((await get<Head>(`/v1/cases/${id}`)).escalations[0]).toMatchObject({ state: 'sent' });

  await partner(alertId, 'acknowledge', { by: 'Dr Mona', role: 'duty officer' });
  await partner(alertId, 'accept', {
    eta: new Date(Date.now() + 3_600_000).toISOString(),
    text: 'ambulance on its way',
  });
  await partner(alertId, 'complete', { text: 'in hospital' });

  head = await get<Head>(`/v1/cases/${id}`);
  head = await act(
    id,
    'resolve',
    { code: 'medical_care_received', text: 'operated, stable', verifiedBy: 'Huda', verifiedHow: 'reporter_contact' },
    head,
  );
  expect(head).toMatchObject({ status: 'resolved', owner: 'officer' });

  const timeline = await get<{ items: { seq: number; type: string; at: string; hash: string; prevHash: string }[] }>(
    `/v1/cases/${id}/timeline?limit=200`,
  );
  expect(timeline.items.map((event) => event.type)).toEqual(
    expect.arrayContaining([
      'case.opened',
      'message.received',
      'triage.suggested',
      'case.triaged',
      'case.assigned',
      'note.added',
      'escalation.raised',
      'escalation.sent',
      'escalation.acknowledged',
      'escalation.accepted',
      'escalation.completed',
      'case.resolved',
    ]),
  );
  timeline.items.forEach((event, index) => {
    expect(event.seq).toBe(index + 1);
    if (index > 0) expect(event.prevHash).toBe(timeline.items[index - 1]!.hash);
  });
  expect(await get(`/v1/cases/${id}/timeline/verification`)).toMatchObject({
    valid: true,
    events: timeline.items.length,
    head: timeline.items.at(-1)!.hash,
  });

  const assigned = timeline.items.find((event) => event.type === 'case.assigned')!;
  const then = await get<Head>(`/v1/cases/${id}/as-of/${assigned.at}`);
  expect(then).toMatchObject({ id, owner: 'officer' });
  expect(then.escalations).toEqual([]);
});

function get<T>(path: string): Promise<T> {
  return call(room, officer, 'GET', path);
}

function act(id: string, command: string, input: unknown, match?: { version: number }): Promise<Head> {
  return call(room, officer, 'POST', `/v1/cases/${id}/${command}`, input, match);
}

function partner(alertId: string, action: string, input: unknown): Promise<unknown> {
  return call(room, redCrescent, 'POST', `/partner/v1/alerts/${alertId}/${action}`, input);
}
