/** Event source mappings: what carries queues and table streams to functions. */
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { dynamoHeaders } from './aws/resources.ts';
import { admits } from './filter.ts';
import type { QueueSource, StreamSource } from './template.ts';

type Invoke = (name: string, event: unknown) => Promise<unknown>;

export interface Poller {
  /** What keeps it from being at rest, in words; undefined when nothing does. */
  pending(): string | undefined;
  /** Looks for new work now. */
  look(): void;
  /** Whether a look has not yet come to its end: it found work, or has not found that there is no more. */
  looking(): boolean;
  /** Whether a batch is being carried at this moment. */
  working(): boolean;
  /** Carries what it has instead of waiting for a fuller batch. */
  hurry(): void;
  /** Ends every pause after a failure. */
  nudge(): void;
  stop(): Promise<void>;
}

interface Report {
  batchItemFailures?: { itemIdentifier?: string }[] | null;
}

/** Item ids a function says have failed; undefined when the answer is malformed, which fails the whole batch. */
function failedItems(answer: unknown): string[] | undefined {
  const items = (answer as Report | null)?.batchItemFailures ?? [];
  const ids = items.map((item) => item.itemIdentifier);
  return ids.every((id) => typeof id === 'string' && id !== '') ? (ids as string[]) : undefined;
}

/** A wait that can be ended from outside. */
class Bell {
  private wake: (() => void) | undefined;
  private rung = false;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Resolves after so long, or when the bell is rung, or at once when it was rung since the last wait. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.wake = undefined;
  }
}

/** Waits so long, or until one of the bells is rung. */
async function wait(bells: Set<Bell>, milliseconds: number): Promise<void> {
  const bell = new Bell();
  bells.add(bell);
  await bell.wait(milliseconds);
  bells.delete(bell);
}

/** Pause before the n-th further attempt, milliseconds. */
function backoff(attempt: number): number {
  return Math.min(10_000, 100 * 2 ** Math.min(attempt, 10));
}

/* Queues */

export interface QueuePollerOptions {
  source: QueueSource;
  sqs: SQSClient;
  queueUrl: string;
  invoke: Invoke;
  /** Batches carried at the same time. */
  concurrency: number;
  onError: (message: string) => void;
}

/** One receive asks for ten messages at most, and waits so many seconds for the first. */
const RECEIVE_LIMIT = 10;
const WAIT_SECONDS = 20;

/** Carries a queue's messages to its function. What fails comes back after its visibility timeout, as in SQS. */
export class QueuePoller implements Poller {
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[];
  private readonly pauses = new Set<Bell>();
  private readonly windows = new Set<Bell>();
  private carrying = 0;

  constructor(private readonly options: QueuePollerOptions) {
    this.loops = Array.from({ length: options.concurrency }, () => this.loop());
  }

  pending(): string | undefined {
    return this.working() ? `${this.options.source.function} works on ${this.options.source.queue}` : undefined;
  }

  look(): void {}

  looking(): boolean {
    return false;
  }

  working(): boolean {
    return this.carrying > 0;
  }

  hurry(): void {
    for (const bell of this.windows) bell.ring();
  }

  nudge(): void {
    for (const bell of this.pauses) bell.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.hurry();
    this.nudge();
    await Promise.all(this.loops);
  }

  private async loop(): Promise<void> {
    const { source, onError } = this.options;
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const first = await this.receive(source.batchSize, WAIT_SECONDS);
        failures = 0;
        if (first.length === 0) continue;
        this.carrying += 1;
        try {
          await this.carry(await this.gather(first));
        } finally {
          this.carrying -= 1;
        }
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        onError(`${source.queue}: ${(error as Error).message}`);
        await wait(this.pauses, backoff(failures++));
      }
    }
  }

  private async receive(count: number, waitSeconds: number): Promise<Message[]> {
    const { Messages = [] } = await this.options.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.options.queueUrl,
        MaxNumberOfMessages: Math.min(RECEIVE_LIMIT, count),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: this.stopping.signal },
    );
    return Messages;
  }

  /** Adds what comes within the mapping's window, and what is there anyway, up to a full batch. */
  private async gather(messages: Message[]): Promise<Message[]> {
    const { batchSize, windowMs } = this.options.source;
    if (windowMs > 0) await wait(this.windows, windowMs);
    while (messages.length < batchSize && batchSize > RECEIVE_LIMIT) {
      const more = await this.receive(batchSize - messages.length, 0);
      if (more.length === 0) break;
      messages.push(...more);
    }
    return messages;
  }

  private async carry(messages: Message[]): Promise<void> {
    const { source, invoke, onError } = this.options;
    const records = messages.map((message) => toQueueRecord(message, source));
    const admitted = records.filter((record) => admits(source.filters, { body: parsed(record.body) }));
    let failed: string[] | undefined = [];
    if (admitted.length > 0) {
      try {
        const answer = await invoke(source.function, { Records: admitted });
        if (source.reportsFailures) failed = failedItems(answer);
      } catch (error) {
        onError((error as Error).message);
        failed = undefined;
      }
    }
    if (failed !== undefined) await this.remove(messages.filter((one) => !failed.includes(one.MessageId ?? '')));
  }

  private async remove(messages: Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += RECEIVE_LIMIT) {
      const ten = messages.slice(from, from + RECEIVE_LIMIT);
      await this.options.sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: this.options.queueUrl,
          Entries: ten.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle })),
        }),
      );
    }
  }
}

function toQueueRecord(message: Message, source: QueueSource) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      dataType: value.DataType,
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes) as Record<string, unknown>,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: source.arn,
    awsRegion: source.arn.split(':')[3],
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/* Table streams */

export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  dynamodb: { Keys: Record<string, unknown>; SequenceNumber: string; ApproximateCreationDateTime: number };
  [field: string]: unknown;
}

/** Where a stream's records come from. */
export interface StreamReader {
  /** Records after a sequence number in order, or from the oldest kept; at most `limit`, none when there are no more. */
  read(after: string | undefined, limit: number): Promise<StreamRecord[]>;
}

/** Reads the stream of a table of a DynamoDB endpoint, shard after shard. */
export class TableStream implements StreamReader {
  private arn: string | undefined;
  private iterator: { value: string; after: string | undefined } | undefined;
  private shard: string | undefined;

  constructor(
    private readonly endpoint: string,
    private readonly region: string,
    private readonly table: string,
  ) {}

  async read(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    if (this.iterator?.after !== after) this.iterator = undefined;
    for (;;) {
      this.iterator ??= { value: await this.open(after), after };
      const { Records = [], NextShardIterator } = await this.call<{
        Records?: StreamRecord[];
        NextShardIterator?: string;
      }>('GetRecords', { ShardIterator: this.iterator.value, Limit: Math.min(1000, limit) });
      const last = Records.at(-1)?.dynamodb.SequenceNumber;
      this.iterator = NextShardIterator ? { value: NextShardIterator, after: last ?? after } : undefined;
      if (Records.length > 0 || this.iterator) return Records;
      // The shard is closed and read to its end: its successor goes on.
      if (!(await this.nextShard())) return [];
    }
  }

  private async open(after: string | undefined): Promise<string> {
    this.shard ??= (await this.shards())[0];
    const type =
      after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    const at = { StreamArn: this.arn, ShardId: this.shard };
    const opened = this.call<{ ShardIterator: string }>('GetShardIterator', { ...at, ...type });
    // What the emulator trimmed meanwhile is gone; the oldest record kept is the next one.
    const iterator = await opened.catch(() =>
      this.call<{ ShardIterator: string }>('GetShardIterator', { ...at, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    return iterator.ShardIterator;
  }

  private async nextShard(): Promise<boolean> {
    const shards = await this.shards();
    const next = shards[shards.indexOf(this.shard ?? '') + 1];
    if (!next) return false;
    this.shard = next;
    return true;
  }

  private async shards(): Promise<string[]> {
    if (!this.arn) {
      const { Streams } = await this.call<{ Streams: { StreamArn: string }[] }>('ListStreams', {
        TableName: this.table,
      });
      this.arn = Streams.at(-1)?.StreamArn;
      if (!this.arn) throw new Error(`table ${this.table} has no stream`);
    }
    const { StreamDescription } = await this.call<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      'DescribeStream',
      { StreamArn: this.arn },
    );
    return StreamDescription.Shards.map((shard) => shard.ShardId);
  }

  private async call<T>(operation: string, input: object): Promise<T> {
    const reply = await fetch(this.endpoint, {
      method: 'POST',
      headers: dynamoHeaders(this.region, `DynamoDBStreams_20120810.${operation}`),
      body: JSON.stringify(input),
    });
    const body = (await reply.json()) as T & { message?: string; Message?: string };
    if (!reply.ok) throw new Error(`${operation}: ${body.message ?? body.Message ?? reply.status}`);
    return body;
  }
}

/** How far each stream mapping has come, kept in a file so that a restart goes on there. */
export class Checkpoints {
  private readonly positions: Record<string, string>;
  private writing: Promise<void> = Promise.resolve();
  private dirty = false;

  /** @param file where to keep them; none keeps them in memory. */
  constructor(private readonly file?: string) {
    this.positions = file ? readPositions(file) : {};
  }

  get(id: string): string | undefined {
    return this.positions[id];
  }

  set(id: string, position: string): void {
    this.positions[id] = position;
    if (!this.file || this.dirty) return;
    this.dirty = true;
    this.writing = this.writing.then(() => this.write(this.file!));
  }

  /** Resolves when the last position stands in the file. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private async write(file: string): Promise<void> {
    this.dirty = false;
    await writeFile(`${file}.new`, JSON.stringify(this.positions));
    await rename(`${file}.new`, file);
  }
}

function readPositions(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} is damaged: ${(error as Error).message}. Move the data folder away to start anew.`);
  }
}

export interface StreamPollerOptions {
  source: StreamSource;
  reader: StreamReader;
  checkpoints: Checkpoints;
  invoke: Invoke;
  /** Pause between reads that found nothing, milliseconds; writes ring before. */
  idleMs?: number;
  onError: (message: string) => void;
  /** A batch given up for good, after `retries`. */
  onGivenUp?: (records: StreamRecord[]) => Promise<void>;
}

/** Records read and not yet carried, at most, so that a stuck lane does not fill the memory. */
const BUFFER = 1000;

/** Carries a table's stream to its function: in order per partition key, never past a failure. */
export class StreamPoller implements Poller {
  private readonly bell = new Bell();
  private readonly lanes: Lane[];
  /** Records in stream order, and which of them are done: the checkpoint moves to the end of the done ones. */
  private readonly outstanding: { sequence: string; done: boolean }[] = [];
  private readonly reading: Promise<void>;
  private position: string | undefined;
  private stopped = false;
  /** Rounds of looking asked for, and the latest one that found nothing more. */
  private asked = 1;
  private answered = 0;
  private unreadable: string | undefined;

  constructor(private readonly options: StreamPollerOptions) {
    this.position = options.checkpoints.get(options.source.id);
    this.lanes = Array.from({ length: options.source.parallelization }, () => new Lane(options));
    this.reading = this.read();
  }

  pending(): string | undefined {
    const { source } = this.options;
    const stuck = this.lanes.map((lane) => lane.trouble).find(Boolean);
    if (this.outstanding.length > 0)
      return `${source.function} has ${this.outstanding.length} records of ${source.table} to do${stuck ? `, stuck on: ${stuck}` : ''}`;
    // A read that takes its time is no work yet: `looking` says that it is not over.
    return this.unreadable;
  }

  look(): void {
    this.asked += 1;
    this.bell.ring();
  }

  looking(): boolean {
    return this.answered !== this.asked;
  }

  working(): boolean {
    return this.lanes.some((lane) => lane.working);
  }

  hurry(): void {
    for (const lane of this.lanes) lane.hurry();
  }

  nudge(): void {
    this.bell.ring();
    for (const lane of this.lanes) lane.bell.ring();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await Promise.all([this.reading, ...this.lanes.map((lane) => lane.stop())]);
  }

  private async read(): Promise<void> {
    const { source, reader, idleMs = 500, onError } = this.options;
    let failures = 0;
    while (!this.stopped) {
      const room = BUFFER - this.outstanding.length;
      if (room <= 0) {
        await this.bell.wait(idleMs);
        continue;
      }
      const round = this.asked;
      try {
        const records = await reader.read(this.position, room);
        failures = 0;
        this.unreadable = undefined;
        this.take(records);
        if (records.length > 0) continue;
        this.answered = round;
        await this.bell.wait(idleMs);
      } catch (error) {
        if (this.stopped) return;
        this.unreadable = `the stream of ${source.table} cannot be read: ${(error as Error).message}`;
        onError(this.unreadable);
        await this.bell.wait(backoff(failures++));
      }
    }
  }

  private take(records: StreamRecord[]): void {
    const { source } = this.options;
    for (const record of records) {
      const sequence = record.dynamodb.SequenceNumber;
      this.position = sequence;
      const entry = { sequence, done: !admits(source.filters, record) };
      this.outstanding.push(entry);
      if (entry.done) continue;
      const lane = this.lanes[laneOf(record, this.lanes.length)]!;
      lane.push(toLambdaRecord(record, source), () => {
        entry.done = true;
        this.advance();
      });
    }
    this.advance();
  }

  private advance(): void {
    let last: string | undefined;
    while (this.outstanding[0]?.done) last = this.outstanding.shift()!.sequence;
    if (last !== undefined) this.options.checkpoints.set(this.options.source.id, last);
  }
}

/** Records of one partition key always take the same lane. */
function laneOf(record: StreamRecord, lanes: number): number {
  const keys = record.dynamodb.Keys;
  let hash = 0;
  for (const character of JSON.stringify(keys[Object.keys(keys).sort()[0] ?? ''])) {
    hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  }
  return hash % lanes;
}

function toLambdaRecord(record: StreamRecord, source: StreamSource): StreamRecord {
  return { ...record, awsRegion: source.arn.split(':')[3], eventSourceARN: source.arn };
}

/** One ordered line of records: a batch at a time, from the lowest failed record again. */
class Lane {
  readonly bell = new Bell();
  /** Last failure of the batch at the head. */
  trouble: string | undefined;
  working = false;
  private readonly queue: { record: StreamRecord; done: () => void }[] = [];
  private readonly windows = new Set<Bell>();
  private readonly running: Promise<void>;
  private stopped = false;
  private failures = 0;

  constructor(private readonly options: StreamPollerOptions) {
    this.running = this.run();
  }

  push(record: StreamRecord, done: () => void): void {
    this.queue.push({ record, done });
    if (this.queue.length === 1) this.bell.ring();
    if (this.queue.length >= this.options.source.batchSize) this.hurry();
  }

  hurry(): void {
    for (const bell of this.windows) bell.ring();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    this.hurry();
    await this.running;
  }

  private async run(): Promise<void> {
    const { source } = this.options;
    let size = source.batchSize;
    while (!this.stopped) {
      if (this.queue.length === 0) {
        await this.bell.wait(60_000);
        continue;
      }
      if (source.windowMs > 0 && this.failures === 0 && this.queue.length < size)
        await wait(this.windows, source.windowMs);
      const batch = this.queue.slice(0, size);
      this.working = true;
      const { done, threw } = await this.attempt(batch.map(({ record }) => record));
      this.working = false;
      for (const { done: finish } of this.queue.splice(0, done)) finish();
      if (done === batch.length) {
        this.failures = 0;
        this.trouble = undefined;
        size = source.batchSize;
        continue;
      }
      if (done > 0) this.failures = 0;
      this.failures += 1;
      if (threw && source.bisect && batch.length > 1) size = Math.ceil(batch.length / 2);
      else if (source.retries >= 0 && this.failures > source.retries) await this.giveUp(batch.slice(done));
      else await this.bell.wait(backoff(this.failures));
    }
  }

  /** How many records from the front are done. */
  private async attempt(records: StreamRecord[]): Promise<{ done: number; threw: boolean }> {
    const { source, invoke, onError } = this.options;
    try {
      const answer = await invoke(source.function, { Records: records });
      if (!source.reportsFailures) return { done: records.length, threw: false };
      const failed = failedItems(answer);
      const indexes = failed?.map((id) => records.findIndex((record) => record.dynamodb.SequenceNumber === id)) ?? [-1];
      if (indexes.length === 0) return { done: records.length, threw: false };
      this.trouble = `${source.function} reported a failed record`;
      return { done: Math.max(0, Math.min(...indexes)), threw: false };
    } catch (error) {
      if (!this.stopped) {
        this.trouble = (error as Error).message;
        onError(this.trouble);
      }
      return { done: 0, threw: true };
    }
  }

  private async giveUp(batch: { record: StreamRecord; done: () => void }[]): Promise<void> {
    await this.options.onGivenUp?.(batch.map(({ record }) => record));
    for (const { done } of this.queue.splice(0, batch.length)) done();
    this.failures = 0;
  }
}
