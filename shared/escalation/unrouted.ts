import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { SnsAlert } from './alert.ts';
import { CATEGORY_WORDS, PRIORITY_WORDS } from './words.ts';

/**
 * What the shift supervisor hears when nobody in the directory is there for a case (domain.md d.2: never silence). Of a restricted case
 * only that it is there.
 */
export function unroutedMessage(state: CaseState, event: CaseEvent & { type: 'case.triaged' }, link: string): SnsAlert {
  const { priority, category } = event.data;
  const open = state.sensitivity === 'normal';
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${state.id}.${event.seq}.unrouted`,
    source: `/ops-room/${state.crisis ?? 'daily'}`,
    type: 'opsroom.case.unrouted.v1',
    subject: `case/${state.id}`,
    time: event.at,
    datacontenttype: 'application/json',
    policyversion: event.policy,
    priority,
    data: { case: state.id, priority, ...(open ? { category } : {}), link },
  });
  const what = (side: 'ar' | 'en') => (open ? `: ${CATEGORY_WORDS[category][side]}` : '');
  const ar = `${PRIORITY_WORDS[priority].ar} ${state.id}${what('ar')}. لا توجد جهة في الدليل لهذا البلاغ`;
  const en = `${PRIORITY_WORDS[priority].en} ${state.id}${what('en')}. No agency in the directory is there for this case`;
  return {
    subject: `${priority} ${state.id}: no agency to ask`,
    message: JSON.stringify({
      default: cloudEvent,
      sqs: cloudEvent,
      https: cloudEvent,
      email: `${ar}\n${link}\n\n----------------------------------------\n\n${en}\n${link}\n`,
      sms:
        `${ar} ${link}`.length <= 134 ? `${ar} ${link}` : `${PRIORITY_WORDS[priority].ar} ${state.id}: بلا جهة ${link}`,
    }),
    attributes: { agency: 'room', tier: '1', priority, kind: 'notice' },
  };
}
