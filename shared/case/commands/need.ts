import { type Command, event, partId } from '../decide.ts';
import type { NeedKind, NeedStatus } from '../vocabulary.ts';
import { full, invalidField, notFound, WORKING } from './guards.ts';

export interface NeedInput {
  kind: NeedKind;
  quantity?: number;
  neededBy?: string;
}

export interface ChangeNeedInput {
  needId: string;
  status?: NeedStatus;
  quantity?: number;
  neededBy?: string;
  agency?: string;
  reason?: string;
}

export const addNeed: Command<NeedInput> = {
  name: 'needs',
  from: WORKING,
  decide(state, input, context) {
    return (
      full(state.needs, '') ?? [
        event(state, context, 'need.added', {
          needId: partId(state, 0),
          ...input,
        }),
      ]
    );
  },
};

/** A need that cannot be met says why (c.2). */
export const changeNeed: Command<ChangeNeedInput> = {
  name: 'change-need',
  from: [...WORKING, 'resolved'],
  decide(state, input, context) {
    if (!state.needs.some((need) => need.needId === input.needId)) return notFound({ ar: 'الاحتياج', en: 'need' });
    if (input.status === 'unmeetable' && !input.reason) {
      return invalidField('/reason', {
        ar: 'اذكر لماذا لا يمكن تلبيته',
        en: 'say why it cannot be met',
      });
    }
    return [event(state, context, 'need.changed', input)];
  },
};
