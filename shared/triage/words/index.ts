/** All word lists together; an idea may refer to one in another file. */
import { AFFAIRS } from './affairs.ts';
import { DANGER } from './danger.ts';
import { NEEDS } from './needs.ts';
import { PEOPLE } from './people.ts';
import { TALK } from './talk.ts';

export const WORDS = { ...TALK, ...DANGER, ...NEEDS, ...PEOPLE, ...AFFAIRS };
export type Idea = keyof typeof WORDS;
