import { type Command, event, partId } from '../decide.ts';
import type { NewEvent } from '../events.ts';
import { OPEN_ESCALATION_STATES } from '../state.ts';
import type { Status } from '../vocabulary.ts';
import { invalidField, reject, WORKING } from './guards.ts';

export interface AwaitInput {
  on: 'reporter' | 'agency' | 'movement';
  text?: string;
  expectedAt?: string;
}

const STATUS = {
  reporter: 'awaiting_reporter',
  agency: 'awaiting_agency',
  movement: 'awaiting_movement',
} as const satisfies Record<AwaitInput['on'], Status>;

const MOVES: { from: readonly Status[]; to: Status }[] = [
  {
    from: ['triaged', 'in_progress', 'awaiting_agency', 'awaiting_movement'],
    to: 'awaiting_reporter',
  },
  {
    from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_movement'],
    to: 'awaiting_agency',
  },
  {
    from: ['in_progress', 'awaiting_reporter', 'awaiting_agency'],
    to: 'awaiting_movement',
  },
];

/**
 * Waiting for somebody else, with a reason (c.3): a question that was sent, an open escalation, a movement with its expected
 * instant (decisions.md 22). A case that waits has an owner.
 */
export const awaitNext: Command<AwaitInput> = {
  name: 'await',
  from: WORKING.filter((status) => status !== 'new'),
  to: MOVES,
  decide(state, input, context) {
    const to = STATUS[input.on];
    const from = MOVES.find((move) => move.to === to)!.from;
    if (state.status !== to && !from.includes(state.status)) {
      return reject(
        'illegal-transition',
        {
          ar: `لا يمكن الانتظار هكذا وحالة البلاغ «${state.status}»`,
          en: `a ${state.status} case cannot wait for that`,
        },
        { allowed: from },
      );
    }
    const events: NewEvent[] = [];
    if (input.expectedAt && input.expectedAt <= context.now) {
      return invalidField('/expectedAt', {
        ar: 'الموعد يجب أن يكون في المستقبل',
        en: 'the expected instant is past',
      });
    }
    let asks = false;
    if (input.on === 'reporter') {
      const asked = state.lastOutboundAt && state.lastOutboundAt >= (state.lastInboundAt ?? '');
      const reporter = state.reporters.find((known) => known.address);
      if (input.text && reporter?.address) {
        asks = true;
        events.push(
          event(state, context, 'message.queued', {
            messageId: partId(state, 0),
            contactId: reporter.contactId,
            channel: reporter.channel,
            address: reporter.address,
            text: input.text,
          }),
        );
      } else if (!asked) {
        return invalidField('/text', {
          ar: 'اكتب السؤال الذي ننتظر جوابه',
          en: 'write the question that we wait to have answered',
        });
      }
    }
    if (input.on === 'agency' && !state.escalations.some((known) => OPEN_ESCALATION_STATES.includes(known.state))) {
      return invalidField('/on', {
        ar: 'لا يوجد تصعيد مفتوح',
        en: 'there is no open escalation',
      });
    }
    if (input.on === 'movement' && (!input.text || !input.expectedAt)) {
      return invalidField(input.text ? '/expectedAt' : '/text', {
        ar: 'اذكر التحرك وموعده المتوقع',
        en: 'say which movement and when it is expected',
      });
    }
    if (!state.owner) events.push(event(state, context, 'case.assigned', { owner: context.actor.id }));
    events.push(
      event(state, context, 'status.changed', {
        from: state.status,
        to,
        // A question that reaches nobody is still what is waited for.
        ...(input.text && !asks ? { reason: input.text } : {}),
        ...(input.expectedAt ? { expectedAt: input.expectedAt } : {}),
      }),
    );
    return events;
  },
};
