import type { MessageKind } from '../../case/vocabulary.ts';
import { coordinates, instant, type Json, number, parseJson, present, record, records, text } from '../json.ts';
import type { Inbound, InboundMessage, InboundStatus, MediaRef, Received, Remark, Unreadable } from '../types.ts';

interface Context {
  /** Our page ids; empty accepts all that Meta signs for our app. */
  accounts: readonly string[];
  receivedAt: string;
}

interface Place {
  account: string;
  receivedAt: string;
}

/** The thumb of the composer, in its three sizes; a person means a thumb and not a picture. */
const THUMBS = new Set(['369239263222822', '369239343222814', '369239383222810']);

const MEDIA_KINDS: ReadonlyMap<string, MessageKind> = new Map([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['file', 'document'],
]);

/** Everything in a Messenger webhook: each entry, each event (channels.md 2.2). What is on standby belongs to another app. */
export function readMessenger(body: Uint8Array, context: Context): Received | Unreadable {
  const envelope = record(parseJson(body));
  if (!envelope) return { unreadable: 'not a JSON object' };
  if (envelope.object !== 'page') return { items: [], remarks: [{ name: 'ignored', detail: 'object' }] };

  const items: Inbound[] = [];
  const remarks: Remark[] = [];
  for (const entry of records(envelope.entry)) {
    const account = text(entry.id) ?? 'unknown';
    if (context.accounts.length > 0 && !context.accounts.includes(account)) {
      remarks.push({ name: 'unknown_account', detail: account });
      continue;
    }
    if (records(entry.standby).length > 0) remarks.push({ name: 'ignored', detail: 'standby' });
    for (const event of records(entry.messaging)) {
      const found = readEvent(event, { account, receivedAt: context.receivedAt });
      items.push(...found);
      if (found.length === 0) remarks.push({ name: 'ignored', detail: kindOf(event) });
    }
  }
  return { items, remarks };
}

/** The member that tells what an event is; Meta's own word, no person's. */
function kindOf(event: Json): string {
  return Object.keys(event).find((key) => !['sender', 'recipient', 'timestamp'].includes(key)) ?? 'none';
}

function readEvent(event: Json, place: Place): Inbound[] {
  const person = text(record(event.sender)?.id);
  const at = instant(event.timestamp);
  const message = record(event.message);
  if (message?.is_echo) {
    const to = text(record(event.recipient)?.id);
    return to === undefined ? [] : [{ ...readMessage(message, { person: to, at, place }), quiet: true, echo: true }];
  }
  if (person === undefined) return [];
  const from = { person, at, place };
  if (message) return [readMessage(message, from)];
  if (record(event.postback)) return [readPostback(record(event.postback) ?? {}, from)];
  if (record(event.message_edit)) return readEdit(record(event.message_edit) ?? {}, from);
  if (record(event.reaction)) return readReaction(record(event.reaction) ?? {}, from);
  if (record(event.referral)) return [notice('referral', record(event.referral) ?? {}, from)];
  if (record(event.optin)) return [readOptin(record(event.optin) ?? {}, from)];
  if (record(event.delivery)) return readReceipt('delivered', record(event.delivery) ?? {}, from);
  if (record(event.read)) return readReceipt('read', record(event.read) ?? {}, from);
  return [];
}

interface From {
  person: string;
  at: string | undefined;
  place: Place;
}

/** What all messages have in common; `moment` names what has no id of its own. */
function envelopeOf({ person, at, place }: From, id: string | undefined, moment: string) {
  return present({
    type: 'message' as const,
    channel: 'messenger' as const,
    account: place.account,
    providerMessageId: id ?? `${person}/${moment}/${at ?? place.receivedAt}`,
    sender: { channel: 'messenger' as const, scope: place.account, id: person },
    sentAt: at,
    receivedAt: place.receivedAt,
  });
}

function readMessage(message: Json, from: From): InboundMessage {
  const { mid, text: words, attachments, quick_reply, reply_to, is_echo, app_id, metadata, ...rest } = message;
  const content = readContent(text(words), records(attachments), record(quick_reply));
  return {
    ...envelopeOf(from, text(mid), 'message'),
    ...(content ?? { kind: 'unsupported' }),
    ...present({ replyTo: text(record(reply_to)?.mid) }),
    ...(content ? (Object.keys(rest).length > 0 ? { raw: rest } : {}) : { raw: message }),
  };
}

type Content = Pick<InboundMessage, 'kind'> & Partial<InboundMessage>;

function readContent(
  words: string | undefined,
  attachments: Json[],
  quickReply: Json | undefined,
): Content | undefined {
  if (quickReply && words !== undefined) {
    return present({ kind: 'interactive' as const, text: words, payload: text(quickReply.payload) });
  }
  const sticker = attachments.map((a) => text(record(a.payload)?.sticker_id)).find((id) => id !== undefined);
  if (sticker !== undefined && THUMBS.has(sticker)) return { kind: 'sticker', text: words ?? '👍' };

  const media = attachments.flatMap(readMedia);
  const pin = attachments.map((a) => record(record(a.payload)?.coordinates)).find((c) => c !== undefined);
  const at = coordinates(pin?.lat, pin?.long);
  const links = attachments.flatMap((a) =>
    a.type === 'fallback' ? (text(a.url) ?? text(record(a.payload)?.url) ?? []) : [],
  );
  const said = words ?? (links.length > 0 ? links.join('\n') : undefined);
  const [first] = attachments.flatMap((a) => MEDIA_KINDS.get(text(a.type) ?? '') ?? []);
  const kind =
    sticker !== undefined ? 'sticker' : at ? 'location' : (first ?? (said === undefined ? undefined : 'text'));
  if (kind === undefined) return undefined;
  return present({
    kind: kind as MessageKind,
    text: said,
    media: media.length > 0 ? media : undefined,
    location: at,
  });
}

/** The link is signed and dies: it is copied at once. */
function readMedia(attachment: Json): MediaRef[] {
  const ref = text(record(attachment.payload)?.url);
  const type = text(attachment.type) ?? '';
  if (ref === undefined || !MEDIA_KINDS.has(type)) return [];
  return [type === 'audio' ? { ref, voice: true } : { ref }];
}

function readPostback(postback: Json, from: From): InboundMessage {
  const { mid, title, payload, ...rest } = postback;
  return {
    ...envelopeOf(from, text(mid), 'postback'),
    kind: 'interactive',
    ...present({ text: text(title) ?? text(payload), payload: text(payload) }),
    ...(Object.keys(rest).length > 0 ? { raw: rest } : {}),
  };
}

function readEdit(edit: Json, from: From): InboundMessage[] {
  const about = text(edit.mid);
  if (about === undefined) return [];
  const common = envelopeOf(from, `${about}/${text(edit.num_edit) ?? from.at ?? '1'}`, 'edit');
  return [{ ...common, kind: 'edit', quiet: true, about, ...present({ text: text(edit.text) }) }];
}

/** A reaction taken back may come without reaction and emoji. */
function readReaction(reaction: Json, from: From): InboundMessage[] {
  const about = text(reaction.mid);
  if (about === undefined) return [];
  const emoji = reaction.action === 'unreact' ? undefined : (text(reaction.emoji) ?? text(reaction.reaction));
  const common = envelopeOf(from, `${about}/${from.at ?? from.place.receivedAt}`, 'reaction');
  return [{ ...common, kind: 'reaction', quiet: true, about, ...present({ text: emoji }) }];
}

function readOptin(optin: Json, from: From): InboundMessage {
  const stopped = text(optin.notification_messages_status) === 'STOP_NOTIFICATIONS';
  return notice(stopped ? 'opted_out' : 'opted_in', optin, from);
}

function notice(name: 'referral' | 'opted_in' | 'opted_out', raw: Json, from: From): InboundMessage {
  return { ...envelopeOf(from, undefined, name), kind: 'system', quiet: true, notice: name, raw };
}

/** `mids` may be missing; the watermark is always there and covers everything up to it. */
function readReceipt(status: 'delivered' | 'read', receipt: Json, { person, at, place }: From): InboundStatus[] {
  const upTo = instant(receipt.watermark);
  const mids = (Array.isArray(receipt.mids) ? receipt.mids : []).flatMap((mid) => text(mid) ?? []);
  const common = {
    type: 'status' as const,
    channel: 'messenger' as const,
    account: place.account,
    status,
    at: upTo ?? at ?? place.receivedAt,
    recipient: { scope: place.account, id: person },
    receivedAt: place.receivedAt,
  };
  if (mids.length > 0) return mids.map((providerMessageId) => ({ ...common, providerMessageId }));
  if (upTo === undefined || number(receipt.watermark) === undefined) return [];
  return [{ ...common, providerMessageId: `${status}:${person}`, upTo }];
}
