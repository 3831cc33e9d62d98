import { describe, expect, test } from 'vitest';
import { areCopies, fingerprintOf, isGroupable } from '../../shared/triage/similar.ts';
import { suggest } from '../../shared/triage/suggest.ts';

/** Copies of one message, and those that only look like it (domain.md G16, scenario S10). */

const SCAM =
  'عاجل للمصريين في السودان!! اتوبيسات مكيفة للخروج مضمون خلال ٢٤ ساعة. الكرسي ٣٠٠ دولار تحويل فودافون كاش ٠١٠٠٠٠٠٠٩٩٩ للجادين فقط';
const RUMOUR =
  'Forwarded as received: the crossing at Argeen is closed from tomorrow morning until further notice, please share with all groups of the community';
const OTHER =
  'يا جماعة أنا حولت ٣٠٠ دولار للرقم ده ٠١٠٠٠٠٠٠٩٩٩ والسواق سابنا في نص الطريق قبل دنقلا، احنا ٦ منهم ٢ أطفال والمية قربت تخلص';

const copies = (a: string, b: string) => {
  const [one, two] = [fingerprintOf(a), fingerprintOf(b)];
  return one !== undefined && two !== undefined && areCopies(one, two);
};
const groupable = (text: string) => isGroupable(suggest(text, { channel: 'whatsapp', kind: 'text' }));

describe('A message passed on', () => {
  test.each([
    ['as it came', SCAM, SCAM],
    ['marked as passed on', SCAM, `منقول:\n${SCAM}`],
    ['with a plea to share', SCAM, `${SCAM} 🙏🙏 شير للكل`],
    [
      'typed on another keyboard',
      SCAM,
      'عاااجل للمصريين فى السودان اتوبيسات مكيفه للخروج مضمون خلال 24 ساعه الكرسى 300 دولار تحويل فودافون كاش 01000000999 للجادين فقط',
    ],
    [
      'with a word more and a word less',
      SCAM,
      SCAM.replace('للمصريين في', 'للمصريين الموجودين في').replace(' فقط', ''),
    ],
    ['in English', RUMOUR, RUMOUR.replace('Forwarded as received: the', 'Pls fwd - The').toUpperCase()],
    ['in English, shortened', RUMOUR, RUMOUR.replace(' of the community', '')],
  ])('%s is a copy', (_how, a, b) => {
    expect(copies(a, b)).toBe(true);
  });

  test.each([
    ['another telephone number', SCAM, SCAM.replace('٠١٠٠٠٠٠٠٩٩٩', '٠١٠٠٠٠٠٠٨٨٨')],
    ['another price', SCAM, SCAM.replace('٣٠٠', '٥٠٠')],
    ['somebody whom it happened to', SCAM, OTHER],
    [
      'a question about the same',
      RUMOUR,
      'Is it true that the crossing at Argeen is closed from tomorrow? My family is on the way there now',
    ],
    [
      'another crossing in other words',
      RUMOUR,
      'Friends in Port Sudan say the ship leaves on Tuesday evening and there is room for families with small children',
    ],
  ])('%s is none', (_how, a, b) => {
    expect(copies(a, b)).toBe(false);
  });

  test.each([
    'الحقونا',
    'الحقونا الحقونا',
    '؟؟',
    'help us please',
    'السلام عليكم ورحمة الله وبركاته',
    'امتى معاد الاتوبيسات لمصر؟',
  ])('too short to be told from another: %s', (text) => {
    expect(fingerprintOf(text)).toBeUndefined();
  });
});

describe('What may stand behind another row', () => {
  test.each([SCAM, 'سمعنا ان معبر ارقين اتقفل من بكره الصبح لحد اشعار اخر، الكلام ده صح ولا اشاعة؟'])('%s', (text) => {
    expect(groupable(text)).toBe(true);
  });

  test.each([
    OTHER,
    'بنتي مصابة بطلق ناري في الخرطوم بحري ومحتاجين اسعاف دلوقتي ارجوكم حد يلحقنا',
    'احنا محبوسين في الشقة والمية خلصت من امبارح ومفيش لبن للبنت والضرب شغال جنبنا',
    'السلام عليكم عايز اسجل في الاجلاء انا واسرتي ٤ افراد في الخرطوم بحري ممكن تسجلونا',
    'ضاع مني جواز السفر ومحتاج وثيقة سفر بدل فاقد من السفارة في الخرطوم لو سمحتم',
    'الحقونا',
    `${SCAM} الحقونا البنت بتنزف`,
  ])('but not %s', (text) => {
    expect(groupable(text)).toBe(false);
  });
});

test('of the words of a very long message the beginning is enough', () => {
  const long = fingerprintOf(`${SCAM} `.repeat(200));
  expect(long?.signature).toHaveLength(64);
  expect(fingerprintOf(`${SCAM} `.repeat(300))?.signature).toEqual(long?.signature);
});
