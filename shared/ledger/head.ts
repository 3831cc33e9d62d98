import { type Instants, indexKeys, openAgencies, pointOf } from '../board/keys.ts';
import type { CaseState } from '../case/state.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { withoutRuleTexts, withRuleTexts } from './reasons.ts';
import type { Stored } from './store.ts';
import { caseStream, headKey } from './stream.ts';

/** Current shape of a case's head; older heads are lifted in `stateOf`. */
const HEAD_SCHEMA = 1;

type ListField = {
  [K in keyof CaseState]-?: CaseState[K] extends unknown[] ? K : never;
}[keyof CaseState];

/** What a case begins with: left out of its head where it still holds, so that a head stays within two kilobytes. */
const EMPTY: Pick<CaseState, ListField | 'breaches' | 'warnings'> = {
  reasons: [],
  pauses: [],
  reporters: [],
  persons: [],
  needs: [],
  locations: [],
  promises: [],
  escalations: [],
  links: [],
  merges: [],
  alerts: [],
  outbox: [],
  owed: [],
  unreadable: [],
  rings: [],
  attachments: [],
  attempts: [],
  breaches: {},
  warnings: {},
};

const USUAL: Partial<CaseState> = {
  sensitivity: 'normal',
  priorityByStaff: false,
  reopenCount: 0,
};

/** Fields of the state that stand beside it as attributes of the item, where an index can project them. */
const ROW = ['priority', 'status', 'category', 'country', 'place', 'owner', 'crisis', 'summary', 'similar'] as const;

/** All that a restricted or sealed case shows to an index (decisions.md 17). */
const RESTRICTED_ROW = ['priority'] as const;

/**
 * A case's head as one item: what indexes and conditions need as attributes, everything else in a compact `state` map.
 * Texts that the ledger or a rule can give back are not in it (decisions.md 25).
 */
export function headItem({ state, hash }: Stored, instants: Instants): Item {
  const { id, version, ...rest } = { ...state, reasons: withoutRuleTexts(state.reasons) };
  const shown: readonly (keyof CaseState)[] = state.sensitivity === 'normal' ? ROW : RESTRICTED_ROW;
  const row = Object.fromEntries(shown.map((field) => [field, state[field]]));
  const compact = Object.fromEntries(
    Object.entries(rest).filter(([field, value]) => !(field in row) && !isUsual(field, value)),
  );
  const agencies = openAgencies(state);
  const point = pointOf(state);
  return toItem({
    ...headKey(caseStream(id)),
    version,
    hash,
    schema: HEAD_SCHEMA,
    ...row,
    ...(state.sensitivity === 'normal' ? { openedAt: state.opened.at } : {}),
    ...(state.sensitivity === 'normal' && agencies.length > 0 ? { agencies } : {}),
    ...(state.sensitivity === 'normal' && point ? { point } : {}),
    ...indexKeys(state, instants),
    state: compact,
  });
}

export function storedOf(item: Item): Stored {
  const { pk, version, hash, state, ...row } = fromItem<
    {
      pk: string;
      version: number;
      hash: string;
      state: Partial<CaseState>;
    } & Partial<CaseState>
  >(item);
  const beside = Object.fromEntries(ROW.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])));
  const whole = {
    id: pk.slice('case#'.length),
    version,
    ...structuredClone(EMPTY),
    ...USUAL,
    ...beside,
    ...state,
    reasons: withRuleTexts(state.reasons ?? []),
  };
  return { hash, state: whole as unknown as CaseState };
}

function isUsual(field: string, value: unknown): boolean {
  if (field in USUAL) return USUAL[field as keyof CaseState] === value;
  if (!(field in EMPTY)) return false;
  return Object.keys(value as object).length === 0;
}
