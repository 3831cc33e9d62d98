import type { StreamName } from '../ledger/stream.ts';

/** What the room says to everybody (issue: public notices; domain.md f.1). */
export const NOTICE_KINDS = ['advisory', 'clarification', 'safety_guidance', 'assembly_point', 'qa'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** CAP's own words, so that nothing is translated on the way (domain.md f.1). */
export const CAP_SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CAP_URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const CAP_CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
export const CAP_RESPONSES = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
] as const;
export const CAP_CATEGORIES = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;

export const noticeStream = (id: string): StreamName => `notice#${id}`;
