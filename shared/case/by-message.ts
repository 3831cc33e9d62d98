import type { InboundMessage } from '../channels/types.ts';
import { asTriage, reasonsOf, receiveMessage } from './commands/index.ts';
import { type Context, event } from './decide.ts';
import type { Message, Reporter, Suggestion } from './events.ts';
import { append as appendEvents, type Outcome, openCase } from './perform.ts';
import { oneLevelUp, repeatsEarlier } from './repeated.ts';
import type { CaseState } from './state.ts';
import type { MessageKind } from './vocabulary.ts';

/** Letters of the first message that stand for the case on the board. */
const SUMMARY = 80;

/** A case opened by a message, with what triage read in it; `before` is the sender's earlier one, which it follows. */
export function openByMessage(
  id: string,
  item: InboundMessage,
  reporter: Reporter,
  suggestion: Suggestion,
  before: CaseState | undefined,
  context: Context,
): Outcome {
  const { location } = item;
  // The words say where the danger is, which need not be where the phone is.
  const country = suggestion.place?.country ?? (location?.forwarded ? undefined : location?.country);
  const { place } = suggestion;
  const again = suggestion.rules.includes('R18') ? undefined : repeatsEarlier(before, suggestion.category);
  const opened = openCase(
    id,
    {
      channel: item.channel,
      reporter,
      priority: again ? oneLevelUp(suggestion.priority) : suggestion.priority,
      reasons: [...reasonsOf(suggestion), ...(again ? [again] : [])],
      category: suggestion.category,
      ...(country ? { country } : {}),
      ...(place?.city ? { place: place.city } : {}),
      language: suggestion.lang,
      summary: summaryOf(item),
      // Abduction, ransom, torture, trafficking (c.4 R03): seen by few from the first moment.
      ...(suggestion.rules.includes('R03') ? { sensitivity: 'restricted' as const } : {}),
      ...(before ? { follows: before.id } : {}),
    },
    context,
  );
  const messageId = `${id}.${opened.state.version + 1}`;
  const said = appendEvents(opened, (state) => {
    const decision = receiveMessage.decide(state, { message: messageOf(item, reporter.contactId), reporter }, context);
    if (!Array.isArray(decision)) throw new Error(`refused: ${decision.rejected}`);
    return decision;
  });
  return appendEvents(said, (state) => [
    event(state, asTriage(context), 'triage.suggested', { ...suggestion, messageId }),
  ]);
}

/** Everything that was understood, and what was not in `raw`: nothing of a message is thrown away. */
export function messageOf(item: InboundMessage, contactId: string): Omit<Message, 'messageId'> {
  const { type: _type, sender: _sender, ...said } = item;
  return { ...said, contactId };
}

/** Whatever in it can be read as words. */
export function wordsOf({ subject, text, location }: InboundMessage): string {
  return [subject, text, location?.label].filter(Boolean).join('\n');
}

function summaryOf(item: InboundMessage): string {
  const words = wordsOf(item).replace(/\s+/g, ' ').trim();
  const letters = Array.from(words);
  if (letters.length === 0) return WORDLESS[item.kind] ?? 'رسالة بلا نص · Message without words';
  return letters.length > SUMMARY ? `${letters.slice(0, SUMMARY).join('')}…` : words;
}

/** What the board shows of a first message that has no words. */
const WORDLESS: Partial<Record<MessageKind, string>> = {
  audio: 'رسالة صوتية · Voice message',
  image: 'صورة · Photo',
  video: 'مقطع مصور · Video',
  document: 'مستند · Document',
  location: 'موقع على الخريطة · Location pin',
  contacts: 'بطاقة اتصال · Contact card',
  call: 'مكالمة لم يُرد عليها · Missed call',
  unsupported: 'محتوى لم نتمكن من قراءته · Content we could not read',
};

/** What triage knows beside the words. */
export const aboutOf = ({ channel, kind }: InboundMessage) => ({ channel, kind });

export function countryOf({ country }: CaseState): { country?: string } {
  return country ? { country } : {};
}
