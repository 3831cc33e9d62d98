import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseEvent, EventData, EventType } from '../../shared/case/events.ts';
import { isOpen, obligations } from '../../shared/case/obligations.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { opened, play, steps } from './story.ts';

/**
 * The two instants of decisions.md 5, and every breach, found a second way: by reading the ledger from its first event with the tables of
 * domain.md c.5 and d.3 written out here. Nothing of the room's own derivation is used but the state of what is still to be carried out.
 */

type Level = 'P1' | 'P2' | 'P3' | 'P4';
const [m, h, d] = [60, 3600, 86_400];

const TARGETS: Record<string, Record<Level, number | null>> = {
  call_answer: { P1: 15, P2: 15, P3: 15, P4: 15 },
  auto_receipt: { P1: 60, P2: 60, P3: 60, P4: 60 },
  triage: { P1: 5 * m, P2: 10 * m, P3: 30 * m, P4: 2 * h },
  first_human_response: { P1: 5 * m, P2: 15 * m, P3: h, P4: 4 * h },
  escalate: { P1: 10 * m, P2: 30 * m, P3: 4 * h, P4: d },
  agency_ack: { P1: 5 * m, P2: 15 * m, P3: h, P4: 8 * h },
  agency_response: { P1: h, P2: 3 * h, P3: d, P4: 3 * d },
  keep_in_loop: { P1: h, P2: 3 * h, P3: 12 * h, P4: d },
  recheck: { P1: h, P2: 6 * h, P3: d, P4: null },
  wa_window: { P1: d, P2: d, P3: d, P4: d },
  next_milestone: { P1: d, P2: 3 * d, P3: 7 * d, P4: 14 * d },
  resolution: { P1: null, P2: null, P3: 7 * d, P4: 14 * d },
};

/** d.3 rule 1: seconds after raising, by rung. */
const LADDER: Record<Level, [string, number][]> = {
  P1: [
    ['a2', 300],
    ['a3', 600],
    ['t1', 600],
    ['a4', 1200],
    ['t2', 1200],
    ['t3', 2400],
    ['t4', 3600],
  ],
  P2: [
    ['a2', 900],
    ['a3', 1800],
    ['t1', 1800],
    ['a4', h],
    ['t2', h],
    ['t3', 3 * h],
    ['t4', 6 * h],
  ],
  P3: [
    ['a2', h],
    ['a3', 2 * h],
    ['t1', 2 * h],
    ['a4', 6 * h],
    ['t2', 6 * h],
    ['t3', d],
  ],
  P4: [
    ['a2', 8 * h],
    ['a3', d],
    ['t1', d],
    ['a4', 2 * d],
    ['t2', 2 * d],
  ],
};
const STEP: Record<Level, number> = { P1: 300, P2: 900, P3: h, P4: 8 * h };
const ACK_LIFE: Record<Level, number | null> = { P1: h, P2: 3 * h, P3: d, P4: null };

const AGENCY_CATEGORIES = ['injury', 'medical', 'trapped_basic_needs', 'documents'];
const MOVED_ON = ['arrived'];
const OPEN = ['new', 'triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'];

interface Running {
  key: string;
  name: string;
  /** The event that started it, or restarted it. */
  from: number;
  at: string;
}

interface Asked {
  raisedAt: string;
  tiers: number;
  agencyState: 'unanswered' | 'answered' | 'planned' | 'asked' | 'over';
  sent?: { at: string; seq: number };
  ack?: { at: string; seq: number };
  lastAck?: string;
  answeredAt?: string;
  reached: string[];
  again?: { at: string; behind: string[] };
  repriced: string;
  held: boolean;
}

/** What the ledger says, read once from front to back. */
class Reading {
  status = 'new';
  before = 'new';
  priority: Level = 'P1';
  category = 'injury';
  resumed = { at: '', seq: 0 };
  triage?: { at: string; seq: number };
  human?: { at: string; seq: number };
  loop?: { at: string; seq: number };
  subject = { at: '', seq: 0 };
  wa?: { at: string; seq: number };
  receipt?: { at: string; seq: number };
  received = false;
  milestone = false;
  escalated = false;
  resolvedAt = '';
  expectedAt = '';
  risen = false;
  readonly opened: { at: string; seq: number };
  readonly waits: { from: string; to?: string }[] = [];
  readonly asked = new Map<string, Asked>();
  readonly promises = new Map<string, { at: string; seq: number; due: string; kept: boolean }>();
  readonly rings = new Map<string, { at: string; seq: number; call: string; who: string; over: boolean }>();
  readonly automatic = new Set<string>();
  readonly relations = new Map([['c-1', 'unknown']]);
  merges: { other: string; level: Level | undefined }[] = [];
  /** By itself, while others are merged into it. */
  alone: Level | undefined;
  /** By clock key: seq of the last breach, and of warnings their level. */
  readonly breached = new Map<string, number>();
  warned: { level: number; seq: number }[] = [];

  constructor(readonly events: readonly CaseEvent[]) {
    const first = events[0]!;
    this.opened = { at: first.at, seq: 1 };
    this.subject = this.opened;
    for (const event of events) this.read(event);
  }

  private move(to: string, { at }: CaseEvent): void {
    if (this.status === 'awaiting_reporter' && to !== 'awaiting_reporter') {
      const open = this.waits.at(-1);
      if (open && !open.to) open.to = at;
    }
    if (to === 'awaiting_reporter' && this.status !== to) this.waits.push({ from: at });
    this.status = to;
    this.expectedAt = '';
  }

  private reprice(to: Level, { at }: CaseEvent): void {
    if (to === this.priority) return;
    this.priority = to;
    for (const one of this.asked.values()) if (one.agencyState !== 'over') one.repriced = at;
  }

  private spoke(here: { at: string; seq: number }): void {
    this.human ??= here;
    this.loop = here;
  }

  private read(event: CaseEvent): void {
    const { at, seq, type } = event;
    const here = { at, seq };
    const is = <T extends EventType>(name: T, data: unknown): data is EventData[T] => type === name && !!data;
    const { data } = event;
    if (is('case.opened', data)) this.priority = data.priority;
    if (is('case.triaged', data)) {
      this.triage ??= here;
      if (this.alone) this.alone = data.priority;
      for (const merge of this.merges) merge.level = undefined;
      this.category = data.category;
      this.reprice(data.priority, event);
    }
    if (is('priority.raised', data)) {
      if (this.alone) this.alone = data.to;
      this.reprice(data.to, event);
      if (data.reasons.some(({ rule }) => rule === 'R17')) this.risen = true;
    }
    if (is('status.changed', data)) {
      this.move(data.to, event);
      this.expectedAt = data.expectedAt ?? '';
    }
    if (type === 'case.resolved') {
      this.move('resolved', event);
      this.resolvedAt = at;
    }
    if (type === 'case.closed') this.move('closed', event);
    if (type === 'case.transferred') this.move('transferred', event);
    if (type === 'case.invalidated') this.move('invalid', event);
    if (type === 'case.reopened' || type === 'case.restored') {
      this.move('in_progress', event);
      this.resumed = here;
    }
    if (is('case.merged', data)) {
      if (data.role === 'source') {
        this.before = this.status;
        this.move('merged', event);
      } else {
        this.alone ??= this.priority;
        this.merges.push({ other: data.other, level: data.priority });
        if (data.priority < this.priority) this.reprice(data.priority, event);
      }
    }
    if (is('case.unmerged', data)) {
      if (data.role === 'source') this.move(this.before, event);
      else {
        const index = this.merges.findIndex(({ other }) => other === data.other);
        this.merges = this.merges.filter((_, at) => at !== index);
        const levels = [this.alone!, ...this.merges.flatMap(({ level }) => level ?? [])];
        this.reprice(levels.sort()[0]!, event);
        if (this.merges.length === 0) this.alone = undefined;
      }
    }
    if (is('message.received', data)) this.heard(data, here);
    if (is('message.queued', data) && data.automatic) this.automatic.add(data.messageId);
    if (is('message.sent', data)) {
      delete this.wa;
      if (!this.automatic.has(data.messageId)) this.spoke(here);
    }
    if (is('call.logged', data)) {
      this.subject = here;
      if (data.answered || data.direction === 'out') this.spoke(here);
      if (data.answered) for (const one of this.rings.values()) if (one.who === data.contactId) one.over = true;
    }
    if (is('call.missed', data)) this.rings.get(data.messageId)!.over = true;
    if (is('person.changed', data) && MOVED_ON.includes(data.safety?.status ?? '')) this.milestone = true;
    if (is('need.changed', data) && data.status === 'met') this.milestone = true;
    if (is('promise.made', data)) this.promises.set(data.promiseId, { ...here, due: data.dueAt, kept: false });
    if (is('promise.kept', data)) this.promises.get(data.promiseId)!.kept = true;
    if (is('promise.moved', data)) {
      const promise = this.promises.get(data.promiseId)!;
      promise.due = data.dueAt;
      promise.seq = seq;
    }
    if (is('clock.breached', data)) this.breached.set(data.key, seq);
    if (is('clock.warned', data)) this.warned.push({ level: data.level, seq });
    if (type.startsWith('escalation.')) this.agency(event, here);
  }

  private heard(data: EventData['message.received'], here: { at: string; seq: number }): void {
    if (data.reporter && !this.relations.has(data.contactId))
      this.relations.set(data.contactId, data.reporter.relationship);
    if (data.quiet) return;
    if (['self', 'unknown'].includes(this.relations.get(data.contactId)!)) this.subject = here;
    if (data.channel === 'whatsapp') this.wa = here;
    if (data.kind === 'call') {
      for (const [id, ring] of this.rings) if (ring.over) this.rings.delete(id);
      this.rings.set(data.messageId, { ...here, call: data.providerMessageId, who: data.contactId, over: false });
      if (this.rings.size > 10) this.rings.delete([...this.rings.keys()][0]!);
    }
    if (!this.received && data.contactId === 'c-1') this.receipt = here;
    this.received = true;
  }

  private agency(event: CaseEvent, here: { at: string; seq: number }): void {
    const { type, data } = event as CaseEvent & { data: { alertId: string; rung?: string; told?: boolean } };
    if (event.type === 'escalation.raised') {
      const { at, data: raised } = event;
      const asked: Asked = {
        raisedAt: at,
        tiers: raised.tiers,
        agencyState: 'unanswered',
        reached: ['a1'],
        repriced: '',
        held: false,
      };
      this.asked.set(raised.alertId, asked);
      return;
    }
    const one = this.asked.get(data.alertId)!;
    if (event.type === 'escalation.sent') {
      one.sent ??= here;
      this.escalated = true;
    }
    if (event.type === 'escalation.climbed') one.reached.push(event.data.rung);
    if (event.type === 'escalation.held') one.held = true;
    if (event.type === 'escalation.acknowledged' && !event.data.late && !event.data.second) {
      one.ack ??= here;
      one.lastAck = here.at;
      one.agencyState = 'answered';
      one.held = false;
    }
    if (event.type === 'escalation.ack-expired' || event.type === 'escalation.resumed') {
      one.again = { at: here.at, behind: [...one.reached] };
      one.held = false;
      delete one.lastAck;
      one.agencyState = 'unanswered';
    }
    if (event.type === 'escalation.accepted') {
      one.answeredAt = here.at;
      one.agencyState = event.data.eta ? 'planned' : 'answered';
      one.held = false;
    }
    if (event.type === 'escalation.asked') one.agencyState = 'asked';
    if (event.type === 'escalation.answered') one.agencyState = 'answered';
    if (['escalation.declined', 'escalation.completed', 'escalation.stood-down'].includes(type)) {
      one.agencyState = 'over';
      if (type === 'escalation.completed') this.milestone = true;
    }
  }

  /** Clocks that run now, each from the event that started it. */
  running(): Running[] {
    if (!OPEN.includes(this.status)) return [];
    const found: Running[] = [];
    const run = (
      name: string,
      start: { at: string; seq: number } | undefined,
      options: { key?: string; anew?: false } = {},
    ) => {
      if (!start) return;
      const anew = options.anew !== false && this.resumed.at > start.at;
      const from = anew ? this.resumed : start;
      found.push({ name, key: options.key ?? name, from: from.seq, at: from.at });
    };
    for (const [id, ring] of this.rings)
      if (!ring.over) run('call_answer', ring, { key: `call_answer:${id}`, anew: false });
    if (!this.human) run('auto_receipt', this.automaticSent() ? undefined : this.receipt, { anew: false });
    if (!this.triage) run('triage', this.opened);
    if (!this.human) run('first_human_response', this.opened);
    if (!this.escalated && AGENCY_CATEGORIES.includes(this.category)) run('escalate', this.triage);
    run('keep_in_loop', this.loop);
    run('recheck', this.subject);
    run('wa_window', this.wa, { anew: false });
    if (!this.milestone) run('next_milestone', this.triage);
    run('resolution', this.opened);
    for (const [id, one] of this.asked) {
      if (one.agencyState === 'over') continue;
      if (!one.ack) run('agency_ack', one.sent, { key: `agency_ack:${id}` });
      else if (!one.answeredAt) run('agency_response', one.ack, { key: `agency_response:${id}` });
    }
    for (const [id, promise] of this.promises)
      if (!promise.kept) run('promise', promise, { key: `promise:${id}`, anew: false });
    return found;
  }

  private automaticSent(): boolean {
    return this.events.some((event) => event.type === 'message.sent' && this.automatic.has(event.data.messageId));
  }

  due({ name, key, at }: Running): string | undefined {
    if (name === 'promise') return this.promises.get(key.slice('promise:'.length))!.due;
    const target = TARGETS[name]![this.priority];
    if (target === null) return undefined;
    return plus(at, target + this.waited(name, at, target));
  }

  private waited(name: string, from: string, target: number): number {
    if (!['keep_in_loop', 'next_milestone', 'resolution'].includes(name)) return 0;
    if (this.priority === 'P1' || this.priority === 'P2') return 0;
    let seconds = 0;
    for (const wait of this.waits) {
      if (!wait.to) return target;
      const start = wait.from > from ? wait.from : from;
      seconds += Math.max(0, Math.round((Date.parse(wait.to) - Date.parse(start)) / 1000));
    }
    return Math.min(seconds, target);
  }

  recorded({ key, from }: Running): boolean {
    return (this.breached.get(key) ?? 0) > from;
  }

  urgentAt(): string | undefined {
    if (!OPEN.includes(this.status)) return undefined;
    return least([...this.running().map((clock) => this.due(clock)), this.expectedAt]);
  }

  wakeAt(): string | undefined {
    const open = OPEN.includes(this.status);
    const clocks = this.running().filter((clock) => !this.recorded(clock));
    const { wa } = this;
    const warnings = [20, 23].map((hours, index) =>
      open && wa && !this.warned.some(({ level, seq }) => seq > wa.seq && level > index) ? plus(wa.at, hours * h) : '',
    );
    const since = [this.subject.at, this.resumed.at].sort()[1]!;
    const mayRise =
      open && !this.risen && this.category === 'trapped_basic_needs' && ['P2', 'P3'].includes(this.priority);
    return least([
      ...clocks.map((clock) => this.due(clock)),
      ...warnings,
      ...(open ? [...this.asked.values()].flatMap((one) => this.ladder(one)) : []),
      ...(open ? [...this.rings.values()].map((ring) => (ring.over ? '' : plus(ring.at, 600))) : []),
      mayRise ? plus(since, 12 * h) : '',
      this.status === 'resolved' ? plus(this.resolvedAt, 3 * d) : '',
    ]);
  }

  private ladder(one: Asked): string[] {
    const { agencyState, held, repriced, again, reached, raisedAt, tiers } = one;
    if (held) return [];
    const notBefore = (at: string) => (at < repriced ? repriced : at);
    if (agencyState === 'answered') {
      const life = ACK_LIFE[this.priority];
      return one.lastAck && life !== null ? [notBefore(plus(one.lastAck, life))] : [];
    }
    if (agencyState !== 'unanswered') return [];
    const rungs = LADDER[this.priority].filter(([rung]) => rung.startsWith('t') || Number(rung.slice(1)) <= tiers);
    if (!again)
      return rungs.filter(([rung]) => !reached.includes(rung)).map(([, after]) => notBefore(plus(raisedAt, after)));
    const top = Math.max(0, ...rungs.filter(([rung]) => again.behind.includes(rung)).map(([, after]) => after));
    const above = rungs.filter(([, after]) => after > top);
    const [, first] = above[0] ?? ['', 0];
    return above
      .filter(([rung]) => !reached.includes(rung))
      .map(([, after]) => notBefore(plus(again.at, STEP[this.priority] + after - first)));
  }
}

const plus = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
const least = (instants: readonly (string | undefined)[]) => instants.filter((at): at is string => !!at).sort()[0];

const RUNS = { numRuns: 400 };
/** Intents are carried out by others; when, is tested with them. */
const carriedOut = (state: CaseState): CaseState => ({ ...state, alerts: [], outbox: [], owed: [], attachments: [] });

test('both instants are those that the ledger alone gives', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const seen = [...opened().events];
      const check = (state: CaseState, events: readonly CaseEvent[]) => {
        const { urgentAt, wakeAt } = obligations(carriedOut(state), [DEFAULT_POLICY]);
        const reading = new Reading(events);
        expect([reading.status, reading.priority]).toEqual([state.status, state.priority]);
        expect({ urgentAt, wakeAt }).toEqual({ urgentAt: reading.urgentAt(), wakeAt: reading.wakeAt() });
      };
      const { events } = play(story, (_before, outcome) => {
        seen.push(...outcome.events);
        check(outcome.state, seen);
      });
      expect(events.length).toBeGreaterThanOrEqual(seen.length);
    }),
    RUNS,
  );
});

test('whatever ran past its target while the case was open was breached at that target, once, and nothing else was', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const seen = [...opened().events];
      play(story, (before, outcome, now) => {
        const reading = new Reading(seen);
        const late = reading
          .running()
          .filter((clock) => !reading.recorded(clock) && (reading.due(clock) ?? '~') <= now)
          .map((clock) => [clock.key, reading.due(clock)]);
        const head = outcome.events.filter(({ at }) => at <= now);
        const breaches = head.flatMap((event) => (event.type === 'clock.breached' ? [event.data] : []));
        const plain = breaches
          .filter(({ reason }) => reason === undefined)
          .map(({ key, breachedAt }) => [key, breachedAt]);
        expect(isOpen(before.status) ? plain.sort() : []).toEqual(late.sort());
        for (const { breachedAt, recordedAt, lateBySeconds, startedAt } of breaches) {
          expect(recordedAt).toBe(now);
          expect(breachedAt <= recordedAt && startedAt <= breachedAt).toBe(true);
          expect(lateBySeconds).toBe(Math.round((Date.parse(recordedAt) - Date.parse(breachedAt)) / 1000));
        }
        seen.push(...outcome.events);
        // What a new priority made late is marked as that, and is late under the new one only.
        const after = new Reading(seen);
        for (const data of breaches.filter(({ reason }) => reason === 'reprioritised')) {
          const clock = after.running().find(({ key }) => key === data.key);
          expect(clock && after.due(clock)).toBe(data.breachedAt);
          expect(reading.priority).not.toBe(after.priority);
        }
        const left = after.running().filter((clock) => !after.recorded(clock) && (after.due(clock) ?? '~') <= now);
        const untouched = outcome.events.some(({ type }) => RESTARTS.includes(type));
        if (isOpen(before.status) && !untouched) expect(left.map(({ key }) => key)).toEqual([]);
      });
    }),
    RUNS,
  );
});

/** After these something may be due in the same instant: a pause ended, a case came back; the next event or sweep records it. */
const RESTARTS: readonly EventType[] = [
  'status.changed',
  'case.triaged',
  'case.reopened',
  'case.unmerged',
  'case.restored',
];
