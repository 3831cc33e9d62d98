import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { Field } from '../ui/field.tsx';
import { NO_PERSON, type PersonTyped } from './form.ts';

/** The API takes so many at once. */
const MOST = 20;

/** Who is there: a line for each. */
export function Persons({
  persons,
  onChange,
  error,
}: {
  persons: readonly PersonTyped[];
  onChange: (persons: PersonTyped[]) => void;
  error: unknown;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = (index: number, changes: Partial<PersonTyped>) =>
    onChange(persons.map((person, at) => (at === index ? { ...person, ...changes } : person)));
  return (
    <fieldset className="persons">
      <legend>{t('callPersons')}</legend>
      {persons.map((person, index) => {
        const n = format.number(index + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person on a form is nobody but his place in it.
          <fieldset key={index} className="person">
            <legend className="visually-hidden">{t('personNumber', { n })}</legend>
            <Field label={t('personName')} error={error} pointer={`/persons/${index}/name`}>
              <input
                dir="auto"
                autoComplete="off"
                value={person.name}
                onChange={({ target }) => change(index, { name: target.value })}
              />
            </Field>
            <Field label={t('personAge')} error={error} pointer={`/persons/${index}/age`}>
              <input
                className="age"
                inputMode="numeric"
                autoComplete="off"
                value={person.age}
                onChange={({ target }) => change(index, { age: target.value.replace(/[^\p{Nd}.]/gu, '') })}
              />
            </Field>
            <Field label={t('personSex')} error={error} pointer={`/persons/${index}/sex`}>
              <select
                value={person.sex}
                onChange={({ target }) => change(index, { sex: target.value as PersonTyped['sex'] })}
              >
                <option value="">{t('notKnown')}</option>
                <option value="female">{t('female')}</option>
                <option value="male">{t('male')}</option>
              </select>
            </Field>
            {persons.length > 1 ? (
              <button
                type="button"
                className="quiet"
                aria-label={t('removePerson', { n })}
                onClick={() => onChange(persons.filter((_, at) => at !== index))}
              >
                ×
              </button>
            ) : null}
          </fieldset>
        );
      })}
      <button type="button" onClick={() => onChange([...persons, NO_PERSON])} disabled={persons.length >= MOST}>
        {t('addPerson')}
      </button>
    </fieldset>
  );
}
