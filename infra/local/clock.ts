import { existsSync, readFileSync } from 'node:fs';
import { replaceFile } from './aws/files.ts';

/** The room's clock: this machine's, moved by an offset that workers read from shared memory. */
export class RoomClock {
  /** One number, milliseconds added to this machine's clock. Atomics do not know floats; a torn read cannot happen to 8 aligned bytes. */
  readonly shared = new SharedArrayBuffer(8);
  /** How far it was moved by hand: kept with the data, or a restart would throw what is recorded into the future. */
  movedMs: number;
  private readonly offset = new Float64Array(this.shared);

  /** @param file where it is kept how far the clock was moved; none forgets it. */
  constructor(
    offsetMs = 0,
    private readonly file?: string,
  ) {
    this.movedMs = file && existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
    this.offset[0] = offsetMs + this.movedMs;
  }

  readonly now = (): number => Date.now() + this.offsetMs;

  get offsetMs(): number {
    return this.offset[0] ?? 0;
  }

  /** On the disk before anybody sees it: killed at any instant, the room never goes back behind what it has recorded. */
  advance(milliseconds: number): void {
    const moved = this.movedMs + milliseconds;
    if (this.file) replaceFile(this.file, String(moved));
    this.movedMs = moved;
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
