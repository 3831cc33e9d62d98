/**
 * `npm run -s token -- officer` and `npm run -s token -- agency erc`: a bearer token of the running room.
 */
import { runningRoom } from './start-record.ts';

const [who, agency] = process.argv.slice(2);
if (!who || (who === 'agency' && !agency)) fail('Say for whom: a role (officer), or agency and its id (agency erc).');

const url = runningRoom(process.env);
const answer = await fetch(`${url}/_local/tokens`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(who === 'agency' ? { agency } : { role: who }),
}).catch(() => fail(`No room answers at ${url}; start it with npm start.`));
const body = (await answer.json()) as { token?: string; message?: string };
if (!body.token) fail(body.message ?? `The room answered ${answer.status}.`);
console.log(body.token);

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
