import { plusSeconds } from '../clocks/time.ts';
import * as commands from './commands/index.ts';
import type { Command, Context, Rejection } from './decide.ts';
import type { Both } from './events.ts';
import { perform } from './perform.ts';
import type { CaseState } from './state.ts';
import type { Status } from './vocabulary.ts';

/** What people may ask of a case, by the name of its route (its `operationId`). */
const COMMANDS = {
  triage: commands.triage,
  assign: commands.assign,
  addNote: commands.addNote,
  sendMessage: commands.sendMessage,
  moveMessage: commands.moveMessageOut,
  logCall: commands.logCall,
  addPerson: commands.addPerson,
  changePerson: commands.changePerson,
  addNeed: commands.addNeed,
  changeNeed: commands.changeNeed,
  addLocation: commands.addLocation,
  makePromise: commands.makePromise,
  keepPromise: commands.keepPromise,
  movePromise: commands.movePromise,
  raiseEscalation: commands.raiseEscalation,
  standDown: commands.standDown,
  resumeEscalation: commands.resumeEscalation,
  answerAgency: commands.answerAgency,
  acknowledgeByPhone: commands.acknowledge,
  awaitNext: commands.awaitNext,
  link: commands.link,
  withdrawLink: commands.withdrawLink,
  merge: commands.mergeSource,
  unmerge: commands.unmergeSource,
  transfer: commands.transfer,
  restore: commands.restore,
  resolve: commands.resolve,
  close: commands.close,
  reopen: commands.reopen,
  invalidate: commands.invalidate,
  setCrisis: commands.setCrisis,
  requestRedaction: commands.requestRedaction,
} as const satisfies Record<string, { from: readonly Status[] }>;

export const POSSIBLE = Object.keys(COMMANDS) as CommandName[];
export type CommandName = keyof typeof COMMANDS;

const AWAITED = ['reporter', 'agency', 'movement'] as const;

export interface Possible {
  /** What may be done now. */
  allowed: CommandName[];
  /** What the status would allow and something else stands in the way of, whatever is typed; `open`: ids of what is still open. */
  blocked: { command: CommandName; why: Both; open: string[] }[];
  /** What the case may be made to wait for. */
  awaits: (typeof AWAITED)[number][];
}

/**
 * What somebody may do to a case now: read off the commands' own lists, and where nothing that is typed could change the answer, off what
 * the command itself answers (c.3 rules 5 and 6). Pure; nothing comes of it.
 *
 * @param opens whether one of his roles opens the route of this name
 */
export function possible(state: CaseState, context: Context, opens: (command: CommandName) => boolean): Possible {
  const open = POSSIBLE.filter(
    (name) => opens(name) && (COMMANDS[name].from as readonly Status[]).includes(state.status),
  );
  const refusals = tried(state, context);
  const blocked = open.flatMap((command) => {
    const refusal = refusals[command]?.();
    return refusal ? [{ command, why: refusal.detail, open: refusal.open ?? [] }] : [];
  });
  const awaits = open.includes('awaitNext')
    ? AWAITED.filter((on) => {
        const sample = { on, text: '·', expectedAt: plusSeconds(context.now, 3600) };
        return !refusalOf(state, commands.awaitNext, sample, context);
      })
    : [];
  const isFree = (command: CommandName) =>
    !blocked.some((each) => each.command === command) && (command !== 'awaitNext' || awaits.length > 0);
  return { allowed: open.filter(isFree), blocked, awaits };
}

/** Ends of a case, as if they were asked for with words to which nothing could be objected. */
function tried(state: CaseState, context: Context): Partial<Record<CommandName, () => Rejection | undefined>> {
  const reason = '·';
  const other = { ...state, id: '' };
  return {
    merge: () => refusalOf(state, commands.mergeSource, { other, reason }, context),
    transfer: () => refusalOf(state, commands.transfer, { to: '·', reason }, context),
    invalidate: () => refusalOf(state, commands.invalidate, { reason: 'spam' }, context),
    resolve: () =>
      refusalOf(
        state,
        commands.resolve,
        { code: 'information_given', text: reason, verifiedBy: '·', verifiedHow: 'subject_contact' },
        context,
      ),
  };
}

function refusalOf<Input>(
  state: CaseState,
  command: Command<Input>,
  input: NoInfer<Input>,
  context: Context,
): Rejection | undefined {
  const done = perform(state, command, input, context);
  return 'rejected' in done ? done : undefined;
}
