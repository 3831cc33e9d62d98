import { sign } from '@octokit/webhooks-methods';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, drain, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Secrets are changed in Secrets Manager while the room runs: no restart, no lost message, no link or PIN that stops working. */
let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
  room.putSecret('links', { key: 'first-key' });
  believe('first-secret');
  await room.advance('PT1M');
});
afterAll(() => room.stop());

/** Beside the secret by which the laptop's own provider goes on signing its statuses. */
function believe(...secrets: string[]): void {
  const all = [...secrets, room.settings.OPS_WHATSAPP_APP_SECRET];
  room.putSecret('inbound', { OPS_WHATSAPP_APP_SECRET: all.join(',') });
}

const said = new Map<string, string>();

/** A message under a secret. @returns the HTTP status */
async function deliver(secret: string, id: string): Promise<number> {
  const text = `المية خلصت ${id}`;
  const body = whatsapp(room, [{ id, text }], room.now());
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': await sign(secret, body) };
  const { status } = await fetch(`${room.url}/webhooks/whatsapp`, { method: 'POST', headers, body });
  if (status === 200) said.set(id, text);
  return status;
}

/** A function that is loaded for the first time on a busy machine may take longer than it is given. */
const loaded = () => expect.poll(async () => (await fetch(`${room.url}/report`)).status, { timeout: 30_000 }).toBe(200);

async function report(message: string): Promise<{ reference: string; pin: string }> {
  const headers = { accept: 'application/json' };
  const answer = await fetch(`${room.url}/report`, { method: 'POST', headers, body: new URLSearchParams({ message }) });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { reference: string; pin: string };
}

async function opens(keys: { reference: string; pin: string }): Promise<boolean> {
  return (await fetch(`${room.url}/status`, { method: 'POST', body: new URLSearchParams(keys) })).ok;
}

/** Raises an alert and gives the link that reached the agency. */
async function link(ask: string): Promise<string> {
  const logged = { channel: 'phone', reporter: { phone: '+249912345678' }, text: ask, country: 'SD' };
  let head = await call<Head>(room, officer, 'POST', '/v1/cases', logged);
  const triage = { priority: 'P1', category: 'medical', reason: ask };
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/triage`, triage, head);
  await call(room, officer, 'POST', `/v1/cases/${head.id}/escalations`, { agency: 'erc', ask });
  await room.settle();
  const [alert] = (await drain(room, 'agency-erc')) as { data: { link: string } }[];
  return room.url + new URL(alert!.data.link).pathname;
}

test('secrets change under traffic: nothing said is lost, no link and no PIN dies', async () => {
  await loaded();
  expect(await deliver('first-secret', 'rotation-1')).toBe(200);
  const before = { keys: await report('عايز أرجع مصر'), link: await link('Insulin') };

  believe('second-secret', 'first-secret');
  room.putSecret('links', { key: 'second-key,first-key' });
  // Whoever has not looked again yet goes on with what he knows: nothing is refused that was right before.
  expect(await deliver('first-secret', 'rotation-2')).toBe(200);
  await room.advance('PT1M');
  expect(await deliver('first-secret', 'rotation-3')).toBe(200);
  expect(await deliver('second-secret', 'rotation-4')).toBe(200);

  const after = { keys: await report('عايزة أرجع مصر'), link: await link('Oxygen') };
  expect([await opens(before.keys), await opens(after.keys)]).toEqual([true, true]);
  expect(await opens({ ...after.keys, pin: before.keys.pin })).toBe(false);
  for (const each of [before.link, after.link]) expect((await fetch(each)).status).toBe(200);

  believe('second-secret');
  await room.advance('PT1M');
  expect(await deliver('second-secret', 'rotation-5')).toBe(200);
  expect(await deliver('first-secret', 'rotation-6')).toBe(401);
  // A link made with the earlier key is found by its hash: it lives its two days whatever becomes of the key.
  room.putSecret('links', { key: 'second-key' });
  await room.advance('PT1M');
  expect((await fetch(before.link)).status).toBe(200);

  await room.settle();
  const timelines = await Promise.all(
    (await board(room, officer)).map((id) =>
      call<{ items: { type: string; data: { text?: string } }[] }>(
        room,
        officer,
        'GET',
        `/v1/cases/${id}/timeline?limit=200`,
      ),
    ),
  );
  const texts = timelines.flatMap(({ items }) =>
    items.flatMap(({ type, data }) => (type === 'message.received' ? [data.text ?? ''] : [])),
  );
  expect([...said.keys()]).toEqual([1, 2, 3, 4, 5].map((n) => `rotation-${n}`));
  expect(texts.filter((text) => text.includes('rotation')).sort()).toEqual([...said.values()].sort());
}, 120_000);
