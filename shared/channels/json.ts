/** Reading JSON that somebody else wrote: every accessor takes anything and gives the wanted shape or nothing. */

export type Json = Record<string, unknown>;

export function record(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The objects of a list; a single object counts as a list of one, anything else as none. */
export function records(value: unknown): Json[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is Json => record(item) !== undefined);
}

/** A text that says something; numbers become text, since providers write ids both ways. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

export function number(value: unknown): number | undefined {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined;
}

/** Coordinates in degrees, or nothing when they do not lie on the globe. */
export function coordinates(lat: unknown, lon: unknown): { lat: number; lon: number } | undefined {
  const [a, o] = [number(lat), number(lon)];
  return a !== undefined && o !== undefined && Math.abs(a) <= 90 && Math.abs(o) <= 180
    ? { lat: degrees(a), lon: degrees(o) }
    : undefined;
}

/** To the centimetre: what is finer is noise, and a number like 1e-200 is none that DynamoDB keeps. */
const degrees = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

/** Later than any second since 1970 that a provider means (the year 5138), earlier than any millisecond since 1973. */
const MILLISECONDS_FROM = 1e11;

/** ISO 8601 from an ISO text or from seconds or milliseconds since 1970: providers mix them (channels.md 4, no. 37). */
export function instant(value: unknown): string | undefined {
  const n = number(value);
  const ms =
    n === undefined
      ? typeof value === 'string'
        ? Date.parse(value)
        : Number.NaN
      : n < MILLISECONDS_FROM
        ? n * 1000
        : n;
  return ms > 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : undefined;
}

type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Required<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The object without members that are undefined, so that "absent" has one form. */
export function present<T extends object>(object: T): Required<T> & Optional<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Required<T> &
    Optional<T>;
}

/** A body as JSON, or undefined. Bytes that are not UTF-8 become U+FFFD: the signature was checked on the bytes before. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
