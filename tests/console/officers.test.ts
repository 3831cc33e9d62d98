import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { type Officer, open, rowTo, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** Two officers on one case: each sees the other, nobody overwrites, nothing is lost. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let supervisor: Officer;
let token: string;
let id: string;

interface Events {
  items: { type: string; actor: { id: string }; data: { reason?: string; text?: string } }[];
}

const events = async (type: string) =>
  (await call<Events>(room, token, 'GET', `/v1/cases/${id}/timeline?limit=1000`)).items.filter(
    (each) => each.type === type,
  );

beforeAll(async () => {
  room = await startTestRoom({ workers: 1 });
  token = await room.token('officer');
  const opened = await call<Head>(room, token, 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'Hala', phone: '+249910000123' },
    text: 'عائلة محاصرة بلا مياه',
    priority: 'P1',
    category: 'trapped_basic_needs',
    country: 'SD',
  });
  id = opened.id;
  await room.settle();
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer', { lang: 'en' });
  supervisor = await signIn(browser, room, 'supervisor', { lang: 'en' });
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

const rest = (page: Page) => page.evaluate('document.activeElement?.blur()');

test('each sees the other on the case; the board tells who looks, and no longer once they have left', {
  timeout: 90_000,
}, async () => {
  await open(officer.page, `#/cases/${id}`, '.case h1');
  // The room knows of the first before the second comes.
  await soon(async () => JSON.stringify(await presence('supervisor'))).toContain('officer');
  await open(supervisor.page, `#/cases/${id}`, '.case h1');
  await supervisor.page.locator('.case .others', { hasText: 'officer' }).waitFor();
  await soon(async () => (await presence('officer')).items.map(({ staff }) => staff)).toEqual(['supervisor']);

  await open(supervisor.page, '#/', '.grid tbody tr');
  await supervisor.page.locator('.looking', { hasText: 'officer' }).waitFor();
  // Gone at once, and not when a minute is over.
  await soon(async () => (await presence('officer')).items).toEqual([]);
  await officer.page.close({ runBeforeUnload: true });
  await soon(async () => (await presence('supervisor')).items).toEqual([]);
  officer = await signIn(browser, room, 'officer', { lang: 'en' });
});

test('both triage it: who comes second reads what the first one did beside his own words, and sends them knowingly', {
  timeout: 90_000,
}, async () => {
  const pages = [officer.page, supervisor.page];
  for (const page of pages) {
    await open(page, `#/cases/${id}`, '.case h1');
    await rest(page);
    await page.keyboard.press('t');
    await page.locator('.act [name="reason"]').waitFor();
  }
  await officer.page.locator('.act [name="reason"]').fill('The officer heard shots');
  await supervisor.page.locator('.act [name="reason"]').fill('The supervisor spoke with them');
  await officer.page.keyboard.press('Control+Enter');
  await officer.page.locator('.act').waitFor({ state: 'detached' });
  await supervisor.page.keyboard.press('Control+Enter');
  const { page } = supervisor;
  await page.locator('.act .problem [data-type="case.triaged"]').waitFor();
  expect(await page.locator('.act [name="reason"]').inputValue()).toBe('The supervisor spoke with them');
  expect((await events('case.triaged')).map(({ actor }) => actor.id)).toEqual(['officer']);
  await page.locator('.act .problem button').click();
  await page.locator('.act').waitFor({ state: 'detached' });
  expect((await events('case.triaged')).map(({ actor, data }) => [actor.id, data.reason])).toEqual([
    ['officer', 'The officer heard shots'],
    ['supervisor', 'The supervisor spoke with them'],
  ]);
});

test('notes of both stand in the timeline, and each has the other’s on screen without a reload', {
  timeout: 90_000,
}, async () => {
  for (const { page } of [officer, supervisor]) {
    await rest(page);
    await page.keyboard.press('n');
    await page.locator('.act [name="text"]').waitFor();
  }
  await officer.page.locator('.act [name="text"]').fill('Called the neighbour');
  await supervisor.page.locator('.act [name="text"]').fill('Asked the embassy');
  await Promise.all([officer, supervisor].map(({ page }) => page.keyboard.press('Control+Enter')));
  await soon(async () => (await events('note.added')).map(({ data }) => data.text).sort()).toEqual([
    'Asked the embassy',
    'Called the neighbour',
  ]);
  await room.settle();
  for (const { page, complaints } of [officer, supervisor]) {
    await page.locator('.act').waitFor({ state: 'detached' });
    for (const text of ['Called the neighbour', 'Asked the embassy'])
      await page.locator('.case', { hasText: text }).waitFor();
    expect(complaints).toEqual([]);
  }
});

test('many are given at once while one of them is changed by somebody else: that one is told, stays selected, the others are given', {
  timeout: 90_000,
}, async () => {
  const { page } = officer;
  const more = await Promise.all(
    ['مفقود في بحري', 'جواز ضائع'].map((text) =>
      call<Head>(room, token, 'POST', '/v1/cases', {
        channel: 'phone',
        reporter: { name: 'Hala' },
        text,
        country: 'SD',
      }),
    ),
  );
  await room.settle();
  await open(page, '#/', '.grid tbody tr');
  for (const one of more) {
    // Both are news, and may arrive one after the other.
    await soon(async () => {
      await page.keyboard.press('n');
      return page.locator('.grid').textContent();
    }).toContain(one.id);
    await rowTo(page, one.id);
    await page.keyboard.press('x');
  }
  // The second is taken between the look and the press; what the room would have told is kept back.
  await page.route('**/v1/cases?ids=*', (route) => route.abort());
  await call(
    room,
    await room.token('supervisor'),
    'POST',
    `/v1/cases/${more[1]!.id}/assign`,
    { owner: 'nadia' },
    more[1],
  );
  await page.locator('.bulk button.primary').click();
  await page.locator('.results li[data-state="failed"]').waitFor();
  await soon(() => page.locator('.results li[data-state="done"]').count()).toBe(1);
  expect(await page.locator('.results li[data-state="failed"]').textContent()).toContain(more[1]!.id);
  await page.unrouteAll();
  await soon(() => page.locator('.grid input:checked').count()).toBe(1);
  expect((await call<Head>(room, token, 'GET', `/v1/cases/${more[1]!.id}`)).owner).toBe('nadia');
});

async function presence(asks: string): Promise<{ items: { staff: string }[] }> {
  return call(room, await room.token(asks), 'GET', `/v1/cases/${id}/presence`);
}
