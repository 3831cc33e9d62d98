/**
 * What was typed and not yet sent, per place. The one thing of people that this browser keeps, so that a reload, a lost network or an
 * ended session loses no word; cleared when it is sent and when the person signs out or another one signs in.
 */
import { useCallback, useState } from 'react';

const PREFIX = 'draft ';
const WHOSE = 'drafts of';

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

/** Whoever signs in after somebody whose session ended does not find his words. */
export function draftsBelongTo(staff: string): void {
  if (localStorage.getItem(WHOSE) !== staff) clearDrafts();
  localStorage.setItem(WHOSE, staff);
}

/** A text that is being typed at a place, kept with each letter. `''` forgets it. */
export function useDraft(place: string): [string, (text: string) => void] {
  const [typed, setTyped] = useState({ place, text: draftOf(place) });
  if (typed.place !== place) setTyped({ place, text: draftOf(place) });
  const change = useCallback(
    (text: string) => {
      keepDraft(place, text);
      setTyped({ place, text });
    },
    [place],
  );
  return [typed.place === place ? typed.text : draftOf(place), change];
}
