import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { MessageKind } from '../../case/vocabulary.ts';
import { QUARANTINE } from '../../media/quarantine.ts';
import { instant, type Json, parseJson, present, record, records, text } from '../json.ts';
import type { InboundMessage, InboundStatus, MediaRef, Received, Unreadable, WebhookRequest } from '../types.ts';
import { isSnsAddress } from './verify.ts';
import { wordsOfHtml } from './words.ts';

/** Where mails and what came in them lie. */
export interface Mails {
  /** The whole mail as SES stored it; undefined where there is none of that key. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Keeps one attachment where `media` looks at it. */
  keep(key: string, bytes: Uint8Array, mime: string): Promise<void>;
}

/**
 * What SNS brings from SES: a mail, or the question whether we want any.
 * @throws when a mail or its attachments cannot be moved now: SNS delivers again
 */
export async function readSns(
  request: WebhookRequest,
  receivedAt: string,
  mails: Mails,
): Promise<Received | Unreadable> {
  const told = record(parseJson(request.body));
  if (told?.Type === 'SubscriptionConfirmation') {
    const confirm = text(told.SubscribeURL) ?? '';
    return isSnsAddress(confirm) ? { items: [], confirm } : { unreadable: 'SubscribeURL is not an address of SNS' };
  }
  const notice = record(parseText(text(told?.Message)));
  const status = notice && statusOfSent(notice, receivedAt);
  if (status) return { items: [status] };
  if (!notice || !record(notice.mail) || (notice.notificationType ?? 'Received') !== 'Received') {
    return { items: [], remarks: [{ name: 'ignored', detail: 'notification' }] };
  }
  const message = await readMail(notice, receivedAt, mails);
  // The bucket or our right to read it is at fault, and every next mail will be like it.
  const missing = record(message.raw)?.unreadable === 'missing';
  return { items: [message], ...(missing ? { remarks: [{ name: 'account_error', detail: 'mail_missing' }] } : {}) };
}

/** What SES says of a mail of ours, by the name that a message's history has for it; everything else is no change. */
const SENT_EVENTS: Readonly<Record<string, string>> = {
  Delivery: 'delivered',
  Bounce: 'failed',
  Reject: 'failed',
  // The person called it spam: a wish to be left alone, and no failure.
  Complaint: 'complained',
};

function statusOfSent(notice: Json, receivedAt: string): InboundStatus | undefined {
  const kind = text(notice.eventType) ?? text(notice.notificationType) ?? '';
  const mail = record(notice.mail);
  const [status, id] = [SENT_EVENTS[kind], text(mail?.messageId)];
  if (!status || !mail || id === undefined) return undefined;
  const told = record(notice[kind.toLowerCase()]);
  const account = (text(mail.source)?.split('@').at(-1) ?? 'mail').replace(/>$/, '').toLowerCase();
  const [to] = Array.isArray(mail.destination) ? mail.destination : [];
  const recipient = text(to)?.trim().toLowerCase();
  const code = [told?.bounceType, told?.bounceSubType].flatMap((part) => text(part) ?? []).join('/');
  return present({
    type: 'status' as const,
    channel: 'email' as const,
    account,
    providerMessageId: id,
    status,
    at: instant(told?.timestamp) ?? receivedAt,
    code: code || undefined,
    callbackData: text(records(mail.headers).find(({ name }) => name === 'X-Ops-Message')?.value),
    recipient: recipient === undefined ? undefined : { scope: account, id: recipient },
    receivedAt,
  });
}

/** The event by which SES calls a function itself: the same notices, the mails in the bucket. */
export async function readSesEvent(event: unknown, receivedAt: string, mails: Mails): Promise<InboundMessage[]> {
  const notices = records(record(event)?.Records).flatMap(({ ses }) => records(ses));
  return Promise.all(notices.map((notice) => readMail(notice, receivedAt, mails)));
}

/** A mail that is not where SES says, or cannot be parsed, is still somebody who wrote: his address and subject are kept. */
async function readMail(notice: Json, receivedAt: string, mails: Mails): Promise<InboundMessage> {
  const mail = record(notice.mail) ?? {};
  const receipt = record(notice.receipt) ?? {};
  const id = text(mail.messageId) ?? digest(JSON.stringify(mail));
  const bytes = await bytesOf(notice, id, mails);
  const email = bytes && (await PostalMime.parse(bytes).catch(() => undefined));
  const common = record(mail.commonHeaders) ?? {};

  const from = mailboxOf(email?.from) ?? { address: text(mail.source) ?? '', name: '' };
  const address = from.address.trim().toLowerCase();
  const account = domainOf(receipt, mail);
  const quarantined = statusOf(receipt, 'virusVerdict') === 'FAIL';
  const words = email && wordsOf(email);
  const media = email ? await keepAttachments(email, id, quarantined ? undefined : mails) : [];
  const verdicts = doubts(receipt);
  return present({
    type: 'message' as const,
    channel: 'email' as const,
    account,
    providerMessageId: nameOf(email, id, address),
    sender: present({
      channel: 'email' as const,
      scope: account,
      id: address || `mail:${id}`,
      name: from.name.trim() || undefined,
    }),
    kind: kindOf(words, media),
    subject: email?.subject?.trim() || text(common.subject),
    text: words,
    media: media.length > 0 ? media : undefined,
    replyTo: email?.inReplyTo || undefined,
    // A mail in our own name would be answered to ourselves.
    noAnswer:
      isAutomatic(email, mail) || address.endsWith(`@${account}`)
        ? ('automatic' as const)
        : address
          ? undefined
          : ('not_a_person' as const),
    quarantined: quarantined || undefined,
    raw: email ? verdicts : { ...verdicts, unreadable: bytes ? 'mime' : 'missing', mail: id },
    sentAt: instant(email?.date) ?? instant(mail.timestamp),
    receivedAt,
  });
}

/** In the notice itself (up to 150 KB), or in the bucket: under the key the notice names, else under SES's own id. */
async function bytesOf(notice: Json, id: string, mails: Mails): Promise<Uint8Array | undefined> {
  const action = record(record(notice.receipt)?.action);
  const content = text(notice.content);
  if (content !== undefined) return Buffer.from(content, action?.encoding === 'BASE64' ? 'base64' : 'utf8');
  return mails.read(text(action?.objectKey) ?? id);
}

/**
 * RFC 5322's id stays the same when the sender's server tries again, and SES counts that as another mail. It is
 * the sender's to choose, so it counts for him only, and together with the date: some programs always write the same.
 */
function nameOf(email: Email | undefined, id: string, address: string): string {
  const messageId = email?.messageId?.trim();
  return messageId ? `${messageId}#${digest(`${address}|${email?.date ?? ''}`).slice(0, 16)}` : id;
}

function mailboxOf(from: Address | undefined): { address: string; name: string } | undefined {
  const [first] = from?.group ?? (from ? [from] : []);
  return first?.address ? first : undefined;
}

/** Our side: whichever of our addresses was written to, the sender is one. */
function domainOf(receipt: Json, mail: Json): string {
  const [to] = [receipt.recipients, mail.destination].flatMap((list) => (Array.isArray(list) ? list : []));
  return (text(to)?.split('@').at(-1) ?? 'mail').toLowerCase();
}

/** The text part; a mail of HTML alone gives its words, and nothing of it is ever shown as a page. */
function wordsOf({ text: plain, html }: Email): string | undefined {
  return plain?.trim() || (html ? wordsOfHtml(html) : undefined) || undefined;
}

function kindOf(words: string | undefined, media: readonly MediaRef[]): MessageKind {
  if (words !== undefined) return 'text';
  const family = media[0]?.mime?.split('/')[0];
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  return media.length > 0 ? 'document' : 'unsupported';
}

/** More than anybody attaches to a call for help; each is an object. */
const MOST_ATTACHMENTS = 50;

/** @param mails undefined where the scanner found malware: then they are named and not kept. */
async function keepAttachments(email: Email, id: string, mails: Mails | undefined): Promise<MediaRef[]> {
  const parts = email.attachments.slice(0, MOST_ATTACHMENTS);
  return Promise.all(
    parts.map(async ({ content, mimeType, filename }, n) => {
      const ref = `${QUARANTINE}mail/${digest(id)}/${n}`;
      const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
      await mails?.keep(ref, bytes, 'application/octet-stream');
      return present({ ref, mime: mimeType, bytes: bytes.length, name: filename ?? undefined });
    }),
  );
}

/** Answering these makes loops: out-of-office notes, lists, bounces (channels.md 2.6). */
function isAutomatic(email: Email | undefined, mail: Json): boolean {
  const header = (name: string) =>
    email?.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = header('auto-submitted');
  if (submitted !== undefined && submitted !== 'no') return true;
  if (/^(bulk|junk|list|auto_reply)$/.test(header('precedence') ?? '')) return true;
  if (['list-id', 'x-autoreply', 'x-autorespond'].some((name) => header(name) !== undefined)) return true;
  const returnPath = record(mail.commonHeaders)?.returnPath ?? mail.source;
  return typeof returnPath === 'string' && /^$|^<>$|^mailer-daemon@/i.test(returnPath.trim());
}

const VERDICTS = ['spamVerdict', 'virusVerdict', 'spfVerdict', 'dkimVerdict', 'dmarcVerdict'] as const;

/** What the scanner did not pass, for the officer to see: a distress call may look like spam. */
function doubts(receipt: Json): Record<string, string> | undefined {
  const found = VERDICTS.flatMap((name) => {
    const status = statusOf(receipt, name);
    return status === undefined || status === 'PASS' ? [] : [[name, status]];
  });
  return found.length > 0 ? (Object.fromEntries(found) as Record<string, string>) : undefined;
}

const statusOf = (receipt: Json, verdict: string) => text(record(receipt[verdict])?.status);

const parseText = (json: string | undefined) => (json === undefined ? undefined : parseJson(Buffer.from(json)));

const digest = (value: string) => createHash('sha256').update(value).digest('hex');
