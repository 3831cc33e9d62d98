import type { Channel, MessageKind } from '../case/vocabulary.ts';

/**
 * Who wrote. The key is (channel, scope, id) and never the phone: a WhatsApp user may have none (channels.md 1.1).
 * `scope` is the account the id is valid for: phone-number id, page id, bot id, our own number.
 */
export interface Sender {
  channel: Channel;
  scope: string;
  id: string;
  /** E.164 where the provider proves it; for matching only. */
  phone?: string;
  name?: string;
  /** Other ids that the same webhook proves to be the same person (BSUID beside a phone). */
  aliases?: { scope: string; id: string }[];
}

export interface MediaRef {
  /** Provider's id or link; fetched before it dies. */
  ref: string;
  mime?: string;
  bytes?: number;
  sha256?: string;
  name?: string;
  voice?: boolean;
}

export interface Pin {
  lat: number;
  lon: number;
  accuracyM?: number;
  label?: string;
  live?: boolean;
  /** A pin forwarded from another chat is not the sender's place. */
  forwarded?: boolean;
}

/** A message as an officer sees it, from whichever provider. `raw` keeps what we did not understand. */
export interface InboundMessage {
  type: 'message';
  channel: Channel;
  /** Our account at the provider (phone-number id, page id, bot, number). */
  account: string;
  providerMessageId: string;
  sender: Sender;
  kind: MessageKind;
  text?: string;
  media?: MediaRef[];
  location?: Pin;
  contacts?: { name?: string; phones: string[] }[];
  replyTo?: string;
  /** Edits, revocations, reactions: the provider id of the message they speak of. */
  about?: string;
  /** Timeline only: reactions, edits, revocations, system notices never count as a new message for the officer. */
  quiet?: boolean;
  raw?: unknown;
  sentAt?: string;
  receivedAt: string;
}

/** A delivery update for something we sent. Found by the provider's id or by our own callback data. */
export interface InboundStatus {
  type: 'status';
  channel: Channel;
  account: string;
  providerMessageId: string;
  status: string;
  at: string;
  code?: string;
  /** What we gave the provider to carry back: the message's own id (decisions.md 2). */
  callbackData?: string;
  recipient?: { scope: string; id: string };
  receivedAt: string;
}

/** One thing for the intake queue. Group and deduplication ids are decisions.md 7; the marker is decisions.md 8. */
export type Inbound = InboundMessage | InboundStatus;

/** What a webhook route answers, beside what it found. */
export interface Received {
  items: Inbound[];
  /** Response the provider must get (TwiML, challenge); default is an empty 200. */
  response?: { status: number; contentType: string; body: string };
}
