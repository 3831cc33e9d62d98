/**
 * The figures of domain.md e.3 once more, from the raw events and the room's own fold of them, written without a look at `shared/figures`: slow,
 * straightforward, one question after the other. Whatever both say alike is right, or wrong twice in the same way.
 */
import type { CaseEvent, EventData, EventType } from '../../shared/case/events.ts';
import { fold } from '../../shared/case/evolve.ts';
import { isOpen, obligations } from '../../shared/case/obligations.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';

type Of<T extends EventType> = CaseEvent & { type: T; data: EventData[T] };

interface Known {
  id: string;
  /** Everything recorded until then. */
  events: CaseEvent[];
  state: CaseState;
}

export interface Said {
  n: number;
  value: number | null;
  counts: Record<string, number>;
}

export interface Question {
  from: string;
  to: string;
  asOf: string;
  crisis?: string;
}

const time = (instant: string) => new Date(instant).getTime();
const whole = (milliseconds: number) => Math.round(milliseconds / 1000);
const HOUR = 3600 * 1000;
const WEEK = 7 * 24 * HOUR;

function all<T extends EventType>(known: { events: readonly CaseEvent[] }, type: T): Of<T>[] {
  return known.events.filter((event): event is Of<T> => event.type === type);
}

/** Each case is asked once. */
function once<T>(ask: (known: Known) => T): (known: Known) => T {
  const answers = new Map<Known, T>();
  return (known) => {
    if (!answers.has(known)) answers.set(known, ask(known));
    return answers.get(known)!;
  };
}

/** The median of those who waited, some of whom still do: product-limit estimate in exact fractions. */
function kaplanMeier(waited: readonly { seconds: number; over: boolean }[], percent: bigint): number | null {
  let numerator = 1n;
  let denominator = 1n;
  const lengths = waited.map((each) => each.seconds);
  for (const seconds of [...new Set(lengths)].sort((a, b) => a - b)) {
    const over = BigInt(waited.filter((each) => each.seconds === seconds && each.over).length);
    if (over === 0n) continue;
    const watched = BigInt(lengths.filter((length) => length >= seconds).length);
    numerator *= watched - over;
    denominator *= watched;
    if (numerator * 100n <= denominator * (100n - percent)) return seconds;
  }
  return null;
}

function lowerMedian(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

const of = (part: number, n: number) => (n === 0 ? null : part / n);

/** Answers every question of one kind at once. `only` leaves out cases, for what is asked about a part of them. */
export function oracle(
  ledgers: readonly CaseEvent[][],
  { from, to, asOf, crisis }: Question,
  only: (state: CaseState) => boolean = () => true,
): Record<string, Said> {
  const [begin, end, now] = [time(from), time(to), time(asOf)];
  const during = (instant: number) => begin <= instant && instant < end && instant <= now;

  const everything = new Map<string, Known>();
  for (const events of ledgers) {
    // Instants of one shape compare as texts.
    const known = events.filter((event) => event.at <= asOf);
    const state = fold(known);
    if (state) everything.set(state.id, { id: state.id, events: known, state });
  }
  const asked = [...everything.values()].filter(
    ({ state }) => (crisis === undefined || state.crisis === crisis) && only(state),
  );
  const valid = asked.filter(({ state }) => !['invalid', 'merged'].includes(state.status));

  const receivedOf = (known: Known): number => {
    const [first, ...rest] = known.events;
    const together = rest.filter(
      ({ at, type }) => at === first!.at && type === 'message.received',
    ) as Of<'message.received'>[];
    return Math.min(time(first!.at), ...together.map(({ data }) => time(data.receivedAt)));
  };
  /** The case and everything that flowed into it. */
  const family = (known: Known, seen = new Set<string>()): Known[] => {
    if (seen.has(known.id)) return [];
    seen.add(known.id);
    return [known, ...known.state.merges.flatMap(({ other }) => family(everything.get(other)!, seen))];
  };
  const beginningOf = once((known: Known) => Math.min(...family(known).map(receivedOf)));
  const wordsOf = once((known: Known): { at: number; seq: number }[] => {
    const [first] = known.events as [Of<'case.opened'>];
    const words: { at: number; seq: number }[] = [];
    if (first.actor.kind === 'staff' && ['phone', 'walk_in'].includes(first.data.channel)) {
      words.push({ at: time(first.at), seq: 1 });
    }
    const human = new Set(
      all(known, 'message.queued')
        .filter(({ actor, data }) => actor.kind === 'staff' && !data.automatic && !data.broadcast)
        .map(({ data }) => data.messageId),
    );
    const told = new Set<string>();
    for (const { data, at, seq } of all(known, 'message.sent')) {
      if (human.has(data.messageId) && !told.has(data.messageId)) words.push({ at: time(at), seq });
      told.add(data.messageId);
    }
    for (const { data, at, seq } of all(known, 'call.logged')) {
      if (data.direction === 'out' || data.answered) words.push({ at: time(at), seq });
    }
    return words.sort((a, b) => a.seq - b.seq);
  });
  const answeredAt = once((known: Known): number | undefined => {
    const first = family(known).flatMap((member) => wordsOf(member).slice(0, 1));
    return first.length > 0 ? Math.min(...first.map(({ at }) => at)) : undefined;
  });

  const cohort = valid.filter((known) => beginningOf(known) >= begin && beginningOf(known) < end);
  const said: Record<string, Said> = {};

  // Answers
  const waits = cohort.map((known) => {
    const answered = answeredAt(known);
    return { seconds: whole((answered ?? now) - beginningOf(known)), over: answered !== undefined };
  });
  const answered = waits.filter(({ over }) => over).length;
  const counts = { answered, unanswered: waits.length - answered };
  said.first_response_median = { n: waits.length, value: kaplanMeier(waits, 50n), counts };
  said.first_response_p90 = { n: waits.length, value: kaplanMeier(waits, 90n), counts };
  said.inequality = said.first_response_median;

  const targets = { met: 0, breached: 0, pending: 0 };
  for (const known of cohort) {
    const answer = answeredAt(known);
    const then = fold(known.events.filter(({ at }, index) => index === 0 || time(at) <= (answer ?? now)))!;
    const due = beginningOf(known) + DEFAULT_POLICY.clocks.first_human_response[then.priority]! * 1000;
    const recorded = all(known, 'clock.breached').some(({ data }) => data.clock === 'first_human_response');
    if (recorded || (answer === undefined ? due <= now : answer > due)) targets.breached++;
    else if (answer !== undefined) targets.met++;
    else targets.pending++;
  }
  said.answered_within_target = {
    n: targets.met + targets.breached,
    value: of(targets.met, targets.met + targets.breached),
    counts: targets,
  };

  // Agencies
  const alerts = valid.flatMap((known) =>
    all(known, 'escalation.raised').map((raised) => {
      const about = known.events.filter(
        (event) => (event.data as { alertId?: string }).alertId === raised.data.alertId,
      );
      const first = (...types: string[]) => {
        const event = about.find(({ type }) => types.includes(type));
        return event && time(event.at);
      };
      return {
        agency: raised.data.agency,
        raised: time(raised.at),
        sent: first('escalation.sent'),
        acknowledged: first('escalation.acknowledged'),
        accepted: first('escalation.accepted'),
        declined: first('escalation.declined'),
        completed: first('escalation.completed'),
        ended: first('escalation.declined', 'escalation.completed', 'escalation.stood-down'),
        climbed: about.flatMap((event) => (event.type === 'escalation.climbed' ? [event.data.rung as string] : [])),
      };
    }),
  );
  const ackWait = ({ sent, acknowledged, ended }: (typeof alerts)[number]) =>
    acknowledged === undefined
      ? { seconds: whole(Math.max(ended ?? now, sent!) - sent!), over: false }
      : { seconds: Math.max(0, whole(acknowledged - sent!)), over: true };
  const acks = (some: typeof alerts): Said => ({
    n: some.length,
    value: kaplanMeier(some.map(ackWait), 50n),
    counts: {
      acknowledged: some.filter(({ acknowledged }) => acknowledged !== undefined).length,
      unacknowledged: some.filter(({ acknowledged }) => acknowledged === undefined).length,
    },
  });
  const sent = alerts.filter((alert) => alert.sent !== undefined && during(alert.sent));
  said.agency_ack_median = acks(sent);
  for (const agency of new Set(sent.map((alert) => alert.agency))) {
    said[`agency_ack_median agency ${agency}`] = acks(sent.filter((alert) => alert.agency === agency));
  }
  const raised = alerts.filter((alert) => during(alert.raised));
  const response = (some: typeof alerts): Said => ({
    n: some.length,
    value: kaplanMeier(some.filter((alert) => alert.sent !== undefined).map(ackWait), 50n),
    counts: {
      asked: some.length,
      acknowledged: some.filter((alert) => alert.acknowledged !== undefined).length,
      accepted: some.filter((alert) => alert.accepted !== undefined).length,
      declined: some.filter((alert) => alert.declined !== undefined).length,
      completed: some.filter((alert) => alert.completed !== undefined).length,
    },
  });
  said.agencies = response(raised);
  for (const agency of new Set(raised.map((alert) => alert.agency))) {
    said[`agencies agency ${agency}`] = response(raised.filter((alert) => alert.agency === agency));
  }
  const reach = Object.fromEntries(
    ['t1', 't2', 't3', 't4'].map((tier) => [tier, raised.filter(({ climbed }) => climbed.includes(tier)).length]),
  ) as Record<'t1', number>;
  said.escalation_reach = { n: raised.length, value: of(reach.t1, raised.length), counts: reach };

  // Ends
  const ends = { once: [] as number[], first: [] as number[], last: [] as number[] };
  let resolutions = 0;
  let reopenedSoon = 0;
  for (const known of valid) {
    const resolved = all(known, 'case.resolved');
    const reopened = all(known, 'case.reopened');
    for (const each of resolved.filter(({ at }) => during(time(at)))) {
      resolutions++;
      const again = reopened.find(({ seq }) => seq > each.seq);
      const before = resolved.find(({ seq }) => seq > each.seq);
      if (again && (!before || again.seq < before.seq) && time(again.at) - time(each.at) <= WEEK) reopenedSoon++;
    }
    if (!resolved.some(({ at }) => during(time(at)))) continue;
    const took = resolved.map(({ at }) => whole(time(at) - beginningOf(known)));
    const wasReopened = reopened.some(({ seq }) => seq > resolved[0]!.seq);
    if (wasReopened) {
      ends.first.push(took[0]!);
      ends.last.push(took.at(-1)!);
    } else ends.once.push(took[0]!);
  }
  const ended = (took: number[]): Said => ({
    n: took.length,
    value: lowerMedian(took),
    counts: { resolved: took.length },
  });
  said.resolution_median = ended(ends.once);
  said.resolution_reopened_first = ended(ends.first);
  said.resolution_reopened_last = ended(ends.last);
  said.reopen_rate = { n: resolutions, value: of(reopenedSoon, resolutions), counts: { reopened: reopenedSoon } };

  const completion = (cases: Known[], contacted: boolean): Said => {
    const done = cases.filter(
      ({ state }) => state.resolution?.verifiedHow && ['resolved', 'closed'].includes(state.status),
    );
    const silent = done.filter(({ state }) => state.resolution!.code === 'no_contact_after_attempts').length;
    const completed = done.length - (contacted ? silent : 0);
    return {
      n: cases.length,
      value: of(completed, cases.length),
      counts: { completed, without_contact: silent, not_completed: cases.length - completed },
    };
  };
  const old = cohort.filter((known) => now - beginningOf(known) >= WEEK);
  said.completion_rate = completion(cohort, false);
  said.completion_rate_contacted = completion(cohort, true);
  said.completion_rate_7d = completion(old, false);
  said.completion_rate_7d_contacted = completion(old, true);

  // What waits
  const open = valid.filter(({ state }) => isOpen(state.status));
  const ages = { under_1h: 0, '1_to_4h': 0, '4_to_12h': 0, '12_to_24h': 0, '1_to_3d': 0, '3_to_7d': 0, over_7d: 0 };
  const ageOf = (known: Known): keyof typeof ages => {
    const hours = (now - beginningOf(known)) / HOUR;
    if (hours < 1) return 'under_1h';
    if (hours < 4) return '1_to_4h';
    if (hours < 12) return '4_to_12h';
    if (hours < 24) return '12_to_24h';
    if (hours < 72) return '1_to_3d';
    return hours < 168 ? '3_to_7d' : 'over_7d';
  };
  const backlog = (some: Known[]): Said => {
    const byAge = { ...ages };
    for (const known of some) byAge[ageOf(known)]++;
    return { n: some.length, value: some.length, counts: byAge };
  };
  said.backlog = backlog(open);
  for (const priority of ['P1', 'P2', 'P3', 'P4']) {
    said[`backlog priority ${priority}`] = backlog(open.filter(({ state }) => state.priority === priority));
  }
  const untriaged = valid.filter(({ state }) => state.status === 'new').map((known) => whole(now - beginningOf(known)));
  said.oldest_untriaged = {
    n: untriaged.length,
    value: untriaged.length > 0 ? Math.max(...untriaged) : null,
    counts: { untriaged: untriaged.length },
  };
  const named = (field: 'category' | 'country' | 'place', id: string) => {
    said[id] = { n: open.length, value: open.length, counts: {} };
    for (const { state } of open) {
      const key = `${id} ${field} ${state[field] ?? 'unknown'}`;
      const before = said[key]?.n ?? 0;
      said[key] = { n: before + 1, value: before + 1, counts: {} };
    }
  };
  named('category', 'open_by_category');
  named('country', 'open_by_country');
  named('place', 'open_by_place');

  // Words kept
  const loop = { met: 0, breached: 0, pending: 0 };
  for (const known of valid) {
    const words = wordsOf(known);
    for (const [index, { at, seq }] of words.entries()) {
      if (!during(at)) continue;
      const next = words[index + 1];
      const late = all(known, 'clock.breached').some(
        (event) =>
          event.data.key === 'keep_in_loop' && event.seq > seq && event.seq < (next?.seq ?? Number.POSITIVE_INFINITY),
      );
      // The room's own clock says when the last of them falls due.
      const clock = obligations(known.state, [DEFAULT_POLICY]).clocks.find(({ name }) => name === 'keep_in_loop');
      const running = !next && clock && !clock.stoppedAt && clock.dueAt !== undefined && time(clock.dueAt) <= now;
      loop[late || running ? 'breached' : next ? 'met' : 'pending']++;
    }
  }
  said.keep_in_loop = { n: loop.met + loop.breached, value: of(loop.met, loop.met + loop.breached), counts: loop };

  const promises = { kept: 0, broken: 0 };
  for (const known of valid) {
    for (const made of all(known, 'promise.made')) {
      const id = made.data.promiseId;
      const kept = all(known, 'promise.kept').find(({ data }) => data.promiseId === id);
      let due = time(made.data.dueAt);
      for (const moved of all(known, 'promise.moved').filter(({ data }) => data.promiseId === id)) {
        if (time(moved.at) >= due && during(due)) promises.broken++;
        due = time(moved.data.dueAt);
      }
      if (during(due)) promises[kept && time(kept.at) <= due ? 'kept' : 'broken']++;
    }
  }
  const due = promises.kept + promises.broken;
  said.promise_keeping = { n: due, value: of(promises.kept, due), counts: promises };

  // Reports
  const openingOf = (known: Known) => (known.events[0] as Of<'case.opened'>).data;
  const delays = cohort.flatMap((known) => {
    const { occurredAt } = openingOf(known);
    return occurredAt ? [whole(receivedOf(known) - time(occurredAt))] : [];
  });
  said.reporting_delay = {
    n: delays.length,
    value: lowerMedian(delays),
    counts: { unknown: cohort.length - delays.length },
  };
  const reportsOf = (known: Known): number[] => [
    ...(known.events[0]!.actor.kind === 'staff' ? [time(known.events[0]!.at)] : []),
    ...all(known, 'message.received').flatMap(({ data }) => (data.quiet ? [] : [time(data.receivedAt)])),
    ...all(known, 'call.logged').flatMap(({ data, at }) => (data.direction === 'in' ? [time(at)] : [])),
  ];
  const inbound = asked.flatMap(reportsOf).filter(during).length;
  const hours = (Math.min(end, now) - begin) / HOUR;
  said.inbound_per_hour = { n: inbound, value: inbound / hours, counts: { reports: inbound } };
  const begun = asked.filter((known) => during(receivedOf(known)));
  said.cases_received = {
    n: cohort.length,
    value: cohort.length,
    counts: {
      reports: inbound,
      open: cohort.filter(({ state }) => isOpen(state.status)).length,
      resolved: cohort.filter(({ state }) => ['resolved', 'closed'].includes(state.status)).length,
      transferred: cohort.filter(({ state }) => state.status === 'transferred').length,
      merged: begun.filter(({ state }) => state.status === 'merged').length,
      invalid: begun.filter(({ state }) => state.status === 'invalid').length,
    },
  };
  const persons = cohort.reduce((sum, { state }) => sum + state.persons.length, 0);
  const reports = cohort.flatMap(reportsOf).length;
  said.reports_per_person = { n: persons, value: of(reports, persons), counts: { reports, persons } };

  const pairs = new Map<string, { at: number; undone: number | undefined }[]>();
  for (const known of asked) {
    const pair = (other: string) => [known.id, other].sort().join('~');
    for (const link of all(known, 'link.confirmed')) {
      if (!['same_case', 'same_person'].includes(link.data.kind)) continue;
      const undone = all(known, 'link.withdrawn').find(
        ({ data, seq }) => data.linkId === link.data.linkId && seq > link.seq,
      );
      const key = pair(link.data.other);
      pairs.set(key, [...(pairs.get(key) ?? []), { at: time(link.at), undone: undone && time(undone.at) }]);
    }
    for (const merge of all(known, 'case.merged').filter(({ data }) => data.role === 'target')) {
      const undone = all(known, 'case.unmerged').find(
        ({ data, seq }) => data.other === merge.data.other && seq > merge.seq,
      );
      const key = pair(merge.data.other);
      pairs.set(key, [...(pairs.get(key) ?? []), { at: time(merge.at), undone: undone && time(undone.at) }]);
    }
  }
  const confirmed = [...pairs.values()].filter((links) => during(Math.min(...links.map(({ at }) => at))));
  const undone = confirmed.filter((links) => links.every((link) => link.undone !== undefined)).length;
  const counted = begun.filter(({ state }) => state.status !== 'invalid').length;
  const duplicates = { confirmed: confirmed.length, undone, cases: counted };
  said.duplicate_rate = { n: counted, value: of(confirmed.length, counted), counts: duplicates };
  said.false_merge_rate = { n: confirmed.length, value: of(undone, confirmed.length), counts: duplicates };

  // People
  const everybody = cohort.flatMap((known) => known.state.persons.map((person) => ({ person, known })));
  const minors = everybody.filter(({ person }) => person.age !== undefined && person.age < 18);
  said.people = { n: everybody.length, value: everybody.length, counts: { minors: minors.length } };
  const tally = (id: string, keys: string[]) => {
    for (const key of keys) {
      const before = said[`${id} ${key}`]?.n ?? 0;
      said[`${id} ${key}`] = { n: before + 1, value: before + 1, counts: {} };
    }
  };
  tally(
    'people',
    everybody.map(({ person }) => `sex ${person.sex ?? 'unknown'}`),
  );
  tally(
    'people',
    everybody.flatMap(({ person }) => (person.vulnerabilities ?? []).map((each) => `vulnerability ${each}`)),
  );
  said.safety = { n: everybody.length, value: everybody.length, counts: {} };
  for (const { person } of everybody) {
    const key = `safety safety ${person.safety?.status ?? 'unknown'}`;
    const grades = { unverified: 0, single_source: 0, two_sources: 0, direct_contact: 0, official_document: 0 };
    const before = said[key] ?? { n: 0, value: 0, counts: grades };
    const grade = person.safety?.grade ?? 'unverified';
    said[key] = {
      n: before.n + 1,
      value: before.n + 1,
      counts: { ...before.counts, [grade]: (before.counts[grade] ?? 0) + 1 },
    };
  }
  const wanting = everybody.filter(
    ({ known }) =>
      known.state.category === 'evacuation_request' || known.state.needs.some(({ kind }) => kind === 'evacuation_seat'),
  );
  const passed = ({ person, known }: (typeof everybody)[number]) =>
    known.events.flatMap((event) => {
      if (event.type !== 'person.added' && event.type !== 'person.changed') return [];
      return event.data.personId === person.personId && event.data.safety ? [event.data.safety.status] : [];
    });
  const been = (...statuses: string[]) =>
    wanting.filter((each) => passed(each).some((one) => statuses.includes(one))).length;
  const arrived = been('arrived');
  const released = wanting.filter((each) => {
    const steps = passed(each);
    return steps.includes('arrived') && steps.lastIndexOf('safe_confirmed') > steps.indexOf('arrived');
  }).length;
  said.evacuation_funnel = {
    n: wanting.length,
    value: of(arrived, wanting.length),
    counts: {
      registered: wanting.length,
      manifested: been('manifested', 'departed', 'arrived'),
      boarded: been('departed', 'arrived'),
      arrived,
      released,
    },
  };
  const alone = everybody.filter(
    ({ person, known }) =>
      person.vulnerabilities?.includes('unaccompanied_child') ||
      (known.state.category === 'unaccompanied_child' && person.age !== undefined && person.age < 18),
  );
  const reunited = alone.filter(
    ({ known: { state } }) => state.resolution?.code === 'reunified' && ['resolved', 'closed'].includes(state.status),
  ).length;
  said.reunification = { n: alone.length, value: of(reunited, alone.length), counts: { reunited } };
  const having = (...statuses: string[]) =>
    everybody.filter(({ person }) => person.safety && statuses.includes(person.safety.status)).length;
  said.annex = {
    n: everybody.length,
    value: null,
    counts: {
      unaccompanied_children: alone.length,
      medical_cases: cohort.filter(({ state }) => ['medical', 'injury'].includes(state.category)).length,
      hospitalised: having('hospitalised'),
      missing: having('missing'),
      detained_or_abducted: having('detained', 'abducted'),
      deaths_reported: having('deceased_reported'),
      deaths_confirmed: having('deceased_confirmed'),
    },
  };
  const wanted = cohort.flatMap(({ state }) => state.needs);
  const needed = (some: typeof wanted): Said => ({
    n: some.length,
    value: some.filter(({ status }) => ['open', 'assigned'].includes(status)).length,
    counts: Object.fromEntries(
      ['open', 'assigned', 'partially_met', 'met', 'cancelled', 'unmeetable'].map((status) => [
        status,
        some.filter((need) => need.status === status).length,
      ]),
    ),
  });
  said.needs = needed(wanted);
  for (const kind of new Set(wanted.map((need) => need.kind))) {
    said[`needs need ${kind}`] = needed(wanted.filter((need) => need.kind === kind));
  }

  // The room itself
  const outcomes = asked.flatMap((known) =>
    all(known, 'message.queued').flatMap(({ data: { messageId, channel } }) => {
      const about = (type: 'message.sent' | 'message.failed' | 'message.status') =>
        (all(known, type) as Of<'message.failed'>[]).filter(({ data }) => data.messageId === messageId);
      const reached = about('message.sent').map(({ at }) => time(at));
      const failed = [
        ...about('message.failed').filter(({ data }) => !data.retryable),
        ...about('message.status').filter(({ data }) => (data as unknown as { status: string }).status === 'failed'),
      ].map(({ at }) => time(at));
      if (reached.length + failed.length === 0) return [];
      return during(Math.min(...reached, ...failed)) ? [{ channel, failed: failed.length > 0 }] : [];
    }),
  );
  const failures = (some: typeof outcomes): Said => {
    const failed = some.filter((each) => each.failed).length;
    return { n: some.length, value: of(failed, some.length), counts: { failed } };
  };
  said.delivery_failure = failures(outcomes);
  for (const channel of new Set(outcomes.map((each) => each.channel))) {
    said[`delivery_failure channel ${channel}`] = failures(outcomes.filter((each) => each.channel === channel));
  }
  const owners = new Set(open.flatMap(({ state }) => state.owner ?? []));
  said.load_per_officer = {
    n: open.length,
    value: of(open.length, owners.size),
    counts: { officers: owners.size, without_owner: open.filter(({ state }) => !state.owner).length },
  };
  const lags = asked.flatMap((known) =>
    known.events.flatMap((event) => {
      if (!during(time(event.at))) return [];
      if (event.type === 'clock.breached') return event.data.reason ? [] : [event.data.lateBySeconds];
      if (event.type === 'escalation.held') return [event.data.lateBySeconds];
      if (event.type === 'escalation.ack-expired') return [whole(time(event.at) - time(event.data.expiredAt))];
      if (event.type !== 'escalation.climbed') return [];
      return ['unanswered', 'ack-expired'].includes(event.data.reason ?? '') ? [event.data.lateBySeconds] : [];
    }),
  );
  lags.sort((a, b) => a - b);
  said.scheduler_lag = {
    n: lags.length,
    value: lags[Math.ceil((lags.length * 99) / 100) - 1] ?? null,
    counts: { worst: lags.at(-1) ?? 0 },
  };
  const breached = valid.flatMap((known) => all(known, 'clock.breached').filter(({ at }) => during(time(at))));
  said.breaches = { n: breached.length, value: breached.length, counts: {} };
  for (const { data } of breached) {
    const key = `breaches clock ${data.clock}`;
    const before = said[key]?.n ?? 0;
    said[key] = { n: before + 1, value: before + 1, counts: {} };
  }
  return said;
}
