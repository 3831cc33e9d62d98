import { deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { dress, type Lang, type Officer, open, overflow, signIn, startBrowser, violations, walk } from './harness.ts';
import { soon } from './soon.ts';

/** The page of a case, in a real browser before a whole room: S01 of the scenarios, worked with the keyboard. */

let room: TestRoom;
let browser: Browser;
let officer: Officer;
let token: string;
/** The trapped family's case. */
let id: string;

const FROM = '249910000101';
const FIRST = 'إحنا محبوسين في الشقة في الخرطوم حي الرياض أنا ومراتي وبنتي عندها سنة ونص. المية خلصت من امبارح.';

interface Page {
  items: { id: string; type: string; data: Record<string, unknown> }[];
}

const head = (of = id) => call<Head>(room, token, 'GET', `/v1/cases/${of}`);
const events = async (type: string, of = id) =>
  (await call<Page>(room, token, 'GET', `/v1/cases/${of}/timeline?limit=1000`)).items.filter(
    (each) => each.type === type,
  );
const post = (path: string, body: object, of = id) => call<Head>(room, token, 'POST', `/v1/cases/${of}${path}`, body);

/** Back on the case with nothing open and the focus nowhere, as after a look away. */
async function rest(): Promise<void> {
  await officer.page.evaluate('document.activeElement?.blur()');
}

beforeAll(async () => {
  room = await startTestRoom();
  token = await room.token('officer');
  await deliver(room, whatsapp(room, [{ id: 'case-1', from: FROM, text: FIRST }]));
  await room.settle();
  id = (await call<Page>(room, token, 'GET', '/v1/cases')).items[0]!.id;
  browser = await startBrowser();
  officer = await signIn(browser, room, 'officer', {}, { width: 1366, height: 768 });
  await open(officer.page, `#/cases/${id}`, '.case .talk .said');
});

afterAll(async () => {
  await browser?.close();
  await room?.stop();
});

test('the words that triage went by are marked in the message; one key accepts it, another corrects it', async () => {
  const { page } = officer;
  await page.locator('.suggestion').waitFor();
  const marks = await page.locator('.said[data-kind="in"] mark').allTextContents();
  expect(marks.length).toBeGreaterThan(0);
  for (const each of marks) expect(FIRST).toContain(each);
  await rest();
  await page.keyboard.press('y');
  await page.locator('.suggestion').waitFor({ state: 'detached' });
  expect(await head()).toMatchObject({ status: 'triaged', priority: 'P1' });

  await page.keyboard.press('2');
  await page.locator('.act select').first().waitFor();
  expect(await page.locator('.act select').first().inputValue()).toBe('P2');
  await page.locator('.act [name="reason"]').fill('مياه لديهم ليوم');
  await page.keyboard.press('Control+Enter');
  // Lowering what staff set is a supervisor's: the room says so in the form, and the words stay.
  await page.locator('.act .problem').waitFor();
  expect(await page.locator('.act [name="reason"]').inputValue()).toBe('مياه لديهم ليوم');
  await page.keyboard.press('Escape');
  await page.locator('.act').waitFor({ state: 'detached' });
});

test('a lost race keeps what was typed beside what changed, in words', async () => {
  const { page } = officer;
  await rest();
  await page.keyboard.press('t');
  await page.locator('.act [name="reason"]').fill('محاصرون مع رضيعة');
  const supervisor = await room.token('supervisor');
  const { version } = await head();
  await call(room, supervisor, 'POST', `/v1/cases/${id}/assign`, { owner: 'supervisor' }, { version });
  await page.keyboard.press('Control+Enter');
  const changed = page.locator('.act [data-type="case.assigned"]').last();
  await changed.waitFor();
  expect(await changed.locator('.what').textContent()).toContain('أُسند إلى \u2068supervisor\u2069');
  expect(await page.locator('.act [name="reason"]').inputValue()).toBe('محاصرون مع رضيعة');
  await page.locator('.act .problem button').click();
  await page.locator('.act').waitFor({ state: 'detached' });
  await soon(async () => (await events('case.triaged')).map(({ data }) => data.reason)).toContain('محاصرون مع رضيعة');
});

test('an answer: its window runs beside it, a draft survives a reload, a ready text is inserted, a lost network is waited out', async () => {
  const { page, context } = officer;
  await soon(() => page.locator('.reply .window .countdown').textContent()).toMatch(/23/);
  await rest();
  await page.keyboard.press('r');
  await page.keyboard.type('أنا هدى من غرفة العمليات.');
  await page.reload();
  await page.locator('.reply textarea').waitFor();
  await soon(() => page.locator('.reply textarea').inputValue()).toBe('أنا هدى من غرفة العمليات.');
  await page.locator('.reply .window .countdown').waitFor();
  await rest();
  await page.keyboard.press('q');
  await page.locator('.quick button').first().waitFor();
  await page.keyboard.press('Enter');
  await soon(async () => (await page.locator('.reply textarea').inputValue()).length).toBeGreaterThan(40);
  const text = await page.locator('.reply textarea').inputValue();
  await context.setOffline(true);
  await page.locator('.reply textarea').press('Control+Enter');
  await soon(() => page.locator('.reply-foot [role="status"]').textContent()).toMatch(/\S/);
  expect(await page.locator('.reply textarea').inputValue()).toBe(text);
  await context.setOffline(false);
  await soon(() => page.locator('.reply textarea').inputValue()).toBe('');
  await room.settle();
  const ours = page.locator('.said[data-kind="out"]').last();
  await soon(() => ours.locator('.delivery').getAttribute('data-state')).toMatch(/delivered|read/);
  expect((await events('message.queued')).filter(({ data }) => !data.automatic)).toHaveLength(1);
});

test('an agency is asked with one key as the routing says, its ladder counts down, and its answer by phone is recorded by name', async () => {
  const { page } = officer;
  await rest();
  await page.keyboard.press('e');
  await page.locator('.act [name="agency"]').waitFor();
  const first = await page.locator('.act [name="agency"]').inputValue();
  const routes = await call<{ routes: { agency: string }[] }>(room, token, 'GET', `/v1/cases/${id}/routes`);
  expect(first).toBe(routes.routes[0]!.agency);
  await page.keyboard.type('مياه ولبن رضع لأسرة محاصرة');
  await page.keyboard.press('Control+Enter');
  await page.locator('.act').waitFor({ state: 'detached' });
  await room.settle();
  await rest();
  await page.keyboard.press('g');
  await page.locator('.climb li[data-state="told"]').first().waitFor();
  await soon(() => page.locator('.climb li[data-state="ahead"]').count()).toBeGreaterThan(2);
  await soon(() => page.locator('.next-rung .countdown').textContent()).toMatch(/4:/);
  await page.locator('.request button').first().click();
  await page.locator('.act [name="by"]').fill('منى');
  await page.locator('.act [name="role"]').fill('مناوبة');
  await page.keyboard.press('Control+Enter');
  await page.locator('.request [data-answer="ack"]').waitFor();
  expect(await page.locator('.request [data-answer="ack"]').textContent()).toContain('منى');
  expect((await head()).escalations[0]).toMatchObject({ state: 'acknowledged' });
});

test('people, needs and promises are added and done with beside the conversation', async () => {
  const { page } = officer;
  await rest();
  await page.keyboard.press('f');
  const facts = page.locator('.facts');
  await facts.locator('section[aria-labelledby="case-people"] > button').click();
  await page.locator('.act [name="name"]').fill('سلمى');
  await page.locator('.act [name="age"]').fill('١');
  await page.locator('.act .many label', { hasText: 'رضيع' }).locator('input').check();
  await page.keyboard.press('Control+Enter');
  await facts.locator('.chip[data-grave]', { hasText: 'رضيع' }).waitFor();
  const reached = facts.locator('section[aria-labelledby="case-people"] li').first();
  await reached.locator('.acts button').last().click();
  await page.locator('.act [name="status"]').selectOption('sheltering');
  await page.keyboard.press('Control+Enter');
  await facts.locator('.safety[data-reached]').waitFor();

  await facts.locator('section[aria-labelledby="case-needs"] > button').click();
  await page.locator('.act [name="kind"]').selectOption('baby_supplies');
  await page.keyboard.press('Control+Enter');
  const need = facts.locator('section[aria-labelledby="case-needs"] li', { hasText: 'مستلزمات رضع' }).first();
  await need.waitFor();
  await need.locator('.acts button').first().click();
  await soon(() => need.getAttribute('data-over')).toBe('true');
  await soon(async () => (await events('need.changed')).at(-1)?.data.status).toBe('met');

  const dueAt = new Date(Date.now() + 3_600_000).toISOString();
  const { reporters } = await call<{ reporters: { contactId: string }[] }>(room, token, 'GET', `/v1/cases/${id}`);
  await post('/promises', { contactId: reporters[0]!.contactId, text: 'نكتب له قبل الظهر', dueAt });
  const promise = facts.locator('section[aria-labelledby="case-promises"] li');
  await promise.locator('.countdown').waitFor();
  await promise.locator('.acts button').first().click();
  await promise.locator('.countdown').waitFor({ state: 'detached' });
});

/** A picture of one colour, so small that it is written here. */
function png(): Buffer {
  const crc = (bytes: Buffer) => {
    let value = 0xffffffff;
    for (const byte of bytes) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return (value ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const rows = deflateSync(Buffer.alloc(8 * 9));
  const sign = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([sign, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

test('a photo is seen in its place, what was held back says why', async () => {
  const { page } = officer;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ phone: FROM, name: 'Karim' });
  const person = await fetch(`${room.url}/_local/phone/people`, { method: 'POST', headers, body });
  const { key } = (await person.json()) as { key: string };
  for (const bytes of [png(), Buffer.from('MZ\x90\0')]) {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], 'photo', { type: 'image/png' }));
    await fetch(`${room.url}/_local/phone/people/${key}/messages`, { method: 'POST', body: form });
    await room.settle();
  }
  const photo = page.locator('.media-photo img');
  await photo.waitFor();
  await soon(() => photo.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)).toBe(8);
  await page.locator('.media-note[data-state="failed"]').waitFor();
});

test('who protects a person is said before anything is typed', async () => {
  const { page } = officer;
  const { reporters } = await call<{ reporters: { contactId: string }[] }>(room, token, 'GET', `/v1/cases/${id}`);
  const path = `/v1/cases/${id}/contacts/${reporters[0]!.contactId}`;
  const contact = await call<{ version: number }>(room, token, 'GET', path);
  const rules = { callBack: 'only_text', sharedDevice: false, captorMaySee: true };
  await call(room, token, 'PUT', path, rules, { version: contact.version });
  // Nothing of the case itself changed: it is read when somebody opens it.
  await page.reload();
  await soon(() => page.locator('.reply .rule[data-grave]').count()).toBe(2);
  await post('/calls', {
    contactId: reporters[0]!.contactId,
    direction: 'in',
    answered: true,
    text: 'اتصل هو بنا',
  });
  await soon(() => page.locator('.said[data-kind="call"]').count()).toBe(1);
});

test('another case of the same telephone is suggested, merged and taken out again', async () => {
  const { page } = officer;
  const other = await call<Head>(room, token, 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'أخو كريم', phone: `+${FROM}` },
    text: 'أخويا محاصر في الرياض',
    country: 'SD',
  });
  await room.settle();
  await open(page, `#/cases/${other.id}`, '.duplicates li');
  await page.locator('.duplicates .acts button').first().click();
  await page.locator('.act [name="reason"]').fill('الأسرة نفسها');
  expect(await page.locator('.act [name="into"]').inputValue()).toBe(id);
  await page.keyboard.press('Control+Enter');
  await page.locator('.facts .rule button').waitFor();
  expect((await head(other.id)).status).toBe('merged');
  await page.locator('.facts .rule button').click();
  await page.locator('.act [name="reason"]').fill('أسرة أخرى');
  await page.keyboard.press('Control+Enter');
  await soon(async () => (await head(other.id)).status).toBe('new');
  await open(page, `#/cases/${id}`, '.case .talk .said');
});

test('a restricted case says that reading it is recorded', async () => {
  const supervisor = await signIn(browser, room, 'supervisor');
  const { version } = await head();
  const body = { priority: 'P1', category: 'trapped_basic_needs', sensitivity: 'restricted', reason: 'يحتجزه أحد' };
  await call(room, await room.token('supervisor'), 'POST', `/v1/cases/${id}/triage`, body, { version });
  await open(supervisor.page, `#/cases/${id}`, '.case .sealed');
  await dress(supervisor.page, 'en', 'night');
  const sealed = supervisor.page.locator('.case .sealed');
  await soon(() => sealed.textContent()).toBe('Restricted — every reading is recorded');
  const back = { ...body, sensitivity: 'normal', reason: 'لم يعد' };
  const now = await call<Head>(room, await room.token('supervisor'), 'GET', `/v1/cases/${id}`);
  await call(room, await room.token('supervisor'), 'POST', `/v1/cases/${id}/triage`, back, { version: now.version });
  await supervisor.context.close();
});

test('everything that happened is a sentence in the reader’s language, by what one looks for', async () => {
  const { page } = officer;
  await dress(page, 'en', 'day');
  await rest();
  await page.keyboard.press('h');
  await page.locator('.events li').first().waitFor();
  const all = await page.locator('.events li').count();
  await page.locator('.filters button', { hasText: 'Ladders' }).click();
  const ladders = await page.locator('.events .what').allTextContents();
  expect(ladders.length).toBeLessThan(all);
  expect(ladders.join('\n')).toMatch(/acknowledged: \u2068منى, مناوبة\u2069/);
  expect(ladders.join('\n').replace(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[\u0600-\u06ff]/);
  await dress(page, 'ar', 'day');
});

test.each(['ar', 'en'] as Lang[])('nothing on it keeps anybody out: %s', { timeout: 60_000 }, async (lang) => {
  const { page } = officer;
  for (const theme of ['day', 'night'] as const) {
    await dress(page, lang, theme);
    for (const view of ['f', 'g', 'h', 't']) {
      await rest();
      await page.keyboard.press(view);
      expect(await violations(page), `${lang} ${theme} ${view}`).toEqual([]);
    }
    await page.keyboard.press('Escape');
  }
  await rest();
  await page.keyboard.press('s');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page), `${lang} 390`).toBeLessThanOrEqual(0);
  for (const what of ['.case .next-clock', '.case .reply .window', '.case .reply textarea']) {
    const box = (await page.locator(what).boundingBox())!;
    expect(box.y >= 0 && box.y + box.height <= 844, what).toBe(true);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  expect(await overflow(page), `${lang} 200 %`).toBeLessThanOrEqual(0);
  await page.evaluate("document.documentElement.style.fontSize = ''");
});

test('it is walked with the keyboard alone, and the focus is seen', async () => {
  const { page } = officer;
  // A walk goes on from where the focus was last: this one begins at the top.
  await page.reload();
  await page.locator('.case .talk .said').first().waitFor();
  const { reached, unseen } = await walk(page);
  expect(reached.length).toBeGreaterThan(20);
  expect(unseen).toEqual([]);
});

test('a day after his last word only an approved template goes to him', async () => {
  const { page } = officer;
  await room.advance('PT25H');
  token = await room.token('officer');
  await page.reload();
  await page.locator('.template select').waitFor();
  await page.locator('.template select').selectOption('room_update');
  await page.locator('.template input').last().fill('نتابع مع السفارة');
  expect(await page.locator('.template .preview').textContent()).toContain(`${id}: نتابع مع السفارة`);
  await page.locator('.reply button[type="submit"]').click();
  await soon(async () => (await events('message.queued')).at(-1)?.data.template).toBe('room_update');
});

test('nothing came from elsewhere but what citizens sent, and no policy was broken', () => {
  expect(officer.complaints.filter((each) => !/^elsewhere: \S*-media-/.test(each))).toEqual([]);
});
