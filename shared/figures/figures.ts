import type { Both } from '../case/events.ts';
import {
  CATEGORIES,
  GRADES,
  NEED_KINDS,
  NEED_STATUSES,
  PRIORITIES,
  type Priority,
  SAFETY_STATUSES,
  type SafetyStatus,
  VULNERABILITIES,
} from '../case/vocabulary.ts';
import { type Policy, policyOf } from '../clocks/policy.ts';
import { type CaseAt, casesAt, valueAt } from './at.ts';
import type { CaseFacts, EscalationFacts, Ms, PersonFacts, Timed } from './facts.ts';
import { type Bucket, histogram, quantile, reachedBy, type Span, share } from './measure.ts';
import { FIGURES, type FigureId, type FigureWords } from './words.ts';

export type Dimension = 'priority' | 'category' | 'country' | 'place' | 'channel' | 'language' | 'owner';

/** What is asked: cases received in [from, to), as everything stood at `asOf`. Instants are RFC 3339 UTC with milliseconds. */
export interface Ask {
  from: string;
  to: string;
  asOf: string;
  crisis?: string;
  /** Takes the figures that are about cases apart by this, too. */
  by?: Dimension;
  /** Only these; all of them unless told. */
  only?: readonly FigureId[];
  /** Officers on duty at `asOf`; without a roster, those who own an open case. */
  onDuty?: number;
}

export interface Line {
  dimension: string;
  key: string;
  n: number;
  value: number | null;
  counts: Record<string, number>;
}

export interface Figure {
  id: string;
  section: number | null;
  name: Both;
  definition: Both;
  unit: 'seconds' | 'share' | 'count' | 'ratio';
  n: number;
  value: number | null;
  counts: Record<string, number>;
  histogram?: Bucket[];
  lines: Line[];
}

export interface Figures {
  from: string;
  to: string;
  asOf: string;
  crisis: string | null;
  by: string | null;
  cases: number;
  figures: Figure[];
  arrivals: { hour: string; cases: number; reports: number }[];
}

/** What one figure comes to: the rest of it is words. */
type Measured = Pick<Figure, 'n' | 'value' | 'counts'> & { histogram?: Bucket[]; lines?: Line[] };

/** Everything a figure is measured on. */
interface Scene {
  from: Ms;
  to: Ms;
  at: Ms;
  /** All cases known at `at`, merged and invalid ones too. */
  all: CaseAt[];
  /** Without invalid and merged ones (e.3). */
  population: CaseAt[];
  /** Of these, received in the period. */
  cohort: CaseAt[];
  policies: readonly Policy[];
  onDuty: number | undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Age of a backlog: upper ends in milliseconds, not included. */
const AGES: readonly [key: string, under: Ms][] = [
  ['under_1h', HOUR],
  ['1_to_4h', 4 * HOUR],
  ['4_to_12h', 12 * HOUR],
  ['12_to_24h', DAY],
  ['1_to_3d', 3 * DAY],
  ['3_to_7d', 7 * DAY],
  ['over_7d', Number.POSITIVE_INFINITY],
];

/**
 * Every figure of domain.md e.3 and the numbers of a situation report (e.1), from the facts of the cases. Pure: the same rows, or more of
 * them with later facts, give the same figures for the same `asOf`.
 *
 * @param rows all cases open at `from` or later; others do not matter.
 */
export function figures(rows: readonly CaseFacts[], ask: Ask, policies: readonly Policy[]): Figures {
  const [from, to, at] = [Date.parse(ask.from), Date.parse(ask.to), Date.parse(ask.asOf)];
  const all = casesAt(rows, at).filter(({ crisis }) => !ask.crisis || crisis === ask.crisis);
  const population = all.filter(({ status }) => status !== 'invalid' && status !== 'merged');
  const within = (instant: Ms) => instant >= from && instant < to;
  const cohort = population.filter(({ received }) => within(received));
  const scene: Scene = { from, to, at, all, population, cohort, policies, onDuty: ask.onDuty };
  const wanted = ask.only ?? (Object.keys(FIGURES) as FigureId[]);
  const made = wanted.map((id): Figure => {
    const measure = MEASURES[id];
    const { name, definition, unit, section }: FigureWords = FIGURES[id];
    const { lines = [], ...measured } = measure(scene);
    const apart = ask.by && APART.has(id) ? takenApart(scene, ask.by, measure) : [];
    return { id, section: section ?? null, name, definition, unit, ...measured, lines: [...lines, ...apart] };
  });
  return {
    from: ask.from,
    to: ask.to,
    asOf: ask.asOf,
    crisis: ask.crisis ?? null,
    by: ask.by ?? null,
    cases: cohort.length,
    figures: made,
    arrivals: arrivals(scene),
  };
}

type Measure = (scene: Scene) => Measured;

const MEASURES: Record<FigureId, Measure> = {
  first_response_median: (scene) => firstResponse(scene, 0.5),
  first_response_p90: (scene) => firstResponse(scene, 0.9),
  answered_within_target: answeredWithinTarget,
  agency_ack_median: agencyAck,
  resolution_median: (scene) => resolution(scene, 'once'),
  resolution_reopened_first: (scene) => resolution(scene, 'first'),
  resolution_reopened_last: (scene) => resolution(scene, 'last'),
  completion_rate: (scene) => completion(scene.cohort, scene.at, false),
  completion_rate_contacted: (scene) => completion(scene.cohort, scene.at, true),
  completion_rate_7d: (scene) => completion(aged(scene), scene.at, false),
  completion_rate_7d_contacted: (scene) => completion(aged(scene), scene.at, true),
  backlog,
  oldest_untriaged: oldestUntriaged,
  keep_in_loop: keepInLoop,
  promise_keeping: promiseKeeping,
  reporting_delay: reportingDelay,
  reopen_rate: reopenRate,
  evacuation_funnel: evacuationFunnel,
  reunification,
  duplicate_rate: (scene) => duplicates(scene, 'duplicates'),
  false_merge_rate: (scene) => duplicates(scene, 'undone'),
  reports_per_person: reportsPerPerson,
  escalation_reach: escalationReach,
  delivery_failure: deliveryFailure,
  load_per_officer: load,
  inbound_per_hour: inboundPerHour,
  scheduler_lag: schedulerLag,
  inequality,
  cases_received: casesReceived,
  people,
  open_by_category: (scene) => openBy(scene, 'category', CATEGORIES),
  open_by_country: (scene) => openBy(scene, 'country'),
  open_by_place: (scene) => openBy(scene, 'place'),
  safety,
  needs,
  agencies,
  breaches,
  annex,
};

/** Figures that can be taken apart by what a case is. */
const APART: ReadonlySet<FigureId> = new Set<FigureId>([
  'first_response_median',
  'first_response_p90',
  'answered_within_target',
  'agency_ack_median',
  'resolution_median',
  'completion_rate',
  'completion_rate_contacted',
  'completion_rate_7d',
  'completion_rate_7d_contacted',
  'backlog',
  'keep_in_loop',
  'promise_keeping',
  'reporting_delay',
  'reopen_rate',
  'cases_received',
  'people',
]);

function takenApart(scene: Scene, dimension: Dimension, measure: Measure): Line[] {
  const keyOf = (each: CaseAt) => each[dimension] ?? 'unknown';
  return [...new Set(scene.population.map(keyOf))].sort().map((key) => {
    const only = (cases: CaseAt[]) => cases.filter((each) => keyOf(each) === key);
    const part = { ...scene, all: only(scene.all), population: only(scene.population), cohort: only(scene.cohort) };
    const { n, value, counts } = measure(part);
    return { dimension, key, n, value, counts };
  });
}

const seconds = (from: Ms, to: Ms) => Math.round((to - from) / 1000);

/** Facts recorded until then. */
const until = <T>(values: readonly Timed<T>[], at: Ms) => values.filter(([recorded]) => recorded <= at);

const by = (at: Ms | undefined, instant: Ms): at is Ms => at !== undefined && at <= instant;

const inPeriod = ({ from, to, at }: Scene, instant: Ms) => instant >= from && instant < to && instant <= at;

function count<T extends string>(values: readonly T[]): Record<T, number> {
  const counts = {} as Record<T, number>;
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const line = (dimension: string, key: string, measured: Measured): Line => {
  const { n, value, counts } = measured;
  return { dimension, key, n, value, counts };
};

/* Answers */

const responseOf = ({ received, answered }: CaseAt, at: Ms): Span => ({
  seconds: seconds(received, answered ?? at),
  ended: answered !== undefined,
});

function firstResponse({ cohort, at }: Scene, quota: number): Measured {
  const spans = cohort.map((each) => responseOf(each, at));
  const answered = spans.filter(({ ended }) => ended).length;
  return {
    n: spans.length,
    value: reachedBy(spans, quota),
    counts: { answered, unanswered: spans.length - answered },
    histogram: histogram(spans),
  };
}

/** A case that ended without an answer has not been answered: ending it does not stop this clock. */
function answeredWithinTarget(scene: Scene): Measured {
  const counts = { met: 0, breached: 0, pending: 0 };
  for (const each of scene.cohort) counts[withinTarget(each, scene)]++;
  const n = counts.met + counts.breached;
  return { n, value: share(counts.met, n), counts };
}

function withinTarget({ facts, received, answered }: CaseAt, { at, policies }: Scene): 'met' | 'breached' | 'pending' {
  if (facts.breaches.some(([recorded, key]) => recorded <= at && key === 'first_human_response')) return 'breached';
  const priority = valueAt(facts.priority, Math.max(answered ?? at, facts.opened)) ?? 'P4';
  const target = policyOf(policies, facts.policy).clocks.first_human_response[priority];
  if (target === null) return 'pending';
  const due = received + target * 1000;
  if (answered !== undefined) return answered <= due ? 'met' : 'breached';
  return due <= at ? 'breached' : 'pending';
}

/** First response by language, channel, country: those who write in another way must not wait longer. */
function inequality(scene: Scene): Measured {
  const { lines: _none, ...whole } = firstResponse(scene, 0.5);
  const lines = (['language', 'channel', 'country'] as const).flatMap((dimension) =>
    takenApart(scene, dimension, (part) => firstResponse(part, 0.5)).filter(({ n }) => n > 0),
  );
  return { ...whole, lines };
}

/* Agencies */

const alertsOf = (cases: readonly CaseAt[]) => cases.flatMap(({ facts }) => facts.escalations);

function agencyAck(scene: Scene): Measured {
  const sent = alertsOf(scene.population).filter((alert) => by(alert.sent, scene.at) && inPeriod(scene, alert.sent));
  const measure = (alerts: EscalationFacts[]): Measured => {
    const spans = alerts.map((alert) => ackOf(alert, scene.at));
    const acknowledged = spans.filter(({ ended }) => ended).length;
    return {
      n: spans.length,
      value: reachedBy(spans, 0.5),
      counts: { acknowledged, unacknowledged: spans.length - acknowledged },
      histogram: histogram(spans),
    };
  };
  const tierOf = ({ acked, ackedBy, rungs }: EscalationFacts) =>
    by(acked, scene.at)
      ? (ackedBy ?? 'a1')
      : (until(rungs, scene.at).findLast(([, rung]) => rung.startsWith('a'))?.[1] ?? 'a1');
  const lines = [
    ...grouped(sent, ({ agency }) => agency).map(([key, alerts]) => line('agency', key, measure(alerts))),
    ...grouped(sent, tierOf).map(([key, alerts]) => line('tier', key, measure(alerts))),
  ];
  return { ...measure(sent), lines };
}

/** Late acknowledgements count; one never given is watched until the alert ended. */
function ackOf({ sent = 0, acked, ended }: EscalationFacts, at: Ms): Span {
  if (by(acked, at)) return { seconds: Math.max(0, seconds(sent, acked)), ended: true };
  return { seconds: seconds(sent, by(ended?.[0], at) ? Math.max(sent, ended![0]) : at), ended: false };
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function escalationReach(scene: Scene): Measured {
  const raised = alertsOf(scene.population).filter((alert) => inPeriod(scene, alert.raised));
  const reached = (tier: string) =>
    raised.filter(({ rungs }) => until(rungs, scene.at).some(([, rung]) => rung === tier)).length;
  const n = raised.length;
  const tiers = ['t1', 't2', 't3', 't4'].map((tier) => [tier, reached(tier)] as const);
  return {
    n,
    value: share(tiers[0]![1], n),
    counts: Object.fromEntries(tiers),
    lines: tiers.map(([tier, some]) => line('tier', tier, { n, value: share(some, n), counts: { reached: some } })),
  };
}

function agencies(scene: Scene): Measured {
  const { at } = scene;
  const asked = alertsOf(scene.population).filter((alert) => inPeriod(scene, alert.raised));
  const measure = (alerts: EscalationFacts[]): Measured => ({
    n: alerts.length,
    value: reachedBy(
      alerts.filter((alert) => by(alert.sent, at)).map((alert) => ackOf(alert, at)),
      0.5,
    ),
    counts: {
      asked: alerts.length,
      acknowledged: alerts.filter(({ acked }) => by(acked, at)).length,
      accepted: alerts.filter(({ accepted }) => by(accepted, at)).length,
      declined: alerts.filter(({ ended }) => by(ended?.[0], at) && ended![1] === 'declined').length,
      completed: alerts.filter(({ ended }) => by(ended?.[0], at) && ended![1] === 'completed').length,
    },
  });
  return {
    ...measure(asked),
    lines: grouped(asked, ({ agency }) => agency).map(([key, alerts]) => line('agency', key, measure(alerts))),
  };
}

/* Ends */

function resolution(scene: Scene, which: 'once' | 'first' | 'last'): Measured {
  const spans = scene.population.flatMap(({ facts, received }): Span[] => {
    const known = facts.resolutions.filter((each) => each.at <= scene.at);
    if (!known.some((each) => inPeriod(scene, each.at))) return [];
    const reopened = known.some((each) => by(each.reopened, scene.at));
    if (reopened === (which === 'once')) return [];
    const counted = which === 'last' ? known.at(-1)! : known[0]!;
    return [{ seconds: seconds(received, counted.at), ended: true }];
  });
  return {
    n: spans.length,
    value: quantile(
      spans.map((span) => span.seconds),
      0.5,
    ),
    counts: { resolved: spans.length },
    histogram: histogram(spans),
  };
}

/** How the case ended, where it has ended. */
const resolutionOf = ({ facts, status }: CaseAt, at: Ms) =>
  status === 'resolved' || status === 'closed' ? facts.resolutions.findLast((each) => each.at <= at) : undefined;

/** Old enough to be judged: young cohorts look bad (e.3). */
const aged = ({ cohort, at }: Scene) => cohort.filter(({ received }) => at - received >= 7 * DAY);

function completion(cases: readonly CaseAt[], at: Ms, contactedOnly: boolean): Measured {
  const verified = cases.flatMap((each) => {
    const last = resolutionOf(each, at);
    return last?.how ? [last] : [];
  });
  const withoutContact = verified.filter(({ code }) => code === 'no_contact_after_attempts');
  const completed = verified.length - (contactedOnly ? withoutContact.length : 0);
  return {
    n: cases.length,
    value: share(completed, cases.length),
    counts: { completed, without_contact: withoutContact.length, not_completed: cases.length - completed },
  };
}

function reopenRate(scene: Scene): Measured {
  const resolved = scene.population.flatMap(({ facts }) =>
    facts.resolutions.filter((each) => inPeriod(scene, each.at)),
  );
  const reopened = resolved.filter((each) => by(each.reopened, scene.at) && each.reopened - each.at <= 7 * DAY).length;
  return { n: resolved.length, value: share(reopened, resolved.length), counts: { reopened } };
}

/* What waits */

function backlog({ population, at }: Scene): Measured {
  const open = population.filter((each) => each.open);
  const ageOf = ({ received }: CaseAt) => AGES.find(([, under]) => at - received < under)![0];
  const none = Object.fromEntries(AGES.map(([key]) => [key, 0]));
  return {
    n: open.length,
    value: open.length,
    counts: { ...none, ...count(open.map(ageOf)) },
    lines: PRIORITIES.map((priority) => {
      const some = open.filter((each) => each.priority === priority);
      return line('priority', priority, {
        n: some.length,
        value: some.length,
        counts: { ...none, ...count(some.map(ageOf)) },
      });
    }),
  };
}

function oldestUntriaged({ population, at }: Scene): Measured {
  const waiting = population.filter(({ status }) => status === 'new');
  const ages = waiting.map(({ received }) => seconds(received, at));
  return { n: waiting.length, value: quantile(ages, 1), counts: { untriaged: waiting.length } };
}

function openBy({ population }: Scene, dimension: Dimension, order?: readonly string[]): Measured {
  const open = population.filter((each) => each.open);
  const counts = count(open.map((each) => each[dimension] ?? 'unknown'));
  const keys = order ? order.filter((key) => key in counts) : Object.keys(counts).sort();
  return {
    n: open.length,
    value: open.length,
    counts: {},
    lines: keys.map((key) => line(dimension, key, { n: counts[key]!, value: counts[key]!, counts: {} })),
  };
}

/* Words kept */

function keepInLoop(scene: Scene): Measured {
  const counts = { met: 0, breached: 0, pending: 0 };
  for (const { facts, open } of scene.population) {
    const spoken = until(facts.spoken, scene.at);
    for (const [index, [start, policy]] of spoken.entries()) {
      if (!inPeriod(scene, start)) continue;
      const next = spoken[index + 1]?.[0];
      counts[intervalOf(facts, open, { start, policy, next }, scene)]++;
    }
  }
  const n = counts.met + counts.breached;
  return { n, value: share(counts.met, n), counts };
}

/** One interval from a word of the room to the next: kept in time, or not, or not due yet. */
function intervalOf(
  facts: CaseFacts,
  open: boolean,
  { start, policy, next }: { start: Ms; policy: number; next: Ms | undefined },
  { at, policies }: Scene,
): 'met' | 'breached' | 'pending' {
  const end = next ?? at;
  if (facts.breaches.some(([recorded, key]) => key === 'keep_in_loop' && recorded > start && recorded <= end))
    return 'breached';
  if (next !== undefined) return 'met';
  if (!open) return 'pending';
  const priority = valueAt(facts.priority, at) ?? 'P4';
  const target = policyOf(policies, policy).clocks.keep_in_loop[priority];
  if (target === null) return 'pending';
  const from = Math.max(start, ...facts.resumed.filter((resumed) => resumed <= at));
  const due = from + (target + pausedSeconds(facts, priority, from, at, target)) * 1000;
  return due <= at ? 'breached' : 'pending';
}

/** While we wait for the reporter's answer, P3 and P4 pause, for at most the clock's own target (c.5). */
function pausedSeconds(facts: CaseFacts, priority: Priority, from: Ms, at: Ms, target: number): number {
  if (priority === 'P1' || priority === 'P2') return 0;
  const statuses = until(facts.status, at);
  let paused = 0;
  for (const [index, [start, status]] of statuses.entries()) {
    if (status !== 'awaiting_reporter') continue;
    const end = statuses[index + 1]?.[0];
    if (end === undefined) return target;
    if (end > from) paused += seconds(Math.max(start, from), end);
  }
  return Math.min(paused, target);
}

/** An instant that was moved after it had passed was not kept. */
function promiseKeeping(scene: Scene): Measured {
  const counts = { kept: 0, broken: 0 };
  for (const { facts } of scene.population) {
    for (const { due, kept } of facts.promises) {
      const set = until(due, scene.at);
      for (const [index, [, dueAt]] of set.entries()) {
        const moved = set[index + 1]?.[0];
        if (!inPeriod(scene, dueAt) || (moved !== undefined && moved < dueAt)) continue;
        counts[moved === undefined && by(kept, scene.at) && kept <= dueAt ? 'kept' : 'broken']++;
      }
    }
  }
  const n = counts.kept + counts.broken;
  return { n, value: share(counts.kept, n), counts };
}

/* Reports */

function reportingDelay({ cohort }: Scene): Measured {
  const delays = cohort.flatMap(({ facts }) =>
    facts.occurred === undefined ? [] : [seconds(facts.occurred, facts.received)],
  );
  return { n: delays.length, value: quantile(delays, 0.5), counts: { unknown: cohort.length - delays.length } };
}

const reportsBetween = (scene: Scene, cases: readonly CaseAt[]) =>
  cases.flatMap(({ facts }) => facts.reports.filter(([at, received]) => at <= scene.at && inPeriod(scene, received)));

function casesReceived(scene: Scene): Measured {
  const within = scene.all.filter(({ facts }) => inPeriod(scene, facts.received));
  const statuses = count(within.map(({ status }) => status));
  return {
    n: scene.cohort.length,
    value: scene.cohort.length,
    counts: {
      reports: reportsBetween(scene, scene.all).length,
      open: scene.cohort.filter((each) => each.open).length,
      resolved: scene.cohort.filter(({ status }) => status === 'resolved' || status === 'closed').length,
      transferred: scene.cohort.filter(({ status }) => status === 'transferred').length,
      merged: statuses.merged ?? 0,
      invalid: statuses.invalid ?? 0,
    },
  };
}

function reportsPerPerson(scene: Scene): Measured {
  const reports = scene.cohort.flatMap(({ facts }) => facts.reports.filter(([at]) => at <= scene.at)).length;
  const persons = personsAt(scene.cohort, scene.at).length;
  return { n: persons, value: share(reports, persons), counts: { reports, persons } };
}

function inboundPerHour(scene: Scene): Measured {
  const reports = reportsBetween(scene, scene.all);
  const hours = Math.max(0, Math.min(scene.to, scene.at) - scene.from) / HOUR;
  return {
    n: reports.length,
    value: hours > 0 ? reports.length / hours : null,
    counts: { reports: reports.length },
    lines: grouped(reports, ([, , channel]) => channel).map(([channel, some]) =>
      line('channel', channel, { n: some.length, value: hours > 0 ? some.length / hours : null, counts: {} }),
    ),
  };
}

function arrivals(scene: Scene): Figures['arrivals'] {
  const hourOf = (instant: Ms) => Math.floor(instant / HOUR);
  const end = Math.min(scene.to, scene.at + 1);
  const cases = count(scene.cohort.map(({ received }) => String(hourOf(received))));
  const reports = count(reportsBetween(scene, scene.all).map(([, received]) => String(hourOf(received))));
  const hours: Figures['arrivals'] = [];
  for (let hour = hourOf(scene.from); hour * HOUR < end; hour++) {
    const instant = new Date(hour * HOUR).toISOString();
    hours.push({ hour: instant, cases: cases[hour] ?? 0, reports: reports[hour] ?? 0 });
  }
  return hours;
}

function duplicates(scene: Scene, which: 'duplicates' | 'undone'): Measured {
  const pairs = new Map<string, { first: Ms; inForce: boolean }>();
  const confirm = (a: string, b: string, at: Ms, undone: Ms | undefined) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = pairs.get(key) ?? { first: at, inForce: false };
    pairs.set(key, { first: Math.min(known.first, at), inForce: known.inForce || !by(undone, scene.at) });
  };
  for (const { facts } of scene.all) {
    for (const { other, kind, at, withdrawn } of facts.links) {
      if (at <= scene.at && (kind === 'same_case' || kind === 'same_person')) confirm(facts.id, other, at, withdrawn);
    }
    for (const { other, at, until: undone } of facts.merges) {
      if (at <= scene.at) confirm(facts.id, other, at, undone);
    }
  }
  const confirmed = [...pairs.values()].filter(({ first }) => inPeriod(scene, first));
  const undone = confirmed.filter(({ inForce }) => !inForce).length;
  const cases = scene.all.filter(({ facts, status }) => status !== 'invalid' && inPeriod(scene, facts.received)).length;
  const counts = { confirmed: confirmed.length, undone, cases };
  return which === 'duplicates'
    ? { n: cases, value: share(confirmed.length, cases), counts }
    : { n: confirmed.length, value: share(undone, confirmed.length), counts };
}

/* People */

interface PersonAt extends PersonFacts {
  of: CaseAt;
  /** Every safety status that was recorded, in order. */
  passed: SafetyStatus[];
}

function personsAt(cases: readonly CaseAt[], at: Ms): PersonAt[] {
  return cases.flatMap((of) =>
    of.facts.persons.flatMap(({ said }) => {
      const known = until(said, at).map(([, facts]) => facts);
      if (known.length === 0) return [];
      const passed = known.flatMap(({ safety: status }) => status ?? []);
      return [{ ...Object.assign({}, ...known), of, passed }];
    }),
  );
}

const isMinor = ({ age }: PersonFacts) => age !== undefined && age < 18;

const ageBand = ({ age }: PersonFacts) =>
  age === undefined ? 'unknown' : age < 5 ? '0_to_4' : age < 18 ? '5_to_17' : age < 60 ? '18_to_59' : '60_and_over';

function people({ cohort, at }: Scene): Measured {
  const all = personsAt(cohort, at);
  const each = (dimension: string, keyOf: (person: PersonAt) => readonly string[], order: readonly string[]) => {
    const counts = count(all.flatMap(keyOf));
    return order.flatMap((key) =>
      key in counts ? [line(dimension, key, { n: counts[key]!, value: counts[key]!, counts: {} })] : [],
    );
  };
  return {
    n: all.length,
    value: all.length,
    counts: { minors: all.filter(isMinor).length },
    lines: [
      ...each('sex', ({ sex = 'unknown' }) => [sex], ['female', 'male', 'unknown']),
      ...each('age', (person) => [ageBand(person)], ['0_to_4', '5_to_17', '18_to_59', '60_and_over', 'unknown']),
      ...each('vulnerability', ({ vulnerabilities = [] }) => vulnerabilities, VULNERABILITIES),
    ],
  };
}

function safety({ cohort, at }: Scene): Measured {
  const all = personsAt(cohort, at);
  const statuses = grouped(all, (person) => person.safety ?? 'unknown');
  return {
    n: all.length,
    value: all.length,
    counts: {},
    lines: SAFETY_STATUSES.flatMap((status) => {
      const some = statuses.find(([key]) => key === status)?.[1];
      if (!some) return [];
      const grades = count(some.map(({ grade = 'unverified' }) => grade));
      const counts = Object.fromEntries(GRADES.map((grade) => [grade, grades[grade] ?? 0]));
      return [line('safety', status, { n: some.length, value: some.length, counts })];
    }),
  };
}

const BOARDED: readonly SafetyStatus[] = ['departed', 'arrived'];

/** Persons who want to be brought away, by how far they came; nobody is counted twice, and nobody falls back. */
function evacuationFunnel({ cohort, at }: Scene): Measured {
  const wanting = cohort.filter(
    ({ category, facts }) =>
      category === 'evacuation_request' ||
      facts.needs.some((need) => need.kind === 'evacuation_seat' && need.status[0]![0] <= at),
  );
  const persons = personsAt(wanting, at);
  const having = (...statuses: SafetyStatus[]) =>
    persons.filter(({ passed }) => passed.some((status) => statuses.includes(status)));
  const released = having('arrived').filter(({ passed }) =>
    passed.slice(passed.indexOf('arrived')).includes('safe_confirmed'),
  );
  const stages = {
    registered: persons.length,
    manifested: having('manifested', ...BOARDED).length,
    boarded: having(...BOARDED).length,
    arrived: having('arrived').length,
    released: released.length,
  };
  const n = persons.length;
  return {
    n,
    value: share(stages.arrived, n),
    counts: stages,
    lines: Object.entries(stages).map(([key, some]) =>
      line('stage', key, { n: some, value: share(some, n), counts: {} }),
    ),
  };
}

const isUnaccompanied = (person: PersonAt) =>
  person.vulnerabilities?.includes('unaccompanied_child') ||
  (person.of.category === 'unaccompanied_child' && isMinor(person));

function reunification({ cohort, at }: Scene): Measured {
  const children = personsAt(cohort, at).filter(isUnaccompanied);
  const reunited = children.filter(({ of }) => resolutionOf(of, at)?.code === 'reunified').length;
  return { n: children.length, value: share(reunited, children.length), counts: { reunited } };
}

function annex({ cohort, at }: Scene): Measured {
  const persons = personsAt(cohort, at);
  const now = (...statuses: SafetyStatus[]) =>
    persons.filter(({ safety: status }) => status !== undefined && statuses.includes(status)).length;
  const counts = {
    unaccompanied_children: persons.filter(isUnaccompanied).length,
    medical_cases: cohort.filter(({ category }) => category === 'medical' || category === 'injury').length,
    hospitalised: now('hospitalised'),
    missing: now('missing'),
    detained_or_abducted: now('detained', 'abducted'),
    deaths_reported: now('deceased_reported'),
    deaths_confirmed: now('deceased_confirmed'),
  };
  return {
    n: persons.length,
    value: null,
    counts,
    lines: Object.entries(counts).map(([key, n]) => line('annex', key, { n, value: n, counts: {} })),
  };
}

function needs({ cohort, at }: Scene): Measured {
  const known = cohort.flatMap(({ facts }) =>
    facts.needs.flatMap(({ kind, status }) => {
      const now = valueAt(status, at);
      return now ? [{ kind, status: now }] : [];
    }),
  );
  const statuses = (some: typeof known) => {
    const counts = count(some.map(({ status }) => status));
    return Object.fromEntries(NEED_STATUSES.map((status) => [status, counts[status] ?? 0]));
  };
  return {
    n: known.length,
    value: known.filter(({ status }) => status === 'open' || status === 'assigned').length,
    counts: statuses(known),
    lines: NEED_KINDS.flatMap((kind) => {
      const some = known.filter((need) => need.kind === kind);
      const open = some.filter(({ status }) => status === 'open' || status === 'assigned').length;
      return some.length > 0 ? [line('need', kind, { n: some.length, value: open, counts: statuses(some) })] : [];
    }),
  };
}

/* The room itself */

function deliveryFailure(scene: Scene): Measured {
  const tried = scene.all.flatMap(({ facts }) =>
    facts.messages.flatMap(({ channel, sent, failed }) => {
      const outcomes = [sent, failed].filter((instant) => by(instant, scene.at));
      if (outcomes.length === 0 || !inPeriod(scene, Math.min(...outcomes))) return [];
      return [{ channel, failed: by(failed, scene.at) }];
    }),
  );
  const told = scene.all.flatMap(({ facts }) =>
    facts.escalations.flatMap(({ agency, told: attempts }) =>
      attempts.flatMap(([at, outcome]) => (inPeriod(scene, at) ? [{ agency, failed: outcome === 'failed' }] : [])),
    ),
  );
  const measure = (some: readonly { failed: boolean }[]): Measured => {
    const failed = some.filter((each) => each.failed).length;
    return { n: some.length, value: share(failed, some.length), counts: { failed } };
  };
  return {
    ...measure(tried),
    lines: [
      ...grouped(tried, ({ channel }) => channel).map(([key, some]) => line('channel', key, measure(some))),
      ...grouped(told, ({ agency }) => agency).map(([key, some]) => line('agency', key, measure(some))),
    ],
  };
}

function load({ population, onDuty }: Scene): Measured {
  const open = population.filter((each) => each.open);
  const owners = grouped(
    open.filter(({ owner }) => owner !== undefined),
    ({ owner }) => owner!,
  );
  const officers = onDuty ?? owners.length;
  return {
    n: open.length,
    value: share(open.length, officers),
    counts: { officers, without_owner: open.filter(({ owner }) => owner === undefined).length },
    lines: owners.map(([owner, some]) => line('owner', owner, { n: some.length, value: some.length, counts: {} })),
  };
}

function schedulerLag(scene: Scene): Measured {
  const lags = scene.all.flatMap(({ facts }) => facts.lags.flatMap(([at, lag]) => (inPeriod(scene, at) ? [lag] : [])));
  return { n: lags.length, value: quantile(lags, 0.99), counts: { worst: quantile(lags, 1) ?? 0 } };
}

function breaches(scene: Scene): Measured {
  const recorded = scene.population.flatMap(({ facts }) =>
    facts.breaches.flatMap(([at, key]) => (inPeriod(scene, at) ? [key.split(':')[0]!] : [])),
  );
  return {
    n: recorded.length,
    value: recorded.length,
    counts: {},
    lines: grouped(recorded, (clock) => clock).map(([clock, some]) =>
      line('clock', clock, { n: some.length, value: some.length, counts: {} }),
    ),
  };
}
