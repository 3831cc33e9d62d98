import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { dress, type Officer, open, overflow, settled, signIn, startBrowser, violations, walk } from './harness.ts';
import { type Place, play } from './story.ts';

/** Every screen of the console, by the rows of `screens.ts`: what keeps nobody out and gives nothing away. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let places: Place[];

beforeAll(async () => {
  room = await startTestRoom({ workers: 1 });
  places = await play(room);
  browser = await startBrowser();
  officer = await signIn(browser, room, 'supervisor');
  await officer.page.emulateMedia({ reducedMotion: 'reduce' });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('every screen: WCAG 2.2 AA in both languages and themes; letters of twice their size and a phone’s width fit', {
  timeout: 400_000,
}, async () => {
  const { page } = officer;
  const wrong: string[] = [];
  for (const { name, hash, ready } of places) {
    await open(page, hash, ready);
    await settled(page);
    for (const lang of ['ar', 'en'] as const) {
      for (const theme of ['day', 'night'] as const) {
        await dress(page, lang, theme);
        for (const each of await violations(page)) wrong.push(`${name} ${lang} ${theme}: ${each}`);
      }
      await page.setViewportSize({ width: 390, height: 800 });
      if ((await overflow(page)) > 0) wrong.push(`${name} ${lang}: wider than a phone by ${await overflow(page)}`);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      if ((await overflow(page)) > 0) wrong.push(`${name} ${lang}: too wide at 200 % by ${await overflow(page)}`);
      await page.evaluate("document.documentElement.style.fontSize = ''");
    }
  }
  expect(wrong).toEqual([]);
});

test('every screen is walked with the keyboard alone, the focus is seen, and nothing moves for those who want no motion', {
  timeout: 200_000,
}, async () => {
  const { page } = officer;
  const wrong: string[] = [];
  for (const { name, hash, ready } of places) {
    await open(page, hash, ready);
    await settled(page);
    const { reached, unseen } = await walk(page, 60);
    if (reached.length === 0) wrong.push(`${name}: nothing is reached`);
    for (const each of unseen) wrong.push(`${name}: no focus is seen on ${each}`);
    const moving = await page.evaluate(
      "document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 1).length",
    );
    if (moving !== 0) wrong.push(`${name}: ${moving} things move`);
  }
  expect(wrong).toEqual([]);
});

test('no screen asked anybody else for anything, broke the content policy, or left words about people in an address or in the browser', async () => {
  const { page, complaints, asked } = officer;
  expect(complaints).toEqual([]);
  const kept = (await page.evaluate(
    `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])`,
  )) as string;
  const told = [kept, ...asked].map((text) => decodeURIComponent(text)).join('\n');
  // Names, numbers and words of the story, wherever they might have gone.
  expect(told).not.toMatch(/Karim|Mona|Salma|ملك|زياد|24991000|محبوسين|eyJ/);
  const databases = await page.evaluate('indexedDB.databases().then((all) => all.length)');
  expect(databases).toBe(0);
});
