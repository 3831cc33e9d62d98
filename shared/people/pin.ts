import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The six digits that open a case's status page together with its reference. Derived and not stored: whoever reads the tables does not
 * learn it from them, and a first answer that is composed twice says the same.
 *
 * @param key secret of the stage, the same that seals the agencies' links.
 */
export function statusPin(key: string, caseId: string): string {
  const bits = createHmac('sha256', key).update(`status-pin|${caseId}`).digest();
  return String(bits.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** Compares in constant time. Spaces and Arabic digits do not matter. */
export function isPin(key: string, caseId: string, typed: string): boolean {
  const given = Buffer.from(westernDigits(typed).replace(/[\s-]/g, ''));
  const wanted = Buffer.from(statusPin(key, caseId));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Arabic-Indic and Persian digits as the others. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
