import { expect, test } from 'vitest';
import { runChaos } from './run.ts';
import { tableOf } from './table.ts';

/** The short form of `npm run chaos`. Where it fails, the seed repeats what people did and what broke. */
const SEED = 20_230_415;

test('a short storm over all channels, with one power cut, leaves nothing lost, doubled or unrecorded', {
  timeout: 240_000,
}, async () => {
  const { findings, folder } = await runChaos({
    seed: SEED,
    messages: 30,
    senders: 16,
    officers: 4,
    rate: 0.06,
    restarts: 1,
    limitMs: 15_000,
  });
  const again = `npm run chaos -- --seed ${SEED} --messages 30 --senders 16 --officers 4 --rate 0.06 --restarts 1 --minutes 0.3`;
  const faults = findings.flatMap(({ faults: all }) => all);
  expect(faults, `${again}\n${folder ?? ''}\n${tableOf(findings)}`).toEqual([]);
  const checked = Object.fromEntries(findings.map(({ name, checked: times }) => [name, times]));
  expect(checked['every message stands in the ledger once']).toBeGreaterThan(10);
});
