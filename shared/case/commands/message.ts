import { type Command, event, partId } from '../decide.ts';
import { invalidField, reporter, unknownContact, WORKING } from './guards.ts';

export interface MessageInput {
  contactId: string;
  text?: string;
  template?: string;
  /** Fill the template's body, in order. */
  params?: string[];
  lang?: string;
  /** The provider's id of the message that is quoted. */
  replyTo?: string;
  urgent?: boolean;
  /** `<rumour>.<version>`: it carries that approved answer. */
  rumour?: string;
}

/** Records that something is to be said to a reporter; `reply` says it and records the outcome (decisions.md 2). */
export const sendMessage: Command<MessageInput & { automatic?: boolean }> = {
  name: 'messages',
  from: [...WORKING, 'resolved'],
  decide(state, input, context) {
    const to = reporter(state, input.contactId);
    if (!to) return unknownContact();
    if (!to.address) {
      return invalidField('/contactId', {
        ar: 'لا عنوان لمراسلة هذه الجهة: اتصل بها وسجّل المكالمة',
        en: 'this contact cannot be written to: call, and log the call',
      });
    }
    if (!input.text && !input.template) {
      return invalidField('/text', {
        ar: 'نص أو قالب مطلوب',
        en: 'a text or a template is required',
      });
    }
    return [
      event(state, context, 'message.queued', {
        messageId: partId(state, 0),
        contactId: to.contactId,
        channel: to.channel,
        address: to.address,
        ...(input.text ? { text: input.text } : {}),
        ...(input.template ? { template: input.template } : {}),
        ...(input.params ? { params: input.params } : {}),
        ...(input.lang ? { lang: input.lang } : {}),
        ...(input.replyTo ? { replyTo: input.replyTo } : {}),
        ...(input.urgent ? { urgent: true } : {}),
        ...(input.rumour ? { rumour: input.rumour } : {}),
        ...(input.automatic ? { automatic: true } : {}),
      }),
    ];
  },
};
