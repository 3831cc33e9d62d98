import type { Both } from '../../../../shared/case/events.ts';
import type { ShiftRole, Wellbeing } from '../../../../shared/shifts/shift.ts';

/** What the screen of the shifts says. */
export const SHIFT_TEXTS = {
  'shifts.shiftsTitle': { ar: 'الورديات', en: 'Shifts' },
  'shifts.dutyNow': { ar: 'في الخدمة الآن', en: 'On duty now' },
  'shifts.nobodyOnDuty': { ar: 'لا أحد في كشف الآن.', en: 'Nobody stands on a roster now.' },
  'shifts.nextShift': {
    ar: 'الوردية القادمة {{when}}، مشرفها {{who}}',
    en: 'Next shift {{when}}, supervised by {{who}}',
  },
  'shifts.noNext': { ar: 'لا وردية قادمة في الكشوف.', en: 'No later shift is planned.' },
  'shifts.name': { ar: 'الاسم', en: 'Name' },
  'shifts.role': { ar: 'الدور', en: 'Role' },
  'shifts.until': { ar: 'حتى', en: 'Until' },
  'shifts.load': { ar: 'بلاغات مفتوحة', en: 'Open cases' },
  'shifts.training': { ar: 'تدريب', en: 'Briefed' },
  'shifts.minutesOf': { ar: '{{n}} دقيقة', en: '{{n}} min' },
  'shifts.notBriefed': { ar: 'لم يُسجل', en: 'Not recorded' },
  'shifts.looksAt': { ar: 'ينظر الآن في', en: 'Looking at' },
  'shifts.plan': { ar: 'وردية جديدة', en: 'Plan a shift' },
  'shifts.planTitle': { ar: 'كشف وردية جديدة', en: 'Roster of a new shift' },
  'shifts.editTitle': { ar: 'تعديل الكشف', en: 'Change the roster' },
  'shifts.edit': { ar: 'عدل الكشف', en: 'Change' },
  'shifts.savePlan': { ar: 'سجل الوردية', en: 'Plan it' },
  'shifts.saveEdit': { ar: 'احفظ الكشف', en: 'Save the roster' },
  'shifts.start': { ar: 'تبدأ', en: 'Begins' },
  'shifts.end': { ar: 'تنتهي', en: 'Ends' },
  'shifts.endHint': { ar: 'إن تركتها فثماني ساعات ونصف', en: 'Eight and a half hours if left empty' },
  'shifts.teamName': { ar: 'الفريق', en: 'Team' },
  'shifts.teamHint': { ar: 'بحروف لاتينية، إن تعددت الفرق', en: 'Latin letters, where there are several' },
  'shifts.contact': { ar: 'كيف يُتصل بالمشرف بعد الوردية', en: 'How the supervisor is reached afterwards' },
  'shifts.roster': { ar: 'الكشف', en: 'Roster' },
  'shifts.personN': { ar: 'فرد {{n}}', en: 'Person {{n}}' },
  'shifts.addPersonToRoster': { ar: 'أضف فردا', en: 'Add a person' },
  'shifts.removeFromRoster': { ar: 'احذف {{who}} من الكشف', en: 'Take {{who}} off the roster' },
  'shifts.ownHours': { ar: 'ساعات تخصه', en: 'Own hours' },
  'shifts.fromHour': { ar: 'من', en: 'From' },
  'shifts.toHour': { ar: 'إلى', en: 'To' },
  'shifts.condition': { ar: 'حاله', en: 'How they are' },
  'shifts.noteOf': { ar: 'ملاحظة للمشرف القادم', en: 'Note for the next supervisor' },
  'shifts.instructions': { ar: 'تعليمات وردت', en: 'Instructions received' },
  'shifts.addInstruction': { ar: 'سجل تعليمات', en: 'Record an instruction' },
  'shifts.instructionFrom': { ar: 'ممن', en: 'From whom' },
  'shifts.instructionText': { ar: 'ما هي', en: 'What they are' },
  'shifts.recordBriefing': { ar: 'سجل تدريبا', en: 'Record a briefing' },
  'shifts.briefingWho': { ar: 'لمن', en: 'Whose' },
  'shifts.briefingMinutes': { ar: 'كم دقيقة', en: 'How many minutes' },
  'shifts.toHandover': { ar: 'التسليم', en: 'Handover' },
  'shifts.running': { ar: 'جارية', en: 'Running' },
  'shifts.planned': { ar: 'قادمة', en: 'To come' },
  'shifts.past': { ar: 'مضت', en: 'Over' },
} as const satisfies Record<string, Both>;

export const SHIFT_ROLE_NAMES: Readonly<Record<ShiftRole, Both>> = {
  supervisor: { ar: 'مشرف', en: 'Supervisor' },
  officer: { ar: 'مسؤول بلاغات', en: 'Officer' },
  surge: { ar: 'دعم', en: 'Surge' },
};

export const WELLBEING_NAMES: Readonly<Record<Wellbeing, Both>> = {
  well: { ar: 'بخير', en: 'Well' },
  absent: { ar: 'غائب', en: 'Absent' },
  tired: { ar: 'مرهق', en: 'Tired' },
  incident: { ar: 'تعرض لموقف صعب', en: 'Had an incident' },
};
