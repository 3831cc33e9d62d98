import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { useAgencies } from './choices.ts';

/** What everybody in the room must know before they trust the board. */
export function RedLines() {
  const { t } = useTranslation();
  const format = useFormat();
  const red = useAgencies().filter(({ state }) => state === 'red');
  if (red.length === 0) return null;
  const who = red.map(({ name }) => format.both(name)).join(format.comma);
  return (
    <p className="red-line" role="status">
      {t('redAgencies', { who })}
    </p>
  );
}
