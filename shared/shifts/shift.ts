import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';
import { plusSeconds, secondsBetween } from '../clocks/time.ts';
import type { By, StreamStep } from '../ledger/execute.ts';
import type { Head } from '../ledger/store.ts';
import type { StreamName } from '../ledger/stream.ts';

/** What somebody does on a shift. Surge staff take calls after minutes of training and nothing else (domain.md G19). */
export const SHIFT_ROLES = ['supervisor', 'officer', 'surge'] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

/** How somebody is: what the next supervisor has to know (domain.md e.2, 13). */
export const WELLBEING = ['well', 'absent', 'tired', 'incident'] as const;
export type Wellbeing = (typeof WELLBEING)[number];

export interface RosterEntry {
  staff: string;
  role: ShiftRole;
  /** Staggered: not everyone changes at once. The shift's own times unless given. */
  from?: string;
  to?: string;
  state?: Wellbeing;
  note?: string;
  /** The briefing of somebody who is new: how long, and when he said that he understood it. */
  training?: { minutes: number; at: string; by: string };
}

/** A change of orders that came in during the shift, and from whom (domain.md e.2, 12). */
export interface Instruction {
  instructionId: string;
  from: string;
  text: string;
  at: string;
  by: string;
}

/** The head of stream `shift#<id>`. */
export interface Shift {
  /** Teams that change at different hours have shifts of their own. */
  team: string;
  start: string;
  end: string;
  /** How the outgoing supervisor is reached afterwards. */
  contact?: string;
  roster: RosterEntry[];
  instructions: Instruction[];
}

export type ShiftHead = Pick<Head<Shift>, 'id' | 'version' | 'state'>;

export const shiftStream = (id: string): StreamName => `shift#${id}`;

/** Eight hours and half an hour of overlap with the next shift (domain.md e.2). */
export const SHIFT_SECONDS = 8 * 3600 + 1800;
const SHORTEST = 1800;
const LONGEST = 14 * 3600;

/** Instructions of one shift; more are another shift's. */
const INSTRUCTIONS = 200;

/** The id of a shift begins with its beginning, so that the shifts of some hours are one query. */
export function shiftId(start: string, suffix: string): string {
  return `${shiftKey(start)}-${suffix}`;
}

/** What ids of shifts that begin at an instant begin with. */
export function shiftKey(at: string): string {
  return `${at.slice(0, 16).replace(/[-:]/g, '')}Z`;
}

export interface Roster {
  team?: string;
  start: string;
  end?: string;
  contact?: string;
  roster: Omit<RosterEntry, 'training'>[];
}

type Step = StreamStep<Shift> | Rejection;

export function planShift(input: Roster): Step {
  const state = stateOf(input, []);
  return 'rejected' in state ? state : { events: [{ type: 'shift.planned', data: state }], state };
}

/** Overwrites the roster. What the shift itself brought stays: briefings, instructions. Its beginning is its name. */
export function changeShift({ state: before }: ShiftHead, input: Roster): Step {
  if (input.start !== before.start)
    return invalid('/start', { ar: 'بداية الوردية لا تتغير', en: 'a shift keeps its beginning' });
  const state = stateOf(input, before.instructions, before.roster);
  return 'rejected' in state ? state : { events: [{ type: 'shift.changed', data: state }], state };
}

/** A change of instruction received in the shift. */
export function instruct({ id, version, state }: ShiftHead, input: { from: string; text: string }, by: By): Step {
  if (state.instructions.length >= INSTRUCTIONS) return full(INSTRUCTIONS);
  const instruction = { instructionId: `${id}.${version + 1}`, ...input, at: by.now, by: by.actor.id };
  return {
    events: [{ type: 'shift.instructed', data: instruction }],
    state: { ...state, instructions: [...state.instructions, instruction] },
  };
}

/** Minutes of training, and that they were understood: said by whoever was briefed, or by a supervisor for him (domain.md G19). */
export function brief({ state }: ShiftHead, { staff, minutes }: { staff: string; minutes: number }, by: By): Step {
  if (!state.roster.some((entry) => entry.staff === staff)) {
    return {
      rejected: 'not-found',
      detail: { ar: 'هذا الاسم ليس في كشف الوردية', en: 'this name is not on the roster of the shift' },
    };
  }
  const training = { minutes, at: by.now, by: by.actor.id };
  return {
    events: [{ type: 'shift.briefed', data: { staff, ...training } }],
    state: { ...state, roster: state.roster.map((entry) => (entry.staff === staff ? { ...entry, training } : entry)) },
  };
}

function stateOf(input: Roster, instructions: Instruction[], before: readonly RosterEntry[] = []): Shift | Rejection {
  const { team = 'room', start, end = plusSeconds(start, SHIFT_SECONDS), contact } = input;
  const length = secondsBetween(start, end);
  if (length < SHORTEST || length > LONGEST)
    return invalid('/end', {
      ar: 'الوردية من نصف ساعة إلى ١٤ ساعة',
      en: 'a shift lasts half an hour to fourteen hours',
    });
  const names = new Set(input.roster.map(({ staff }) => staff));
  if (names.size < input.roster.length)
    return invalid('/roster', { ar: 'الاسم مكرر في الكشف', en: 'somebody stands on the roster twice' });
  if (!input.roster.some(({ role }) => role === 'supervisor'))
    return invalid('/roster', { ar: 'لكل وردية مشرف', en: 'a shift has a supervisor' });
  const wrong = input.roster.findIndex(({ from = start, to = end }) => from >= to || from >= end || to <= start);
  if (wrong >= 0)
    return invalid(`/roster/${wrong}`, { ar: 'ساعات خارج الوردية', en: 'these hours lie outside the shift' });
  const roster = input.roster.map((entry) => {
    const training = before.find(({ staff }) => staff === entry.staff)?.training;
    return { ...entry, ...(training ? { training } : {}) };
  });
  return { team, start, end, ...(contact ? { contact } : {}), roster, instructions };
}

/** Somebody who is there now. */
export interface OnDuty {
  staff: string;
  role: ShiftRole;
  shift: string;
  from: string;
  to: string;
}

/** Who is on duty at an instant, by their own hours; in an overlap both shifts are. */
export function onDuty(shifts: readonly Pick<ShiftHead, 'id' | 'state'>[], at: string): OnDuty[] {
  return shifts.flatMap(({ id, state }) =>
    state.roster.flatMap((entry) => {
      const { staff, role, from = state.start, to = state.end } = entry;
      return entry.state !== 'absent' && from <= at && at < to ? [{ staff, role, shift: id, from, to }] : [];
    }),
  );
}

/** The supervisor of a shift, its successor in a handover: the first on its roster who is there. */
export function supervisorOf({ roster }: Shift): string | undefined {
  return roster.find(({ role, state }) => role === 'supervisor' && state !== 'absent')?.staff;
}

/** Whoever of a shift can own cases. */
export function ownersOf({ roster }: Shift): string[] {
  return roster.filter(({ role, state }) => role !== 'surge' && state !== 'absent').map(({ staff }) => staff);
}

function invalid(pointer: string, detail: Both): Rejection {
  return { rejected: 'validation', detail, pointer };
}

function full(most: number): Rejection {
  return { rejected: 'limit-reached', detail: { ar: `الحد الأقصى ${most}`, en: `at most ${most} of these` } };
}
