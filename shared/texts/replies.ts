import type { Both } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { ADVICE, nextQuestion, QUESTIONS } from './first-answer.ts';

/** A sentence of the house that an officer inserts with one key and may change before sending. */
export interface HouseText {
  id: string;
  text: Both;
}

/**
 * A message that WhatsApp takes at any time, because its wording is approved beforehand: each must be registered under this name and in both
 * languages with these very bodies (README, Deploying). `{{1}}` are filled in order; a parameter is one line.
 */
export interface Template {
  name: string;
  title: Both;
  body: Both;
  /** What each parameter holds; a `reference` is the case's own. */
  params: readonly { label: Both; reference?: true }[];
}

const REFERENCE = { label: { ar: 'رقم البلاغ', en: 'Reference of the case' }, reference: true } as const;

export const TEMPLATES: readonly Template[] = [
  {
    name: 'room_check_in',
    title: { ar: 'اطمئنان', en: 'Are you all right?' },
    body: {
      ar: 'غرفة العمليات تطمئن عليكم. بلاغكم {{1}} ما زال مفتوحا. كيف حالكم الآن؟ ردوا على هذه الرسالة.',
      en: 'The operations room is asking how you are. Your case {{1}} is still open. How are you now? Please answer this message.',
    },
    params: [REFERENCE],
  },
  {
    name: 'room_update',
    title: { ar: 'مستجدات البلاغ', en: 'Update on the case' },
    body: {
      ar: 'مستجدات بلاغكم {{1}}: {{2}}. ردوا على هذه الرسالة لنتمكن من الكتابة إليكم.',
      en: 'Update on your case {{1}}: {{2}}. Please answer this message so that we can write to you.',
    },
    params: [REFERENCE, { label: { ar: 'الخبر في سطر واحد', en: 'The news, in one line' } }],
  },
  {
    name: 'room_notice',
    title: { ar: 'نص من سطر واحد', en: 'One line of your own' },
    body: { ar: '{{1}}', en: '{{1}}' },
    params: [{ label: { ar: 'النص في سطر واحد', en: 'The text, in one line' } }],
  },
];

const FIXED: readonly HouseText[] = [
  {
    id: 'reading',
    text: {
      ar: 'معكم موظف من غرفة العمليات، أقرأ رسالتكم الآن.',
      en: 'This is an officer of the operations room; I am reading your message now.',
    },
  },
  {
    id: 'no-news',
    text: {
      ar: 'لا جديد حتى الآن، وما زلنا نتابع. سنكتب لكم في الموعد الذي ذكرناه حتى إن لم يستجد شيء.',
      en: 'There is no news yet and we are still on it. We will write at the time we told you, even if nothing has changed.',
    },
  },
  {
    id: 'call',
    text: {
      ar: 'هل يمكن أن نتصل بكم الآن دون أن يضركم ذلك؟ اكتبوا نعم أو لا.',
      en: 'Can we call you now without harm to you? Write yes or no.',
    },
  },
];

/** Sentences of the house for a case as it is now: the question that would help most first, then safe advice, then the rest. Pure. */
export function houseTexts(state: CaseState): HouseText[] {
  const first = nextQuestion({ state, contactId: state.reporters[0]?.contactId ?? '' });
  const advice = state.sensitivity === 'normal' ? ADVICE[state.category] : undefined;
  const others = (['where', 'howMany', 'injured', 'children', 'water'] as const).filter((each) => each !== first);
  return [
    ...(first ? [{ id: `ask-${first}`, text: QUESTIONS[first] }] : []),
    ...(advice ? [{ id: 'advice', text: advice }] : []),
    ...FIXED,
    ...others.map((each) => ({ id: `ask-${each}`, text: QUESTIONS[each] })),
  ];
}
