/**
 * A crisis that never was: some thousand cases over two weeks, played by the room's own rules in memory. What happens is drawn from a seeded
 * generator: storms of calls, hours in which no sweep ran or the queue stood still, cases merged, undone, reopened, answered late or never.
 */
import * as commands from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { Actor, CaseEvent } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { type Outcome, openCase, perform, sweep } from '../../shared/case/perform.ts';
import { type CaseState, OPEN_ESCALATION_STATES } from '../../shared/case/state.ts';
import {
  CATEGORIES,
  type Channel,
  GRADES,
  INVALID_REASONS,
  NEED_KINDS,
  PRIORITIES,
  RESOLUTION_CODES,
  SAFETY_STATUSES,
  VERIFIED_HOW,
  VULNERABILITIES,
} from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';

export const BEGIN = Date.parse('2023-04-15T06:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const END = BEGIN + 14 * DAY;

/** Hours in which the sweep did not run; in the second one messages waited in the queue, too. */
const OUTAGES = [
  { from: BEGIN + 3 * DAY + 2 * HOUR, to: BEGIN + 3 * DAY + 5 * HOUR, queue: false },
  { from: BEGIN + 9 * DAY, to: BEGIN + 9 * DAY + 90 * MINUTE, queue: true },
];

/** Hours in which many write at once. */
const STORMS = [BEGIN + 1 * DAY + 20 * HOUR, BEGIN + 6 * DAY + 7 * HOUR];

const OFFICERS = ['huda', 'omar', 'salma', 'tarek', 'nour', 'yasmin'];
const AGENCIES = ['mfa', 'emb-sd', 'erc', 'moh', 'moca'];
const CHANNELS: readonly Channel[] = [
  'whatsapp',
  'whatsapp',
  'whatsapp',
  'telegram',
  'messenger',
  'sms',
  'web',
  'phone',
];
const COUNTRIES = ['SD', 'SD', 'SD', 'LY', 'UA'];
const PLACES = ['Khartoum', 'Omdurman', 'Port Sudan', 'Tripoli', 'Kyiv'];
const LANGUAGES = ['ar', 'ar', 'ar', 'ar-Latn', 'en'];

const officer = (id: string): Actor => ({ kind: 'staff', id, role: 'officer' });
const SUPERVISOR: Actor = { kind: 'staff', id: 'samir', role: 'supervisor' };
const SYSTEM: Actor = { kind: 'system', id: 'clock' };
const CITIZEN: Actor = { kind: 'citizen', id: 'c-1' };

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Play = (state: CaseState, now: number) => Outcome | { rejected: string };

class Story {
  events: CaseEvent[] = [];
  state!: CaseState;
  /** What is still to happen, unsorted. */
  private readonly agenda: { at: number; play: Play }[] = [];
  now = 0;

  later(at: number, play: Play): void {
    this.agenda.push({ at: Math.round(at), play });
  }

  take(outcome: Outcome | { rejected: string }): boolean {
    if ('rejected' in outcome) return false;
    this.events.push(...outcome.events);
    this.state = outcome.state;
    return outcome.events.length > 0;
  }

  next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.agenda.map(({ at }) => at));
  }

  step(): void {
    const at = this.next();
    const index = this.agenda.findIndex((each) => each.at === at);
    const [entry] = this.agenda.splice(index, 1);
    this.now = Math.max(this.now + 1, at);
    this.take(entry!.play(this.state, this.now));
  }
}

/** The minute at which a sweep first finds what is due then. */
function swept(due: number): number {
  const at = Math.ceil((due + 1) / MINUTE) * MINUTE;
  const outage = OUTAGES.find(({ from, to }) => at >= from && at < to);
  return outage ? outage.to : at;
}

/** Plays a crisis of so many cases; the same seed plays the same one. */
export function crisis(cases: number, seed: number): CaseEvent[][] {
  const random = generator(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  /** Mostly short, sometimes very long. */
  const wait = (mean: number) => -Math.log(1 - random()) * mean;
  const context = (actor: Actor, now: number) => ({
    actor,
    now: new Date(now).toISOString(),
    policies: [DEFAULT_POLICY],
  });
  const doing =
    <I>(command: Command<I>, actor: Actor, input: (state: CaseState, now: number) => I): Play =>
    (state, now) =>
      perform(state, command, input(state, now), context(actor, now));

  const stories: Story[] = [];
  const merges: { source: number; target: number; at: number; undone?: number }[] = [];

  for (let index = 0; index < cases; index++) {
    const story = new Story();
    stories.push(story);
    const id = `C${String(index).padStart(7, '0')}`;
    const written = chance(0.25) ? pick(STORMS) + random() * HOUR : BEGIN + random() * 14 * DAY;
    const outage = OUTAGES.find(({ from, to, queue }) => queue && written >= from && written < to);
    const received = Math.floor(written);
    const opened = Math.floor(outage ? outage.to + random() * 5 * MINUTE : written + 200 + random() * 4000);
    const channel = pick(CHANNELS);
    const byStaff = channel === 'phone';
    const opener = byStaff ? officer(pick(OFFICERS)) : CITIZEN;
    const priority = pick(PRIORITIES);
    const category = pick(CATEGORIES);
    const reporter = {
      contactId: 'c-1',
      channel,
      relationship: pick(['self', 'parent', 'sibling'] as const),
      ...(byStaff || channel === 'web' ? { phone: '+2010' } : { address: { scope: 's', id: String(index) } }),
    };
    const say = (at: number, contactId: string) =>
      doing(commands.receiveMessage, CITIZEN, (_state, now) => ({
        message: {
          channel,
          providerMessageId: `m.${at}`,
          contactId,
          kind: 'text' as const,
          text: 'x',
          receivedAt: new Date(Math.min(now, at)).toISOString(),
        },
        reporter: { ...reporter, contactId },
        ...(chance(0.1)
          ? {
              suggestion: {
                priority: pick(PRIORITIES),
                category,
                needs: [],
                rules: [],
                reasons: [],
                people: {},
                lang: 'ar',
              },
            }
          : {}),
      }));

    const start = openCase(
      id,
      {
        channel,
        reporter,
        priority,
        reasons: [],
        category,
        ...(chance(0.8) ? { crisis: 'sd23' } : {}),
        country: pick(COUNTRIES),
        place: pick(PLACES),
        language: pick(LANGUAGES),
        summary: 'x',
        ...(chance(0.5) ? { occurredAt: new Date(received - Math.floor(wait(10 * HOUR))).toISOString() } : {}),
      },
      context(opener, opened),
    );
    story.take(start);
    story.now = opened;
    // In one breath with the opening, as intake does it: the same instant.
    if (!byStaff) story.take(say(received, 'c-1')(story.state, opened));

    const owner = pick(OFFICERS);
    const me = officer(owner);
    const triaged = opened + wait(12 * MINUTE);
    if (chance(0.93)) {
      story.later(
        triaged,
        doing(commands.triage, SUPERVISOR, () => ({
          priority: chance(0.7) ? priority : pick(PRIORITIES),
          category: chance(0.8) ? category : pick(CATEGORIES),
          reason: 'r',
          needs: chance(0.5) ? [pick(NEED_KINDS)] : [],
          ...(chance(0.1) ? { country: pick(COUNTRIES), city: pick(PLACES) } : {}),
        })),
      );
      story.later(
        triaged + wait(10 * MINUTE),
        doing(commands.assign, me, () => ({ owner })),
      );
    }
    if (chance(0.05)) {
      story.later(
        triaged + wait(HOUR),
        doing(commands.triage, SUPERVISOR, () => ({ priority: pick(PRIORITIES), category, reason: 'again' })),
      );
    }
    // What the room says, again and again; some hear nothing.
    const silent = chance(0.12);
    let spoken = triaged;
    for (let word = 0; !silent && word < 1 + Math.floor(random() * 5); word++) {
      spoken += wait(word === 0 ? 20 * MINUTE : 5 * HOUR);
      story.later(
        spoken,
        chance(0.3)
          ? doing(commands.logCall, me, () => ({
              contactId: 'c-1',
              direction: chance(0.7) ? ('out' as const) : ('in' as const),
              answered: chance(0.7),
              text: 'x',
            }))
          : doing(commands.sendMessage, me, () => ({ contactId: 'c-1', text: 'x' })),
      );
    }
    for (let more = 0; more < Math.floor(random() * 4); more++) {
      const at = Math.floor(received + wait(12 * HOUR));
      const late = OUTAGES.find(({ from, to, queue }) => queue && at >= from && at < to);
      story.later(late ? late.to : at + 500, say(at, chance(0.8) ? 'c-1' : 'c-2'));
    }
    if (chance(0.3)) {
      story.later(
        triaged + wait(2 * HOUR),
        doing(commands.awaitNext, me, () => ({ on: 'reporter' as const, text: 'x?' })),
      );
    }
    // People and what they need.
    for (let person = 0; person < Math.floor(random() * 4); person++) {
      const at = triaged + wait(HOUR);
      story.later(
        at,
        doing(commands.addPerson, me, () => ({
          ...(chance(0.8) ? { age: Math.floor(random() * 80) } : {}),
          ...(chance(0.9) ? { sex: pick(['female', 'male'] as const) } : {}),
          ...(chance(0.3) ? { vulnerabilities: [pick(VULNERABILITIES)] } : {}),
        })),
      );
      for (let change = 0; change < Math.floor(random() * 4); change++) {
        story.later(
          at + wait(30 * HOUR),
          doing(commands.changePerson, me, (state) => ({
            personId: pick(state.persons)?.personId ?? '',
            safety: { status: pick(SAFETY_STATUSES), grade: pick(GRADES) },
          })),
        );
      }
    }
    if (chance(0.3)) {
      story.later(
        triaged + wait(3 * HOUR),
        doing(commands.addNeed, me, () => ({ kind: pick(NEED_KINDS) })),
      );
      story.later(
        triaged + wait(20 * HOUR),
        doing(commands.changeNeed, me, (state) => ({
          needId: pick(state.needs)?.needId ?? '',
          status: pick(['met', 'partially_met', 'cancelled', 'unmeetable'] as const),
          reason: 'r',
        })),
      );
    }
    if (chance(0.3)) {
      const at = triaged + wait(4 * HOUR);
      story.later(
        at,
        doing(commands.makePromise, me, (_state, now) => ({
          contactId: 'c-1',
          text: 'x',
          dueAt: new Date(Math.floor(now + MINUTE + wait(8 * HOUR))).toISOString(),
        })),
      );
      if (chance(0.3)) {
        story.later(
          at + wait(6 * HOUR),
          doing(commands.movePromise, me, (state, now) => ({
            promiseId: pick(state.promises)?.promiseId ?? '',
            dueAt: new Date(Math.floor(now + wait(9 * HOUR) + MINUTE)).toISOString(),
          })),
        );
      }
      story.later(
        at + wait(8 * HOUR),
        doing(commands.keepPromise, me, (state) => ({ promiseId: pick(state.promises)?.promiseId ?? '' })),
      );
    }
    // Agencies: most answer, some late, some never, some ask or decline.
    for (let asked = 0; asked < (chance(0.45) ? 1 + Math.floor(random() * 2) : 0); asked++) {
      const agency = pick(AGENCIES);
      const raised = triaged + wait(HOUR);
      story.later(
        raised,
        doing(commands.raiseEscalation, me, () => ({
          agency: { id: agency, tiers: 1 + Math.floor(random() * 4) },
          ask: `a${asked}`,
        })),
      );
      const by = { name: 'Mona', role: 'duty officer' };
      const alertId = (state: CaseState) =>
        (chance(0.9)
          ? state.escalations.find((each) => OPEN_ESCALATION_STATES.includes(each.state))
          : pick(state.escalations)
        )?.alertId ?? '';
      const answers: Play[] = [
        doing(commands.acknowledge, CITIZEN, (state) => ({
          alertId: alertId(state),
          by,
          via: 'link' as const,
          rung: pick(['a1', 'a2', 'a3'] as const),
        })),
        doing(commands.accept, CITIZEN, (state) => ({ alertId: alertId(state), by, via: 'api' as const })),
        doing(commands.decline, CITIZEN, (state) => ({
          alertId: alertId(state),
          by,
          via: 'api' as const,
          reason: 'r',
        })),
        doing(commands.complete, CITIZEN, (state) => ({ alertId: alertId(state), by, via: 'api' as const, text: 'x' })),
      ];
      let answered = raised;
      for (let answer = 0; answer < Math.floor(random() * 4); answer++) {
        answered += wait(answer === 0 ? 15 * MINUTE : 6 * HOUR);
        story.later(answered, chance(0.6) ? answers[Math.min(answer, 3)]! : pick(answers));
      }
    }
    // Ends.
    const ended = triaged + wait(40 * HOUR);
    if (chance(0.06)) {
      story.later(
        triaged + wait(HOUR),
        doing(commands.invalidate, SUPERVISOR, () => ({ reason: pick(INVALID_REASONS) })),
      );
      if (chance(0.3))
        story.later(
          triaged + wait(5 * HOUR),
          doing(commands.restore, me, () => ({ reason: 'r' })),
        );
    }
    if (chance(0.8)) {
      const finish = (at: number) => {
        story.later(at, (state, now) => {
          let outcome: Outcome = { state, events: [] };
          const then = <I>(command: Command<I>, input: I) => {
            const next = perform(outcome.state, command, input, context(SUPERVISOR, now));
            if (!('rejected' in next)) outcome = { state: next.state, events: [...outcome.events, ...next.events] };
          };
          for (const { alertId, state: stands } of state.escalations) {
            if (OPEN_ESCALATION_STATES.includes(stands)) then(commands.standDown, { alertId, reason: 'met' });
          }
          for (const { promiseId, status } of state.promises) {
            if (status === 'pending') then(commands.keepPromise, { promiseId });
          }
          then(commands.resolve, {
            code: pick(RESOLUTION_CODES),
            text: 'x',
            verifiedBy: owner,
            verifiedHow: pick(VERIFIED_HOW),
          });
          return outcome;
        });
      };
      finish(ended);
      if (chance(0.12)) {
        const again = ended + wait(60 * HOUR);
        story.later(
          again,
          chance(0.5) ? say(Math.floor(again), 'c-1') : doing(commands.reopen, me, () => ({ reason: 'r' })),
        );
        finish(again + wait(20 * HOUR));
      }
      if (chance(0.1))
        story.later(
          ended + wait(20 * HOUR),
          doing(commands.close, me, () => ({})),
        );
    }
    if (chance(0.03)) {
      story.later(
        triaged + wait(10 * HOUR),
        doing(commands.transfer, me, () => ({ to: 'ICRC', reason: 'r' })),
      );
      if (chance(0.4))
        story.later(
          triaged + wait(40 * HOUR),
          doing(commands.restore, me, () => ({ reason: 'r' })),
        );
    }
    if (index > 10 && chance(0.05)) {
      const target = Math.floor(random() * index);
      const at = Math.max(opened, stories[target]!.now) + wait(5 * HOUR);
      merges.push({ source: index, target, at, ...(chance(0.2) ? { undone: at + wait(10 * HOUR) } : {}) });
    }
    if (index > 10 && chance(0.04)) {
      const other = stories[Math.floor(random() * index)]!.state.id;
      const at = opened + wait(5 * HOUR);
      story.later(
        at,
        doing(commands.link, me, () => ({
          other,
          kind: pick(['same_case', 'same_person', 'related'] as const),
          reason: 'r',
        })),
      );
      if (chance(0.3)) {
        story.later(
          at + wait(10 * HOUR),
          doing(commands.withdrawLink, me, (state) => ({
            linkId: state.links.find((each) => each.state === 'confirmed')?.linkId ?? '',
            reason: 'r',
          })),
        );
      }
    }
  }

  /** What the relay, the reply and the clock do by themselves after each step. */
  const machines = (story: Story) => {
    const { state, now } = story;
    for (const { answer, contactId } of state.owed) {
      story.take(
        perform(
          state,
          commands.queueAutomaticAnswer,
          { answer, contactId, text: 'x', lang: 'ar' },
          context(SYSTEM, now),
        ),
      );
    }
    for (const { alertId, seq, rungs } of state.alerts) {
      if (alerted.has(`${state.id}.${seq}`)) continue;
      alerted.add(`${state.id}.${seq}`);
      story.later(
        now + 300 + wait(2000),
        chance(0.03)
          ? doing(commands.alertFailed, SYSTEM, () => ({ alertId, revision: seq, rungs, reason: 'no topic' }))
          : doing(commands.alertSent, SYSTEM, () => ({ alertId, revision: seq, rungs, messageIds: ['m'] })),
      );
    }
    for (const { messageId } of story.state.outbox) {
      if (alerted.has(messageId)) continue;
      alerted.add(messageId);
      const sending = now + 500 + wait(3000);
      story.later(
        sending,
        doing(commands.recordSending, SYSTEM, () => ({ messageId, attempt: 1, callbackId: 'x' })),
      );
      const providerMessageId = `out.${messageId}`;
      if (chance(0.04)) {
        story.later(
          sending + 400,
          doing(commands.recordFailed, SYSTEM, () => ({
            messageId,
            attempt: 1,
            code: '131026',
            retryable: chance(0.2),
          })),
        );
      } else {
        story.later(
          sending + 400,
          doing(commands.recordSent, SYSTEM, () => ({ messageId, attempt: 1, providerMessageId })),
        );
        if (chance(0.06)) {
          story.later(
            sending + wait(HOUR),
            doing(commands.recordStatus, SYSTEM, (_state, at) => ({
              messageId,
              providerMessageId,
              status: 'failed',
              at: new Date(at).toISOString(),
            })),
          );
        }
      }
    }
  };
  const alerted = new Set<string>();

  /** Plays one case up to an instant. */
  const playTo = (story: Story, end: number) => {
    for (;;) {
      machines(story);
      const next = story.next();
      const soonest = swept(story.now);
      // Before the next sweep it does not matter when the case wants to be woken.
      const { wakeAt } = next <= soonest ? { wakeAt: undefined } : obligations(story.state, [DEFAULT_POLICY]);
      const wake = wakeAt ? Math.max(swept(Date.parse(wakeAt)), soonest) : Number.POSITIVE_INFINITY;
      if (Math.min(next, wake) > end) return;
      if (next <= wake) {
        story.step();
      } else {
        story.now = wake;
        // Nothing to record: an intent that waits for its outcome. It is looked at again with the next step.
        if (!story.take(sweep(story.state, context(SYSTEM, wake)))) {
          if (next > end) return;
          story.step();
        }
      }
    }
  };

  const both = (a: Story, b: Story, at: number, one: Play, two: Play) => {
    playTo(a, at);
    playTo(b, at);
    const now = Math.ceil(Math.max(at, a.now + 1, b.now + 1));
    const first = one(a.state, now);
    const second = two(b.state, now);
    if ('rejected' in first || 'rejected' in second) return;
    a.take(first);
    b.take(second);
    a.now = now;
    b.now = now;
  };
  const pairs = merges.flatMap(({ source, target, at, undone }) => {
    const [a, b] = [stories[source]!, stories[target]!];
    const step = (when: number, one: (other: CaseState) => Play, two: (other: CaseState) => Play) => ({
      at: when,
      play: () =>
        both(
          a,
          b,
          when,
          (state, now) => one(b.state)(state, now),
          (state, now) => two(a.state)(state, now),
        ),
    });
    return [
      step(
        at,
        (other) => doing(commands.mergeSource, SUPERVISOR, () => ({ other, reason: 'r' })),
        (other) => doing(commands.mergeTarget, SUPERVISOR, () => ({ other, reason: 'r' })),
      ),
      ...(undone === undefined
        ? []
        : [
            step(
              undone,
              (other) => doing(commands.unmergeSource, SUPERVISOR, () => ({ other: other.id, reason: 'r' })),
              (other) => doing(commands.unmergeTarget, SUPERVISOR, () => ({ other: other.id, reason: 'r' })),
            ),
          ]),
    ];
  });
  for (const { play } of pairs.sort((a, b) => a.at - b.at)) play();
  for (const story of stories) playTo(story, END);
  return stories.map(({ events }) => events);
}
