/** All word lists together; an idea may refer to one in another file. */
import { AFFAIRS } from './affairs.ts';
import { DANGER } from './danger.ts';
import { NEEDS } from './needs.ts';
import { PEOPLE } from './people.ts';
import { TALK } from './talk.ts';
import { TENSION } from './tension.ts';

export const WORDS = { ...TALK, ...DANGER, ...NEEDS, ...PEOPLE, ...AFFAIRS, ...TENSION };
export type Idea = keyof typeof WORDS;

/** Ideas whose longer words are recognised despite one wrong, missing or swapped letter. */
export const FORGIVING: readonly Idea[] = [
  'insulin',
  'oxygen',
  'dialysis',
  'bleed',
  'abduct',
  'ambulance',
  'doctor',
  'passport',
  'breathe',
  'water',
  'medicine',
];
