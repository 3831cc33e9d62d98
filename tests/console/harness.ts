import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as engine, type Page, type Route } from 'playwright-core';
import type { TestRoom } from '../harness/room.ts';

/** An officer's browser before a room under test: signs in as people do, and notes whatever no console may do. */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const BROKEN = 'content policy broken:';

export type Lang = 'ar' | 'en';
export type Theme = 'day' | 'night';

export interface Officer {
  page: Page;
  context: BrowserContext;
  /** Requests to anywhere but the room, violations of the content policy, and scripts that failed. */
  complaints: string[];
  /** Addresses that were asked for. */
  asked: string[];
}

export async function startBrowser(): Promise<Browser> {
  return engine.launch({
    executablePath: await chromium.executablePath(),
    // Its default of one process ends with its first page.
    args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
  });
}

/** A browser of somebody's own, signed in through the sign-in page. `likes` are preferences as the console keeps them. */
export async function signIn(
  browser: Browser,
  room: Pick<TestRoom, 'url'>,
  person: string,
  likes: { lang?: Lang; theme?: Theme } = {},
  viewport = { width: 1280, height: 800 },
): Promise<Officer> {
  const officer = await arrive(browser, room, likes, viewport);
  await officer.page.locator('.welcome button.primary').click();
  await passSignIn(officer.page, person);
  return officer;
}

/** The same without a mouse. */
export async function signInByKeys(
  browser: Browser,
  room: Pick<TestRoom, 'url'>,
  person: string,
  likes: { lang?: Lang; theme?: Theme } = {},
): Promise<Officer> {
  const officer = await arrive(browser, room, likes, { width: 1280, height: 800 });
  const { page } = officer;
  await page.locator('.welcome button.primary').waitFor();
  await tabTo(page, '.welcome button.primary');
  await page.keyboard.press('Enter');
  await page.waitForURL(/sign-in/);
  await page.locator('#username:focus').waitFor();
  await page.keyboard.type(person);
  await tabTo(page, '#password');
  await page.keyboard.type(person);
  await page.keyboard.press('Enter');
  await page.locator('header.bar').waitFor();
  return officer;
}

/** Nobody is signed in yet; whatever no console may do is noted from here on, on every page that is opened. */
async function arrive(
  browser: Browser,
  room: Pick<TestRoom, 'url'>,
  likes: { lang?: Lang; theme?: Theme },
  viewport: { width: number; height: number },
): Promise<Officer> {
  // A language that scripts can parse, whatever the machine's own is called.
  const context = await browser.newContext({ viewport, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => {
    asked.push(request.url());
    const { origin, protocol } = new URL(request.url());
    if (origin !== room.url && !['data:', 'blob:'].includes(protocol)) complaints.push(`elsewhere: ${request.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy/.test(text) || text.startsWith(BROKEN)) complaints.push(`policy: ${text}`);
  });
  // The browser's own event tells of violations that nobody writes to the console: of workers, of pictures, of styles.
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.warn('${BROKEN}', violatedDirective, blockedURI))`,
  );
  for (const [name, value] of Object.entries(likes)) {
    await page.addInitScript(`localStorage.setItem('likes ${name}', '${value}')`);
  }
  await page.goto(`${room.url}/`);
  return { page, context, complaints, asked };
}

/** What a person does on the sign-in page; on the laptop the password is the name. */
export async function passSignIn(page: Page, person: string): Promise<void> {
  await page.waitForURL(/sign-in/);
  await page.fill('#username', person);
  await page.fill('#password', person);
  await page.locator('form button').first().click();
  await page.locator('header.bar').waitFor();
}

/** Goes to a screen by its address and waits until it has what it shows. */
export async function open(page: Page, hash: string, ready: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator(ready).first().waitFor();
}

/** Keeps the next request of this address back. @returns it, once it was asked, to be let go. */
export function hold(page: Page, address: string): Promise<Route> {
  return new Promise((resolve) => void page.route(address, (route) => resolve(route), { times: 1 }));
}

/** Waits until a screen has what it asked for: until nothing on it is busy any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#content [aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Changes language and theme of a page that is open, without a reload. */
export async function dress(page: Page, lang: Lang, theme: Theme): Promise<void> {
  if ((await page.evaluate('document.documentElement.lang')) !== lang) {
    await page.locator(`button[lang="${lang}"]`).click();
  }
  await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
}

/** Violations of WCAG 2.2 AA, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // The content policy lets no script in from elsewhere; the debugger is no page.
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target, failureSummary }) =>
        target.join(' ') + ' ' + failureSummary).slice(0, 3).join(', ')))`,
  )) as string[];
}

/** How many pixels a page is wider than its window, once charts, maps and rows have taken their new measure. */
export async function overflow(page: Page): Promise<number> {
  return (await page.evaluate(
    `new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() =>
      told(document.documentElement.scrollWidth - document.documentElement.clientWidth))))`,
  )) as number;
}

const DRESSES = [
  ['ar', 'day'],
  ['ar', 'night'],
  ['en', 'day'],
  ['en', 'night'],
] as const satisfies readonly [Lang, Theme][];

/** Each language and each theme once, for whoever has many screens to look at. */
export const TWO_DRESSES = [DRESSES[0], DRESSES[3]];

/** What keeps somebody out of a page that is open: what WCAG 2.2 AA forbids, and what does not fit a phone or a desk. */
export async function barriers(page: Page, dresses: readonly (readonly [Lang, Theme])[] = DRESSES): Promise<string[]> {
  const found: string[] = [];
  for (const [lang, theme] of dresses) {
    await dress(page, lang, theme);
    for (const each of await violations(page)) found.push(`${lang} ${theme}: ${each}`);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wider = await overflow(page);
      if (wider > 0) found.push(`${lang} ${theme}: wider than ${width} by ${wider}`);
    }
  }
  return found;
}

/**
 * Walks with Tab through everything that can be reached, until the walk comes round.
 * @returns what was reached, and what of it showed no focus.
 */
export async function walk(page: Page, most = 120): Promise<{ reached: string[]; unseen: string[] }> {
  const reached: string[] = [];
  const unseen: string[] = [];
  await page.evaluate('document.activeElement?.blur()');
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const here = (await page.evaluate(`(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const name = at.tagName + (at.id ? '#' + at.id : '') + ' ' + (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 30);
      const shows = (el) => el && getComputedStyle(el).outlineStyle !== 'none' && parseFloat(getComputedStyle(el).outlineWidth) >= 2;
      return { name, seen: shows(at) || shows(at.parentElement) };
    })()`)) as { name: string; seen: boolean } | null;
    if (!here) break;
    reached.push(here.name);
    if (!here.seen) unseen.push(here.name);
  }
  return { reached, unseen };
}

/** Goes with Tab alone to what `selector` names, as somebody does who has no mouse. @throws where no Tab leads. */
export async function tabTo(page: Page, selector: string, most = 150): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** Moves the board's row of the keyboard to the one that says something. */
export async function rowTo(page: Page, text: string): Promise<void> {
  await tabTo(page, '.grid');
  await page.keyboard.press('Home');
  const active = page.locator('.grid tr[data-active]');
  for (let step = 0; step < 30; step++) {
    if ((await active.textContent())?.includes(text)) return;
    await page.keyboard.press('j');
  }
  throw new Error(`no row says ${text}`);
}
