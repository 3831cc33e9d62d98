import type { Rejection } from '../case/decide.ts';
import type { CaseState, Person } from '../case/state.ts';
import type { SafetyStatus } from '../case/vocabulary.ts';
import { later, plusSeconds } from '../clocks/time.ts';
import { type Element, xml } from '../escalation/cap.ts';
import { countryWords } from '../escalation/words.ts';

/** A record is not to be read after so long; whoever still needs it asks anew. */
const EXPIRES_SECONDS = 60 * 86_400;
/** A case that has ended is told of for a month more. */
const AFTER_END_SECONDS = 30 * 86_400;

const MINOR = 18;

export interface ToPfif {
  state: CaseState;
  personId: string;
  /** RFC 3339 UTC with milliseconds. */
  now: string;
  /** Host name of the room: the first part of every record's id. */
  domain: string;
}

/** f.3: alive, missing, dead; everything else is what one asks for. A reported death is not a death. */
const STATUSES: Partial<Record<SafetyStatus, string>> = {
  safe_confirmed: 'believed_alive',
  arrived: 'believed_alive',
  sheltering: 'believed_alive',
  departed: 'believed_alive',
  missing: 'believed_missing',
  deceased_confirmed: 'believed_dead',
};

/**
 * What a person finder may hold of one person, as PFIF 1.4 (domain.md f.3): never of a minor or of somebody whose age nobody knows, never from a
 * case that few may know of, and only with his consent. Once it has expired nothing is left of it but its id.
 */
export function pfif({ state, personId, now, domain }: ToPfif): string | Rejection {
  const person = state.persons.find((each) => each.personId === personId);
  if (!person) return reject('not-found', 'لا يوجد هذا الشخص في هذا البلاغ', 'there is no such person in this case');
  const why = mayNotBeTold(state, person, now);
  if (why) return why;
  const id = (name: string) => `${domain}/${name}`;
  const entered = person.safety?.asOf ?? person.disclosureConsent?.at ?? state.opened.at;
  const expires = expiryOf(state, now);
  const record: Element[] =
    expires <= now
      ? [
          ['pfif:person_record_id', id(personId)],
          ['pfif:entry_date', time(expires)],
          ['pfif:expiry_date', time(expires)],
          ['pfif:source_date', time(expires)],
        ]
      : [
          ['pfif:person_record_id', id(personId)],
          ['pfif:entry_date', time(entered)],
          ['pfif:expiry_date', time(expires)],
          ['pfif:source_name', domain],
          ['pfif:source_date', time(entered)],
          ['pfif:full_name', person.name ?? ''],
          ['pfif:sex', person.sex === 'unknown' ? undefined : person.sex],
          ['pfif:date_of_birth', person.birthDate],
          ['pfif:age', person.birthDate || person.age === undefined ? undefined : String(Math.floor(person.age))],
          ['pfif:home_country', person.nationalities?.[0]],
          ['pfif:note', noteOf(state, person, id, entered)],
        ];
  const body = xml([['pfif:person', record]]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">${body}</pfif:pfif>`;
}

function noteOf(state: CaseState, person: Person, id: (name: string) => string, at: string): Element[] {
  const status = (person.safety && STATUSES[person.safety.status]) ?? 'information_sought';
  const own = state.reporters.some(({ relationship }) => relationship === 'self') && person.role === 'subject';
  return [
    ['pfif:note_record_id', id(`${person.personId}.note`)],
    ['pfif:person_record_id', id(person.personId)],
    ['pfif:entry_date', time(at)],
    ['pfif:author_name', own ? (person.name ?? '') : 'غرفة العمليات · Operations room'],
    ['pfif:source_date', time(at)],
    ['pfif:author_made_contact', person.safety?.grade === 'direct_contact' ? 'true' : 'false'],
    // Nothing of where he is: whoever looks for him may mean him harm.
    ['pfif:status', own && status === 'believed_alive' ? 'is_note_author' : status],
    ['pfif:last_known_location', state.country ? countryWords(state.country).en : undefined],
    ['pfif:text', ''],
  ];
}

function mayNotBeTold(state: CaseState, person: Person, now: string): Rejection | undefined {
  if (state.sensitivity !== 'normal') {
    return reject('consent-required', 'بلاغ مقيد لا يُنشر منه شيء', 'nothing is told from a restricted case');
  }
  const age = ageOf(person, now);
  if (age === undefined) {
    return reject('consent-required', 'العمر غير معروف: قد يكون قاصرا', 'the age is not known: it may be a minor');
  }
  const child = person.vulnerabilities?.some((each) =>
    ['unaccompanied_child', 'separated_child', 'infant'].includes(each),
  );
  if (age < MINOR || child) {
    return reject('consent-required', 'لا يُنشر شيء عن قاصر', 'nothing is told of a minor');
  }
  if (person.disclosureConsent?.toFamily !== 'yes') {
    return reject(
      'consent-required',
      'لم يوافق الشخص على إبلاغ أهله',
      'the person has not agreed that his family be told',
    );
  }
  // He may agree and yet be in hands that read along.
  if (person.safety && ['abducted', 'detained', 'located_no_disclosure'].includes(person.safety.status)) {
    return reject('consent-required', 'حالة الشخص لا تسمح بالنشر', 'his situation does not allow it');
  }
  return undefined;
}

function ageOf({ birthDate, age }: Person, now: string): number | undefined {
  if (!birthDate) return age;
  const years = Number(now.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return now.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}

function expiryOf(state: CaseState, now: string): string {
  const ended = state.closedAt ?? state.resolution?.at;
  return ended ? plusSeconds(ended, AFTER_END_SECONDS) : plusSeconds(later(state.lastAt, now), EXPIRES_SECONDS);
}

/** PFIF writes whole seconds and `Z`. */
const time = (at: string) => `${at.slice(0, 19)}Z`;

function reject(rejected: Rejection['rejected'], ar: string, en: string): Rejection {
  return { rejected, detail: { ar, en } };
}
