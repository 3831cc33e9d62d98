/** Instants are RFC 3339 UTC with milliseconds: they compare as strings. */

export function plusSeconds(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

/** Whole seconds from `from` to `to`. */
export function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

export function later(a: string, b: string | undefined): string {
  return b && b > a ? b : a;
}

export function earliest(instants: readonly (string | undefined)[]): string | undefined {
  let first: string | undefined;
  for (const at of instants) if (at && (!first || at < first)) first = at;
  return first;
}
