/** A room in a process of its own, so that it can be killed as a machine is: at any instant, without a word. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Delivery } from '../../infra/local/aws/types.ts';
import { type Room, startRoom } from '../../infra/local/room.ts';

export interface StartOptions {
  env: Record<string, string>;
  assembly: { folder: string; code: Map<string, string> };
  folder: string;
}

/** What the driver asks of the room beside its own doors. */
export interface Calls {
  start(
    options: StartOptions,
  ): Promise<{ url: string; dynamodbUrl: string; tables: { cases: string; ledger: string } }>;
  killWorker(name: string): Promise<void>;
  settle(limitMs: number): Promise<void>;
  now(): Promise<number>;
  /** What SNS handed to subscribers and nobody has asked for yet. */
  deliveries(): Promise<Delivery[]>;
  queues(): Promise<{ name: string; depth: number }[]>;
  objects(): Promise<{ key: string; text: string }[]>;
  denied(): Promise<string[]>;
}

let room: Room | undefined;
const given = new Set<string>();

function running(): Room {
  if (!room) throw new Error('the room has not been started');
  return room;
}

const calls: Calls = {
  async start({ env, assembly, folder }) {
    const write = (file: string) => (line: string) => appendFileSync(join(folder, file), `${line}\n`);
    const failures = write('failures.log');
    const functions = write('functions.log');
    room = await startRoom({
      env,
      assembly,
      timers: true,
      deliveryPauses: [0, 50, 200, 500],
      onError: failures,
      onLog: ({ function: name, line }) => functions(`${new Date().toISOString()} ${name} ${line}`),
    });
    const { url, template, aws } = room;
    const { OPS_CASES_TABLE = '', OPS_LEDGER_TABLE = '' } = template.functions.get('intake')?.environment ?? {};
    return { url, dynamodbUrl: aws.dynamodbUrl, tables: { cases: OPS_CASES_TABLE, ledger: OPS_LEDGER_TABLE } };
  },
  killWorker: (name) => running().killWorker(name),
  settle: (limitMs) => running().settle(limitMs),
  now: async () => running().now(),
  async deliveries() {
    const fresh = running()
      .aws.deliveries()
      .filter(({ id }) => !given.has(id));
    for (const { id } of fresh) given.add(id);
    return fresh;
  },
  async queues() {
    const { aws } = running();
    return Promise.all(aws.queueNames().map(async (name) => ({ name, depth: await aws.queueDepth(name) })));
  },
  async objects() {
    const { clients, template } = running();
    const found: { key: string; text: string }[] = [];
    for (const bucket of template.resources.flatMap((one) => (one.type === 'bucket' ? [one.name] : []))) {
      let ContinuationToken: string | undefined;
      do {
        const page = await clients.s3.send(
          new ListObjectsV2Command({ Bucket: bucket, ...(ContinuationToken ? { ContinuationToken } : {}) }),
        );
        for (const { Key: key = '' } of page.Contents ?? []) {
          const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
          found.push({ key, text: (await Body?.transformToString('latin1')) ?? '' });
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
    }
    return found;
  },
  denied: async () =>
    running()
      .aws.denied()
      .map(({ message }) => message),
};

process.on('message', ({ id, name, args }: { id: number; name: keyof Calls; args: unknown[] }) => {
  (calls[name] as (...args: unknown[]) => Promise<unknown>)(...args).then(
    (result) => process.send?.({ id, result }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
// Without its driver the room would live on unseen.
process.on('disconnect', () => process.exit(0));
// Ctrl-C at the terminal reaches every process; the driver decides when the room ends.
process.on('SIGINT', () => {});
