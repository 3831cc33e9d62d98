/** The room's clock: this machine's, moved by an offset that workers read from shared memory. */
export class RoomClock {
  /** One number, milliseconds added to this machine's clock. Atomics do not know floats; a torn read cannot happen to 8 aligned bytes. */
  readonly shared = new SharedArrayBuffer(8);
  private readonly offset = new Float64Array(this.shared);

  constructor(offsetMs = 0) {
    this.offset[0] = offsetMs;
  }

  readonly now = (): number => Date.now() + this.offsetMs;

  get offsetMs(): number {
    return this.offset[0] ?? 0;
  }

  advance(milliseconds: number): void {
    this.offset[0] = this.offsetMs + milliseconds;
  }
}

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds, `-` in front for the past.
 *
 * @returns undefined for anything else; months and years have no fixed length.
 */
export function durationMs(text: string): number | undefined {
  const match = /^([+-])?P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + Math.round(seconds * 1000);
  return match[1] === '-' ? -total : total;
}
