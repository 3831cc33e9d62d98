import { describe, expect, test } from 'vitest';
import { e164Of } from '../../shared/people/phone.ts';
import { matchKey, spellingsOf } from '../../shared/people/phone-key.ts';

/** Forms of channels.md 4, as people and officers type them. */
test.each([
  ['+201000000012', undefined, '+201000000012'],
  ['01000000012', 'EG', '+201000000012'],
  ['+20 0100 000 0012', undefined, '+201000000012'],
  ['00201000000012', undefined, '+201000000012'],
  ['٠١٠٠٠٠٠٠٠١٢', 'EG', '+201000000012'],
  ['201000000012', undefined, '+201000000012'],
  ['0900000012', 'SD', '+249900000012'],
  ['03000012', 'LB', '+9613000012'],
  ['70 000 012', 'LB', '+96170000012'],
  ['51234567', 'KW', '+96551234567'],
])('%s in %s is %s', (typed, country, e164) => expect(e164Of(typed, country)).toBe(e164));

test.each(['', 'my phone', 'ليس معي هاتف'])('%s is none', (typed) => expect(e164Of(typed)).toBeUndefined());

describe('one telephone under two numbers', () => {
  test.each([
    ['+5215512345678', '+525512345678'],
    ['+5491123456789', '+541123456789'],
    ['+5511987654321', '+551187654321'],
  ])('%s is %s', (long, short) => {
    expect(matchKey(long)).toBe(matchKey(short));
    expect(spellingsOf(short)).toEqual(expect.arrayContaining([long, short]));
    expect(spellingsOf(long)).toEqual(expect.arrayContaining([long, short]));
  });

  test('two people stay two', () => expect(matchKey('+201000000012')).not.toBe(matchKey('+201000000013')));
});
