/** Numbers, instants and countries as this person reads them. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Both } from '../../../../shared/case/events.ts';
import { usePreference } from '../preferences.ts';
import type { Lang } from './language.ts';

/** The room's own zone (domain.md c.1). */
const CAIRO = 'Africa/Cairo';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A name, number or reference, kept in its own direction within a sentence. */
export const isolated = (text: string) => `\u2068${text}\u2069`;

/** A clock with less than this left wants somebody now. Milliseconds. */
const SOON = 5 * MINUTE;

export interface Countdown {
  text: string;
  state: 'late' | 'soon' | 'calm';
}

export class Format {
  private readonly locale: string;
  private readonly arab: boolean;
  private readonly made = new Map<string, unknown>();

  /** @param digits of Arabic; English has Latin ones. */
  constructor(
    readonly lang: Lang,
    digits: 'latn' | 'arab',
  ) {
    this.arab = lang === 'ar' && digits === 'arab';
    this.locale = lang === 'ar' ? `ar-EG-u-nu-${digits}` : 'en-GB';
  }

  /** The side of a text that this person reads. */
  both(text: Both): string {
    return text[this.lang];
  }

  /** Between the parts of a list. */
  get comma(): string {
    return this.lang === 'ar' ? '، ' : ', ';
  }

  /** A place in its country; names in other letters do not take the comma with them. */
  where(place: string | null | undefined, country: string | null | undefined): string {
    return [place, country && this.country(country)].flatMap((part) => (part ? isolated(part) : [])).join(this.comma);
  }

  number(value: number): string {
    // What stands in clocks and counts, without the formatter, which takes longer than the rest of a row.
    if (value >= 0 && value < 1000 && Number.isInteger(value)) return this.digits(String(value));
    return this.once('number', () => new Intl.NumberFormat(this.locale)).format(value);
  }

  /** `14:05` in Cairo. */
  time(instant: string, zone: string = CAIRO): string {
    return this.dates(`time ${zone}`, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(
      new Date(instant),
    );
  }

  /** Day and time in Cairo; the time alone where it was today. */
  stamp(instant: string, now: number = Date.now()): string {
    const day = this.day(instant);
    return day === this.day(new Date(now).toISOString()) ? this.time(instant) : `${day} ${this.time(instant)}`;
  }

  /** `22 Nov`, with the year where that is not this one. */
  day(instant: string): string {
    const thisYear = instant.slice(0, 4) === new Date().toISOString().slice(0, 4);
    const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
    if (!thisYear) options.year = 'numeric';
    return this.dates(`day ${thisYear}`, options, CAIRO).format(new Date(instant));
  }

  /**
   * The same instant by the clocks of a country, for whoever is about to telephone.
   * @returns nothing where they agree with Cairo, or where the country has several times.
   */
  there(instant: string, country: string | null | undefined): string | undefined {
    if (!country || country === 'EG') return undefined;
    const times = new Set(zonesOf(country).map((zone) => this.time(instant, zone)));
    const [time] = times;
    return times.size === 1 && time !== this.time(instant) ? time : undefined;
  }

  country(code: string): string {
    return this.once(`country ${code}`, () => {
      const names = this.once(
        'region',
        () => new Intl.DisplayNames([this.locale], { type: 'region', fallback: 'code' }),
      );
      return names.of(code) ?? code;
    });
  }

  /** How long something lasts: `4 min`, `3 h 20 min`, `2 days 3 h`. @param ms milliseconds, not negative. */
  span(ms: number): string {
    if (ms < MINUTE) return this.unit(Math.floor(ms / 1000), 'second');
    if (ms < HOUR) return this.unit(Math.floor(ms / MINUTE), 'minute');
    if (ms < DAY) return this.two(Math.floor(ms / HOUR), 'hour', Math.floor((ms % HOUR) / MINUTE), 'minute');
    return this.two(Math.floor(ms / DAY), 'day', Math.floor((ms % DAY) / HOUR), 'hour');
  }

  /** `12 min ago`. */
  ago(instant: string, now: number): string {
    const ms = Math.max(0, now - Date.parse(instant));
    const span = this.span(Math.max(ms, MINUTE));
    if (ms < MINUTE) return this.lang === 'ar' ? 'الآن' : 'just now';
    return this.lang === 'ar' ? `منذ ${span}` : `${span} ago`;
  }

  /** What is left until a target, in words that stand without colour. */
  left(due: string, now: number): Countdown {
    const ms = Date.parse(due) - now;
    if (ms < 0) {
      const span = this.span(Math.max(-ms, 1000));
      return { state: 'late', text: this.lang === 'ar' ? `متأخر ${span}` : `${span} late` };
    }
    const state = ms < SOON ? 'soon' : 'calm';
    const span = ms < SOON ? this.minutes(ms) : this.span(ms);
    return { state, text: this.lang === 'ar' ? `باقي ${span}` : `${span} left` };
  }

  /** `4:32`. */
  private minutes(ms: number): string {
    const seconds = String(Math.floor((ms % MINUTE) / 1000)).padStart(2, '0');
    return this.digits(`${Math.floor(ms / MINUTE)}:${seconds}`);
  }

  private digits(text: string): string {
    if (!this.arab) return text;
    return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x30 + 0x660));
  }

  private two(first: number, one: Unit, second: number, other: Unit): string {
    return second === 0 ? this.unit(first, one) : `${this.unit(first, one)} ${this.unit(second, other)}`;
  }

  private unit(value: number, unit: Unit): string {
    if (this.lang === 'ar') return `${this.number(value)} ${ARABIC_UNITS[unit]}`;
    return this.once(`${value} ${unit}`, () =>
      this.once(
        unit,
        () =>
          new Intl.NumberFormat(this.locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }),
      ).format(value),
    );
  }

  private dates(name: string, options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
    return this.once(name, () => new Intl.DateTimeFormat(this.locale, { ...options, timeZone: zone }));
  }

  /** Formatters take longer to make than to use, and a board uses them a hundred times a second. */
  private once<T>(name: string, make: () => T): T {
    const made = this.made.get(name) ?? make();
    this.made.set(name, made);
    return made as T;
  }
}

type Unit = 'second' | 'minute' | 'hour' | 'day';

/** One letter each, as clocks are read in Arabic; the long words change with the number. */
const ARABIC_UNITS: Record<Unit, string> = { second: 'ث', minute: 'د', hour: 'س', day: 'ي' };

const zones = new Map<string, string[]>();

function zonesOf(country: string): string[] {
  let known = zones.get(country);
  if (!known) {
    const region = new Intl.Locale('und', { region: country }) as Intl.Locale & {
      getTimeZones?(): string[] | undefined;
    };
    known = region.getTimeZones?.() ?? [];
    zones.set(country, known);
  }
  return known;
}

export function useFormat(): Format {
  const lang = usePreference('lang');
  const digits = usePreference('digits');
  return useMemo(() => new Format(lang, digits), [lang, digits]);
}

/** How far the room's clock is ahead of this machine's, in milliseconds: whatever an officer's machine shows, targets are the room's. */
let ahead = 0;

/** @param date the `Date` header of an answer, good to a second. */
export function heardTime(date: string | null): void {
  const heard = date ? Date.parse(date) : Number.NaN;
  if (Math.abs(heard - Date.now() - ahead) > 2_000) ahead = heard - Date.now();
}

/** The room's time now, in epoch milliseconds. */
export function roomNow(): number {
  return Date.now() + ahead;
}

/** The room's time, told anew each second. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, () => Math.floor(roomNow() / 1000) * 1000);
}

const listeners = new Set<() => void>();
let timer = 0;

function tellAll(): void {
  for (const tell of listeners) tell();
}

function everySecond(tell: () => void): () => void {
  listeners.add(tell);
  if (listeners.size === 1) timer = window.setInterval(tellAll, 1000);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) clearInterval(timer);
  };
}
