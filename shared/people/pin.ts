import { createHmac, timingSafeEqual } from 'node:crypto';
import { keysOf } from '../keys.ts';

/**
 * The six digits that open a case's status page together with its reference. Derived and not stored: whoever reads the tables does not
 * learn it from them, and a first answer that is composed twice says the same.
 *
 * @param keys secret of the stage, the same that seals the agencies' links; the first of several.
 */
export function statusPin(keys: string, caseId: string): string {
  return pinBy(keysOf(keys)[0] ?? '', caseId);
}

function pinBy(key: string, caseId: string): string {
  const bits = createHmac('sha256', key).update(`status-pin|${caseId}`).digest();
  return String(bits.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/**
 * Compares in constant time. Spaces and Arabic digits do not matter. A PIN that was told under an earlier key goes on opening its case
 * for as long as that key stands in the setting.
 */
export function isPin(keys: string, caseId: string, typed: string): boolean {
  const given = Buffer.from(westernDigits(typed).replace(/[\s-]/g, ''));
  return keysOf(keys).some((key) => {
    const wanted = Buffer.from(pinBy(key, caseId));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** Arabic-Indic and Persian digits as the others. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
