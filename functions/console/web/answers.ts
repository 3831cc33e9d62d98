/** What the room answers, by the very schemas that the API is held against; types only, nothing of them is loaded here. */
import type * as v from 'valibot';
import type { ANSWERS, AnswerName } from '../../../shared/http/answers.ts';

type Answer<N extends AnswerName> = v.InferOutput<(typeof ANSWERS)[N]>;

export type BoardRow = Answer<'BoardRow'>;
export type CaseHead = Answer<'CaseHead'>;
export type TimelineEvent = Answer<'TimelineEvent'>;
export type Me = Answer<'Me'>;
export type Suggestion = Answer<'Suggestion'>;
export type ContactMatch = Answer<'ContactMatch'>;
export type Duty = Answer<'Duty'>;
export type Agency = Answer<'Agency'>;
export type Crisis = Answer<'Crisis'>;
export type Present = Answer<'Presence'>;
