/**
 * `npm run restore -- export|import|verify --stage <stage> [--dir <folder>] [--endpoint <url>] [--again | --replace]`: the room's tables as files, into an
 * empty room or over a damaged one (`--replace`), and the proof that it is the same room. `import` reads what `export` wrote and what DynamoDB's own point-in-time export wrote.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportTable, importRoom, tablesOf } from './backup.ts';
import { proveRoom } from './proof.ts';

const USAGE =
  'Usage: npm run restore -- export|import|verify --stage <stage> [--dir <folder>] [--endpoint <url>] [--again | --replace]';

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function readArguments() {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const };
  try {
    const options = { stage: text, dir: text, endpoint: text, again: flag, replace: flag };
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

const { values: given, positionals } = readArguments();
const [command] = positionals;
const stage = given.stage ?? fail(USAGE);
const folder = () => given.dir ?? fail(USAGE);
const { endpoint } = given;
if (stage === 'local' && !endpoint)
  fail('Where is the room? npm start prints the address of all AWS: --endpoint http://…');
const local = { endpoint: endpoint ?? '', credentials: { accessKeyId: 'admin', secretAccessKey: 'local' } };
const client = new DynamoDBClient(endpoint ? { ...local, region: 'us-east-1' } : {});
const tables = tablesOf(stage);

await run().catch((error: Error) => fail(error.message));

async function run(): Promise<void> {
  switch (command) {
    case 'export':
      // The cases first: what the ledger has beyond their heads is left out again by the import.
      for (const [name, table] of Object.entries(tables))
        console.log(`${await exportTable(client, table, join(folder(), name))} items of ${table}`);
      return;
    case 'import': {
      const { again = false, replace = false } = given;
      const { cases, ledger, cut, removed } = await importRoom(client, tables, folder(), { again, replace });
      console.log(`${cases} items of cases, ${ledger} of the ledger; ${cut} later events left out, ${removed} removed`);
      return prove();
    }
    case 'verify':
      return prove();
    default:
      fail(USAGE);
  }
}

async function prove(): Promise<void> {
  const { streams, cases, events, faults, open } = await proveRoom(client, tables);
  console.log(`${streams} chains of ${events} events, ${cases} cases: ${faults.length === 0 ? 'whole' : 'NOT WHOLE'}`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (open.length > 0)
    console.log(`Recorded and not carried out at this instant: ${open.length}; look whether they left`);
  for (const one of open) console.log(`  ${one}`);
  if (faults.length > 0) process.exit(1);
}
