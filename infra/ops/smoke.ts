/**
 * `npm run smoke -- --url <base> [--agency <id>] [--door form|whatsapp]`: does the main job once in a running room, local or deployed, marked as
 * exercise, and takes it out of the figures again. A deployed room wants tokens in the environment: OPS_SMOKE_OFFICER_TOKEN and
 * OPS_SMOKE_AGENCY_TOKEN; the door `whatsapp` wants OPS_WHATSAPP_APP_SECRET, OPS_WHATSAPP_PHONE_NUMBER_ID and OPS_SMOKE_FROM, a number of ours.
 */
import { parseArgs } from 'node:util';
import { readSettings } from '../local/settings.ts';
import { type Door, smoke } from './main-job.ts';

const USAGE = 'Usage: npm run smoke -- --url https://room.example.org --agency <id> [--door form|whatsapp]';

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function readArguments() {
  const text = { type: 'string' as const };
  try {
    return parseArgs({ options: { url: text, agency: text, door: text } }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

/** A token of the environment, else of the laptop's room itself. */
async function token(base: string, name: string, who: { role: string } | { agency: string }): Promise<string> {
  const given = process.env[name];
  if (given) return given;
  const answer = await fetch(`${base}/_local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  }).catch(() => fail(`No room answers at ${base}.`));
  const { token } = (await answer.json().catch(() => ({}))) as { token?: string };
  return token ?? fail(`Set ${name}: this room gives no tokens of its own.`);
}

function doorOf(name: string, base: string): Door {
  if (name === 'form') return { kind: 'form' };
  if (name !== 'whatsapp') return fail(USAGE);
  const local = new URL(base).hostname === 'localhost' ? readSettings(process.env).values(0) : process.env;
  const { OPS_WHATSAPP_APP_SECRET: secret, OPS_WHATSAPP_PHONE_NUMBER_ID: account } = local;
  const from = process.env.OPS_SMOKE_FROM ?? (local === process.env ? undefined : '249910000000');
  if (!secret || !account || !from) {
    return fail('The door whatsapp needs OPS_WHATSAPP_APP_SECRET, OPS_WHATSAPP_PHONE_NUMBER_ID and OPS_SMOKE_FROM.');
  }
  return { kind: 'whatsapp', secret, account, from };
}

const given = readArguments();
const base = (given.url ?? fail(USAGE)).replace(/\/$/, '');
const isLocal = new URL(base).hostname === 'localhost';
const agency = given.agency ?? (isLocal ? 'erc' : fail(`Which agency is asked? One kept for exercises.\n${USAGE}`));
const done = await smoke({
  base,
  agency,
  // On a laptop nobody real is behind any agency.
  anyAgency: isLocal,
  door: doorOf(given.door ?? 'form', base),
  officer: await token(base, 'OPS_SMOKE_OFFICER_TOKEN', { role: 'officer' }),
  partner: await token(base, 'OPS_SMOKE_AGENCY_TOKEN', { agency }),
  say: (line) => console.log(line),
});
process.exit(done ? 0 : 1);
