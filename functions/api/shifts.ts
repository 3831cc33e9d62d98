import { boardPk } from '../../shared/board/keys.ts';
import { PRIORITIES, type Priority } from '../../shared/case/vocabulary.ts';
import { plusSeconds } from '../../shared/clocks/time.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, problem, problemOf } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { SHIFT_ROUTES } from '../../shared/http/shift-routes.ts';
import { inLanes } from '../../shared/lanes.ts';
import type { Store } from '../../shared/ledger/store.ts';
import { shiftsAt, shiftsBetween } from '../../shared/shifts/duty.ts';
import {
  brief,
  changeShift,
  instruct,
  onDuty,
  planShift,
  type Shift,
  type ShiftHead,
  shiftId,
  shiftStream,
  supervisorOf,
} from '../../shared/shifts/shift.ts';
import { byOf, type Caller, nowOf } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';
import { begin, change, type Kind, shown } from './streams.ts';

type ShiftRoutes = Pick<
  typeof SHIFT_ROUTES,
  | 'listShifts'
  | 'currentShift'
  | 'planShift'
  | 'getShift'
  | 'putShift'
  | 'recordInstruction'
  | 'recordBriefing'
  | 'getPresence'
  | 'listPresence'
  | 'reportPresence'
>;

const DAY = 86_400;

/** People whose load is counted at once, and rows of one of them. */
const LANES = 8;
const ROWS = 500;

/** The roster as the caller may see it. */
export function shiftKind(who: Caller): Kind<Shift> {
  return {
    stream: shiftStream,
    path: '/v1/shifts/',
    view: (head) => shiftView(head, who),
    missing: {
      rejected: 'not-found',
      detail: { ar: 'لا توجد وردية بهذا الرقم', en: 'there is no shift of this id' },
    },
  };
}

/** How somebody is concerns supervisors. */
function shiftView({ id, version, state }: ShiftHead, { roles }: Caller) {
  const supervises = roles.includes('supervisor') || roles.includes('director');
  const { roster, ...rest } = state;
  return {
    id,
    version,
    ...rest,
    roster: roster.map(({ state: its, note, from = rest.start, to = rest.end, ...entry }) => ({
      ...entry,
      from,
      to,
      ...(supervises && its ? { state: its } : {}),
      ...(supervises && note ? { note } : {}),
    })),
  };
}

/** Rosters, who is there, who looks at what (domain.md e.2). */
export function shiftHandlers(deps: ApiDeps): Handlers<Caller, ShiftRoutes> {
  const { store } = deps.room;
  return {
    listShifts: async ({ query, who }) => {
      const now = nowOf(deps);
      const { from = plusSeconds(now, -DAY), to = plusSeconds(now, 7 * DAY) } = query;
      const shifts = await shiftsBetween(store, from, to);
      return { status: 200, body: { items: shifts.map((shift) => shiftView(shift, who)), next: null } };
    },

    currentShift: async () => {
      const at = nowOf(deps);
      const shifts = await shiftsBetween(store, plusSeconds(at, -DAY), plusSeconds(at, DAY));
      const duty = onDuty(shifts, at);
      const loads = await loadsOf(store, [...new Set(duty.map(({ staff }) => staff))]);
      const people = duty.map((one) => {
        const roster = shifts.find(({ id }) => id === one.shift)!.state.roster;
        const training = roster.find(({ staff }) => staff === one.staff)?.training;
        return { ...one, ...(training ? { training } : {}), load: loads.get(one.staff)! };
      });
      const next = shifts.find(({ state }) => state.start > at);
      return {
        status: 200,
        body: {
          at,
          supervisors: supervisorsIn(duty),
          people,
          next: next ? { shift: next.id, start: next.state.start, supervisor: supervisorOf(next.state) ?? null } : null,
        },
      };
    },

    planShift: async (call) => {
      const suffix = Array.from(deps.room.random(4), (byte) => LETTERS[byte % LETTERS.length]).join('');
      return begin(deps, shiftKind(call.who), call, planShift(call.body), shiftId(call.body.start, suffix));
    },

    getShift: async ({ params, who }) => {
      const head = await store.head<Shift>(shiftStream(params.id));
      return head ? shown(shiftKind(who), head) : problem('not-found');
    },

    putShift: (call) => change<Shift>(deps, shiftKind(call.who), call, (head) => changeShift(head, call.body)),

    recordInstruction: (call) =>
      change<Shift>(deps, shiftKind(call.who), call, (head) => instruct(head, call.body, byOf(deps, call.who))),

    recordBriefing: async (call) => {
      const { staff = call.who.id, minutes } = call.body;
      const supervises = call.who.role === 'supervisor' || call.who.role === 'director';
      if (staff !== call.who.id && !supervises) {
        return problemOf({
          rejected: 'forbidden',
          detail: { ar: 'كل يسجل تدريبه، والمشرف يسجل لغيره', en: 'for somebody else a supervisor records it' },
        });
      }
      return change<Shift>(deps, shiftKind(call.who), call, (head) =>
        brief(head, { staff, minutes }, byOf(deps, call.who)),
      );
    },

    getPresence: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      return present(deps, call.who, [call.params.id]);
    },

    listPresence: async ({ query, who }) => {
      const found = await store.loadMany([...new Set(query.ids)]);
      const seen = found.filter(({ state }) => mayRead(state, who));
      return present(
        deps,
        who,
        seen.map(({ state }) => state.id),
      );
    },

    reportPresence: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      await deps.presence.report(call.params.id, call.who.id, call.body.doing);
      return present(deps, call.who, [call.params.id]);
    },
  };
}

/** No vowels, so that no word comes of it, and nothing that looks like something else. */
const LETTERS = 'bcdfghjkmnpqrstvwxyz23456789';

/** Who looks at these cases beside the caller. */
async function present(deps: ApiDeps, { id }: Caller, cases: readonly string[]): Promise<Answer> {
  const found = await inLanes(LANES, cases, async (one) =>
    (await deps.presence.at(one)).map((each) => ({ case: one, ...each })),
  );
  return { status: 200, body: { items: found.flat().filter(({ staff }) => staff !== id), next: null } };
}

/** When and as what the caller is on duty now, and who supervises: what `GET /v1/me` says beside roles. */
export async function dutyOf(store: Pick<Store, 'list'>, staff: string, at: string) {
  const duty = onDuty(await shiftsAt(store, at), at);
  return { duty: duty.filter((one) => one.staff === staff), supervisors: supervisorsIn(duty) };
}

function supervisorsIn(duty: ReturnType<typeof onDuty>): string[] {
  return [...new Set(duty.filter(({ role }) => role === 'supervisor').map(({ staff }) => staff))];
}

type Load = Record<Priority, number>;

/** Open cases of each by priority: counted in the owner index, no head is read. */
async function loadsOf(store: Pick<Store, 'rows'>, staff: readonly string[]): Promise<Map<string, Load>> {
  const loads = await inLanes(LANES, [...staff], async (one): Promise<[string, Load]> => {
    const load = Object.fromEntries(PRIORITIES.map((priority) => [priority, 0])) as Load;
    for (let from = '!', more = true; more; ) {
      const page = await store.rows('owner', boardPk.owner(one), { from, to: '~~' }, ROWS);
      for (const { sk } of page.rows) load[sk.slice(0, 2) as Priority] += 1;
      more = page.more;
      from = `${page.rows.at(-1)?.sk ?? from}!`;
    }
    return [one, load];
  });
  return new Map(loads);
}
