import { type Command, event, partId } from '../decide.ts';
import type { EventData } from '../events.ts';
import type { Kept } from '../redaction.ts';
import type { CaseState } from '../state.ts';
import { isSupervisor, notFound, RECORDABLE, reject } from './guards.ts';

/** Requests for redaction that wait at once; more than this is a case to close, not to redact. */
const MOST = 20;

const pending = (state: CaseState) => state.redactions ?? [];

/** Asks that something be forgotten. Nothing is, before a second person agrees (G20; decisions.md 16). */
export const requestRedaction: Command<{ seqs: number[]; reason: string }> = {
  name: 'request-redaction',
  from: RECORDABLE,
  decide(state, { seqs, reason }, context) {
    if (pending(state).length >= MOST) {
      return reject('limit-reached', { ar: 'طلبات حذف كثيرة تنتظر', en: 'too many redactions are waiting' });
    }
    return [event(state, context, 'redaction.requested', { redactionId: partId(state, 0), seqs, reason })];
  },
};

export interface RedactInput {
  seqs: number[];
  reason: string;
  kept: Kept[];
  /** The request that a second person agrees to; a director needs none. */
  redactionId?: string;
}

/**
 * Forgets the data of events for good. The head is written anew from what is left; the narrow redaction role takes it out of the ledger and the
 * bucket, and says so.
 */
export const redact: Command<RedactInput> = {
  name: 'redact',
  from: RECORDABLE,
  decide(state, { redactionId, ...input }, context) {
    const request = pending(state).find((each) => each.redactionId === redactionId);
    if (redactionId && !request) return notFound({ ar: 'طلب الحذف', en: 'redaction request' });
    if (
      !isSupervisor(context.actor) ||
      (request ? request.by === context.actor.id : context.actor.role !== 'director')
    ) {
      return reject('second-person-required', {
        ar: 'يوافق على الحذف شخص ثان، أو يقرره المدير',
        en: 'a second person agrees to a redaction, or the director decides it',
      });
    }
    const data: EventData['data.redacted'] = {
      ...input,
      ...(request ? { redactionId: request.redactionId, requestedBy: request.by } : {}),
    };
    return [event(state, context, 'data.redacted', data)];
  },
};

/** The same on a case that held a copy: it was decided where the original stood. */
export const forgetCopies: Command<RedactInput> = {
  name: 'forget-copies',
  from: RECORDABLE,
  decide: (state, input, context) => [event(state, context, 'data.redacted', input)],
};

/** The outcome: it is out of the ledger and the bucket. */
export const recordErased: Command<EventData['redaction.done']> = {
  name: 'record-erased',
  from: RECORDABLE,
  decide: (state, input, context) => [event(state, context, 'redaction.done', input)],
};
