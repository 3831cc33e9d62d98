/**
 * `npm run bench`: the budgets of the design measured on this machine, as ratios and counts. Prints a table, writes
 * `bench/results.json` and `bench/index.html`, ends with 1 when a budget is broken. `npm run bench -- --million` measures the board among a
 * million open cases and nothing else; they are written once and kept in `bench/million.sqlite`. `-- storage cost` runs those parts only.
 */
import { benchBundles } from './bundles.ts';
import { benchConsole } from './console.ts';
import { benchCost } from './cost.ts';
import { publish, type Row } from './report.ts';
import { benchRoom } from './room.ts';
import { benchMillion, benchStorage } from './storage.ts';
import { benchTriage } from './triage.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const progress = (line: string) => console.error(line);

// Ctrl-C ends emulators and rooms with this process; what was measured so far is lost, nothing else.
process.once('SIGINT', () => process.exit(130));

const parts: Record<string, () => Promise<Row[]> | Row[]> = {
  bundles: benchBundles,
  storage: () => benchStorage([1_000, 10_000, 100_000], progress),
  room: () => benchRoom(progress),
  cost: () => benchCost(progress),
  console: () => benchConsole(progress),
  triage: benchTriage,
};

const wanted = process.argv.slice(2);
const rows: Row[] = [];
if (wanted.includes('--million')) {
  rows.push(...(await benchMillion('bench/million', progress)));
} else {
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    progress(name);
    rows.push(...(await measure()));
  }
}
if (!publish(rows)) process.exitCode = 1;
