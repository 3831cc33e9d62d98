import * as commands from './commands/index.ts';
import type { Command } from './decide.ts';
import type { Status } from './vocabulary.ts';

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

/** The state diagram of the README, as Mermaid. */
export function stateDiagram(): string {
  const labels = new Map<string, Set<string>>();
  for (const { from, to, command } of TRANSITIONS) {
    const key = `${from} --> ${to}`;
    labels.set(key, (labels.get(key) ?? new Set()).add(command));
  }
  const moves = [...labels].map(([move, by]) => `    ${move}: ${[...by].join(', ')}`);
  return ['stateDiagram-v2', '    [*] --> new', ...moves, '    closed --> [*]'].join('\n');
}
