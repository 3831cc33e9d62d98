import { isOpen, nextRungs, obligations } from '../case/obligations.ts';
import type { CaseState } from '../case/state.ts';
import type { Category, ClockName, Priority, SafetyStatus } from '../case/vocabulary.ts';
import type { Policy, Rung } from '../clocks/policy.ts';
import { earliest, plusSeconds } from '../clocks/time.ts';
import type { Shift } from '../shifts/shift.ts';
import { PARTS, type Part } from './vocabulary.ts';

/**
 * One line of a pack: what is to be looked at, and where. It holds no words of a case: they are read from the case by whoever may
 * read it, so that a redaction there leaves nothing here.
 */
export interface Line {
  /** The same in every pack of a handover: a disposition outlives a new pack. */
  id: string;
  part: Part;
  case?: string;
  /** The alert, promise, person, contact, clock, rumour, instruction or member of staff that it is about. */
  about?: string;
  clock?: ClockName;
  agency?: string;
  rung?: Rung;
  /** When it is due, ends, or began: what the line counts from or to. */
  at?: string;
  overdue?: true;
  /** Last contact with the subject. */
  lastContactAt?: string;
  /** How many, where the line stands for several. */
  count?: number;
  state?: string;
  /** Only readers of the case see the line. */
  restricted?: true;
}

/** A case with the owner that it has; `after` names the accepted handover that gives it him and is not carried out yet. */
export interface Owned extends CaseState {
  after?: string;
}

/** A case as of the pack: the version list of decisions.md 21. */
export interface PackCase {
  case: string;
  version: number;
  priority: Priority;
  owner?: string;
  after?: string;
  country?: string;
  category?: Category;
  restricted?: true;
  /** Counted and never named; goes to the named successor. */
  sealed?: true;
}

export interface Pack {
  lines: Line[];
  cases: PackCase[];
}

/** What a pack is made of beside the cases. */
export interface Around {
  now: string;
  /** End of the incoming shift. */
  until: string;
  policies: readonly Policy[];
  outgoing: Pick<Shift, 'contact' | 'roster' | 'instructions'>;
  rumours: readonly { id: string; status: string; since: string }[];
  /** Messages in dead-letter queues, by queue. */
  deadLetters: readonly { queue: string; count: number }[];
  notes?: string;
}

const HOUR = 3600;

/** Movements of the next twelve hours (e.2, 5). */
const MOVEMENT_SECONDS = 12 * HOUR;

/** On the way, and not yet arrived. */
const BOARDED: readonly SafetyStatus[] = ['manifested', 'departed', 'en_route'];

/** The pack of a shift: fourteen parts, from the cases as they are (domain.md e.2). Overdue promises come first of all. */
export function packOf(states: readonly Owned[], around: Around): Pack {
  const open = states.filter(({ status }) => isOpen(status));
  const named = open.filter(({ sensitivity }) => sensitivity !== 'sealed');
  const lines = [...named.flatMap((state) => linesOf(state, around)), ...roomLines(open, around)];
  return { lines: lines.sort(byPart), cases: open.map(packCase) };
}

function byPart(a: Line, b: Line): number {
  const rank = (line: Line) => (isOverduePromise(line) ? -1 : PARTS.indexOf(line.part));
  return rank(a) - rank(b) || (a.at ?? '~').localeCompare(b.at ?? '~') || (a.id < b.id ? -1 : 1);
}

const isOverduePromise = ({ part, overdue }: Line) => part === 'promises' && overdue === true;

function packCase({ id, version, priority, owner, after, country, category, sensitivity }: Owned): PackCase {
  const known = { case: id, version, priority, ...(owner ? { owner } : {}), ...(after ? { after } : {}) };
  if (sensitivity === 'sealed') return { ...known, sealed: true };
  if (sensitivity === 'restricted') return { ...known, restricted: true };
  return { ...known, category, ...(country ? { country } : {}) };
}

function linesOf(state: CaseState, { now, until, policies }: Around): Line[] {
  const { clocks, urgentAt } = obligations(state, policies);
  const running = clocks.filter(({ stoppedAt, dueAt }) => !stoppedAt && dueAt !== undefined && dueAt <= until);
  const line = (part: Part, about: string | undefined, rest: Partial<Line>): Line => ({
    id: [part, state.id, ...(about ? [about] : [])].join('/'),
    part,
    case: state.id,
    ...(about ? { about } : {}),
    ...(state.sensitivity === 'restricted' ? { restricted: true } : {}),
    ...rest,
    ...(part !== 'children' && part !== 'failures' && rest.at !== undefined && rest.at <= now ? { overdue: true } : {}),
  });
  const at = (instant: string | undefined) => (instant ? { at: instant } : {});

  const urgent =
    state.priority === 'P1' || state.priority === 'P2'
      ? [line('urgent', undefined, { ...at(urgentAt), lastContactAt: state.subjectContact.at })]
      : [];
  const unacknowledged = state.escalations
    .filter(({ state: its }) => its === 'raised' || its === 'sent' || its === 'failed')
    .map((escalation) => {
      const next = nextRungs(escalation, policies)[0];
      const rung = escalation.told.at(-1);
      const { alertId, agency } = escalation;
      return line('unacknowledged', alertId, { agency, ...(rung ? { rung } : {}), ...at(next?.dueAt) });
    });
  // Promises, windows and alerts without an answer have parts of their own.
  const breaching = running
    .filter(({ name }) => name !== 'promise' && name !== 'wa_window' && name !== 'agency_ack')
    .map(({ key, name, dueAt }) => line('clocks', key, { clock: name, ...at(dueAt) }));
  const promises = state.promises
    .filter(({ status, dueAt }) => status === 'pending' && dueAt <= until)
    .map(({ promiseId, dueAt }) => line('promises', promiseId, { at: dueAt }));
  const windows = running
    .filter(({ name, dueAt }) => name === 'wa_window' && dueAt! > now)
    .map(({ key, dueAt }) => line('windows', key, { clock: 'wa_window', at: dueAt! }));
  const children = state.persons
    .filter(({ vulnerabilities }) => vulnerabilities?.includes('unaccompanied_child'))
    .map(({ personId }) => line('children', personId, { at: state.lastAt }));
  const nobodyNamed = state.category === 'unaccompanied_child' && children.length === 0;
  return [
    ...urgent,
    ...unacknowledged,
    ...breaching,
    ...promises,
    ...movementLines(state, now, line),
    ...windows,
    ...children,
    ...(nobodyNamed ? [line('children', undefined, { at: state.lastAt })] : []),
    ...failureLines(state, line),
  ];
}

type MakeLine = (part: Part, about: string | undefined, rest: Partial<Line>) => Line;

function movementLines(state: CaseState, now: string, line: MakeLine): Line[] {
  const { expectedAt } = state;
  const awaited =
    state.status === 'awaiting_movement' && expectedAt && expectedAt <= plusSeconds(now, MOVEMENT_SECONDS)
      ? [line('movements', undefined, { at: expectedAt, state: 'awaited' })]
      : [];
  const boarded = state.persons
    .filter(({ safety }) => safety && BOARDED.includes(safety.status))
    .map(({ personId, safety }) => line('movements', personId, { state: safety!.status, at: safety!.asOf }));
  return [...awaited, ...boarded];
}

/** What did not reach whom it was for, and nobody has put right. */
function failureLines(state: CaseState, line: MakeLine): Line[] {
  return [
    ...state.outbox
      .filter(({ phase, automatic }) => phase === 'unknown' && !automatic)
      .map(({ messageId, at }) => line('failures', messageId, { state: 'unknown', at })),
    ...state.escalations
      .filter(({ state: its }) => its === 'failed')
      .map(({ alertId, agency, raisedAt }) => line('failures', alertId, { agency, state: 'failed', at: raisedAt })),
  ];
}

function roomLines(open: readonly CaseState[], around: Around): Line[] {
  const { outgoing, rumours, deadLetters, notes } = around;
  const sealed = open.filter(({ sensitivity }) => sensitivity === 'sealed').length;
  const untriaged = open.filter(({ status, sensitivity }) => status === 'new' && sensitivity !== 'sealed');
  const oldest = earliest(untriaged.map(({ opened }) => opened.at));
  const line = (part: Part, about: string, rest: Partial<Line> = {}): Line => ({
    id: `${part}/${about}`,
    part,
    about,
    ...rest,
  });
  return [
    ...(sealed > 0 ? [line('sealed', 'all', { count: sealed })] : []),
    ...rumours.map(({ id, status, since }) => line('rumours', id, { state: status, at: since })),
    ...(oldest ? [line('untriaged', 'queue', { count: untriaged.length, at: oldest })] : []),
    ...deadLetters.filter(({ count }) => count > 0).map(({ queue, count }) => line('failures', queue, { count })),
    ...outgoing.instructions.map(({ instructionId, at }) => line('instructions', instructionId, { at })),
    ...outgoing.roster
      .filter(({ state }) => state !== undefined && state !== 'well')
      .map(({ staff, state }) => line('staff', staff, { state: state! })),
    ...(outgoing.contact ? [line('staff', 'contact')] : []),
    ...(notes ? [line('notes', 'notes')] : []),
  ];
}
