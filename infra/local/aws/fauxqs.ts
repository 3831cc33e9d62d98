import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from 'fauxqs';
// The emulator's public entry gives no way to put kept messages back or to see its own moves to dead-letter queues, so
// we hand it stores of its own classes; the version is pinned.
import { S3Store } from '../../../node_modules/fauxqs/dist/s3/s3Store.js';
import type { S3Object } from '../../../node_modules/fauxqs/dist/s3/s3Types.d.ts';
import { SnsStore } from '../../../node_modules/fauxqs/dist/sns/snsStore.js';
import type { SqsQueue } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.d.ts';
import { SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import type { SqsMessage } from '../../../node_modules/fauxqs/dist/sqs/sqsTypes.d.ts';
import type { Answer } from './answers.ts';
import { readKept, replaceFile } from './files.ts';
import type { Journal, Journaled } from './journal.ts';
import type { AwsRequest } from './request.ts';

/** SQS forgets deduplication ids after five minutes. */
export const DEDUPLICATION_MS = 5 * 60_000;

export interface Fauxqs {
  sqs: SqsStore;
  sns: SnsStore;
  s3: S3Store;
  /** Lets the emulator answer a call. */
  answer(request: AwsRequest): Promise<Answer>;
  close(): Promise<void>;
}

export interface FauxqsOptions {
  region: string;
  account: string;
  /** The door's own address, known once it listens. */
  url: () => string;
  journal: Journal;
  /** What the journal held. */
  entries: Journaled[];
  /** Where queues and objects are kept; `undefined` keeps them in memory. */
  folder: string | undefined;
}

/**
 * SQS, SNS and S3 in this process. Every message a queue accepts or gives up is journaled, and what the journal held is
 * put back when its queue is made again: same id, same order, same deduplication.
 */
export async function startFauxqs(options: FauxqsOptions): Promise<Fauxqs> {
  const sqs = new SqsStore();
  const sns = new SnsStore();
  const s3 = new S3Store();
  keepQueues(sqs, options);
  if (options.folder !== undefined) {
    keepQueueList(sqs, join(options.folder, 'queues.json'));
    keepObjects(s3, join(options.folder, 'objects'));
  }
  const app = buildApp({
    logger: false,
    defaultRegion: options.region,
    stores: { sqsStore: sqs, snsStore: sns, s3Store: s3 },
  });
  await app.ready();
  return {
    sqs,
    sns,
    s3,
    async answer({ method, path, headers, body }) {
      const reply = await app.inject({
        method: method as 'GET',
        // A host name with dots would be read as a bucket's.
        headers: { ...headers, host: 'localhost' },
        url: path,
        ...(body.length > 0 ? { payload: body } : {}),
      });
      const kept: Record<string, string> = {};
      for (const [name, value] of Object.entries(reply.headers)) {
        if (value !== undefined && name !== 'connection' && name !== 'date') kept[name] = String(value);
      }
      return { status: reply.statusCode, headers: kept, body: reply.rawPayload };
    },
    async close() {
      await app.close();
    },
  };
}

/** A queue is known by its name, whatever host its URL names. */
export function queueNameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function keepQueues(store: SqsStore, { journal, entries, region, account, url }: FauxqsOptions): void {
  const waiting = new Map<string, Journaled[]>();
  for (const entry of entries) {
    const list = waiting.get(entry.list);
    if (list) list.push(entry);
    else waiting.set(entry.list, [entry]);
  }
  const create = store.createQueue.bind(store);
  const remove = store.deleteQueue.bind(store);
  store.deleteQueue = (queueUrl) => {
    store.getQueue(queueUrl)?.purge();
    return remove(`/${account}/${queueNameOf(queueUrl)}`);
  };
  store.getQueue = (queueUrl) => store.getQueueByName(queueNameOf(queueUrl));
  store.getQueueByArn = (arn) => store.getQueueByName(arn.slice(arn.lastIndexOf(':') + 1));
  store.createQueue = (name, _url, _arn, attributes, tags) => {
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    const queue = create(name, `/${account}/${name}`, arn, attributes, tags);
    // Queues of the last run are made before the door has its port.
    Object.defineProperty(queue, 'url', { get: () => `${url()}/${account}/${name}` });
    const list = `queue:${name}`;
    restore(queue, waiting.get(list) ?? []);
    waiting.delete(list);
    if (queue.isFifo()) batchGroups(queue);
    const { enqueue, deleteMessage, purge } = queue;
    // A dead-letter move enqueues the same message elsewhere, which moves it in the journal too.
    queue.enqueue = (message) => {
      const keep = message.messageDeduplicationId ? message.sentTimestamp + DEDUPLICATION_MS : undefined;
      journal.put(list, message.messageId, message, keep);
      enqueue.call(queue, message);
    };
    queue.deleteMessage = (receipt) => {
      const held = queue.inflightMessages.get(receipt);
      if (held) journal.drop(held.message.messageId);
      return deleteMessage.call(queue, receipt);
    };
    queue.purge = () => {
      for (const message of messagesOf(queue)) journal.drop(message.messageId);
      purge.call(queue);
    };
    return queue;
  };
}

/**
 * The emulator hands out one message of a group at a time; SQS fills a batch with as many as follow each other. What
 * comes back unprocessed goes where its sequence number says.
 */
function batchGroups(queue: SqsQueue): void {
  const { dequeue, changeVisibility, processTimers } = queue;
  queue.dequeue = (count, ...rest) => {
    const taken: ReturnType<SqsQueue['dequeue']> = [];
    const groups = new Map<string, number>();
    for (let found = -1; found !== 0 && taken.length < count; ) {
      const more = dequeue.call(queue, count - taken.length, ...rest);
      for (const { ReceiptHandle } of more) {
        const group = queue.inflightMessages.get(ReceiptHandle)?.message.messageGroupId ?? '';
        groups.set(group, (groups.get(group) ?? 0) + 1);
        queue.fifoLockedGroups.delete(group);
      }
      taken.push(...more);
      found = more.length;
    }
    for (const [group, inFlight] of groups) queue.fifoLockedGroups.set(group, inFlight);
    return taken;
  };
  const sorted = (change: () => void) => {
    const before = queue.inflightMessages.size;
    change();
    if (queue.inflightMessages.size === before) return;
    for (const group of queue.fifoMessages.values()) {
      group.sort((a, b) => Number(a.sequenceNumber) - Number(b.sequenceNumber));
    }
  };
  queue.changeVisibility = (...args) => sorted(() => changeVisibility.apply(queue, args));
  queue.processTimers = () => sorted(() => processTimers.call(queue));
}

/** Makes the queues of the last run again, and keeps the list up to date. */
function keepQueueList(store: SqsStore, file: string): void {
  const keep = () =>
    replaceFile(file, JSON.stringify(store.listQueues().map(({ name, attributes }) => ({ name, attributes }))));
  const { createQueue, deleteQueue } = store;
  store.createQueue = (...args) => {
    const queue = createQueue.call(store, ...args);
    const { setAttributes } = queue;
    queue.setAttributes = (attributes) => {
      setAttributes.call(queue, attributes);
      keep();
    };
    keep();
    return queue;
  };
  store.deleteQueue = (url) => {
    const deleted = deleteQueue.call(store, url);
    keep();
    return deleted;
  };
  const queues = readKept<{ name: string; attributes: Record<string, string> }[]>(file) ?? [];
  for (const { name, attributes } of queues) store.createQueue(name, '', '', attributes);
}

function restore(queue: SqsQueue, entries: Journaled[]): void {
  for (const { value, dropped } of entries) {
    const message = value as SqsMessage;
    if (message.sequenceNumber) {
      queue.sequenceCounter = Math.max(queue.sequenceCounter, Number(message.sequenceNumber));
    }
    if (message.messageDeduplicationId && message.sentTimestamp + DEDUPLICATION_MS > Date.now()) {
      queue.recordDeduplication(message.messageDeduplicationId, message.messageId, message.sequenceNumber);
    }
    if (!dropped) queue.enqueue(message);
  }
}

/** Every message a queue holds, whatever its state. */
export function messagesOf(queue: SqsQueue): SqsMessage[] {
  const { ready, delayed, inflight } = queue.inspectMessages();
  return [...ready, ...delayed, ...inflight.map((entry) => entry.message)];
}

type ObjectMeta = Omit<S3Object, 'body' | 'lastModified'> & { lastModified: string };

/** Objects as files, `<folder>/<bucket>/<hash of key>` with their meta beside them; bodies are read when asked for. */
function keepObjects(store: S3Store, folder: string): void {
  const fileOf = (bucket: string, key: string) => join(folder, bucket, createHash('sha256').update(key).digest('hex'));
  const lazy = (object: S3Object, file: string): S3Object =>
    Object.defineProperty(object, 'body', { get: () => readFileSync(file), configurable: true });

  const write = (bucket: string, object: S3Object): S3Object => {
    const file = fileOf(bucket, object.key);
    const { body, ...meta } = object;
    replaceFile(file, body);
    replaceFile(`${file}.json`, JSON.stringify(meta));
    return lazy(object, file);
  };

  mkdirSync(folder, { recursive: true });
  const { createBucket, deleteBucket, putObject, createMultipartUpload, completeMultipartUpload, deleteObject } = store;
  store.createBucket = (name) => {
    const known = store.hasBucket(name);
    createBucket.call(store, name);
    if (known) return;
    mkdirSync(join(folder, name), { recursive: true });
    for (const entry of readdirSync(join(folder, name))) {
      if (!entry.endsWith('.json')) continue;
      const file = join(folder, name, entry);
      const meta = readKept<ObjectMeta>(file)!;
      const object = putObject.call(store, name, meta.key, Buffer.alloc(0), meta.contentType, meta.metadata);
      lazy(Object.assign(object, meta, { lastModified: new Date(meta.lastModified) }), file.slice(0, -'.json'.length));
    }
  };
  store.deleteBucket = (name) => {
    deleteBucket.call(store, name);
    rmSync(join(folder, name), { recursive: true, force: true });
  };
  store.putObject = (bucket, ...rest) => write(bucket, putObject.call(store, bucket, ...rest));
  const uploads = new Map<string, string>();
  store.createMultipartUpload = (bucket, ...rest) => {
    const id = createMultipartUpload.call(store, bucket, ...rest);
    uploads.set(id, bucket);
    return id;
  };
  store.completeMultipartUpload = (id, parts) => {
    const object = write(uploads.get(id) ?? '', completeMultipartUpload.call(store, id, parts));
    uploads.delete(id);
    return object;
  };
  store.deleteObject = (bucket, key) => {
    deleteObject.call(store, bucket, key);
    const file = fileOf(bucket, key);
    rmSync(`${file}.json`, { force: true });
    rmSync(file, { force: true });
  };
  for (const bucket of readdirSync(folder)) store.createBucket(bucket);
}
