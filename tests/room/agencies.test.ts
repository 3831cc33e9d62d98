import { UnsubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Whether an agency can be relied upon, found out before it is needed: through the whole room. */

interface Agency {
  state: string;
  proved: number[];
  red?: string[];
  faults?: { channel: string; fault: string }[];
  lastDrillAt?: string;
  lastDrillResult?: string;
  version: number;
}

interface CloudEvent {
  type: string;
  data: { agency: string; tier: number; status?: string; link: string };
}

let room: TestRoom;
let admin: string;
let supervisor: string;

beforeAll(async () => {
  room = await startTestRoom();
  [admin, supervisor] = await Promise.all([room.token('admin'), room.token('supervisor')]);
});
afterAll(() => room?.stop());

// A token does not outlive the week.
const agency = async (id: string) => call<Agency>(room, await room.token('admin'), 'GET', `/v1/agencies/${id}`);
const inbox = async (id: string) => (await drain(room, `agency-${id}`)) as unknown as CloudEvent[];

const press = (link: string, fields: Record<string, string>) =>
  fetch(room.url + new URL(link).pathname, { method: 'POST', body: new URLSearchParams(fields) });
const MONA = { name: 'منى', role: 'مناوبة' };

/** What reached the shift supervisor of an agency. */
const toSupervisor = (id: string) =>
  room.room.aws
    .deliveries()
    .filter(({ endpoint, subject }) => endpoint === 'supervisor@room.example' && subject?.startsWith(`${id}:`))
    .map(({ subject }) => subject);

const TIERS = [
  {
    role: { ar: 'مناوب', en: 'Duty' },
    contacts: [{ channel: 'sms', address: '+201000011001' }],
  },
  {
    role: { ar: 'رئيس', en: 'Head' },
    contacts: [{ channel: 'email', address: 'head@mot.example' }],
  },
];

describe('A new agency', () => {
  it('is ready only when every subscription is confirmed and every tier has answered its test', async () => {
    const name = { ar: 'وزارة النقل', en: 'Ministry of Transport' };
    const added = await call<Agency>(room, admin, 'PUT', '/v1/agencies/mot', { name, tiers: TIERS });
    expect(added).toMatchObject({ state: 'unproved', proved: [] });
    await room.settle();
    const tests = () =>
      room.room.aws
        .deliveries()
        .filter(({ attributes }) => attributes.agency === 'mot' && attributes.kind === 'test')
        .map(({ endpoint, body }) => ({ endpoint, link: /https?:\S+/.exec(body)![0] }));
    // The e-mail's owner has not confirmed yet, so only the telephone rang.
    expect(tests().map(({ endpoint }) => endpoint)).toEqual(['+201000011001']);
    const { link } = tests()[0]!;
    const shown = await (await fetch(room.url + new URL(link).pathname)).text();
    expect(shown).toContain('There is no case');
    expect(await agency('mot')).toMatchObject({ proved: [] });
    expect((await press(link, { name: '', role: 'x' })).status).toBe(400);
    expect((await press(link, MONA)).status).toBe(200);
    expect(await agency('mot')).toMatchObject({ state: 'unproved', proved: [1] });

    // An hour later the e-mail is still pending.
    await room.advance('PT61M');
    expect(await agency('mot')).toMatchObject({
      state: 'red',
      red: ['subscriptions'],
      faults: [{ channel: 'email', address: 'head@mot.example', fault: 'pending' }],
    });
    expect(toSupervisor('mot')).toEqual(['mot: cannot be relied upon, telephone them']);

    for (const { token, endpoint } of room.room.aws.deliveries())
      if (token && endpoint === 'head@mot.example') await room.room.aws.confirmSubscription(token);
    await call(room, supervisor, 'POST', '/v1/agencies/mot/drill', {});
    await room.settle();
    const drills = room.room.aws
      .deliveries()
      .filter(({ attributes }) => attributes.agency === 'mot' && attributes.kind === 'exercise');
    expect(new Set(drills.map(({ endpoint }) => endpoint))).toEqual(new Set(['+201000011001', 'head@mot.example']));
    for (const { body } of drills) expect((await press(/https?:\S+/.exec(body)![0], MONA)).status).toBe(200);
    await room.advance('PT61M');
    expect(await agency('mot')).toMatchObject({ state: 'ready', proved: [1, 2], lastDrillResult: 'answered' });
    expect(toSupervisor('mot')).toEqual(['mot: cannot be relied upon, telephone them', 'mot: recovered']);
  });

  it('costs an administrator no version when somebody answers meanwhile', async () => {
    const before = await agency('mot');
    const { state: _state, proved: _proved, version, ...body } = before as unknown as Record<string, unknown>;
    for (const name of ['id', 'clientId', 'lastDrillAt', 'lastDrillResult', 'faults', 'red']) delete body[name];
    await call(room, supervisor, 'POST', '/v1/agencies/mot/drill', {});
    await room.settle();
    const changed = await call<Head>(
      room,
      admin,
      'PUT',
      '/v1/agencies/mot',
      { ...body, hours: '08:00-20:00' },
      before as unknown as Head,
    );
    expect(changed).toMatchObject({ hours: '08:00-20:00', version: Number(version) + 1, proved: [1, 2] });
  });
});

describe('The seeded agencies', () => {
  it('are ready, and their queues are empty', async () => {
    for (const id of ['mfa', 'emb-sd', 'erc', 'moh', 'moca', 'nccm']) {
      expect(await agency(id), id).toMatchObject({ state: 'ready' });
      expect(await inbox(id)).toEqual([]);
    }
  });
});

describe('A subscription that is gone', () => {
  it('makes its agency red within the hour, and what is raised to it goes to the supervisor at once', async () => {
    const gone = room.room.aws.subscriptions().find(({ endpoint }) => endpoint === 'relief@erc.example');
    await room.aws.sns.send(new UnsubscribeCommand({ SubscriptionArn: gone!.arn }));
    await room.advance('PT61M');
    expect(await agency('erc')).toMatchObject({
      state: 'red',
      faults: [{ channel: 'email', address: 'relief@erc.example', fault: 'gone' }],
    });
    expect(toSupervisor('erc')).toEqual(['erc: cannot be relied upon, telephone them']);

    const officer = await room.token('officer');
    let head = await call<Head>(room, officer, 'POST', '/v1/cases', {
      channel: 'phone',
      reporter: { phone: '+249912345678' },
      text: 'Gunshot wound',
      country: 'SD',
    });
    const triage = { priority: 'P1', category: 'injury', reason: 'gunshot' };
    head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/triage`, triage, head);
    // The officer sees it where the agency is chosen.
    expect(await call(room, officer, 'GET', `/v1/cases/${head.id}/routes`)).toMatchObject({
      routes: [
        { agency: 'erc', role: 'primary', state: 'red' },
        { agency: 'moh', role: 'primary', state: 'ready' },
        { agency: 'emb-sd', role: 'copy' },
      ],
      toSupervisor: false,
    });
    await call(room, officer, 'POST', `/v1/cases/${head.id}/escalations`, { agency: 'erc', ask: 'Ambulance' });
    await room.settle();
    const heard = room.room.aws
      .deliveries()
      .filter(({ body }) => body.includes(head.id))
      .map(({ endpoint }) => endpoint);
    expect(heard).toEqual(expect.arrayContaining(['ops@erc.example', 'supervisor@room.example']));
  });
});

describe('Every week', () => {
  it('each agency is drilled by itself, in words that nobody takes for an alert', async () => {
    await inbox('moh');
    await room.advance('P7D');
    const drills = (await inbox('moh')).filter(({ data }) => data.status === 'Exercise');
    expect(drills.map(({ type, data }) => [type, data.tier])).toEqual([
      ['opsroom.agency.exercise.v1', 1],
      ['opsroom.agency.exercise.v1', 2],
      ['opsroom.agency.exercise.v1', 3],
    ]);
    const texts = room.room.aws.deliveries().filter(({ attributes }) => attributes.kind === 'exercise');
    for (const { protocol, body } of texts) {
      expect(body).toMatch(/تمرين|EXERCISE/);
      if (protocol === 'sms') expect(body.length).toBeLessThanOrEqual(134);
    }
    // Nobody answers for an hour.
    await room.advance('PT61M');
    expect(await agency('moh')).toMatchObject({ state: 'red', red: ['drill'], lastDrillResult: 'silent' });
    // One of its tiers is late, which is better than never.
    expect((await press(drills[0]!.data.link, MONA)).status).toBe(200);
    await room.settle();
    expect((await agency('moh')).red).toBeUndefined();
    expect(toSupervisor('moh')).toEqual(['moh: cannot be relied upon, telephone them', 'moh: recovered']);
  });
});
