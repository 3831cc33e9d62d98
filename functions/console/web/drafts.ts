/**
 * What was typed and not yet sent, per place. The one thing of people that this browser keeps, so that a reload, a lost network or an
 * ended session loses no word; cleared when it is sent and when the person signs out.
 */
const PREFIX = 'draft ';

export function draftOf(place: string): string {
  return localStorage.getItem(PREFIX + place) ?? '';
}

export function keepDraft(place: string, text: string): void {
  if (text) localStorage.setItem(PREFIX + place, text);
  else localStorage.removeItem(PREFIX + place);
}

export function clearDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
