/** Regions that have a name and are no countries. */
const NONE = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

/** Codes of all countries (ISO 3166-1), by what this browser has names for; withdrawn codes are left out. */
export function countryCodes(): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const all = letters.flatMap((first) => letters.map((second) => first + second));
  return all.filter(
    (code) => !NONE.has(code) && names.of(code) && new Intl.Locale('und', { region: code }).region === code,
  );
}
