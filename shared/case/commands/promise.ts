import { type Command, event, partId, type Rejection } from '../decide.ts';
import type { CaseState } from '../state.ts';
import { full, invalidField, notFound, reject, reporter, unknownContact, WORKING } from './guards.ts';

export interface PromiseInput {
  contactId: string;
  text: string;
  dueAt: string;
}

/** «We call you back at 18:00» is an object with an instant; it survives the shift (G7). */
export const makePromise: Command<PromiseInput> = {
  name: 'promises',
  from: WORKING,
  decide(state, input, context) {
    if (!reporter(state, input.contactId)) return unknownContact();
    if (input.dueAt <= context.now) return past();
    return (
      full(state.promises, '') ?? [
        event(state, context, 'promise.made', {
          promiseId: partId(state, 0),
          ...input,
        }),
      ]
    );
  },
};

export const keepPromise: Command<{ promiseId: string }> = {
  name: 'keep-promise',
  from: WORKING,
  decide: (state, input, context) => pending(state, input.promiseId) ?? [event(state, context, 'promise.kept', input)],
};

export const movePromise: Command<{
  promiseId: string;
  dueAt: string;
  reason?: string;
}> = {
  name: 'move-promise',
  from: WORKING,
  decide(state, input, context) {
    if (input.dueAt <= context.now) return past();
    return pending(state, input.promiseId) ?? [event(state, context, 'promise.moved', input)];
  },
};

function past(): Rejection {
  return invalidField('/dueAt', {
    ar: 'الموعد يجب أن يكون في المستقبل',
    en: 'a promise is due in the future',
  });
}

function pending(state: CaseState, promiseId: string): Rejection | undefined {
  const promise = state.promises.find((known) => known.promiseId === promiseId);
  if (!promise) return notFound({ ar: 'الوعد', en: 'promise' });
  if (promise.status === 'pending') return undefined;
  return reject('gone', {
    ar: 'نُفّذ هذا الوعد من قبل',
    en: 'this promise has been kept',
  });
}
