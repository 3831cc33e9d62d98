import type { RuleId } from '../case/vocabulary.ts';

/**
 * What each rule says to a person, in the room's two languages (domain.md c.4). Apart from the rules, so that whoever shows a reason need
 * not load the words that found it.
 */
export const RULE_TEXTS: Readonly<Record<RuleId, { ar: string; en: string }>> = {
  R01: {
    ar: 'خطر مباشر على الحياة: مسلحون أو قصف أو حريق أو انهيار، أو نزيف شديد أو فقدان وعي أو ضيق تنفس أو علامات جلطة أو ولادة',
    en: 'Immediate danger to life: armed group, shelling, fire, collapse, or heavy bleeding, unconscious, not breathing, stroke or heart signs, labour',
  },
  R02: { ar: 'طفل بلا بالغ مسؤول عنه شرعًا أو عرفًا', en: 'A child without an adult responsible by law or custom' },
  R03: { ar: 'خطف أو فدية أو تعذيب أو اتجار بالبشر', en: 'Abduction, ransom, torture or trafficking' },
  R04: {
    ar: 'دواء أو جهاز يحفظ الحياة ينتهي خلال أقل من ٢٤ ساعة',
    en: 'Life-keeping medicine or device ends in less than 24 hours',
  },
  R05: {
    ar: 'نفاد الماء أو رضيع بلا حليب مع تعذر الحركة',
    en: 'Water is out, or an infant has no milk, and they cannot move',
  },
  R06: { ar: 'كلام عن إنهاء الحياة', en: 'Words of suicide' },
  R07: {
    ar: 'إصابة مستقرة أو دواء مزمن ينتهي خلال ٧٢ ساعة أو حمل متقدم أو غسيل كلى قريب',
    en: 'Stable injury, chronic medicine under 72 hours, late pregnancy, or dialysis due soon',
  },
  R08: { ar: 'انقطاع الكهرباء أو نفاد الطعام مع تعذر الحركة', en: 'Power or food is out and they cannot move' },
  R09: {
    ar: 'عالق على حدود أو في ميناء أو مطار أكثر من ٢٤ ساعة أو معه أطفال أو كبار سن',
    en: 'Stranded at a border, port or airport over 24 hours, or with children or elderly',
  },
  R10: {
    ar: 'انقطع الاتصال بشخص في منطقة خطر أكثر من ٤٨ ساعة',
    en: 'No contact with a person in a danger area for over 48 hours',
  },
  R11: {
    ar: 'احتجاز أو حجب أوراق لدى صاحب العمل أو بلاغ وفاة',
    en: 'Detained, documents withheld by an employer, or a death reported',
  },
  R12: { ar: 'يطلب الإجلاء أو العودة وهو آمن ويستطيع الحركة', en: 'Wants evacuation, safe for now, can move' },
  R13: { ar: 'أوراق أو أمتعة أو دراسة أو تأشيرة', en: 'Documents, belongings, school or visa' },
  R14: { ar: 'استفسار أو معلومة فقط', en: 'Information only' },
  R15: { ar: 'البطارية أقل من ١٠٪ أو «آخر رسالة»', en: 'Battery under 10 % or “last message”' },
  R16: {
    ar: 'أكثر من أربعة أشخاص أو رضيع أو مسن أو ذو إعاقة',
    en: 'More than four persons, or an infant, elderly or disabled person',
  },
  R17: { ar: 'لا اتصال بالمحاصر منذ ١٢ ساعة', en: 'No contact with the trapped person for 12 hours' },
  R18: { ar: 'شكوى مكتوبة ثانية للحاجة نفسها', en: 'Second written complaint about the same need' },
  R19: { ar: 'تواصل بلا مضمون مفهوم: يُعاود الاتصال', en: 'Contact without understandable content: call back' },
};
