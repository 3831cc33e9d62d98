/**
 * `npm run redrive -- --queue <name> [--stage <stage>] [--dry-run]`: says what lies in a dead-letter queue, then moves it back to where it came
 * from. On a laptop: `--stage local --endpoint <the address of SQS that npm start prints>`.
 */
import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { deadLetters, QUEUES, type QueueName, redrive, sentencesOf } from './dead-letters.ts';

const USAGE = `Usage: npm run redrive -- --queue ${QUEUES.join('|')} --stage <stage> [--endpoint <url>] [--dry-run]`;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function readArguments() {
  const text = { type: 'string' as const };
  try {
    const options = { queue: text, stage: text, endpoint: text, 'dry-run': { type: 'boolean' as const } };
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

const given = readArguments();
const queue = QUEUES.find((name) => name === given.queue) ?? fail(USAGE);
const stage = given.stage ?? fail(USAGE);
const { endpoint } = given;
if (stage === 'local' && !endpoint) fail('Where is the room? npm start prints the address: --endpoint http://…');

const local = { endpoint: endpoint ?? '', credentials: { accessKeyId: 'admin', secretAccessKey: 'local' } };
const sqs = new SQSClient(endpoint ? { ...local, region: 'us-east-1' } : {});
await run(queue).catch((error: Error) => fail(`${error.name}: ${error.message}`));

async function run(name: QueueName): Promise<void> {
  const found = await deadLetters(sqs, stage, name);
  for (const line of sentencesOf(found)) console.log(line);
  if (found.count === 0) return;
  if (given['dry-run']) return console.log('Nothing was moved: this was a dry run.');
  console.log(`${await redrive(sqs, found)} moved to ${found.source}. Markers make a second delivery harmless.`);
}
