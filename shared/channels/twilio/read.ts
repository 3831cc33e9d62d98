import type { MessageKind } from '../../case/vocabulary.ts';
import { coordinates, instant, type Json, parseJson, present, record, records, text } from '../json.ts';
import type {
  Inbound,
  InboundMessage,
  InboundStatus,
  MediaRef,
  Received,
  Sender,
  Unreadable,
  WebhookRequest,
} from '../types.ts';
import { EMPTY, greeting, thanks } from './twiml.ts';

/** What Twilio tells of a message or a call, under the names that its webhooks use. */
export type Params = Readonly<Record<string, string>>;

/** Twilio's word for a delivery, and ours (channels.md 2.4). Words invented later say nothing. */
const STATUSES: ReadonlyMap<string, string> = new Map([
  ['queued', 'queued'],
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['partially_delivered', 'sent'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** A message by SMS or WhatsApp; the same for a webhook set up as GET and for the fallback address. */
export function readTwilioMessage(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const params = paramsOf(request);
  if (!params.MessageSid && !params.SmsSid) return { unreadable: 'no MessageSid' };
  return { items: [readMessage(params, receivedAt)], response: EMPTY };
}

export function readTwilioStatus(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const params = paramsOf(request);
  // An inbound message that was pointed at this address by mistake is still a message (channels.md 2.4, traps).
  if (!params.MessageStatus && params.SmsStatus === 'received') return readTwilioMessage(request, receivedAt);
  const ref = new URLSearchParams(request.query).get('ref') ?? undefined;
  const items = readStatus(params, ref, receivedAt);
  return {
    items,
    response: EMPTY,
    ...(items.length > 0 ? {} : { remarks: [{ name: 'ignored', detail: 'status' }] }),
  };
}

/** A call comes in: a contact even if it ends before a word is recorded. The caller hears both languages, then may speak. */
export function readTwilioCall(
  request: WebhookRequest,
  publicBaseUrl: string,
  receivedAt: string,
): Received | Unreadable {
  const params = paramsOf(request);
  if (!params.CallSid) return { unreadable: 'no CallSid' };
  return { items: inbound(params) ? [callOf(params, receivedAt)] : [], response: greeting(publicBaseUrl) };
}

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/**
 * How a call ended. The call itself is told again under its own marker: should its first webhook have been lost, this is the
 * only trace of the caller.
 */
export function readTwilioCallStatus(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const params = paramsOf(request);
  const { CallSid: about, CallStatus: status = '', CallDuration: seconds } = params;
  if (!about) return { unreadable: 'no CallSid' };
  const call = callOf(params, receivedAt);
  const end = inbound(params) ? endOf(call, about, status, seconds) : undefined;
  return { items: end ? [call, end] : [], response: EMPTY };
}

/** The end of a call, once it has ended. */
export function endOf(
  call: InboundMessage,
  about: string,
  status: string,
  seconds: string | undefined,
): InboundMessage | undefined {
  if (!ENDED.has(status)) return undefined;
  return { ...notice(call, `${about}/${status}`, 'call_ended'), about, raw: present({ status, seconds }) };
}

/** The recording's callback names the call and nobody's number: the sender is the call itself, and intake finds its case. */
export function readTwilioRecording(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const params = paramsOf(request);
  const {
    CallSid: about,
    RecordingSid: sid,
    RecordingUrl: ref,
    RecordingStatus: status,
    RecordingDuration: seconds,
  } = params;
  if (!about || !sid) return { unreadable: 'no RecordingSid' };
  if (!ref || (status && status !== 'completed')) return { items: [], response: EMPTY };
  return { items: [recordingOf(params, sid, ref, seconds, receivedAt)], response: EMPTY };
}

/** What was said to the machine, about a call. */
export function recordingOf(
  params: Params,
  sid: string,
  ref: string,
  seconds: string | undefined,
  receivedAt: string,
): InboundMessage & { about: string } {
  const recorded = notice(callOf(params, receivedAt), sid, 'call_recorded');
  const media: MediaRef[] = [{ ref, mime: 'audio/mpeg', voice: true }];
  return { ...recorded, about: params.CallSid ?? '', media, raw: present({ seconds }) };
}

/** What the caller pressed to end the recording; he hears what happens next. */
export function readTwilioKeys(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const params = paramsOf(request);
  const { CallSid: about, Digits: digits } = params;
  if (!about) return { unreadable: 'no CallSid' };
  const pressed = digits && digits !== 'hangup' ? digits : undefined;
  const keys = notice(callOf(params, receivedAt), `${about}/keys/${pressed}`, 'call_keys');
  return { items: pressed === undefined ? [] : [{ ...keys, about, text: pressed }], response: thanks() };
}

/** Twilio's event stream: the same messages and statuses as CloudEvents, under the same ids. */
export function readTwilioEvents(request: WebhookRequest, receivedAt: string): Received | Unreadable {
  const body = parseJson(request.body);
  if (typeof body !== 'object' || body === null) return { unreadable: 'not JSON' };
  const items = records(body).flatMap((event) => readEvent(event, receivedAt));
  return { items, ...(items.length > 0 ? {} : { remarks: [{ name: 'ignored', detail: 'event' }] }) };
}

function readEvent(event: Json, receivedAt: string): Inbound[] {
  const type = text(event.type) ?? '';
  const params = formNames(record(event.data) ?? {});
  if (!params.MessageSid) return [];
  const at = instant(record(event.data)?.timestamp) ?? instant(event.time);
  if (type.includes('inbound-message.received')) {
    return [present({ ...readMessage(params, receivedAt), sentAt: at })];
  }
  const status = /messaging\.message\.(\w+)/.exec(type)?.[1];
  return status ? readStatus({ ...params, MessageStatus: status }, undefined, receivedAt) : [];
}

/** `messageSid` as the form would call it. */
function formNames(data: Json): Params {
  const named = Object.entries(data).map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    text(value) ?? '',
  ]);
  return Object.fromEntries(named) as Params;
}

function paramsOf(request: WebhookRequest): Params {
  const source = request.method === 'GET' ? request.query : new TextDecoder().decode(request.body);
  return Object.fromEntries(new URLSearchParams(source));
}

/** `whatsapp:+20…` is a person on WhatsApp; the prefix is no part of his id. */
function addressOf(value = ''): { whatsapp: boolean; id: string } {
  return value.startsWith('whatsapp:')
    ? { whatsapp: true, id: value.slice('whatsapp:'.length) }
    : { whatsapp: false, id: value };
}

const E164 = /^\+\d{7,15}$/;

export function readMessage(params: Params, receivedAt: string): InboundMessage {
  const [from, to] = [addressOf(params.From), addressOf(params.To)];
  const channel = from.whatsapp ? ('twilio_whatsapp' as const) : ('sms' as const);
  const content = readContent(params);
  const unreachable = !from.whatsapp && !E164.test(from.id);
  return present({
    type: 'message' as const,
    channel,
    account: to.id,
    providerMessageId: params.MessageSid || params.SmsSid || '',
    sender: senderOf(params, channel, to.id, from.id),
    ...(content ?? { kind: 'unsupported' as const, raw: params }),
    replyTo: params.OriginalRepliedMessageSid || undefined,
    forwarded:
      params.FrequentlyForwarded === 'true'
        ? ('often' as const)
        : params.Forwarded === 'true'
          ? ('once' as const)
          : undefined,
    noAnswer:
      params.OptOutType === 'STOP' ? ('opted_out' as const) : unreachable ? ('not_a_person' as const) : undefined,
    receivedAt,
  });
}

/** Phone and WhatsApp's user id may both be there; the user id stays when the phone is hidden later (channels.md 1.1). */
function senderOf(params: Params, channel: Sender['channel'], scope: string, from: string): Sender {
  const bsuid = [addressOf(params.ExternalUserId).id, from].find((id) => /^[A-Z]{2}\./.test(id));
  const phone = E164.test(from) ? from : undefined;
  const id = bsuid ?? (from || `message:${params.MessageSid}`);
  const alias = bsuid !== undefined && phone !== undefined ? [{ scope, id: phone }] : undefined;
  return present({ channel, scope, id, phone, name: params.ProfileName || undefined, aliases: alias });
}

type Content = Pick<InboundMessage, 'kind'> & Partial<InboundMessage>;

function readContent(params: Params): Content | undefined {
  const words = params.Body || undefined;
  const at = coordinates(params.Latitude, params.Longitude);
  if (at) {
    const label = [params.Label, params.Address].filter(Boolean).join(', ');
    const location = present({ ...at, label: label || undefined, forwarded: params.Forwarded === 'true' || undefined });
    return present({ kind: 'location' as const, text: words, location });
  }
  if (params.ButtonText || params.ButtonPayload) {
    return present({
      kind: 'interactive' as const,
      text: params.ButtonText || words || params.ButtonPayload,
      payload: params.ButtonPayload || undefined,
    });
  }
  if (params.MessageType === 'reaction' && params.OriginalRepliedMessageSid) {
    return present({ kind: 'reaction' as const, quiet: true, about: params.OriginalRepliedMessageSid, text: words });
  }
  const media = readMedia(params);
  if (media.length > 0) return present({ kind: kindOf(media[0], params.MessageType), text: words, media });
  return words === undefined ? undefined : { kind: 'text', text: words };
}

/** More than any provider attaches; a number from outside is no loop bound. */
const MOST_MEDIA = 20;

function readMedia(params: Params): MediaRef[] {
  const count = Math.min(Number(params.NumMedia) || 0, MOST_MEDIA);
  return Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    const [ref, mime] = [params[`MediaUrl${n}`], params[`MediaContentType${n}`] || undefined];
    const voice = params.MessageType === 'audio' && mime?.startsWith('audio/ogg') ? true : undefined;
    return ref ? [present({ ref, mime, voice })] : [];
  });
}

function kindOf(media: MediaRef | undefined, type: string | undefined): MessageKind {
  if (type === 'sticker') return 'sticker';
  const family = media?.mime?.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

export function readStatus(params: Params, ref: string | undefined, receivedAt: string): InboundStatus[] {
  const status = STATUSES.get(params.MessageStatus || params.SmsStatus || '');
  const id = params.MessageSid || params.SmsSid;
  if (status === undefined || !id) return [];
  const [from, to] = [addressOf(params.From), addressOf(params.To)];
  return [
    present({
      type: 'status' as const,
      channel: from.whatsapp || to.whatsapp ? ('twilio_whatsapp' as const) : ('sms' as const),
      account: from.id,
      providerMessageId: id,
      status,
      at: receivedAt,
      code: params.ErrorCode || undefined,
      callbackData: ref,
      recipient: { scope: from.id, id: to.id },
      receivedAt,
    }),
  ];
}

function inbound(params: Params): boolean {
  return !params.Direction?.startsWith('outbound');
}

/** Numbers that Twilio gives for callers who hide theirs: each such call is a stranger, never one and the same person. */
const HIDDEN = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+464']);

/** All callbacks of a call name the Twilio account and the call; only some name the numbers. */
export function callOf(params: Params, receivedAt: string): InboundMessage {
  const account = params.AccountSid || 'twilio';
  const from = params.From || params.Caller || '';
  const known = E164.test(from) && !HIDDEN.has(from);
  return present({
    type: 'message' as const,
    channel: 'voice' as const,
    account,
    providerMessageId: params.CallSid ?? '',
    sender: present({
      channel: 'voice' as const,
      scope: account,
      id: known ? from : `call:${params.CallSid}`,
      phone: known ? from : undefined,
    }),
    kind: 'call' as const,
    noAnswer: known ? undefined : ('not_a_person' as const),
    receivedAt,
  });
}

function notice(call: InboundMessage, id: string, name: 'call_ended' | 'call_recorded' | 'call_keys'): InboundMessage {
  return { ...call, providerMessageId: id, kind: 'system', quiet: true, notice: name };
}
