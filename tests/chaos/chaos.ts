/** `npm run chaos`: see README. Exit code 1 where the checker finds a fault. */
import { parseArgs } from 'node:util';
import { runChaos } from './run.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    messages: { type: 'string' },
    senders: { type: 'string' },
    rate: { type: 'string', default: '0.08' },
    restarts: { type: 'string' },
    officers: { type: 'string', default: '6' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const minutes = Number(values.minutes);
const messages = Number(values.messages ?? minutes * 150);
const senders = Number(values.senders ?? Math.max(20, messages / 6));
const rate = Number(values.rate);
const restarts = Number(values.restarts ?? Math.max(1, Math.floor(minutes / 2)));
const officers = Number(values.officers);
const again = `npm run chaos -- --seed ${seed} --minutes ${minutes} --messages ${messages} --senders ${senders} --rate ${rate} --restarts ${restarts} --officers ${officers}`;

const began = Date.now();
const say = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const stop = new AbortController();
process.on('SIGINT', () => {
  if (stop.signal.aborted) process.exit(130);
  say('stopping: what happened so far is carried out and judged (Ctrl-C once more ends at once)');
  stop.abort();
});

console.log(again);
const { findings, folder } = await runChaos({
  seed,
  messages,
  senders,
  rate,
  restarts,
  officers,
  // The rest is for coming to rest and for judging.
  limitMs: minutes * 60_000 * 0.8,
  say,
  signal: stop.signal,
});
console.log(tableOf(findings));
if (folder) {
  console.log(`\nFaults found. Seed ${seed}; once more: ${again}\nThe room's data and what was recorded: ${folder}`);
  process.exitCode = 1;
}
