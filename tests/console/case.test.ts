import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { dress, type Officer, open, signIn, startBrowser, violations } from './harness.ts';

/** The page of a case, in a real browser before a whole room. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let id: string;

beforeAll(async () => {
  room = await startTestRoom();
  const head = await call<Head>(room, await room.token('officer'), 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'Hala', phone: '+249910000123' },
    text: 'بنتي مصابة بطلق ناري',
    country: 'SD',
  });
  id = head.id;
  await room.settle();
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer');
  await open(officer.page, `#/cases/${id}`, '.case h1');
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('a case is triaged by keyboard; a lost race keeps what was typed beside what changed', async () => {
  const { page, complaints } = officer;
  await page.keyboard.press('t');
  await page.locator('.act textarea').fill('مصابة وتنزف');
  const token = await room.token('supervisor');
  const before = await call<Head>(room, token, 'GET', `/v1/cases/${id}`);
  await call(room, token, 'POST', `/v1/cases/${id}/assign`, { owner: 'supervisor' }, { version: before.version });
  await page.locator('.act button[type=submit]').click();
  await page.locator('.act [data-type="case.assigned"]').waitFor();
  expect(await page.locator('.act textarea').inputValue()).toBe('مصابة وتنزف');
  await page.locator('.act .problem button').click();
  await page.locator('.act').waitFor({ state: 'detached' });
  const { items } = await call<{ items: { type: string; data: { reason?: string } }[] }>(
    room,
    token,
    'GET',
    `/v1/cases/${id}/timeline`,
  );
  const triaged = items.filter(({ type }) => type === 'case.triaged').map(({ data }) => data.reason);
  // The supervisor who took it took it as suggested.
  expect(triaged.slice(1)).toEqual(['مصابة وتنزف']);
  expect(complaints).toEqual([]);
});

test.each(['ar', 'en'] as const)('nothing on it keeps anybody out: %s', async (lang) => {
  for (const theme of ['day', 'night'] as const) {
    await dress(officer.page, lang, theme);
    expect(await violations(officer.page)).toEqual([]);
  }
});
