import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newReference, parseReference } from '../../shared/ledger/reference.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Computed by another programme, with tables of logarithms over the same field. */
test.each(['0000-0000', '1000-0002', 'ZZZZ-ZZZC', 'K7M2-9XE9', '0123-4565', 'VWXY-Z122'])('vector %s', (reference) => {
  const bytes = Uint8Array.from(reference.replace('-', '').slice(0, 7), (char) => ALPHABET.indexOf(char));
  expect(newReference(() => bytes)).toBe(reference);
  expect(parseReference(reference)).toBe(reference);
});

const zeros = Array.from({ length: 8 }, () => '0');

test('every wrong character in every place is caught', () => {
  // The check is a sum, so whether a mistake is seen depends on the difference it makes, not on the reference it is made in.
  const unseen = zeros.flatMap((_, place) =>
    Array.from(ALPHABET.slice(1)).filter((wrong) => parseReference(zeros.with(place, wrong).join(''))),
  );
  expect(unseen).toEqual([]);
});

test('every swap of two different neighbours is caught', () => {
  const unseen = zeros.slice(1).flatMap((_, place) =>
    Array.from(ALPHABET.slice(1)).filter((both) =>
      parseReference(
        zeros
          .with(place, both)
          .with(place + 1, both)
          .join(''),
      ),
    ),
  );
  expect(unseen).toEqual([]);
});

test('in real references, too', () => {
  const mistakes = Array.from({ length: 20 }, () => {
    const right = newReference((count) => randomBytes(count))
      .replace('-', '')
      .split('');
    return right.flatMap((char, place) => {
      const next = right[place + 1];
      const wrong = Array.from(ALPHABET)
        .filter((other) => other !== char)
        .map((other) => right.with(place, other));
      return next && next !== char ? [...wrong, right.with(place, next).with(place + 1, char)] : wrong;
    });
  }).flat();
  expect(mistakes.filter((said) => parseReference(said.join('')))).toEqual([]);
});

test.each([['k7m2-9xe9'], ['K7M29XE9'], [' k7m2 9xe9 '], ['K7M2–9XE9']])('"%s" is read as it was meant', (said) => {
  expect(parseReference(said)).toBe('K7M2-9XE9');
});

test.each([
  ['OOOO-OOOO', '0000-0000'],
  ['iooo-ooo2', '1000-0002'],
  ['LOOO0002', '1000-0002'],
])('letters that are taken for others: %s', (said, meant) => {
  expect(parseReference(said)).toBe(meant);
});

test.each([[''], ['K7M2'], ['K7M2-9XE99'], ['K7M2-9XEU'], ['حالة-٧٧']])('"%s" is no reference', (said) => {
  expect(parseReference(said)).toBeUndefined();
});
