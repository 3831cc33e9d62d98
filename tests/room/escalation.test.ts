import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, drain, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Escalations through the whole room: real templates, roles, streams, topics, filters, links. */

interface CloudEvent {
  id: string;
  type: string;
  data: { alertId: string; case: string; tier: number; link?: string; because: string };
}

interface Event {
  seq: number;
  type: string;
  at: string;
  data: Record<string, unknown>;
}

let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room?.stop());
beforeEach(() => room.clearFaults());

/** A P1 logged and triaged by an officer, and an agency asked. */
async function raise(
  agency = 'erc',
  ask = 'Ambulance to the nearest hospital',
): Promise<{ id: string; alertId: string }> {
  const reporter = { name: 'Shaimaa Elzanqalawy', phone: '+249912345678' };
  let head = await call<Head>(room, officer, 'POST', '/v1/cases', {
    channel: 'phone',
    reporter,
    text: 'Gunshot wound, four children',
    country: 'SD',
    city: 'Khartoum North',
  });
  const triage = { priority: 'P1', category: 'injury', reason: 'gunshot' };
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/triage`, triage, head);
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/escalations`, { agency, ask });
  return { id: head.id, alertId: head.escalations[0]!.alertId };
}

const timeline = async (id: string) =>
  (await call<{ items: Event[] }>(room, officer, 'GET', `/v1/cases/${id}/timeline?limit=200`)).items;

const ofType = async (id: string, type: string) => (await timeline(id)).filter((event) => event.type === type);

const inbox = async (agency: string) => (await drain(room, `agency-${agency}`)) as unknown as CloudEvent[];

/** Addresses that heard of a case by e-mail or SMS, in the order in which they did. */
const heard = (id: string) =>
  room.room.aws
    .deliveries()
    .filter(({ kind, protocol, body }) => kind === 'notification' && protocol !== 'sqs' && body.includes(id))
    .map(({ endpoint }) => endpoint);

const here = (link: string) => room.url + new URL(link).pathname;

const press = (link: string, fields: Record<string, string>) =>
  fetch(here(link), { method: 'POST', body: new URLSearchParams(fields) });

describe('A P1 that nobody answers', () => {
  it('reaches each tier at its minute and no tier before, then the room, up to the minister', async () => {
    const { id, alertId } = await raise();
    await room.settle();
    expect(new Set(heard(id))).toEqual(new Set(['ops@erc.example', '+201000084001']));
    expect((await inbox('erc')).map(({ type, data }) => [type, data.tier])).toEqual([
      ['opsroom.escalation.raised.v1', 1],
    ]);

    const walk: [string, string[]][] = [
      ['PT4M', []],
      ['PT1M', ['relief@erc.example', '+201000084002']],
      ['PT4M', []],
      ['PT1M', ['secretary@erc.example', 'supervisor@room.example', '+201000099001']],
      ['PT10M', ['director@room.example', '+201000099002']],
      ['PT20M', ['assistant-minister@room.example', '+201000099003']],
      ['PT20M', ['minister@room.example', '+201000099004']],
    ];
    for (const [duration, expected] of walk) {
      const before = heard(id).length;
      await room.advance(duration);
      expect(new Set(heard(id).slice(before)), `after ${duration}`).toEqual(new Set(expected));
    }

    const link = (await inbox('erc')).find(({ data }) => data.tier === 2)!.data.link!;
    const before = heard(id).length;
    expect((await press(link, { action: 'acknowledge', name: 'Mona', role: 'head of relief' })).status).toBe(200);
    await room.settle();
    const above = ['secretary@erc.example', 'supervisor@room.example', 'director@room.example'];
    expect(heard(id).slice(before)).toEqual(expect.arrayContaining(above));
    // The highest two hear it in their next digest, not by a message of its own.
    expect(heard(id).slice(before)).not.toContain('minister@room.example');
    await room.advance('PT16M');
    expect(heard(id).slice(before)).toEqual(
      expect.arrayContaining(['assistant-minister@room.example', 'minister@room.example']),
    );
    expect(heard(id).slice(before)).not.toContain('ops@erc.example');
    expect(await ofType(id, 'escalation.acknowledged')).toMatchObject([
      { data: { alertId, by: { name: 'Mona', role: 'head of relief' }, via: 'link', rung: 'a2' } },
    ]);
  });
});

describe('With SNS refusing everything for ten minutes', () => {
  it('every alert raised meanwhile goes out afterwards, once per id, and its case says when', async () => {
    await room.settle();
    room.fault({ kind: 'error', service: 'sns', operation: 'Publish' });
    const raised: { id: string; alertId: string }[] = [];
    for (let minute = 0; minute < 10; minute++) {
      if (minute < 3) raised.push(await raise('moh', `Ward ${minute}`));
      await room.room.advance('PT1M');
    }
    expect(await inbox('moh')).toEqual([]);
    room.clearFaults();
    await room.settle();
    await room.advance('PT1M');

    const published = await inbox('moh');
    expect(published.map(({ id }) => id)).toEqual([...new Set(published.map(({ id }) => id))]);
    for (const { id, alertId } of raised) {
      expect(published.filter((one) => one.id === alertId)).toHaveLength(1);
      const [sent] = await ofType(id, 'escalation.sent');
      const [event] = await ofType(id, 'escalation.raised');
      expect(sent?.data).toMatchObject({ alertId, revision: event?.seq });
      expect(Date.parse(sent!.at) - Date.parse(event!.at)).toBeGreaterThan(5 * 60_000);
    }
  });
});

describe('A relay that dies', () => {
  it('after any of its calls in turn loses no alert and records one outcome', async () => {
    await room.settle();
    for (let nth = 1; ; nth++) {
      let calls = 0;
      let died = false;
      const forget = room.onCall(async ({ caller, phase }) => {
        if (caller !== 'relay' || phase !== 'after' || died) return;
        calls += 1;
        if (calls < nth) return;
        died = true;
        await room.killWorker('relay');
        throw new Error('the worker is gone');
      });
      const { id, alertId } = await raise('moca', `Seats ${nth}`);
      await room.settle();
      forget();
      const ids = (await inbox('moca')).filter(({ data }) => data.case === id).map((one) => one.id);
      expect(new Set(ids), `killed after call ${nth}`).toEqual(new Set([alertId]));
      expect(await ofType(id, 'escalation.sent'), `killed after call ${nth}`).toHaveLength(1);
      if (!died) return expect(nth).toBeGreaterThan(5);
    }
  }, 120_000);
});

describe('Two sweeps at once', () => {
  it('come to one outcome', async () => {
    const { id } = await raise('nccm', 'A child alone at the station');
    await room.settle();
    await room.room.advance('PT5M');
    await Promise.all([room.invoke('clock', {}), room.invoke('clock', {})]);
    await room.settle();
    expect((await ofType(id, 'escalation.climbed')).map(({ data }) => data.rung)).toEqual(['a2']);
    expect(heard(id).filter((address) => address === 'secretary@nccm.example')).toHaveLength(1);
  });
});

describe('What leaves the room', () => {
  it('says nowhere who somebody is', async () => {
    await raise('mfa', 'Shaimaa (+249 912 345 678) waits at 12 Nile Street');
    await room.settle();
    const all = room.room.aws.deliveries().map(({ body, subject }) => `${subject} ${body}`);
    expect(all.length).toBeGreaterThan(10);
    for (const secret of ['Shaimaa', 'Elzanqalawy', '912345678', '912 345', 'Nile Street']) {
      expect(all.filter((text) => text.includes(secret))).toEqual([]);
      expect(room.logs().filter(({ line }) => line.includes(secret))).toEqual([]);
    }
  });
});
