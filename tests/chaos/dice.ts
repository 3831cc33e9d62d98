/** Chance that a seed repeats: the same seed, the same throws. */
export class Dice {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed | 0;
  }

  /** Dice of their own for one actor, so that what others throw changes nothing for it. */
  split(name: string): Dice {
    let hash = this.seed | 0;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return new Dice(hash);
  }

  /** From 0 up to 1. mulberry32: small, seedable, good enough for dice. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** Names by their weights. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries[0]![0];
  }

  /** Letters and digits that stand in no word. */
  token(length = 8): string {
    let text = '';
    while (text.length < length) text += Math.floor(this.next() * 36).toString(36);
    return text;
  }
}
