import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwsResource } from '../../infra/local/aws/types.ts';
import { deadLetters, namesOf, QUEUES, redrive } from '../../infra/ops/dead-letters.ts';
import { board, call, deliver, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Intake is broken until messages die; then it is repaired, and one command brings each of them back, once and in order. */
const ANWAR = '249910000901';
const HODA = '249910000902';

let room: TestRoom;
let officer: string;
let queues: string[];

beforeAll(async () => {
  room = await startTestRoom({
    adapt(template) {
      queues = template.resources.flatMap((resource) => (resource.type === 'queue' ? [resource.name] : []));
      for (const resource of template.resources) dieSoon(resource);
    },
  });
  officer = await room.token('officer');
});
afterAll(() => room.stop());

/** A thousand deliveries take sixteen hours: here it is two. */
function dieSoon(resource: AwsResource): void {
  if (resource.type !== 'queue' || resource.name !== 'ops-room-local-intake.fifo') return;
  const policy = JSON.parse(resource.attributes!.RedrivePolicy!) as { maxReceiveCount: number };
  resource.attributes = { ...resource.attributes, RedrivePolicy: JSON.stringify({ ...policy, maxReceiveCount: 2 }) };
}

/** What the command prints. */
async function run(...more: string[]): Promise<string> {
  const line = ['--import', 'tsx', 'infra/ops/redrive.ts', '--queue', 'intake', '--stage', 'local'];
  const { stdout } = await promisify(execFile)(process.execPath, [...line, '--endpoint', room.room.aws.url, ...more]);
  return stdout;
}

const saidBy = async (id: string) => {
  const { items } = await call<{ items: { type: string; data: { text?: string } }[] }>(
    room,
    officer,
    'GET',
    `/v1/cases/${id}/timeline?limit=200`,
  );
  return items.flatMap(({ type, data }) => (type === 'message.received' ? [data.text] : []));
};

test('the command knows every dead-letter queue of the stack', () => {
  const dead = queues.filter((name) => /-dead(\.fifo)?$/.test(name) && !name.includes('agency-dead'));
  expect(QUEUES.map((name) => namesOf('local', name).dead).sort()).toEqual(dead.sort());
});

test('messages that died are counted without personal data, moved back in order, and taken in once', async () => {
  room.fault({ caller: 'intake', service: 'dynamodb', kind: 'error', rate: 1 });
  const said = [
    { from: ANWAR, id: 'dead-1', text: 'المية خلصت' },
    { from: ANWAR, id: 'dead-2', text: 'والأولاد تعبانين' },
    { from: ANWAR, id: 'dead-3', text: 'احنا في بحري' },
    { from: HODA, id: 'dead-4', text: 'عايزة أرجع مصر' },
  ];
  for (const one of said) expect((await deliver(room, whatsapp(room, [one]))).status).toBe(200);
  await room.settle();
  expect(await board(room, officer)).toEqual([]);

  const dry = await run('--dry-run');
  expect(dry).toMatch(
    /^4 in ops-room-local-intake-dead\.fifo; the oldest of 4 looked at came [01] min ago, from 2 groups/,
  );
  expect(dry).toMatch(/ 4 {2}message whatsapp text/);
  expect(dry).toContain('dry run');
  for (const { from, text } of said) {
    expect(dry).not.toContain(from);
    expect(dry).not.toContain(text);
  }
  expect(await deadLetters(room.aws.sqs, 'local', 'intake')).toMatchObject({ count: 4 });

  room.clearFaults();
  expect(await run()).toContain('4 moved to ops-room-local-intake.fifo');
  await room.settle();
  const ids = await board(room, officer);
  expect(ids).toHaveLength(2);
  const all = (await Promise.all(ids.map(saidBy))).sort((a, b) => b.length - a.length);
  expect(all).toEqual([said.slice(0, 3).map(({ text }) => text), [said[3]!.text]]);
  expect(await run()).toContain('Nothing lies in ops-room-local-intake-dead.fifo');
}, 90_000);

test('what was taken in already and comes back once more changes nothing', async () => {
  const before = await Promise.all((await board(room, officer)).map(saidBy));
  room.fault({ caller: 'intake', service: 'dynamodb', kind: 'crash-after-commit', rate: 1 });
  const text = 'كلمونا لو سمحتوا';
  expect((await deliver(room, whatsapp(room, [{ from: HODA, id: 'dead-5', text }]))).status).toBe(200);
  await room.settle();
  room.clearFaults();
  const found = await deadLetters(room.aws.sqs, 'local', 'intake');
  expect(found.count).toBe(1);
  expect(await redrive(room.aws.sqs, found)).toBe(1);
  await room.settle();
  const after = await Promise.all((await board(room, officer)).map(saidBy));
  expect(after.flat().sort()).toEqual([...before.flat(), text].sort());
});

test('a message of no kind we know is said to be unreadable, and its words are not', async () => {
  const { dead } = namesOf('local', 'media');
  const { QueueUrl } = await room.aws.sqs.send(new GetQueueUrlCommand({ QueueName: dead }));
  await room.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'اسمي هدى 01000000000' }));
  const body = JSON.stringify({ kind: 'Hoda Anwar', channel: '+249910000902', case: 'x' });
  await room.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  const { kinds } = await deadLetters(room.aws.sqs, 'local', 'media');
  expect(kinds).toEqual({ unreadable: 1, job: 1 });
});
