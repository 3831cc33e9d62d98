import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeadView } from '../../shared/http/head.ts';
import { CALL, type Problem, type StaffApi, startStaffApi } from './staff-api.ts';

let api: StaffApi;
beforeAll(async () => {
  api = await startStaffApi();
});
afterAll(() => api.at.close());

const SAFE = { callBack: 'ok', sharedDevice: false, captorMaySee: false };

interface Match {
  contactId: string;
  case: string;
  safety?: object;
}

const pathOf = (head: HeadView) => `/v1/cases/${head.id}/contacts/${head.reporters[0]!.contactId}`;
const put = (head: HeadView, safety: object, version: number) =>
  api.send('officer', 'PUT', pathOf(head), { body: safety, headers: { 'if-match': `"${version}"` } });

describe('how a person may be reached', () => {
  test('is said by an officer, seen on the case, and held against a version', async () => {
    const head = await api.open();
    const before = await api.send<{ version: number; safety: null }>('officer', 'GET', pathOf(head));
    expect(before).toMatchObject({ status: 200, body: { version: 0, safety: null, phone: '+201000000101' } });

    const quietHoursLocal = { from: '22:00', to: '07:00', zone: 'Africa/Khartoum' };
    const set = await put(head, { ...SAFE, captorMaySee: true, quietHoursLocal, note: 'هاتف الخاطف' }, 0);
    expect(set).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { safety: { captorMaySee: true } } });
    expect((await put(head, SAFE, 0)).status).toBe(412);
    expect((await api.head(head.id)).reporters[0]).toMatchObject({ safety: { captorMaySee: true, quietHoursLocal } });
  });

  test.each([
    [{ ...SAFE, callBack: 'only_between' }, '/window'],
    [{ ...SAFE, window: { from: '09:00', to: '10:00', zone: 'Africa/Cairo' } }, '/window'],
    [{ ...SAFE, quietHoursLocal: { from: '22:00', to: '07:00', zone: 'Mars/Olympus' } }, '/quietHoursLocal/zone'],
    [{ ...SAFE, quietHoursLocal: { from: '25:00', to: '07:00', zone: 'Africa/Cairo' } }, '/quietHoursLocal/from'],
  ])('%o is refused at %s', async (safety, pointer) => {
    const { status, body } = await put(await api.open(), safety, 0);
    expect({ status, pointer: (body as Problem).errors?.[0]?.pointer }).toEqual({ status: 400, pointer });
  });

  test('is nobody’s business who may not know of the case', async () => {
    const head = await api.open();
    await api.act(head.id, 'triage', { priority: 'P2', category: 'other', reason: 'x', sensitivity: 'sealed' });
    expect((await api.send('officer', 'GET', pathOf(head))).status).toBe(404);
    const other = await api.open();
    expect((await api.send('officer', 'GET', `/v1/cases/${other.id}/contacts/cSOMEB0DYE1SE0000`)).status).toBe(404);
  });
});

describe('a call to somebody who must not be called', () => {
  const call = (head: HeadView, more: object = {}) =>
    api.send<Problem & HeadView>('officer', 'POST', `/v1/cases/${head.id}/calls`, {
      body: { contactId: head.reporters[0]!.contactId, direction: 'out', answered: true, text: 'x', ...more },
    });

  test.each(['never', 'only_text'])(
    '%s: refused with the reason; one that was made is recorded with its own',
    async (callBack) => {
      const head = await api.open();
      await put(head, { ...SAFE, callBack }, 0);
      const refused = await call(head);
      expect(refused).toMatchObject({ status: 409, body: { type: '/problems/contact-safety', why: callBack } });
      expect((await call(head, { direction: 'in' })).status).toBe(200);
      expect((await call(head, { despite: 'اتصلت بنا ثم انقطع الخط' })).status).toBe(200);
      const timeline = await api.send<{ items: { type: string; data: object }[] }>(
        'officer',
        'GET',
        `/v1/cases/${head.id}/timeline`,
      );
      expect(timeline.body.items.at(-1)).toMatchObject({
        type: 'call.logged',
        data: { despite: 'اتصلت بنا ثم انقطع الخط' },
      });
    },
  );
});

describe('who is behind a telephone number', () => {
  const search = async (phone: string, country?: string, role = 'officer') =>
    (
      await api.send<{ items: Match[] }>(role, 'POST', '/v1/contacts/search', {
        body: { phone, ...(country ? { country } : {}) },
      })
    ).body.items;

  test('whoever was logged with it, however it is typed, with what protects him', async () => {
    const head = await api.open({ reporter: { name: 'سلمى', phone: '0100 000 0777' } });
    await put(head, { ...SAFE, callBack: 'only_text' }, 0);
    for (const typed of ['+201000000777', '٠١٠٠٠٠٠٠٧٧٧', '00201000000777']) {
      expect(await search(typed)).toMatchObject([
        { case: head.id, contactId: head.reporters[0]!.contactId, name: 'سلمى', safety: { callBack: 'only_text' } },
      ]);
    }
    expect(await search('+201000000778')).toEqual([]);
    expect(await search('+201000000777', undefined, 'surge')).toEqual([]);
  });

  test('nothing of it stands in a URL, and a word is no number', async () => {
    const { status, body } = await api.send('officer', 'POST', '/v1/contacts/search', { body: { phone: '(((((((' } });
    expect({ status, pointer: body.errors?.[0]?.pointer }).toEqual({ status: 400, pointer: '/phone' });
  });
});

test('an answer may quote what the person wrote, and nothing else', async () => {
  const head = await api.open();
  const { contactId } = head.reporters[0]!;
  const send = (replyTo: string) =>
    api.send('officer', 'POST', `/v1/cases/${head.id}/messages`, { body: { contactId, text: 'x', replyTo } });
  for (const other of [`${head.id}.1`, `${head.id}.99`, 'ZZZZ-ZZZZ.2']) {
    expect((await send(other)).body.errors?.[0]).toMatchObject({ pointer: '/replyTo', code: 'unknown-message' });
  }
});

test('a post that the monitoring desk found stands on its case with its link and how it looked', async () => {
  const leave = await api.send<{ key: string }>('surge', 'POST', '/v1/uploads', { body: {} });
  expect(leave.status).toBe(201);
  const link = 'https://social.example/posts/1';
  const head = await api.open({ channel: 'monitoring', link, screenshot: leave.body.key });
  const { body } = await api.send<{ items: { type: string; data: object }[] }>(
    'officer',
    'GET',
    `/v1/cases/${head.id}/timeline`,
  );
  const found = body.items.find(({ type }) => type === 'message.received');
  expect(found?.data).toMatchObject({ channel: 'monitoring', link, media: [{ ref: leave.body.key }] });
  for (const other of [
    { channel: 'phone', link },
    { channel: 'monitoring', screenshot: 'quarantine/mail/x/0' },
  ]) {
    expect((await api.send('officer', 'POST', '/v1/cases', { body: { ...CALL, ...other } })).status).toBe(400);
  }
});
