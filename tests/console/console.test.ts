import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { hold, type Officer, open, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** The console's frame, the board and the form for calls, in a real browser before a whole room. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;

const opened = (text: string, rest: object = {}) => ({
  channel: 'phone',
  reporter: { name: 'Hala', phone: '+249910000123' },
  text,
  country: 'SD',
  city: 'Khartoum',
  ...rest,
});

beforeAll(async () => {
  room = await startTestRoom({ workers: 1 });
  const token = await room.token('officer');
  await call(
    room,
    token,
    'POST',
    '/v1/cases',
    opened('بنتي مصابة بطلق ناري', { priority: 'P1', persons: [{ age: 9 }, {}] }),
  );
  await call(room, token, 'POST', '/v1/cases', opened('Passport lost on the way', { priority: 'P4' }));
  await room.settle();
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer');
  await officer.page.locator('.grid tbody tr').first().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('a webhook’s message is on the board without a reload, announced, and waits for a key', async () => {
  const { page } = officer;
  const before = await page.locator('.grid tbody tr').count();
  await deliver(
    room,
    whatsapp(room, [{ id: 'console-1', from: '249910000888', text: 'قصف على البيت ومعانا رضيع ومفيش مياه' }]),
  );
  await room.settle();
  await page.locator('.news[data-any] button').waitFor();
  expect(await page.locator('.grid tbody tr').count()).toBe(before);
  await soon(() => page.title()).toMatch(/أ1/);
  await page.keyboard.press('n');
  await page.locator('.grid tbody tr').nth(before).waitFor();
  await soon(() => page.locator('.line-2').allTextContents()).toContain('قصف على البيت ومعانا رضيع ومفيش مياه');
  await soon(() => page.title()).not.toMatch(/أ1/);
});

test('a row tells how many people there are and how many of them are children', async () => {
  const row = officer.page.locator('.grid tr', { hasText: 'بنتي مصابة بطلق ناري' }).first();
  await soon(() => row.locator('.cell-people').textContent()).toBe('شخصانطفل');
});

test('an officer takes a case with one key, and the row says so', async () => {
  const { page } = officer;
  await page.locator('.grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('a');
  await page.locator('.results li[data-state="done"]').waitFor();
  await page.locator('.grid tr[data-active] .mine').waitFor();
  const id = await page.locator('.grid tr[data-active] .reference').textContent();
  expect((await call<Head>(room, await room.token('officer'), 'GET', `/v1/cases/${id}`)).owner).toBe('officer');
  await page.locator('.results button').click();
});

test('many are given to one at once, each for itself', async () => {
  const { page } = officer;
  await page.locator('.grid').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await page.locator('.bulk button.primary').click();
  await soon(() => page.locator('.results li[data-state="done"], .results li[data-state="already"]').count()).toBe(2);
  await page.locator('.results button').click();
});

test('a key that comes before the rows is not lost', async () => {
  const { page } = officer;
  const held = hold(page, '**/v1/cases?*priority=P4*');
  await page.evaluate("location.hash = '#/?priority=P4'");
  const rows = await held;
  await page.keyboard.press('j');
  await rows.continue();
  await page.locator('.grid tr[data-active][data-priority="P4"]').waitFor();
  await open(page, '#/', '.grid tbody tr[data-priority="P1"]');
});

test('a view of the board is an address', async () => {
  const { page } = officer;
  await open(page, '#/?priority=P4', '.grid tbody tr[data-priority="P4"]');
  await soon(() => page.locator('.grid tbody tr:not([data-priority="P4"])').count()).toBe(0);
  await open(page, '#/', '.grid tbody tr[data-priority="P1"]');
});

test('a call is logged with Tab and Enter alone; the number finds the caller, the words their urgency', async () => {
  const { page } = officer;
  await open(page, '#/call', '.call textarea');
  await page.keyboard.type('+249 91 000 0123');
  await page.locator('.caller li').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Hala');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('ابنها بينزف بعد القصف في الخرطوم');
  await page.locator('.preview .badge[data-priority="P1"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/#\/cases\//);
  const id = decodeURIComponent(page.url().split('/').at(-1)!);
  expect(await call<Head>(room, await room.token('officer'), 'GET', `/v1/cases/${id}`)).toMatchObject({
    priority: 'P1',
  });
  expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("draft "))')).toEqual([]);
});

test('a role is offered its own screens', async () => {
  const auditor = await signIn(browser, room, 'auditor');
  await auditor.page.locator('.grid tbody tr').first().waitFor();
  const places = await auditor.page
    .locator('nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(places).toContain('#/');
  expect(places).not.toContain('#/call');
  await auditor.page.locator('.grid').focus();
  await auditor.page.keyboard.press('a');
  expect(await auditor.page.locator('.results').count()).toBe(0);
  await auditor.context.close();
});

test('nothing came from elsewhere, nothing broke the content policy, which allows no script or style in the page', async () => {
  expect(officer.complaints).toEqual([]);
  const policy = (await fetch(`${room.url}/`)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*/);
});
