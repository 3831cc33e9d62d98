import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type OutreachDeps, runOutreach } from '../../functions/outreach/outreach.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import type { EventData } from '../../shared/case/events.ts';
import { appendStream, type StreamStep } from '../../shared/ledger/execute.ts';
import type { Head } from '../../shared/ledger/store.ts';
import type { StreamName } from '../../shared/ledger/stream.ts';
import {
  approveBroadcast,
  approveNotice,
  draftNotice,
  type Notice,
  publishNotice,
  requestBroadcast,
} from '../../shared/notices/notice.ts';
import { noticeStream } from '../../shared/notices/vocabulary.ts';
import { changeContact, optOut } from '../../shared/people/contacts.ts';
import {
  approveAnswer,
  judge,
  linkCase,
  openRumour,
  proposeAnswer,
  type Rumour,
  sendAnswer,
  startCheck,
} from '../../shared/rumours/rumour.ts';
import { rumourStream } from '../../shared/rumours/vocabulary.ts';
import { opened } from '../storage/emulator.ts';
import { World } from './world.ts';

/** What goes to many, on real tables: once to each, whoever dies on the way. */
let world: World;
const RUN = { id: 'run', remainingMs: () => 50_000 };

beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  world = await World.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const deps = (): OutreachDeps => world.outbox;
const by = (id: string) => ({ actor: { kind: 'staff' as const, id }, now: world.now() });

async function step<State>(
  stream: StreamName,
  make: (head: Head<State>) => StreamStep<State> | Rejection,
): Promise<Head<State>> {
  const start = { id: '', version: 0, hash: '' } as Head<State>;
  const done = await appendStream<State>(world.room, stream, (head) => make(head ?? start), by('x'));
  if (done.outcome !== 'done') throw new Error(JSON.stringify(done));
  return done.head;
}

/** A case of somebody who writes by WhatsApp, as the intake would open it. */
async function caseOf(contactId: string, more: Partial<EventData['case.opened']> = {}): Promise<string> {
  const reporter = {
    contactId,
    channel: 'whatsapp' as const,
    relationship: 'self' as const,
    address: { scope: '100', id: `2499${contactId}` },
    heardAt: world.now(),
  };
  const { state } = await opened(
    world.room,
    { channel: 'whatsapp', reporter, country: 'SD', ...more },
    { actor: { kind: 'citizen', id: contactId }, now: world.now() },
  );
  return state.id;
}

async function sendingNotice(perMinute = 600): Promise<void> {
  const stream = noticeStream('n1');
  const content = {
    title: { ar: 'نقطة تجمع', en: 'Assembly point' },
    body: { ar: 'مدرسة الصداقة', en: 'Friendship school' },
    area: { countries: ['SD'] },
    severity: 'Severe' as const,
    urgency: 'Immediate' as const,
    certainty: 'Observed' as const,
    response: 'Evacuate' as const,
    category: 'Transport' as const,
    expires: '2026-12-31T00:00:00.000Z',
  };
  await step<Notice>(stream, () => draftNotice({ kind: 'assembly_point', content }, by('huda')));
  await step<Notice>(stream, ({ state }) => approveNotice(state, { number: 1 }, by('sami')));
  await step<Notice>(stream, ({ state, version }) => publishNotice(state, version, by('sami')));
  const ask = { audience: { countries: ['SD'] }, perMinute, estimate: 0 };
  await step<Notice>(stream, ({ state }) => requestBroadcast(state, ask, by('huda')));
  await step<Notice>(stream, ({ state }) => approveBroadcast(state, by('sami')));
}

const broadcast = async () => (await world.room.store.head<Notice>(noticeStream('n1')))?.state.broadcast;
const queued = (id: string) => world.eventsOf(id, 'message.queued');

test('a notice goes to the people of its area: once to each, by their rules, and its reach is told', async () => {
  const [one, two, abroad, gone] = [
    await caseOf('c1'),
    await caseOf('c2'),
    await caseOf('c3', { country: 'LY' }),
    await caseOf('c4'),
  ];
  // The same person on another case, and a case that few may know of.
  await caseOf('c1');
  await caseOf('c5', { sensitivity: 'restricted' });
  await changeContact(world.room, 'c4', optOut('whatsapp', 'word', world.now()), by('intake'));
  await sendingNotice();
  await runOutreach(deps(), RUN);

  expect(await broadcast()).toMatchObject({
    state: 'done',
    size: 4,
    at: 4,
    queued: 2,
    skipped: { opted_out: 1, told_elsewhere: 1 },
  });
  const [said] = await queued(one);
  const [again] = await queued(two);
  expect(again?.data).toMatchObject({ broadcast: 'n1.1', automatic: true, lang: 'ar' });
  expect(said?.data.text ?? again?.data.text).toContain('https://ops.example.eg/alerts/n1?lang=ar');
  for (const id of [abroad, gone]) expect(await queued(id)).toEqual([]);
  expect(await world.room.store.reach('n1.1')).toMatchObject({ queued: 2, delivered: 0 });

  await runOutreach(deps(), { ...RUN, id: 'again' });
  expect((await queued(two)).length).toBe(1);
});

test('a run that dies at any point is gone on with, and nobody gets it twice', { timeout: 60_000 }, async () => {
  const ids = [await caseOf('c1'), await caseOf('c2'), await caseOf('c3')];
  await sendingNotice();
  let runs = 0;
  for (let calls = 1; (await broadcast())?.state !== 'done'; calls += 2) {
    world.killAfter(calls);
    await runOutreach(deps(), { ...RUN, id: `run-${runs++}` }).catch(() => undefined);
    world.killAfter(Number.POSITIVE_INFINITY);
    // The lease of the dead one runs out.
    world.advance(2);
  }
  expect(runs).toBeGreaterThan(3);
  for (const id of ids) expect(await queued(id)).toHaveLength(1);
  expect(await broadcast()).toMatchObject({ queued: 3, skipped: {} });
});

test('its pace is kept from minute to minute, and a correction stops it', async () => {
  for (let n = 0; n < 5; n++) await caseOf(`c${n}`);
  await sendingNotice(2);
  await runOutreach(deps(), { ...RUN, id: 'first' });
  expect(await broadcast()).toMatchObject({ state: 'sending', at: 2, queued: 2 });
  await runOutreach(deps(), { ...RUN, id: 'second' });
  expect(await broadcast()).toMatchObject({ at: 4 });
  await step<Notice>(noticeStream('n1'), ({ state }) => ({
    events: [{ type: 'notice.published', data: {} }],
    state: { ...state, current: { ...state.current!, version: 2, msgType: 'Update' } },
  }));
  await runOutreach(deps(), { ...RUN, id: 'third' });
  expect(await broadcast()).toMatchObject({ at: 4 });
});

test('outside the window a template carries it; a case in English gets English', async () => {
  const old = await caseOf('c1', { language: 'en' });
  world.advance(24 * 60);
  await sendingNotice();
  await runOutreach(deps(), RUN);
  const [said] = await queued(old);
  expect(said?.data).toMatchObject({ template: 'room_notice', lang: 'en' });
  expect(said?.data.text).toMatch(/^Assembly point — Friendship school — https:[^\n]+lang=en$/);
});

test('the answer to a rumour goes to whoever asked, also to who asks later; its review is told once', async () => {
  const stream = rumourStream('r1');
  const [asker, later] = [await caseOf('c1'), await caseOf('c2')];
  const claim = { ar: 'المعبر مغلق', en: 'The crossing is closed' };
  const text = { ar: 'المعبر مفتوح', en: 'The crossing is open' };
  const reviewAt = new Date(Date.parse(world.now()) + 3_600_000).toISOString();
  await step<Rumour>(stream, () => openRumour({ claim }, by('huda')));
  await step<Rumour>(stream, ({ state }) => linkCase(state, { case: asker }, by('huda')));
  await step<Rumour>(stream, ({ state }) => startCheck(state, { authority: 'Embassy' }, by('huda')));
  await step<Rumour>(stream, ({ state }) => judge(state, { status: 'false', sources: ['s'], reviewAt }, by('huda')));
  await step<Rumour>(stream, ({ state }) => proposeAnswer(state, { text }, by('huda')));
  await step<Rumour>(stream, ({ state }) => approveAnswer(state, { version: 1 }, by('sami')));
  await runOutreach(deps(), RUN);
  expect(await queued(asker)).toEqual([]);

  await step<Rumour>(stream, ({ state }) => sendAnswer(state, { version: 1 }, by('sami')));
  await runOutreach(deps(), { ...RUN, id: 'a' });
  await step<Rumour>(stream, ({ state }) => linkCase(state, { case: later }, by('huda')));
  await runOutreach(deps(), { ...RUN, id: 'b' });
  await runOutreach(deps(), { ...RUN, id: 'c' });
  for (const id of [asker, later]) {
    expect((await queued(id)).map(({ data }) => [data.text, data.rumour])).toEqual([[text.ar, 'r1.1']]);
  }

  world.advance(90);
  await runOutreach(deps(), { ...RUN, id: 'd' });
  await runOutreach(deps(), { ...RUN, id: 'e' });
  const told = world.published.filter(({ type }) => type === 'opsroom.rumour.review-due.v1');
  expect(told.map(({ topic }) => topic)).toEqual(['rung-t1']);
  expect((await world.room.store.head<Rumour>(stream))?.state.review).toEqual({ since: reviewAt, told: true });
});
