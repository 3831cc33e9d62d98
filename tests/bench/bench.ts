/**
 * `npm run bench`: the budgets of the design measured on this machine, as ratios and counts. Prints a table, writes
 * `bench/results.json`, ends with 1 when a budget is broken.
 */
import { benchBundles } from './bundles.ts';
import { benchConsole } from './console.ts';
import { publish } from './report.ts';
import { benchRoom } from './room.ts';
import { benchStorage } from './storage.ts';
import { benchTriage } from './triage.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const progress = (line: string) => console.error(line);

progress('bundles and load times');
const bundles = await benchBundles();
progress('board and timeline');
const storage = await benchStorage([1_000, 10_000, 100_000], progress);
progress('the whole room');
const room = await benchRoom(progress);
progress('the console');
const consoles = await benchConsole(progress);
progress('triage');
const triage = benchTriage();
if (!publish([...bundles, ...storage, ...room, ...consoles, ...triage])) process.exitCode = 1;
