/** Instants as a field of the browser shows them: clocks in Cairo, whatever this machine's zone is. */
const SHOWN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Africa/Cairo', dateStyle: 'short', timeStyle: 'short' });

/** `yyyy-mm-ddThh:mm` by the clocks of Cairo. */
export function localInCairo(instant: string | undefined): string {
  return instant ? SHOWN.format(new Date(instant)).replace(' ', 'T') : '';
}

/** The instant so many hours from another, at a full minute. */
export function hoursFrom(instant: number, hours: number): string {
  return new Date(Math.floor((instant + hours * 3_600_000) / 60_000) * 60_000).toISOString();
}

/** A whole number in digits of either script; NaN where it is none, which the API refuses at its field. */
export function numberOf(text: string): number {
  return Number(text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)));
}
