import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { barriers, hold, type Officer, open, signIn, startBrowser, TWO_DRESSES, tabTo, walk } from './harness.ts';
import { soon } from './soon.ts';

/** From one shift to the next: two supervisors in their browsers, one in Arabic, one in English, before a whole room. */

interface Shift {
  id: string;
  version: number;
  start: string;
  contact?: string;
  roster: { staff: string; role: string; note?: string }[];
}

let room: TestRoom;
let browser: Browser;
let outgoing: Officer;
let incoming: Officer;
let evening: Shift;
const cases: Head[] = [];
const tokens: Record<string, string> = {};

const as = <T>(who: string, method: string, path: string, body?: unknown, match?: { version: number }) =>
  call<T>(room, tokens[who]!, method, path, body, match);
const inMinutes = (minutes: number) => new Date(room.now() + minutes * 60_000).toISOString();
const logged = (text: string, priority: string) =>
  as<Head>('officer', 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'أم كريم', phone: '+201000000101' },
    text,
    priority,
    country: 'SD',
  });

beforeAll(async () => {
  room = await startTestRoom();
  for (const role of ['officer', 'supervisor', 'director']) tokens[role] = await room.token(role);
  evening = await as<Shift>('supervisor', 'POST', '/v1/shifts', {
    start: inMinutes(-8 * 60),
    roster: [
      { staff: 'supervisor', role: 'supervisor' },
      { staff: 'officer', role: 'officer', state: 'tired', note: 'ثلاث ليال متتالية' },
    ],
  });
  const injured = await logged('بنتي مصابة بطلق ناري', 'P1');
  cases.push(await as<Head>('supervisor', 'POST', `/v1/cases/${injured.id}/assign`, { owner: 'officer' }, injured));
  cases.push(await logged('محاصرون في بحري بلا مياه', 'P2'));
  await room.settle();
  browser = await startBrowser();
  outgoing = await signIn(browser, room, 'supervisor');
  incoming = await signIn(browser, room, 'director', { lang: 'en', theme: 'night' });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('a shift is planned by keyboard; a refusal stands at its field; a reload loses no word', async () => {
  const { page } = incoming;
  await open(page, '#/shifts', '.shifts article');
  await page.locator('.shifts > header button').focus();
  await page.keyboard.press('Enter');
  await page.locator('.roster-form').waitFor();
  const person = page.locator('.roster-person');
  await person.nth(0).locator('input').first().fill('director');
  await person.nth(1).locator('input').first().fill('nadia');
  await person.nth(0).locator('select').first().selectOption('officer');
  await page.reload();
  await page.locator('.shifts > header button').click();
  await page.locator('.roster-form input[type="datetime-local"]').first().fill('2026-01-01T08:00');
  expect(await person.nth(1).locator('input').first().inputValue()).toBe('nadia');
  await page.keyboard.press('Control+Enter');
  await page.locator('.roster-form .problem').waitFor();
  expect(await page.locator('.roster-form .problem').textContent()).toContain('a shift has a supervisor');
  await person.nth(0).locator('select').first().selectOption('supervisor');
  // It begins in this minute, by the clocks of Cairo.
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Africa/Cairo', dateStyle: 'short', timeStyle: 'short' });
  const start = now.format(new Date(room.now() - 60_000)).replace(' ', 'T');
  await page.locator('.roster-form input[type="datetime-local"]').first().fill(start);
  await page.keyboard.press('Control+Enter');
  await page.locator('.roster-form').waitFor({ state: 'detached' });
  await soon(() => page.locator('.shifts tbody tr', { hasText: 'nadia' }).count()).toBe(1);
});

test('two supervisors change one roster: what only one touched is merged, what both touched is chosen', async () => {
  const { page } = outgoing;
  await open(page, '#/shifts', '.shifts article');
  const sheet = page.locator(`[data-shift="${evening.id}"]`);
  await sheet.locator('.acts button').first().click();
  const tired = sheet.locator('.roster-person').nth(1).locator('input').last();
  await tired.fill('يحتاج إلى راحة');
  const { start } = evening;
  await as(
    'director',
    'PUT',
    `/v1/shifts/${evening.id}`,
    {
      start,
      contact: 'تحويلة ١٢',
      roster: [
        { staff: 'supervisor', role: 'supervisor' },
        { staff: 'officer', role: 'officer', state: 'absent', note: 'انصرف' },
      ],
    },
    evening,
  );
  await page.keyboard.press('Control+Enter');
  await sheet.locator('.conflict').waitFor();
  expect(await sheet.locator('.conflict blockquote').textContent()).toContain('انصرف');
  expect(await tired.inputValue()).toBe('يحتاج إلى راحة');
  await sheet.locator('.conflict button').first().click();
  await tired.press('Control+Enter');
  await sheet.locator('form').waitFor({ state: 'detached' });
  const now = await as<Shift>('supervisor', 'GET', `/v1/shifts/${evening.id}`);
  expect(now.contact).toBe('تحويلة ١٢');
  expect(now.roster.find(({ staff }) => staff === 'officer')?.note).toBe('يحتاج إلى راحة');
});

test('the pack is decided line by line with one key, offered, and accepted by somebody else', async () => {
  const { page } = outgoing;
  await open(page, '#/handover', '.desk .rows li');
  const row = page.locator('.rows li', { hasText: 'supervisor' });
  await row.locator('button').focus();
  await page.keyboard.press('Enter');
  await page.locator('.lines li').first().waitFor();
  expect(await page.locator('.blocks .reference').allTextContents()).toEqual([cases[0]!.id]);

  await tabTo(page, '.lines > li');
  // Keys are heard before the lines of a part are there.
  const title = () => page.locator('.part h2').textContent();
  const [first, held] = [await title(), hold(page, '**/lines*')];
  await page.keyboard.press('n');
  await soon(title).not.toBe(first);
  const second = await title();
  await page.keyboard.press('n');
  await soon(title).not.toBe(second);
  await (await held).continue();
  await page.locator('.lines > li:focus').waitFor();
  await page.locator('.parts button').first().click();
  await soon(title).toBe(first);
  await page.locator('.lines > li').first().focus();
  for (let n = 0; n < 60 && (await page.locator('.parts .chip').count()) > 0; n++) {
    const before = await page.locator('.part h2').textContent();
    for (const _line of await page.locator('.lines > li').all()) await page.keyboard.press(n === 0 ? '1' : '3');
    // Whoever is alone at a part goes on by key once the room has taken what was decided.
    await soon(() => page.locator('.parts [aria-current] .chip').count()).toBe(0);
    if ((await page.locator('.parts .chip').count()) === 0) break;
    await page.keyboard.press('n');
    await soon(() => page.locator('.part h2').textContent()).not.toBe(before);
    await page.locator('.lines > li').first().focus();
  }
  await soon(() => page.locator('.blocks').count()).toBe(0);
  await soon(() => page.locator('.desk-progress').textContent()).toContain('بُت في كل السطور');

  await page.locator('.acts button.primary').focus();
  await page.keyboard.press('Enter');
  await page.locator('.desk > .desk-form textarea').fill('راجعوا معبر أرقين عند الفجر');
  await page.keyboard.press('Control+Enter');
  await page.locator('.desk > .desk-form').waitFor({ state: 'detached' });
  // What was written for the next shift is a line of its own, and is decided like the others.
  await page.locator('.parts .chip').first().waitFor();
  await page.locator('.parts button', { has: page.locator('.chip') }).click();
  await page.locator('.lines > li').first().focus();
  await page.keyboard.press('3');
  await soon(() => page.locator('.parts .chip').count()).toBe(0);

  const other = incoming.page;
  await open(other, `#/handover/${evening.id}`, '.handover h1');
  const late = await logged('سمعنا انفجارا قرب البيت', 'P2');
  await soon(() => other.locator('.changes .reference').allTextContents()).toContain(late.id);
  await other.locator('.acts button.primary').focus();
  await other.keyboard.press('Enter');
  await other.locator('.aftermath').waitFor();
  await room.settle();
  const owner = (await as<Head>('supervisor', 'GET', `/v1/cases/${cases[0]!.id}`)).owner;
  expect(owner).toBe('nadia');
  await room.advance('PT2H5M');
  await soon(() => other.locator('.aftermath .reference').allTextContents()).toContain(cases[0]!.id);
}, 60_000);

test('on paper the pack is black on white, in both languages', async () => {
  const { page } = incoming;
  await page.evaluate('window.print = () => { window.paper = document.querySelector(".paper").textContent; }');
  await page.locator('.acts button').last().click();
  await soon(() => page.evaluate('window.paper')).toMatch(/تسليم الوردية.*Shift handover/s);
  await page.emulateMedia({ media: 'print' });
  const paper = (await page.evaluate(
    `(() => { const { color, backgroundColor, display } = getComputedStyle(document.querySelector('.paper')); return [color, backgroundColor, display, getComputedStyle(document.querySelector('.desk')).display]; })()`,
  )) as string[];
  expect(paper).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'block', 'none']);
  await page.emulateMedia({ media: 'screen' });
});

test('nothing on these screens keeps anybody out, at a desk or on a phone', { timeout: 60_000 }, async () => {
  const { page } = outgoing;
  for (const [hash, ready] of [
    ['#/shifts', '.shifts article'],
    ['#/handover', '.desk .rows li'],
    [`#/handover/${evening.id}`, '.handover h1'],
  ] as const) {
    await open(page, hash, ready);
    expect(await barriers(page, TWO_DRESSES), hash).toEqual([]);
  }
  await open(page, '#/shifts', '.shifts article');
  // A screen that is gone to has the focus on its content: this walk begins at the top of the page, at the bar.
  await page.reload();
  await page.locator('.shifts article').first().waitFor();
  const { reached, unseen } = await walk(page);
  expect(reached.length).toBeGreaterThan(8);
  expect(unseen).toEqual([]);
  expect([...outgoing.complaints, ...incoming.complaints]).toEqual([]);
});

test('the menu opens by key, names where one is, and closes with Escape', async () => {
  const { page } = outgoing;
  await page.locator('.bar-more').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#screens-menu a').count()).toBeGreaterThan(5);
  expect(await page.locator('#screens-menu [aria-current="page"]').getAttribute('href')).toBe('#/shifts');
  await page.keyboard.press('Escape');
  expect(await page.locator('#screens-menu').isVisible()).toBe(false);
  expect(await page.evaluate('document.activeElement.className')).toBe('bar-more');
});
