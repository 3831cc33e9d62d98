import type { Both, CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Category, Priority } from '../case/vocabulary.ts';
import type { SnsAlert } from './alert.ts';
import { CATEGORY_WORDS, PRIORITY_WORDS } from './words.ts';

interface Word {
  state: CaseState;
  event: Pick<CaseEvent, 'seq' | 'at' | 'policy'>;
  link: string;
  /** Last part of the CloudEvent's id and type. */
  name: string;
  priority: Priority;
  category: Category;
  says: Both;
  subject: string;
  /** For a text message that is too long otherwise. */
  short: string;
}

/** One word about a case to the shift supervisor. Of a restricted case only that it is there. */
function word({ state, event, link, name, priority, category, says, subject, short }: Word): SnsAlert {
  const open = state.sensitivity === 'normal';
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${state.id}.${event.seq}.${name}`,
    source: `/ops-room/${state.crisis ?? 'daily'}`,
    type: `opsroom.case.${name}.v1`,
    subject: `case/${state.id}`,
    time: event.at,
    datacontenttype: 'application/json',
    policyversion: event.policy,
    priority,
    data: { case: state.id, priority, ...(open ? { category } : {}), link },
  });
  const line = (side: keyof Both) =>
    `${PRIORITY_WORDS[priority][side]} ${state.id}${open ? `: ${CATEGORY_WORDS[category][side]}` : ''}. ${says[side]}`;
  const [ar, en] = [line('ar'), line('en')];
  return {
    subject: `${priority} ${state.id}: ${subject}`,
    message: JSON.stringify({
      default: cloudEvent,
      sqs: cloudEvent,
      https: cloudEvent,
      email: `${ar}\n${link}\n\n----------------------------------------\n\n${en}\n${link}\n`,
      sms:
        `${ar} ${link}`.length <= 134
          ? `${ar} ${link}`
          : `${PRIORITY_WORDS[priority].ar} ${state.id}: ${short} ${link}`,
    }),
    attributes: { agency: 'room', tier: '1', priority, kind: 'notice' },
  };
}

/** What the shift supervisor hears when nobody in the directory is there for a case (domain.md d.2: never silence). */
export function unroutedMessage(state: CaseState, event: CaseEvent & { type: 'case.triaged' }, link: string): SnsAlert {
  const { priority, category } = event.data;
  const says = {
    ar: 'لا توجد جهة في الدليل لهذا البلاغ',
    en: 'No agency in the directory is there for this case',
  };
  return word({
    state,
    event,
    link,
    name: 'unrouted',
    priority,
    category,
    says,
    subject: 'no agency to ask',
    short: 'بلا جهة',
  });
}

/** What the shift supervisor hears when somebody complains a second time about the same need (c.4 R18). */
export function repeatedMessage(state: CaseState, event: CaseEvent, link: string): SnsAlert {
  return word({
    state,
    event,
    link,
    name: 'complaint-repeated',
    priority: state.priority,
    category: state.category,
    says: { ar: 'شكوى مكتوبة ثانية للحاجة نفسها', en: 'A second written complaint about the same need' },
    subject: 'a second written complaint',
    short: 'شكوى ثانية',
  });
}
