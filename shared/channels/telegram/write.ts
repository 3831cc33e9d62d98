import { number, record, text } from '../json.ts';
import { LETTERS } from '../limits.ts';
import { accountOf, backoff, missing, serverFault, type Writer } from '../outbound.ts';

/** Telegram Bot API. The token stands in the path: the URL is a secret. It tells no delivery, so an unknown outcome stays so. */
export const telegramWriter: Writer = {
  account: (message) => accountOf(message.address.scope),

  request(message, settings) {
    const unset = missing(settings, 'OPS_TELEGRAM_BOT_TOKEN', 'OPS_TELEGRAM_API_URL');
    if (unset) return unset;
    if (!message.text || message.text.length > LETTERS.most)
      return { outcome: 'failed', code: 'length', reason: 'rejected' };
    const base = (settings('OPS_TELEGRAM_API_URL') ?? '').replace(/\/$/, '');
    // Our ids of messages are `<chat>:<message>`: a message's number is unique in its chat only.
    const replyTo = number(message.replyTo?.split(':').at(-1));
    const body = {
      // To the person, also when he wrote in a group: a case is nobody else's business.
      chat_id: Number(message.address.id),
      text: message.text,
      ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo } }),
    };
    return {
      url: `${base}/bot${settings('OPS_TELEGRAM_BOT_TOKEN')}/sendMessage`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
  },

  outcome(answer, attempt) {
    const body = record(answer.body);
    const result = record(body?.result);
    const [chat, id] = [text(record(result?.chat)?.id), text(result?.message_id)];
    if (answer.status === 200 && body?.ok === true) {
      return chat === undefined || id === undefined
        ? { outcome: 'unknown', code: 'no_id' }
        : { outcome: 'sent', providerMessageId: `${chat}:${id}` };
    }
    const wait = number(record(body?.parameters)?.retry_after);
    const code = text(body?.error_code) ?? `http_${answer.status}`;
    if (answer.status === 429) return { outcome: 'retry', code, afterSeconds: Math.max(wait ?? 0, backoff(attempt)) };
    if (answer.status === 401 || answer.status === 404) return { outcome: 'held', code };
    if (answer.status === 403) return { outcome: 'failed', code, reason: reasonOf(text(body?.description)) };
    return serverFault(answer, attempt) ?? { outcome: 'failed', code, reason: 'rejected' };
  },
};

/** A bot may write only to people who started it, and not to those who blocked it or are gone. */
function reasonOf(description = ''): 'opted_out' | 'undeliverable' {
  return /blocked|deactivated/.test(description) ? 'opted_out' : 'undeliverable';
}
