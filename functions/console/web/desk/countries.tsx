import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCrises } from '../board/choices.ts';
import { countryCodes } from '../calls/countries.ts';
import { useFormat } from '../text/format.ts';

/** `SD,EG` as countries: those chosen, each with a button that takes it away, and a list to add from, countries in crisis first. */
export function Countries({
  name,
  value,
  set,
  ...rest
}: {
  name: string;
  value: string;
  set: (value: string) => void;
  id?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const crises = useCrises();
  const codes = useMemo(
    () => countryCodes().sort((a, b) => format.country(a).localeCompare(format.country(b), format.lang)),
    [format],
  );
  const first = [...new Set(crises.flatMap(({ countries }) => countries))];
  const chosen = value.split(',').filter(Boolean);
  return (
    <div className="countries">
      {chosen.map((code) => (
        <button
          key={code}
          type="button"
          className="chip"
          aria-label={t('desk.removeCountry', { what: format.country(code) })}
          onClick={() => set(chosen.filter((each) => each !== code).join(','))}
        >
          <bdi>{format.country(code)}</bdi> ×
        </button>
      ))}
      <select {...rest} name={name} value="" onChange={({ target }) => set([...chosen, target.value].join(','))}>
        <option value="">{t('desk.addCountry')}</option>
        {[...first, ...codes.filter((code) => !first.includes(code))]
          .filter((code) => !chosen.includes(code))
          .map((code) => (
            <option key={code} value={code}>
              {format.country(code)}
            </option>
          ))}
      </select>
    </div>
  );
}
