import * as commands from '../../shared/case/commands/index.ts';
import type { Context, Rejection } from '../../shared/case/decide.ts';
import { perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, problem, problemOf } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { append } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { toldMarker } from '../../shared/outreach/told.ts';
import { langOf } from '../../shared/outreach/way.ts';
import type { Rumour, RumourAnswer } from '../../shared/rumours/rumour.ts';
import { rumourStream } from '../../shared/rumours/vocabulary.ts';
import { act, answerOf, byOf, type Caller, NOT_FOUND, optionsOf } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { quotedMessage } from './quoted.ts';

type CommandRoutes = Pick<
  typeof STAFF_ROUTES,
  | 'triage'
  | 'assign'
  | 'addNote'
  | 'sendMessage'
  | 'addPerson'
  | 'changePerson'
  | 'addNeed'
  | 'changeNeed'
  | 'addLocation'
  | 'makePromise'
  | 'keepPromise'
  | 'movePromise'
  | 'raiseEscalation'
  | 'setCrisis'
  | 'standDown'
  | 'resumeEscalation'
  | 'answerAgency'
  | 'acknowledgeByPhone'
  | 'awaitNext'
  | 'transfer'
  | 'restore'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'invalidate'
>;

/** The commands on one case. Parts are named by the path; everything else is the body as it came. */
export function commandHandlers(deps: ApiDeps): Handlers<Caller, CommandRoutes> {
  return {
    triage: (call) => act(deps, call, commands.triage, call.body),
    assign: (call) => act(deps, call, commands.assign, call.body),
    addNote: (call) => act(deps, call, commands.addNote, call.body),
    sendMessage: async (call) => {
      const { rumour: id, replyTo, ...said } = call.body;
      const quoted = replyTo ? await quotedMessage(deps, call, replyTo, said.contactId) : {};
      if (isProblem(quoted)) return quoted;
      if (!id) return act(deps, call, commands.sendMessage, { ...said, ...quoted });
      const answer = said.text || said.template ? undefined : await approvedAnswer(deps, id);
      if (!answer) return problemOf(NO_ANSWER);
      const { contactId, lang } = said;
      const { version, text } = answer;
      const rumour = `${id}.${version}`;
      const step = (state: CaseState, context: Context) => {
        if (!mayRead(state, call.who)) return NOT_FOUND;
        const side = lang ? langOf({ language: lang }) : langOf(state);
        return perform(state, commands.sendMessage, { contactId, text: text[side], lang: side, rumour }, context);
      };
      // Whoever has it from an officer does not get it a second time when it goes out to everybody.
      const told = [seenMarker(toldMarker({ rumour }, contactId))];
      const done = await append(deps.room, call.params.id, step, byOf(deps, call.who), { ...optionsOf(call), told });
      return answerOf(deps, call.who, done);
    },
    addPerson: (call) => act(deps, call, commands.addPerson, call.body),
    changePerson: (call) => act(deps, call, commands.changePerson, { ...call.body, personId: call.params.part }),
    addNeed: (call) => act(deps, call, commands.addNeed, call.body),
    changeNeed: (call) => act(deps, call, commands.changeNeed, { ...call.body, needId: call.params.part }),
    addLocation: async (call) => {
      const { lat, lon } = call.body;
      const country = lat !== undefined && lon !== undefined ? await deps.countryAt({ lat, lon }) : undefined;
      return act(deps, call, commands.addLocation, { ...call.body, ...(country ? { country } : {}) });
    },
    makePromise: (call) => act(deps, call, commands.makePromise, call.body),
    keepPromise: (call) => act(deps, call, commands.keepPromise, { promiseId: call.params.part }),
    movePromise: (call) => act(deps, call, commands.movePromise, { ...call.body, promiseId: call.params.part }),
    raiseEscalation: async (call) => {
      const { agency: id, ...facts } = call.body;
      const agency = await deps.agency(id);
      if (!agency) {
        return problem('validation', {
          errors: [
            {
              pointer: '/agency',
              code: 'unknown-agency',
              message: {
                ar: 'لا توجد جهة عاملة بهذا الاسم في الدليل',
                en: 'No active agency of this name is in the directory',
              },
            },
          ],
        });
      }
      return act(deps, call, commands.raiseEscalation, { ...facts, agency });
    },
    setCrisis: (call) => act(deps, call, commands.setCrisis, call.body),
    standDown: (call) => act(deps, call, commands.standDown, { ...call.body, alertId: call.params.part }),
    resumeEscalation: (call) => act(deps, call, commands.resumeEscalation, { ...call.body, alertId: call.params.part }),
    answerAgency: (call) => act(deps, call, commands.answerAgency, { ...call.body, alertId: call.params.part }),
    acknowledgeByPhone: (call) =>
      act(deps, call, commands.acknowledge, {
        alertId: call.params.part,
        by: { name: call.body.by, role: call.body.role },
        via: 'phone',
        ...(call.body.rung ? { rung: call.body.rung } : {}),
      }),
    awaitNext: (call) => act(deps, call, commands.awaitNext, call.body),
    transfer: (call) => act(deps, call, commands.transfer, call.body),
    restore: (call) => act(deps, call, commands.restore, call.body),
    resolve: (call) => act(deps, call, commands.resolve, call.body),
    close: (call) => act(deps, call, commands.close, call.body),
    reopen: (call) => act(deps, call, commands.reopen, call.body),
    invalidate: (call) => act(deps, call, commands.invalidate, call.body),
  };
}

const NO_ANSWER: Rejection = {
  rejected: 'validation',
  pointer: '/rumour',
  detail: {
    ar: 'لا جواب معتمد لهذه الشائعة، أو أرسلت معه نصا آخر',
    en: 'this rumour has no approved answer, or another text came with it',
  },
};

/** The wording in force, exactly as it was approved. */
async function approvedAnswer({ room }: ApiDeps, id: string): Promise<RumourAnswer | undefined> {
  return (await room.store.head<Rumour>(rumourStream(id)))?.state.answer;
}
