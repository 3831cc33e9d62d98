import { type GraphCodes, graphFailure, graphRequest } from '../graph.ts';
import { record, records, text } from '../json.ts';
import { LETTERS, WINDOW_MINUTES } from '../limits.ts';
import { accountOf, missing, type OutboundMessage, type Writer, within } from '../outbound.ts';

const CODES: GraphCodes = {
  80007: { after: 60 },
  130429: { after: 5 },
  131000: { after: 5 },
  131016: { after: 30 },
  131048: { after: 300 },
  131053: { after: 5 },
  // Pair rate: about one message in six seconds to one person; others are not held up (channels.md 2.1).
  131056: { after: 6 },
  131057: { after: 300 },
  133016: { after: 900 },
  130403: 'opted_out',
  131026: 'undeliverable',
  131047: 'window_closed',
  131049: 'undeliverable',
  131050: 'opted_out',
};

/** Digits are a phone; anything else is a BSUID, which is lost without a word when it stands in `to` (channels.md 1.1). */
function recipient(id: string): { to: string } | { recipient: string } {
  return /^\+?\d+$/.test(id) ? { to: id.replace('+', '') } : { recipient: id };
}

function content(message: OutboundMessage): object | undefined {
  const { template, text: body } = message;
  if (template) {
    const parameters = template.params.map((param) => ({ type: 'text', text: param }));
    const components = parameters.length > 0 ? { components: [{ type: 'body', parameters }] } : {};
    return {
      type: 'template',
      template: { name: template.name, language: { code: template.language }, ...components },
    };
  }
  return body && body.length <= LETTERS.most ? { type: 'text', text: { body } } : undefined;
}

/** WhatsApp Cloud API: free words within 24 hours of the person's last message, an approved template at any time. */
export const whatsappWriter: Writer = {
  account: (message) => accountOf(message.address.scope),

  request(message, settings) {
    const unset = missing(settings, 'OPS_WHATSAPP_ACCESS_TOKEN', 'OPS_GRAPH_API_URL');
    if (unset) return unset;
    if (!message.template && !within(message, WINDOW_MINUTES)) {
      return { outcome: 'failed', code: 'window', reason: 'window_closed' };
    }
    const what = content(message);
    if (!what) return { outcome: 'failed', code: 'length', reason: 'rejected' };
    const body = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...recipient(message.address.id),
      ...what,
      ...(message.replyTo ? { context: { message_id: message.replyTo } } : {}),
      biz_opaque_callback_data: message.callbackId,
    };
    const path = `${accountOf(message.address.scope)}/messages`;
    return graphRequest(settings('OPS_GRAPH_API_URL') ?? '', path, settings('OPS_WHATSAPP_ACCESS_TOKEN') ?? '', body);
  },

  outcome(answer, attempt) {
    const id = text(records(record(answer.body)?.messages)[0]?.id);
    if (answer.status >= 200 && answer.status < 300) {
      return id === undefined ? { outcome: 'unknown', code: 'no_id' } : { outcome: 'sent', providerMessageId: id };
    }
    return graphFailure(answer, attempt, CODES);
  },
};
