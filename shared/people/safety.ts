import type { Channel } from '../case/vocabulary.ts';
import { later } from '../clocks/time.ts';

/** Hours of each day at the person's place, `HH:MM`; they may run over midnight. `zone` is an IANA name. */
export interface Hours {
  from: string;
  to: string;
  zone: string;
}

export const CALL_BACK = ['ok', 'only_text', 'never', 'only_between'] as const;

/** How a person may be reached without harm to him (domain.md c.2, G9). */
export interface ContactSafety {
  callBack: (typeof CALL_BACK)[number];
  /** With `only_between`: the hours in which he may be reached at all. */
  window?: Hours;
  /** Others read what comes to this device. */
  sharedDevice: boolean;
  /** Whoever holds him may read it. */
  captorMaySee: boolean;
  quietHoursLocal?: Hours;
  note?: string;
}

/** The person wants no more of what nobody writes to him alone, on one channel. */
export interface OptOut {
  channel: Channel;
  at: string;
  /** He wrote a word (`STOP`, «وقف»), the provider said so, or an officer was told. */
  via: 'word' | 'provider' | 'staff';
}

/** All that a sender must know of a contact. */
export interface ContactRules {
  safety?: ContactSafety;
  optOuts?: readonly OptOut[];
}

/**
 * `automatic`: the room's own first answer and the like; `broadcast`: one text to many; `staff`: an officer's own words; `urgent`: the same where
 * waiting for the morning would cost more than waking somebody; `call`: the telephone.
 */
export type Purpose = 'automatic' | 'broadcast' | 'staff' | 'urgent' | 'call';

export type MayReach =
  | { may: 'yes' }
  /** Not now: from `at` on. */
  | { may: 'later'; at: string; why: 'quiet_hours' | 'outside_window' }
  | { may: 'no'; why: 'never' | 'only_text' | 'seen_by_others' | 'opted_out' };

/**
 * Whether a contact may be reached for this purpose now (domain.md G9, channels.md 5.8). Whoever sends asks first; what may not leave is
 * never dropped without a word: it waits until `at`, or is refused on the timeline with a task for an officer.
 *
 * Nothing goes past `never`, nor past the only safe hours: they protect a life. Urgency ends the quiet hours and nothing else. What the
 * room says by itself names a case and its danger, so it never goes where others read it, nor to somebody who opted out on that
 * channel; an officer's own words do, chosen with the rules before his eyes.
 */
export function maySend(rules: ContactRules | undefined, purpose: Purpose, now: string, channel?: Channel): MayReach {
  const { safety, optOuts = [] } = rules ?? {};
  const byItself = purpose === 'automatic' || purpose === 'broadcast';
  if (safety?.callBack === 'never') return { may: 'no', why: 'never' };
  if (safety?.callBack === 'only_text' && purpose === 'call') return { may: 'no', why: 'only_text' };
  if (byItself && (safety?.sharedDevice || safety?.captorMaySee)) return { may: 'no', why: 'seen_by_others' };
  if (byItself && optOuts.some((out) => out.channel === channel)) return { may: 'no', why: 'opted_out' };
  const quiet = purpose === 'urgent' ? undefined : safety?.quietHoursLocal;
  const windowed = safety?.callBack === 'only_between' ? safety.window : undefined;
  const waking =
    quiet && isWithin(quiet, now) ? { at: next(quiet.to, quiet.zone, now), why: 'quiet_hours' } : undefined;
  const opening =
    windowed && !isWithin(windowed, now)
      ? { at: next(windowed.from, windowed.zone, now), why: 'outside_window' }
      : undefined;
  const [first, second] = [waking, opening].filter((wait) => wait !== undefined) as Waiting[];
  if (!first) return { may: 'yes' };
  return { may: 'later', why: first.why, at: second ? later(first.at, second.at) : first.at };
}

type Waiting = Pick<Extract<MayReach, { may: 'later' }>, 'at' | 'why'>;

const DAY_MINUTES = 24 * 60;

/** Whether an instant lies in the hours; equal ends mean the whole day. */
function isWithin({ from, to, zone }: Hours, now: string): boolean {
  const [start, end, minute] = [minutesOf(from), minutesOf(to), localMinute(zone, now)];
  return start < end ? start <= minute && minute < end : minute >= start || minute < end;
}

/** The next instant at which the clocks there show this time. On the day they are changed it may be an hour off: whoever waited asks again. */
function next(time: string, zone: string, now: string): string {
  const ahead = (minutesOf(time) - localMinute(zone, now) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const minute = Math.floor(Date.parse(now) / 60_000);
  return new Date((minute + ahead) * 60_000).toISOString();
}

function localMinute(zone: string, now: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return minutesOf(clock.format(new Date(now)));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Words by which people ask to be left alone; on the first, carriers act themselves. */
const STOP = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'وقف', 'الغاء', 'ايقاف', 'الغاءالاشتراك']);
const START = new Set(['start', 'unstop', 'subscribe', 'اشتراك', 'تفعيل']);

/**
 * What a message that is one such word and nothing else asks for. «وقف» within a sentence is none: somebody's heart may have
 * stopped.
 */
export function subscriptionWord(text: string | undefined): 'opted_out' | 'opted_in' | undefined {
  const word = (text ?? '')
    .replace(/[\u064B-\u0652\u0640\u200e\u200f.!。\s]/g, '')
    .replace(/[إأآ]/g, 'ا')
    .toLowerCase();
  if (STOP.has(word)) return 'opted_out';
  return START.has(word) ? 'opted_in' : undefined;
}
