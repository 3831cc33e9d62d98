import * as commands from '../../shared/case/commands/index.ts';
import type { Context, Rejection } from '../../shared/case/decide.ts';
import type { Both } from '../../shared/case/events.ts';
import { type Outcome, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { SIMILAR_ROUTES } from '../../shared/http/similar-routes.ts';
import { inLanes } from '../../shared/lanes.ts';
import { append, type Executed } from '../../shared/ledger/execute.ts';
import { byOf, type Caller, markerOf, NOT_FOUND } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** Cases of one call; the rest by its cursor. */
const PAGE = 50;
const LANES = 8;

type Body = Parameters<Handlers<Caller, typeof SIMILAR_ROUTES>['actOnSimilar']>[0]['body'];

interface ActedOn {
  id: string;
  outcome: 'done' | 'refused' | 'busy';
  why?: Both;
}

/** One command on every case of a storm. A repeated call does to each case only what was not done before. */
export function similarHandler(deps: ApiDeps): Handlers<Caller, typeof SIMILAR_ROUTES> {
  return {
    actOnSimilar: async ({ who, params: { id: group }, body, repeat }) => {
      const page = await deps.room.store.members(group, PAGE, body.cursor);
      const one = async (id: string): Promise<ActedOn> => {
        // The decision is made on the case as it is now: it may have left the group, or the caller may not know of it.
        const step = (state: CaseState, context: Context): Outcome | Rejection =>
          mayRead(state, who) && state.similar === group ? performOn(state, body, context) : NOT_FOUND;
        const marker = markerOf(repeat && { ...repeat, route: `${repeat.route} ${id}` }, 200);
        return { id, ...resultOf(await append(deps.room, id, step, byOf(deps, who), marker)) };
      };
      return { status: 200, body: { items: await inLanes(LANES, page.items, one), next: page.next ?? null } };
    },
  };
}

function performOn(state: CaseState, { command, input }: Body, context: Context): Outcome | Rejection {
  switch (command) {
    case 'triage':
      return perform(state, commands.triage, input, context);
    case 'assign':
      return perform(state, commands.assign, input, context);
    case 'notes':
      return perform(state, commands.addNote, input, context);
    case 'messages': {
      const to = state.reporters.find(({ address }) => address);
      return to
        ? perform(state, commands.sendMessage, { contactId: to.contactId, ...input }, context)
        : { rejected: 'validation', detail: NOBODY };
    }
    case 'resolve':
      return perform(state, commands.resolve, input, context);
    case 'invalidate':
      return perform(state, commands.invalidate, input, context);
  }
}

const NOBODY: Both = { ar: 'لا أحد يمكن مراسلته في هذا البلاغ', en: 'nobody can be written to in this case' };

function resultOf(done: Executed): Omit<ActedOn, 'id'> {
  switch (done.outcome) {
    case 'done':
      return { outcome: 'done' };
    case 'repeated':
      return done.memory.rejection ? { outcome: 'refused', why: done.memory.rejection.detail } : { outcome: 'done' };
    case 'rejected':
      return { outcome: 'refused', why: done.rejection.detail };
    case 'missing':
      return { outcome: 'refused', why: NOT_FOUND.detail };
    case 'mismatch':
    case 'stale':
    case 'busy':
      return { outcome: 'busy' };
  }
}
