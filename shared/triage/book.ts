/**
 * Everything triage knows in words and points. In a bundle these are not code: infra/build.ts runs `book` while building, packs what it
 * returns into one compressed file, and puts reading that file in this module's place.
 */

import { WEIGHTS } from './weights.ts';
import { HEARD } from './words/heard.ts';
import { WORDS } from './words/index.ts';
import { PLACES } from './words/places.ts';
import { ROMAN } from './words/roman.ts';
import { TIME } from './words/time.ts';
import { TONGUES } from './words/tongues.ts';

/** Plain data, as JSON holds it. */
interface Book {
  words: Record<string, string>;
  roman: Record<string, string>;
  places: Record<string, string>;
  time: typeof TIME;
  tongues: typeof TONGUES;
  points: Record<string, string>;
  heard: Record<string, string>;
}

/** In a bundle the file is read with the first call. */
export function book(): Book {
  return { words: WORDS, roman: ROMAN, places: PLACES, time: TIME, tongues: TONGUES, points: WEIGHTS, heard: HEARD };
}
