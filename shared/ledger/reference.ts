/**
 * References of cases: eight characters of Crockford's base 32, shown as `K7M2-9QXF`, the last one a check character. A family
 * reads them out on a bad line, so one wrong character and two swapped neighbours are always caught (decisions.md 23).
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** GF(2^5) by x^5 + x^2 + 1, which is primitive: the powers of x are the 31 elements that are not zero. */
const POLYNOMIAL = 0b100101;

/** Characters that are heard or written for others. */
const HEARD_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** A new reference from seven of the given random bytes; 2^35 of them exist. */
export function newReference(random: (bytes: number) => Uint8Array): string {
  const values = Array.from(random(7), (byte) => byte & 31);
  return format([...values, checkOf(values)]);
}

/**
 * The reference that somebody typed or said, in its one written form; undefined when it is none. Case, spaces, dashes and the letters
 * O, I and L do not matter.
 */
export function parseReference(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s\u2010-\u2015_-]/g, '');
  const values = Array.from(plain, (char) => ALPHABET.indexOf(HEARD_AS[char] ?? char));
  if (values.length !== 8 || values.includes(-1)) return undefined;
  return checkOf(values.slice(0, 7)) === values[7] ? format(values) : undefined;
}

/**
 * The weighted sum over all eight characters is zero, weights x^1 … x^7 and 1 for the check character. They are not zero, so a wrong
 * character changes the sum; they differ, so a swap of two different characters does.
 */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum ^ timesPower(value, index + 1), 0);
}

/** value · x^power. */
function timesPower(value: number, power: number): number {
  let product = value;
  for (let i = 0; i < power; i++) product = product & 16 ? (product << 1) ^ POLYNOMIAL : product << 1;
  return product;
}

function format(values: readonly number[]): string {
  const text = values.map((value) => ALPHABET[value]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
