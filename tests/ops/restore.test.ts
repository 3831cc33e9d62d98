import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportTable, importRoom, itemsOf, tablesOf } from '../../infra/ops/backup.ts';
import { proveRoom } from '../../infra/ops/proof.ts';
import { board, call, deliver, drain, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * The room's tables are lost and everything else is still there, as on AWS: queues, topics, keys, people. They come back from an export at an
 * instant, and the room goes on from it.
 */
const tables = tablesOf('local');

let folder: string;
let room: TestRoom;
let officer: string;
/** The room before it was lost. */
/** The case of whoever writes again after the instant that comes back. */
let writer: string;
let before: Awaited<ReturnType<typeof seen>> & { sent: string; open: string };

/** Data on a disk and a second start: slower than rooms in memory, milliseconds. */
const PATIENCE = 80_000;

const start = () => startTestRoom({ env: { OPS_DATA_DIR: join(folder, 'room') } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restore-'));
  room = await start();
  officer = await room.token('officer');
});
afterAll(async () => {
  await room.stop();
  await rm(folder, { recursive: true, force: true });
});

async function escalate(id: string, ask: string): Promise<string> {
  let head = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  if (head.status === 'new') {
    const triage = { priority: 'P1', category: 'injury', reason: 'gunshot' };
    head = await call<Head>(room, officer, 'POST', `/v1/cases/${id}/triage`, triage, head);
    head = await call<Head>(room, officer, 'POST', `/v1/cases/${id}/assign`, { owner: 'officer' }, head);
  }
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${id}/escalations`, { agency: 'erc', ask });
  return head.escalations.at(-1)!.alertId;
}

/** What the room answers, and every row of every index. */
async function seen() {
  const rows: Record<string, unknown[]> = {};
  for await (const page of itemsOf(room.aws.dynamodb, tables.cases)) {
    for (const item of page) {
      for (const index of ['board', 'due', 'owner', 'agency']) {
        const [pk, sk] = [item[`${index}Pk`]?.S, item[`${index}Sk`]?.S];
        if (!pk || !sk) continue;
        const { Items } = await room.aws.dynamodb.send(
          new QueryCommand({
            TableName: tables.cases,
            IndexName: index,
            KeyConditionExpression: '#pk = :pk AND #sk = :sk',
            ExpressionAttributeNames: { '#pk': `${index}Pk`, '#sk': `${index}Sk` },
            ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: sk } },
          }),
        );
        rows[`${index} ${pk} ${sk}`] = Items!;
      }
    }
  }
  const ids = await board(room, officer);
  const heads = await Promise.all(ids.map((id) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`)));
  return { rows, ids, heads };
}

async function run(command: string, ...more: string[]): Promise<string> {
  const line = ['--import', 'tsx', 'infra/ops/restore.ts', command, '--stage', 'local'];
  const where = ['--endpoint', room.room.aws.url, '--dir', join(folder, 'export')];
  const { stdout } = await promisify(execFile)(process.execPath, [...line, ...where, ...more]);
  return stdout;
}

test('a running room is exported: first its cases, and its ledger a little later', async () => {
  for (const [n, text] of ['بنتي مصابة بطلق ناري', 'المية خلصت', 'عايز أرجع مصر'].entries())
    await deliver(room, whatsapp(room, [{ from: `24991000070${n}`, id: `restore-${n}`, text }]));
  await room.settle(PATIENCE);
  const [first] = await board(room, officer);
  const { items } = await call<{ items: { id: string; summary: string }[] }>(room, officer, 'GET', '/v1/cases');
  writer = items.find(({ summary }) => summary.includes('عايز أرجع'))!.id;
  const sent = await escalate(first!, 'Ambulance');
  await room.settle(PATIENCE);
  // SNS is down at the instant that will come back: this alert is recorded and has not left.
  room.fault({ caller: 'relay', service: 'sns', kind: 'error', rate: 1 });
  const open = await escalate(first!, 'Blood');
  before = { ...(await seen()), sent, open };
  expect(Object.keys(before.rows).length).toBeGreaterThan(6);

  expect(await exportTable(room.aws.dynamodb, tables.cases, join(folder, 'export/cases'))).toBeGreaterThan(20);
  const late = whatsapp(room, [{ from: '249910000702', id: 'restore-late', text: 'أنا لسه هنا' }]);
  expect((await deliver(room, late)).status).toBe(200);
  await expect
    .poll(async () => (await call<Head>(room, officer, 'GET', `/v1/cases/${writer}`)).counts.messagesIn, {
      timeout: 20_000,
    })
    .toBe(2);
  await exportTable(room.aws.dynamodb, tables.ledger, join(folder, 'export/ledger'));
}, 120_000);

test('into empty tables: the same room, and nothing is sent a second time', async () => {
  await room.stop();
  for (const lost of ['dynamodb.sqlite', 'checkpoints.json']) await rm(join(folder, 'room', lost), { force: true });
  room = await start();
  officer = await room.token('officer');
  await drain(room, 'agency-erc');
  const published: string[] = [];
  const said: string[] = [];
  room.onCall(({ caller, service, operation, phase }) => {
    if (phase === 'after' && service === 'sns' && operation === 'Publish') published.push(caller);
    if (phase === 'after' && caller === 'reply' && operation === 'TransactWriteItems') said.push(operation);
  });

  expect(await run('import')).toMatch(
    /\d+ items of cases, \d+ of the ledger; [1-9]\d* later events left out, 0 removed\n\d+ chains of \d+ events, 3 cases: whole/,
  );
  await room.settle(PATIENCE);
  expect(published).toEqual(['relay']);
  expect(said).toEqual([]);
  expect(await drain(room, 'agency-erc')).toEqual([expect.objectContaining({ id: before.open })]);

  const after = await seen();
  expect(after.ids).toEqual(before.ids);
  // All that happened since: the alert that had not left has left.
  const moved = before.heads.find(({ escalations }) => escalations.some(({ alertId }) => alertId === before.open))!;
  expect(after.heads.filter(({ id }) => id !== moved.id)).toEqual(before.heads.filter(({ id }) => id !== moved.id));
  const now = after.heads.find(({ id }) => id === moved.id)!;
  expect(now.version).toBe(moved.version + 1);
  expect(now.escalations.map(({ alertId, state }) => [alertId, state])).toEqual([
    [before.sent, 'sent'],
    [before.open, 'sent'],
  ]);
  const others = ({ rows }: typeof after) =>
    Object.fromEntries(Object.entries(rows).filter(([, items]) => !JSON.stringify(items).includes(moved.id)));
  expect(others(after)).toEqual(others(before));
  expect(await run('verify')).toContain('3 cases: whole');
  expect(await run('import', '--again').catch((error: { stdout: string }) => error.stdout)).not.toContain(
    '3 cases: whole',
  );
  await expect(importRoom(room.aws.dynamodb, tables, join(folder, 'export'))).rejects.toThrow(/is not empty/);
}, 180_000);

test('clocks go on, and what came after the instant is taken in when its provider brings it again', async () => {
  await importRoom(room.aws.dynamodb, tables, join(folder, 'export'), { replace: true });
  await room.settle(PATIENCE);
  const head = (id: string) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  await room.room.advance('PT15M');
  await room.settle(PATIENCE);
  const climbed = (await head(before.ids[0]!)).escalations.find(({ alertId }) => alertId === before.sent)!;
  expect(climbed.told.length).toBeGreaterThan(1);

  const late = whatsapp(room, [{ from: '249910000702', id: 'restore-late', text: 'أنا لسه هنا' }]);
  for (let times = 0; times < 2; times++) expect((await deliver(room, late)).status).toBe(200);
  await deliver(room, whatsapp(room, [{ from: '249910000700', id: 'restore-0', text: 'بنتي مصابة بطلق ناري' }]));
  await room.settle(PATIENCE);
  expect((await head(writer)).counts.messagesIn).toBe(2);
  expect((await head(before.ids[0]!)).counts.messagesIn).toBe(1);
  expect(await board(room, officer)).toHaveLength(3);
  expect((await proveRoom(room.aws.dynamodb, tables)).faults).toEqual([]);
}, 120_000);

test('over damaged tables: what was changed is named, and the export stands there again', async () => {
  const { dynamodb } = room.aws;
  const [first, second, third] = before.ids;
  const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
  await dynamodb.send(new DeleteItemCommand({ TableName: tables.cases, Key: key(`case#${first}`, 'head') }));
  await dynamodb.send(new DeleteItemCommand({ TableName: tables.ledger, Key: key(`case#${second}`, '0000000002') }));
  const Key = key(`case#${third}`, '0000000001');
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: tables.ledger,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': Key.pk, ':sk': Key.sk },
    }),
  );
  await dynamodb.send(
    new PutItemCommand({ TableName: tables.ledger, Item: { ...Items![0], type: { S: 'note.added' } } }),
  );
  expect((await proveRoom(dynamodb, tables)).faults).toEqual(
    [`case#${first} has events and no head`, `case#${second} is missing at 2`, `case#${third} is changed at 1`].sort(),
  );
  await importRoom(dynamodb, tables, join(folder, 'export'), { replace: true });
  const proof = await proveRoom(dynamodb, tables);
  expect(proof.faults).toEqual([]);
  expect(await board(room, officer)).toEqual(before.ids);
}, 120_000);
