import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, smoke } from '../../infra/ops/main-job.ts';
import { board, call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** The smoke run against the local room, by both doors; it leaves nothing on the board and nothing in the figures. */
let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room.stop());

async function runBy(door: Door, partner?: string) {
  const lines: string[] = [];
  const done = await smoke({
    base: room.url,
    agency: 'erc',
    anyAgency: true,
    door,
    officer,
    partner: partner ?? (await room.agencyToken('erc')),
    say: (line) => lines.push(line),
  });
  return { done, lines };
}

const whatsapp = (): Door => ({
  kind: 'whatsapp',
  secret: room.settings.OPS_WHATSAPP_APP_SECRET!,
  account: room.settings.OPS_WHATSAPP_PHONE_NUMBER_ID!,
  from: '249910000999',
});

/** Every figure about cases, as of now. */
async function figures(): Promise<{ cases: number; received: unknown; completion: unknown }> {
  const now = room.now();
  const [from, to] = [now - 86_400_000, now + 3_600_000].map((at) => new Date(at).toISOString());
  const supervisor = await room.token('supervisor');
  const all = await call<{ cases: number; figures: { id: string; n: number; value: unknown }[] }>(
    room,
    supervisor,
    'GET',
    `/v1/metrics?from=${from}&to=${to}`,
  );
  const one = (id: string) => {
    const { n, value } = all.figures.find((figure) => figure.id === id)!;
    return { n, value };
  };
  return { cases: all.cases, received: one('cases_received'), completion: one('completion_rate') };
}

test('the main job is done by webhook and by form, each step said with its time, and counts nowhere', async () => {
  const before = await figures();
  const byWebhook = await runBy(whatsapp());
  expect(byWebhook.lines.join('\n')).not.toContain('FAILED');
  expect(byWebhook.done).toBe(true);
  expect(byWebhook.lines.filter((line) => /^ {2}ok +\d+ ms {2}/.test(line))).toHaveLength(11);

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'infra/ops/smoke.ts', '--url', room.url],
    { env: { PATH: process.env.PATH } },
  );
  expect(stdout).toMatch(/All 11 steps in [\d.]+ s/);
  for (const secret of [officer, room.settings.OPS_WHATSAPP_APP_SECRET!]) {
    expect(stdout + byWebhook.lines.join('\n')).not.toContain(secret);
  }

  await room.settle();
  expect(await board(room, officer)).toEqual([]);
  expect(await figures()).toEqual(before);
}, 90_000);

test('a step that fails is named, and what was begun is still cleaned up', async () => {
  const { done, lines } = await runBy(whatsapp(), 'no token');
  expect(done).toBe(false);
  expect(lines.filter((line) => line.includes('FAILED'))).toEqual([
    expect.stringMatching(/the agency acknowledges.*40[13]/),
  ]);
  expect(lines.at(-1)).toMatch(/^Failed after/);
  expect(lines.join('\n')).toMatch(/ok +\d+ ms {2}clean-up: invalid as a test/);
  await room.settle();
  expect(await board(room, officer)).toEqual([]);
}, 60_000);

test('an agency that is not kept for exercises is not asked', async () => {
  const lines: string[] = [];
  const [admin, partner] = await Promise.all([room.token('admin'), room.agencyToken('erc')]);
  const { kind } = await call<{ kind: string }>(room, admin, 'GET', '/v1/agencies/erc');
  const options = { base: room.url, agency: 'erc', door: whatsapp(), officer, partner };
  expect(await smoke({ ...options, say: (line) => lines.push(line) })).toBe(false);
  expect(lines.join('\n')).toContain(`its kind is ${kind}`);
  expect(await board(room, officer)).toEqual([]);
  expect(lines.join('\n')).not.toContain('clean-up');
});
