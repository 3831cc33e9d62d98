/** The largest attachment that is kept (decisions.md 19). */
export const MEDIA_BYTES = 16 * 1024 * 1024;

/** What a file is by its first bytes, and never by what somebody says it is. */
export interface MediaKind {
  mime: string;
  /** Shown in the page itself; everything else is offered as a download. */
  inline: boolean;
}

const at = (bytes: Uint8Array, offset: number, text: string) =>
  [...text].every((char, index) => bytes[offset + index] === char.charCodeAt(0));

const starts =
  (...head: number[]) =>
  (bytes: Uint8Array) =>
    head.every((byte, index) => bytes[index] === byte);

const spells =
  (text: string, offset = 0) =>
  (bytes: Uint8Array) =>
    at(bytes, offset, text);

/** `ftyp` boxes name their brand: photos of iPhones, videos, voice notes. */
const branded = (brands: RegExp) => (bytes: Uint8Array) =>
  at(bytes, 4, 'ftyp') && brands.test(String.fromCharCode(...bytes.subarray(8, 12)));

/** Office files are ZIP archives whose first entry is their table of contents or the like. */
const office = (folder: string) => (bytes: Uint8Array) => {
  if (!at(bytes, 0, 'PK\x03\x04')) return false;
  const names = new TextDecoder('latin1').decode(bytes);
  return names.includes('[Content_Types].xml') && names.includes(`${folder}/`);
};

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Everything that is kept; what is not here is refused: programs, pages, archives, drawings that run. First match wins. */
const KINDS: readonly (MediaKind & { is: (bytes: Uint8Array) => boolean })[] = [
  { mime: 'image/jpeg', inline: true, is: starts(0xff, 0xd8, 0xff) },
  { mime: 'image/png', inline: true, is: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mime: 'image/gif', inline: true, is: spells('GIF8') },
  { mime: 'image/webp', inline: true, is: (bytes) => at(bytes, 0, 'RIFF') && at(bytes, 8, 'WEBP') },
  { mime: 'image/avif', inline: true, is: branded(/^avi[fs]/) },
  { mime: 'image/heic', inline: true, is: branded(/^(hei[cmsx]|hev[cx]|mif1|msf1)/) },
  { mime: 'audio/mp4', inline: true, is: branded(/^M4[AB]/) },
  { mime: 'video/quicktime', inline: true, is: branded(/^qt/) },
  { mime: 'video/3gpp', inline: true, is: branded(/^3g[ep2]/) },
  { mime: 'video/mp4', inline: true, is: branded(/^(isom|iso\d|mp4\d|avc1|dash|M4V|MSNV|mmp4)/) },
  { mime: 'video/webm', inline: true, is: starts(0x1a, 0x45, 0xdf, 0xa3) },
  { mime: 'audio/ogg', inline: true, is: spells('OggS') },
  { mime: 'audio/mpeg', inline: true, is: spells('ID3') },
  // ADTS before MPEG audio: its layer bits are zero, MPEG's never are.
  { mime: 'audio/aac', inline: true, is: (bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0 },
  { mime: 'audio/mpeg', inline: true, is: (bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) > 0xe0 },
  { mime: 'audio/amr', inline: true, is: spells('#!AMR') },
  { mime: 'audio/wav', inline: true, is: (bytes) => at(bytes, 0, 'RIFF') && at(bytes, 8, 'WAVE') },
  { mime: 'application/pdf', inline: false, is: spells('%PDF-') },
  { mime: `${OFFICE}.wordprocessingml.document`, inline: false, is: office('word') },
  { mime: `${OFFICE}.spreadsheetml.sheet`, inline: false, is: office('xl') },
  { mime: 'application/msword', inline: false, is: starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) },
  { mime: 'text/vcard', inline: false, is: spells('BEGIN:VCARD') },
];

/** Enough of a file for every entry of the table. */
const HEAD_BYTES = 64 * 1024;

/** The kind of a file, or undefined where it is none that is kept. */
export function mediaKind(bytes: Uint8Array): MediaKind | undefined {
  const head = bytes.subarray(0, HEAD_BYTES);
  const found = KINDS.find(({ is }) => is(head));
  return found && { mime: found.mime, inline: found.inline };
}

/** Whether a kept type may be shown inside a page. */
export function isInline(mime: string): boolean {
  return KINDS.some((kind) => kind.mime === mime && kind.inline);
}

/**
 * Where an attachment lies in the media bucket: by its message and its place in it, so that fetching it twice puts it in one place. No
 * personal data.
 */
export function mediaKey(messageId: string, n: number): string {
  return `${messageId}/${n}`;
}
