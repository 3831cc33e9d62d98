import { type GraphCodes, graphFailure, graphRequest } from '../graph.ts';
import { record, text } from '../json.ts';
import { HUMAN_MINUTES, LETTERS, WINDOW_MINUTES } from '../limits.ts';
import { accountOf, missing, type Writer, within } from '../outbound.ts';

const CODES: GraphCodes = {
  551: 'undeliverable',
  1545041: 'undeliverable',
  2018278: 'window_closed',
};

export const messengerWriter: Writer = {
  account: (message) => accountOf(message.address.scope),

  request(message, settings) {
    const unset = missing(settings, 'OPS_MESSENGER_PAGE_TOKEN', 'OPS_GRAPH_API_URL');
    if (unset) return unset;
    const open = within(message, WINDOW_MINUTES);
    const human = !message.automatic && within(message, HUMAN_MINUTES);
    if (!open && !human) return { outcome: 'failed', code: 'window', reason: 'window_closed' };
    if (!message.text || message.text.length > LETTERS.messenger)
      return { outcome: 'failed', code: 'length', reason: 'rejected' };
    const body = {
      ...(open ? { messaging_type: 'RESPONSE' } : { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }),
      recipient: { id: message.address.id },
      message: { text: message.text },
    };
    return graphRequest(
      settings('OPS_GRAPH_API_URL') ?? '',
      'me/messages',
      settings('OPS_MESSENGER_PAGE_TOKEN') ?? '',
      body,
    );
  },

  outcome(answer, attempt) {
    const id = text(record(answer.body)?.message_id);
    if (answer.status >= 200 && answer.status < 300) {
      return id === undefined ? { outcome: 'unknown', code: 'no_id' } : { outcome: 'sent', providerMessageId: id };
    }
    return graphFailure(answer, attempt, CODES);
  },
};
