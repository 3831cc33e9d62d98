import { accept, acknowledge, ask, complete, decline, report } from '../case/commands/index.ts';
import type { Actor, AnswerVia, NamedPerson } from '../case/events.ts';
import type { Rung } from '../clocks/policy.ts';
import { type Executed, execute, type Options, type Room } from '../ledger/execute.ts';

/** What an agency can do with an alert, whichever way it comes. */
export const ACTIONS = ['acknowledge', 'accept', 'decline', 'ask', 'report', 'complete'] as const;
export type Action = (typeof ACTIONS)[number];

export interface AgencyAnswer {
  action: Action;
  caseId: string;
  alertId: string;
  agency: string;
  by: NamedPerson;
  via: AnswerVia;
  /** Tier that the link was sent to. */
  rung?: Rung;
  /** With `accept`: an instant. */
  eta?: string;
  /** The reason, question, report or remark; required for all but `acknowledge` and `accept`. */
  text?: string;
}

/** Carries out an agency's answer as a command of the case. */
export function answerAlert(room: Room, answer: AgencyAnswer, now: string, options: Options): Promise<Executed> {
  const { action, caseId, alertId, agency, by, via, rung, eta, text = '' } = answer;
  const actor: Actor = { kind: 'agency', id: agency, name: by.name, role: by.role };
  const who = { alertId, by, via, ...(rung ? { rung } : {}) };
  const as = { actor, now };
  switch (action) {
    case 'acknowledge':
      return execute(room, caseId, acknowledge, who, as, options);
    case 'accept': {
      const plan = { ...(eta ? { eta } : {}), ...(text ? { text } : {}) };
      return execute(room, caseId, accept, { ...who, ...plan }, as, options);
    }
    case 'decline':
      return execute(room, caseId, decline, { ...who, reason: text }, as, options);
    case 'ask':
      return execute(room, caseId, ask, { ...who, text }, as, options);
    case 'report':
      return execute(room, caseId, report, { ...who, text }, as, options);
    case 'complete':
      return execute(room, caseId, complete, { ...who, text }, as, options);
  }
}

/** An instant as it is, or so long after now (`PT2H`). */
export function etaAt(eta: string, now: string): string {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(eta) ?? [];
  if (!eta.startsWith('PT')) return eta;
  return new Date(Date.parse(now) + (Number(hours) * 60 + Number(minutes)) * 60_000).toISOString();
}
