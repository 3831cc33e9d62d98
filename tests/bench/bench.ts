/**
 * `npm run bench`: the budgets of the design measured on this machine, as ratios and counts. Prints a table, writes
 * `bench/results.json` and `bench/index.html`, ends with 1 when a budget is broken. `npm run bench -- --million` measures the board among a
 * million open cases and nothing else; they are generated once and kept in `bench/million/`. `-- storage cost` runs those parts only: what was
 * measured of others before stays on the page, with its date.
 */
import { loadavg } from 'node:os';
import { benchBundles } from './bundles.ts';
import { benchConsole } from './console.ts';
import { benchCost } from './cost.ts';
import { type Measured, publish, type Row } from './report.ts';
import { benchRoom } from './room.ts';
import { benchMillion, benchStorage } from './storage.ts';
import { benchTriage } from './triage.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const began = performance.now();
const progress = (line: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);

const parts: Record<string, () => AsyncIterable<Row>> = {
  bundles: () => benchBundles(progress),
  storage: () => benchStorage([1_000, 10_000, 100_000], progress),
  room: () => benchRoom(progress),
  cost: () => benchCost(progress),
  console: () => benchConsole(progress),
  triage: () => benchTriage(progress),
};
const apart: typeof parts = { million: () => benchMillion('bench/million', progress) };

const wanted = process.argv.slice(2).map((name) => name.replace(/^--/, ''));
const unknown = wanted.filter((name) => !(name in parts) && !(name in apart));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}: ${Object.keys({ ...parts, ...apart }).join(', ')}`);
const chosen = Object.entries({ ...parts, ...apart }).filter(([name]) =>
  wanted.length > 0 ? wanted.includes(name) : name in parts,
);
const measured: Measured[] = [];

// Emulators and rooms end with this process; what was measured so far is printed and written.
process.once('SIGINT', () => {
  progress('broken off');
  publish(measured);
  process.exit(130);
});

try {
  for (const [part, measure] of chosen) {
    progress(part);
    const own: Measured = { part, at: new Date().toISOString(), load: loadavg()[0] ?? 0, whole: false, rows: [] };
    measured.push(own);
    for await (const row of measure()) own.rows.push(row);
    own.whole = true;
  }
} finally {
  if (!publish(measured)) process.exitCode = 1;
}
