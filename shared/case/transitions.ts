import * as commands from './commands/index.ts';
import type { Command } from './decide.ts';
import { STATUSES, type Status } from './vocabulary.ts';

interface Transition {
  from: Status;
  to: Status;
  command: string;
}

/** Every move of the status machine (c.3), read off the commands themselves. */
export const TRANSITIONS: readonly Transition[] = [
  ...Object.values(commands)
    .filter((each): each is typeof each & Command<never> => typeof each === 'object')
    .flatMap((command) =>
      (command.to ?? []).flatMap(({ from, to }) => from.map((status) => ({ from: status, to, command: command.name }))),
    ),
  { from: 'resolved', to: 'closed', command: 'clock' },
  // Unmerging gives back the status before the merge.
  ...commands.mergeSource.from.map(
    (status): Transition => ({
      from: 'merged',
      to: status,
      command: 'unmerge',
    }),
  ),
];

const AT_WORK: readonly Status[] = [
  'triaged',
  'in_progress',
  'awaiting_reporter',
  'awaiting_agency',
  'awaiting_movement',
];

/** The state diagram of the README, as Mermaid. Moves that all statuses at work share are drawn once. */
export function stateDiagram(): string {
  const moves = new Map<string, { from: string; to: Status; by: Set<string> }>();
  for (const { from, to, command } of TRANSITIONS) {
    const shared = AT_WORK.every((status) =>
      TRANSITIONS.some((t) => t.from === status && t.to === to && t.command === command),
    );
    const start = shared && AT_WORK.includes(from) ? 'at_work' : from;
    // Unmerging leads back to where the merge came from: one arrow says it.
    const key = command === 'unmerge' ? 'unmerge' : `${start} ${to}`;
    const move = moves.get(key) ?? { from: start, to, by: new Set() };
    move.by.add(command === 'unmerge' ? 'unmerge (status before)' : command);
    moves.set(key, move);
  }
  const line = ({ from, to, by }: { from: string; to: Status; by: Set<string> }) =>
    `${from} --> ${to}: ${[...by].sort().join(', ')}`;
  const rank = (status: string) => STATUSES.indexOf(status as Status);
  const all = [...moves.values()].sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
  const inside = all.filter(({ from, to }) => AT_WORK.includes(from as Status) && AT_WORK.includes(to));
  return [
    'stateDiagram-v2',
    '    [*] --> new',
    '    state at_work {',
    ...inside.map((move) => `        ${line(move)}`),
    '    }',
    ...all.filter((move) => !inside.includes(move)).map((move) => `    ${line(move)}`),
  ].join('\n');
}
