const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new contact's id: `c` and sixteen characters of base 32, random. It is made once, with the sender's pointer, and never
 * derived from a phone number: numbers can be guessed from their hash.
 */
export function newContactId(random: (bytes: number) => Uint8Array): string {
  return `c${Array.from(random(16), (byte) => ALPHABET[byte & 31]).join('')}`;
}
