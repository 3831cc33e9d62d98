import type { NamedPerson } from '../case/events.ts';
import { secondsBetween } from '../clocks/time.ts';
import type { StreamStep } from '../ledger/execute.ts';
import type { StreamName } from '../ledger/stream.ts';
import { type Agency, type ContactChannel, isRoomRung } from './agency.ts';

/** Why an agency cannot be relied upon: shown red, the shift supervisor told, every raise to it told to the supervisor too. */
export type RedReason = 'subscriptions' | 'quiet' | 'drill';

/** What is wrong with one of the subscriptions that the directory asks for (decisions.md 14). */
export interface SubscriptionFault {
  channel: ContactChannel;
  address: string;
  fault: 'pending' | 'gone' | 'filter';
}

/** A message that every tier is to answer: an exercise, or the test of an agency that is new or has changed. */
export interface Drill {
  /** `<agency>.<seq>`. */
  drillId: string;
  kind: 'exercise' | 'test';
  at: string;
  tiers: number[];
  answered: number[];
  /** SNS took it, or refused it. */
  sent?: boolean;
  ended?: boolean;
}

/** How an agency stands: the head of stream `standing#<id>`. Beside the directory, so that an answer never costs an administrator his version. */
export interface Standing {
  /** When its tiers last changed. */
  changedAt: string;
  /** Tiers that answered a test or a drill since they last changed. */
  proved: number[];
  /** All its subscriptions were found in order since the last change. */
  checked?: boolean;
  faults: SubscriptionFault[];
  /** When somebody last answered a drill. */
  answeredAt?: string;
  /** The last three alerts whose time came were not acknowledged (d.3 rule 10). */
  quiet?: boolean;
  /** Nobody answered the last drill. */
  drillUnanswered?: boolean;
  drill?: Drill;
  lastDrillAt?: string;
  lastDrillResult?: 'answered' | 'partly' | 'silent';
  /** What the shift supervisor is to hear of and has not yet: seq and instant of the event. */
  notice?: { seq: number; at: string };
}

export const standingStream = (agency: string): StreamName => `standing#${agency}`;

/** An exercise that nobody of a tier answered in this time went unanswered. */
const DRILL_SECONDS = 3600;
const WEEK = 7 * 86_400;

/** Values of the attribute `tier` of an agency, or the one of a rung of the room. */
export function tierNumbers({ id, tiers }: Pick<Agency, 'id' | 'tiers'>): number[] {
  return isRoomRung(id) ? [Number(id.slice(-1))] : tiers.map((_, index) => index + 1);
}

export function redReasons({ faults, quiet, drillUnanswered }: Standing): RedReason[] {
  return [
    ...(faults.length > 0 ? (['subscriptions'] as const) : []),
    ...(quiet ? (['quiet'] as const) : []),
    ...(drillUnanswered ? (['drill'] as const) : []),
  ];
}

/** Ready means answered (decisions.md 14): each tier proved, each subscription in order. */
export function stateOf(standing: Standing | undefined, agency: Pick<Agency, 'id' | 'tiers'>): AgencyState {
  if (!standing) return 'unproved';
  if (redReasons(standing).length > 0) return 'red';
  const proved = tierNumbers(agency).every((tier) => standing.proved.includes(tier));
  return proved && standing.checked ? 'ready' : 'unproved';
}

export const AGENCY_STATES = ['unproved', 'ready', 'red'] as const;
export type AgencyState = (typeof AGENCY_STATES)[number];

/** The head as it was read; `version` 0 where there is none yet. */
export interface Before {
  version: number;
  state: Standing | undefined;
}

const FRESH = (now: string): Standing => ({ changedAt: now, proved: [], faults: [] });

/** Tiers changed: what they proved no longer counts, and they are tested anew. Tiers that nobody can be reached by are not. */
export function afterChange(
  { version, state }: Before,
  agency: Pick<Agency, 'id' | 'tiers' | 'active'>,
  changed: readonly number[],
  now: string,
): StreamStep<Standing> {
  const before = state ?? FRESH(now);
  const { checked: _checked, ...rest } = before;
  const kept = {
    ...rest,
    changedAt: now,
    faults: [],
    proved: before.proved.filter((tier) => !changed.includes(tier) && tierNumbers(agency).includes(tier)),
  };
  const reachable = changed.filter((tier) => agency.tiers[tier - 1]?.contacts.length);
  // The room's own rungs are proved by the supervisors' drill: nobody should be woken by an administrator's edit.
  if (reachable.length === 0 || !agency.active || isRoomRung(agency.id))
    return { events: [{ type: 'agency.unproved', data: { tiers: changed } }], state: kept };
  return startDrill({ version, state: kept }, agency.id, 'test', reachable, now);
}

export function startDrill(
  { version, state }: Before,
  agency: string,
  kind: Drill['kind'],
  tiers: readonly number[],
  now: string,
): StreamStep<Standing> {
  const drill: Drill = { drillId: `${agency}.${version + 1}`, kind, at: now, tiers: [...tiers], answered: [] };
  return {
    events: [{ type: 'agency.drill-started', data: { drillId: drill.drillId, kind, tiers } }],
    state: { ...(state ?? FRESH(now)), drill, ...(kind === 'exercise' ? { lastDrillAt: now } : {}) },
  };
}

/** A tier answered, in time or late: it can be reached, whatever was thought of it. A second answer changes nothing. */
export function answerDrill(
  before: Before & { state: Standing },
  answer: { drillId: string; tier: number; by: NamedPerson },
  now: string,
): StreamStep<Standing> {
  const { state } = before;
  const { drillId, tier } = answer;
  const current = state.drill?.drillId === drillId;
  const answered = current ? [...new Set([...state.drill!.answered, tier])] : [];
  const drill = current && state.drill ? { ...state.drill, answered } : state.drill;
  const { quiet: _quiet, drillUnanswered: _silent, ...rest } = state;
  const next: Standing = {
    ...rest,
    proved: [...new Set([...state.proved, tier])].sort((a, b) => a - b),
    answeredAt: now,
    ...(drill ? { drill } : {}),
  };
  const said = [{ type: 'agency.drill-answered', data: { ...answer, via: 'link', late: !current || !!drill?.ended } }];
  const all = drill && current && !drill.ended && drill.tiers.every((one) => answered.includes(one));
  return withColour(before, all ? ended(next, said) : { events: said, state: next }, now);
}

/** What the hour brings: a drill that ran out ends. */
export function endDrill(before: Before & { state: Standing }, now: string): StreamStep<Standing> | undefined {
  const { drill } = before.state;
  if (!drill || drill.ended || secondsBetween(drill.at, now) < DRILL_SECONDS) return undefined;
  return withColour(before, ended(before.state, []), now);
}

function ended(state: Standing, said: StreamStep<Standing>['events']): StreamStep<Standing> {
  const drill = state.drill!;
  const silent = drill.tiers.filter((tier) => !drill.answered.includes(tier));
  const result = silent.length === 0 ? 'answered' : drill.answered.length > 0 ? 'partly' : 'silent';
  const exercise = drill.kind === 'exercise';
  return {
    events: [
      ...said,
      { type: 'agency.drill-ended', data: { drillId: drill.drillId, kind: drill.kind, result, silent } },
    ],
    state: {
      ...state,
      drill: { ...drill, ended: true },
      ...(exercise ? { lastDrillResult: result } : {}),
      ...(exercise && result === 'silent' ? { drillUnanswered: true } : {}),
    },
  };
}

/** Whether the week's exercise is due (d.3 rule 10). The first comes a week after the agency was added. */
export function drillIsDue(state: Standing, now: string): boolean {
  if (state.drill && !state.drill.ended) return false;
  return secondsBetween(state.lastDrillAt ?? state.changedAt, now) >= WEEK;
}

/** What a look at its subscriptions and its last alerts said; nothing where it says nothing new. */
export function afterCheck(
  before: Before & { state: Standing },
  found: { faults: SubscriptionFault[]; inOrder: boolean; quiet: boolean },
  now: string,
): StreamStep<Standing> | undefined {
  const { checked: _checked, quiet: _quiet, ...rest } = before.state;
  const state: Standing = {
    ...rest,
    faults: found.faults,
    ...(found.inOrder ? { checked: true } : {}),
    ...(found.quiet ? { quiet: true } : {}),
  };
  const same =
    JSON.stringify([before.state.faults, !!before.state.checked, !!before.state.quiet]) ===
    JSON.stringify([state.faults, !!state.checked, !!state.quiet]);
  if (same) return undefined;
  const events = [{ type: 'agency.checked', data: found }];
  return withColour(before, { events, state }, now);
}

/** Turning red, turning red for another reason, and recovering are events of their own; the supervisor hears of them. */
function withColour(
  before: Before & { state: Standing },
  step: StreamStep<Standing>,
  now: string,
): StreamStep<Standing> {
  const [was, is] = [redReasons(before.state), redReasons(step.state)];
  if (was.join() === is.join()) return step;
  const type = is.length > 0 ? 'agency.red' : 'agency.recovered';
  const seq = before.version + step.events.length + 1;
  return {
    events: [...step.events, { type, data: { reasons: is, faults: step.state.faults } }],
    state: { ...step.state, notice: { seq, at: now } },
  };
}
