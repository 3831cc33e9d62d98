import type { CaseState } from '../../shared/case/state.ts';
import { parseReference } from '../../shared/ledger/reference.ts';
import { isPin, westernDigits } from '../../shared/people/pin.ts';
import { STATUS_RESTRICTED, STATUS_WORDS } from '../../shared/texts/public-form.ts';
import type { PublicDeps } from './deps.ts';
import type { StatusView } from './page.ts';

/** `wrong` says neither whether there is such a case nor which of the two was wrong. */
export type Opened = { state: CaseState } | 'wrong' | 'too-many';

/** The case that a reference and its PIN open; both may be typed with Arabic digits, spaces and small letters. */
export async function openWithPin(deps: PublicDeps, typed: { reference: string; pin: string }): Promise<Opened> {
  const reference = parseReference(westernDigits(typed.reference));
  if (!reference) return 'wrong';
  if (!(await deps.attempts.take(reference))) return 'too-many';
  const state = (await deps.room.store.load(reference))?.state;
  const right = isPin(await deps.pinKey(), reference, typed.pin);
  if (!right || !state) return 'wrong';
  await deps.attempts.giveBack(reference);
  return { state };
}

/**
 * How the case stands, for whoever reported it: the first of its reporters. What was promised to others, and who else reported, is
 * theirs. A merged case is told as the one it went into; of a restricted one nothing is told but that it is here.
 */
export async function statusView(deps: PublicDeps, state: CaseState): Promise<StatusView> {
  const now = await standing(deps, state);
  const few = state.sensitivity !== 'normal' || now.sensitivity !== 'normal';
  if (few || now.status === 'merged') return { reference: state.id, text: STATUS_RESTRICTED, promises: [] };
  const contactId = state.reporters[0]?.contactId;
  const promises = [...new Set([state, now])].flatMap((each) => each.promises);
  return {
    reference: state.id,
    text: STATUS_WORDS[now.status],
    openedAt: state.opened.at,
    ...(now.lastOutboundAt ? { lastAnswerAt: now.lastOutboundAt } : {}),
    promises: promises
      .filter((promise) => promise.contactId === contactId && promise.status === 'pending')
      .map(({ text, dueAt }) => ({ text, dueAt })),
  };
}

/** Merges followed one after another before something is wrong. */
const MERGES = 10;

async function standing({ room }: PublicDeps, state: CaseState): Promise<CaseState> {
  let now = state;
  for (let merges = 0; now.status === 'merged' && now.mergedInto && merges < MERGES; merges++) {
    now = (await room.store.load(now.mergedInto))?.state ?? now;
  }
  return now;
}
