import type { MailThread } from '../case/events.ts';
import { record } from './json.ts';
import type { Settings } from './types.ts';

/** What is to be said to one person. */
export interface OutboundMessage {
  /** Our account and the person's id in it, as the inbound message gave them. */
  address: { scope: string; id: string };
  text?: string;
  /** An approved template; `params` fill its body in order. */
  template?: { name: string; language: string; params: string[] };
  /** Provider's id of the message that is answered. */
  replyTo?: string;
  /** The conversation that a mail belongs to. */
  thread?: MailThread;
  /** Language of the text, where it is known. */
  lang?: string;
  /** Comes back in the provider's statuses, where it has any (decisions.md 2). */
  callbackId: string;
  /** Minutes since the person last wrote; absent when never. */
  minutesSinceInbound?: number;
  /** Said by the room itself and not by an officer. */
  automatic?: boolean;
}

/** An HTTP request ready to send. Its URL and headers carry tokens: never logged, never stored. */
export interface ProviderRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** An AWS service of our own account: signed with the function's role as the call is made. */
  sign?: { service: string; region: string };
}

/** What the provider answered; `body` is its JSON, or undefined when it was none. */
export interface ProviderAnswer {
  status: number;
  body: unknown;
}

export type Reason = 'window_closed' | 'opted_out' | 'undeliverable' | 'rejected';

/**
 * What became of one attempt (the retry tables of channels.md 2).
 * `retry`: surely not taken, may be sent again after so many seconds. `failed`: an officer must find another way.
 * `held`: our own account is at fault (token, permission); kept, alarmed, and nothing else is tried meanwhile.
 * `unknown`: perhaps taken; only a status can tell, so it is never sent again blindly (decisions.md 2).
 */
export type SendOutcome =
  | { outcome: 'sent'; providerMessageId: string }
  | { outcome: 'retry'; code: string; afterSeconds: number }
  | { outcome: 'failed'; code: string; reason: Reason }
  | { outcome: 'held'; code: string }
  | { outcome: 'unknown'; code: string };

export interface Writer {
  /** The request, or why none is made: nothing is sent outside a window that is known to be shut. */
  request(message: OutboundMessage, settings: Settings): ProviderRequest | SendOutcome;
  /** @param attempt counted from 1; pauses double with it */
  outcome(answer: ProviderAnswer, attempt: number): SendOutcome;
  /** The account that sent, as `out#` and the statuses know it. */
  account(message: OutboundMessage): string;
}

export function isOutcome(made: ProviderRequest | SendOutcome): made is SendOutcome {
  return 'outcome' in made;
}

/** Pauses double from 5 seconds to a quarter of an hour. */
export function backoff(attempt: number): number {
  return Math.min(5 * 2 ** (attempt - 1), 900);
}

/**
 * A provider's 5xx or 429 in general. With words of its own it says that it did not take the message; a gateway's 500, 502 or 504
 * without any says nothing.
 */
export function serverFault(answer: ProviderAnswer, attempt: number): SendOutcome | undefined {
  const code = `http_${answer.status}`;
  if (answer.status === 429 || answer.status === 503) return { outcome: 'retry', code, afterSeconds: backoff(attempt) };
  if (answer.status < 500) return undefined;
  return record(answer.body)
    ? { outcome: 'retry', code, afterSeconds: backoff(attempt) }
    : { outcome: 'unknown', code };
}

/** A setting that sending cannot do without. Missing means that our own account is not set up. */
export function missing(settings: Settings, ...names: string[]): SendOutcome | undefined {
  const absent = names.find((name) => !settings(name));
  return absent === undefined ? undefined : { outcome: 'held', code: `unset_${absent}` };
}

/** The account part of a scope; groups have a scope of their own below it. */
export function accountOf(scope: string): string {
  return scope.split('/')[0] ?? scope;
}

/** Whether the person's last message is no older than that. */
export function within(message: OutboundMessage, minutes: number): boolean {
  return message.minutesSinceInbound !== undefined && message.minutesSinceInbound < minutes;
}
