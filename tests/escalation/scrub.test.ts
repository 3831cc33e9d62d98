import { describe, expect, it } from 'vitest';
import { knownOf, scrub } from '../../shared/escalation/scrub.ts';

/** What must not travel in an alert (domain.md d.3 rule 11), as officers type it. */
const PLANTED: [text: string, secret: string][] = [
  ['كلموا 01001234567 فورا', '01001234567'],
  ['رقمها ٠١٠٠ ١٢٣ ٤٥٦٧ وحدها', '٤٥٦٧'],
  ['call +20 (100) 123-4567 now', '4567'],
  ['mail mona.ali@example.com', 'mona.ali'],
  ['https://wa.me/201001234567 writes', 'wa.me'],
  ['passport A12345678, 3 people', 'A12345678'],
  ['الرقم القومي 29001011234567', '29001011234567'],
  ['at 15.6445, 32.5301 waiting', '15.6445'],
  ['محاصرون في شارع الستين بجوار الصيدلية، معهم طفلان', 'الستين'],
  ['عمارة ١٢ شقة ٤، الدور الثالث', '١٢'],
  ['12 Al Nil Street, third floor', 'Nil'],
  ['سيارة لطفلة اسمها ملك الزنقلاوي في بحري', 'الزنقلاوي'],
  ['سيارة لطفلة اسمها ملك الزنقلاوي في بحري', 'ملك'],
  ['المدعو حسن عبد الرحمن محتجز', 'حسن'],
  ['تواصلوا مع السيدة نعمات فورا', 'نعمات'],
  ['د. شيماء مناوبة هناك', 'شيماء'],
  ['ask for Mrs Nemat Osman at the gate', 'Nemat'],
  ['a child named Malak El-Zanqalawy waits', 'Zanqalawy'],
  ['Name: Karim Mansour, 4 people', 'Karim'],
];

describe('What an officer typed, before it leaves the room', () => {
  it.each(PLANTED)('hides what identifies: %s', (text, secret) => {
    expect(scrub(text, [])).not.toContain(secret);
  });

  it('hides the people and places that the case knows, also behind Arabic particles', () => {
    const known = knownOf({
      reporters: [{ contactId: 'c', name: 'منى عبد الرحمن', channel: 'whatsapp', relationship: 'parent' }],
      persons: [{ personId: 'p', name: 'Ahmed Hassan' }],
      locations: [
        {
          locationId: 'l',
          text: 'خلف مسجد النور',
          source: 'caller',
          observedAt: '2026-10-05T06:00:00.000Z',
          current: true,
        },
      ],
    });
    const clean = scrub('سيارة لمنى، وابنها AHMED خلف مسجد النور. عبد الرحمن معها', known);
    for (const secret of ['منى', 'AHMED', 'مسجد', 'الرحمن']) expect(clean).not.toContain(secret);
    expect(clean).toContain('سيارة');
  });

  it.each([
    'السيدة المسنة تحتاج دواء الضغط',
    'السيدة حامل في الشهر الثامن',
    'الطفل مصاب في رأسه',
    'الطفلة عمرها ٦ سنوات',
    'نقل الحاج من الفندق إلى المطار',
    'Dr needed for a wounded child in Khartoum North',
    'The child named in the case needs insulin',
    'Red Crescent team to Bashair Hospital',
  ])('leaves what is nobody’s name: %s', (text) => {
    expect(scrub(text, [])).toBe(text);
  });

  it('leaves what help needs: counts, times, the case, the town', () => {
    const ask =
      'سيارة إسعاف لثلاثة مصابين منهم طفلان، الخرطوم بحري، قبل 2026-10-05 06:30، بلاغ K7M2-9QXF، 1500 لتر مياه';
    expect(scrub(ask, [])).toBe(ask);
  });
});
