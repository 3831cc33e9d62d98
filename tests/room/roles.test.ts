import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_ROUTES } from '../../shared/http/openapi-build.ts';
import { ROLES, type Role } from '../../shared/http/roles.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * Every route of the room's one table × every role × an agency's token × no token, through the real gateway: the table says who passes,
 * and nobody else does. Whoever passes meets a case that does not exist, so that nothing is changed on the way.
 */
let room: TestRoom;
const tokens = new Map<string, string>();

beforeAll(async () => {
  room = await startTestRoom();
  for (const role of ROLES) tokens.set(role, await room.token(role));
  tokens.set('agency', await room.agencyToken('erc'));
});
afterAll(() => room.stop());

const routes = Object.entries(ALL_ROUTES);
const staff = routes.filter(([, { access }]) => typeof access !== 'string');
const agency = routes.filter(([, { access }]) => access === 'agency');

const NAMES: Record<string, string> = {
  id: 'ZZZZ-ZZZZ',
  case: 'ZZZZ-ZZZZ',
  part: 'ZZZZ-ZZZZ.1',
  contact: 'cZZZZZZZZZZZZZZZZ',
  n: '0',
  alertId: 'ZZZZ-ZZZZ.1',
  instant: '2026-01-01T00:00:00Z',
};

async function statusFor(caller: string | undefined, method: string, path: string): Promise<number> {
  const url = room.url + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => NAMES[name]!);
  const token = caller && tokens.get(caller);
  const answer = await fetch(url, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'if-match': '"999999"' },
    ...(method === 'GET' ? {} : { body: '{"nobody knows":1}' }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

describe.each(staff)('%s', (_name, { method, path, access }) => {
  test.each(ROLES)('%s', async (role) => {
    const status = await statusFor(role, method, path);
    if ((access as readonly Role[]).includes(role)) {
      expect([401, 403, 405]).not.toContain(status);
      expect(status).toBeLessThan(500);
    } else {
      expect(status).toBe(403);
    }
  });

  test('an agency, a forged token, nobody', async () => {
    tokens.set('forger', `${tokens.get('director')!.slice(0, -6)}AAAAAA`);
    expect([401, 403]).toContain(await statusFor('agency', method, path));
    expect(await statusFor('forger', method, path)).toBe(401);
    expect(await statusFor(undefined, method, path)).toBe(401);
  });
});

describe.each(agency)('%s', (_name, { method, path }) => {
  test('its agency passes, staff and nobody do not', async () => {
    const status = await statusFor('agency', method, path);
    expect([401, 403, 405]).not.toContain(status);
    expect(status).toBeLessThan(500);
    for (const role of ROLES) expect([401, 403]).toContain(await statusFor(role, method, path));
    expect(await statusFor(undefined, method, path)).toBe(401);
  });
});

test('nothing came of all this', async () => {
  const answer = await fetch(`${room.url}/v1/cases`, {
    headers: { authorization: `Bearer ${tokens.get('director')}` },
  });
  expect(await answer.json()).toEqual({ items: [], next: null });
  expect(room.denied()).toEqual([]);
});
