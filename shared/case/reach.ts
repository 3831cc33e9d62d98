import type { CaseEvent } from './events.ts';
import { type BroadcastMessage, type CaseState, REACH_STAGES, type ReachStage } from './state.ts';

/** Messages that carry a notice and are still listened for: a person gets few of them. */
const KEPT = 5;

/** A provider's word for how far a message came. */
const STAGES: Readonly<Record<string, ReachStage>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
};

/** Keeps how far messages that carry a public notice have come; every other event leaves the state as it is. */
export function withReach(state: CaseState, event: CaseEvent): CaseState {
  if (event.type === 'message.queued' && event.data.broadcast) {
    const { broadcast, messageId } = event.data;
    const queued: BroadcastMessage = { broadcast, messageId, stage: 'queued' };
    return { ...state, broadcasts: [...(state.broadcasts ?? []), queued].slice(-KEPT) };
  }
  const come = state.broadcasts && stageIn(event);
  if (!come) return state;
  const broadcasts = state.broadcasts!.map((message) => {
    // "Read up to here" names no message: it speaks of all that had left by then.
    const meant = come.messageId ? come.messageId === message.messageId : message.stage !== 'queued';
    return meant && later(come.stage, message.stage) ? { ...message, stage: come.stage } : message;
  });
  return { ...state, broadcasts };
}

function stageIn(event: CaseEvent): { stage: ReachStage; messageId: string | undefined } | undefined {
  switch (event.type) {
    case 'message.sent':
      return { stage: 'sent', messageId: event.data.messageId };
    case 'message.failed':
      return event.data.retryable ? undefined : { stage: 'failed', messageId: event.data.messageId };
    case 'message.status': {
      const stage = STAGES[event.data.status];
      return stage && { stage, messageId: event.data.messageId };
    }
    default:
      return undefined;
  }
}

const later = (one: ReachStage, other: ReachStage) => REACH_STAGES.indexOf(one) > REACH_STAGES.indexOf(other);

/** Messages whose reach this change moved. */
export function movedReach(before: CaseState | undefined, after: CaseState): BroadcastMessage[] {
  if (!after.broadcasts || after.broadcasts === before?.broadcasts) return [];
  const known = new Map(before?.broadcasts?.map(({ messageId, stage }) => [messageId, stage]));
  return after.broadcasts.filter(({ messageId, stage }) => known.get(messageId) !== stage);
}
