import { describe, expect, test } from 'vitest';
import * as commands from '../../shared/case/commands/index.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { sweep } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Priority } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { AGENCY, apply, at, atWork, context, OFFICER, opened, SYSTEM, T0 } from './story.ts';

const by = { name: 'Mona', role: 'duty officer' };

/** Raised at minute 2 in `atWork`: the table of d.3 counts from there. */
const RAISED = 2;

function sweepEachMinute(state: CaseState, from: number, to: number) {
  const climbed: [number, string][] = [];
  let now = state;
  for (let minute = from; minute <= to; minute++) {
    const outcome = sweep(now, context(SYSTEM, at(minute)));
    for (const event of outcome.events) {
      if (event.type === 'escalation.climbed' && event.data.told) climbed.push([minute - RAISED, event.data.rung]);
    }
    now = outcome.state;
  }
  return { state: now, climbed };
}

describe('the table of d.3, to the minute', () => {
  const table: Record<Priority, [number, string][]> = {
    P1: [
      [5, 'a2'],
      [10, 'a3'],
      [10, 't1'],
      [20, 't2'],
      [40, 't3'],
      [60, 't4'],
    ],
    P2: [
      [15, 'a2'],
      [30, 'a3'],
      [30, 't1'],
      [60, 't2'],
      [180, 't3'],
      [360, 't4'],
    ],
    P3: [
      [60, 'a2'],
      [120, 'a3'],
      [120, 't1'],
      [360, 't2'],
      [1440, 't3'],
    ],
    P4: [
      [480, 'a2'],
      [1440, 'a3'],
      [1440, 't1'],
      [2880, 't2'],
    ],
  };
  test.each(Object.entries(table) as [Priority, [number, string][]][])('%s', (priority, expected) => {
    const { state } = atWork(priority);
    expect(sweepEachMinute(state, RAISED, RAISED + 3000).climbed).toEqual(expected);
  });

  test('an agency with one tier is not climbed within, the room is', () => {
    expect(sweepEachMinute(atWork('P1', 1).state, RAISED, 70).climbed.map(([, rung]) => rung)).toEqual([
      't1',
      't2',
      't3',
      't4',
    ]);
  });
});

test('after three hours of outage each level is recorded once, and only the present ones are told', () => {
  const { state } = atWork('P1');
  const { events } = sweep(state, context(SYSTEM, at(182)));
  const climbed = events.flatMap((event) => (event.type === 'escalation.climbed' ? [event.data] : []));
  expect(climbed.map(({ rung, told }) => [rung, told])).toEqual([
    ['a2', false],
    ['a3', true],
    ['t1', false],
    ['t2', false],
    ['t3', false],
    ['t4', true],
  ]);
  expect(climbed[0]).toMatchObject({ dueAt: at(RAISED + 5), lateBySeconds: 175 * 60 });
  const breaches = events.flatMap((event) => (event.type === 'clock.breached' ? [event.data.key] : []));
  expect(new Set(breaches).size).toBe(breaches.length);
});

test('an acknowledgement stops the ladder and tells everybody above', () => {
  const { state, alertId } = atWork('P1');
  const climbed = sweepEachMinute(state, RAISED, 22).state;
  const acknowledged = apply(climbed, commands.acknowledge, { alertId, by, via: 'link', rung: 'a1' }, AGENCY, at(23));
  expect(acknowledged.alerts.at(-1)).toMatchObject({ alertId });
  const told = climbed.escalations[0]!.told;
  expect(told).toEqual(['a1', 'a2', 'a3', 't1', 't2']);
  expect(sweepEachMinute(acknowledged, 24, 70).climbed).toEqual([]);
});

test('a second acknowledgement, and a late one, are recorded and change nothing', () => {
  const { state, alertId } = atWork('P1');
  const first = apply(state, commands.acknowledge, { alertId, by, via: 'link', rung: 'a1' }, AGENCY, at(3));
  const second = apply(first, commands.acknowledge, { alertId, by, via: 'link', rung: 'a2' }, AGENCY, at(4));
  expect(second.escalations[0]?.ack).toEqual(first.escalations[0]?.ack);
  expect(second.alerts).toEqual(first.alerts);
  const done = apply(second, commands.complete, { alertId, by, via: 'api', text: 'done' }, AGENCY, at(5));
  const late = apply(done, commands.acknowledge, { alertId, by, via: 'reply' }, AGENCY, at(5));
  expect(late.escalations[0]?.state).toBe('completed');
});

test('an acknowledgement without a plan expires: its tier is asked once more, then climbing goes on above', () => {
  const { state, alertId } = atWork('P1');
  const climbed = sweepEachMinute(state, RAISED, 22).state;
  const acknowledged = apply(climbed, commands.acknowledge, { alertId, by, via: 'reply', rung: 'a1' }, AGENCY, at(27));
  const expired = sweep(acknowledged, context(SYSTEM, at(87)));
  expect(expired.events.find((event) => event.type === 'escalation.ack-expired')?.data).toMatchObject({ rung: 'a1' });
  const { climbed: later } = sweepEachMinute(expired.state, 88, 200);
  // t2 was reached before: one step of 5 minutes, then t3, then t4 with their distance.
  expect(later).toEqual([
    [90, 't3'],
    [110, 't4'],
  ]);
});

test('an accepted request with an ETA does not expire', () => {
  const { state, alertId } = atWork('P1');
  const accepted = apply(state, commands.accept, { alertId, by, via: 'api', eta: at(300) }, AGENCY, at(4));
  expect(sweepEachMinute(accepted, 5, 400).climbed).toEqual([]);
  const asked = sweep(accepted, context(SYSTEM, at(400))).events.filter(
    (event) => event.type === 'escalation.ack-expired',
  );
  expect(asked).toEqual([]);
});

test('where SNS refuses for good, the shift supervisor hears of it at once', () => {
  const { state } = atWork('P1');
  const raised = apply(
    state,
    commands.raiseEscalation,
    { agency: { id: 'moh', tiers: 1 }, ask: 'bed' },
    OFFICER,
    at(3),
  );
  const alert = raised.alerts.at(-1)!;
  const failed = apply(
    raised,
    commands.alertFailed,
    { alertId: alert.alertId, revision: alert.seq, rungs: ['a1'], reason: 'NotFound' },
    SYSTEM,
    at(3),
  );
  expect(failed.escalations.at(-1)).toMatchObject({ state: 'failed', told: ['a1', 't1'] });
  expect(failed.alerts).toHaveLength(1);
});

describe('clocks', () => {
  test('a new priority counts from the original start and is breached at once where that is past', () => {
    const { state } = atWork('P3');
    const raised = apply(
      state,
      commands.triage,
      { priority: 'P1', category: 'injury', reason: 'worse' },
      OFFICER,
      at(30),
    );
    expect(raised.breaches.first_human_response).toBe(at(5));
  });

  test('P1 and P2 never pause; P3 does, but for no longer than its own target', () => {
    const { state } = atWork('P3');
    let waiting = apply(
      state,
      commands.logCall,
      { contactId: 'c-1', direction: 'out', answered: true, text: 'x' },
      OFFICER,
      at(3),
    );
    waiting = apply(waiting, commands.awaitNext, { on: 'reporter', text: 'which flat?' }, OFFICER, at(4));
    const due = (s: CaseState) =>
      obligations(s, [DEFAULT_POLICY]).clocks.find((clock) => clock.name === 'keep_in_loop')?.dueAt;
    expect(due(waiting)).toBe(at(3 + 24 * 60));
    const hurried = apply(
      waiting,
      commands.triage,
      { priority: 'P1', category: 'injury', reason: 'worse' },
      OFFICER,
      at(5),
    );
    expect(due(hurried)).toBe(at(3 + 60));
  });

  test('a trapped P3 that nobody hears from rises after twelve hours, once (R17)', () => {
    const trapped = opened(T0, { priority: 'P3', category: 'trapped_basic_needs' }).state;
    expect(sweep(trapped, context(SYSTEM, at(719))).state.priority).toBe('P3');
    const risen = sweep(trapped, context(SYSTEM, at(720)));
    expect(risen.state).toMatchObject({ priority: 'P2', priorityByStaff: false });
    expect(sweep(risen.state, context(SYSTEM, at(3000))).state.priority).toBe('P2');
  });

  test('a reopened case counts on from its reopening', () => {
    let { state } = atWork('P1', 1);
    const { alertId } = state.escalations[0]!;
    state = apply(state, commands.standDown, { alertId, reason: 'met' }, OFFICER, at(3));
    const ending = { code: 'need_met_in_place', text: 't', verifiedBy: 'v', verifiedHow: 'document' } as const;
    state = apply(state, commands.resolve, ending, OFFICER, at(4));
    state = apply(state, commands.reopen, { reason: 'again' }, OFFICER, at(1000));
    const response = obligations(state, [DEFAULT_POLICY]).clocks.find((clock) => clock.name === 'first_human_response');
    expect(response).toMatchObject({ startedAt: at(1000), dueAt: at(1005) });
  });

  test('a resolved case closes after 72 hours, not before', () => {
    let { state } = atWork('P1', 1);
    state = apply(state, commands.standDown, { alertId: state.escalations[0]!.alertId, reason: 'met' }, OFFICER, at(3));
    const ending = { code: 'need_met_in_place', text: 't', verifiedBy: 'v', verifiedHow: 'document' } as const;
    state = apply(state, commands.resolve, ending, OFFICER, at(4));
    expect(sweep(state, context(SYSTEM, at(4 + 72 * 60 - 1))).state.status).toBe('resolved');
    expect(sweep(state, context(SYSTEM, at(4 + 72 * 60))).state).toMatchObject({
      status: 'closed',
      closedAt: at(4 + 72 * 60),
    });
  });
});
