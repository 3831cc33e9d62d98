/** The field's words (domain.md c.2, c.3, d). One list each: types, validation and documentation all come from here. */

export const STATUSES = [
  'new',
  'triaged',
  'in_progress',
  'awaiting_reporter',
  'awaiting_agency',
  'awaiting_movement',
  'resolved',
  'closed',
  'merged',
  'invalid',
  'transferred',
] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses in which somebody still owes the case a next step. */
export const OPEN_STATUSES = [
  'new',
  'triaged',
  'in_progress',
  'awaiting_reporter',
  'awaiting_agency',
  'awaiting_movement',
] as const satisfies readonly Status[];

export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CATEGORIES = [
  'trapped_basic_needs',
  'medical',
  'injury',
  'unaccompanied_child',
  'evacuation_request',
  'missing_person',
  'detention_arrest',
  'abduction_ransom',
  'death_remains',
  'documents',
  'stranded_at_border',
  'stranded_in_transit',
  'lost_belongings_money',
  'abuse_exploitation',
  'family_separation',
  'student_affairs',
  'pet_property',
  'information',
  'other',
  'complaint',
  'enquiry',
  'suggestion',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const NEED_KINDS = [
  'water',
  'food',
  'power',
  'cash',
  'medicine',
  'medical_care',
  'evacuation_seat',
  'escort',
  'shelter',
  'document',
  'legal',
  'communication',
  'baby_supplies',
  'psychosocial',
  'information',
  'body_repatriation',
] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

export const NEED_STATUSES = ['open', 'assigned', 'partially_met', 'met', 'cancelled', 'unmeetable'] as const;
export type NeedStatus = (typeof NEED_STATUSES)[number];

export const RESOLUTION_CODES = [
  'evacuated_home',
  'evacuated_third_country',
  'reached_safe_place',
  'need_met_in_place',
  'medical_care_received',
  'reunified',
  'located_safe',
  'located_no_disclosure',
  'deceased',
  'document_issued',
  'released',
  'information_given',
  'declined_assistance',
  'no_contact_after_attempts',
  'out_of_remit',
] as const;
export type ResolutionCode = (typeof RESOLUTION_CODES)[number];

export const VERIFIED_HOW = ['subject_contact', 'reporter_contact', 'agency_report', 'document'] as const;
export type VerifiedHow = (typeof VERIFIED_HOW)[number];

export const INVALID_REASONS = [
  'wrong_number',
  'spam',
  'scam',
  'hoax',
  'test',
  'not_citizen_referred',
  'duplicate_message',
  'out_of_remit',
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

export const RELATIONSHIPS = [
  'self',
  'spouse',
  'parent',
  'child',
  'sibling',
  'other_relative',
  'friend',
  'neighbour',
  'employer',
  'colleague',
  'teacher',
  'community_leader',
  'media',
  'agency',
  'unknown',
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

export const VULNERABILITIES = [
  'unaccompanied_child',
  'separated_child',
  'infant',
  'pregnant',
  'elderly',
  'disability',
  'chronic_illness',
  'injured',
  'mental_distress',
  'detained',
  'trafficking_risk',
  'domestic_worker',
  'undocumented',
  'single_female_head',
  'other',
] as const;
export type Vulnerability = (typeof VULNERABILITIES)[number];

export const SAFETY_STATUSES = [
  'unknown',
  'sheltering',
  'in_danger',
  'en_route',
  'at_assembly_point',
  'manifested',
  'departed',
  'arrived',
  'hospitalised',
  'detained',
  'abducted',
  'missing',
  'deceased_reported',
  'deceased_confirmed',
  'safe_confirmed',
  'located_no_disclosure',
] as const;
export type SafetyStatus = (typeof SAFETY_STATUSES)[number];

/** Grades of evidence, weakest first (domain.md c.2). */
export const GRADES = ['unverified', 'single_source', 'two_sources', 'direct_contact', 'official_document'] as const;
export type Grade = (typeof GRADES)[number];

/** On what ground something is told of a person (domain.md c.2). */
export const CONSENT_BASES = ['consent', 'vital_interest', 'legal_duty', 'child_best_interest'] as const;

export const PERSON_ROLES = ['subject', 'dependent', 'companion', 'reporter_also_present', 'guardian', 'host'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const LOCATION_SOURCES = ['whatsapp_pin', 'live_pin', 'photo_exif', 'caller', 'agency', 'cell'] as const;
export type LocationSource = (typeof LOCATION_SOURCES)[number];

export const LINK_KINDS = ['same_case', 'same_person', 'follows', 'related'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const SENSITIVITIES = ['normal', 'restricted', 'sealed'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export const CHANNELS = [
  'whatsapp',
  'messenger',
  'telegram',
  'sms',
  'twilio_whatsapp',
  'voice',
  'generic',
  'email',
  'web',
  'phone',
  'walk_in',
  'monitoring',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels on which the room answers in writing by itself. */
export const ANSWERED_CHANNELS: readonly Channel[] = [
  'whatsapp',
  'messenger',
  'telegram',
  'sms',
  'twilio_whatsapp',
  'email',
];

export const MESSAGE_KINDS = [
  'text',
  'audio',
  'image',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'reaction',
  'edit',
  'revoke',
  'system',
  'call',
  'unsupported',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const CLOCKS = [
  'call_answer',
  'auto_receipt',
  'triage',
  'first_human_response',
  'escalate',
  'agency_ack',
  'agency_response',
  'keep_in_loop',
  'recheck',
  'wa_window',
  'promise',
  'next_milestone',
  'resolution',
] as const;
export type ClockName = (typeof CLOCKS)[number];

export const RULE_IDS = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R07',
  'R08',
  'R09',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
  'R19',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** True if `a` is more severe than `b`: P1 is the most severe. */
export function moreSevere(a: Priority, b: Priority): boolean {
  return a < b;
}
