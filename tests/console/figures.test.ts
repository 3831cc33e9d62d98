import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Metrics } from '../../functions/console/web/answers.ts';
import { byDay, periodOf } from '../../functions/console/web/figures/period.ts';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { barriers, type Officer, open, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** The room's figures: which time they are of, and the screen in a real browser before a whole room. */

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const NOBODY = { from: null, to: null };

describe('the period of the figures', () => {
  test('is a day unless somebody says otherwise, and ends now', () => {
    const day = { from: '2026-11-21T10:00:00.000Z', to: '2026-11-22T10:00:00.000Z' };
    expect(periodOf(null, NOBODY, undefined, NOW)).toEqual(day);
    expect(periodOf('nonsense', NOBODY, undefined, NOW)).toEqual(day);
    expect(periodOf('week', NOBODY, undefined, NOW)?.from).toBe('2026-11-15T10:00:00.000Z');
  });

  test('begins with the crisis, and is never longer than the room answers for', () => {
    expect(periodOf('crisis', NOBODY, '2026-10-01T07:00:00.000Z', NOW)?.from).toBe('2026-10-01T07:00:00.000Z');
    expect(periodOf('crisis', NOBODY, '2023-04-15T07:00:00.000Z', NOW)?.from).toBe('2025-11-21T10:00:00.000Z');
  });

  test('is read as Cairo’s clocks show it; what is no period is none', () => {
    const own = (from: string, to: string) => periodOf('own', { from, to }, undefined, NOW);
    expect(own('2026-11-22T08:00', '2026-11-22T12:00')).toEqual({
      from: '2026-11-22T06:00:00.000Z',
      to: '2026-11-22T10:00:00.000Z',
    });
    for (const [from, to] of [
      ['2026-11-22T12:00', '2026-11-22T08:00'],
      ['', '2026-11-22T08:00'],
      ['2026-13-45T99:99', '2026-11-22T08:00'],
      ['2024-01-01T00:00', '2026-01-01T00:00'],
    ] as const) {
      expect(own(from, to), `${from} ${to}`).toBeUndefined();
    }
  });

  test('hours are gathered by the day that they are shown in', () => {
    const hours = ['2026-11-21T21:00:00.000Z', '2026-11-21T22:00:00.000Z', '2026-11-22T09:00:00.000Z'];
    const cairo = (instant: string) => new Date(Date.parse(instant) + 2 * 3_600_000).toISOString().slice(0, 10);
    expect(
      byDay(
        hours.map((hour) => ({ hour, cases: 1, reports: 2 })),
        cairo,
      ),
    ).toEqual([
      { day: '2026-11-21', cases: 1, reports: 2 },
      { day: '2026-11-22', cases: 2, reports: 4 },
    ]);
  });
});

describe('the screen', () => {
  let room: TestRoom;
  let browser: Browser;
  let officer: Officer;

  beforeAll(async () => {
    room = await startTestRoom();
    const token = await room.token('officer');
    for (const [priority, category] of [
      ['P1', 'injury'],
      ['P2', 'evacuation_request'],
      ['P2', 'evacuation_request'],
    ] as const) {
      await call<Head>(room, token, 'POST', '/v1/cases', {
        channel: 'phone',
        reporter: { name: 'Hala' },
        text: 'قصف قريب',
        priority,
        category,
        country: 'SD',
        persons: [{ age: 9 }, {}],
      });
    }
    await room.settle();
    browser = await startBrowser();
    officer = await signIn(browser, room, 'officer');
    await open(officer.page, '#/figures', '.chart canvas');
  });

  afterAll(async () => {
    await browser?.close();
    await room?.stop();
  });

  test('shows what the API counts: three charts painted, and the evacuation funnel, each with n and definition', async () => {
    const { page } = officer;
    await soon(() => page.locator('.chart canvas').count()).toBe(3);
    const cards = page.locator('.chart-card');
    expect(await cards.count()).toBe(4);
    for (const card of await cards.all()) expect(await card.locator('.definition').textContent()).toMatch(/\S{3}/);
    expect(await page.locator('.funnel li').first().textContent()).toContain('4');
    // What is painted is no empty sheet.
    const inked = (await page.evaluate(`(() => {
      const canvas = document.querySelector('.chart canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value !== 0);
    })()`)) as boolean;
    expect(inked).toBe(true);
  });

  test('each chart has its table, reached and opened with the keyboard alone', async () => {
    const { page } = officer;
    const backlog = page.locator('.chart-card').nth(1);
    await backlog.locator('summary').focus();
    await page.keyboard.press('Enter');
    const rows = await backlog.locator('tbody tr').evaluateAll((all) => all.map((row) => row.textContent));
    expect(rows).toHaveLength(7);
    // Under an hour old: one P1, two P2, three in all.
    expect(rows[0]).toMatch(/1200.*3$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
  });

  test('a period, a crisis and a dimension stand in the address, and the numbers are those of the API', async () => {
    const { page } = officer;
    await page.locator('.figures .board-head select').last().selectOption('category');
    await soon(() => page.url()).toContain('by=category');
    const row = page.locator('.figure-row').first();
    await row.locator('summary').last().click();
    const to = new Date(room.now()).toISOString();
    const from = new Date(room.now() - 86_400_000).toISOString();
    const answer = await call<Metrics>(
      room,
      await room.token('officer'),
      'GET',
      `/v1/metrics?from=${from}&to=${to}&by=category`,
    );
    const received = answer.figures.find(({ id }) => id === 'cases_received')!;
    await soon(() => row.locator('tbody tr').count()).toBe(received.lines.length);
    await page.reload();
    await page.locator('.figures .board-head select').last().waitFor();
    expect(await page.locator('.figures .board-head select').last().inputValue()).toBe('category');
  });

  test('digits are those one likes; time runs from left to right in Arabic, too', async () => {
    const { page } = officer;
    await page.evaluate("localStorage.setItem('likes digits', 'arab')");
    await page.reload();
    await page.locator('.chart canvas').first().waitFor();
    expect(await page.locator('.funnel li').first().textContent()).toContain('٤');
    expect(await page.locator('.chart').first().getAttribute('dir')).toBe('ltr');
    await page.evaluate("localStorage.setItem('likes digits', 'latn')");
    await page.reload();
    await page.locator('.chart canvas').first().waitFor();
  });

  test('WCAG 2.2 AA in both languages and themes, on a desk and on a phone', { timeout: 90_000 }, async () => {
    const { page } = officer;
    expect(await barriers(page)).toEqual([]);
    expect(officer.complaints).toEqual([]);
  });
});
