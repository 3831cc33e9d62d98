import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { useAgencies } from './choices.ts';

/** The board stands before anybody has counted queues. */
const DeadLetters = lazy(async () => ({ default: (await import('../agencies/dead.tsx')).DeadLetters }));

/** What everybody in the room must know before they trust the board. */
export function RedLines() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const format = useFormat();
  const red = useAgencies().filter(({ state }) => state === 'red');
  const who = red.map(({ name }) => format.both(name)).join(format.comma);
  return (
    <>
      {WORKERS.some((role) => me.roles.includes(role)) ? (
        <Suspense fallback={null}>
          <DeadLetters quiet />
        </Suspense>
      ) : null}
      {red.length > 0 ? (
        <p className="red-line" role="status">
          {t('redAgencies', { who })}
        </p>
      ) : null}
    </>
  );
}
