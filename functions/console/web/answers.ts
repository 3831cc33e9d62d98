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
export type Shift = Answer<'Shift'>;
export type Handover = Answer<'Handover'>;
export type HandoverLine = Answer<'HandoverLine'>;
export type HandoverChange = Answer<'HandoverChange'>;
export type SitRep = Answer<'SitRep'>;
export type SitRepRow = Answer<'SitRepRow'>;
export type RumourRow = Answer<'RumourRow'>;
export type Rumour = Answer<'Rumour'>;
export type Notice = Answer<'Notice'>;
export type Reach = Answer<'Reach'>;
export type Reconciliation = Answer<'Reconciliation'>;
export type ReconciliationGaps = Answer<'ReconciliationGaps'>;
export type Desk = Answer<'Desk'>;
export type Duplicate = Answer<'Duplicate'>;
export type Attachment = Answer<'Attachment'>;
export type CaseRoutes = Answer<'Routes'>;
export type Ladder = Answer<'Ladder'>;
export type DeadLetters = Answer<'DeadLetters'>;
export type Metrics = Answer<'Metrics'>;
export type Contact = Answer<'Contact'>;
