/** What a call form holds and what of it is sent: pure. */
import type { Category, Priority, Relationship } from '../../../../shared/case/vocabulary.ts';

export interface PersonTyped {
  name: string;
  age: string;
  sex: '' | 'female' | 'male';
}

export interface CallTyped {
  channel: 'phone' | 'walk_in' | 'monitoring' | 'email';
  phone: string;
  name: string;
  relationship: Relationship | '';
  text: string;
  country: string;
  city: string;
  priority: Priority | '';
  category: Category | '';
  /** `yyyy-mm-ddThh:mm` in Cairo, as the field gives it. */
  when: string;
  persons: PersonTyped[];
  /** Somebody whom the number led to, and the case that the call belongs to, if it is to be added to one. */
  contact: { id: string; case?: string } | null;
}

export const NO_PERSON: PersonTyped = { name: '', age: '', sex: '' };
export const EMPTY_CALL: CallTyped = {
  channel: 'phone',
  phone: '',
  name: '',
  relationship: '',
  text: '',
  country: '',
  city: '',
  priority: '',
  category: '',
  when: '',
  persons: [NO_PERSON],
  contact: null,
};

/** A draft as it was kept; what cannot be read is an empty form. */
export function callOf(draft: string): CallTyped {
  try {
    return { ...EMPTY_CALL, ...(JSON.parse(draft) as Partial<CallTyped>) };
  } catch {
    return EMPTY_CALL;
  }
}

export function isEmpty(call: CallTyped): boolean {
  return JSON.stringify(call) === JSON.stringify(EMPTY_CALL);
}

/** The body of `POST /v1/cases`: what was left empty is left out. */
export function caseBody(call: CallTyped) {
  const { channel, text, contact } = call;
  const persons = call.persons.flatMap(({ name, age, sex }) => {
    const person = {
      ...(name.trim() ? { name: name.trim() } : {}),
      ...(age.trim() ? { age: numberOf(age) } : {}),
      ...(sex ? { sex } : {}),
    };
    return Object.keys(person).length > 0 ? [person] : [];
  });
  return {
    channel,
    reporter: {
      ...filled({ name: call.name, phone: call.phone, relationship: call.relationship }),
      ...(contact ? { contactId: contact.id } : {}),
    },
    text: text.trim(),
    ...filled({ category: call.category, priority: call.priority, country: call.country, city: call.city }),
    ...(persons.length > 0 ? { persons } : {}),
    ...(call.when ? { occurredAt: instantInCairo(call.when) } : {}),
  };
}

function filled(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
}

/** Digits of either script. */
export function numberOf(text: string): number {
  return Number(text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)));
}

/** The instant at which clocks in Cairo show this. Of an hour that comes twice in a year, the first. */
export function instantInCairo(local: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Africa/Cairo',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const wanted = Date.parse(`${local}Z`);
  for (const hours of [3, 2]) {
    const instant = new Date(wanted - hours * 3_600_000);
    if (shown.format(instant).replace(' ', 'T') === local) return instant.toISOString();
  }
  return new Date(wanted - 2 * 3_600_000).toISOString();
}
