import { useMemo } from 'react';
import { useDraft } from '../drafts.ts';

/** Fields of a form by name, as text. */
export type Values = Readonly<Record<string, string>>;

/** What somebody has typed: his words, and what stood there when he began. */
export interface Typed {
  typed: Values;
  base: Values;
}

const NOTHING: Typed = { typed: {}, base: {} };

/** A draft as it was kept; what cannot be read is none. */
export function typedOf(draft: string): Typed {
  try {
    return { ...NOTHING, ...(draft ? (JSON.parse(draft) as Partial<Typed>) : {}) };
  } catch {
    return NOTHING;
  }
}

/** What a form shows: his words where he typed, elsewhere what stands now. So what others change in other fields is never overwritten. */
export function shown({ typed }: Typed, current: Values, name: string): string {
  return typed[name] ?? current[name] ?? '';
}

/** One more letter. What stood in the field is remembered with the first. */
export function withTyped({ typed, base }: Typed, current: Values, name: string, value: string): Typed {
  return {
    typed: { ...typed, [name]: value },
    base: name in base ? base : { ...base, [name]: current[name] ?? '' },
  };
}

/** Fields that somebody else changed since the typing began, and to something else than was typed. */
export function conflictsIn({ typed, base }: Typed, current: Values): string[] {
  return Object.keys(typed).filter((name) => {
    const now = current[name] ?? '';
    return now !== (base[name] ?? '') && now !== typed[name];
  });
}

/** His word stands, although he has seen the other one. */
export function keepMine(all: Typed, current: Values, name: string): Typed {
  return { ...all, base: { ...all.base, [name]: current[name] ?? '' } };
}

/** The other one stands. */
export function takeTheirs({ typed, base }: Typed, name: string): Typed {
  const { [name]: _typed, ...rest } = typed;
  const { [name]: _base, ...bases } = base;
  return { typed: rest, base: bases };
}

/** A form that is being typed at a place, kept with each letter, beside what stands in the room now. */
export function useTyped(place: string, current: Values) {
  const [draft, keep] = useDraft(place);
  const all = useMemo(() => typedOf(draft), [draft]);
  const put = (next: Typed) => keep(Object.keys(next.typed).length > 0 ? JSON.stringify(next) : '');
  return {
    typed: all.typed,
    conflicts: conflictsIn(all, current),
    value: (name: string) => shown(all, current, name),
    set: (name: string, value: string) => put(withTyped(all, current, name, value)),
    keepMine: (name: string) => put(keepMine(all, current, name)),
    takeTheirs: (name: string) => put(takeTheirs(all, name)),
    clear: () => keep(''),
  };
}
