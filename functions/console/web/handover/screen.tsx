import { useTranslation } from 'react-i18next';
import { SUPERVISORS } from '../../../../shared/http/roles.ts';
import type { Handover, Shift } from '../answers.ts';
import { State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useCommand, useThings } from '../desk/things.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { pathOf } from './pack.ts';
import { PackScreen } from './pack-screen.tsx';
import { HANDOVER_TEXTS, STATE_NAMES } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(HANDOVER_TEXTS);

/** From one shift to the next: the shifts that are to be handed over, and the pack of one of them. */
export default function HandoverScreen() {
  const id = useRoute().path[1];
  return id ? <PackScreen key={id} id={id} /> : <Handovers />;
}

function Handovers() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const { items: shifts, error } = useThings<Shift>('/v1/shifts');
  const { items: handovers = [] } = useThings<Handover>('/v1/handovers');
  const now = new Date(roomNow()).toISOString();
  const supervises = SUPERVISORS.some((role) => me.roles.includes(role));
  if (!shifts) return error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>;
  const begun = shifts.filter(({ start }) => start <= now).sort((a, b) => b.start.localeCompare(a.start));
  return (
    <section className="desk">
      <header>
        <h1>{t('handover')}</h1>
      </header>
      <p className="soft">{t('handover.handoverLead')}</p>
      <div className="sheet">
        {begun.length === 0 ? (
          <p>
            {t('handover.noShifts')} <a href={hrefOf(['shifts'])}>{t('handover.goToShifts')}</a>
          </p>
        ) : (
          <ul className="rows">
            {begun.map((shift) => (
              <ShiftRow
                key={shift.id}
                shift={shift}
                handover={handovers.find(({ id }) => id === shift.id)}
                supervises={supervises}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function ShiftRow({
  shift,
  handover,
  supervises,
}: {
  shift: Shift;
  handover: Handover | undefined;
  supervises: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const make = useCommand(
    pathOf(shift.id),
    (body: { shift: string }, key) => api.post<Handover>('/v1/handovers', body, { key }),
    () => go(hrefOf(['handover', shift.id])),
  );
  const supervisor = shift.roster.find(({ role }) => role === 'supervisor')?.staff;
  return (
    <li>
      <div className="grow">
        <strong>{t('handover.shiftOf', { from: format.stamp(shift.start), to: format.stamp(shift.end) })}</strong>{' '}
        <span className="soft">
          <bdi>{shift.team === 'room' ? null : shift.team}</bdi> <bdi>{supervisor}</bdi>
        </span>
        <ProblemNote error={make.error} />
      </div>
      {handover ? (
        <State kind={handover.state === 'offered' ? 'wait' : handover.state === 'accepted' ? 'good' : 'open'}>
          {format.both(STATE_NAMES[handover.state])}
        </State>
      ) : (
        <span className="soft">{t('handover.noHandover')}</span>
      )}
      {handover ? (
        <a href={hrefOf(['handover', shift.id])}>{t('handover.openPack')}</a>
      ) : supervises ? (
        <button
          type="button"
          className="primary"
          disabled={make.state !== 'idle'}
          onClick={() => void make.go({ shift: shift.id })}
        >
          {t('handover.makePack')}
        </button>
      ) : null}
    </li>
  );
}
