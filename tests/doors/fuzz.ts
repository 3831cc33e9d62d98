/**
 * `npm run fuzz [-- --minutes 25 --seed 7 --only addNote]`: requests that nobody should send, to every operation of `/openapi.json`, on a room
 * of its own. Ends with 1 and each fault's request when an answer was 5xx, told of the inside, let somebody in, or was not what the
 * document says.
 */
import { parseArgs } from 'node:util';
import { startTestRoom } from '../harness/room.ts';
import { Fuzzer } from './fuzzer.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 25);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);

const started = Date.now();
let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
  console.log('\nstopping; once more Ctrl-C ends at once');
});
const stopped = () => interrupted || Date.now() - started > minutes * 60_000;

console.log(`seed ${seed}, ${minutes} minutes`);
const room = await startTestRoom();
const fuzzer = new Fuzzer(room, seed);
const progress = setInterval(() => {
  const { sent, answers, reached } = fuzzer.tally;
  const kinds = Object.entries(answers).map(([hundred, count]) => `${hundred}xx ${count}`);
  const at = Math.round((Date.now() - started) / 1000);
  console.log(
    `${at} s: ${sent} requests, ${kinds.join(', ')}; ${reached.size} operations got through; ${fuzzer.faults.size} faults`,
  );
}, 10_000);

try {
  await fuzzer.begin();
  const rows = fuzzer.rows.filter(({ operation }) => !values.only || operation.operationId === values.only);
  for (let round = 0; !stopped(); round++)
    await fuzzer.round(round, stopped, round === 0 ? { valid: 3, spoilt: 1 } : { valid: 1, spoilt: 3 }, rows);
  await fuzzer.settle();
  await fuzzer.verify();
} finally {
  clearInterval(progress);
  // What it would say of the answers stands among the faults already.
  await room.stop().catch(() => {});
}

for (const { operation, what, shot, seed: one } of fuzzer.faults.values())
  console.log(`\n${operation}: ${what}\n  ${shot}\n  shot ${one} of seed ${seed}`);
const never = fuzzer.rows
  .map(({ operation }) => operation.operationId)
  .filter((name) => !fuzzer.tally.reached.has(name));
console.log(`\n${fuzzer.tally.sent} requests, ${fuzzer.faults.size} faults; seed ${seed}`);
if (never.length > 0) console.log(`Never got through: ${never.join(', ')}`);
process.exit(fuzzer.faults.size > 0 ? 1 : 0);
