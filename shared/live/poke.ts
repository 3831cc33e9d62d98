/** A case changed: consoles that show it read it again over HTTP. No content. */
export interface Poke {
  t: 'case';
  id: string;
  /** Its version then. Pokes may overtake each other: a console that has this version or a later one does nothing. */
  v: number;
}

/** So much changed within a second that a console does better to read its board anew. */
export interface BoardPoke {
  t: 'board';
}

/** What a live connection carries, one per frame. */
export type Frame = Poke | BoardPoke;

/** The newest poke of each case. */
export function newest(pokes: readonly Poke[]): Poke[] {
  const byCase = new Map<string, Poke>();
  for (const poke of pokes) if (poke.v > (byCase.get(poke.id)?.v ?? 0)) byCase.set(poke.id, poke);
  return [...byCase.values()];
}
