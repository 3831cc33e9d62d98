import { earliest } from '../../clocks/time.ts';
import { type Command, event } from '../decide.ts';
import type { CaseState } from '../state.ts';
import { full, invalidField, notFound, openObligations, WORKING } from './guards.ts';

export interface MergeInput {
  reason: string;
  /** The other case as it stands. */
  other: CaseState;
}

/**
 * Merging is two commands in one transaction: the source ends, the target takes its reporters, its priority where that is more severe and
 * its earlier beginning (c.3 rule 7). Nothing is moved, so unmerging gives both back.
 */
export const mergeSource: Command<MergeInput> = {
  name: 'merge',
  from: ['new', 'triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement', 'resolved'],
  to: [
    {
      from: ['new', 'triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement', 'resolved'],
      to: 'merged',
    },
  ],
  decide(state, { other, reason }, context) {
    if (other.id === state.id) {
      return invalidField('/into', {
        ar: 'لا يُدمج البلاغ في نفسه',
        en: 'a case is not merged into itself',
      });
    }
    return (
      openObligations(state) ?? [
        event(state, context, 'case.merged', {
          role: 'source',
          other: other.id,
          reason,
          openedAt: state.opened.at,
          priority: state.priority,
          reporters: [],
        }),
      ]
    );
  },
};

export const mergeTarget: Command<MergeInput> = {
  name: 'merge-target',
  from: WORKING,
  decide(state, { other, reason }, context) {
    const limit = full([...state.reporters, ...other.reporters].slice(1), '/into');
    if (limit) return limit;
    return [
      event(state, context, 'case.merged', {
        role: 'target',
        other: other.id,
        reason,
        // The earliest beginning survives, also that of a case which was merged into this one before.
        openedAt: earliest([other.opened.at, ...other.merges.map((merge) => merge.openedAt)])!,
        priority: other.priority,
        reporters: other.reporters,
      }),
    ];
  },
};

export const unmergeSource: Command<{ reason: string; other: string }> = {
  name: 'unmerge',
  from: ['merged'],
  decide: (state, { reason, other }, context) => [
    event(state, context, 'case.unmerged', { role: 'source', other, reason }),
  ],
};

export const unmergeTarget: Command<{ reason: string; other: string }> = {
  name: 'unmerge-target',
  from: [...WORKING, 'resolved', 'closed', 'merged', 'transferred'],
  decide: (state, { reason, other }, context) =>
    state.merges.some((merge) => merge.other === other)
      ? [
          event(state, context, 'case.unmerged', {
            role: 'target',
            other,
            reason,
          }),
        ]
      : notFound({ ar: 'الدمج', en: 'merge' }),
};
