import { createHash } from 'node:crypto';
import type { MessageKind } from '../../case/vocabulary.ts';
import { coordinates, instant, type Json, parseJson, present, record, records, text } from '../json.ts';
import type {
  Inbound,
  InboundMessage,
  InboundStatus,
  MediaRef,
  Received,
  Remark,
  Sender,
  Unreadable,
} from '../types.ts';

interface Context {
  /** Our phone-number ids; empty accepts all that Meta signs for our app. */
  accounts: readonly string[];
  receivedAt: string;
}

/** Delivery updates that say something (channels.md 2.1); `deleted` and values invented later do not. */
const STATUSES = new Set(['sent', 'delivered', 'read', 'played', 'failed']);

/** A business-scoped user id (BSUID): country, point, up to 128 letters and digits; a parent's has one more part. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/;

/** Everything in a WhatsApp webhook: each entry, each change, each message and status (channels.md 2.1). */
export function readWhatsApp(body: Uint8Array, context: Context): Received | Unreadable {
  const envelope = record(parseJson(body));
  if (!envelope) return { unreadable: 'not a JSON object' };
  if (envelope.object !== 'whatsapp_business_account') return ignored('object');

  const items: Inbound[] = [];
  const remarks: Remark[] = [];
  for (const change of records(envelope.entry).flatMap((entry) => records(entry.changes))) {
    const value = record(change.value) ?? {};
    const field = text(change.field) ?? 'none';
    const account = text(record(value.metadata)?.phone_number_id) ?? context.accounts[0] ?? 'unknown';
    if (context.accounts.length > 0 && !context.accounts.includes(account)) {
      remarks.push({ name: 'unknown_account', detail: account });
      continue;
    }
    const found = readValue(value, { account, receivedAt: context.receivedAt });
    items.push(...found);
    for (const error of records(value.errors)) {
      remarks.push({ name: 'account_error', detail: text(error.code) ?? 'none' });
    }
    if (found.length === 0) remarks.push({ name: 'ignored', detail: field });
  }
  return { items, remarks };
}

function ignored(detail: string): Received {
  return { items: [], remarks: [{ name: 'ignored', detail }] };
}

interface Place {
  account: string;
  receivedAt: string;
}

function readValue(value: Json, place: Place): Inbound[] {
  const people = records(value.contacts);
  return [
    ...records(value.messages).map((message) => readMessage(message, people, place)),
    ...records(value.calls).flatMap((call) => readCall(call, people, place)),
    ...records(value.message_echoes).map((echo) => readEcho(echo, place)),
    ...records(value.user_id_update).flatMap((update) => readIdentity(update, place)),
    ...records(value.statuses).flatMap((status) => readStatus(status, place)),
  ];
}

/** One message; never fails. What it does not understand becomes kind `unsupported` with the whole of it in `raw`. */
function readMessage(message: Json, people: Json[], place: Place): InboundMessage {
  const { id, from, from_user_id, from_parent_user_id, timestamp, type, group_id, context, ...rest } = message;
  const providerMessageId = text(id) ?? digestOf(message);
  const group = text(group_id);
  const kind = text(type) ?? 'none';
  const about = record(context);
  const content = readContent(kind, record(rest[kind]), rest[kind], about);
  const unknown = content ? withoutKey(rest, kind) : message;
  return present({
    type: 'message' as const,
    channel: 'whatsapp' as const,
    account: place.account,
    providerMessageId,
    sender: readSender(message, people, place.account, providerMessageId, group),
    kind: 'unsupported' as MessageKind,
    ...content,
    replyTo: text(about?.id),
    forwarded: about?.frequently_forwarded ? ('often' as const) : about?.forwarded ? ('once' as const) : undefined,
    group,
    noAnswer: group ? ('group' as const) : undefined,
    raw: unknown,
    sentAt: instant(timestamp),
    receivedAt: place.receivedAt,
  });
}

type Content = Pick<InboundMessage, 'kind'> & Partial<InboundMessage>;

/** The part that depends on the type; undefined when the type is unknown or its content is not what the type promises. */
function readContent(type: string, content: Json | undefined, plain: unknown, context?: Json): Content | undefined {
  switch (type) {
    case 'text': {
      const body = text(content?.body);
      return body === undefined ? undefined : { kind: 'text', text: body };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const media = content && readMedia(content);
      return media && present({ kind: type as MessageKind, text: text(content.caption), media: [media] });
    }
    case 'location':
      return readLocation(content, context);
    case 'contacts': {
      const contacts = records(plain).map((card) =>
        present({
          name: text(record(card.name)?.formatted_name),
          phones: records(card.phones).flatMap((phone) => text(phone.phone) ?? text(phone.wa_id) ?? []),
        }),
      );
      return contacts.length > 0 ? { kind: 'contacts', contacts } : undefined;
    }
    case 'interactive':
      return content && readInteractive(content);
    case 'button': {
      const label = text(content?.text) ?? text(content?.payload);
      return label === undefined
        ? undefined
        : present({ kind: 'interactive' as const, text: label, payload: text(content?.payload) });
    }
    case 'reaction': {
      const about = text(content?.message_id);
      return about === undefined
        ? undefined
        : present({ kind: 'reaction' as const, quiet: true, about, text: text(content?.emoji) });
    }
    case 'edit':
      return content && readEdit(content);
    case 'revoke': {
      const about = text(content?.original_message_id);
      return about === undefined ? undefined : { kind: 'revoke', quiet: true, about };
    }
    case 'system':
      return (
        content &&
        present({ kind: 'system' as const, quiet: true, notice: 'identity_changed' as const, text: text(content.body) })
      );
    case 'request_welcome':
      return { kind: 'system', quiet: true, notice: 'chat_opened' };
    default:
      return undefined;
  }
}

function readMedia(content: Json): MediaRef | undefined {
  const ref = text(content.id) ?? text(content.url);
  return ref === undefined
    ? undefined
    : present({
        ref,
        mime: text(content.mime_type),
        sha256: text(content.sha256),
        name: text(content.filename),
        voice: content.voice === true ? true : undefined,
      });
}

function readLocation(content: Json | undefined, context: Json | undefined): Content | undefined {
  const at = coordinates(content?.latitude, content?.longitude);
  if (!at) return undefined;
  const label = [text(content?.name), text(content?.address)].filter((part) => part !== undefined).join(', ');
  const forwarded = Boolean(context?.forwarded ?? context?.frequently_forwarded);
  return {
    kind: 'location',
    location: present({ ...at, label: label === '' ? undefined : label, forwarded: forwarded || undefined }),
  };
}

function readInteractive(content: Json): Content | undefined {
  const reply = record(content[text(content.type) ?? '']);
  if (!reply) return undefined;
  const label = text(reply.title) ?? text(reply.body) ?? text(reply.name) ?? text(reply.response);
  return label === undefined
    ? undefined
    : present({ kind: 'interactive' as const, text: label, payload: text(reply.id) ?? text(reply.response_json) });
}

function readEdit(content: Json): Content | undefined {
  const about = text(content.original_message_id);
  const message = record(content.message);
  const type = text(message?.type) ?? 'none';
  const now = readContent(type, record(message?.[type]), message?.[type]);
  return about === undefined || !now ? undefined : { ...now, kind: 'edit', quiet: true, about };
}

/** A WhatsApp call that comes in is a sign of life like a message; its end is a notice about it. */
function readCall(call: Json, people: Json[], place: Place): InboundMessage[] {
  const id = text(call.id);
  if (id === undefined || call.direction === 'BUSINESS_INITIATED') return [];
  const common = present({
    type: 'message' as const,
    channel: 'whatsapp' as const,
    account: place.account,
    sender: readSender(call, people, place.account, id, undefined),
    sentAt: instant(call.timestamp),
    receivedAt: place.receivedAt,
  });
  return call.event === 'terminate'
    ? [{ ...common, providerMessageId: `${id}/end`, kind: 'system', quiet: true, notice: 'call_ended', about: id }]
    : [{ ...common, providerMessageId: id, kind: 'call' }];
}

/** Written by us in the WhatsApp Business app: belongs to the conversation with the person it was sent to. */
function readEcho(echo: Json, place: Place): InboundMessage {
  const { from: _ours, to, to_user_id, ...message } = echo;
  return { ...readMessage({ ...message, from: to, from_user_id: to_user_id }, [], place), quiet: true, echo: true };
}

function readIdentity(update: Json, place: Place): InboundMessage[] {
  const ids = record(update.user_id) ?? update;
  const [previous, current] = [text(ids.previous), text(ids.current)];
  if (previous === undefined || current === undefined) return [];
  const scope = place.account;
  const sender: Sender = { channel: 'whatsapp', scope, id: current, aliases: [{ scope, id: previous }] };
  return [
    {
      type: 'message',
      channel: 'whatsapp',
      account: place.account,
      providerMessageId: `${previous}/${current}`,
      sender,
      kind: 'system',
      quiet: true,
      notice: 'identity_changed',
      receivedAt: place.receivedAt,
    },
  ];
}

function readStatus(status: Json, place: Place): InboundStatus[] {
  const [providerMessageId, value] = [text(status.id), text(status.status)];
  if (providerMessageId === undefined || value === undefined || !STATUSES.has(value)) return [];
  const to = text(status.recipient_user_id) ?? text(status.recipient_id);
  return [
    present({
      type: 'status' as const,
      channel: 'whatsapp' as const,
      account: place.account,
      providerMessageId,
      status: value,
      at: instant(status.timestamp) ?? place.receivedAt,
      code: text(records(status.errors)[0]?.code),
      callbackData: text(status.biz_opaque_callback_data),
      recipient: to === undefined ? undefined : { scope: place.account, id: to },
      participant: text(status.recipient_participant_id),
      receivedAt: place.receivedAt,
    }),
  ];
}

/**
 * Who wrote, in all reported shapes: phone and BSUID, BSUID alone with the phone missing or "", BSUID put into `from`
 * (channels.md 1.1). The BSUID is the key where there is one: it stays when the phone is hidden later.
 */
function readSender(
  message: Json,
  people: Json[],
  account: string,
  messageId: string,
  group: string | undefined,
): Sender {
  const person =
    people.find((p) => isSame(p.user_id, message.from_user_id) || isSame(p.wa_id, message.from)) ??
    (people.length === 1 && !text(message.from) && !text(message.from_user_id) ? people[0] : undefined);
  // Who changed his number or id is known by the new one from now on; the old one leads to it.
  const ids = [
    record(message.system)?.user_id,
    record(message.system)?.wa_id,
    message.from_user_id,
    message.from,
    person?.user_id,
    person?.wa_id,
  ];
  const known = ids.flatMap((id) => text(id) ?? []);
  const bsuid = known.find((id) => BSUID.test(id));
  const digits = known.find((id) => /^\+?\d{5,20}$/.test(id))?.replace('+', '');
  const parent = text(message.from_parent_user_id) ?? text(person?.parent_user_id);
  const id = bsuid ?? digits ?? known[0] ?? `message:${messageId}`;
  const scope = group === undefined ? account : `${account}/${group}`;
  const others = [...new Set([...known.map((other) => other.replace(/^\+(?=\d+$)/, '')), ...(parent ? [parent] : [])])];
  const aliases = others.filter((other) => other !== id).map((other) => ({ scope, id: other }));
  return present({
    channel: 'whatsapp' as const,
    scope,
    id,
    phone: digits === undefined ? undefined : `+${digits}`,
    name: text(record(person?.profile)?.name),
    aliases: aliases.length > 0 ? aliases : undefined,
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return text(a) !== undefined && text(a) === text(b);
}

function withoutKey(object: Json, key: string): Json | undefined {
  const { [key]: _known, ...rest } = object;
  return Object.keys(rest).length > 0 ? rest : undefined;
}

/** A message without an id still counts once: its content is its name. */
function digestOf(message: Json): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(message)).digest('hex')}`;
}
