import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHIFT_ROLES, WELLBEING } from '../../../../shared/shifts/shift.ts';
import type { Shift } from '../answers.ts';
import { Problem } from '../api.ts';
import { FormFoot } from '../desk/foot.tsx';
import { Conflict } from '../desk/form.tsx';
import { useCommand } from '../desk/things.ts';
import { hoursFrom, localInCairo } from '../desk/time.ts';
import { useTyped } from '../desk/typed.ts';
import { useRoom } from '../room.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { Field } from '../ui/field.tsx';
import { freshField, NOBODY, type PersonTyped, personFields, personOf, rosterBody, valuesOf } from './roster.ts';
import { SHIFT_ROLE_NAMES, WELLBEING_NAMES } from './texts.ts';

/** The roster of a shift that is there, or of a new one. */
export function RosterForm({
  shift,
  staff,
  onStale,
  onClose,
}: {
  shift?: Shift;
  /** Names to choose from. */
  staff: readonly string[];
  onStale: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const form = useRef<HTMLFormElement>(null);
  const list = useId();
  const [fresh] = useState(() => ({
    start: localInCairo(hoursFrom(roomNow(), 1)),
    'person +1': JSON.stringify({ ...NOBODY, role: 'supervisor' }),
    'person +2': JSON.stringify(NOBODY),
  }));
  const current = shift ? valuesOf(shift) : fresh;
  const typed = useTyped(shift ? `roster ${shift.id}` : 'roster', current);
  const fields = personFields(current, typed.typed);
  const command = useCommand(
    shift ? `/v1/shifts/${shift.id}` : undefined,
    (body: ReturnType<typeof rosterBody>, key) =>
      shift
        ? api.put<Shift>(`/v1/shifts/${shift.id}`, body, shift.version)
        : api.post<Shift>('/v1/shifts', body, { key }),
    () => {
      typed.clear();
      if (form.current) onClose();
    },
  );
  const { error, state } = command;
  const stale = error instanceof Problem && error.status === 412;
  const latest = useRef(onStale);
  latest.current = onStale;
  useEffect(() => {
    if (stale) latest.current();
  }, [stale]);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const [held, setHeld] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setHeld(typed.conflicts.length > 0);
    if (typed.conflicts.length === 0 && state === 'idle')
      void command.go(rosterBody(typed.value, fields, shift?.start));
  };
  const put = (name: string, person: PersonTyped, change: Partial<PersonTyped>) =>
    typed.set(name, JSON.stringify({ ...person, ...change }));
  const words = (value: string) => {
    const person = personOf(value);
    if (!person) return '';
    const { staff: who, role, from, to, state: its, note } = person;
    const hours = [from, to].filter(Boolean).join(' – ').replaceAll('T', ' ');
    const well = its ? format.both(WELLBEING_NAMES[its as keyof typeof WELLBEING_NAMES]) : '';
    return [who, format.both(SHIFT_ROLE_NAMES[role]), hours, well, note].filter(Boolean).join(format.comma);
  };
  // The API numbers the persons that it was sent.
  const sent = fields.filter((name) => personOf(typed.value(name))?.staff.trim());
  const conflict = (name: string, now: string) =>
    typed.conflicts.includes(name) ? (
      <Conflict now={now} mine={() => typed.keepMine(name)} theirs={() => typed.takeTheirs(name)} />
    ) : null;
  const line = (name: string, label: string, rest: { hint?: string; dir?: 'ltr'; type?: string; pointer?: string }) => {
    const { hint, pointer = `/${name}`, ...input } = rest;
    return (
      <div>
        <Field label={label} {...(hint ? { hint } : {})} error={error} pointer={pointer}>
          <input
            {...input}
            autoComplete="off"
            disabled={name === 'start' && shift !== undefined}
            value={typed.value(name)}
            onChange={({ target }) => typed.set(name, target.value)}
          />
        </Field>
        {conflict(name, (current as Record<string, string>)[name] ?? '')}
      </div>
    );
  };
  return (
    <form
      ref={form}
      className="sheet desk-form roster-form"
      aria-label={t(shift ? 'shifts.editTitle' : 'shifts.planTitle')}
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
        if (event.key === 'Escape') onClose();
      }}
    >
      <h2>{t(shift ? 'shifts.editTitle' : 'shifts.planTitle')}</h2>
      <div className="inputs">
        {line('start', t('shifts.start'), { type: 'datetime-local', dir: 'ltr', hint: t('desk.cairoTime') })}
        {line('end', t('shifts.end'), { type: 'datetime-local', dir: 'ltr', hint: t('shifts.endHint') })}
        {line('contact', t('shifts.contact'), {})}
        {line('team', t('shifts.teamName'), { dir: 'ltr', hint: t('shifts.teamHint') })}
      </div>
      <fieldset>
        <legend>{t('shifts.roster')}</legend>
        <datalist id={list}>
          {staff.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        {fields.map((name, index) => {
          const person = personOf(typed.value(name));
          if (!person && !typed.conflicts.includes(name)) return null;
          const pointer = `/roster/${sent.indexOf(name)}`;
          return (
            <fieldset className="roster-person" key={name}>
              <legend className="visually-hidden">
                {person?.staff || t('shifts.personN', { n: format.number(index + 1) })}
              </legend>
              {person ? (
                <>
                  <Field label={t('shifts.name')} error={error} pointer={`${pointer}/staff`}>
                    <input
                      dir="ltr"
                      list={list}
                      autoComplete="off"
                      readOnly={!name.includes('+')}
                      value={person.staff}
                      onChange={({ target }) => put(name, person, { staff: target.value })}
                    />
                  </Field>
                  <Field label={t('shifts.role')} error={error} pointer={`${pointer}/role`}>
                    <select
                      value={person.role}
                      onChange={({ target }) => put(name, person, { role: target.value as PersonTyped['role'] })}
                    >
                      {SHIFT_ROLES.map((each) => (
                        <option key={each} value={each}>
                          {format.both(SHIFT_ROLE_NAMES[each])}
                        </option>
                      ))}
                    </select>
                  </Field>
                  <Field label={t('shifts.condition')} error={error} pointer={`${pointer}/state`}>
                    <select value={person.state} onChange={({ target }) => put(name, person, { state: target.value })}>
                      <option value="">–</option>
                      {WELLBEING.map((each) => (
                        <option key={each} value={each}>
                          {format.both(WELLBEING_NAMES[each])}
                        </option>
                      ))}
                    </select>
                  </Field>
                  <Field
                    label={`${t('shifts.ownHours')}: ${t('shifts.fromHour')}`}
                    error={error}
                    pointer={`${pointer}/from`}
                  >
                    <input
                      type="datetime-local"
                      dir="ltr"
                      value={person.from}
                      onChange={({ target }) => put(name, person, { from: target.value })}
                    />
                  </Field>
                  <Field
                    label={`${t('shifts.ownHours')}: ${t('shifts.toHour')}`}
                    error={error}
                    pointer={`${pointer}/to`}
                  >
                    <input
                      type="datetime-local"
                      dir="ltr"
                      value={person.to}
                      onChange={({ target }) => put(name, person, { to: target.value })}
                    />
                  </Field>
                  <Field label={t('shifts.noteOf')} error={error} pointer={`${pointer}/note`}>
                    <input
                      dir="auto"
                      autoComplete="off"
                      value={person.note}
                      onChange={({ target }) => put(name, person, { note: target.value })}
                    />
                  </Field>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={t('shifts.removeFromRoster', {
                      who: person.staff || t('shifts.personN', { n: index + 1 }),
                    })}
                    onClick={() => typed.set(name, '')}
                  >
                    ×
                  </button>
                </>
              ) : null}
              {conflict(name, words((current as Record<string, string>)[name] ?? ''))}
            </fieldset>
          );
        })}
        <button type="button" onClick={() => typed.set(freshField(fields), JSON.stringify(NOBODY))}>
          {t('shifts.addPersonToRoster')}
        </button>
      </fieldset>
      <FormFoot
        command={{ error, state }}
        unmerged={held && typed.conflicts.length > 0}
        stale={stale}
        submit={t(shift ? 'shifts.saveEdit' : 'shifts.savePlan')}
        onClose={onClose}
      />
    </form>
  );
}
