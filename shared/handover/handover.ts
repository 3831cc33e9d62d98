import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';
import type { Category, Priority } from '../case/vocabulary.ts';
import type { Rung } from '../clocks/policy.ts';
import { plusSeconds, secondsBetween } from '../clocks/time.ts';
import type { By, StreamStep } from '../ledger/execute.ts';
import type { Head } from '../ledger/store.ts';
import { ownersOf, type ShiftHead, supervisorOf } from '../shifts/shift.ts';
import type { Line, Pack, PackCase } from './pack.ts';
import type { Disposition, HandoverState, Part } from './vocabulary.ts';

/** Cases by what the pack says of them: handing over in bulk. */
export interface CaseFilter {
  priority?: Priority;
  owner?: string;
  country?: string;
  category?: Category;
}

/** One disposition of a line, of a part, of cases, or of all that a filter finds; a later one stands above the earlier. */
export interface Rule {
  lines?: string[];
  part?: Part;
  cases?: string[];
  filter?: CaseFilter;
  disposition: Disposition;
  to?: string;
  note?: string;
  by: string;
  at: string;
}

/** A case that goes from one owner to the next; `version` is that of the pack. */
export interface Move {
  case: string;
  version: number;
  from?: string;
  /** The handover that was still to give it to `from` when the pack was made. */
  after?: string;
  to: string;
}

/** What the room's ladder is to hear of and has not yet: seq of the event that wants it told. */
export interface HandoverNotice {
  seq: number;
  kind: 'late' | 'accepted' | 'audited';
  rung: Rung;
  at: string;
}

/** What a handover is about: its pack, and what was said of its lines. It stands in the events from the pack on. */
export interface Content extends Pack {
  rules: Rule[];
}

/** The head of stream `handover#<id of the outgoing shift>`: the fold of its events, without its content. */
export interface Handover {
  state: HandoverState;
  /** The incoming shift; none where the roster has none. */
  to?: string;
  outgoing: string;
  /** Who accepts: the supervisor of the incoming shift, or who was named in his place. */
  successor?: string;
  shiftEndsAt: string;
  draftedAt: string;
  draftedBy: string;
  /** Where the pack in force stands in the stream. `complete` is false where there were more cases than a pack takes. */
  pack?: { at: string; seq: number; complete: boolean };
  parts: Partial<Record<Part, number>>;
  /** Whoever may take cases, as the incoming roster was then. */
  incoming: string[];
  /** Whoever is on duty when the outgoing shift has gone: the incoming one, and teams that change at other hours. */
  staying: string[];
  /** Of the outgoing roster, whoever goes. */
  leaving: string[];
  /** How many rules its content has. */
  rules: number;
  notes?: string;
  offered?: { at: string; by: string };
  returned?: { at: string; by: string; reason: string };
  accepted?: { at: string; by: string; seq: number; moves: number };
  /** Every case has its new owner, or keeps a newer one. */
  settled?: { at: string; moved: number; kept: string[]; ended: string[] };
  audited?: { at: string; untouched: string[]; left: string[] };
  closed?: { at: string; by: string; reason?: string };
  /** Of the cases named here, those that are restricted or sealed: they are named to the successor and the director only. */
  guarded?: string[];
  /** Rungs of the room reached because nobody accepted, and those of them that were told. */
  rungs: Rung[];
  told: Rung[];
  notices: HandoverNotice[];
}

export type HandoverHead = Pick<Head<Handover>, 'id' | 'version' | 'state'>;

/** Seconds after the end of the shift at which nobody's acceptance climbs the room's ladder (domain.md e.2). */
const LADDER: readonly { rung: Rung; after: number }[] = [
  { rung: 't1', after: 15 * 60 },
  { rung: 't2', after: 30 * 60 },
];

/** What is older than a day waits for a person (d.3 rule 7). */
const STALE_SECONDS = 86_400;

/** Cases untouched so long after acceptance are told to the new supervisor (domain.md e.2). */
export const AUDIT_SECONDS = 2 * 3600;

/** Rules of one handover: what they name fits into one transaction with the pack. */
const RULES = 300;

/** Of one event; a pack is written in one transaction. */
const PAGE_LINES = 600;
const PAGE_CASES = 1500;
const PAGE_RULES = 30;

type Step = StreamStep<Handover> | Rejection;

/** Who hands over to whom. */
export interface Shifts {
  outgoing: ShiftHead;
  incoming?: ShiftHead;
  successor?: string;
  /** On duty at the end of the outgoing shift, by any roster. */
  staying: readonly string[];
}

/** A pack as it was just made; `complete` is false where there were more cases than it takes. */
export interface FreshPack extends Pack {
  complete: boolean;
}

/**
 * The content of a handover from its events, from the pack in force on: pages of the pack, with the rules that it took over, then what was
 * said since.
 */
export function contentOf(events: readonly { type: string; data?: unknown }[]): Content {
  const content: Content = { lines: [], cases: [], rules: [] };
  for (const { type, data } of events) {
    if (type === 'handover.packed') {
      const page = data as Content;
      content.lines.push(...page.lines);
      content.cases.push(...page.cases);
      content.rules.push(...page.rules);
    }
    if (type === 'handover.disposed') content.rules.push(data as Rule);
  }
  return content;
}

/** Begins a handover, or makes its pack anew: while nobody has been asked to accept it, and after it came back. */
export function draft(
  head: HandoverHead | undefined,
  shifts: Shifts,
  pack: FreshPack,
  rules: readonly Rule[],
  by: By,
): Step {
  if (head && head.state.state !== 'draft' && head.state.state !== 'returned') return notNow(head.state.state);
  const state = withShifts(head?.state ?? begun(shifts, by), shifts);
  return packed(head, state, head ? [] : [drafted(state)], pack, rules, by);
}

/** A handover that the clock begins because nobody did: without a pack, only so that its ladder stands somewhere. */
export function draftEmpty(shifts: Shifts, by: By): StreamStep<Handover> {
  const state = withShifts(begun(shifts, by), shifts);
  return { events: [drafted(state)], state };
}

/** Offers it with a pack as of now. Offering again makes the pack anew; what was said of its lines stays said. */
export function offer(
  head: HandoverHead,
  shifts: Shifts,
  pack: FreshPack,
  rules: readonly Rule[],
  by: By,
  notes: string | undefined,
): Step {
  const { state } = head.state;
  if (state === 'accepted' || state === 'closed') return notNow(state);
  const known = withShifts(head.state, shifts);
  const { successor } = known;
  if (!successor) {
    return invalid('/successor', { ar: 'لا توجد وردية تالية ولا من يتسلم', en: 'nobody is there to hand over to' });
  }
  if (successor === by.actor.id) return secondPerson();
  const { returned: _back, ...rest } = known;
  const offered = { at: by.now, by: by.actor.id };
  const next: Handover = { ...rest, state: 'offered', offered, ...(notes ? { notes } : {}) };
  const event = { type: 'handover.offered', data: { successor, ...(notes ? { notes } : {}) } };
  return packed(head, next, [event], pack, rules, by);
}

export interface DispositionInput {
  lines?: string[];
  part?: Part;
  cases?: string[];
  filter?: CaseFilter;
  disposition: Disposition;
  to?: string;
  note?: string;
}

/** Says what is done with lines. */
export function dispose({ state }: HandoverHead, input: DispositionInput, by: By): Step {
  if (state.state === 'accepted' || state.state === 'closed') return notNow(state.state);
  if (!input.lines && !input.part && !input.cases && !input.filter)
    return invalid('/lines', { ar: 'حدد السطور', en: 'say which lines' });
  if (state.rules >= RULES)
    return { rejected: 'limit-reached', detail: { ar: `الحد الأقصى ${RULES}`, en: `at most ${RULES} of these` } };
  const to = input.disposition === 'take' ? (input.to ?? by.actor.id) : undefined;
  if (to && !state.incoming.includes(to)) {
    return invalid('/to', {
      ar: 'ليس في كشف الوردية التالية ممن يتسلمون البلاغات',
      en: 'is not on the incoming roster, or takes calls only',
    });
  }
  const { to: _asked, ...said } = input;
  const rule: Rule = { ...said, ...(to ? { to } : {}), by: by.actor.id, at: by.now };
  return { events: [{ type: 'handover.disposed', data: rule }], state: { ...state, rules: state.rules + 1 } };
}

/** Sends it back to the outgoing shift, with the reason. */
export function giveBack({ state }: HandoverHead, reason: string, by: By): Step {
  if (state.state !== 'offered') return notNow(state.state);
  if (!mayAccept(state, by)) return notYours();
  return {
    events: [{ type: 'handover.returned', data: { reason } }],
    state: { ...state, state: 'returned', returned: { at: by.now, by: by.actor.id, reason } },
  };
}

/**
 * One event, and from then on the owner of each case follows from it (decisions.md 21). Refused while a P1 has no incoming owner as of the pack's
 * version list (domain.md G8), and while lines stand open.
 */
export function accept(head: HandoverHead, content: Content, by: By): Step {
  const { state, version } = head;
  if (state.state !== 'offered') return notNow(state.state);
  if (!mayAccept(state, by)) return notYours();
  if (state.offered?.by === by.actor.id) return secondPerson();
  const orphans = withoutOwner(state, content).map(({ case: id }) => id);
  if (orphans.length > 0) {
    return {
      rejected: 'open-obligations',
      detail: { ar: 'بلاغات أ1 بلا مسؤول في الوردية التالية', en: 'P1 cases have no incoming owner' },
      open: orphans.slice(0, 200),
    };
  }
  const open = openLines(content).map(({ id }) => id);
  if (open.length > 0) {
    return {
      rejected: 'open-obligations',
      detail: { ar: 'سطور لم يُبت فيها بعد', en: 'lines are not dispositioned yet' },
      open: open.slice(0, 200),
    };
  }
  const moves = movesOf(state, content);
  const accepted = { at: by.now, by: by.actor.id, seq: version + 1, moves: moves.length };
  return {
    events: [{ type: 'handover.accepted', data: { pack: state.pack!.seq, moves } }],
    state: {
      ...state,
      state: 'accepted',
      accepted,
      // Whoever was told that nobody came hears that somebody did (d.3 rule 4).
      notices: [...state.notices, ...state.told.map((rung) => notice('accepted', rung, version + 1, by.now))],
    },
  };
}

/** Ends a handover that came back and is not to be offered again: the shift never was, or its work went another way. */
export function close({ state }: HandoverHead, reason: string, by: By): Step {
  if (state.state !== 'returned' && state.state !== 'draft') return notNow(state.state);
  return {
    events: [{ type: 'handover.closed', data: { reason } }],
    state: { ...state, state: 'closed', closed: { at: by.now, by: by.actor.id, reason } },
  };
}

/** The rungs whose time has come; only the highest of those that come at once is told (S15). Nothing where there are none. */
export function climb({ state, version }: HandoverHead, now: string): StreamStep<Handover> | undefined {
  if (state.state === 'accepted' || state.state === 'closed') return undefined;
  if (secondsBetween(state.shiftEndsAt, now) > STALE_SECONDS) return undefined;
  const due = LADDER.map(({ rung, after }) => ({ rung, dueAt: plusSeconds(state.shiftEndsAt, after) })).filter(
    ({ rung, dueAt }) => dueAt <= now && !state.rungs.includes(rung),
  );
  const highest = due.at(-1);
  if (!highest) return undefined;
  const events = due.map(({ rung, dueAt }) => ({
    type: 'handover.climbed',
    data: { rung, dueAt, lateBySeconds: secondsBetween(dueAt, now), told: rung === highest.rung },
  }));
  return {
    events,
    state: {
      ...state,
      rungs: [...state.rungs, ...due.map(({ rung }) => rung)],
      told: [...state.told, highest.rung],
      notices: [...state.notices, notice('late', highest.rung, version + events.length, now)],
    },
  };
}

/** When the first rung would be reached. */
export const lateAt = (shiftEndsAt: string) => plusSeconds(shiftEndsAt, LADDER[0]!.after);

/** Every case has its new owner; those that had a newer one keep it and are listed. */
export function settle(
  { state }: HandoverHead,
  { guarded, ...found }: { moved: number; kept: string[]; ended: string[]; guarded: string[] },
  now: string,
): Step {
  if (state.state !== 'accepted' || state.settled) return notNow(state.state);
  return {
    events: [{ type: 'handover.settled', data: found }],
    state: { ...withGuarded(state, guarded), settled: { at: now, ...found } },
  };
}

/** Two hours later: what nobody has touched, and what people who went home still own. It ends the handover. */
export function audit(
  { state, version }: HandoverHead,
  { guarded, ...found }: { untouched: string[]; left: string[]; guarded: string[] },
  by: By,
): StreamStep<Handover> | undefined {
  if (state.state !== 'accepted' || state.audited) return undefined;
  const { now, actor } = by;
  const quiet = found.untouched.length + found.left.length === 0;
  return {
    events: [
      { type: 'handover.audited', data: found },
      { type: 'handover.closed', data: {} },
    ],
    state: {
      ...withGuarded(state, guarded),
      state: 'closed',
      audited: { at: now, ...found },
      closed: { at: now, by: actor.id },
      notices: quiet ? state.notices : [...state.notices, notice('audited', 't1', version + 1, now)],
    },
  };
}

function withGuarded(state: Handover, guarded: readonly string[]): Handover {
  const all = [...new Set([...(state.guarded ?? []), ...guarded])];
  return all.length > 0 ? { ...state, guarded: all } : state;
}

/** A rung heard of it, or cannot be told. */
export function noticed(
  { state }: HandoverHead,
  told: HandoverNotice,
  outcome: { messageId: string } | { refused: string },
): StreamStep<Handover> | undefined {
  const same = (one: HandoverNotice) => one.seq === told.seq && one.rung === told.rung;
  if (!state.notices.some(same)) return undefined;
  return {
    events: [
      {
        type: 'refused' in outcome ? 'handover.notice-failed' : 'handover.notice-sent',
        data: { seq: told.seq, kind: told.kind, rung: told.rung, ...outcome },
      },
    ],
    state: { ...state, notices: state.notices.filter((one) => !same(one)) },
  };
}

/** What is done with each line of the pack, by the last rule that speaks of it. */
export function dispositions(content: Content): Map<string, Rule> {
  const cases = new Map(content.cases.map((one) => [one.case, one]));
  const found = new Map<string, Rule>();
  for (const rule of content.rules) {
    for (const line of content.lines) if (speaksOf(rule, line, cases)) found.set(line.id, rule);
  }
  return found;
}

function speaksOf(rule: Rule, line: Line, cases: ReadonlyMap<string, PackCase>): boolean {
  if (rule.lines?.includes(line.id)) return true;
  if (line.case !== undefined && rule.cases?.includes(line.case)) return true;
  if (!rule.part && !rule.filter) return false;
  if (rule.part && rule.part !== line.part) return false;
  if (!rule.filter) return true;
  const about = line.case === undefined ? undefined : cases.get(line.case);
  return about !== undefined && passes(rule.filter, about);
}

function passes(filter: CaseFilter, about: PackCase): boolean {
  return (
    (!filter.priority || filter.priority === about.priority) &&
    (!filter.owner || filter.owner === about.owner) &&
    (!filter.country || filter.country === about.country) &&
    (!filter.category || filter.category === about.category)
  );
}

/**
 * Who owns each case from acceptance on, where somebody of the incoming shift does. Sealed cases of those who leave, and those without an owner,
 * go to the named successor (decisions.md 17).
 */
export function incomingOwners(
  { staying, leaving, successor }: Pick<Handover, 'staying' | 'leaving' | 'successor'>,
  { lines, cases: all, rules }: Content,
): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { case: id, owner, sealed } of all) {
    if (owner && staying.includes(owner)) owners.set(id, owner);
    // A sealed case of somebody who stands on no roster, a director's, stays his.
    else if (sealed && owner && !leaving.includes(owner)) owners.set(id, owner);
    else if (sealed && successor) owners.set(id, successor);
  }
  const cases = new Map(all.map((one) => [one.case, one]));
  const linesOf = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.case) linesOf.set(line.case, [...(linesOf.get(line.case) ?? []), line]);
  }
  for (const rule of rules) {
    if (rule.disposition !== 'take' || !rule.to) continue;
    for (const one of all) {
      if (one.sealed) continue;
      const direct = rule.cases?.includes(one.case) || (!rule.part && rule.filter && passes(rule.filter, one));
      const byLine = () => (linesOf.get(one.case) ?? []).some((line) => speaksOf(rule, line, cases));
      if (direct || byLine()) owners.set(one.case, rule.to);
    }
  }
  return owners;
}

/** P1 cases of the pack that nobody who is there would own: they keep the handover from being accepted (domain.md G8). */
export function withoutOwner(state: Handover, content: Content): PackCase[] {
  const owners = incomingOwners(state, content);
  return content.cases.filter(({ case: id, priority }) => priority === 'P1' && !owners.has(id));
}

/** Lines of which nothing was said, or about which the incoming shift asks. */
export function openLines(content: Content): Line[] {
  const said = dispositions(content);
  return content.lines.filter(({ id }) => (said.get(id)?.disposition ?? 'query') === 'query');
}

/** Cases that change hands at acceptance. */
function movesOf(state: Handover, content: Content): Move[] {
  const owners = incomingOwners(state, content);
  return content.cases.flatMap(({ case: id, version, owner, after }) => {
    const to = owners.get(id);
    if (!to || to === owner) return [];
    return [{ case: id, version, ...(owner ? { from: owner } : {}), ...(after ? { after } : {}), to }];
  });
}

/** The pages that a content is written in. */
function pagesOf({ lines, cases, rules }: Content): Content[] {
  const pages = Math.max(
    1,
    Math.ceil(lines.length / PAGE_LINES),
    Math.ceil(cases.length / PAGE_CASES),
    Math.ceil(rules.length / PAGE_RULES),
  );
  const page = <T>(all: readonly T[], size: number, n: number) => all.slice(n * size, (n + 1) * size);
  return Array.from({ length: pages }, (_, n) => ({
    lines: page(lines, PAGE_LINES, n),
    cases: page(cases, PAGE_CASES, n),
    rules: page(rules, PAGE_RULES, n),
  }));
}

function packed(
  head: HandoverHead | undefined,
  state: Handover,
  before: StreamStep<Handover>['events'],
  { lines, cases, complete }: FreshPack,
  said: readonly Rule[],
  by: By,
): StreamStep<Handover> {
  const rules = stillSpeaking(said, { lines, cases });
  const pages = pagesOf({ lines, cases, rules });
  const seq = (head?.version ?? 0) + before.length + 1;
  const parts: Partial<Record<Part, number>> = {};
  for (const { part } of lines) parts[part] = (parts[part] ?? 0) + 1;
  return {
    events: [
      ...before,
      ...pages.map((page, n) => ({ type: 'handover.packed', data: { page: n + 1, of: pages.length, ...page } })),
    ],
    state: { ...state, parts, rules: rules.length, pack: { at: by.now, seq, complete } },
  };
}

/** Rules that say something of a pack; those about lines that are gone are left behind. */
function stillSpeaking(rules: readonly Rule[], { lines, cases }: Pack): Rule[] {
  const known = new Map(cases.map((one) => [one.case, one]));
  return rules.filter(
    (rule) =>
      rule.filter || rule.cases?.some((id) => known.has(id)) || lines.some((line) => speaksOf(rule, line, known)),
  );
}

function drafted({ to, outgoing, successor, shiftEndsAt }: Handover) {
  return {
    type: 'handover.drafted',
    data: { outgoing, shiftEndsAt, ...(to ? { to } : {}), ...(successor ? { successor } : {}) },
  };
}

function begun({ outgoing }: Shifts, by: By): Handover {
  return {
    state: 'draft',
    outgoing: supervisorOf(outgoing.state) ?? outgoing.state.roster[0]!.staff,
    shiftEndsAt: outgoing.state.end,
    draftedAt: by.now,
    draftedBy: by.actor.id,
    parts: {},
    incoming: [],
    staying: [],
    leaving: [],
    rules: 0,
    rungs: [],
    told: [],
    notices: [],
  };
}

/** Names as the rosters have them now. */
function withShifts(state: Handover, { outgoing, incoming, successor, staying }: Shifts): Handover {
  const arriving = incoming ? ownersOf(incoming.state) : [];
  const named = successor ?? (incoming && supervisorOf(incoming.state)) ?? state.successor;
  const takers = named && !arriving.includes(named) ? [...arriving, named] : arriving;
  return {
    ...state,
    shiftEndsAt: outgoing.state.end,
    ...(incoming ? { to: incoming.id } : {}),
    ...(named ? { successor: named } : {}),
    incoming: takers,
    staying: [...new Set([...takers, ...staying])],
    leaving: outgoing.state.roster
      .map(({ staff }) => staff)
      .filter((staff) => !takers.includes(staff) && !staying.includes(staff)),
  };
}

/** The named successor, or the director in his place. */
function mayAccept({ successor }: Handover, { actor }: By): boolean {
  return actor.id === successor || actor.role === 'director';
}

function notice(kind: HandoverNotice['kind'], rung: Rung, seq: number, at: string): HandoverNotice {
  return { seq, kind, rung, at };
}

function notNow(state: HandoverState): Rejection {
  return {
    rejected: 'illegal-transition',
    detail: { ar: `لا يمكن ذلك وحالة التسليم «${state}»`, en: `the handover is ${state}` },
  };
}

function notYours(): Rejection {
  return {
    rejected: 'forbidden',
    detail: { ar: 'يقبله من سُمي خلفا أو المدير', en: 'the named successor decides, or the director' },
  };
}

function secondPerson(): Rejection {
  return {
    rejected: 'second-person-required',
    detail: { ar: 'لا يسلم أحد لنفسه', en: 'nobody hands over to himself' },
  };
}

function invalid(pointer: string, detail: Both): Rejection {
  return { rejected: 'validation', detail, pointer };
}
