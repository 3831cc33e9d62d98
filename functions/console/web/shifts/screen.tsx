import { useContext, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES } from '../../../../shared/case/vocabulary.ts';
import { LOGGERS, SUPERVISORS } from '../../../../shared/http/roles.ts';
import type { Duty, Present, Shift } from '../answers.ts';
import { WatchContext } from '../board/watch.ts';
import { DeskForm } from '../desk/form.tsx';
import { Signed, State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useReread, useThing, useThings } from '../desk/things.ts';
import { numberOf } from '../desk/time.ts';
import { readsCases, useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Countdown, PriorityBadge, Reference } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { RosterForm } from './roster-form.tsx';
import { SHIFT_ROLE_NAMES, SHIFT_TEXTS, WELLBEING_NAMES } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(SHIFT_TEXTS);

/** Who is there now and next, what they carry and look at, and the rosters of the days around. */
export default function ShiftsScreen() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const reread = useReread();
  const { items: shifts, error } = useThings<Shift>('/v1/shifts');
  const [planning, setPlanning] = useState(false);
  const supervises = SUPERVISORS.some((role) => me.roles.includes(role));
  if (!shifts) return error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>;
  const staff = [...new Set([me.id, ...shifts.flatMap(({ roster }) => roster.map((entry) => entry.staff))])].sort();
  return (
    <section className="desk shifts">
      <header>
        <h1>{t('shifts.shiftsTitle')}</h1>
        {supervises && !planning ? (
          <button type="button" onClick={() => setPlanning(true)}>
            {t('shifts.plan')}
          </button>
        ) : null}
      </header>
      {planning ? <RosterForm staff={staff} onStale={reread} onClose={() => setPlanning(false)} /> : null}
      <DutyNow />
      {[...shifts]
        .sort((a, b) => b.start.localeCompare(a.start))
        .map((shift) => (
          <ShiftSheet key={shift.id} shift={shift} staff={staff} supervises={supervises} />
        ))}
    </section>
  );
}

function DutyNow() {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const { data: duty } = useThing<Duty>('/v1/shifts/current');
  const looking = usePresence();
  if (!duty) return null;
  const { people, next } = duty;
  return (
    <div className="sheet">
      <h2>{t('shifts.dutyNow')}</h2>
      {people.length === 0 ? (
        <p>{t('shifts.nobodyOnDuty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard.
        <section className="scroll" tabIndex={0} aria-label={t('shifts.dutyNow')}>
          <table>
            <thead>
              <tr>
                <th>{t('shifts.name')}</th>
                <th>{t('shifts.role')}</th>
                <th>{t('shifts.until')}</th>
                <th>{t('shifts.load')}</th>
                <th>{t('shifts.looksAt')}</th>
                <th>{t('shifts.training')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ staff, role, shift, to, load, training }) => (
                <tr key={`${staff} ${shift}`}>
                  <td>
                    <strong>
                      <bdi>{staff}</bdi>
                    </strong>
                    {staff === me.id ? <span className="soft"> ({t('me')})</span> : null}
                  </td>
                  <td>{format.both(SHIFT_ROLE_NAMES[role])}</td>
                  <td>
                    <Countdown due={to} />
                  </td>
                  <td className="loads">
                    {PRIORITIES.filter((each) => load[each] > 0).map((each) => (
                      <span key={each}>
                        <PriorityBadge priority={each} /> {format.number(load[each])}
                      </span>
                    ))}
                    {PRIORITIES.every((each) => load[each] === 0) ? format.number(0) : null}
                  </td>
                  <td>
                    {looking
                      .filter((one) => one.staff === staff)
                      .map(({ case: id, doing }) => (
                        <a key={id} href={hrefOf(['cases', id])} data-doing={doing}>
                          <Reference id={id} />{' '}
                        </a>
                      ))}
                  </td>
                  <td>
                    {training ? (
                      t('shifts.minutesOf', { n: format.number(training.minutes) })
                    ) : role === 'surge' ? (
                      <span className="warn">{t('shifts.notBriefed')}</span>
                    ) : (
                      '–'
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="soft">
        {next ? (
          <bdi>{t('shifts.nextShift', { when: format.stamp(next.start), who: next.supervisor ?? '–' })}</bdi>
        ) : (
          t('shifts.noNext')
        )}
      </p>
    </div>
  );
}

/** As many cases as one question about presence names. */
const CASES = 50;

/** Who looks at which of the most urgent cases now. */
function usePresence(): readonly Present[] {
  const { me } = useRoom();
  const store = useContext(WatchContext);
  const urgent = useSyncExternalStore(store?.subscribe ?? NEVER, () =>
    store ? store.snapshot().order.slice(0, CASES).join(',') : '',
  );
  const { items = [] } = useThings<Present>(readsCases(me) && urgent ? `/v1/presence?ids=${urgent}` : undefined);
  return items;
}

const NEVER = () => () => {};

function ShiftSheet({ shift, staff, supervises }: { shift: Shift; staff: readonly string[]; supervises: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me } = useRoom();
  const reread = useReread();
  const [form, setForm] = useState<'roster' | 'instruction' | 'briefing'>();
  const now = new Date(roomNow()).toISOString();
  const when = shift.end <= now ? 'past' : shift.start <= now ? 'running' : 'planned';
  const path = `/v1/shifts/${shift.id}`;
  const onRoster = shift.roster.map((entry) => entry.staff);
  const logs = LOGGERS.some((role) => me.roles.includes(role));
  const close = () => setForm(undefined);
  return (
    <article className="sheet" data-shift={shift.id}>
      <header className="head">
        <h2>{t('desk.range', { from: format.stamp(shift.start), to: format.stamp(shift.end) })}</h2>
        <State kind={when === 'running' ? 'good' : when === 'planned' ? 'open' : 'over'}>{t(`shifts.${when}`)}</State>
        {shift.team === 'room' ? null : (
          <span className="soft">
            <bdi>{shift.team}</bdi>
          </span>
        )}
        {when === 'planned' ? null : <a href={hrefOf(['handover', shift.id])}>{t('shifts.toHandover')}</a>}
      </header>
      {form === 'roster' ? (
        <RosterForm shift={shift} staff={staff} onStale={reread} onClose={close} />
      ) : (
        <ul className="rows">
          {shift.roster.map((entry) => (
            <li key={entry.staff}>
              <strong>
                <bdi>{entry.staff}</bdi>
              </strong>
              <span>{format.both(SHIFT_ROLE_NAMES[entry.role])}</span>
              {entry.from !== shift.start || entry.to !== shift.end ? (
                <span className="soft">
                  {t('desk.range', { from: format.time(entry.from), to: format.time(entry.to) })}
                </span>
              ) : null}
              {entry.state && entry.state !== 'well' ? (
                <State kind="wait">{format.both(WELLBEING_NAMES[entry.state])}</State>
              ) : null}
              {entry.training ? (
                <span className="soft">
                  {t('shifts.training')} {t('shifts.minutesOf', { n: format.number(entry.training.minutes) })}
                </span>
              ) : null}
              <span className="grow soft" dir="auto">
                {entry.note}
              </span>
            </li>
          ))}
        </ul>
      )}
      {shift.contact ? (
        <p>
          <span className="soft">{t('shifts.contact')}:</span> <span dir="auto">{shift.contact}</span>
        </p>
      ) : null}
      {shift.instructions.length > 0 ? (
        <>
          <h3>{t('shifts.instructions')}</h3>
          <ul className="rows">
            {shift.instructions.map(({ instructionId, from, text, at, by }) => (
              <li key={instructionId}>
                <strong dir="auto">{from}</strong>
                <span className="grow" dir="auto">
                  {text}
                </span>
                <Signed by={by} at={at} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {form === 'instruction' ? (
        <DeskForm
          place={`instruction ${shift.id}`}
          title={t('shifts.addInstruction')}
          submit={t('save')}
          path={path}
          onDone={close}
          onClose={close}
          inputs={[
            { kind: 'line', name: 'from', label: t('shifts.instructionFrom') },
            { kind: 'text', name: 'text', label: t('shifts.instructionText') },
          ]}
          request={(value, key) =>
            api.post<Shift>(`${path}/instructions`, { from: value('from'), text: value('text') }, { key })
          }
        />
      ) : null}
      {form === 'briefing' ? (
        <DeskForm
          place={`briefing ${shift.id}`}
          title={t('shifts.recordBriefing')}
          submit={t('save')}
          path={path}
          onDone={close}
          onClose={close}
          current={{ staff: onRoster.includes(me.id) ? me.id : (onRoster[0] ?? ''), minutes: '10' }}
          inputs={[
            {
              kind: 'choice',
              name: 'staff',
              label: t('shifts.briefingWho'),
              choices: (supervises ? onRoster : [me.id]).map((each) => [each, each] as const),
            },
            { kind: 'line', type: 'number', name: 'minutes', label: t('shifts.briefingMinutes') },
          ]}
          request={(value, key) =>
            api.post<Shift>(
              `${path}/briefings`,
              { staff: value('staff'), minutes: numberOf(value('minutes')) },
              { key },
            )
          }
        />
      ) : null}
      {form === undefined && when !== 'past' ? (
        <div className="acts">
          {supervises ? (
            <>
              <button type="button" onClick={() => setForm('roster')}>
                {t('shifts.edit')}
              </button>
              <button type="button" onClick={() => setForm('instruction')}>
                {t('shifts.addInstruction')}
              </button>
            </>
          ) : null}
          {supervises || (logs && onRoster.includes(me.id)) ? (
            <button type="button" onClick={() => setForm('briefing')}>
              {t('shifts.recordBriefing')}
            </button>
          ) : null}
        </div>
      ) : null}
    </article>
  );
}
