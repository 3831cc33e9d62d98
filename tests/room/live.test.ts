import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Connection, tableConnections } from '../../functions/live/connections.ts';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Live connections through the real gateway: ticket, handshake, webhook, intake, relay, queue, poke. */

let room: TestRoom;
const open: Listener[] = [];

beforeAll(async () => {
  room = await startTestRoom({ seed: false });
});
afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await room?.stop();
});

interface Ticket {
  ticket: string;
  url: string;
  expiresAt: string;
}

interface Listener {
  socket: WebSocket;
  frames: string[];
}

const ticketFor = async (role: string) => call<Ticket>(room, await room.token(role), 'POST', '/v1/live-tickets', {});

/** Opens a connection; the status of the refusal where there is one. */
async function connect(ticket: string | undefined): Promise<Listener | number> {
  const url = `${room.url.replace('http', 'ws')}/live${ticket === undefined ? '' : `?ticket=${ticket}`}`;
  const socket = new WebSocket(url);
  const listener: Listener = { socket, frames: [] };
  socket.on('message', (data) => listener.frames.push(String(data)));
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      open.push(listener);
      resolve(listener);
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}

async function listen(role: string): Promise<Listener> {
  const listener = await connect((await ticketFor(role)).ticket);
  if (typeof listener === 'number') throw new Error(`${role} was refused: ${listener}`);
  return listener;
}

const pokesOf = ({ frames }: Listener) =>
  frames.map((frame) => JSON.parse(frame) as { t: string; id: string; v: number });

/** Waits until a listener has heard of a case at this version. */
const hears = (listener: Listener, { id, version }: { id: string; version: number }) =>
  expect.poll(() => pokesOf(listener).filter((poke) => poke.id === id && poke.v === version)).toHaveLength(1);

const logCase = async (text: string) =>
  call<Head>(room, await room.token('officer'), 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { phone: '+249912345678' },
    text,
  });

test('an officer connects with a ticket and hears of a message as it becomes a case: its id and version, nothing else', async () => {
  const issued = await ticketFor('officer');
  expect(issued.url).toBe(`${room.url.replace('http', 'ws')}/live`);
  expect(Buffer.from(issued.ticket, 'base64url')).toHaveLength(16);
  expect(Date.parse(issued.expiresAt) - room.now()).toBeGreaterThan(25_000);
  expect(Date.parse(issued.expiresAt) - room.now()).toBeLessThanOrEqual(30_000);
  const listener = (await connect(issued.ticket)) as Listener;

  expect((await deliver(room, whatsapp(room, [{ id: 'live-1', text: 'محبوسين من غير مية' }]))).status).toBe(200);
  await room.settle();
  const officer = await room.token('officer');
  const [id = ''] = await board(room, officer);
  const head = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  await hears(listener, head);
  for (const frame of listener.frames) {
    const poke = JSON.parse(frame) as object;
    expect(Object.keys(poke).sort()).toEqual(['id', 't', 'v']);
    expect(poke).toMatchObject({ t: 'case', id });
  }
  expect(room.denied()).toEqual([]);
});

test('a ticket opens one connection, within thirty seconds, and no other word opens any', async () => {
  const { ticket } = await ticketFor('officer');
  expect(await connect(ticket)).toBeTypeOf('object');
  expect(await connect(ticket)).toBe(401);

  const late = await ticketFor('officer');
  await room.advance('PT31S');
  expect(await connect(late.ticket)).toBe(401);
  expect(await connect(undefined)).toBe(401);
  expect(await connect(Buffer.alloc(16).toString('base64url'))).toBe(401);
});

test('two who try the same ticket at once: one is in', async () => {
  const { ticket } = await ticketFor('auditor');
  const answers = await Promise.all([connect(ticket), connect(ticket), connect(ticket)]);
  expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 401)).toHaveLength(2);
});

test('a repeated Idempotency-Key gives the same ticket, which a connection has used up; another person’s is another', async () => {
  const ask = async (token: string) => {
    const response = await fetch(`${room.url}/v1/live-tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'once' },
    });
    return { status: response.status, body: (await response.json()) as Ticket };
  };
  const token = await room.token('officer');
  const first = await ask(token);
  expect(first.status).toBe(201);
  expect(await ask(token)).toEqual(first);
  expect(await connect(first.body.ticket)).toBeTypeOf('object');
  expect(await ask(token)).toEqual(first);
  expect(await connect(first.body.ticket)).toBe(401);
  expect((await ask(await room.token('supervisor'))).body.ticket).not.toBe(first.body.ticket);
});

test('no ticket stands in the table, nor in any log line', async () => {
  const { ticket } = await ticketFor('officer');
  await connect(ticket);
  await connect(ticket);
  const { Items } = await room.aws.dynamodb.send(new ScanCommand({ TableName: 'ops-room-local-cases' }));
  expect(JSON.stringify(Items)).toContain('ticket#');
  expect(JSON.stringify(Items)).not.toContain(ticket);
  expect(JSON.stringify(room.logs())).not.toContain(ticket);
});

test('who reads no case gets no ticket', async () => {
  await expect(ticketFor('admin')).rejects.toThrow('403');
});

test('a sealed case is heard of by its readers only', async () => {
  const [officer, supervisor, auditor] = await Promise.all(['officer', 'supervisor', 'auditor'].map(listen));
  const director = await room.token('director');
  let head = await logCase('نحتاج دواء للضغط');
  await room.settle();
  await Promise.all([officer!, supervisor!, auditor!].map((listener) => hears(listener, head)));

  const { version: lastOpen } = head;
  const sealing = { priority: 'P1', category: 'medical', sensitivity: 'sealed', reason: 'a hostage' };
  head = await call<Head>(room, director, 'POST', `/v1/cases/${head.id}/triage`, sealing, head);
  head = await call<Head>(room, director, 'POST', `/v1/cases/${head.id}/notes`, { text: 'a demand was made' });
  await room.settle();
  await hears(supervisor!, head);
  // What comes after in the same connections shows that nothing of the sealed case was on its way.
  const other = await logCase('نحتاج ماء');
  await room.settle();
  await Promise.all([officer!, auditor!].map((listener) => hears(listener, other)));
  for (const listener of [officer!, auditor!]) {
    const versions = pokesOf(listener).flatMap(({ id, v }) => (id === head.id ? [v] : []));
    expect(Math.max(...versions)).toBe(lastOpen);
  }
});

test('a connection that died, and one that nobody told of, disturb no other and are marked', async () => {
  const [dying, alive] = [await listen('officer'), await listen('officer')];
  dying.socket.terminate();
  const ghost: Connection = {
    id: 'nobody',
    connectedAt: new Date(room.now() - 60_000).toISOString(),
    staff: { id: 'officer', roles: ['officer'] },
  };
  await tableConnections(room.aws.dynamodb, 'ops-room-local-cases', room.now).open(ghost);

  const head = await logCase('علقنا في الطريق');
  await room.settle();
  await hears(alive, head);
  const { Items = [] } = await room.aws.dynamodb.send(
    new ScanCommand({
      TableName: 'ops-room-local-cases',
      FilterExpression: 'begins_with(pk, :conn) AND attribute_exists(goneAt)',
      ExpressionAttributeValues: marshall({ ':conn': 'conn#' }),
    }),
  );
  expect(Items.map(({ sk }) => sk?.S)).toContain(`${ghost.connectedAt}#nobody`);
  expect(dying.frames).toEqual([]);
  expect(room.errors()).toEqual([]);
  expect(room.denied()).toEqual([]);
});

test('what a console says keeps its connection and is answered by nothing', async () => {
  const listener = await listen('officer');
  listener.socket.send('{"t":"ping"}');
  await room.settle();
  expect(listener.frames).toEqual([]);
  expect(listener.socket.readyState).toBe(WebSocket.OPEN);
  expect(room.errors()).toEqual([]);
});
