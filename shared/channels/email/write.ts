import { parseCallbackId } from '../callback.ts';
import { record, text } from '../json.ts';
import { accountOf, backoff, missing, type OutboundMessage, serverFault, type Writer } from '../outbound.ts';

/** Ours to repair: the account is stopped or in the sandbox, the domain is not verified, the function may not send. */
const OUR_FAULT =
  /AccountSuspended|SendingPaused|MailFromDomainNotVerified|AccessDenied|NotFound|Unrecognized|Signature|Token|not verified/i;

/** One mailbox and nothing that could be a second one or a header. */
const ADDRESS = /^[^\s@,;:<>()"[\]\\]+@[a-z0-9.-]+$/i;
const MESSAGE_ID = /^<[^<>\s]+>/;

const ROOM = 'غرفة العمليات · Operations Room';

/** Amazon SES, API v2, with the whole mail as we want it: SES's simple form knows no In-Reply-To. */
export const emailWriter: Writer = {
  account: (message) => accountOf(message.address.scope),

  request(message, settings) {
    const unset = missing(settings, 'OPS_EMAIL_API_URL', 'OPS_EMAIL_REGION');
    if (unset) return unset;
    if (!message.text) return { outcome: 'failed', code: 'length', reason: 'rejected' };
    if (!ADDRESS.test(message.address.id)) return { outcome: 'failed', code: 'address', reason: 'undeliverable' };
    return {
      url: `${(settings('OPS_EMAIL_API_URL') ?? '').replace(/\/$/, '')}/v2/email/outbound-emails`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        FromEmailAddress: ourAddress(message),
        Destination: { ToAddresses: [message.address.id] },
        Content: { Raw: { Data: Buffer.from(mailOf(message)).toString('base64') } },
      }),
      sign: { service: 'ses', region: settings('OPS_EMAIL_REGION') ?? '' },
    };
  },

  outcome(answer, attempt) {
    const body = record(answer.body);
    const id = text(body?.MessageId);
    if (answer.status >= 200 && answer.status < 300) {
      return id === undefined ? { outcome: 'unknown', code: 'no_id' } : { outcome: 'sent', providerMessageId: id };
    }
    const said = text(body?.message) ?? text(body?.Message) ?? '';
    const code = text(body?.__type)?.split('#').at(-1) ?? `http_${answer.status}`;
    // A day's quota is full until SES says otherwise; a second's is a matter of seconds.
    if (answer.status === 429) {
      return { outcome: 'retry', code, afterSeconds: /daily/i.test(said) ? 900 : backoff(attempt) };
    }
    if (answer.status === 403 || OUR_FAULT.test(`${code} ${said}`)) return { outcome: 'held', code };
    return serverFault(answer, attempt) ?? { outcome: 'failed', code, reason: 'rejected' };
  },
};

/** The same name at whichever of our domains was written to: what is answered comes back to the room. */
function ourAddress({ address }: OutboundMessage): string {
  return `help@${accountOf(address.scope)}`;
}

function mailOf(message: OutboundMessage): string {
  const { thread, replyTo, automatic, callbackId, address } = message;
  const answered = MESSAGE_ID.exec(replyTo ?? thread?.messageId ?? '')?.[0];
  const first = MESSAGE_ID.exec(thread?.messageId ?? '')?.[0];
  const references = [...new Set([first, answered].filter(Boolean))].join(' ');
  const headers = [
    `From: ${encoded(ROOM)} <${ourAddress(message)}>`,
    `To: <${address.id}>`,
    `Subject: ${encoded(subjectOf(message))}`,
    ...(answered ? [`In-Reply-To: ${answered}`, `References: ${references}`] : []),
    // RFC 3834: what nobody wrote says so, and no machine answers it.
    ...(automatic ? ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All'] : []),
    `X-Ops-Message: ${callbackId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
  ];
  return [...headers, '', ...lines(Buffer.from(message.text ?? '').toString('base64'))].join('\r\n');
}

/** The person's own subject, so that his program keeps the conversation together; the reference for whoever reads only that. */
function subjectOf({ thread, callbackId }: OutboundMessage): string {
  const reference = parseCallbackId(callbackId)?.case;
  const subject = (thread?.subject ?? ROOM).replace(/\s+/g, ' ').trim();
  const answer = !thread?.subject || /^(re|رد)\s*:/i.test(subject) ? subject : `Re: ${subject}`;
  return !reference || subject.includes(reference) ? answer : `${answer} [${reference}]`;
}

/** RFC 2047: no word longer than 75 characters, no letter cut in two. */
function encoded(words: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of words.slice(0, 500)) {
    if (Buffer.byteLength(part + letter) > 42) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

const lines = (base64: string) => base64.match(/.{1,76}/g) ?? [];
