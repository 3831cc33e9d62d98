import type { TFunction } from 'i18next';
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api.ts';
import { useFormat } from '../text/format.ts';
import { Field } from '../ui/field.tsx';
import { Countries } from './countries.tsx';
import { FormFoot } from './foot.tsx';
import { useCommand } from './things.ts';
import { useTyped, type Values } from './typed.ts';

interface Base {
  /** Its name in the form and, with a slash before, its pointer in the request unless told. */
  name: string;
  label: string;
  hint?: string;
  /** Where the API's word about it points: `/area/countries`. */
  pointer?: string;
  optional?: boolean;
}

/** One field of a form. `both` is two texts, `<name>.ar` and `<name>.en`; a time is as the clocks of Cairo show it. */
export type Input = Base &
  (
    | { kind: 'line'; type?: 'text' | 'number'; suggestions?: readonly string[]; dir?: 'ltr' }
    | { kind: 'text'; rows?: number }
    | { kind: 'both'; rows?: number }
    | { kind: 'time' }
    | { kind: 'choice'; choices: readonly (readonly [value: string, text: string])[] }
    | { kind: 'countries' }
  );

/**
 * A form that says what is asked and sends it once. What is typed survives a reload; what others change meanwhile is merged field by field, and
 * where both changed the same field it stands beside, until the person has chosen. Ctrl+Enter sends from anywhere.
 */
export function DeskForm<T>({
  place,
  title,
  inputs,
  current = {},
  submit,
  path,
  request,
  onDone,
  onStale,
  onClose,
  children,
}: {
  /** Names its draft. */
  place: string;
  title?: string;
  inputs: readonly Input[];
  /** What stands in the room now, by field; the first values of a form for something new. */
  current?: Values;
  /** What the button does, as a verb. */
  submit: string;
  /** Where the thing is read that the answer is. */
  path?: string;
  /** Sends what was typed; `key` is the Idempotency-Key. */
  request: (value: (name: string) => string, key: string) => Promise<T>;
  onDone?: (answer: T) => void;
  /** Reads anew what somebody else has changed. */
  onStale?: () => void;
  onClose?: () => void;
  children?: ReactNode | ((value: (name: string) => string) => ReactNode);
}) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const typed = useTyped(place, current);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [held, setHeld] = useState(false);
  const {
    go: send,
    state,
    error,
  } = useCommand(
    path,
    (values: Values, key) => request((name) => values[name] ?? '', key),
    (answer) => {
      typed.clear();
      // Whoever has gone on to something else meanwhile is not called away from it.
      if (form.current) onDone?.(answer);
    },
  );
  const stale = error instanceof Problem && error.status === 412;
  const latestStale = useRef(onStale);
  latestStale.current = onStale;
  useEffect(() => {
    if (stale) latestStale.current?.();
  }, [stale]);
  // What was opened by a button begins at its first field.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    if (onClose) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);

  const groups = inputs.map((input) => fieldsOf(input, t));
  const fields = groups.flat();
  const go = (event?: FormEvent) => {
    event?.preventDefault();
    const empty = fields.filter(({ name, optional }) => !optional && typed.value(name).trim() === '');
    setMissing(empty.map(({ name }) => name));
    setHeld(typed.conflicts.length > 0);
    const first = empty[0]?.name ?? typed.conflicts[0];
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else if (state === 'idle') void send(Object.fromEntries(fields.map(({ name }) => [name, typed.value(name)])));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go(event as unknown as FormEvent);
    if (event.key === 'Escape' && onClose) {
      event.stopPropagation();
      onClose();
    }
  };
  const one = (field: FieldShown) => (
    <div key={field.name} className={field.wide ? 'wide' : undefined}>
      <Field
        label={field.optional ? `${field.label} (${t('desk.optional')})` : field.label}
        {...(field.hint ? { hint: field.hint } : {})}
        error={error}
        pointer={field.pointer}
        message={missing.includes(field.name) && typed.value(field.name).trim() === '' ? t('desk.required') : undefined}
      >
        {field.control(typed.value(field.name), (value) => typed.set(field.name, value))}
      </Field>
      {typed.conflicts.includes(field.name) ? (
        <Conflict
          now={field.word?.(current[field.name] ?? '') ?? current[field.name] ?? ''}
          mine={() => typed.keepMine(field.name)}
          theirs={() => typed.takeTheirs(field.name)}
        />
      ) : null}
    </div>
  );
  return (
    <form
      ref={form}
      className="sheet desk-form"
      aria-label={title ?? submit}
      noValidate
      onSubmit={go}
      onKeyDown={onKey}
    >
      {title ? <h2>{title}</h2> : null}
      <div className="inputs">
        {groups.map((group) =>
          group.length > 1 ? (
            <div key={group[0]!.name} className="pair">
              {group.map(one)}
            </div>
          ) : (
            group.map(one)
          ),
        )}
      </div>
      {typeof children === 'function' ? children(typed.value) : children}
      <FormFoot
        command={{ error, state }}
        unmerged={held && typed.conflicts.length > 0}
        stale={stale}
        submit={submit}
        onClose={onClose}
      >
        {Object.keys(typed.typed).length > 0 ? <small className="soft">{t('desk.draftKept')}</small> : null}
      </FormFoot>
    </form>
  );
}

/** What somebody else wrote into the field that is being typed in. */
export function Conflict({ now, mine, theirs }: { now: string; mine: () => void; theirs: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="conflict" role="alert">
      <p>{t('desk.changedByOther')}</p>
      <blockquote dir="auto">{now || t('desk.emptyNow')}</blockquote>
      <button type="button" onClick={mine}>
        {t('desk.keepMine')}
      </button>
      <button type="button" onClick={theirs}>
        {t('desk.takeTheirs')}
      </button>
    </div>
  );
}

interface FieldShown {
  name: string;
  label: string;
  hint?: string;
  pointer: string;
  optional: boolean;
  wide: boolean;
  control: (value: string, set: (value: string) => void) => ReactElement<object>;
  /** A value as people read it. */
  word?: (value: string) => string;
}

function fieldsOf(input: Input, t: TFunction): FieldShown[] {
  const { name, label, hint, pointer = `/${name}`, optional = false } = input;
  const base = { name, label, pointer, optional, wide: false, ...(hint ? { hint } : {}) };
  switch (input.kind) {
    case 'both':
      return (['ar', 'en'] as const).map((lang) => ({
        ...base,
        name: `${name}.${lang}`,
        label: t(lang === 'ar' ? 'desk.inArabic' : 'desk.inEnglish', { what: label }),
        pointer: `${pointer}/${lang}`,
        control: (value, set) => (
          <textarea
            name={`${name}.${lang}`}
            lang={lang}
            dir={lang === 'ar' ? 'rtl' : 'ltr'}
            rows={input.rows ?? 2}
            value={value}
            onChange={({ target }) => set(target.value)}
          />
        ),
      }));
    case 'text':
      return [
        {
          ...base,
          wide: true,
          control: (value, set) => (
            <textarea
              name={name}
              dir="auto"
              rows={input.rows ?? 3}
              value={value}
              onChange={({ target }) => set(target.value)}
            />
          ),
        },
      ];
    case 'line':
      return [{ ...base, control: (value, set) => <Line input={input} value={value} set={set} /> }];
    case 'time':
      return [
        {
          ...base,
          hint: hint ? `${hint} · ${t('desk.cairoTime')}` : t('desk.cairoTime'),
          word: (value) => value.replace('T', ' '),
          control: (value, set) => (
            <input
              name={name}
              type="datetime-local"
              dir="ltr"
              value={value}
              onChange={({ target }) => set(target.value)}
            />
          ),
        },
      ];
    case 'choice':
      return [
        {
          ...base,
          word: (value) => input.choices.find(([each]) => each === value)?.[1] ?? value,
          control: (value, set) => (
            <select name={name} value={value} onChange={({ target }) => set(target.value)}>
              {input.choices.some(([each]) => each === value) ? null : <option value={value} />}
              {input.choices.map(([each, text]) => (
                <option key={each} value={each}>
                  {text}
                </option>
              ))}
            </select>
          ),
        },
      ];
    case 'countries':
      return [{ ...base, wide: true, control: (value, set) => <Countries name={name} value={value} set={set} /> }];
  }
}

/** Takes the name and the description that its field gives. */
function Line({
  input,
  value,
  set,
  ...rest
}: {
  input: Extract<Input, { kind: 'line' }>;
  value: string;
  set: (value: string) => void;
  id?: string;
}) {
  const { suggestions } = input;
  const list = suggestions ? `${rest.id}-list` : undefined;
  return (
    <>
      <input
        {...rest}
        name={input.name}
        dir={input.dir ?? (input.type === 'number' ? 'ltr' : 'auto')}
        inputMode={input.type === 'number' ? 'numeric' : undefined}
        autoComplete="off"
        list={list}
        value={value}
        onChange={({ target }) => set(target.value)}
      />
      {suggestions ? (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

/** Choices of words in the person's language. */
export function useChoices() {
  const format = useFormat();
  return <T extends string>(words: Readonly<Record<T, { ar: string; en: string }>>) =>
    (Object.entries(words) as [T, { ar: string; en: string }][]).map(
      ([value, text]) => [value, format.both(text)] as const,
    );
}
