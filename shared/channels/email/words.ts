/** Longer than any letter; a page made to be slow is cut here. */
const LETTERS = 200_000;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a mail that is HTML alone: no scripts, no styles, no pictures from elsewhere; a line for each paragraph. */
export function wordsOfHtml(html: string): string {
  return html
    .slice(0, LETTERS)
    .replace(/<(script|style|head)\b.*?<\/\1\s*>|<!--.*?-->/gis, ' ')
    .replace(/<br\b[^>]*>|<\/(p|div|tr|li|h\d|blockquote)\s*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) =>
      name
        ? (NAMED[String(name).toLowerCase()] ?? whole)
        : letter(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function letter(code: number): string {
  return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
}
