import { type Command, type Context, event, partId } from '../decide.ts';
import type { Message, NewEvent, Reporter, Suggestion } from '../events.ts';
import { missed } from '../missed-call.ts';
import { isOver } from '../obligations.ts';
import { repeated } from '../repeated.ts';
import { moreSevere, type RuleId } from '../vocabulary.ts';
import { full, WORKING } from './guards.ts';

export interface InboundInput {
  message: Omit<Message, 'messageId'>;
  reporter: Reporter;
  /** What triage read in it; it may raise the priority and never lower it (c.4). */
  suggestion?: Suggestion;
}

/** A citizen's message on a case: kept, counted, and an answer to whoever waits for one (c.3, automatic on inbound; rule 4). */
export const receiveMessage: Command<InboundInput> = {
  name: 'receive-message',
  from: [...WORKING, 'resolved', 'closed'],
  to: [
    { from: ['awaiting_reporter'], to: 'in_progress' },
    { from: ['resolved', 'closed'], to: 'in_progress' },
  ],
  decide(state, { message, reporter, suggestion }, context) {
    const known = state.reporters.find((other) => other.contactId === reporter.contactId);
    // Somebody whose number or id is another one now is answered there; a telephone that the provider proved is kept.
    const moved =
      reporter.address &&
      known?.channel === reporter.channel &&
      (known.address?.id !== reporter.address.id || (reporter.phone !== undefined && !known.phone));
    if (!known) {
      const limit = full(state.reporters, '/reporter');
      if (limit) return limit;
    }
    const messageId = partId(state, 0);
    const events: NewEvent[] = [
      event(state, context, 'message.received', {
        messageId,
        ...message,
        ...(known && !moved ? {} : { reporter }),
      }),
    ];
    const pin = message.location;
    if (pin && !message.quiet) {
      events.push(
        event(state, context, 'location.added', {
          locationId: partId(state, events.length),
          lat: pin.lat,
          lon: pin.lon,
          ...(pin.accuracyM === undefined ? {} : { accuracyM: pin.accuracyM }),
          ...(pin.country ? { country: pin.country } : {}),
          ...(pin.label ? { text: pin.label } : {}),
          // The public form asks the device where the caller is.
          source: pin.live ? 'live_pin' : message.channel === 'web' ? 'caller' : 'whatsapp_pin',
          observedAt: message.sentAt ?? message.receivedAt,
          current: !pin.forwarded,
        }),
      );
    }
    if (message.notice === 'call_ended') {
      const over = state.rings.filter((ring) => ring.call === message.about && !isOver(ring));
      return [...events, ...missed(state, over, context, events.length)];
    }
    if (message.quiet) return events;
    if (state.status === 'awaiting_reporter') {
      events.push(
        event(state, context, 'status.changed', {
          from: 'awaiting_reporter',
          to: 'in_progress',
        }),
      );
    }
    if (state.status === 'resolved' || state.status === 'closed') {
      events.push(
        event(state, context, 'case.reopened', {
          reason: 'كتب المبلّغ من جديد · the reporter wrote again',
        }),
      );
    }
    const again = repeated(state, suggestion, context.now);
    if (again && !(suggestion && moreSevere(suggestion.priority, again.to))) {
      const { to, reason } = again;
      events.push(event(state, asTriage(context), 'priority.raised', { from: state.priority, to, reasons: [reason] }));
    } else if (suggestion && moreSevere(suggestion.priority, state.priority)) {
      events.push(
        event(state, asTriage(context), 'priority.raised', {
          from: state.priority,
          to: suggestion.priority,
          reasons: reasonsOf(suggestion),
        }),
      );
    }
    return events;
  },
};

/** What triage reads is said by the room, not by whoever wrote the message. */
export function asTriage(context: Context): Context {
  return { ...context, actor: { kind: 'system', id: 'triage' } };
}

/** The reasons of a suggestion as the case keeps them, said by the rule and not by a person. */
export function reasonsOf(suggestion: Suggestion): {
  rule: RuleId;
  words: string[];
  text: Suggestion['reasons'][number]['text'];
  by: string;
}[] {
  return suggestion.reasons.map((reason) => ({ ...reason, by: 'triage' }));
}
