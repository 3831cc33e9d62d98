import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../shared/case/evolve.ts';
import { isOpen, obligations } from '../../shared/case/obligations.ts';
import { sweep } from '../../shared/case/perform.ts';
import { OPEN_ESCALATION_STATES } from '../../shared/case/state.ts';
import { TRANSITIONS } from '../../shared/case/transitions.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { at, context, play, SYSTEM, steps } from './story.ts';

const RUNS = { numRuns: 400 };

test('the fold of the ledger is the state that the commands left', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const { state, events } = play(story);
      expect(fold(events)).toEqual(state);
    }),
    RUNS,
  );
});

test('seq has no gaps and time never runs backwards', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const { events } = play(story);
      events.forEach((event, index) => {
        expect(event.seq).toBe(index + 1);
        expect(event.at >= (events[index - 1]?.at ?? '')).toBe(true);
      });
    }),
    RUNS,
  );
});

test('no sequence of commands makes a move that the transition lists do not have', () => {
  const allowed = new Set(TRANSITIONS.map(({ from, to }) => `${from}>${to}`));
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (before, { state }) => {
        if (before.status !== state.status) expect(allowed).toContain(`${before.status}>${state.status}`);
      });
    }),
    RUNS,
  );
});

test('every open case has a next due instant, and an owner once somebody works on it', () => {
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (_before, { state }) => {
        const { urgentAt } = obligations(state, [DEFAULT_POLICY]);
        expect(urgentAt !== undefined).toBe(isOpen(state.status));
        if (['awaiting_reporter', 'awaiting_agency', 'awaiting_movement'].includes(state.status)) {
          expect(state.owner).toBeTruthy();
        }
      });
    }),
    RUNS,
  );
});

test('nobody ends a case while an agency is asked or a promise is open', () => {
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (before, { state }) => {
        if (!isOpen(before.status) || isOpen(state.status)) return;
        expect(before.escalations.some((escalation) => OPEN_ESCALATION_STATES.includes(escalation.state))).toBe(false);
        expect(before.promises.some((promise) => promise.status === 'pending')).toBe(false);
      });
    }),
    RUNS,
  );
});

test('a priority set by staff is lowered only by a supervisor', () => {
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (before, { state, events }) => {
        if (state.priority <= before.priority || !before.priorityByStaff) return;
        // Taken apart again, a case has what it would have alone (undo.test.ts), which is no less than staff set for it.
        if (events.some((event) => event.type === 'case.unmerged')) return;
        expect(events.find((event) => event.type === 'case.triaged')?.actor.role).toBe('supervisor');
      });
    }),
    RUNS,
  );
});

/** Intents are carried out by others than the sweep. */
const NOTHING_OPEN = { alerts: [], outbox: [], owed: [], attachments: [] };

test('a sweep leaves nothing due: wakeAt lies ahead, but for what is still to be carried out', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 6000 }), (story, later) => {
      const { state, now } = play(story);
      const then = at(later, now);
      const swept = sweep(state, context(SYSTEM, then)).state;
      const { wakeAt } = obligations({ ...swept, ...NOTHING_OPEN }, [DEFAULT_POLICY]);
      if (wakeAt) expect(wakeAt > then).toBe(true);
    }),
    RUNS,
  );
});

test('sweeping again at the same instant changes nothing', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 6000 }), (story, later) => {
      const { state, now } = play(story);
      const once = sweep(state, context(SYSTEM, at(later, now)));
      expect(sweep(once.state, context(SYSTEM, at(later, now))).events).toEqual([]);
    }),
    RUNS,
  );
});

test('a late stop never erases a breach: what ran past its target is in the ledger', () => {
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (before, { events }, now) => {
        const late = obligations(before, [DEFAULT_POLICY]).clocks.filter(
          (clock) =>
            isOpen(before.status) && !clock.stoppedAt && !clock.breachedAt && clock.dueAt && clock.dueAt <= now,
        );
        const recorded = events.flatMap((event) => (event.type === 'clock.breached' ? [event.data.key] : []));
        expect(recorded).toEqual(expect.arrayContaining(late.map((clock) => clock.key)));
      });
    }),
    RUNS,
  );
});

test('no rung is climbed twice, and none after the agency is out of it', () => {
  fc.assert(
    fc.property(steps, (story) => {
      play(story, (before, { state, events }) => {
        for (const escalation of state.escalations)
          expect(new Set(escalation.reached).size).toBe(escalation.reached.length);
        for (const event of events) {
          if (event.type !== 'escalation.climbed') continue;
          expect(before.escalations.find((known) => known.alertId === event.data.alertId)?.closedAt).toBeUndefined();
        }
      });
    }),
    RUNS,
  );
});
