import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RoomClock } from '../../infra/local/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MINUTE = 60_000;

test('a clock that was moved stands there again after a restart', () => {
  const file = join(folder, 'clock.json');
  const first = new RoomClock(0, file);
  first.advance(10 * MINUTE);
  first.advance(5 * MINUTE);
  const again = new RoomClock(MINUTE, file);
  expect([again.movedMs, again.offsetMs]).toEqual([15 * MINUTE, 16 * MINUTE]);
});

test('what is kept is replaced whole: a room killed in the middle of it finds the old instant or the new one', () => {
  const file = join(folder, 'whole.json');
  const clock = new RoomClock(0, file);
  clock.advance(MINUTE);
  const before = openSync(file, 'r');
  clock.advance(MINUTE);
  // Whoever had it open reads on in the old one, untouched.
  expect([readFileSync(before, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['60000', '120000']);
  closeSync(before);
});

test('time that cannot be kept does not pass', () => {
  const clock = new RoomClock(0, join(folder, 'no', 'such', 'folder'));
  expect(() => clock.advance(MINUTE)).toThrow('ENOENT');
  expect(clock.offsetMs).toBe(0);
});
