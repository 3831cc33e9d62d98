/** Whoever shows a case hears here that it changed. */
import { useEffect } from 'react';
import type { Poke } from './live.ts';

const listeners = new Set<(poke: Poke) => void>();

/** @returns what ends it. */
export function onPoke(tell: (poke: Poke) => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function tellPokes(pokes: readonly Poke[]): void {
  for (const poke of pokes) for (const tell of listeners) tell(poke);
}

/** Calls `tell` when a case changed, or when so much did that everything may have. */
export function useCasePokes(id: string, tell: () => void): void {
  useEffect(() => onPoke((poke) => (poke.t === 'board' || poke.id === id) && tell()), [id, tell]);
}
