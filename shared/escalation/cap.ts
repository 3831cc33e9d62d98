import type { Both } from '../case/events.ts';
import type { Category, Grade, Priority } from '../case/vocabulary.ts';
import type { AlertData } from './alert-data.ts';
import { CATEGORY_WORDS, countryWords, instantWords, PRIORITY_WORDS } from './words.ts';

/** Elements with their text or their children, in the order in which they stand; `undefined` ones are left out. */
export type Element = readonly [name: string, content: string | readonly Element[] | undefined];

export interface CapInput {
  data: AlertData;
  /** Of this message; the same when it is made again. */
  identifier: string;
  /** Who sends: a host name. */
  sender: string;
  /** RFC 3339 UTC. */
  sent: string;
  msgType: 'Alert' | 'Update' | 'Cancel';
  /** Earlier messages about this request, in order; none before the first. */
  earlier: readonly { identifier: string; sent: string }[];
  /** The best evidence of what is said; absent where nothing may be told. */
  grade?: Grade;
  incident?: string;
}

/** CAP's own categories (domain.md f.1). */
const CATEGORIES: Readonly<Record<Category, string>> = {
  trapped_basic_needs: 'Rescue',
  medical: 'Health',
  injury: 'Health',
  unaccompanied_child: 'Safety',
  evacuation_request: 'Rescue',
  missing_person: 'Safety',
  detention_arrest: 'Security',
  abduction_ransom: 'Security',
  death_remains: 'Health',
  documents: 'Other',
  stranded_at_border: 'Transport',
  stranded_in_transit: 'Transport',
  lost_belongings_money: 'Other',
  abuse_exploitation: 'Security',
  family_separation: 'Safety',
  student_affairs: 'Other',
  pet_property: 'Other',
  information: 'Other',
  other: 'Other',
  complaint: 'Other',
  enquiry: 'Other',
  suggestion: 'Other',
};

const EVENT_CODES: Partial<Record<Category, string>> = {
  missing_person: 'missingPerson.missingVulnerablePerson',
  unaccompanied_child: 'missingPerson.missingVulnerablePerson',
  trapped_basic_needs: 'civil.displacedPopulations',
  evacuation_request: 'civil.displacedPopulations',
  stranded_at_border: 'civil.displacedPopulations',
  stranded_in_transit: 'civil.displacedPopulations',
};

const URGENCY: Readonly<Record<Priority, string>> = { P1: 'Immediate', P2: 'Expected', P3: 'Future', P4: 'Future' };
const SEVERITY: Readonly<Record<Priority, string>> = { P1: 'Extreme', P2: 'Severe', P3: 'Moderate', P4: 'Minor' };

/** How sure the room is, by the grade of its evidence (domain.md f.1). */
const CERTAINTY: Readonly<Record<Grade, string>> = {
  official_document: 'Observed',
  direct_contact: 'Observed',
  two_sources: 'Likely',
  single_source: 'Possible',
  unverified: 'Unknown',
};

/** An alert to an agency as a CAP 1.2 document, private to that agency: an information block in each language, no personal data. */
export function capXml(input: CapInput): string {
  const { data, identifier, sender, sent, msgType, earlier, incident } = input;
  return document([
    ['identifier', identifier],
    ['sender', sender],
    ['sent', capTime(sent)],
    ['status', 'Actual'],
    ['msgType', msgType],
    ['scope', 'Private'],
    ['addresses', data.agency],
    ['references', earlier.map((one) => `${sender},${one.identifier},${capTime(one.sent)}`).join(' ') || undefined],
    ['incidents', incident],
    ['info', info(input, 'ar')],
    ['info', info(input, 'en')],
  ]);
}

export interface CapDrill {
  identifier: string;
  sender: string;
  sent: string;
  status: 'Exercise' | 'Test';
  agency: string;
  tier: number;
  words: Both;
  link: string;
  ackBy: string;
}

/** A drill as a CAP document: `status` says that it is none of the other kind (domain.md d.3 rule 10). */
export function capDrill({ identifier, sender, sent, status, agency, tier, words, link, ackBy }: CapDrill): string {
  const part = (side: keyof Both): Element[] => [
    ['language', side],
    ['category', 'Other'],
    ['event', words[side]],
    ['responseType', 'None'],
    ['urgency', 'Unknown'],
    ['severity', 'Unknown'],
    ['certainty', 'Unknown'],
    ['headline', words[side]],
    ['web', link],
    ['parameter', named('tier', `${tier}`)],
    ['parameter', named('ackBy', capTime(ackBy))],
  ];
  return document([
    ['identifier', identifier],
    ['sender', sender],
    ['sent', capTime(sent)],
    ['status', status],
    ['msgType', 'Alert'],
    ['scope', 'Private'],
    ['addresses', agency],
    ['info', part('ar')],
    ['info', part('en')],
  ]);
}

/** A CAP 1.2 document of these elements. */
export function document(alert: readonly Element[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${xml(alert)}</alert>`;
}

function info({ data, msgType, grade }: CapInput, side: keyof Both): Element[] {
  const say = (ar: string, en: string) => (side === 'ar' ? ar : en);
  const { category, country, city, priority } = data;
  const over = msgType === 'Cancel';
  const event = category ? CATEGORY_WORDS[category][side] : say('افتح الرابط', 'Open the link');
  const place = [city, country && countryWords(country)[side]].filter(Boolean).join(say('، ', ', '));
  const code = category && EVENT_CODES[category];
  return [
    ['language', side],
    ['category', category ? CATEGORIES[category] : 'Other'],
    ['event', event],
    ['responseType', over ? 'AllClear' : 'Assess'],
    ['urgency', over ? 'Past' : URGENCY[priority]],
    ['severity', SEVERITY[priority]],
    ['certainty', grade ? CERTAINTY[grade] : 'Unknown'],
    ['eventCode', code ? named('opsroom:eden', code) : undefined],
    ['senderName', say('غرفة العمليات', 'Operations room')],
    ['headline', `${PRIORITY_WORDS[priority][side]} ${data.case}: ${event}`],
    ['description', over ? say('لا إجراء مطلوب', 'No action is required') : data.ask],
    ['instruction', data.ackBy && `${say('نرجو الرد قبل', 'Please answer before')} ${instantWords(data.ackBy)[side]}`],
    ['web', data.link],
    ['parameter', named('caseReference', data.case)],
    ['parameter', named('alertId', data.alertId)],
    ['parameter', named('tier', `${data.tier}`)],
    ['parameter', data.ackBy ? named('ackBy', capTime(data.ackBy)) : undefined],
    ['parameter', data.personsCount === undefined ? undefined : named('personsCount', `${data.personsCount}`)],
    ['parameter', data.childrenCount === undefined ? undefined : named('childrenCount', `${data.childrenCount}`)],
    ['area', place ? areaOf(place, country) : undefined],
  ];
}

function areaOf(place: string, country: string | undefined): Element[] {
  return [
    ['areaDesc', place],
    ['geocode', country ? named('ISO3166-1', country) : undefined],
  ];
}

export const named = (name: string, value: string): Element[] => [
  ['valueName', name],
  ['value', value],
];

/** With a numeric offset: CAP knows no `Z`. */
export function capTime(at: string): string {
  return `${at.slice(0, 19)}-00:00`;
}

/** Elements as text; what XML cannot hold is escaped or left out. */
export function xml(elements: readonly Element[]): string {
  return elements
    .map(([name, content]) => {
      if (content === undefined) return '';
      return `<${name}>${typeof content === 'string' ? escaped(content) : xml(content)}</${name}>`;
    })
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** As XML wants it. */
function escaped(text: string): string {
  return xmlLegal(text).replace(/[&<>"']/g, (c) => ESCAPES[c]!);
}

/** Without what XML 1.0 cannot hold at all: people paste anything. */
export function xmlLegal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}
