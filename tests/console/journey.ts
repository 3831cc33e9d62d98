import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ESCALATION_NAMES } from '../../functions/console/web/case/words.ts';
import { STATUS_NAMES } from '../../functions/console/web/text/words.ts';
import { call, deliver, drain, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { type Lang, type Officer, open, rowTo, signIn, signInByKeys, startBrowser, tabTo } from './harness.ts';
import { soon } from './soon.ts';

/** A machine that does eight other things meanwhile is slow. Milliseconds. */
const PATIENCE = 120_000;
const WORDS = 'بنتي مصابة بطلق ناري في الخرطوم بحري والنزيف مش واقف';

/**
 * A shift at the console from its first message to the next shift, without a mouse and without a reload: what one part does the next part sees,
 * because the room told it.
 */
export function journey(lang: Lang): void {
  let room: TestRoom;
  let browser: Browser;
  let officer: Officer;
  let page: Page;
  let token: string;
  let id: string;
  /** Another call for help that is still open when the shift ends. */
  let left: Head;

  const head = (of = id) => call<Head & { summary: string }>(room, token, 'GET', `/v1/cases/${of}`);
  /** Letters are heard by the screen and not by a field. */
  const rest = () => page.evaluate('document.activeElement?.blur()');

  beforeAll(async () => {
    room = await startTestRoom({ workers: 1 });
    token = await room.token('officer');
    const supervisor = await room.token('supervisor');
    const at = (minutes: number) => new Date(room.now() + minutes * 60_000).toISOString();
    const shift = (minutes: number, staff: string, other: string) => ({
      start: at(minutes),
      roster: [
        { staff, role: 'supervisor' },
        { staff: other, role: 'officer' },
      ],
    });
    await call(room, supervisor, 'POST', '/v1/shifts', shift(-8 * 60, 'supervisor', 'officer'));
    await call(room, supervisor, 'POST', '/v1/shifts', shift(-1, 'director', 'nadia'));
    left = await call<Head>(room, token, 'POST', '/v1/cases', {
      channel: 'phone',
      reporter: { name: 'Samir', phone: '+201000000101' },
      text: 'محاصرون في أم درمان والقصف قريب',
      priority: 'P1',
      category: 'trapped_basic_needs',
      country: 'SD',
    });
    await call(room, token, 'POST', `/v1/cases/${left.id}/assign`, { owner: 'officer' }, left);
    await room.settle();
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await room?.stop();
  });

  test('sign in, and hear of a message without a reload', { timeout: PATIENCE }, async () => {
    officer = await signInByKeys(browser, room, 'officer', { lang });
    page = officer.page;
    await page.locator('.grid tbody tr').first().waitFor();
    await deliver(room, whatsapp(room, [{ id: `journey-${lang}`, from: '249910000202', text: WORDS }], room.now()));
    await room.settle();
    await page.locator('.news[data-any] button').waitFor();
    expect(await page.locator('.grid').textContent()).not.toContain(WORDS);
    await page.keyboard.press('n');
    await page.locator('.grid', { hasText: WORDS }).waitFor();
  });

  test('triage it, take it, ask an agency', { timeout: PATIENCE }, async () => {
    await rowTo(page, WORDS);
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/cases\//);
    id = decodeURIComponent(page.url().split('/').at(-1)!);
    await page.locator('.suggestion').waitFor();
    await page.keyboard.press('y');
    await page.locator('.suggestion').waitFor({ state: 'detached' });
    await page.locator('.case header .chip', { hasText: STATUS_NAMES.triaged[lang] }).waitFor();
    await page.keyboard.press('a');
    await soon(async () => (await head()).owner).toBe('officer');
    await rest();
    await page.keyboard.press('e');
    await page.locator('.act [name="ask"]').waitFor();
    // Whichever agency stands there first: the Red Crescent is asked.
    const agency = page.locator('.act [name="agency"]');
    await agency.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 20 && (await agency.inputValue()) !== 'erc'; step++)
      await page.keyboard.press('ArrowDown');
    await tabTo(page, '[name="ask"]');
    await page.keyboard.type('Ambulance to Khartoum North');
    await page.keyboard.press('Control+Enter');
    await page.locator('.act').waitFor({ state: 'detached' });
    await soon(async () => (await head()).escalations.length).toBe(1);
  });

  test('the agency answers by the link in its inbox, and case and board say so', { timeout: PATIENCE }, async () => {
    await room.settle();
    const alerts = await drain(room, 'agency-erc');
    const { data } = alerts.find(({ type }) => type === 'opsroom.escalation.raised.v1') as { data: { link: string } };
    const theirs = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage();
    await theirs.goto(room.url + new URL(data.link).pathname);
    await tabTo(theirs, 'input[name="name"]');
    await theirs.keyboard.type('Dr Mona');
    await tabTo(theirs, 'input[name="role"]');
    await theirs.keyboard.type('Duty officer');
    await tabTo(theirs, 'button[value="acknowledge"]');
    await theirs.keyboard.press('Enter');
    await soon(async () => (await head()).escalations[0]!.state).toBe('acknowledged');
    await theirs.context().close();
    await rest();
    await page.keyboard.press('g');
    await page.locator('.request', { hasText: ESCALATION_NAMES.acknowledged[lang] }).waitFor();
    const { status } = await head();
    await page.keyboard.press('Escape');
    await rowTo(page, WORDS);
    const row = page.locator('.grid tr[data-active]');
    await soon(() => row.textContent()).toContain(STATUS_NAMES[status as keyof typeof STATUS_NAMES][lang]);
  });

  test('what was asked is done; the case is resolved with who verified it', { timeout: PATIENCE }, async () => {
    const erc = await room.agencyToken('erc');
    const { alertId } = (await head()).escalations[0]!;
    await call(room, erc, 'POST', `/partner/v1/alerts/${alertId}/accept`, {
      eta: new Date(room.now() + 20 * 60_000).toISOString(),
      text: 'on the way',
    });
    await call(room, erc, 'POST', `/partner/v1/alerts/${alertId}/complete`, { text: 'in the hospital' });
    await room.settle();
    await page.keyboard.press('Enter');
    await page.locator('.case header').waitFor();
    await page.keyboard.press('g');
    await page.locator('.request', { hasText: ESCALATION_NAMES.completed[lang] }).waitFor();
    // What may be done now is told a moment after what is.
    const form = page.locator('.act [name="code"]');
    await soon(async () => {
      if ((await form.count()) === 0) await page.keyboard.press('v');
      return form.count();
    }).toBe(1);
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[name="text"]');
    await page.keyboard.type('في المستشفى مع أمها');
    await tabTo(page, '[name="verifiedBy"]');
    await page.keyboard.type('Dr Mona');
    await tabTo(page, '[name="verifiedHow"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.locator('.act').waitFor({ state: 'detached' });
    expect((await head()).status).toBe('resolved');
    expect(officer.complaints).toEqual([]);
  });

  test('the shift is handed to the next: no P1 without an owner there', { timeout: PATIENCE }, async () => {
    const gives = await signIn(browser, room, 'supervisor', { lang });
    await open(gives.page, '#/handover', '.rows li');
    await tabTo(gives.page, '.rows button.primary');
    // The evening shift began first and stands below the one that has just begun.
    await tabTo(gives.page, '.rows button.primary');
    await gives.page.keyboard.press('Enter');
    await gives.page.waitForURL(/#\/handover\/./);
    await tabTo(gives.page, '.blocks button');
    await gives.page.keyboard.press('Enter');
    await gives.page.locator('.blocks').waitFor({ state: 'detached' });
    await tabTo(gives.page, '.handover .acts button.primary');
    await gives.page.keyboard.press('Enter');
    await gives.page.locator('form [name="successor"]').waitFor();
    await gives.page.keyboard.press('Control+Enter');
    await gives.page.locator('form [name="successor"]').waitFor({ state: 'detached' });

    const takes = await signIn(browser, room, 'director', { lang });
    await open(takes.page, gives.page.url().replace(/.*#/, '#'), '.handover');
    await takes.page.locator('.handover .acts button.primary').waitFor();
    await tabTo(takes.page, '.handover .acts button.primary');
    await takes.page.keyboard.press('Enter');
    await takes.page.locator('.aftermath, .handover .problem').first().waitFor();
    // What came in since the page was read is read first, and then accepted.
    if ((await takes.page.locator('.aftermath').count()) === 0) {
      await tabTo(takes.page, '.handover .acts button.primary');
      await takes.page.keyboard.press('Enter');
      await takes.page.locator('.aftermath').waitFor();
    }
    await room.settle();
    const { owner } = await head(left.id);
    expect(['director', 'nadia']).toContain(owner);
    // Whoever had it sees it gone from what is his.
    await open(page, '#/mine', '.board h1');
    await soon(() => page.locator('.grid').textContent()).not.toContain(left.id);
    expect([...gives.complaints, ...takes.complaints]).toEqual([]);
  });
}
