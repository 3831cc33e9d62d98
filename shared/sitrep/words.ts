import type { Both } from '../case/events.ts';

/** The ten parts of a situation report (domain.md e.1). */
export const PARTS = {
  1: { ar: 'الموجز', en: 'Headline' },
  2: { ar: 'الموقف', en: 'Situation' },
  3: { ar: 'الأرقام الرئيسية', en: 'Key figures' },
  4: { ar: 'الاحتياجات', en: 'Needs' },
  5: { ar: 'الاستجابة', en: 'Response' },
  6: { ar: 'الفجوات والقرارات المطلوبة', en: 'Gaps and decisions wanted' },
  7: { ar: 'ملحق مقيد: أعداد فقط', en: 'Restricted annex: numbers only' },
  8: { ar: 'الشائعات والإجابات المعتمدة', en: 'Rumours and approved answers' },
  9: { ar: 'الغرفة', en: 'The room' },
  10: { ar: 'التقرير التالي', en: 'Next report' },
} as const satisfies Record<number, Both>;

export const SITREP = {
  draft: { ar: 'مسودة', en: 'Draft' },
  issued: { ar: 'صدر', en: 'Issued' },
  Initial: { ar: 'أول', en: 'Initial' },
  Update: { ar: 'تحديث', en: 'Update' },
  Final: { ar: 'ختامي', en: 'Final' },
  number: { ar: 'رقم التقرير', en: 'Report' },
  crisis: { ar: 'الأزمة', en: 'Crisis' },
  period: { ar: 'المدة', en: 'Period' },
  dataAsOf: { ar: 'لحظة البيانات', en: 'Data as of' },
  confidence: { ar: 'الثقة في التقرير', en: 'Confidence' },
  HighlyConfident: { ar: 'عالية', en: 'Highly confident' },
  SomewhatConfident: { ar: 'متوسطة', en: 'Somewhat confident' },
  Unsure: { ar: 'غير متأكد', en: 'Unsure' },
  NoConfidence: { ar: 'لا ثقة', en: 'No confidence' },
  preparedBy: { ar: 'أعده', en: 'Prepared by' },
  authorizedBy: { ar: 'اعتمده', en: 'Approved by' },
  actionPlan: { ar: 'خطة العمل', en: 'Action plan' },
  arrivals: { ar: 'البلاغات الواردة كل ساعة', en: 'Cases received each hour' },
  value: { ar: 'القيمة', en: 'value' },
  n: { ar: 'العدد', en: 'n =' },
  comma: { ar: '،', en: ',' },
  officer: { ar: 'مسؤول بلاغات', en: 'officer' },
  supervisor: { ar: 'مشرف', en: 'supervisor' },
  director: { ar: 'مدير', en: 'director' },
  definitions: {
    ar: 'الأرقام من السجل كما كان في لحظة البيانات، ولا تتغير بما يُسجل بعدها.',
    en: 'The figures are those of the ledger at the data instant; nothing recorded later changes them.',
  },
  small: {
    ar: 'التقرير داخلي: أعداده الصغيرة غير محجوبة.',
    en: 'This report is internal: its small numbers are not suppressed.',
  },
} as const satisfies Record<string, Both>;
