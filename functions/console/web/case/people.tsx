import { useTranslation } from 'react-i18next';
import {
  CONSENT_BASES,
  GRADES,
  type Grade,
  PERSON_ROLES,
  type PersonRole,
  SAFETY_STATUSES,
  type SafetyStatus,
  VULNERABILITIES,
  type Vulnerability,
} from '../../../../shared/case/vocabulary.ts';
import { labelOf, VULNERABILITY_WORDS } from '../../../../shared/texts/labels.ts';
import type { CaseHead } from '../answers.ts';
import { type Format, useFormat } from '../text/format.ts';
import { PERSON_ROLE_NAMES } from '../text/words.ts';
import { Stamp } from '../ui/marks.tsx';
import { type Act, Begin, type Values } from './act.tsx';
import { useCase } from './page.ts';
import { GRADE_NAMES, SAFETY_NAMES } from './words.ts';

type Person = CaseHead['persons'][number];
type T = (key: string) => string;

const ADULT = 18;
/** Evidence that is the person's own voice, or a paper about him. */
const REACHED: readonly string[] = ['direct_contact', 'official_document'];

/** Everybody this case is about: who they are, what makes them weak, whether we reached them. */
export function People() {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const { persons } = head;
  const children = persons.filter(({ age }) => age !== undefined && age < ADULT).length;
  return (
    <section aria-labelledby="case-people">
      <h3 id="case-people">
        {t('people')} <bdi className="chip">{format.number(persons.length)}</bdi>
        {children > 0 ? (
          <span className="chip" data-grave>
            {t('childrenCount')} <bdi>{format.number(children)}</bdi>
          </span>
        ) : null}
      </h3>
      <ul className="parts">
        {persons.map((person) => (
          <PersonLine key={person.personId} person={person} />
        ))}
      </ul>
      {can('addPerson') ? <Begin act={personAct(t, format)} /> : null}
    </section>
  );
}

function PersonLine({ person }: { person: Person }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const { name, age, sex, role, vulnerabilities = [], medical, place, phone, note, safety, disclosureConsent } = person;
  const reached = safety !== undefined && REACHED.includes(safety.grade);
  return (
    <li>
      <strong>
        <bdi>{name ?? t('withoutName')}</bdi>
      </strong>{' '}
      <span>
        {[age === undefined ? '' : `${t('age')} ${format.number(age)}`, sex && sex !== 'unknown' ? t(`sex_${sex}`) : '']
          .filter(Boolean)
          .join(format.comma)}
      </span>{' '}
      {role ? <span className="chip">{format.both(PERSON_ROLE_NAMES[role as PersonRole])}</span> : null}{' '}
      {age !== undefined && age < ADULT ? (
        <span className="chip" data-grave>
          {t('child')}
        </span>
      ) : null}{' '}
      {vulnerabilities.map((each) => (
        <span className="chip" data-grave key={each}>
          {format.both(VULNERABILITY_WORDS[each as Vulnerability])}
        </span>
      ))}
      {safety ? (
        <p className="safety" data-reached={reached || undefined}>
          {reached ? '✓' : '?'} {format.both(SAFETY_NAMES[safety.status as SafetyStatus])} —{' '}
          {format.both(GRADE_NAMES[safety.grade as Grade])} <Stamp at={safety.asOf} country={head.country} />
        </p>
      ) : (
        <p className="safety">? {t('notReached')}</p>
      )}
      {medical ? (
        <p dir="auto">
          <strong>{t('medical')}</strong> {medical}
        </p>
      ) : null}
      {place || note ? <p dir="auto">{[place, note].filter(Boolean).join(' · ')}</p> : null}
      {phone ? (
        <p>
          <bdi dir="ltr" className="phone">
            {phone}
          </bdi>
        </p>
      ) : null}
      {disclosureConsent ? <p className="soft">{t(`family_${disclosureConsent.toFamily}`)}</p> : null}
      {can('changePerson') ? (
        <span className="acts">
          <Begin quiet act={personAct(t, format, person)} />
          {reached ? null : <Begin quiet act={reachedAct(t, format, person)} />}
        </span>
      ) : null}
    </li>
  );
}

const graded = (t: T, format: Format, safety: Person['safety'], grade?: Grade): Act['inputs'] => [
  {
    name: 'status',
    label: t('safetyStatus'),
    optional: true,
    choices: SAFETY_STATUSES.map((each) => [each, format.both(SAFETY_NAMES[each])]),
    initial: safety?.status ?? '',
  },
  {
    name: 'grade',
    label: t('grade'),
    optional: true,
    choices: GRADES.map((each) => [each, format.both(GRADE_NAMES[each])]),
    initial: grade ?? safety?.grade ?? '',
  },
];

/** What is known of a person; to add one, or to change what is known. */
function personAct(t: T, format: Format, person?: Person): Act {
  const line = (name: 'name' | 'phone' | 'place', label: string) => ({
    name,
    label,
    kind: 'line' as const,
    optional: true as const,
    initial: person?.[name] ?? '',
  });
  return {
    kind: person ? `person ${person.personId}` : 'person',
    title: t(person ? 'changePerson' : 'addPerson'),
    path: person ? `/persons/${person.personId}` : '/persons',
    ...(person ? { method: 'PATCH' as const } : {}),
    inputs: [
      line('name', t('byName')),
      { name: 'age', label: t('age'), kind: 'number', optional: true, initial: person?.age?.toString() ?? '' },
      {
        name: 'sex',
        label: t('sex'),
        optional: true,
        choices: (['female', 'male'] as const).map((each) => [each, labelOf('sex', each, format.lang)]),
        initial: person?.sex && person.sex !== 'unknown' ? person.sex : '',
      },
      {
        name: 'role',
        label: t('personRole'),
        optional: true,
        choices: PERSON_ROLES.map((each) => [each, format.both(PERSON_ROLE_NAMES[each])]),
        initial: person?.role ?? '',
      },
      {
        name: 'vulnerabilities',
        label: t('vulnerabilities'),
        kind: 'many',
        choices: VULNERABILITIES.map((each) => [each, format.both(VULNERABILITY_WORDS[each])]),
        initial: person?.vulnerabilities?.join(',') ?? '',
      },
      { name: 'medical', label: t('medical'), hint: t('medicalHint'), optional: true, initial: person?.medical ?? '' },
      line('phone', t('phone')),
      line('place', t('wherePlace')),
      { name: 'note', label: t('note'), optional: true, initial: person?.note ?? '' },
      ...graded(t, format, person?.safety),
      {
        name: 'toFamily',
        label: t('mayTellFamily'),
        optional: true,
        choices: (['yes', 'no', 'not_asked'] as const).map((each) => [each, t(`family_${each}`)]),
        initial: person?.disclosureConsent?.toFamily ?? '',
      },
      {
        name: 'basis',
        label: t('consentBasis'),
        optional: true,
        choices: CONSENT_BASES.map((each) => [each, t(`basis_${each}`)]),
        initial: person?.disclosureConsent?.basis ?? '',
      },
    ],
    body: (values) => personBody(values, person),
  };
}

/** We spoke with somebody: where he stands, from his own mouth. */
function reachedAct(t: T, format: Format, person: Person): Act {
  return {
    kind: `reached ${person.personId}`,
    title: t('wasReached'),
    path: `/persons/${person.personId}`,
    method: 'PATCH',
    inputs: graded(t, format, person.safety, 'direct_contact'),
    body: (values) => personBody(values, person),
  };
}

/** Only what differs: what stands there already is nobody's change. */
function personBody({ status, grade, toFamily, basis, ...fields }: Values, person: Person | undefined): object {
  const { safety, disclosureConsent } = person ?? {};
  const before: Record<string, unknown> = { ...person };
  const same = (name: string, value: unknown) =>
    JSON.stringify(before[name] ?? (Array.isArray(value) ? [] : undefined)) === JSON.stringify(value);
  const changed = Object.entries(fields).filter(([name, value]) => !same(name, value));
  const moved = status && (status !== safety?.status || (grade ?? 'unverified') !== safety?.grade);
  const asked =
    toFamily && (toFamily !== disclosureConsent?.toFamily || (basis ?? 'consent') !== disclosureConsent?.basis);
  return {
    ...Object.fromEntries(changed),
    ...(moved ? { safety: { status, grade: grade ?? 'unverified' } } : {}),
    ...(asked ? { consent: { toFamily, basis: basis ?? 'consent' } } : {}),
  };
}
