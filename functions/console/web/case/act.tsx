import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseHead, TimelineEvent } from '../answers.ts';
import { Problem } from '../api.ts';
import { draftOf, useDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { EventLines } from './timeline.tsx';

export interface Input {
  name: string;
  label: string;
  /** What may be chosen; a text without. */
  choices?: readonly (readonly [value: string, text: string])[];
  initial?: string;
}

export interface Act {
  /** Names its draft. */
  kind: string;
  title: string;
  /** Of the case: `/triage`. */
  path: string;
  inputs: readonly Input[];
  /** It overwrites what others may have changed meanwhile (decisions.md 18). */
  overwrites?: boolean;
}

/**
 * One command to a case. What is typed survives a reload; where the case changed meanwhile, it stays beside what changed until it is sent again by
 * whoever has read that.
 */
export function ActForm({
  id,
  version,
  events,
  act,
  onDone,
  onStale,
  onClose,
}: {
  id: string;
  version: number;
  events: readonly TimelineEvent[];
  act: Act;
  onDone: () => void;
  onStale: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const place = `${act.kind} ${id}`;
  const [draft, keep] = useDraft(place);
  const typed: Record<string, string> = draft ? JSON.parse(draft) : {};
  // The version that the typing began on: kept with the words, so that a reload does not hide what came between.
  const [base, setBase] = useState(() => Number(draftOf(place) ? JSON.parse(draftOf(place)).version : version));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const { go, state, error } = useSend(
    ({ body, on }: { body: Record<string, string>; on: number }, key: string) =>
      api.post<CaseHead>(`/v1/cases/${id}${act.path}`, body, { key, ...(act.overwrites ? { ifMatch: on } : {}) }),
    () => {
      keep('');
      onDone();
    },
  );
  const stale = error instanceof Problem && error.status === 412;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal.
  useEffect(() => {
    if (stale) onStale();
  }, [stale]);
  const filled = ({ name, initial, choices }: Input) => typed[name] ?? initial ?? choices?.[0]?.[0] ?? '';
  const send = (on: number) => {
    if (state !== 'idle') return;
    setBase(on);
    void go({ body: Object.fromEntries(act.inputs.map((each) => [each.name, filled(each)])), on });
  };
  return (
    <form
      ref={form}
      className="act"
      aria-label={act.title}
      onSubmit={(event) => {
        event.preventDefault();
        send(base);
      }}
    >
      <h2>{act.title}</h2>
      {act.inputs.map((input) => {
        const rest = {
          required: true,
          value: filled(input),
          onChange: ({ target }: { target: { value: string } }) =>
            keep(JSON.stringify({ ...typed, [input.name]: target.value, version: base })),
        };
        return (
          <Field key={input.name} label={input.label} error={error} pointer={`/${input.name}`}>
            {input.choices ? (
              <select {...rest}>
                {input.choices.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            ) : (
              <textarea dir="auto" rows={input.name === 'text' ? 4 : 2} {...rest} />
            )}
          </Field>
        );
      })}
      {stale ? (
        <div className="problem" role="alert">
          <p>{t('changedMeanwhile')}</p>
          <EventLines id={id} events={events.filter(({ seq }) => seq > base)} />
          <button type="button" onClick={() => send(version)}>
            {t('sendAnyway')}
          </button>
        </div>
      ) : (
        <ProblemNote error={error} />
      )}
      {state === 'waiting' ? <p role="status">{t('waiting')}</p> : null}
      <footer>
        <button type="submit" className="primary" disabled={state !== 'idle'}>
          {t('send')}
        </button>
        <button type="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </footer>
    </form>
  );
}
