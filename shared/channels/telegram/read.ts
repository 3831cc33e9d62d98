import type { MessageKind } from '../../case/vocabulary.ts';
import { coordinates, instant, type Json, number, parseJson, present, record, records, text } from '../json.ts';
import type { InboundMessage, MediaRef, Received, Sender, Unreadable } from '../types.ts';

/** One bot per room; its ids of chats and messages are valid for it alone. */
const ACCOUNT = 'bot';

/** A Telegram webhook: one update (channels.md 2.3). Kinds that no conversation needs are acknowledged and left. */
export function readTelegram(body: Uint8Array, receivedAt: string): Received | Unreadable {
  const update = record(parseJson(body));
  if (!update) return { unreadable: 'not a JSON object' };
  const items = readUpdate(update, receivedAt);
  const press = text(record(update.callback_query)?.id);
  // Telegram carries out what a webhook's answer asks for (channels.md 1.11): the button stops waiting, without a call of ours.
  if (press !== undefined) return { items, response: callOf('answerCallbackQuery', { callback_query_id: press }) };
  if (items.length > 0) return { items };
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'none';
  return { items, remarks: [{ name: 'ignored', detail: kind }] };
}

function callOf(method: string, parameters: object): NonNullable<Received['response']> {
  return { status: 200, contentType: 'application/json', body: JSON.stringify({ method, ...parameters }) };
}

function readUpdate(update: Json, receivedAt: string): InboundMessage[] {
  const said = record(update.message) ?? record(update.business_message);
  if (said) return readMessage(said, receivedAt);
  const id = `update:${text(update.update_id) ?? receivedAt}`;
  const edited = record(update.edited_message) ?? record(update.edited_business_message);
  if (edited) return readEdit(edited, id, receivedAt);
  const pressed = record(update.callback_query);
  if (pressed) return readButton(pressed, receivedAt);
  const reaction = record(update.message_reaction);
  if (reaction) return readReaction(reaction, id, receivedAt);
  const member = record(update.my_chat_member);
  if (member) return readMembership(member, id, receivedAt);
  const deleted = record(update.deleted_business_messages);
  return deleted ? readDeletion(deleted, id, receivedAt) : [];
}

function envelopeOf(
  sender: Sender,
  chat: Json | undefined,
  providerMessageId: string,
  date: unknown,
  receivedAt: string,
) {
  const group = groupOf(chat);
  return present({
    type: 'message' as const,
    channel: 'telegram' as const,
    account: ACCOUNT,
    providerMessageId,
    sender,
    group,
    noAnswer: group === undefined ? undefined : ('group' as const),
    sentAt: instant(date),
    receivedAt,
  });
}

function groupOf(chat: Json | undefined): string | undefined {
  const type = text(chat?.type);
  return type === undefined || type === 'private' ? undefined : text(chat?.id);
}

/** In a group the scope is the group's, so that nothing said there mixes with the person's private conversation. */
function senderOf(from: Json | undefined, chat: Json | undefined): Sender | undefined {
  const id = text(from?.id) ?? text(chat?.id);
  if (id === undefined) return undefined;
  const group = groupOf(chat);
  const named = from ?? chat;
  const name = [text(named?.first_name), text(named?.last_name)].filter((part) => part !== undefined).join(' ');
  const scope = group === undefined ? ACCOUNT : `${ACCOUNT}/${group}`;
  return present({ channel: 'telegram' as const, scope, id, name: name === '' ? text(named?.title) : name });
}

/** A message's number is unique in its chat only. */
function messageIdOf(chat: Json | undefined, message: Json | undefined): string | undefined {
  const [c, m] = [text(chat?.id), text(message?.message_id)];
  return c === undefined || m === undefined ? undefined : `${c}:${m}`;
}

function readMessage(message: Json, receivedAt: string): InboundMessage[] {
  const [chat, from] = [record(message.chat), record(message.from) ?? record(message.sender_chat)];
  const [sender, id] = [senderOf(from, chat), messageIdOf(chat, message)];
  if (!sender || id === undefined) return [];
  const common = envelopeOf(sender, chat, id, message.date, receivedAt);
  if (message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined) {
    return [{ ...common, kind: 'system', quiet: true, notice: 'chat_moved', raw: message }];
  }
  const content = readContent(message);
  if (!content && isService(message)) return [];
  const contact = record(message.contact);
  const own =
    contact !== undefined && text(contact.user_id) === text(from?.id) ? text(contact.phone_number) : undefined;
  return [
    {
      ...common,
      ...(own === undefined ? {} : { sender: { ...sender, phone: own.startsWith('+') ? own : `+${own}` } }),
      ...(content ?? { kind: 'unsupported', raw: message }),
      ...present({
        replyTo: messageIdOf(chat, record(message.reply_to_message)),
        forwarded: message.forward_origin === undefined ? undefined : ('once' as const),
        album: text(message.media_group_id),
        language: text(from?.language_code),
        noAnswer: common.noAnswer ?? (from?.is_bot === true ? ('automatic' as const) : undefined),
      }),
    },
  ];
}

type Content = Pick<InboundMessage, 'kind'> & Partial<InboundMessage>;

/** Members of a message that carry a file, in the order in which they decide (an animation comes with a document too). */
const FILES: readonly (readonly [string, MessageKind])[] = [
  ['voice', 'audio'],
  ['audio', 'audio'],
  ['video_note', 'video'],
  ['video', 'video'],
  ['animation', 'video'],
  ['sticker', 'sticker'],
  ['document', 'document'],
];

function readContent(message: Json): Content | undefined {
  const words = text(message.text);
  if (words !== undefined) {
    return present({ kind: 'text' as const, text: words, payload: /^\/start\s+(\S+)/.exec(words)?.[1] });
  }
  const caption = text(message.caption);
  const photo = largest(records(message.photo));
  if (photo) return present({ kind: 'image' as const, text: caption, media: [photo] });
  for (const [member, kind] of FILES) {
    const media = readFile(record(message[member]), member);
    if (media) return present({ kind, text: caption ?? text(record(message[member])?.emoji), media: [media] });
  }
  const place = readPlace(message);
  if (place) return place;
  const contact = record(message.contact);
  if (!contact) return undefined;
  const name = [text(contact.first_name), text(contact.last_name)].filter((part) => part !== undefined).join(' ');
  const phone = text(contact.phone_number);
  return {
    kind: 'contacts',
    contacts: [present({ name: name || undefined, phones: phone === undefined ? [] : [phone] })],
  };
}

/** Telegram gives a photo in several sizes; the largest is the photo. */
function largest(sizes: Json[]): MediaRef | undefined {
  const area = (size: Json) => (number(size.width) ?? 0) * (number(size.height) ?? 0);
  const best = [...sizes].sort((a, b) => area(b) - area(a))[0];
  return readFile(best, 'photo');
}

function readFile(file: Json | undefined, member: string): MediaRef | undefined {
  const ref = text(file?.file_id);
  return ref === undefined
    ? undefined
    : present({
        ref,
        mime: text(file?.mime_type) ?? (member === 'photo' ? 'image/jpeg' : undefined),
        bytes: number(file?.file_size),
        name: text(file?.file_name) ?? text(file?.title),
        voice: member === 'voice' ? true : undefined,
      });
}

function readPlace(message: Json): Content | undefined {
  const venue = record(message.venue);
  const location = record(venue?.location) ?? record(message.location);
  const at = coordinates(location?.latitude, location?.longitude);
  if (!at) return undefined;
  const label = [text(venue?.title), text(venue?.address)].filter((part) => part !== undefined).join(', ');
  return {
    kind: 'location',
    location: present({
      ...at,
      accuracyM: number(location?.horizontal_accuracy),
      label: label === '' ? undefined : label,
      live: location?.live_period === undefined ? undefined : true,
      forwarded: message.forward_origin === undefined ? undefined : true,
    }),
  };
}

/** What Telegram itself says about a chat (members, titles, pins): nobody wrote it. */
const SERVICE =
  /^(new_chat_|left_chat_|delete_chat_|group_chat_|supergroup_chat_|channel_chat_|message_auto_delete|pinned_|forum_|general_forum|video_chat_|write_access_|boost_|chat_background|users_shared|chat_shared|connected_)/;

function isService(message: Json): boolean {
  return Object.keys(message).some((key) => SERVICE.test(key));
}

function readEdit(message: Json, id: string, receivedAt: string): InboundMessage[] {
  const chat = record(message.chat);
  const [sender, about] = [senderOf(record(message.from), chat), messageIdOf(chat, message)];
  if (!sender || about === undefined) return [];
  const common = envelopeOf(sender, chat, id, message.edit_date ?? message.date, receivedAt);
  return [{ ...common, ...readContent(message), kind: 'edit', quiet: true, about }];
}

/** A pressed button: `message` in it is our own, the person is in `from`. */
function readButton(pressed: Json, receivedAt: string): InboundMessage[] {
  const message = record(pressed.message);
  const chat = record(message?.chat);
  const [sender, id] = [senderOf(record(pressed.from), chat), text(pressed.id)];
  if (!sender || id === undefined) return [];
  const payload = text(pressed.data) ?? text(pressed.game_short_name);
  const rows = record(message?.reply_markup)?.inline_keyboard;
  const buttons = records(Array.isArray(rows) ? rows.flat() : []);
  const label = text(buttons.find((button) => text(button.callback_data) === payload)?.text);
  return [
    {
      ...envelopeOf(sender, chat, `callback:${id}`, undefined, receivedAt),
      kind: 'interactive',
      ...present({ text: label ?? payload, payload, replyTo: messageIdOf(chat, message) }),
    },
  ];
}

function readReaction(reaction: Json, id: string, receivedAt: string): InboundMessage[] {
  const chat = record(reaction.chat);
  const [sender, about] = [
    senderOf(record(reaction.user) ?? record(reaction.actor_chat), chat),
    messageIdOf(chat, reaction),
  ];
  if (!sender || about === undefined) return [];
  const emoji = records(reaction.new_reaction).flatMap((r) => text(r.emoji) ?? [])[0];
  const common = envelopeOf(sender, chat, id, reaction.date, receivedAt);
  return [{ ...common, kind: 'reaction', quiet: true, about, ...present({ text: emoji }) }];
}

/** The bot was blocked, or unblocked, by a person; what happens to it in groups concerns no case. */
function readMembership(member: Json, id: string, receivedAt: string): InboundMessage[] {
  const chat = record(member.chat);
  const sender = senderOf(record(member.from), chat);
  const status = text(record(member.new_chat_member)?.status);
  if (!sender || groupOf(chat) !== undefined || (status !== 'kicked' && status !== 'member')) return [];
  const notice = status === 'kicked' ? 'opted_out' : 'opted_in';
  return [{ ...envelopeOf(sender, chat, id, member.date, receivedAt), kind: 'system', quiet: true, notice }];
}

function readDeletion(deleted: Json, id: string, receivedAt: string): InboundMessage[] {
  const chat = record(deleted.chat);
  const sender = senderOf(undefined, chat);
  const numbers = Array.isArray(deleted.message_ids) ? deleted.message_ids : [];
  return numbers.flatMap((message_id) => {
    const about = messageIdOf(chat, { message_id });
    if (!sender || about === undefined) return [];
    return [
      { ...envelopeOf(sender, chat, `${id}/${about}`, undefined, receivedAt), kind: 'revoke', quiet: true, about },
    ];
  });
}
