import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, deliver, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** The rumour desk and a public notice, through the room's own doors, roles and grants, to the phones of citizens. */
let room: TestRoom;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  room = await startTestRoom();
  for (const role of ['officer', 'supervisor', 'director']) tokens[role] = await room.token(role);
});
afterAll(() => room.stop());

interface Thing {
  id: string;
  version: number;
  status: string;
}
const as = <T = Thing>(role: string, method: string, path: string, body?: unknown, match?: { version: number }) =>
  call<T>(room, tokens[role]!, method, path, body, match);

/** Texts that were put on a case for its reporter. */
async function said(id: string): Promise<string[]> {
  const { items } = await as<{ items: { type: string; data: { text?: string; answer?: string } }[] }>(
    'officer',
    'GET',
    `/v1/cases/${id}/timeline?limit=200`,
  );
  return items.filter(({ type, data }) => type === 'message.queued' && !data.answer).map(({ data }) => data.text ?? '');
}

const caseOf = async (from: string, id: string, text: string) => {
  const before = new Set(await board(room, tokens.officer!));
  await deliver(room, whatsapp(room, [{ from, id, text }], room.now()));
  await room.settle();
  return (await board(room, tokens.officer!)).find((one) => !before.has(one))!;
};

test('a rumour is checked, answered by two people, and told once to each who asked', async () => {
  const asked = await caseOf('249910000801', 'r-1', 'سمعنا ان معبر أرقين قفل، صح؟ احنا في الخرطوم');
  const byHand = await caseOf('249910000802', 'r-2', 'هو المعبر مقفول؟ احنا في الخرطوم');
  const claim = { ar: 'معبر أرقين مغلق', en: 'Argeen crossing is closed' };
  const { id } = await as('officer', 'POST', '/v1/rumours', {
    claim,
    seen: { where: 'WhatsApp', count: 40 },
    countries: ['SD'],
  });
  for (const one of [asked, byHand]) await as('officer', 'POST', `/v1/rumours/${id}/cases`, { case: one });
  await as('officer', 'POST', `/v1/rumours/${id}/check`, { authority: 'Consulate in Wadi Halfa' });
  const reviewAt = new Date(room.now() + 6 * 3_600_000).toISOString();
  const judged = await as('officer', 'POST', `/v1/rumours/${id}/verdict`, {
    status: 'false',
    sources: ['Consulate'],
    reviewAt,
  });
  const text = { ar: 'المعبر مفتوح حتى السادسة مساء.', en: 'The crossing is open until six.' };
  await as('officer', 'PUT', `/v1/rumours/${id}/answer`, { text }, judged);
  await expect(as('officer', 'POST', `/v1/rumours/${id}/answer/approve`, { version: 1 })).rejects.toThrow(
    'second-person',
  );
  await expect(as('officer', 'POST', `/v1/rumours/${id}/answer/send`, { version: 1 })).rejects.toThrow('403');
  await as('supervisor', 'POST', `/v1/rumours/${id}/answer/approve`, { version: 1 });

  const { items: answers } = await as<{ items: { answer: { text: object } }[] }>(
    'officer',
    'GET',
    '/v1/rumours?answered=true',
  );
  expect(answers[0]?.answer.text).toEqual(text);
  const { reporters } = await as<{ reporters: { contactId: string }[] }>('officer', 'GET', `/v1/cases/${byHand}`);
  await as('officer', 'POST', `/v1/cases/${byHand}/messages`, { contactId: reporters[0]!.contactId, rumour: id });

  await as('supervisor', 'POST', `/v1/rumours/${id}/answer/send`, { version: 1 });
  await room.advance('PT1M');
  await room.advance('PT1M');
  for (const one of [asked, byHand]) expect(await said(one)).toEqual([text.ar]);
  expect(await as('officer', 'GET', `/v1/rumours/${id}`)).toMatchObject({ asked: 2, told: 2 });
  await room.advance('PT6H');
  const due = await as<{ items: Thing[] }>('supervisor', 'GET', '/v1/rumours?due=true');
  expect(due.items.map((each) => each.id)).toEqual([id]);
});

test('a notice is let out by two people, read by everybody, sent to an area, corrected and cancelled in the open', async () => {
  const reached = await caseOf('249910000803', 'n-1', 'احنا محبوسين في الخرطوم والمية خلصت');
  const content = {
    title: { ar: 'نقطة تجمع جديدة', en: 'A new assembly point' },
    body: { ar: 'مدرسة الصداقة من السادسة صباحا', en: 'Friendship school from six in the morning' },
    area: { countries: ['SD'], name: { ar: 'الخرطوم', en: 'Khartoum' } },
    severity: 'Severe',
    urgency: 'Immediate',
    response: 'Evacuate',
    expires: new Date(room.now() + 48 * 3_600_000).toISOString(),
  };
  const { id } = await as('officer', 'POST', '/v1/notices', { kind: 'assembly_point', crisis: 'SDN23', ...content });
  expect((await fetch(`${room.url}/alerts/${id}`)).status).toBe(404);
  await expect(as('supervisor', 'POST', `/v1/notices/${id}/publish`, {})).rejects.toThrow('second-person');
  await as('supervisor', 'POST', `/v1/notices/${id}/approve`, { number: 1 });
  await as('supervisor', 'POST', `/v1/notices/${id}/publish`, {});

  const page = await fetch(`${room.url}/alerts`);
  expect(await page.text()).toContain(content.title.ar);
  expect(page.headers.get('cache-control')).toContain('public');
  const again = await fetch(`${room.url}/alerts`, { headers: { 'if-none-match': page.headers.get('etag')! } });
  expect(again.status).toBe(304);
  const head = await fetch(`${room.url}/alerts.atom`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  const feed = (await (await fetch(`${room.url}/alerts.json?lang=en`)).json()) as { items: { title: string }[] };
  expect(feed.items.map(({ title }) => title)).toEqual([content.title.en]);

  const asked = await as<{ broadcast: object }>('officer', 'POST', `/v1/notices/${id}/broadcast`, { crisis: 'SDN23' });
  expect(asked.broadcast).toMatchObject({ state: 'requested', estimate: 3 });
  await expect(as('officer', 'POST', `/v1/notices/${id}/broadcast/approve`, {})).rejects.toThrow('403');
  await as('supervisor', 'POST', `/v1/notices/${id}/broadcast/approve`, {});
  await room.advance('PT1M');
  await room.advance('PT1M');
  const notices = (await said(reached)).filter((text) => text.includes(`/alerts/${id}`));
  expect(notices).toHaveLength(1);
  const reach = await as<{ messages: Record<string, number> }>('officer', 'GET', `/v1/notices/${id}/reach`);
  const { queued, ...came } = reach.messages;
  expect([queued, Object.values(came).reduce((sum, count) => sum + count, 0)]).toEqual([0, 3]);

  const now = await as('officer', 'GET', `/v1/notices/${id}`);
  const reason = { ar: 'تغير الموعد', en: 'The hour has changed' };
  const body = { ar: 'مدرسة الصداقة من الثامنة', en: 'Friendship school from eight' };
  await as('officer', 'PUT', `/v1/notices/${id}/draft`, { ...content, body, reason }, now);
  await as('supervisor', 'POST', `/v1/notices/${id}/approve`, { number: 2 });
  await as('director', 'POST', `/v1/notices/${id}/publish`, {});
  await as('supervisor', 'POST', `/v1/notices/${id}/cancel`, { reason });
  const cap = await (await fetch(`${room.url}/alerts/${id}.cap.xml`)).text();
  expect(cap).toContain('<msgType>Cancel</msgType>');
  expect(cap.match(new RegExp(`${id}\\.[12],`, 'g'))).toHaveLength(2);
  expect(await (await fetch(`${room.url}/alerts/${id}?version=1&lang=en`)).text()).toContain('from six');
  expect(await (await fetch(`${room.url}/alerts/${id}?lang=en`)).text()).toContain('This notice was cancelled');
  expect(room.denied()).toEqual([]);
});
