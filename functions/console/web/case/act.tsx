import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseHead } from '../answers.ts';
import { type Api, Problem } from '../api.ts';
import { instantInCairo, numberOf } from '../calls/form.ts';
import { draftOf, useDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';
import { Confirm } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { useCase } from './page.ts';
import { EventLines } from './timeline.tsx';

export interface Input {
  name: string;
  label: string;
  hint?: string;
  /** A text of several lines unless told. `instant` is read as Cairo's clocks show it; `many` are boxes to tick. */
  kind?: 'text' | 'line' | 'number' | 'instant' | 'many';
  /** What may be chosen. */
  choices?: readonly (readonly [value: string, text: string])[];
  initial?: string;
  optional?: true;
}

/** What was filled in, by the name of its field; nothing where it was left empty. */
export type Values = Readonly<Record<string, string | number | string[]>>;

export interface Act {
  /** Names its draft. */
  kind: string;
  title: string;
  /** What to know before typing. */
  lead?: string;
  /** Of the case: `/triage`. */
  path: string;
  method?: 'PATCH' | 'PUT' | 'DELETE';
  inputs: readonly Input[];
  /** It overwrites what others may have changed meanwhile (decisions.md 18). */
  overwrites?: boolean;
  /** The version that is overwritten, where it is not the case's. */
  version?: number;
  /** The body of the request; the values as they are unless told. */
  body?: (values: Values) => object;
  /** Where the form begins: the name of an input. */
  focus?: string;
  /** What the button does, where that is more than carrying something out. */
  submit?: string;
  /** What is asked once more before it is sent: it cannot be taken back. */
  confirm?: string;
  /** Told what the room answered. */
  done?: (answer: unknown) => void;
}

interface Draft {
  version: number;
  values: Record<string, string>;
}

/** What machines record by themselves takes nothing from what a person is typing. */
const BY_ITSELF = /^(message\.(status|sending|sent)|attachment\.|clock\.|escalation\.(sent|delivered))/;

/**
 * One command to a case. What is typed survives a reload; where a person changed the case meanwhile, it stays beside what changed until it is
 * sent again by whoever has read that.
 */
export function ActForm({ act, onClose }: { act: Act; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const { id, head, events, refresh } = useCase();
  const place = `${act.kind} ${id}`;
  const [text, keep] = useDraft(place);
  const typed = valuesIn(text);
  // The version that the typing began on: kept with the words, so that a reload does not hide what came between.
  const [base, setBase] = useState(() => draftIn(draftOf(place))?.version ?? act.version ?? head.version);
  const form = useRef<HTMLFormElement>(null);
  // Whoever came by keyboard goes on where he was.
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const named = act.focus ? `[name="${act.focus}"]` : 'input, select, textarea, button';
    form.current?.querySelector<HTMLElement>(named)?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [act.focus]);
  const { go, state, error } = useSend(
    ({ body, on }: { body: object; on: number }, key: string) =>
      request(api, `/v1/cases/${id}${act.path}`, act, body, on, key),
    (answer) => {
      keep('');
      refresh();
      act.done?.(answer);
      // Whoever has opened another form meanwhile keeps it.
      if (form.current) onClose();
    },
  );
  const [sure, ask] = useState<number>();
  const stale = error instanceof Problem && error.status === 412;
  useStale(error, refresh);
  const unread = act.version === undefined ? events.filter(({ seq }) => seq > base) : [];
  // As far as this person has been shown: never the version of a head whose events are still on their way.
  const seen = act.version ?? unread.at(-1)?.seq ?? base;
  const shown = (input: Input) => typed[input.name] ?? input.initial ?? '';
  const send = (on: number) => {
    if (state !== 'idle') return;
    setBase(on);
    const values = filled(act.inputs, shown);
    void go({ body: act.body ? act.body(values) : values, on });
  };
  const change = (name: string, value: string) =>
    keep(JSON.stringify({ version: base, values: { ...typed, [name]: value } } satisfies Draft));
  return (
    <>
      <form
        ref={form}
        className="act sheet"
        aria-label={act.title}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          const on = unread.every(({ type }) => BY_ITSELF.test(type)) ? seen : base;
          if (act.confirm) ask(on);
          else send(on);
        }}
      >
        <h2>{act.title}</h2>
        {act.lead ? <p>{act.lead}</p> : null}
        {act.inputs.map((input) =>
          input.kind === 'many' ? (
            <Many key={input.name} input={input} value={shown(input)} onChange={(value) => change(input.name, value)} />
          ) : (
            <Field
              key={input.name}
              label={input.optional ? `${input.label} ${t('optional')}` : input.label}
              error={error}
              pointer={`/${input.name}`}
              {...(input.hint ? { hint: input.hint } : {})}
            >
              <Control input={input} value={shown(input)} onChange={(value) => change(input.name, value)} />
            </Field>
          ),
        )}
        {stale ? (
          <div className="problem" role="alert">
            <p>{t(act.version === undefined ? 'changedMeanwhile' : 'changedElsewhere')}</p>
            <EventLines events={unread} />
            <button
              type="button"
              disabled={act.version === undefined && unread.length === 0}
              onClick={() => send(act.version === undefined ? seen : (currentOf(error) ?? seen))}
            >
              {t('sendAnyway')}
            </button>
          </div>
        ) : (
          <ProblemNote error={error} />
        )}
        {state === 'waiting' ? <p role="status">{t('waiting')}</p> : null}
        <footer>
          <button type="submit" className="primary" disabled={state !== 'idle'}>
            {state === 'sending' ? t('sending') : (act.submit ?? t('send'))}
          </button>
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
        </footer>
      </form>
      {sure === undefined || !act.confirm ? null : (
        <Confirm
          title={act.title}
          text={act.confirm}
          act={act.submit ?? t('send')}
          onConfirm={() => {
            ask(undefined);
            send(sure);
          }}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}

function request(api: Api, path: string, act: Act, body: object, on: number, key: string): Promise<unknown> {
  if (act.method === 'PATCH') return api.patch(path, body, on);
  if (act.method === 'PUT') return api.put(path, body, on);
  if (act.method === 'DELETE') return api.delete(path, body);
  return api.post(path, body, { key, ...(act.overwrites ? { ifMatch: on } : {}) });
}

const currentOf = (error: Problem) => error.body.currentVersion;

function Control({
  input,
  value,
  onChange,
  ...described
}: {
  input: Input;
  value: string;
  onChange: (value: string) => void;
  id?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
}) {
  const { t } = useTranslation();
  const rest = {
    ...described,
    name: input.name,
    value,
    required: !input.optional,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  if (input.choices) {
    return (
      <select {...rest}>
        {value === '' || input.optional ? <option value="">{input.optional ? '—' : t('choose')}</option> : null}
        {input.choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    );
  }
  if (input.kind === 'instant') return <input type="datetime-local" {...rest} />;
  if (input.kind === 'number') return <input inputMode="decimal" dir="ltr" autoComplete="off" {...rest} />;
  if (input.kind === 'line') return <input dir="auto" autoComplete="off" {...rest} />;
  return <textarea dir="auto" rows={3} {...rest} />;
}

function Many({ input, value, onChange }: { input: Input; value: string; onChange: (value: string) => void }) {
  const ticked = new Set(value.split(',').filter(Boolean));
  return (
    <fieldset className="many">
      <legend>{input.label}</legend>
      {input.choices?.map(([each, text]) => (
        <label key={each}>
          <input
            type="checkbox"
            checked={ticked.has(each)}
            onChange={({ target }) => {
              if (target.checked) ticked.add(each);
              else ticked.delete(each);
              onChange([...ticked].join(','));
            }}
          />{' '}
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function draftIn(text: string): Draft | undefined {
  if (!text) return undefined;
  try {
    const { version, values } = JSON.parse(text) as Partial<Draft>;
    return typeof version === 'number' && values ? { version, values } : undefined;
  } catch {
    return undefined;
  }
}

const valuesIn = (text: string) => draftIn(text)?.values ?? {};

/** What the fields say, as the API wants it: empty ones left out, instants in UTC, digits of either script. */
function filled(inputs: readonly Input[], shown: (input: Input) => string): Values {
  return Object.fromEntries(
    inputs.flatMap((input): [string, string | number | string[]][] => {
      const value = shown(input).trim();
      if (input.kind === 'many') return [[input.name, value.split(',').filter(Boolean)]];
      if (value === '') return [];
      if (input.kind === 'number') return [[input.name, numberOf(value)]];
      return [[input.name, input.kind === 'instant' ? instantInCairo(value) : value]];
    }),
  );
}

/** A button that opens the form of a command; not there where the room would refuse it. */
export function Begin({ act, quiet }: { act: Act | undefined; quiet?: boolean }) {
  const { begin } = useCase();
  if (!act) return null;
  return (
    <button type="button" className={quiet ? 'quiet' : undefined} onClick={() => begin(act)}>
      {act.title}
    </button>
  );
}

/** One command that needs no words, at a press. */
export function Press({
  title,
  path,
  method,
  body = {},
  primary,
}: {
  title: string;
  path: string;
  method?: 'PATCH';
  body?: object;
  primary?: boolean;
}) {
  const { api } = useRoom();
  const { id, head, refresh } = useCase();
  const { go, state, error } = useSend(
    (on: number, key: string) =>
      method === 'PATCH'
        ? api.patch<CaseHead>(`/v1/cases/${id}${path}`, body, on)
        : api.post<CaseHead>(`/v1/cases/${id}${path}`, body, { key }),
    refresh,
  );
  useStale(error, refresh);
  return (
    <>
      <button
        type="button"
        className={primary ? 'primary' : undefined}
        disabled={state !== 'idle'}
        onClick={() => void go(head.version)}
      >
        {title}
      </button>
      <ProblemNote error={error} />
    </>
  );
}

/** A command without words met a newer version: what changed is fetched, so that the next press knows it. */
export function useStale(error: unknown, refresh: () => void): void {
  const stale = error instanceof Problem && error.status === 412;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal.
  useEffect(() => {
    if (stale) refresh();
  }, [stale]);
}
