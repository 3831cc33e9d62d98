import { createHash } from 'node:crypto';

/** Crockford's alphabet: what is misread on a small screen is read as what was meant. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Four letters by which a reply names its alert (decisions.md 12). No secret: it serves only who writes from an address of the
 * directory, and only for that agency's open alerts.
 */
export function shortCode(alertId: string): string {
  const hash = createHash('sha256').update(alertId).digest();
  return [...hash.subarray(0, 4)].map((byte) => ALPHABET[byte & 31]).join('');
}

/** What a reply says: that it was received, perhaps of which alert, perhaps more. */
export interface KeyedReply {
  /** As it could be a code; whether it is one, the agency's open alerts tell. */
  code?: string;
  /** What follows the word, with the code still in it where it may be a word of the sentence. */
  words: string;
  /** What follows the code. */
  rest: string;
}

const RECEIVED =
  /^\s*(?:تم(?:\s+(?:ال)?استلام)?|استلمنا|استلمت|ack(?:nowledged)?|received)(?![\p{L}\p{N}])[\s:،,.\-–—]*/iu;
const CODE = /^([0-9a-z٠-٩]{4})(?![\p{L}\p{N}])[\s:،,.\-–—]*/iu;

/** «تم 4F7K», "ACK 4F7K", «استلمنا», «تم الاستلام، …»; undefined for everything else (d.3 rule 2). */
export function readReply(text: string): KeyedReply | undefined {
  const plain = text.normalize('NFC').replace(/[\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  const start = RECEIVED.exec(plain);
  if (!start) return undefined;
  const words = plain.slice(start[0].length).trim();
  const code = CODE.exec(words);
  return {
    ...(code ? { code: spelled(code[1]!) } : {}),
    words,
    rest: code ? words.slice(code[0].length).trim() : words,
  };
}

function spelled(code: string): string {
  return code
    .toUpperCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
