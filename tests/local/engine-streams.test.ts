import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { admits } from '../../infra/local/filter.ts';
import { Checkpoints, StreamPoller, type StreamReader, type StreamRecord } from '../../infra/local/pollers.ts';
import type { StreamSource } from '../../infra/local/template.ts';

const SOURCE: StreamSource = {
  id: 'mapping',
  kind: 'stream',
  function: 'relay',
  arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/ledger/stream/local',
  table: 'ledger',
  batchSize: 10,
  windowMs: 0,
  reportsFailures: true,
  filters: [],
  latest: false,
  parallelization: 1,
  bisect: false,
  retries: -1,
};

/** A stream in memory: records are numbered as they are written. */
class Stream implements StreamReader {
  readonly records: StreamRecord[] = [];
  readonly readFrom: (string | undefined)[] = [];

  write(key: string, eventName: StreamRecord['eventName'] = 'INSERT'): void {
    this.records.push({
      eventID: String(this.records.length + 1),
      eventName,
      dynamodb: {
        Keys: { pk: { S: key } },
        SequenceNumber: String(this.records.length + 1),
        ApproximateCreationDateTime: 0,
      },
    });
  }

  async read(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    this.readFrom.push(after);
    return this.records.slice(Number(after ?? 0), Number(after ?? 0) + limit);
  }
}

const pollers: StreamPoller[] = [];
afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
});

type Batch = string[];

function start(
  stream: Stream,
  handle: (batch: Batch) => unknown,
  source: Partial<StreamSource> = {},
  rest: Partial<ConstructorParameters<typeof StreamPoller>[0]> = {},
): StreamPoller {
  const poller = new StreamPoller({
    source: { ...SOURCE, ...source },
    reader: stream,
    checkpoints: new Checkpoints(),
    invoke: async (_name, event) =>
      handle((event as { Records: StreamRecord[] }).Records.map((record) => record.dynamodb.SequenceNumber)),
    onError: () => {},
    idleMs: 5,
    ...rest,
  });
  pollers.push(poller);
  return poller;
}

const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

/** Drives a poller to rest: pauses after failures are ended, not waited for. */
async function rest(poller: StreamPoller): Promise<void> {
  poller.look();
  const atRest = () => {
    poller.nudge();
    return !poller.looking() && poller.pending() === undefined;
  };
  await expect.poll(atRest, { interval: 2 }).toBe(true);
}

function streamOf(...keys: string[]): Stream {
  const stream = new Stream();
  for (const key of keys) stream.write(key);
  return stream;
}

test('records arrive in order, in batches as large as allowed', async () => {
  const batches: Batch[] = [];
  await rest(start(streamOf('a', 'b', 'a', 'c', 'a'), (batch) => void batches.push(batch), { batchSize: 2 }));
  expect(batches).toEqual([['1', '2'], ['3', '4'], ['5']]);
});

test('a slow look is not mistaken for work: whoever waits for rest need not begin anew', async () => {
  let answer = (_records: StreamRecord[]) => {};
  const slow = Object.assign(new Stream(), {
    read: () =>
      new Promise<StreamRecord[]>((resolve) => {
        answer = resolve;
      }),
  });
  const poller = start(slow, () => undefined);
  poller.look();
  expect([poller.looking(), poller.pending()]).toEqual([true, undefined]);
  await expect
    .poll(() => {
      answer([]);
      return poller.looking();
    })
    .toBe(false);
  void poller.stop();
  answer([]);
});

test('a window gathers what comes one by one, until it is cut short or the batch is full', async () => {
  const stream = streamOf('a');
  const batches: Batch[] = [];
  const poller = start(stream, (batch) => void batches.push(batch), { batchSize: 3, windowMs: 60_000 });
  await expect.poll(() => stream.readFrom).toContain('1');
  expect(batches).toEqual([]);
  poller.hurry();
  await expect.poll(() => batches).toEqual([['1']]);
  for (const key of ['b', 'c', 'd']) {
    stream.write(key);
    poller.look();
  }
  await expect.poll(() => batches).toEqual([['1'], ['2', '3', '4']]);
});

test('a failed record is carried again with all that follow it, and none before it', async () => {
  const batches: Batch[] = [];
  const handle = (batch: Batch) => {
    batches.push(batch);
    return batches.length <= 2 ? failed('4', '3') : { batchItemFailures: [] };
  };
  await rest(start(streamOf('a', 'a', 'a', 'a'), handle));
  expect(batches).toEqual([
    ['1', '2', '3', '4'],
    ['3', '4'],
    ['3', '4'],
  ]);
});

test('a thrown error carries the whole batch again, without limit', async () => {
  let tries = 0;
  const handle = () => {
    tries += 1;
    if (tries < 12) throw new Error('SNS refuses everything');
  };
  const poller = start(streamOf('a', 'a'), handle);
  await expect.poll(() => poller.pending()).toContain('SNS refuses everything');
  await rest(poller);
  expect(tries).toBe(12);
});

test('a malformed report fails the whole batch', async () => {
  const batches: Batch[] = [];
  const handle = (batch: Batch) => {
    batches.push(batch);
    return batches.length === 1 ? { batchItemFailures: [{ itemIdentifier: '' }] } : undefined;
  };
  await rest(start(streamOf('a', 'a'), handle));
  expect(batches).toEqual([
    ['1', '2'],
    ['1', '2'],
  ]);
});

test('where the mapping bisects, a poisoned batch is cut until the poison stands alone', async () => {
  const sizes: number[] = [];
  const done: string[] = [];
  let poisoned = true;
  const handle = (batch: Batch) => {
    sizes.push(batch.length);
    if (batch.includes('3') && poisoned) {
      if (batch.length === 1) poisoned = false;
      throw new Error('poison');
    }
    done.push(...batch);
  };
  await rest(start(streamOf('a', 'a', 'a', 'a'), handle, { bisect: true }));
  expect(done).toEqual(['1', '2', '3', '4']);
  expect(sizes.slice(0, 2)).toEqual([4, 2]);
  expect(sizes).toContain(1);
});

test('a stuck key holds up its own records and no others', async () => {
  const stream = streamOf('stuck', 'free', 'stuck', 'free');
  const done: string[] = [];
  let broken = true;
  const handle = (batch: Batch) => {
    if (broken && batch.includes('1')) throw new Error('stuck');
    done.push(...batch);
  };
  const poller = start(stream, handle, { parallelization: 8 });
  await expect.poll(() => done).toEqual(['2', '4']);
  broken = false;
  await rest(poller);
  expect(done).toEqual(['2', '4', '1', '3']);
});

test('after a limit of retries a batch is given up and reported', async () => {
  const given: string[] = [];
  const done: string[] = [];
  const handle = (batch: Batch) => {
    if (batch[0] === '1') throw new Error('never');
    done.push(...batch);
  };
  const onGivenUp = async (records: StreamRecord[]) => {
    given.push(...records.map((record) => record.dynamodb.SequenceNumber));
  };
  await rest(start(streamOf('a', 'a'), handle, { retries: 2, batchSize: 1 }, { onGivenUp }));
  expect([given, done]).toEqual([['1'], ['2']]);
});

test('filters keep records from the function, and the checkpoint passes them', async () => {
  const stream = streamOf('a');
  stream.write('a', 'MODIFY');
  stream.write('a');
  stream.write('a', 'REMOVE');
  const done: string[] = [];
  const checkpoints = new Checkpoints();
  const filters = [{ eventName: ['MODIFY', 'REMOVE'] }];
  await rest(start(stream, (batch) => void done.push(...batch), { filters }, { checkpoints }));
  expect(done).toEqual(['2', '4']);
  expect(checkpoints.get('mapping')).toBe('4');
});

test('a restart goes on after the last record that was done, and repeats the one that was not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  const file = join(folder, 'checkpoints.json');
  const stream = streamOf('a', 'a', 'a');
  const before = new Checkpoints(file);
  const first = start(stream, () => failed('3'), {}, { checkpoints: before });
  await expect.poll(() => before.get('mapping')).toBe('2');
  await first.stop();
  await before.flush();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ mapping: '2' });

  const done: string[] = [];
  const poller = start(stream, (batch) => void done.push(...batch), {}, { checkpoints: new Checkpoints(file) });
  await rest(poller);
  expect(done).toEqual(['3']);
  await rm(folder, { recursive: true });
});

test('a stream that cannot be read is read again', async () => {
  const stream = streamOf('a');
  let broken = true;
  const reader: StreamReader = {
    read: async (after, limit) => {
      if (broken) throw new Error('no route to host');
      return stream.read(after, limit);
    },
  };
  const done: string[] = [];
  const poller = start(stream, (batch) => void done.push(...batch), {}, { reader });
  await expect.poll(() => poller.pending()).toContain('no route to host');
  broken = false;
  await rest(poller);
  expect(done).toEqual(['1']);
});

test.each([
  [{ eventName: ['INSERT'] }, true],
  [{ eventName: ['REMOVE'] }, false],
  [{ dynamodb: { NewImage: { type: { S: ['case.opened'] } } } }, true],
  [{ dynamodb: { NewImage: { type: { S: [{ prefix: 'case.' }] } } } }, true],
  [{ dynamodb: { NewImage: { type: { S: [{ 'anything-but': ['case.opened'] }] } } } }, false],
  [{ dynamodb: { OldImage: { type: { S: [{ exists: false }] } } } }, true],
  [{ eventName: ['INSERT'], seq: [{ numeric: ['>', 3, '<=', 7] }] }, true],
])('pattern %j admits the record: %s', (pattern, admitted) => {
  const record = { eventName: 'INSERT', seq: 7, dynamodb: { NewImage: { type: { S: 'case.opened' } } } };
  expect(admits([pattern], record)).toBe(admitted);
});
