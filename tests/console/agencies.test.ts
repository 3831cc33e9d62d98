import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, EMPTY_AGENCY, sentPlace, typedOf } from '../../functions/console/web/agencies/typed.ts';
import type { Agency } from '../../functions/console/web/answers.ts';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { barriers, type Officer, open, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** Ladders and agencies: what a form sends, and the screens in a real browser before a whole room. */

const AGENCY: Agency = {
  id: 'erc',
  version: 3,
  name: { ar: 'الهلال', en: 'Crescent' },
  kind: 'relief',
  scope: { countries: ['SD'], categories: ['injury'], needs: ['water'] },
  parentId: 'mfa',
  tiers: [{ role: { ar: 'غرفة', en: 'Desk' }, contacts: [{ channel: 'email', address: 'a@erc.example' }] }],
  hours: '24/7',
  languages: ['ar', 'fr'],
  dataAgreement: { allowedFields: ['needs'], legalBasis: 'MoU', signedAt: '2026-01-01T00:00:00.000Z' },
  standard: 'cloudevents',
  active: true,
  state: 'ready',
  proved: [1],
};

describe('the form of an agency', () => {
  test('sends back what it was given, with what it does not ask for', () => {
    const { id: _id, version: _version, state: _state, proved: _proved, ...body } = AGENCY;
    expect(bodyOf(typedOf(AGENCY), AGENCY)).toEqual(body);
  });

  test('a line left empty is no address, and what the room says of the next one stands beside it', () => {
    const contacts = [
      { channel: 'email', address: '  ', name: '' },
      { channel: 'sms', address: ' +201000084001 ', name: ' Duty ' },
    ];
    const typed = { ...EMPTY_AGENCY, nameAr: 'ا', nameEn: 'a', tiers: [{ ar: 'ا', en: 'a', contacts }] };
    expect(bodyOf(typed)).toMatchObject({
      tiers: [{ contacts: [{ channel: 'sms', address: '+201000084001', name: 'Duty' }] }],
    });
    expect(sentPlace(contacts, 1)).toBe(0);
    expect(bodyOf(typed)).not.toHaveProperty('dataAgreement');
  });
});

describe('the screens', () => {
  let room: TestRoom;
  let browser: Browser;
  let supervisor: Officer;
  let admin: Officer;
  let alertId: string;
  let id: string;

  beforeAll(async () => {
    room = await startTestRoom();
    const token = await room.token('officer');
    const opened = await call<Head>(room, token, 'POST', '/v1/cases', {
      channel: 'phone',
      reporter: { name: 'Hala' },
      text: 'بنتي مصابة بطلق ناري',
      priority: 'P1',
      country: 'SD',
    });
    id = opened.id;
    const owned = await call<Head>(room, token, 'POST', `/v1/cases/${id}/assign`, { owner: 'officer' }, opened);
    const raised = await call<Head>(room, token, 'POST', `/v1/cases/${owned.id}/escalations`, {
      agency: 'erc',
      ask: 'سيارة إسعاف إلى بحري',
    });
    alertId = raised.escalations[0]!.alertId;
    await room.settle();
    browser = await startBrowser();
    supervisor = await signIn(browser, room, 'supervisor');
    admin = await signIn(browser, room, 'admin', { lang: 'en' });
  });

  afterAll(async () => {
    await browser?.close();
    await room?.stop();
  });

  const ladder = () => supervisor.page.locator('.ladder', { hasText: id });

  test('who is waited for, since when, and who is told next, counting down', async () => {
    const { page } = supervisor;
    await open(page, '#/ladders', '.ladder-part[data-part="waiting"] .ladder');
    const row = ladder();
    await soon(() => row.locator('.rungs li[data-told]').count()).toBe(1);
    const due = await row.locator('.ladder-next time').getAttribute('datetime');
    const { items } = await call<{ items: { ahead: { rung: string; dueAt: string }[] }[] }>(
      room,
      await room.token('officer'),
      'GET',
      '/v1/ladders',
    );
    expect(due).toBe(items[0]!.ahead[0]!.dueAt);
    expect(await row.locator('.rungs li:not([data-told])').count()).toBe(items[0]!.ahead.length);
  });

  test('the next rung is told, and the screen says so by itself', async () => {
    await room.advance('PT5M1S');
    await soon(() => ladder().locator('.rungs li[data-told]').count()).toBeGreaterThan(1);
  });

  test('who confirms by telephone is recorded with the keyboard alone; then it waits for the agency’s answer', async () => {
    const { page } = supervisor;
    await ladder().locator('button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog input').first().focus();
    await page.keyboard.type('د. سامي');
    await page.keyboard.press('Tab');
    await page.keyboard.type('غرفة العمليات');
    await page.keyboard.press('Enter');
    await page.locator('.ladder-part[data-part="acknowledged"] .ladder').waitFor();
    const { items } = await call<{
      items: { escalation: { ack?: { by: { name: string } } }; ackExpiresAt?: string }[];
    }>(room, await room.token('officer'), 'GET', '/v1/ladders?agency=erc');
    expect(items[0]).toMatchObject({ escalation: { alertId, ack: { by: { name: 'د. سامي' } } } });
    const lapses = page.locator('.ladder-part[data-part="acknowledged"] .ladder-next time').first();
    expect(await lapses.getAttribute('datetime')).toBe(items[0]!.ackExpiresAt);
  });

  test('an agency is drilled from its card, after a question', async () => {
    const { page } = supervisor;
    await open(page, '#/agencies', '.agency[data-state]');
    const card = page.locator('.agency', { hasText: 'moh' });
    await card.locator('footer button').focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog footer button.primary').click();
    await soon(
      async () => (await call<Agency>(room, await room.token('admin'), 'GET', '/v1/agencies/moh')).lastDrillAt,
    ).toBeDefined();
    await card.locator('.health time').first().waitFor();
  });

  test('messages that lie dead are a red line on both screens', async () => {
    const { page } = supervisor;
    const { aws } = room;
    const { SendMessageCommand, GetQueueUrlCommand } = await import('@aws-sdk/client-sqs');
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'ops-room-local-media-dead' }));
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    await page.reload();
    await page.locator('.red-line', { hasText: '1' }).waitFor();
    await open(page, '#/ladders', '.red-line');
  });

  test('an administrator adds an agency while the room runs: a wrong address is named, the secret is shown once', async () => {
    const { page } = admin;
    await open(page, '#/agencies', '.agency');
    await page.locator('a.button.primary').click();
    await page.locator('.agency-form').waitFor();
    await page.getByLabel('Short name').fill('unhcr');
    await page.getByLabel('Name in Arabic').fill('المفوضية');
    await page.getByLabel('Name in English').fill('UNHCR');
    await page.getByLabel('Function in Arabic').fill('المناوب');
    await page.getByLabel('Function in English').fill('Duty officer');
    await page.getByLabel('Address', { exact: true }).fill('duty at unhcr');
    await page.keyboard.press('Enter');
    await page.locator('.contact .wrong').waitFor();
    await page.getByLabel('Address', { exact: true }).fill('duty@unhcr.example');
    await page.keyboard.press('Enter');
    const secret = page.locator('.secret code').nth(1);
    await secret.waitFor();
    expect(await secret.textContent()).toMatch(/\S{12}/);
    await page.locator('dialog footer button').click();
    await page.locator('.agency', { hasText: 'UNHCR' }).waitFor();
    await page.locator('.secret').waitFor({ state: 'detached' });
    const added = await call<Agency>(room, await room.token('admin'), 'GET', '/v1/agencies/unhcr');
    expect(added).toMatchObject({ name: { en: 'UNHCR' }, tiers: [{ contacts: [{ address: 'duty@unhcr.example' }] }] });
  });

  test('what somebody else changed meanwhile is told and not written over', async () => {
    const { page } = admin;
    await open(page, '#/agencies/unhcr/edit', '.agency-form');
    await page.getByLabel('Hours').fill('08:00-20:00');
    const token = await room.token('admin');
    const now = await call<Agency>(room, token, 'GET', '/v1/agencies/unhcr');
    await call(room, token, 'PUT', '/v1/agencies/unhcr', bodyOf({ ...typedOf(now), nameEn: 'UN refugees' }, now), now);
    await page.locator('.agency-form button[type="submit"]').click();
    await page.locator('.agency-form .problem').waitFor();
    expect(await page.getByLabel('Hours').inputValue()).toBe('08:00-20:00');
    expect((await call<Agency>(room, token, 'GET', '/v1/agencies/unhcr')).name.en).toBe('UN refugees');
  });

  test('what waits for a restricted case is listed to those who may know of it, and to nobody else', async () => {
    const [director, auditor] = [await room.token('director'), await room.token('auditor')];
    const listed = async (token: string) =>
      (await call<{ items: { case: string }[] }>(room, token, 'GET', '/v1/ladders')).items.map((row) => row.case);
    expect(await listed(auditor)).toEqual([id]);
    const head = await call<Head>(room, director, 'GET', `/v1/cases/${id}`);
    const triage = { priority: 'P1', category: 'injury', sensitivity: 'restricted', reason: 'protect her' };
    await call(room, director, 'POST', `/v1/cases/${id}/triage`, triage, head);
    expect(await listed(auditor)).toEqual([]);
    expect(await listed(director)).toEqual([id]);
  });

  test('WCAG 2.2 AA in both languages and themes, on a desk and on a phone', { timeout: 90_000 }, async () => {
    const screens: [Officer, hash: string, ready: string][] = [
      [supervisor, '#/ladders', '.ladder'],
      [supervisor, '#/agencies', '.agency'],
      [admin, '#/agencies/new', '.agency-form'],
    ];
    for (const [{ page }, hash, ready] of screens) {
      await open(page, hash, ready);
      expect(await barriers(page), hash).toEqual([]);
    }
    expect([...supervisor.complaints, ...admin.complaints]).toEqual([]);
  });
});
