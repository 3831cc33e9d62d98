/** `npm start`: the whole room on this machine. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Room, startRoom } from './room.ts';
import { describeSettings, readSettings } from './settings.ts';
import { recordRoom } from './start-record.ts';

const began = performance.now();

try {
  if (process.argv.includes('--settings')) console.log(describeSettings(process.env));
  else await main();
} catch (error) {
  console.error(sentenceOf(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const { dataDir } = readSettings(process.env);
  const log = dataDir === 'memory' ? undefined : join(dataDir, 'functions.log');
  const room = await startRoom({
    env: process.env,
    timers: true,
    warm: true,
    say: (text) => console.log(`${seconds()}  ${text}`),
    onLog: ({ function: name, line }) => log && appendFileSync(log, `${name} ${line}\n`),
    onError: (message) => console.error(`! ${message}`),
  });
  const forget = await recordRoom(dataDir, room.url);
  stopOnSignal(room, forget);
  for (const [what, address] of addresses(room)) console.log(`  ${what.padEnd(28)} ${address}`);
  if (log) console.log(`  ${'what the functions log'.padEnd(28)} ${log}`);
  console.log(`${seconds()}  ready in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  console.log(`ready ${room.url}`);
}

function addresses(room: Room): [string, string][] {
  const { url, aws } = room;
  return [
    ['room', url],
    ['everything local, linked', `${url}/_local`],
    ['a phone to write from', `${url}/_local/phone`],
    ['agency inboxes', `${url}/_local/inbox`],
    ['API documentation', `${url}/docs`],
    ['sign-in (person = password)', `${url}/_local/issuer  ${room.issuer.people.join(' ')}`],
    ['DynamoDB', aws.dynamodbUrl],
    ['SQS, SNS, S3 and all AWS', aws.url],
    ...room.template.sockets.map(({ stage }): [string, string] => [
      'live pokes',
      `${url.replace('http', 'ws')}/${stage}`,
    ]),
  ];
}

function stopOnSignal(room: Room, forget: () => Promise<void>): void {
  let stopping: number | undefined;
  const stop = async () => {
    if (stopping !== undefined) {
      // One Ctrl-C may arrive twice, from the terminal and from npm; a later one does not want to wait.
      if (performance.now() - stopping > 1000) process.exit(1);
      return;
    }
    stopping = performance.now();
    console.log('stopping');
    await room.stop();
    await forget();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // A killed npm cannot tell its child: without this the room would live on unseen, on its port.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && stopping === undefined && void stop(), 1000).unref();
}

function seconds(): string {
  return `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`;
}

/** One sentence for a person; the stack only helps those who change the runner. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return process.env.DEBUG && error instanceof Error ? (error.stack ?? message) : (message.split('\n')[0] ?? message);
}
