import type { CommandName } from '../../../../shared/case/possible.ts';
import {
  CATEGORIES,
  INVALID_REASONS,
  NEED_KINDS,
  PRIORITIES,
  type Priority,
  RESOLUTION_CODES,
  SENSITIVITIES,
  VERIFIED_HOW,
} from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { CaseHead, Crisis, Desk } from '../answers.ts';
import type { Format } from '../text/format.ts';
import { PRIORITY_NAMES } from '../text/words.ts';
import { openFile } from '../ui/open-file.ts';
import type { Act } from './act.tsx';
import type { Suggested } from './triage.tsx';
import { INVALID_NAMES, RESOLUTION_NAMES, SENSITIVITY_NAMES, VERIFIED_NAMES } from './words.ts';

/** Forms of the commands that concern the case as a whole. */

type T = (key: string) => string;

/** @param priority as corrected with one key; as suggested otherwise */
export function triageAct(
  t: T,
  format: Format,
  head: CaseHead,
  suggested: Suggested | undefined,
  priority?: Priority,
): Act {
  const reasons = suggested?.reasons ?? head.priorityReasons;
  return {
    // A correction is a form of its own: what was typed into another does not answer for this key.
    kind: priority ? `triage ${priority}` : 'triage',
    title: t('triage'),
    path: '/triage',
    overwrites: true,
    ...(priority ? { focus: 'reason' } : {}),
    inputs: [
      {
        name: 'priority',
        label: t('priority'),
        initial: priority ?? suggested?.priority ?? head.priority,
        choices: PRIORITIES.map((each) => [each, format.both(PRIORITY_NAMES[each].long)]),
      },
      {
        name: 'category',
        label: t('category'),
        initial: suggested?.category ?? head.category,
        choices: CATEGORIES.map((each) => [each, format.both(CATEGORY_WORDS[each])]),
      },
      { name: 'reason', label: t('reason'), initial: reasons.map(({ text }) => format.both(text)).join('. ') },
      {
        name: 'needs',
        label: t('needs'),
        kind: 'many',
        initial: (suggested?.needs ?? []).join(','),
        choices: NEED_KINDS.map((each) => [each, format.both(NEED_WORDS[each])]),
      },
      {
        name: 'city',
        label: t('city'),
        kind: 'line',
        optional: true,
        initial: head.place ?? suggested?.place?.city ?? '',
      },
      {
        name: 'country',
        label: t('countryCode'),
        hint: t('countryHint'),
        kind: 'line',
        optional: true,
        initial: head.country ?? suggested?.place?.country ?? '',
      },
      {
        name: 'sensitivity',
        label: t('sensitivity'),
        hint: t('sensitivityHint'),
        initial: head.sensitivity,
        choices: SENSITIVITIES.map((each) => [each, format.both(SENSITIVITY_NAMES[each])]),
      },
    ],
    body: ({ country, sensitivity, needs, ...rest }) => ({
      ...rest,
      ...(Array.isArray(needs) && needs.length > 0 ? { needs } : {}),
      ...(country ? { country: String(country).toUpperCase() } : {}),
      ...(sensitivity === head.sensitivity ? {} : { sensitivity }),
    }),
  };
}

export const noteAct = (t: T): Act => ({
  kind: 'note',
  title: t('note'),
  lead: t('noteLead'),
  path: '/notes',
  inputs: [{ name: 'text', label: t('text') }],
});

export function callAct(t: T, { reporters }: CaseHead): Act {
  return {
    kind: 'call',
    title: t('logCall'),
    path: '/calls',
    focus: 'text',
    inputs: [
      {
        name: 'contactId',
        label: t('withWhom'),
        choices: reporters.map(({ contactId, name }) => [contactId, name ?? t('aReporter')]),
        ...(reporters[0] ? { initial: reporters[0].contactId } : {}),
      },
      {
        name: 'how',
        label: t('callHow'),
        choices: (['callOut', 'callOutUnanswered', 'callIn'] as const).map((each) => [each, t(each)]),
        initial: 'callOut',
      },
      { name: 'text', label: t('whatWasSaid') },
      { name: 'despite', label: t('despite'), hint: t('despiteHint'), optional: true },
    ],
    body: ({ how, ...rest }) => ({
      ...rest,
      direction: how === 'callIn' ? 'in' : 'out',
      answered: how !== 'callOutUnanswered',
    }),
  };
}

export function assignAct(t: T, staff: readonly string[]): Act {
  return {
    kind: 'assign',
    title: t('assignTo'),
    path: '/assign',
    overwrites: true,
    inputs: [{ name: 'owner', label: t('owner'), choices: staff.map((each) => [each, each]) }],
  };
}

export function awaitAct(t: T, { awaits }: Desk): Act {
  return {
    kind: 'await',
    title: t('await'),
    path: '/await',
    inputs: [
      {
        name: 'on',
        label: t('awaitOn'),
        choices: awaits.map((each) => [each, t(`await_${each}`)]),
        initial: awaits[0] ?? '',
      },
      { name: 'text', label: t('awaitText'), hint: t('awaitHint'), optional: true },
      { name: 'expectedAt', label: t('expectedAt'), hint: t('cairoTime'), kind: 'instant', optional: true },
    ],
  };
}

export function resolveAct(t: T, format: Format): Act {
  return {
    kind: 'resolve',
    title: t('resolve'),
    path: '/resolve',
    overwrites: true,
    inputs: [
      {
        name: 'code',
        label: t('outcome'),
        choices: RESOLUTION_CODES.map((each) => [each, format.both(RESOLUTION_NAMES[each])]),
      },
      { name: 'text', label: t('whatHappened') },
      { name: 'verifiedBy', label: t('verifiedBy'), kind: 'line' },
      {
        name: 'verifiedHow',
        label: t('verifiedHow'),
        choices: VERIFIED_HOW.map((each) => [each, format.both(VERIFIED_NAMES[each])]),
      },
    ],
  };
}

/** What seldom happens to a case, each with its form. */
export function seldom(t: T, format: Format): readonly { command: CommandName; act: Act }[] {
  const reason = { name: 'reason', label: t('reason') };
  const simple = (command: CommandName, kind: string, overwrites: boolean, inputs: Act['inputs'], lead?: string) => ({
    command,
    act: { kind, title: t(kind), path: `/${kind}`, overwrites, inputs, ...(lead ? { lead } : {}) },
  });
  return [
    simple('transfer', 'transfer', true, [{ name: 'to', label: t('transferTo'), kind: 'line' }, reason]),
    simple('invalidate', 'invalidate', true, [
      {
        name: 'reason',
        label: t('reason'),
        choices: INVALID_REASONS.map((each) => [each, format.both(INVALID_NAMES[each])]),
      },
    ]),
    simple('close', 'close', true, [], t('closeLead')),
    simple('reopen', 'reopen', true, [reason]),
    simple('restore', 'restore', false, [reason]),
  ];
}

export function crisisAct(t: T, format: Format, { crisis }: CaseHead, crises: readonly Crisis[]): Act {
  return {
    kind: 'crisis',
    title: t('setCrisis'),
    path: '/crisis',
    inputs: [
      {
        name: 'crisis',
        label: t('crisis'),
        optional: true,
        hint: t('crisisHint'),
        choices: crises.map(({ id, name }) => [id, format.both(name)]),
        initial: crisis ?? '',
      },
      { name: 'reason', label: t('reason') },
    ],
    body: ({ crisis: chosen, reason }) => ({ crisis: chosen ?? null, reason }),
  };
}

/** Everything that was said and done, as a file behind a link that lives for minutes. */
export function exportAct(t: T): Act {
  return {
    kind: 'export',
    title: t('exportCase'),
    lead: t('exportLead'),
    path: '/export',
    submit: t('exportDo'),
    inputs: [
      {
        name: 'form',
        label: t('exportForm'),
        choices: (['page', 'ndjson'] as const).map((each) => [each, t(`export_${each}`)]),
        initial: 'page',
      },
    ],
    done: (answer) => openFile((answer as { url: string }).url, t),
  };
}

export function moveAct(t: T, messageId: string, text: string): Act {
  return {
    kind: `move ${messageId}`,
    title: t('moveMessage'),
    lead: text.slice(0, 160),
    path: `/messages/${messageId}/move`,
    inputs: [{ name: 'to', label: t('moveTo'), hint: t('moveHint'), kind: 'line', optional: true }],
    body: ({ to }) => ({ to: to ? String(to).toUpperCase() : 'new' }),
  };
}
