import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as engine, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { board, call, deliver, drain, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * Every page that a person opens, in a real browser: no violation of WCAG 2.2 AA, nothing wider than a phone, nothing loaded from elsewhere,
 * both languages, and the agency's page acts without JavaScript.
 */
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHONE = { width: 390, height: 844 };

let room: TestRoom;
let browser: Browser;
let officer: string;
let link: string;
let notice: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
  await deliver(room, whatsapp(room, [{ id: 'pages-1', text: 'بنتي مصابة بطلق ناري في الخرطوم بحري' }]));
  await room.settle();
  const [id] = await board(room, officer);
  const opened = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  const triage = { priority: 'P1', category: 'injury', reason: 'gunshot' };
  await call(room, officer, 'POST', `/v1/cases/${id}/triage`, triage, opened);
  await call(room, officer, 'POST', `/v1/cases/${id}/escalations`, { agency: 'erc', ask: 'Ambulance' });
  await room.settle();
  const alerts = await drain(room, 'agency-erc');
  const raised = alerts.find((alert) => alert.type === 'opsroom.escalation.raised.v1') as { data: { link: string } };
  link = new URL(raised.data.link).pathname;
  notice = await published();
  browser = await engine.launch({
    executablePath: await chromium.executablePath(),
    // Its default of one process ends with its first page.
    args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
  });
});

afterAll(async () => {
  await browser?.close();
  await room.stop();
});

describe.each([
  ['the agency’s link', () => link],
  ['the form for citizens', () => '/report'],
  ['the form for citizens in English', () => '/report?lang=en'],
  ['the status of a case', () => '/status'],
  ['the public notices', () => '/alerts?lang=ar'],
  ['a public notice in English', () => `/alerts/${notice}?lang=en`],
  ['the service figures', () => '/figures?lang=ar'],
  ['the service figures in English', () => '/figures?lang=en'],
  ['the API’s documentation', () => '/docs'],
  ['the laptop’s front page', () => '/_local'],
  ['the phone', () => '/_local/phone'],
  ['the agencies’ inboxes', () => '/_local/inbox'],
  ['one inbox in English', () => '/_local/inbox/erc?lang=en'],
])('%s', (_name, path) => {
  test('is readable by everybody, on a phone, from here alone', async () => {
    const page = await browser.newPage({ viewport: PHONE, bypassCSP: true });
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(room.url) && !request.url().startsWith('data:')) foreign.push(request.url());
    });
    const response = await page.goto(room.url + path(), { waitUntil: 'domcontentloaded' });
    expect(response?.status()).toBe(200);
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wide).toBeLessThanOrEqual(0);
    expect(foreign).toEqual([]);
    await page.close();
  });
});

test('an agency acknowledges by its link without JavaScript, with a name and a role', async () => {
  const page = await browser.newPage({ viewport: PHONE, javaScriptEnabled: false });
  await page.goto(room.url + link, { waitUntil: 'domcontentloaded' });
  await page.locator('input[name="name"]').first().fill('Dr Mona');
  await page.locator('input[name="role"]').first().fill('duty officer');
  await page.locator('button[value="acknowledge"], form:has(input[value="acknowledge"]) button').first().click();
  await page.waitForLoadState('domcontentloaded');
  await page.close();
  const [id] = await board(room, officer);
  expect((await call<Head>(room, officer, 'GET', `/v1/cases/${id}`)).escalations[0]?.state).toBe('acknowledged');
});

test('a photo that is too large for the form goes straight to quarantine, under the page’s own rules, and its words with it', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  const refused: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && refused.push(message.text())));
  await page.goto(`${room.url}/report?lang=en`, { waitUntil: 'load' });
  await page.fill('#message', 'We are three in Madani, the house is hit');
  // Nothing that a browser could make smaller: a PDF of six megabytes.
  const buffer = Buffer.alloc(6 * 1024 * 1024, 0x20);
  buffer.write('%PDF-1.7');
  await page.setInputFiles('#photo', { name: 'house.pdf', mimeType: 'application/pdf', buffer });
  await page.click('button[type=submit]');
  await page.waitForSelector('.key');
  const text = await page.innerText('main');
  await page.close();
  expect(refused).toEqual([]);
  expect(text).toContain('The photo has arrived.');
  const id = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)![0];
  await room.settle();
  const { items } = await call<{ items: { type: string; data: object }[] }>(
    room,
    officer,
    'GET',
    `/v1/cases/${id}/timeline`,
  );
  const stored = items.find(({ type }) => type === 'attachment.stored');
  expect(stored?.data).toMatchObject({ mime: 'application/pdf', bytes: buffer.length });
}, 60_000);

test('without JavaScript the words of a form with a photo are recorded, and the next page asks for the photo', async () => {
  const page = await browser.newPage({ viewport: PHONE, javaScriptEnabled: false });
  await page.goto(`${room.url}/report?lang=en`, { waitUntil: 'domcontentloaded' });
  await page.fill('#message', 'We are four in Atbara and have no water');
  const buffer = Buffer.alloc(12 * 1024 * 1024, 1);
  await page.setInputFiles('#photo', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  await page.click('button[type=submit]');
  await page.waitForLoadState('domcontentloaded');
  const text = await page.innerText('main');
  await page.close();
  expect(text).toContain('Your words are recorded; the photo has not arrived.');
  expect(text).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
}, 60_000);

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(', ')))`,
  );
  return found as string[];
}

/** A public notice that two people let out. */
async function published(): Promise<string> {
  const both = (ar: string, en: string) => ({ ar, en });
  const draft = {
    kind: 'safety_guidance',
    title: both('ابقوا في الداخل', 'Stay inside'),
    body: both('القصف مستمر في بحري.', 'Shelling goes on in Bahri.'),
    instruction: both('بعيدا عن الشبابيك.', 'Away from windows.'),
    area: { countries: ['SD'] },
    severity: 'Extreme',
    expires: new Date(room.now() + 86_400_000).toISOString(),
  };
  const { id } = await call<{ id: string }>(room, officer, 'POST', '/v1/notices', draft);
  const supervisor = await room.token('supervisor');
  await call(room, supervisor, 'POST', `/v1/notices/${id}/approve`, { number: 1 });
  await call(room, supervisor, 'POST', `/v1/notices/${id}/publish`, {});
  return id;
}
