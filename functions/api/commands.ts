import * as commands from '../../shared/case/commands/index.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { problem } from '../../shared/http/problem.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { act, type Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

type CommandRoutes = Pick<
  typeof STAFF_ROUTES,
  | 'triage'
  | 'assign'
  | 'addNote'
  | 'sendMessage'
  | 'logCall'
  | 'addPerson'
  | 'changePerson'
  | 'addNeed'
  | 'changeNeed'
  | 'addLocation'
  | 'makePromise'
  | 'keepPromise'
  | 'movePromise'
  | 'raiseEscalation'
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
    sendMessage: (call) => act(deps, call, commands.sendMessage, call.body),
    logCall: (call) => act(deps, call, commands.logCall, call.body),
    addPerson: (call) => act(deps, call, commands.addPerson, call.body),
    changePerson: (call) => act(deps, call, commands.changePerson, { ...call.body, personId: call.params.part }),
    addNeed: (call) => act(deps, call, commands.addNeed, call.body),
    changeNeed: (call) => act(deps, call, commands.changeNeed, { ...call.body, needId: call.params.part }),
    addLocation: (call) => act(deps, call, commands.addLocation, call.body),
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
    standDown: (call) => act(deps, call, commands.standDown, { ...call.body, alertId: call.params.part }),
    resumeEscalation: (call) => act(deps, call, commands.resumeEscalation, { ...call.body, alertId: call.params.part }),
    answerAgency: (call) => act(deps, call, commands.answerAgency, { ...call.body, alertId: call.params.part }),
    acknowledgeByPhone: (call) =>
      act(deps, call, commands.acknowledge, {
        alertId: call.params.part,
        by: { name: call.body.by, role: call.body.role },
        via: 'phone',
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
