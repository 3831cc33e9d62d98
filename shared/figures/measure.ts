/** The few statistics that the room publishes, on whole seconds. */

/** How long one thing took, or how long it has been open without coming to its end. */
export interface Span {
  seconds: number;
  /** False while it is still open: it took at least so long, and is never left out (domain.md e.3). */
  ended: boolean;
}

/** S(t) is a product of fractions: what is a half by arithmetic may be a hair more as a number. */
const HAIR = 1e-9;

/**
 * Kaplan–Meier: the least time by which a share of `share` (0.5: the median) has come to its end, where spans still open count for as long
 * as they have been watched. Null while too many are open to say.
 */
export function reachedBy(spans: readonly Span[], share: number): number | null {
  const sorted = [...spans].sort((a, b) => a.seconds - b.seconds);
  let surviving = 1;
  for (let index = 0; index < sorted.length; ) {
    const { seconds } = sorted[index]!;
    let ended = 0;
    let here = 0;
    while (sorted[index + here]?.seconds === seconds) {
      if (sorted[index + here]!.ended) ended++;
      here++;
    }
    surviving *= 1 - ended / (sorted.length - index);
    if (ended > 0 && surviving <= 1 - share + HAIR) return seconds;
    index += here;
  }
  return null;
}

/** The least value that at least `share` of the values do not exceed (nearest rank). Null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - HAIR) - 1)] ?? null;
}

/** Upper ends of the histograms, seconds; the last holds everything above (domain.md e.3). */
export const BUCKETS = [60, 300, 600, 3600, null] as const;

export interface Bucket {
  /** Upper end, included; null: everything above the one before. */
  le: number | null;
  n: number;
}

/** Spans that ended, by how long they took. */
export function histogram(spans: readonly Span[]): Bucket[] {
  const buckets: Bucket[] = BUCKETS.map((le) => ({ le, n: 0 }));
  for (const { seconds, ended } of spans) {
    if (ended) buckets.find(({ le }) => le === null || seconds <= le)!.n++;
  }
  return buckets;
}

/** Null of nothing: there is no share of no cases. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
