import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Whose national numbers are meant where nobody says: the room's own country. */
const HOME = 'EG';

/**
 * What was typed as a phone number, as E.164. For finding matches and never to refuse: who is reached under what the provider gave needs no
 * number that a library calls valid (channels.md 1.10). Arabic digits, `00` and a stray zero after the country code are understood.
 *
 * @param country whose national form it may be, ISO 3166-1 alpha-2.
 * @returns undefined where it is no phone number at all.
 */
export function e164Of(typed: string, country = HOME): string | undefined {
  const text = typed.trim().replace(/^00|^٠٠/, '+');
  const national: CountryCode = isSupportedCountry(country) ? country : HOME;
  const read = parsePhoneNumberFromString(text, national);
  if (read?.isPossible()) return read.number;
  // Somebody left out the plus.
  return parsePhoneNumberFromString(`+${text.replace(/^\+/, '')}`)?.number ?? read?.number;
}
