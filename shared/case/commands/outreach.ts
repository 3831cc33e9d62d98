import { type Command, event, partId } from '../decide.ts';
import { invalidField, reporter, unknownContact, WORKING } from './guards.ts';

export interface OutreachInput {
  contactId: string;
  text: string;
  /** Where free words are not taken: the approved template that carries the text. */
  template?: string;
  lang: string;
  /** `<notice>.<version>` or `<rumour>.<version>`. */
  about: { broadcast: string } | { rumour: string };
}

/**
 * One text that goes to many, to one of them. The room says it by itself: it stops no clock of a human answer. Also on cases that are closed:
 * who was told something wrong is told what is right.
 */
export const tellReporter: Command<OutreachInput> = {
  name: 'tell-reporter',
  from: [...WORKING, 'resolved', 'closed'],
  decide(state, { contactId, text, template, lang, about }, context) {
    const to = reporter(state, contactId);
    if (!to) return unknownContact();
    if (!to.address) {
      return invalidField('/contactId', { ar: 'لا عنوان لمراسلته', en: 'this contact cannot be written to' });
    }
    return [
      event(state, context, 'message.queued', {
        messageId: partId(state, 0),
        contactId,
        channel: to.channel,
        address: to.address,
        text,
        ...(template ? { template } : {}),
        lang,
        automatic: true,
        ...about,
      }),
    ];
  },
};
