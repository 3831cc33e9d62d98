import { expect, test } from 'vitest';
import { startTestRoom } from '../harness/room.ts';
import { Fuzzer } from './fuzzer.ts';

/** The short form of `npm run fuzz`: the same seed each time, so long as the machine has time for it. */
const SEED = 20_230_415;
const SECONDS = 35;

test('no request brings a 5xx, a word of the inside or an answer that the document does not promise', async () => {
  const room = await startTestRoom();
  const fuzzer = new Fuzzer(room, SEED);
  const until = Date.now() + SECONDS * 1_000;
  await fuzzer.begin();
  await fuzzer.round(0, () => Date.now() > until, { valid: 1, spoilt: 1 });
  await fuzzer.settle();
  await fuzzer.verify();
  await room.stop().catch(() => {});
  const faults = [...fuzzer.faults.values()].map(({ operation, what, shot }) => `${operation}: ${what}\n  ${shot}`);
  expect(faults.join('\n'), `seed ${SEED}`).toBe('');
  // Not all of it was refused at the first look.
  expect(fuzzer.tally.reached.size).toBeGreaterThan(30);
  expect(fuzzer.tally.answers['4']).toBeGreaterThan(100);
}, 240_000);
