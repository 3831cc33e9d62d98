import { number, record, text } from '../json.ts';
import { LETTERS, WINDOW_MINUTES } from '../limits.ts';
import {
  accountOf,
  backoff,
  missing,
  type OutboundMessage,
  type Reason,
  serverFault,
  type Writer,
  within,
} from '../outbound.ts';
import type { Settings } from '../types.ts';
import { basicAuthorization } from './basic.ts';

/** Seconds to wait before the next attempt, or why there is none (channels.md 2.4). */
const CODES: Readonly<Record<number, number | Reason>> = {
  20429: 5,
  63018: 10,
  21610: 'opted_out',
  21211: 'undeliverable',
  21614: 'undeliverable',
  63016: 'window_closed',
};

/** Ours to repair: credentials, suspended account, number that is not ours. */
const OUR_FAULT = new Set([20003, 20005, 21606, 30002]);

/**
 * Twilio knows an approved template by a sid for each language. The setting names them: `{"room_update":{"ar":"HX…","en":"HX…"}}`; a template
 * that has none in its language is sent in another, which is better than not at all.
 */
function contentSid({ name, language }: NonNullable<OutboundMessage['template']>, settings: Settings) {
  if (IS_SID.test(name)) return name;
  const sids = record(record(parsed(settings('OPS_TWILIO_CONTENT_SIDS')))?.[name]) ?? {};
  return [sids[language], ...Object.values(sids)].find((sid): sid is string => IS_SID.test(text(sid) ?? ''));
}

const IS_SID = /^HX[0-9a-f]{32}$/;

function parsed(setting: string | undefined): unknown {
  try {
    return JSON.parse(setting || '{}');
  } catch {
    return undefined;
  }
}

function form(
  message: OutboundMessage,
  prefix: '' | 'whatsapp:',
  statusCallback: string,
  sid: string | undefined,
): URLSearchParams | undefined {
  const { template, text: body } = message;
  const params = new URLSearchParams({
    To: `${prefix}${message.address.id}`,
    From: `${prefix}${accountOf(message.address.scope)}`,
  });
  if (template && sid) {
    params.set('ContentSid', sid);
    params.set(
      'ContentVariables',
      JSON.stringify(Object.fromEntries(template.params.map((p, i) => [String(i + 1), p]))),
    );
  } else if (body && body.length <= LETTERS.twilio) {
    params.set('Body', body);
  } else {
    return undefined;
  }
  params.set('StatusCallback', statusCallback);
  return params;
}

function twilioWriter(prefix: '' | 'whatsapp:'): Writer {
  return {
    account: (message) => accountOf(message.address.scope),

    request(message, settings) {
      const names = [
        'OPS_TWILIO_ACCOUNT_SID',
        'OPS_TWILIO_AUTH_TOKEN',
        'OPS_TWILIO_API_URL',
        'OPS_PUBLIC_BASE_URL',
      ] as const;
      const unset = missing(settings, ...names);
      if (unset) return unset;
      const [sid, token, api, base] = names.map((name) => settings(name) ?? '');
      if (prefix && !message.template && !within(message, WINDOW_MINUTES)) {
        return { outcome: 'failed', code: 'window', reason: 'window_closed' };
      }
      // A short code or a sender's name is nobody that can be written to.
      if (!/^(\+\d{6,}|[A-Z]{2}\..+)$/.test(message.address.id)) {
        return { outcome: 'failed', code: 'not_a_person', reason: 'undeliverable' };
      }
      const callback = `${base}/webhooks/twilio/status?ref=${encodeURIComponent(message.callbackId)}`;
      const content = message.template && contentSid(message.template, settings);
      if (message.template && !content) return { outcome: 'failed', code: 'no_content_sid', reason: 'rejected' };
      const body = form(message, prefix, callback, content);
      if (!body) return { outcome: 'failed', code: 'length', reason: 'rejected' };
      return {
        url: `${api?.replace(/\/$/, '')}/2010-04-01/Accounts/${sid}/Messages.json`,
        headers: {
          Authorization: basicAuthorization(sid ?? '', token ?? ''),
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: body.toString(),
      };
    },

    outcome(answer, attempt) {
      const body = record(answer.body);
      const sid = text(body?.sid);
      if (answer.status >= 200 && answer.status < 300) {
        return sid === undefined ? { outcome: 'unknown', code: 'no_id' } : { outcome: 'sent', providerMessageId: sid };
      }
      const code = number(body?.code);
      const shown = code === undefined ? `http_${answer.status}` : String(code);
      const known = CODES[code ?? -1];
      if (typeof known === 'string') return { outcome: 'failed', code: shown, reason: known };
      if (known !== undefined)
        return { outcome: 'retry', code: shown, afterSeconds: Math.max(known, backoff(attempt)) };
      if (answer.status === 401 || OUR_FAULT.has(code ?? -1)) return { outcome: 'held', code: shown };
      return serverFault(answer, attempt) ?? { outcome: 'failed', code: shown, reason: 'rejected' };
    },
  };
}

export const smsWriter = twilioWriter('');
export const twilioWhatsappWriter = twilioWriter('whatsapp:');
