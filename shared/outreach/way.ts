import type { Both, Reporter } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { ANSWERED_CHANNELS, type Channel } from '../case/vocabulary.ts';
import { secondsBetween } from '../clocks/time.ts';
import { type ContactRules, maySend } from '../people/safety.ts';

/** How one text that goes to many reaches one of them, or why it does not (domain.md c.2 Broadcast, G9). */
export type Way = { way: 'text' | 'template' } | { skip: Skip };

/**
 * `restricted`: only the few who know of the case write there; `ended`: nothing more is said on it; `no_address`: nobody can be written to
 * (the web, a walk-in); `window`: the provider takes no words of ours now and has no templates; the others are the person's own rules.
 */
export type Skip =
  | 'restricted'
  | 'ended'
  | 'no_address'
  | 'window'
  | 'never'
  | 'only_text'
  | 'seen_by_others'
  | 'opted_out';

/** Free words are taken for a day after the person's last message; half an hour is left for the queue. */
const WINDOW_SECONDS = 23.5 * 3600;
const WINDOWED: readonly Channel[] = ['whatsapp', 'twilio_whatsapp', 'messenger'];
const TEMPLATED: readonly Channel[] = ['whatsapp', 'twilio_whatsapp'];

/** The approved template that carries one line of ours outside the window: its body is `{{1}}`. */
export const OUTREACH_TEMPLATE = 'room_notice';

export function wayTo(state: CaseState, reporter: Reporter, rules: ContactRules | undefined, now: string): Way {
  const { channel, address } = reporter;
  if (state.sensitivity !== 'normal') return { skip: 'restricted' };
  if (['merged', 'invalid', 'transferred'].includes(state.status)) return { skip: 'ended' };
  if (!address || !ANSWERED_CHANNELS.includes(channel)) return { skip: 'no_address' };
  const reach = maySend(rules, 'broadcast', now, channel);
  if (reach.may === 'no') return { skip: reach.why };
  if (!WINDOWED.includes(channel)) return { way: 'text' };
  const heard = reporter.heardAt ?? (state.reporters.length === 1 ? state.lastInboundAt : undefined);
  if (heard && secondsBetween(heard, now) < WINDOW_SECONDS) return { way: 'text' };
  return TEMPLATED.includes(channel) ? { way: 'template' } : { skip: 'window' };
}

/** The language somebody is written to in: Arabic, unless his case is in another one. */
export function langOf({ language }: Pick<CaseState, 'language'>): keyof Both {
  return !language || language === 'und' || /^ar\b/i.test(language) ? 'ar' : 'en';
}

/** The shortest of the messengers takes two thousand letters. */
const LETTERS = 1900;
/** A template's parameter is one line. */
const LINE = 900;

/** What is said to many, as parts from the most to the least needed; the link leads to the whole. */
export interface Said {
  title?: Both;
  body: Both;
  more?: Both;
  link?: string;
}

/** The words for one person: a text message gets the title and the link, everybody else as much as fits. */
export function wordsFor(said: Said, channel: Channel, way: 'text' | 'template', lang: keyof Both): string {
  const title = said.title?.[lang];
  const link = said.link ? `${said.link}?lang=${lang}` : undefined;
  if (channel === 'sms' && title && link) return `${title} ${link}`;
  const parts = [title, said.body[lang], said.more?.[lang]].filter((part) => part !== undefined);
  const [most, glue] = way === 'template' ? [LINE, ' — '] : [LETTERS, '\n\n'];
  const text = cut(parts.join(glue), most - (link ? link.length + glue.length : 0));
  const whole = [text, link].filter(Boolean).join(glue);
  return way === 'template' ? whole.replace(/\s+/g, ' ') : whole;
}

function cut(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  return `${letters
    .slice(0, most - 1)
    .join('')
    .replace(/\s+\S*$/, '')}…`;
}
