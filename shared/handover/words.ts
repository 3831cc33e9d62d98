import type { Both } from '../case/events.ts';
import type { Part } from './vocabulary.ts';

/** What the parts of a pack are called (domain.md e.2). */
export const PART_WORDS: Readonly<Record<Part, Both>> = {
  urgent: { ar: 'بلاغات أ1 وأ2 المفتوحة', en: 'P1 and P2 open' },
  unacknowledged: { ar: 'طلبات إلى الجهات بلا رد', en: 'Unacknowledged escalations' },
  clocks: { ar: 'مهل تنتهي في الوردية القادمة', en: 'Clocks that breach within the next shift' },
  promises: { ar: 'وعود مستحقة', en: 'Promises due' },
  movements: { ar: 'تحركات ومن لم يصل بعد', en: 'Movements, and people not yet arrived' },
  windows: { ar: 'محادثات تُغلق نافذتها', en: 'Conversations whose window ends' },
  children: { ar: 'أطفال بلا مرافق ومن معهم الآن', en: 'Unaccompanied children and who has them now' },
  sealed: { ar: 'بلاغات مختومة: العدد فقط', en: 'Sealed cases: count only' },
  rumours: { ar: 'شائعات قيد التحقق', en: 'Rumours under checking' },
  untriaged: { ar: 'بلاغات لم تُفرز', en: 'Un-triaged queue' },
  failures: { ar: 'رسائل وتنبيهات لم تصل', en: 'Failed deliveries and dead letters' },
  instructions: { ar: 'تعليمات وردت في الوردية', en: 'Changes of instruction received' },
  staff: { ar: 'حال الأفراد', en: 'Staff' },
  notes: { ar: 'توصيات الوردية', en: 'Free notes' },
};
