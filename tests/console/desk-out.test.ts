import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, deliver, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { barriers, type Officer, open, signIn, startBrowser, TWO_DRESSES } from './harness.ts';
import { soon } from './soon.ts';

/** What the room says to many: an officer writes in Arabic, a supervisor lets it out in English, before a whole room. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let supervisor: Officer;
let asked: string;
/** Addresses of what the tests made, for the last look at all of it. */
const made: Record<string, string> = {};
const tokens: Record<string, string> = {};

const as = <T>(who: string, method: string, path: string, body?: unknown, match?: { version: number }) =>
  call<T>(room, tokens[who]!, method, path, body, match);
const SLOW = { timeout: 60_000 };
const idIn = (page: Page) => page.url().split('/').at(-1)!.replace(/\?.*/, '');
const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(text);
};

/** A button by its route in the screen, pressed as a keyboard does. */
async function press(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().focus();
  await page.keyboard.press('Enter');
}

beforeAll(async () => {
  room = await startTestRoom();
  for (const role of ['officer', 'supervisor']) tokens[role] = await room.token(role);
  await deliver(
    room,
    whatsapp(
      room,
      [{ id: 'out-1', from: '249910000801', text: 'سمعنا ان معبر أرقين قفل، صح؟ احنا في الخرطوم' }],
      room.now(),
    ),
  );
  await room.settle();
  [asked] = (await board(room, tokens.officer!)) as [string];
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer');
  supervisor = await signIn(browser, room, 'supervisor', { lang: 'en', theme: 'night' });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test(
  'a rumour is recorded, checked and answered by one person, approved and sent by another, once to whoever asked',
  SLOW,
  async () => {
    const { page } = officer;
    await open(page, '#/rumours', '.desk h1');
    await press(page, 'header button.primary');
    await page.keyboard.press('Control+Enter');
    await page.locator('.field .wrong').first().waitFor();
    await fill(page, {
      'claim.ar': 'معبر أرقين مغلق',
      'claim.en': 'Argeen crossing is closed',
      where: 'مجموعة واتساب',
      count: '٤٠',
    });
    await page.locator('[name="countries"]').selectOption('SD');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/#\/rumours\/\w+/);
    const id = idIn(page);
    made.rumour = `#/rumours/${id}`;
    const acts = page.locator('.desk .beside .acts button');
    await acts.filter({ hasText: 'اربط بلاغا' }).press('Enter');
    await fill(page, { case: 'ZZZZ-ZZZZ' });
    await page.keyboard.press('Enter');
    // The API's own words, at its field.
    await page.locator('.field .wrong').waitFor();
    await fill(page, { case: asked.toLowerCase() });
    await page.keyboard.press('Enter');
    await page.locator('.rows .reference', { hasText: asked }).waitFor();
    await acts.filter({ hasText: 'سجل من يتحقق' }).press('Enter');
    await fill(page, { authority: 'القنصلية في وادي حلفا' });
    await page.keyboard.press('Enter');
    await acts.filter({ hasText: 'سجل النتيجة' }).press('Enter');
    await page.locator('[name="status"]').selectOption('false');
    await fill(page, { sources: 'القنصل بالهاتف\nهيئة المعابر' });
    await page.keyboard.press('Control+Enter');
    await acts.filter({ hasText: 'اكتب الجواب' }).press('Enter');
    // The form that was opened while the verdict was on its way stays open once it has arrived.
    await page.locator('.desk .beside li', { hasText: 'القنصل بالهاتف' }).waitFor();
    await fill(page, { 'text.ar': 'المعبر مفتوح حتى السادسة مساء.', 'text.en': 'The crossing is open until six.' });
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-wording="draft"]').waitFor();
    // Whoever wrote it is not offered to approve it.
    expect(await page.locator('[data-wording] button').count()).toBe(0);

    const other = supervisor.page;
    await open(other, made.rumour, '[data-wording="draft"] button');
    await press(other, '[data-wording="draft"] button');
    await press(other, '[data-wording="answer"] button');
    await press(other, 'dialog button.primary');
    await other.locator('[data-sending]').waitFor();
    await room.advance('PT1M');
    await soon(() => other.locator('[data-sending]').textContent()).toContain('Sent for 1 of 1');
  },
);

test(
  'a notice is seen as the public sees it, let out by a second person, and sent once the number was typed',
  SLOW,
  async () => {
    const { page } = officer;
    await open(page, '#/notices', '.desk h1');
    await press(page, 'header button.primary');
    await fill(page, {
      'title.ar': 'نقطة تجمع جديدة',
      'title.en': 'A new assembly point',
      'body.ar': 'مدرسة الصداقة من السادسة صباحا',
      'body.en': 'Friendship school from six in the morning',
    });
    await page.locator('[name="countries"]').selectOption('SD');
    expect(await page.locator('.preview-notice article').textContent()).toContain('مدرسة الصداقة');
    await page.reload();
    await press(page, 'header button.primary');
    expect(await page.locator('[name="title.ar"]').inputValue()).toBe('نقطة تجمع جديدة');
    await page.locator('[name="title.ar"]').press('Control+Enter');
    await page.waitForURL(/#\/notices\/\w+/);
    const id = idIn(page);
    made.notice = `#/notices/${id}`;
    made.broadcast = `#/outreach/${id}`;
    await page.locator('.preview-notice').waitFor();
    expect(await page.locator('.acts button.primary').count()).toBe(0);

    const other = supervisor.page;
    await open(other, made.notice, '.acts button.primary');
    await press(other, '.acts button.primary');
    await soon(() => other.locator('.acts button.primary').textContent()).toBe('Publish');
    await press(other, '.acts button.primary');
    await other.locator('.links').waitFor();
    expect(await (await fetch(`${room.url}/alerts`)).text()).toContain('نقطة تجمع جديدة');

    await open(page, made.broadcast, '.desk-form');
    await page.locator('.desk-form [name="perMinute"]').press('Control+Enter');
    await soon(() => page.locator('.estimate').textContent()).toContain('1');
    expect(await page.locator('.agree').count()).toBe(0);
    await open(other, made.broadcast, '.agree');
    await other.locator('.agree input').fill('7');
    await other.keyboard.press('Enter');
    await other.locator('.agree .wrong').waitFor();
    await other.locator('.agree input').fill('1');
    await other.keyboard.press('Enter');
    await other.locator('.agree').waitFor({ state: 'detached' });
    await press(other, '[data-broadcast] .acts button');
    await other.locator('[data-broadcast="stopped"]').waitFor();
    await press(other, '[data-broadcast="stopped"] .acts button.primary');
    // Time goes on once the room has taken it, else its minute is over before it began.
    await other.locator('[data-broadcast="stopped"]').waitFor({ state: 'detached' });
    await room.advance('PT1M');
    await other.locator('[data-broadcast="done"]').waitFor({ timeout: 20_000 });
    await soon(() => other.locator('.reach').textContent()).toMatch(/1/);
    const said = await as<{ items: { type: string; data: { text?: string } }[] }>(
      'officer',
      'GET',
      `/v1/cases/${asked}/timeline`,
    );
    expect(said.items.filter(({ data }) => data.text?.includes(`/alerts/${id}`))).toHaveLength(1);
  },
);

test('two people write one notice: nobody’s words are lost', SLOW, async () => {
  const { page } = officer;
  const id = made.notice!.split('/').at(-1)!;
  await open(page, made.notice!, '.preview-notice');
  await page.locator('.acts button').first().press('Enter');
  await fill(page, { 'body.ar': 'من السابعة صباحا', 'reason.ar': 'تغير الموعد', 'reason.en': 'The hour has changed' });
  const notice = await as<{ version: number; current: { content: object } }>('supervisor', 'GET', `/v1/notices/${id}`);
  const body = { ar: 'من الثامنة صباحا', en: 'From eight in the morning' };
  const reason = { ar: 'تصحيح', en: 'A correction' };
  await as('supervisor', 'PUT', `/v1/notices/${id}/draft`, { ...notice.current.content, body, reason }, notice);
  await page.locator('[name="body.ar"]').press('Control+Enter');
  await page.locator('.conflict').waitFor();
  expect(await page.locator('.conflict blockquote').textContent()).toBe('من الثامنة صباحا');
  expect(await page.locator('[name="body.en"]').inputValue()).toBe('From eight in the morning');
  await page.locator('.conflict button').first().press('Enter');
  await page.locator('[name="body.ar"]').press('Control+Enter');
  await page.locator('.desk-form').waitFor({ state: 'detached' });
  const { draft } = await as<{ draft: { content: { body: object } } }>('officer', 'GET', `/v1/notices/${id}`);
  expect(draft.content.body).toEqual({ ar: 'من السابعة صباحا', en: 'From eight in the morning' });
});

test(
  'a report is drafted with its figures, written, issued by somebody else, and compared with the next edition',
  SLOW,
  async () => {
    const { page } = officer;
    await open(page, '#/sitreps', '.desk h1');
    await press(page, 'header button.primary');
    await page.locator('[name="name"]').press('Control+Enter');
    await page.waitForURL(/#\/sitreps\/tactical-/);
    made.report = `#/sitreps/${idIn(page)}`;
    await page.locator('.figure').first().waitFor();
    const issue = page.locator('.acts button.primary');
    expect(await issue.count()).toBe(0);
    await page.locator('.acts button').first().press('Enter');
    await fill(page, { 'headline.ar': 'هدوء نسبي', 'headline.en': 'Relatively calm' });
    await page.keyboard.press('Control+Enter');
    await soon(() => page.locator('[data-part="1"]').textContent()).toContain('هدوء نسبي');

    const other = supervisor.page;
    await open(other, made.report, '.acts button.primary');
    await press(other, '.acts button.primary');
    await other.locator('.desk-form').waitFor();
    // Figures that arrived since the draft are counted anew: then whoever issues it reads it again.
    for (let n = 0; n < 3 && (await other.locator('.desk-form').count()) > 0; n++) {
      await other.locator('.desk-form button.primary').press('Enter');
      await other.locator('.desk-form .problem, header .desk-state[data-kind="good"]').first().waitFor();
    }
    await soon(() => other.locator('header .desk-state').first().textContent()).toBe('Issued');

    await page.locator('.acts button', { hasText: 'إصدار لاحق' }).press('Enter');
    await page.locator('[name="name"]').press('Control+Enter');
    await soon(() => page.locator('header').last().textContent()).toContain('إصدار 2 من 2');
    await page.locator('.acts button').first().press('Enter');
    await fill(page, { 'headline.ar': 'قصف متجدد', 'headline.en': 'Shelling again' });
    await page.keyboard.press('Control+Enter');
    await page.locator('.desk-form').waitFor({ state: 'detached' });
    await page.locator('.acts select').last().selectOption('1');
    await soon(() => page.locator('.differences').textContent()).toMatch(/هدوء نسبي.*قصف متجدد/s);
  },
);

test('what the providers delivered is compared at the press of a button', SLOW, async () => {
  const { page } = supervisor;
  await open(page, '#/reconcile', 'header button.primary');
  await press(page, 'header button.primary');
  await page.waitForURL(/#\/reconcile\/.+/);
  made.comparison = new URL(page.url()).hash;
  await room.settle();
  await soon(() => page.locator('header .desk-state').textContent()).toBe('Finished');
  await soon(() => page.locator('tbody tr').count()).toBe(4);
});

test('nothing on these screens keeps anybody out, at a desk or on a phone', { timeout: 90_000 }, async () => {
  const { page } = supervisor;
  const screens = ['#/rumours', '#/notices', '#/outreach', '#/sitreps', '#/reconcile', ...Object.values(made)];
  for (const hash of screens) {
    await open(page, hash, '.desk h1');
    expect(await barriers(page, TWO_DRESSES), hash).toEqual([]);
  }
  expect([...officer.complaints, ...supervisor.complaints]).toEqual([]);
});
