/**
 * Everything triage knows in words and points. In a bundle these are not code: infra/build.ts runs `book` while building, packs what it
 * returns into one compressed file, and puts reading that file in this module's place.
 */

import { HEARD } from './heard.ts';
import { WEIGHTS } from './weights.ts';
import { EVERYDAY } from './words/everyday.ts';
import { FORMS } from './words/forms.ts';
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
  points: typeof WEIGHTS;
  heard: typeof HEARD;
  forms: typeof FORMS;
  everyday: string;
}

/** In a bundle the file is read with the first call. */
export function book(): Book {
  return {
    words: WORDS,
    roman: ROMAN,
    places: PLACES,
    time: TIME,
    tongues: TONGUES,
    points: WEIGHTS,
    heard: HEARD,
    forms: FORMS,
    everyday: EVERYDAY,
  };
}
