import { cloneElement, type ReactElement, useId } from 'react';
import { useFormat } from '../text/format.ts';
import { fieldMessage } from './problem.tsx';

interface Control {
  id?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
}

/** A field with its name, a hint, and what the room said of it. */
export function Field({
  label,
  hint,
  error,
  pointer,
  message,
  children,
}: {
  label: string;
  hint?: string;
  /** The failure of the whole form, and where in its body this field stands. */
  error?: unknown;
  pointer?: string;
  /** What the form itself says of the field. */
  message?: string | undefined;
  children: ReactElement<Control>;
}) {
  const format = useFormat();
  const id = useId();
  const told = pointer ? fieldMessage(error, pointer) : undefined;
  const wrong = message ?? (told ? format.both(told) : undefined);
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <small id={`${id}-hint`} className="soft">
          {hint}
        </small>
      ) : null}
      {cloneElement(children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': wrong ? true : undefined,
      })}
      {wrong ? (
        <small id={`${id}-wrong`} className="wrong" role="alert">
          {wrong}
        </small>
      ) : null}
    </div>
  );
}
