import type { Reporter } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { ANSWERED_CHANNELS, type Channel } from '../case/vocabulary.ts';
import { lettersOf, OFFICER_MINUTES } from '../channels/limits.ts';
import { plusSeconds } from '../clocks/time.ts';
import { type ContactRules, type MayReach, maySend } from './safety.ts';

/**
 * How one reporter can be written to now, for whoever is about to type.
 * `text`: any words; `template`: the provider takes approved templates only; `no`: nothing can be sent, `why` says what stands in the way.
 */
export interface AnswerWay {
  contactId: string;
  way: 'text' | 'template' | 'no';
  why?: 'no_address' | 'window' | Exclude<MayReach, { may: 'yes' }>['why'];
  /** Until when the provider takes free words. Absent where he sets no end, or the end has passed. */
  closesAt?: string;
  /** What is sent now waits until then: his quiet hours, or the only hours in which he may be reached. */
  waitsUntil?: string;
  /** Letters that the channel takes in one message. */
  letters: number;
}

const TEMPLATED: readonly Channel[] = ['whatsapp', 'twilio_whatsapp'];

/** Reads the rules of the channel and of the person together (domain.md G6, G9). Pure. */
export function answerWay(
  state: Pick<CaseState, 'reporters' | 'lastInboundAt'>,
  { contactId, channel, address, heardAt }: Reporter,
  rules: ContactRules | undefined,
  now: string,
): AnswerWay {
  const base = { contactId, letters: lettersOf(channel) };
  if (!address || !ANSWERED_CHANNELS.includes(channel)) return { ...base, way: 'no', why: 'no_address' };
  const reach = maySend(rules, 'staff', now, channel);
  if (reach.may === 'no') return { ...base, way: 'no', why: reach.why };
  const waits = reach.may === 'later' ? { waitsUntil: reach.at, why: reach.why } : {};
  const minutes = OFFICER_MINUTES[channel];
  if (minutes === undefined) return { ...base, ...waits, way: 'text' };
  // A provider's window is one person's own: that another reporter of the case wrote opens nothing.
  const heard = heardAt ?? (state.reporters.length === 1 ? state.lastInboundAt : undefined);
  const closesAt = heard && plusSeconds(heard, minutes * 60);
  if (closesAt && closesAt > now) return { ...base, ...waits, way: 'text', closesAt };
  return { ...base, why: 'window', ...waits, way: TEMPLATED.includes(channel) ? 'template' : 'no' };
}
