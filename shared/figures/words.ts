import type { Both } from '../case/events.ts';

export interface FigureWords {
  name: Both;
  /** Exactly what is counted, for whoever reads the number (domain.md e.3). */
  definition: Both;
  unit: 'seconds' | 'share' | 'count' | 'ratio';
  /** Part of a situation report (domain.md e.1). */
  section?: 3 | 4 | 5 | 7 | 9;
}

/** Every figure by name, in the order in which they are shown. Both languages side by side. */
export const FIGURES = {
  cases_received: {
    section: 3,
    unit: 'count',
    name: { ar: 'البلاغات الواردة', en: 'Cases received' },
    definition: {
      ar: 'بلاغات ورد أول تقرير عنها في المدة، بلا المستبعد والمدموج (يُعد الباقي مرة واحدة من أقدم بداية)، وما صارت إليه في لحظة البيانات.',
      en: 'Cases whose first report was received in the period, without invalid and merged ones (the surviving case counts once, from the earliest beginning), and how they stood at the data instant.',
    },
  },
  people: {
    section: 3,
    unit: 'count',
    name: { ar: 'الأشخاص', en: 'People' },
    definition: {
      ar: 'الأشخاص المسجلون في بلاغات المدة، بحسب الجنس والعمر ومواطن الضعف.',
      en: 'Persons recorded in the cases of the period, by sex, age band and vulnerability.',
    },
  },
  backlog: {
    section: 3,
    unit: 'count',
    name: { ar: 'البلاغات المفتوحة بحسب العمر والأولوية', en: 'Open cases by age and priority' },
    definition: {
      ar: 'البلاغات المفتوحة في لحظة البيانات، وعمرها منذ ورود أول تقرير، لكل أولوية.',
      en: 'Cases open at the data instant, by time since the first report was received, for each priority.',
    },
  },
  open_by_category: {
    section: 3,
    unit: 'count',
    name: { ar: 'المفتوح بحسب الفئة', en: 'Open cases by category' },
    definition: { ar: 'البلاغات المفتوحة في لحظة البيانات.', en: 'Cases open at the data instant.' },
  },
  open_by_country: {
    section: 3,
    unit: 'count',
    name: { ar: 'المفتوح بحسب الدولة', en: 'Open cases by country' },
    definition: { ar: 'البلاغات المفتوحة في لحظة البيانات.', en: 'Cases open at the data instant.' },
  },
  open_by_place: {
    section: 3,
    unit: 'count',
    name: { ar: 'المفتوح بحسب المدينة', en: 'Open cases by city' },
    definition: { ar: 'البلاغات المفتوحة في لحظة البيانات.', en: 'Cases open at the data instant.' },
  },
  safety: {
    section: 3,
    unit: 'count',
    name: { ar: 'سلامة الأشخاص ودرجة الدليل', en: 'Safety of persons, with the grade of evidence' },
    definition: {
      ar: 'آخر حالة سلامة سجلها موظف لكل شخص في بلاغات المدة، ودرجة دليلها.',
      en: 'The last safety status that staff recorded of each person in the cases of the period, by its grade of evidence.',
    },
  },
  evacuation_funnel: {
    section: 3,
    unit: 'share',
    name: { ar: 'مسار الإجلاء', en: 'Evacuation funnel' },
    definition: {
      ar: 'أشخاص في بلاغات المدة طلبوا الإجلاء: سُجلوا، ثم أُدرجوا في كشف، ثم صعدوا، ثم وصلوا، ثم سُلموا بسلامة مؤكدة. يُعد الشخص مرة واحدة في أبعد مرحلة بلغها. النسبة: من وصلوا.',
      en: 'Persons of the cases of the period who want to be evacuated: registered, then manifested, boarded, arrived, released with safety confirmed. Each counts once, by the furthest stage reached. The share is of those who arrived.',
    },
  },
  needs: {
    section: 4,
    unit: 'count',
    name: { ar: 'الاحتياجات', en: 'Needs' },
    definition: {
      ar: 'احتياجات بلاغات المدة بحسب نوعها وحالتها في لحظة البيانات. العدد: ما لم يُلب بعد.',
      en: 'Needs of the cases of the period by kind and status at the data instant. The number is of those still unmet.',
    },
  },
  agencies: {
    section: 5,
    unit: 'seconds',
    name: { ar: 'استجابة الجهات', en: 'Response of agencies' },
    definition: {
      ar: 'طلبات رُفعت في المدة لكل جهة: طُلب، استُلم، قُبل، رُفض، أُنجز. الزمن: وسيط الاستلام، وما لم يُستلم محسوب ضمنه.',
      en: 'Requests raised in the period, by agency: asked, acknowledged, accepted, declined, completed. The time is the median to acknowledgement, with those never acknowledged counted in.',
    },
  },
  annex: {
    section: 7,
    unit: 'count',
    name: { ar: 'ملحق مقيد', en: 'Restricted annex' },
    definition: {
      ar: 'أعداد فقط: أطفال بلا مرافق، حالات طبية، مفقودون، محتجزون، وفيات مبلغ عنها ومؤكدة، في بلاغات المدة.',
      en: 'Numbers only: unaccompanied children, medical cases, missing, detained, deaths reported and confirmed, in the cases of the period.',
    },
  },
  first_response_median: {
    section: 9,
    unit: 'seconds',
    name: { ar: 'وسيط زمن أول رد بشري', en: 'Median time to the first human response' },
    definition: {
      ar: 'من ورود أول تقرير إلى أول رسالة أو مكالمة من موظف، لا آلة، في بلاغات المدة. ما لم يُجب عليه محسوب بطريقة كابلان–ماير ولا يُسقط.',
      en: 'From receipt of the first report to the first message or call by a person of the room, not a bot, over cases received in the period. Unanswered ones are counted by Kaplan–Meier and never dropped.',
    },
  },
  first_response_p90: {
    unit: 'seconds',
    name: { ar: 'زمن أول رد بشري لتسعين في المئة', en: 'Time within which nine of ten had a human response' },
    definition: {
      ar: 'كالوسيط، لتسعين في المئة من بلاغات المدة.',
      en: 'As the median, for ninety per cent of the cases received in the period.',
    },
  },
  answered_within_target: {
    section: 9,
    unit: 'share',
    name: { ar: 'الرد خلال المدة المستهدفة', en: 'Answered within the target' },
    definition: {
      ar: 'بلاغات أجيبت في موعدها من مجموع ما أجيب في موعده وما تأخر، ومنه المفتوح الذي فات موعده. ما لم يحن موعده لا يُحسب.',
      en: 'Cases answered in time, of those answered in time and those late, open ones past their target included. Those whose target has not come yet are left out.',
    },
  },
  agency_ack_median: {
    section: 5,
    unit: 'seconds',
    name: { ar: 'وسيط زمن استلام الجهة', en: 'Median time to acknowledgement by an agency' },
    definition: {
      ar: 'من أول إرسال للطلب إلى استلامه باسم شخص، لطلبات أُرسلت في المدة، لكل جهة ودرجة. المتأخر محسوب، وما لم يُستلم لا يُسقط.',
      en: 'From the first sending of a request to its acknowledgement by a named person, over requests sent in the period, by agency and tier. Late ones count, never acknowledged ones are not dropped.',
    },
  },
  resolution_median: {
    section: 9,
    unit: 'seconds',
    name: { ar: 'وسيط زمن الحل', en: 'Median time to resolution' },
    definition: {
      ar: 'من ورود أول تقرير إلى الحل، لبلاغات حُلت في المدة ولم يُعد فتحها.',
      en: 'From receipt of the first report to the resolution, over cases resolved in the period and never reopened.',
    },
  },
  resolution_reopened_first: {
    unit: 'seconds',
    name: { ar: 'ما أعيد فتحه: وسيط زمن الحل الأول', en: 'Reopened cases: median time to the first resolution' },
    definition: {
      ar: 'من ورود أول تقرير إلى الحل الأول، لبلاغات حُلت في المدة وأعيد فتحها.',
      en: 'From receipt of the first report to the first resolution, over cases resolved in the period that were reopened.',
    },
  },
  resolution_reopened_last: {
    unit: 'seconds',
    name: { ar: 'ما أعيد فتحه: وسيط زمن الحل الأخير', en: 'Reopened cases: median time to the last resolution' },
    definition: {
      ar: 'من ورود أول تقرير إلى آخر حل، لبلاغات حُلت في المدة وأعيد فتحها.',
      en: 'From receipt of the first report to the last resolution, over cases resolved in the period that were reopened.',
    },
  },
  completion_rate: {
    section: 9,
    unit: 'share',
    name: { ar: 'نسبة الإنجاز', en: 'Completion rate' },
    definition: {
      ar: 'بلاغات محلولة بتحقق مسجل من كل بلاغات المدة.',
      en: 'Cases resolved, with how it was verified on record, of all cases received in the period.',
    },
  },
  completion_rate_contacted: {
    unit: 'share',
    name: {
      ar: 'نسبة الإنجاز بلا ما أُغلق لتعذر الاتصال',
      en: 'Completion rate, without those ended for want of contact',
    },
    definition: {
      ar: 'كنسبة الإنجاز، ولا يُعد منجزا ما أُغلق بعد محاولات اتصال لم تنجح.',
      en: 'As the completion rate, but cases ended after attempts at contact failed do not count as completed.',
    },
  },
  completion_rate_7d: {
    section: 9,
    unit: 'share',
    name: { ar: 'نسبة الإنجاز لما مضى عليه أسبوع', en: 'Completion rate of cases at least seven days old' },
    definition: {
      ar: 'بلاغات محلولة بتحقق مسجل من بلاغات المدة التي مضى على ورودها سبعة أيام على الأقل.',
      en: 'Cases resolved, with how it was verified on record, of the cases of the period received at least seven days ago.',
    },
  },
  completion_rate_7d_contacted: {
    unit: 'share',
    name: {
      ar: 'نسبة الإنجاز لما مضى عليه أسبوع، بلا تعذر الاتصال',
      en: 'Completion rate of cases at least seven days old, without those ended for want of contact',
    },
    definition: {
      ar: 'كالسابقة، ولا يُعد منجزا ما أُغلق لتعذر الاتصال.',
      en: 'As the one before, but cases ended for want of contact do not count as completed.',
    },
  },
  oldest_untriaged: {
    section: 9,
    unit: 'seconds',
    name: { ar: 'عمر أقدم بلاغ لم يُفرز', en: 'Age of the oldest untriaged case' },
    definition: {
      ar: 'أطول وقت مضى منذ ورود تقرير لم يفرزه أحد، في لحظة البيانات.',
      en: 'The longest time since the receipt of a report that nobody has triaged, at the data instant.',
    },
  },
  keep_in_loop: {
    section: 9,
    unit: 'share',
    name: { ar: 'إبقاء المبلغ على علم', en: 'Keeping reporters informed' },
    definition: {
      ar: 'فترات بين كلمتين من الغرفة إلى المبلغ انتهت في موعدها من كل ما استحق منها، لفترات بدأت في المدة.',
      en: 'Intervals from one word of the room to the next that ended in time, of all that fell due, over intervals that began in the period.',
    },
  },
  promise_keeping: {
    section: 9,
    unit: 'share',
    name: { ar: 'الوفاء بالوعود', en: 'Promises kept' },
    definition: {
      ar: 'وعود وُفي بها في موعدها من كل ما حل موعده في المدة. ما أُجل بعد فوات موعده لم يُوف به.',
      en: 'Promises kept in time, of all that fell due in the period. One that was moved after its time was not kept.',
    },
  },
  reporting_delay: {
    unit: 'seconds',
    name: { ar: 'تأخر الإبلاغ', en: 'Reporting delay' },
    definition: {
      ar: 'وسيط الوقت من وقوع الأمر إلى ورود التقرير، حيث يُعرف وقت الوقوع.',
      en: 'Median time from the event to the receipt of its report, where the time of the event is known.',
    },
  },
  reopen_rate: {
    section: 9,
    unit: 'share',
    name: { ar: 'نسبة إعادة الفتح', en: 'Reopen rate' },
    definition: {
      ar: 'ما أعيد فتحه خلال سبعة أيام من حله، من كل حل في المدة.',
      en: 'Resolutions reopened within seven days, of all resolutions in the period.',
    },
  },
  reunification: {
    unit: 'share',
    name: { ar: 'لم الشمل', en: 'Reunification' },
    definition: {
      ar: 'أطفال بلا مرافق سُلموا إلى بالغ تُحقق منه، من كل الأطفال بلا مرافق في بلاغات المدة.',
      en: 'Unaccompanied children reunited with a verified adult, of all of them in the cases of the period.',
    },
  },
  duplicate_rate: {
    unit: 'share',
    name: { ar: 'نسبة التكرار', en: 'Duplicate rate' },
    definition: {
      ar: 'أزواج بلاغات تأكد في المدة أنها عن الأمر أو الشخص نفسه أو دُمجت، إلى بلاغات المدة.',
      en: 'Pairs of cases confirmed in the period as the same case or person, or merged, to the cases received in it.',
    },
  },
  false_merge_rate: {
    unit: 'share',
    name: { ar: 'نسبة الدمج الخطأ', en: 'False-merge rate' },
    definition: {
      ar: 'ما تُراجع عنه من الأزواج التي تأكدت في المدة.',
      en: 'Pairs confirmed in the period that were undone since.',
    },
  },
  reports_per_person: {
    unit: 'ratio',
    name: { ar: 'تقارير لكل شخص', en: 'Reports per person' },
    definition: {
      ar: 'رسائل ومكالمات بلاغات المدة إلى الأشخاص المسجلين فيها؛ يرتفع في العواصف.',
      en: 'Messages and calls of the cases of the period to the persons recorded in them; it rises in storms.',
    },
  },
  escalation_reach: {
    section: 5,
    unit: 'share',
    name: { ar: 'ما بلغه التصعيد', en: 'How far escalations climbed' },
    definition: {
      ar: 'من الطلبات التي رُفعت في المدة، ما وصل منها إلى المشرف والمدير ومساعد الوزير والوزير. النسبة: إلى المشرف.',
      en: 'Of the requests raised in the period, those that reached supervisor, director, assistant minister and minister. The share is of those that reached the supervisor.',
    },
  },
  delivery_failure: {
    section: 9,
    unit: 'share',
    name: { ar: 'رسائل لم تصل', en: 'Messages not delivered' },
    definition: {
      ar: 'رسائل فشلت من كل ما عُرفت نتيجته في المدة، لكل قناة، وتنبيهات لكل جهة. كل البلاغات.',
      en: 'Messages that failed, of all whose outcome became known in the period, by channel, and alerts by agency. Over all cases.',
    },
  },
  load_per_officer: {
    section: 9,
    unit: 'ratio',
    name: { ar: 'بلاغات مفتوحة لكل موظف', en: 'Open cases per officer' },
    definition: {
      ar: 'البلاغات المفتوحة في لحظة البيانات إلى الموظفين المناوبين، وإلا فإلى من يتولون بلاغات.',
      en: 'Cases open at the data instant to officers on duty, or without a roster to those who own a case.',
    },
  },
  inbound_per_hour: {
    section: 9,
    unit: 'ratio',
    name: { ar: 'الوارد في الساعة', en: 'Inbound per hour' },
    definition: {
      ar: 'رسائل ومكالمات وردت في المدة، من كل البلاغات، إلى ساعاتها.',
      en: 'Messages and calls received in the period, of all cases, to its hours.',
    },
  },
  scheduler_lag: {
    section: 9,
    unit: 'seconds',
    name: { ar: 'تأخر المراقبة', en: 'Scheduler lag' },
    definition: {
      ar: 'ما لا يزيد عنه تأخر ملاحظة المواعيد في تسع وتسعين من كل مئة في المدة.',
      en: 'How late ninety-nine of a hundred due instants were noticed at most, in the period.',
    },
  },
  breaches: {
    section: 9,
    unit: 'count',
    name: { ar: 'مواعيد فاتت', en: 'Clocks breached' },
    definition: {
      ar: 'ما سُجل فواته في المدة، لكل ساعة من ساعات البلاغ.',
      en: 'Breaches recorded in the period, by clock.',
    },
  },
  inequality: {
    unit: 'seconds',
    name: { ar: 'هل ينتظر بعضهم أطول؟', en: 'Does anybody wait longer?' },
    definition: {
      ar: 'وسيط أول رد بشري لكل لغة وقناة ودولة.',
      en: 'Median time to the first human response by language, channel and country.',
    },
  },
} as const satisfies Record<string, FigureWords>;

export type FigureId = keyof typeof FIGURES;
