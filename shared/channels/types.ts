import type { Channel, MessageKind } from '../case/vocabulary.ts';

/**
 * Who wrote. The key is (channel, scope, id) and never the phone: a WhatsApp user may have none (channels.md 1.1).
 * `scope` is the account the id is valid for: phone-number id, page id, bot id, our own number. A group has a scope of its
 * own (`<account>/<group>`), so that what somebody says there never mixes with his private conversation.
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
  /** Small attachments that came inside the message itself (e-mail), base64. */
  content?: string;
}

export interface Pin {
  lat: number;
  lon: number;
  accuracyM?: number;
  label?: string;
  live?: boolean;
  /** A pin forwarded from another chat is not the sender's place. */
  forwarded?: boolean;
  /** ISO 3166-1 alpha-2, looked up by the room itself; no provider says it. */
  country?: string;
}

/** What a message of kind `system` reports; it goes on the timeline and is never answered. */
export type NoticeName =
  | 'identity_changed'
  | 'opted_out'
  | 'opted_in'
  | 'referral'
  | 'chat_opened'
  | 'chat_moved'
  | 'call_ended'
  | 'call_recorded'
  | 'call_keys';

/** Why nobody and nothing may answer this message by itself. */
export type NoAnswer = 'group' | 'automatic' | 'not_a_person' | 'opted_out';

/** A message as an officer sees it, from whichever provider. `raw` keeps what we did not understand. */
export interface InboundMessage {
  type: 'message';
  channel: Channel;
  /** Our account at the provider (phone-number id, page id, bot, number). */
  account: string;
  providerMessageId: string;
  sender: Sender;
  kind: MessageKind;
  subject?: string;
  text?: string;
  /** What a pressed button carries beside its text. */
  payload?: string;
  media?: MediaRef[];
  location?: Pin;
  contacts?: { name?: string; phones: string[] }[];
  replyTo?: string;
  /** Edits, revocations, reactions, call updates: the provider id of the message they speak of. */
  about?: string;
  /** Timeline only: reactions, edits, revocations, system notices never count as a new message for the officer. */
  quiet?: boolean;
  /** Written by us in another client of the provider: `sender` is the person it was sent to. Always quiet. */
  echo?: boolean;
  notice?: NoticeName;
  /** The provider's id of the group it was written in. */
  group?: string;
  /** Several messages that the person sent as one (Telegram's media group). */
  album?: string;
  /** `often`: passed on through many chats, the mark of a rumour. */
  forwarded?: 'once' | 'often';
  noAnswer?: NoAnswer;
  /** The mail scanner found malware: text is shown with a warning, attachments are not offered. */
  quarantined?: boolean;
  /** BCP 47 tag that the provider gave for the person; a hint only. */
  language?: string;
  raw?: unknown;
  sentAt?: string;
  receivedAt: string;
}

/** A delivery update for something we sent. Found by the provider's id or by our own callback data. */
export interface InboundStatus {
  type: 'status';
  channel: Channel;
  account: string;
  /** Messenger's read receipts name no message: then `read:<recipient>` with `upTo`. */
  providerMessageId: string;
  status: string;
  at: string;
  code?: string;
  /** What we gave the provider to carry back: the message's own id (decisions.md 2). */
  callbackData?: string;
  recipient?: { scope: string; id: string };
  /** In a group each participant has a status of his own. */
  participant?: string;
  /** Everything sent to the recipient up to this instant has the status. */
  upTo?: string;
  receivedAt: string;
}

/** One thing for the intake queue. Group and deduplication ids are decisions.md 7; the marker is decisions.md 8. */
export type Inbound = InboundMessage | InboundStatus;

/** Something worth a log line and a metric, never worth a person's data. */
export interface Remark {
  name: 'unknown_account' | 'ignored' | 'account_error';
  /** A field's name or a provider's error code. */
  detail: string;
}

/** What a webhook brought. */
export interface Received {
  items: Inbound[];
  remarks?: Remark[];
  /** Response the provider must get (TwiML, challenge); default is an empty 200. */
  response?: { status: number; contentType: string; body: string };
  /** A link that must be fetched once to confirm a subscription. */
  confirm?: string;
}

/** A body that is genuine and yet makes no sense: answered 400, nothing queued. `reason` names no person. */
export interface Unreadable {
  unreadable: string;
}

/** A webhook request as it stood on the wire, before anything in it is believed. */
export interface WebhookRequest {
  method: string;
  /** Path and query as the provider sent them, not decoded: Twilio signs them (channels.md 1.3). */
  path: string;
  query: string;
  header(name: string): string | undefined;
  body: Uint8Array;
}

/** The channel settings of contract.md (`OPS_…`), by name. Undefined when not set up. */
export type Settings = (name: string) => string | undefined;

/** `unconfigured`: the secret is missing, so nothing can be believed; the provider is asked to try again. */
export type Verdict = 'genuine' | 'forged' | 'unconfigured';
