/** National habits that put one telephone under two numbers (channels.md 4, 25): an extra digit after the country code. */
const TWICE: readonly { long: RegExp; short: string }[] = [
  { long: /^\+521(\d{10})$/, short: '+52$1' },
  { long: /^\+549(\d{10})$/, short: '+54$1' },
  { long: /^\+55(\d\d)9(\d{8})$/, short: '+55$1$2' },
];

/** The one form under which a number is looked for, whichever of its two it came in. */
export function matchKey(e164: string): string {
  const habit = TWICE.find(({ long }) => long.test(e164));
  return habit ? e164.replace(habit.long, habit.short) : e164;
}

/** Every form in which a provider may know the number. */
export function spellingsOf(e164: string): string[] {
  const key = matchKey(e164);
  const longer = [
    key.replace(/^\+52(\d{10})$/, '+521$1'),
    key.replace(/^\+54(\d{10})$/, '+549$1'),
    key.replace(/^\+55(\d\d)(\d{8})$/, '+55$19$2'),
  ];
  return [...new Set([e164, key, ...longer])];
}
