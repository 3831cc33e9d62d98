/** A roster as a form holds it: one field for the shift's own facts, one for each person, so that two people's changes meet person by person. */
import type { Shift } from '../answers.ts';
import { instantInCairo } from '../calls/form.ts';
import { localInCairo } from '../desk/time.ts';
import type { Values } from '../desk/typed.ts';

export interface PersonTyped {
  staff: string;
  role: Shift['roster'][number]['role'];
  /** Hours of his own, as the clocks of Cairo show them; the shift's where empty. */
  from: string;
  to: string;
  state: string;
  note: string;
}

export const NOBODY: PersonTyped = { staff: '', role: 'officer', from: '', to: '', state: '', note: '' };

const PREFIX = 'person ';

/** What stands in the room now, by field. */
export function valuesOf({ team, start, end, contact, roster }: Shift): Values {
  return {
    team,
    start: localInCairo(start),
    end: localInCairo(end),
    contact: contact ?? '',
    ...Object.fromEntries(
      roster.map((entry) => {
        const person: PersonTyped = {
          staff: entry.staff,
          role: entry.role,
          from: entry.from === start ? '' : localInCairo(entry.from),
          to: entry.to === end ? '' : localInCairo(entry.to),
          state: entry.state ?? '',
          note: entry.note ?? '',
        };
        return [PREFIX + entry.staff, JSON.stringify(person)];
      }),
    ),
  };
}

/** Names of the fields that hold persons: those of the room, then those that were added here. */
export function personFields(current: Values, typed: Values): string[] {
  return [...new Set([...Object.keys(current), ...Object.keys(typed)])].filter((name) => name.startsWith(PREFIX));
}

/** A field for one more person. */
export function freshField(fields: readonly string[]): string {
  for (let n = 1; ; n++) if (!fields.includes(`${PREFIX}+${n}`)) return `${PREFIX}+${n}`;
}

/** The person in a field; nothing where he was taken off. */
export function personOf(value: string): PersonTyped | undefined {
  return value ? { ...NOBODY, ...(JSON.parse(value) as Partial<PersonTyped>) } : undefined;
}

/** The body of the roster's request. `start` is sent as it was, for a shift keeps its beginning. */
export function rosterBody(value: (name: string) => string, fields: readonly string[], start?: string) {
  const people = fields.flatMap((name) => {
    const person = personOf(value(name));
    return person?.staff.trim() ? [person] : [];
  });
  const time = (name: string, local: string) => (local ? { [name]: instantInCairo(local) } : {});
  const text = (name: string, words: string) => (words.trim() ? { [name]: words.trim() } : {});
  return {
    ...text('team', value('team')),
    start: start ?? instantInCairo(value('start')),
    ...time('end', value('end')),
    ...text('contact', value('contact')),
    roster: people.map(({ staff, role, from, to, state, note }) => ({
      staff: staff.trim(),
      role,
      ...time('from', from),
      ...time('to', to),
      ...text('state', state),
      ...text('note', note),
    })),
  };
}
