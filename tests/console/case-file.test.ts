import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { type Officer, open, signIn, startBrowser, violations } from './harness.ts';
import { soon } from './soon.ts';

/** What becomes of a case's papers: its file is handed out, what was said is forgotten by two people, a link is withdrawn with its reason. */

/** A machine that does eight other things meanwhile is slow. Milliseconds. */
const PATIENCE = 120_000;
const SECRET = 'اسم المصدر سمير';

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let supervisor: Officer;
let token: string;
let id: string;
let other: string;

const opened = (text: string) => ({
  channel: 'phone',
  reporter: { name: 'Hala', phone: '+249910000123' },
  text,
  priority: 'P2',
  country: 'SD',
});

/** One of the acts behind "More". */
async function choose({ page }: Officer, title: string): Promise<void> {
  await page.locator('.more summary').click();
  await page.locator('.more .sheet button', { hasText: title }).click();
  await page.locator('.act').waitFor();
}

beforeAll(async () => {
  room = await startTestRoom({ workers: 1 });
  token = await room.token('officer');
  id = (await call<Head>(room, token, 'POST', '/v1/cases', opened('محاصرون في بحري'))).id;
  other = (await call<Head>(room, token, 'POST', '/v1/cases', opened('بلا مياه في بحري'))).id;
  await call(room, token, 'POST', `/v1/cases/${id}/notes`, { text: SECRET });
  await call(room, token, 'POST', `/v1/cases/${id}/links`, { other, kind: 'related', reason: 'الشارع نفسه' });
  await room.settle();
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer', { lang: 'en' });
  supervisor = await signIn(browser, room, 'supervisor');
  for (const each of [officer, supervisor]) await open(each.page, `#/cases/${id}`, '.more');
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('the file of a case is made and opens by itself; where the browser forbids it, its link waits', {
  timeout: PATIENCE,
}, async () => {
  const { page } = officer;
  await choose(officer, 'Case file');
  const opening = page.waitForEvent('popup');
  await page.keyboard.press('Control+Enter');
  await opening;
  await page.locator('.act').waitFor({ state: 'detached' });
  expect(await page.locator('.toast').count()).toBe(0);

  await page.evaluate('window.open = () => null');
  await choose(officer, 'Case file');
  await page.locator('.act [name="form"]').selectOption('ndjson');
  await page.keyboard.press('Control+Enter');
  const link = page.locator('.toast a');
  await link.waitFor();
  expect(await (await fetch((await link.getAttribute('href'))!)).text()).toContain(SECRET);
});

test('a link is withdrawn with its reason, on both cases', { timeout: PATIENCE }, async () => {
  const { page } = officer;
  const links = page.locator('section[aria-labelledby="case-links"]');
  await links.locator('li .acts button').click();
  await page.locator('.act [name="reason"]').fill('شارعان باسم واحد');
  await page.keyboard.press('Control+Enter');
  await soon(() => links.locator('li').count()).toBe(0);
  for (const each of [id, other]) {
    const { items } = await call<{ items: { type: string; data: { reason?: string } }[] }>(
      room,
      token,
      'GET',
      `/v1/cases/${each}/timeline?limit=1000`,
    );
    expect(items.find(({ type }) => type === 'link.withdrawn')?.data.reason).toBe('شارعان باسم واحد');
  }
});

test('what was said is forgotten when a second person agrees, and not before', { timeout: PATIENCE }, async () => {
  await officer.page.locator('.more summary').click();
  expect(await officer.page.locator('.more .sheet').textContent()).not.toContain('Forget');

  const { page } = supervisor;
  await choose(supervisor, 'حذف ما قيل نهائيا');
  await page.locator('.act [name="reason"]').fill('يعرّض مصدرا للخطر');
  await page.locator('.act .many label', { hasText: SECRET }).locator('input').check();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const waiting = page.locator('section[aria-labelledby="case-redactions"]');
  await waiting.locator('.words', { hasText: SECRET }).waitFor();
  expect(await waiting.locator('button').count()).toBe(0);

  const director = await signIn(browser, room, 'director');
  await open(director.page, `#/cases/${id}`, 'section[aria-labelledby="case-redactions"] button');
  await director.page.locator('section[aria-labelledby="case-redactions"] button').click();
  await director.page.locator('.act button.primary').click();
  await director.page.locator('dialog button.primary').click();
  await director.page.locator('.act').waitFor({ state: 'detached' });
  // A minute later the words themselves are gone.
  await room.settle();
  await room.advance('PT1M');
  await room.settle();
  for (const each of [director.page, page, officer.page]) {
    await soon(() => each.locator('section[aria-labelledby="case-redactions"]').count()).toBe(0);
    await soon(() => each.locator('.case').textContent()).not.toContain(SECRET);
  }
  expect([...officer.complaints, ...supervisor.complaints, ...director.complaints]).toEqual([]);
});
