import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { hold, type Officer, open, passSignIn, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** A line that breaks, a room that does not answer, a session that ends, while somebody types. */

/** A machine that does eight other things meanwhile is slow. Milliseconds. */
const PATIENCE = 120_000;

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let token: string;

const opened = (text: string, priority: string) => ({
  channel: 'phone',
  reporter: { name: 'Hala', phone: '+249910000123' },
  text,
  priority,
  country: 'SD',
});

interface Events {
  items: { type: string; data: { text?: string } }[];
}

beforeAll(async () => {
  room = await startTestRoom({ workers: 1 });
  token = await room.token('officer');
  await call(room, token, 'POST', '/v1/cases', opened('بنتي مصابة بطلق ناري', 'P1'));
  await room.settle();
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer');
  await officer.page.locator('.grid tbody tr').first().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('without a network the console says so, keeps what is typed, and catches up and sends by itself', {
  timeout: PATIENCE,
}, async () => {
  const { page, context } = officer;
  await open(page, '#/call', '.call textarea');
  await context.setOffline(true);
  await page.locator('.banner').waitFor();
  await page.locator('.call textarea').fill('محاصرون في بحري بلا مياه');
  await page.locator('.call button[type="submit"]').click();
  await soon(() => page.locator('.call form footer [role="status"]').textContent()).toMatch(/\S/);
  const token = await room.token('officer');
  const { id } = await call<Head>(room, token, 'POST', '/v1/cases', opened('while nobody saw', 'P2'));
  await room.settle();
  await context.setOffline(false);
  await page.waitForURL(/#\/cases\//);
  await soon(() => page.locator('.banner').count()).toBe(0);
  await open(page, '#/', '.grid tbody tr');
  await page.locator('.news[data-any] button').waitFor();
  await page.keyboard.press('n');
  await soon(() => page.locator('.grid .reference').allTextContents()).toContain(id);
  // Sent once, although it was tried again and again.
  const ids = await board(room, token);
  const heads = await Promise.all(
    ids.map((each) => call<{ summary: string }>(room, token, 'GET', `/v1/cases/${each}`)),
  );
  expect(heads.filter(({ summary }) => summary === 'محاصرون في بحري بلا مياه')).toHaveLength(1);
});

test('a minute without a line on a case: what was typed is sent once, and what others did meanwhile is there', {
  timeout: PATIENCE,
}, async () => {
  const { page, context } = officer;
  const [id] = await board(room, token);
  await page.clock.install();
  // The key comes before the room has said what may be done, and is not lost.
  const desk = hold(page, '**/desk');
  await open(page, `#/cases/${id}`, '.case h1');
  const said = await desk;
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('n');
  await said.continue();
  await page.locator('.act [name="text"]').fill('كلمت الجارة، البنت واعية');
  await context.setOffline(true);
  await page.locator('.banner').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.act [role="status"]').waitFor();
  await call(room, token, 'POST', `/v1/cases/${id}/notes`, { text: 'Somebody else wrote this meanwhile' });
  await room.settle();
  for (let second = 0; second < 60; second += 10) await page.clock.fastForward(10_000);
  expect(await page.locator('.banner').count()).toBe(1);
  expect(await page.locator('.act [name="text"]').inputValue()).toBe('كلمت الجارة، البنت واعية');
  await context.setOffline(false);
  await page.locator('.act').waitFor({ state: 'detached' });
  await soon(() => page.locator('.banner').count()).toBe(0);
  await page.locator('.case', { hasText: 'Somebody else wrote this meanwhile' }).waitFor();
  const { items } = await call<Events>(room, token, 'GET', `/v1/cases/${id}/timeline?limit=1000`);
  expect(items.filter(({ data }) => data.text === 'كلمت الجارة، البنت واعية')).toHaveLength(1);
});

test('a room that does not answer is no room, however well the network is', { timeout: PATIENCE }, async () => {
  const { page } = officer;
  await open(page, '#/', '.grid tbody tr');
  await page.route('**/v1/**', (route) => route.abort('connectionrefused'));
  // Something is asked for, and does not arrive.
  await page.clock.fastForward(60_000);
  await page.locator('.banner').waitFor();
  await page.unrouteAll();
  await page.clock.fastForward(30_000);
  await soon(() => page.locator('.banner').count()).toBe(0);
});

test('a token that ends while somebody types is renewed behind the words, which are sent once', {
  timeout: PATIENCE,
}, async () => {
  const { page } = officer;
  await open(page, '#/call', '.call textarea');
  await page.locator('.call textarea').fill('طريق شندي آمن؟');
  let renewals = 0;
  page.on('request', (request) => {
    if (/\/token$/.test(new URL(request.url()).pathname)) renewals += 1;
  });
  // What the room says of a token that has ended, to the very request that carries the words.
  await page.route('**/v1/cases', (route) => route.fulfill({ status: 401, body: '{}' }), { times: 1 });
  await page.locator('.call button[type="submit"]').click();
  await page.waitForURL(/#\/cases\//);
  expect(renewals).toBeGreaterThan(0);
  const ids = await board(room, token);
  const heads = await Promise.all(
    ids.map((each) => call<{ summary: string }>(room, token, 'GET', `/v1/cases/${each}`)),
  );
  expect(heads.filter(({ summary }) => summary === 'طريق شندي آمن؟')).toHaveLength(1);
});

test('a reload, and a session that ended, lose no word; signing out forgets them', { timeout: PATIENCE }, async () => {
  const { page } = officer;
  await open(page, '#/call', '.call textarea');
  await page.locator('.call textarea').fill('نصف جملة');
  await page.reload();
  await page.locator('.call textarea').waitFor();
  expect(await page.locator('.call textarea').inputValue()).toBe('نصف جملة');
  // Nobody's token stays anywhere but in memory.
  const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
  expect(kept).not.toMatch(/eyJ/);

  await page.route('**/v1/**', (route) => route.fulfill({ status: 401, body: '{}' }));
  await page.route('**/token', (route) => route.fulfill({ status: 400, body: '{"error":"invalid_grant"}' }));
  await page.locator('.call textarea').fill('نصف جملة أخرى');
  await page.locator('.call button[type="submit"]').click();
  await page.locator('.banner button').waitFor();
  await page.unrouteAll();
  await page.locator('.banner button').click();
  await page.locator('.call textarea, #username').first().waitFor();
  if (await page.locator('#username').isVisible()) await passSignIn(page, 'officer');
  await page.locator('.call textarea').waitFor();
  expect(await page.locator('.call textarea').inputValue()).toBe('نصف جملة أخرى');

  await page.locator('.here button').last().click();
  await page.locator('.welcome button').waitFor();
  expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("draft "))')).toEqual([]);
  await page.locator('.welcome button').click();
  await passSignIn(page, 'officer');
});
