import type { AutomaticAnswer, Both } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Category, Channel, NeedKind, RuleId } from '../case/vocabulary.ts';

/**
 * What the room says by itself, both languages side by side. The wording's rules: only what is already true ("we have your
 * message" is said after it is stored), no promise that anything will be solved or that somebody is on the way, short words that
 * can be read on a cracked phone, and nothing that puts the writer in danger where somebody else holds that phone.
 */

/** The one question that would help most, of those still open. */
export type Question = 'words' | 'what' | 'where' | 'howMany' | 'injured' | 'children' | 'water';

const RECEIVED: Both = { ar: 'وصلتنا رسالتكم وسجلناها.', en: 'We have received your message and recorded it.' };
const REFERENCE: Both = { ar: 'رقم البلاغ:', en: 'Your reference:' };
const PIN: Both = { ar: 'الرقم السري للمتابعة:', en: 'Your PIN:' };
const NEXT: Both = {
  ar: 'يقرأ رسالتكم موظف من غرفة العمليات ويرد عليكم هنا.',
  en: 'A person of the operations room reads your message and answers you here.',
};
const FOLLOW: Both = { ar: 'لمتابعة البلاغ:', en: 'To follow your case:' };
const ANY_SCRIPT: Both = {
  ar: 'اكتبوا بأي حروف تناسبكم، عربي أو إنجليزي.',
  en: 'Write in any script that suits you.',
};
/** All that is said where the phone may be in somebody else's hand (c.4 R03). */
const QUIET: Both = { ar: 'اكتبوا لنا حين يناسبكم.', en: 'Write to us when it suits you.' };

const INSIDE: Both = {
  ar: 'ابقوا بعيدا عن الشبابيك والأبواب الخارجية، في أكثر مكان داخلي. وفروا الماء وشحن الهاتف.',
  en: 'Stay away from windows and outer doors, in the innermost room. Save water and phone battery.',
};
const ON_THE_ROAD: Both = {
  ar: 'ابقوا مع مجموعتكم قرب مكان رسمي أو معروف. الأوراق والماء والدواء معكم دائما. لا تدفعوا مالا لمن لا تعرفونه.',
  en: 'Stay with your group near an official or known place. Keep papers, water and medicine on you. Pay no money to strangers.',
};

/** Advice that is safe without knowing more; categories without a danger have none. */
export const ADVICE: Readonly<Partial<Record<Category, Both>>> = {
  trapped_basic_needs: INSIDE,
  medical: {
    ar: 'لا تتركوا المريض وحده. اكتبوا اسم الدواء والكمية الباقية منه.',
    en: 'Do not leave the patient alone. Note the name of the medicine and how much of it is left.',
  },
  injury: {
    ar: 'اضغطوا على مكان النزيف بقماش نظيف دون توقف، ولا تنزعوا شيئا من الجرح. دفئوا المصاب ولا تعطوه أكلا أو شربا.',
    en: 'Press a clean cloth on the bleeding without letting go, and pull nothing out of the wound. Keep the person warm; no food or drink.',
  },
  unaccompanied_child: {
    ar: 'يبقى الأطفال مع شخص يعرفونه في مكان واحد. لا تسلموهم لمن لا تعرفونه ولا تنشروا صورهم أو مكانهم.',
    en: 'Keep the children in one place with somebody they know. Do not hand them to strangers, and publish neither their photos nor their place.',
  },
  evacuation_request: {
    ar: 'لا تتحركوا قبل التأكد أن الطريق آمن. جهزوا الأوراق والدواء والماء. لا تدفعوا مالا لأحد مقابل مكان.',
    en: 'Do not set out before you know the road is safe. Have papers, medicine and water ready. Pay nobody for a seat.',
  },
  missing_person: {
    ar: 'احتفظوا بآخر رسالة ورقم ومكان معروف له، ولا تنشروا بياناته للغرباء.',
    en: 'Keep the last message, number and place you have, and do not publish the person’s details.',
  },
  detention_arrest: {
    ar: 'لا توقعوا على ورق لا تفهمونه، واطلبوا الاتصال بالسفارة.',
    en: 'Sign no paper that you do not understand, and ask to call the embassy.',
  },
  death_remains: {
    ar: 'قلوبنا معكم. احتفظوا بأي ورقة أو تقرير لديكم.',
    en: 'Our hearts are with you. Keep any paper or report you have.',
  },
  documents: {
    ar: 'لا تسلموا أصول أوراقكم لأحد، وصوروها واحتفظوا بالصور.',
    en: 'Hand the originals of your papers to nobody; photograph them and keep the photos.',
  },
  stranded_at_border: ON_THE_ROAD,
  stranded_in_transit: ON_THE_ROAD,
  abuse_exploitation: {
    ar: 'إن كنتم في خطر فاذهبوا إلى مكان فيه ناس. امسحوا هذه الرسالة إن كان غيركم يرى الهاتف.',
    en: 'If you are in danger, go where there are people. Delete this message if somebody else sees your phone.',
  },
  family_separation: {
    ar: 'يبقى كل واحد في مكان معروف، ومن معه الأطفال لا يتحرك بهم الآن.',
    en: 'Let everyone stay at a known place; whoever has the children does not move with them now.',
  },
};

/** A rule's advice comes before its category's. */
const RULE_ADVICE: Readonly<Partial<Record<RuleId, Both>>> = {
  R06: {
    ar: 'لستم وحدكم. ابقوا قرب شخص تثقون به، وأبعدوا ما قد يؤذيكم.',
    en: 'You are not alone. Stay near somebody you trust, and put away what could hurt you.',
  },
};

const BATTERY: Both = {
  ar: 'لتوفير البطارية: رسالة قصيرة واحدة تكفي.',
  en: 'To save your battery: one short message is enough.',
};

export const QUESTIONS: Readonly<Record<Question, Both>> = {
  words: {
    ar: 'لم نستطع قراءة ما أرسلتم. اكتبوا كلمات قليلة: ماذا حدث وأين أنتم؟',
    en: 'We could not read what you sent. Please write a few words: what happened, and where are you?',
  },
  what: {
    ar: 'ماذا تحتاجون؟ اكتبوا ١ إسعاف، ٢ محبوسون، ٣ سفر، ٤ أطفال لوحدهم، ٥ شيء آخر. وكم شخصا معكم؟',
    en: 'What do you need? Write 1 ambulance, 2 trapped, 3 travel, 4 children alone, 5 something else. And how many people are with you?',
  },
  where: {
    ar: 'أين أنتم بالضبط؟ أرسلوا الموقع (Location) مرة واحدة، أو اكتبوا المدينة والحي وأقرب علامة.',
    en: 'Where exactly are you? Send your location once, or write the city, the district and the nearest landmark.',
  },
  howMany: { ar: 'كم شخصا معكم؟', en: 'How many people are with you?' },
  injured: { ar: 'هل بينكم مصاب أو مريض؟', en: 'Is anybody with you injured or ill?' },
  children: { ar: 'هل معكم أطفال؟ كم أعمارهم؟', en: 'Are there children with you? How old are they?' },
  water: { ar: 'كم ساعة يكفي الماء الذي عندكم؟', en: 'For how many hours does your water last?' },
};

/** A text message cannot carry a pin. */
const WHERE_BY_SMS: Both = {
  ar: 'أين أنتم بالضبط؟ اكتبوا المدينة والحي وأقرب علامة.',
  en: 'Where exactly are you? Write the city, the district and the nearest landmark.',
};

/** What was read in the first message, as triage suggested it. */
export interface Understood {
  rules: readonly RuleId[];
  needs: readonly NeedKind[];
  people: { count?: number; minors?: number };
}

export interface FirstAnswerAbout {
  state: Pick<
    CaseState,
    'id' | 'category' | 'sensitivity' | 'country' | 'place' | 'locations' | 'persons' | 'unreadable'
  >;
  contactId: string;
  channel: Channel;
  /** BCP 47; `und` or absent: both languages. */
  language?: string;
  /** Absent where triage has read nothing. */
  understood?: Understood;
  pin: string;
  /** Address of the page that tells how the case stands. */
  statusUrl: string;
}

export interface AutomaticText {
  text: string;
  /** BCP 47; `mul` where both languages stand in it. */
  lang: string;
}

/** The first answer: reference, PIN, advice, the one most useful question, what happens next. Pure. */
export function firstAnswer(about: FirstAnswerAbout): AutomaticText {
  const { state, channel, pin, statusUrl, language } = about;
  const rules = about.understood?.rules ?? [];
  const sms = channel === 'sms';
  if (state.category === 'abduction_ransom' || state.sensitivity !== 'normal' || rules.includes('R03')) {
    return inLanguage(language, (lang) => [RECEIVED[lang], `${REFERENCE[lang]}\n${state.id}`, QUIET[lang]]);
  }
  const question = nextQuestion(about);
  const asked = question === 'where' && sms ? WHERE_BY_SMS : question && QUESTIONS[question];
  const advice = rules.map((rule) => RULE_ADVICE[rule]).find(Boolean) ?? ADVICE[state.category] ?? dangerAdvice(rules);
  return inLanguage(language, (lang) => [
    RECEIVED[lang],
    // On a line of its own: between Arabic words its parts would change places.
    `${REFERENCE[lang]}\n${state.id}`,
    `${PIN[lang]} ${pin}`,
    advice?.[lang],
    rules.includes('R15') ? BATTERY[lang] : undefined,
    asked?.[lang],
    language === 'ar-Latn' ? ANY_SCRIPT[lang] : undefined,
    NEXT[lang],
    sms ? undefined : `${FOLLOW[lang]}\n${statusUrl}`,
  ]);
}

/** Asks whoever sent something unreadable for words. Pure. */
export function askForWords(language: string | undefined): AutomaticText {
  return inLanguage(language, (lang) => [QUESTIONS.words[lang], NEXT[lang]]);
}

/** Shells outside are a danger whatever the case is about. */
function dangerAdvice(rules: readonly RuleId[]): Both | undefined {
  return rules.includes('R01') ? INSIDE : undefined;
}

/** Where nobody is in danger at a place, the country is enough to know. */
const PAPERWORK: readonly Category[] = [
  'documents',
  'lost_belongings_money',
  'student_affairs',
  'pet_property',
  'information',
  'complaint',
  'enquiry',
  'suggestion',
  'detention_arrest',
  'death_remains',
];

/** The question whose answer helps most and is not known yet; undefined where nothing has to be asked. */
export function nextQuestion(
  about: Pick<FirstAnswerAbout, 'state' | 'contactId' | 'understood'>,
): Question | undefined {
  const { state, contactId, understood } = about;
  const { rules = [], needs = [], people = {} } = understood ?? {};
  if (state.unreadable.includes(contactId)) return 'words';
  if (rules.includes('R19')) return 'what';
  if (PAPERWORK.includes(state.category)) return state.country ? undefined : 'where';
  const pinned = state.locations.some(({ lat, current }) => lat !== undefined && current);
  const open: [Question, boolean][] = [
    ['where', !pinned],
    ['howMany', people.count === undefined && state.persons.length === 0],
    ['injured', !['injury', 'medical'].includes(state.category) && !rules.includes('R07')],
    ['children', people.minors === undefined && state.category !== 'unaccompanied_child'],
    ['water', !needs.includes('water') && !rules.includes('R05')],
  ];
  return open.find(([, isOpen]) => isOpen)?.[0];
}

/** The lines in the writer's language; in both, Arabic first, where it is not known. */
function inLanguage(language: string | undefined, lines: (lang: keyof Both) => (string | undefined)[]): AutomaticText {
  const said = (lang: keyof Both) => lines(lang).filter(Boolean).join('\n');
  if (language?.startsWith('en')) return { text: said('en'), lang: 'en' };
  if (language?.startsWith('ar')) return { text: said('ar'), lang: 'ar' };
  return { text: `${said('ar')}\n\n${said('en')}`, lang: 'mul' };
}

/** The words of an automatic answer by its kind. */
export const AUTOMATIC: Readonly<Record<AutomaticAnswer, (about: FirstAnswerAbout) => AutomaticText>> = {
  first: firstAnswer,
  words: ({ language }) => askForWords(language),
};
