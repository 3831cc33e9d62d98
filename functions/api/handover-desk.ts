import { boardPk, SHARDS } from '../../shared/board/keys.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import { isOpen } from '../../shared/case/obligations.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { plusSeconds } from '../../shared/clocks/time.ts';
import { changeOver, readContent } from '../../shared/handover/change-over.ts';
import {
  accept,
  type Content,
  close,
  dispose,
  dispositions,
  draft,
  type FreshPack,
  giveBack,
  type Handover,
  type HandoverHead,
  incomingOwners,
  offer,
  openLines,
  type Shifts,
  withoutOwner,
} from '../../shared/handover/handover.ts';
import { asOwned, pendingMoves } from '../../shared/handover/ownership.ts';
import { type Line, packOf } from '../../shared/handover/pack.ts';
import { handoverStream, PARTS } from '../../shared/handover/vocabulary.ts';
import { PART_WORDS } from '../../shared/handover/words.ts';
import { etag } from '../../shared/http/conditional.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer, Call, Route } from '../../shared/http/route.ts';
import { HANDOVER_ROUTES } from '../../shared/http/shift-routes.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { inLanes } from '../../shared/lanes.ts';
import { appendStream, type StreamStep } from '../../shared/ledger/execute.ts';
import type { Head, Store } from '../../shared/ledger/store.ts';
import type { Rumour } from '../../shared/rumours/rumour.ts';
import { rumourStream } from '../../shared/rumours/vocabulary.ts';
import { type Shift, shiftKey, shiftStream } from '../../shared/shifts/shift.ts';
import { byOf, type Caller, nowOf, optionsOf } from './act.ts';
import { allowedOf } from './allowed.ts';
import type { ApiDeps } from './deps.ts';

/** Open cases of one pack, the most urgent first: what reading takes must fit into one request. */
const MOST_CASES = 4_000;
const BATCH = 50;
const LANES = 8;
const ROWS = 500;
const RUMOURS = 200;
const LINES = 100;

/** Times a pack is written again after somebody spoke of its lines meanwhile. */
const TRIES = 4;

const DAY = 86_400;

const MISSING: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'لا يوجد تسليم لهذه الوردية', en: 'there is no handover of this shift' },
};
const NO_SHIFT: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'لا توجد وردية بهذا الرقم', en: 'there is no shift of this id' },
};

/** The handover from one shift to the next (domain.md e.2, decisions.md 21). */
export function handoverDesk(deps: ApiDeps): Handlers<Caller, typeof HANDOVER_ROUTES> {
  const { store } = deps.room;
  const read = (id: string) => store.head<Handover>(handoverStream(id));

  return {
    listHandovers: async ({ query, who }) => {
      const now = nowOf(deps);
      const { from = plusSeconds(now, -2 * DAY), to = plusSeconds(now, DAY) } = query;
      const heads = await store.list<Handover>('handover', undefined, { from: shiftKey(from), to: `${shiftKey(to)}~` });
      return { status: 200, body: { items: heads.map((head) => view(deps, head, who)), next: null } };
    },

    draftHandover: async (call) => {
      const { shift, ...named } = call.body;
      return repack(deps, call, shift, named, 201, (head, shifts, pack, content) =>
        draft(head, shifts, pack, content.rules, byOf(deps, call.who)),
      );
    },

    getHandover: async ({ params, who }) => {
      const head = await read(params.id);
      return head ? single(deps, who, head) : problemOf(MISSING);
    },

    listHandoverLines: async ({ params, query, who }) => {
      const head = await read(params.id);
      if (!head) return problemOf(MISSING);
      const content = await readContent(store, head);
      const from = query.cursor === undefined ? 0 : Number(Buffer.from(query.cursor, 'base64url').toString('utf8'));
      if (!Number.isSafeInteger(from) || from < 0)
        return problem('validation', { errors: [fieldError('/query/cursor', 'format')] });
      const stillOpen = query.open ? new Set(openLines(content).map(({ id }) => id)) : undefined;
      const lines = content.lines.filter(
        ({ id, part }) =>
          (!query.part || part === query.part) &&
          (!stillOpen || stillOpen.has(id) === (query.open === 'true')) &&
          (part !== 'sealed' || seesSealed(head.state, who)),
      );
      const { limit = LINES } = query;
      const page = lines.slice(from, from + limit);
      const items = await linesShown(deps, who, head, content, page);
      const next = from + limit < lines.length ? Buffer.from(String(from + limit)).toString('base64url') : null;
      return { status: 200, body: { items, next } };
    },

    listHandoverChanges: async ({ params, who }) => {
      const head = await read(params.id);
      if (!head) return problemOf(MISSING);
      return { status: 200, body: { items: await changes(deps, who, head), next: null } };
    },

    disposeHandover: (call) => onHandover(deps, call, (head) => dispose(head, call.body, byOf(deps, call.who))),

    offerHandover: (call) => {
      const { notes, ...named } = call.body;
      return repack(deps, call, call.params.id, named, 200, (head, shifts, pack, content) =>
        head ? offer(head, shifts, pack, content.rules, byOf(deps, call.who), notes) : MISSING,
      );
    },

    acceptHandover: async (call) => {
      const before = await read(call.params.id);
      if (!before) return problemOf(MISSING);
      const content = await readContent(store, before);
      // The step sees the version that was read, or the request is stale.
      return onHandover(deps, call, (head) => accept(head, content, byOf(deps, call.who)));
    },

    returnHandover: (call) => onHandover(deps, call, (head) => giveBack(head, call.body.reason, byOf(deps, call.who))),

    closeHandover: (call) => onHandover(deps, call, (head) => close(head, call.body.reason, byOf(deps, call.who))),
  };
}

/** Whoever may have a sealed case from this handover, and the director who may accept in his place. */
function seesSealed({ successor }: Handover, { id, roles }: Caller): boolean {
  return id === successor || roles.includes('director');
}

/** Writes a pack as of now. A rule that was said meanwhile is read again, unless the caller named the version he had read. */
async function repack(
  deps: ApiDeps,
  call: Call<Caller, Route>,
  shift: string,
  named: { to?: string; successor?: string },
  status: number,
  step: (
    head: HandoverHead | undefined,
    shifts: Shifts,
    pack: FreshPack,
    content: Content,
  ) => StreamStep<Handover> | Rejection,
): Promise<Answer | Problem> {
  const { store } = deps.room;
  const outgoing = await store.head<Shift>(shiftStream(shift));
  if (!outgoing) return problemOf(NO_SHIFT);
  const shifts = await changeOver(store, outgoing, named);
  if (!shifts) return problemOf({ ...NO_SHIFT, rejected: 'validation', pointer: '/to' });
  let pack: FreshPack | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await store.head<Handover>(handoverStream(shift));
    pack ??= await packNow(deps, shifts, (call.body as { notes?: string }).notes ?? before?.state.notes);
    const content = before ? await readContent(store, before) : { lines: [], cases: [], rules: [] };
    const fresh = pack;
    const done = await appendStream<Handover>(
      deps.room,
      handoverStream(shift),
      (head) => step(head, shifts, fresh, content),
      byOf(deps, call.who),
      { ...optionsOf(call, status), ifMatch: call.version ?? before?.version ?? 0 },
    );
    const written = { ...fresh, rules: content.rules };
    if (done.outcome !== 'stale' || call.version !== undefined)
      return answerOf(deps, call.who, shift, done, status, written);
  }
  return unavailable();
}

async function onHandover(
  deps: ApiDeps,
  call: Call<Caller, Route> & { params: { id: string } },
  step: (head: HandoverHead) => StreamStep<Handover> | Rejection,
): Promise<Answer | Problem> {
  const { id } = call.params;
  const done = await appendStream<Handover>(
    deps.room,
    handoverStream(id),
    (head) => (head ? step(head) : MISSING),
    byOf(deps, call.who),
    optionsOf(call),
  );
  return answerOf(deps, call.who, id, done, 200);
}

async function answerOf(
  deps: ApiDeps,
  who: Caller,
  id: string,
  done: Awaited<ReturnType<typeof appendStream<Handover>>>,
  status: number,
  written?: Content,
): Promise<Answer | Problem> {
  switch (done.outcome) {
    case 'done':
      return single(deps, who, done.head, status, written);
    case 'stale':
      return done.current ? stale(done.current.version) : problemOf(MISSING);
    case 'rejected':
      return problemOf(done.rejection);
    case 'mismatch':
      return problem('idempotency-mismatch');
    case 'busy':
      return unavailable();
    case 'repeated': {
      if (done.memory.rejection) return problemOf(done.memory.rejection);
      const head = await deps.room.store.head<Handover>(handoverStream(id));
      return head ? single(deps, who, head, done.memory.status) : problemOf(MISSING);
    }
  }
}

/** The handover with what keeps it from being accepted: sealed cases are none of it, their owner follows from the successor. */
async function single(
  deps: ApiDeps,
  who: Caller,
  head: Head<Handover>,
  status = 200,
  written?: Content,
): Promise<Answer> {
  const { state } = head;
  const headers = {
    ETag: etag(head.version),
    ...(status === 201 ? { Location: `/v1/handovers/${head.id}` } : {}),
  };
  if (state.state === 'accepted' || state.state === 'closed' || !state.pack)
    return { status, body: view(deps, head, who), headers };
  const content = written ?? (await readContent(deps.room.store, head));
  const owners = incomingOwners(state, content);
  const obligations = {
    withoutOwner: withoutOwner(state, content).flatMap(({ case: id, restricted, sealed }) =>
      (restricted || sealed) && !seesSealed(state, who) ? [] : [id],
    ),
    openLines: openLines(content).length,
    unassigned: content.cases.filter((one) => one.owner && state.leaving.includes(one.owner) && !owners.has(one.case))
      .length,
  };
  const seen = view(deps, head, who);
  const open = new Map<string, number>();
  for (const { part } of openLines(content)) open.set(part, (open.get(part) ?? 0) + 1);
  const parts = seen.parts.map((each) => ({ ...each, open: open.get(each.part) ?? 0 }));
  return { status, body: { ...seen, parts, obligations }, headers };
}

function view(deps: ApiDeps, head: Head<Handover>, who: Caller) {
  const { id, version, state } = head;
  const { pack, parts, accepted, settled, audited, guarded = [], ...more } = state;
  const { rules: _n, staying: _stay, told: _told, notices: _owed, ...rest } = more;
  const sealed = seesSealed(state, who);
  const named = (ids: readonly string[]) => ids.filter((one) => sealed || !guarded.includes(one));
  return {
    id,
    version,
    ...rest,
    to: state.to ?? null,
    successor: state.successor ?? null,
    packedAt: pack?.at ?? null,
    complete: pack?.complete ?? true,
    parts: PARTS.filter((part) => part !== 'sealed' || sealed).map((part) => ({
      part,
      name: PART_WORDS[part],
      lines: parts[part] ?? 0,
    })),
    ...(accepted ? { accepted: { at: accepted.at, by: accepted.by, moves: accepted.moves } } : {}),
    ...(settled ? { settled: { ...settled, kept: named(settled.kept), ended: named(settled.ended) } } : {}),
    ...(audited ? { audited: { at: audited.at, untouched: named(audited.untouched), left: named(audited.left) } } : {}),
    allowed: allowed(deps, head, who),
  };
}

function allowed(deps: ApiDeps, head: Head<Handover>, who: Caller): string[] {
  const { state } = head;
  const nothing = { lines: [], cases: [], rules: [], complete: true };
  const outgoing = { id: head.id, version: 0, state: { team: '', start: '', end: '', roster: [], instructions: [] } };
  const shifts: Shifts = { outgoing, staying: [] };
  return allowedOf(deps, HANDOVER_ROUTES, who, {
    draftHandover: (by) => draft(head, { ...shifts, successor: state.successor ?? '-' }, nothing, [], by),
    offerHandover: (by) => offer(head, shifts, nothing, [], by, undefined),
    disposeHandover: (by) => dispose(head, { lines: ['-'], disposition: 'noted' }, by),
    acceptHandover: (by) => accept(head, nothing, by),
    returnHandover: (by) => giveBack(head, '-', by),
    closeHandover: (by) => close(head, '-', by),
  });
}

/** The pack as of now, from everything that is open (domain.md e.2: generated, never typed). */
async function packNow(deps: ApiDeps, { outgoing, incoming }: Shifts, notes: string | undefined): Promise<FreshPack> {
  const { store } = deps.room;
  const now = nowOf(deps);
  const [{ states, complete }, policies, rumours, deadLetters] = await Promise.all([
    openCases(store, now),
    deps.room.policies(),
    store.list<Rumour>('rumour', RUMOURS),
    deps.deadLetters(),
  ]);
  const { start, end } = outgoing.state;
  const length = Date.parse(end) - Date.parse(start);
  const until = incoming?.state.end ?? new Date(Date.parse(end) + length).toISOString();
  const pack = packOf(states, {
    now,
    until,
    policies,
    outgoing: outgoing.state,
    rumours: rumours
      .filter(({ state }) => state.status === 'open' || state.status === 'checking')
      .map(({ id, state }) => ({ id, status: state.status, since: state.checking?.since ?? state.openedAt })),
    deadLetters,
    ...(notes ? { notes } : {}),
  });
  return { ...pack, complete };
}

/** Heads of the open cases as they are owned now, the most urgent first. */
async function openCases(store: Store, now: string): Promise<{ states: CaseState[]; complete: boolean }> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => rowsOf(store, shard)));
  const rows = shards.flat().sort((a, b) => (a.sk < b.sk ? -1 : 1));
  const ids = rows.slice(0, MOST_CASES).map(({ id }) => id);
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
    ids.slice(n * BATCH, (n + 1) * BATCH),
  );
  // Before the heads: what is carried out between the two reads shows in these, and is not moved twice.
  const moves = await pendingMoves(store, now);
  const heads = await inLanes(LANES, batches, (batch) => store.loadMany(batch));
  return {
    states: heads.flat().map(({ state }) => asOwned(state, moves)),
    complete: rows.length <= MOST_CASES,
  };
}

async function rowsOf(store: Store, shard: number): Promise<{ id: string; sk: string }[]> {
  const rows: { id: string; sk: string }[] = [];
  for (let from = '!', more = true; more && rows.length <= MOST_CASES; ) {
    const page = await store.rows('board', boardPk.open(shard), { from, to: '~~' }, ROWS);
    rows.push(...page.rows);
    more = page.more;
    from = `${page.rows.at(-1)?.sk ?? from}!`;
  }
  return rows;
}

/** Of a pack that is hours old everything has changed: whoever wants to know more makes it anew. */
const CHANGES = 200;

/** Cases that were opened, have moved on or have ended since the pack was made, for whoever may read them; the most urgent first. */
async function changes(deps: ApiDeps, who: Caller, head: HandoverHead) {
  const { store } = deps.room;
  const [{ cases }, shards, moves] = await Promise.all([
    readContent(store, head),
    Promise.all(Array.from({ length: SHARDS }, (_, shard) => rowsOf(store, shard))),
    pendingMoves(store, nowOf(deps)),
  ]);
  const packed = new Map(cases.map((one) => [one.case, one.version]));
  const ids = [...new Set([...packed.keys(), ...shards.flat().map(({ id }) => id)])];
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
    ids.slice(n * BATCH, (n + 1) * BATCH),
  );
  const found = (await inLanes(LANES, batches, (batch) => store.loadMany(batch))).flat();
  return found
    .map(({ state }) => asOwned(state, moves))
    .filter((state) => mayRead(state, who) && state.sensitivity !== 'sealed' && packed.get(state.id) !== state.version)
    .map(({ id, status, priority, owner, lastAt, summary }) => ({
      case: id,
      what: !isOpen(status) ? ('ended' as const) : packed.has(id) ? ('changed' as const) : ('opened' as const),
      priority,
      ...(owner ? { owner } : {}),
      at: lastAt,
      text: summary,
    }))
    .sort((a, b) => (a.priority === b.priority ? b.at.localeCompare(a.at) : a.priority < b.priority ? -1 : 1))
    .slice(0, CHANGES);
}

/** Lines with what stands behind them now, for those who may read it; of a restricted case nobody else sees that there is a line. */
async function linesShown(deps: ApiDeps, who: Caller, head: HandoverHead, content: Content, page: readonly Line[]) {
  const { store } = deps.room;
  const ids = [...new Set(page.flatMap((line) => line.case ?? []))];
  const rumours = [...new Set(page.flatMap(({ part, about }) => (part === 'rumours' && about ? [about] : [])))];
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
    ids.slice(n * BATCH, (n + 1) * BATCH),
  );
  const [found, moves, claims, shift] = await Promise.all([
    inLanes(LANES, batches, (batch) => store.loadMany(batch)),
    pendingMoves(store, nowOf(deps)),
    Promise.all(rumours.map((id) => store.head<Rumour>(rumourStream(id)))),
    store.head<Shift>(shiftStream(head.id)),
  ]);
  const states = new Map(found.flat().map(({ state }) => [state.id, asOwned(state, moves)]));
  const said = dispositions(content);
  const supervises = who.roles.includes('supervisor') || who.roles.includes('director');
  const roomText = ({ part, about }: Line): string | undefined => {
    if (part === 'notes') return head.state.notes;
    if (part === 'instructions')
      return shift?.state.instructions.find(({ instructionId }) => instructionId === about)?.text;
    if (part === 'staff' && about === 'contact') return shift?.state.contact;
    if (part === 'staff')
      return supervises ? shift?.state.roster.find(({ staff }) => staff === about)?.note : undefined;
    const claim = part === 'rumours' ? claims.find((rumour) => rumour?.id === about)?.state.claim : undefined;
    return claim && `${claim.ar} · ${claim.en}`;
  };
  return page.flatMap((line) => {
    const state = line.case === undefined ? undefined : states.get(line.case);
    if (line.case !== undefined && !(state && mayRead(state, who))) return [];
    if (line.part === 'staff' && line.about !== 'contact' && !supervises) return [];
    const text = state ? caseText(line, state) : roomText(line);
    const { restricted: _hidden, ...shown } = line;
    const rule = said.get(line.id);
    return [
      {
        ...shown,
        ...(state ? { priority: state.priority, ...(state.owner ? { owner: state.owner } : {}) } : {}),
        ...(text ? { text } : {}),
        ...(rule
          ? {
              disposition: {
                disposition: rule.disposition,
                ...(rule.to ? { to: rule.to } : {}),
                ...(rule.note ? { note: rule.note } : {}),
                at: rule.at,
                by: rule.by,
              },
            }
          : {}),
      },
    ];
  });
}

/** One line of the case, read from where it belongs. */
function caseText({ part, about }: Line, state: CaseState): string {
  const promise = state.promises.find(({ promiseId }) => part === 'promises' && promiseId === about);
  const alert = state.escalations.find(({ alertId }) => alertId === about);
  if (part === 'children') {
    const carers = state.persons.filter(({ role }) => role === 'guardian' || role === 'host');
    const child = state.persons.find(({ personId }) => personId === about);
    const named = [
      child?.name,
      child?.place,
      ...carers.map(({ name, place }) => [name, place].filter(Boolean).join('، ')),
    ];
    return named.filter(Boolean).join(' ← ') || state.summary;
  }
  return promise?.text ?? alert?.ask ?? state.summary;
}
