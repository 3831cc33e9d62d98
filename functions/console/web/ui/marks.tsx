/** Small signs that every screen shows the same way. */
import type { Priority } from '../../../../shared/case/vocabulary.ts';
import { HIDDEN_CASE } from '../../../../shared/http/readers.ts';
import { useFormat, useNow } from '../text/format.ts';
import { PRIORITY_NAMES } from '../text/words.ts';

/** The priority by letter, colour and weight; its meaning for whoever asks. */
export function PriorityBadge({ priority }: { priority: Priority }) {
  const { both } = useWords();
  const { short, long } = PRIORITY_NAMES[priority];
  return (
    <span className="badge" data-priority={priority} title={both(long)}>
      <bdi>{both(short)}</bdi>
    </span>
  );
}

/** Counts down to a target, in words and in colour. */
export function Countdown({ due }: { due: string }) {
  const format = useFormat();
  const { text, state } = format.left(due, useNow());
  return (
    <time className="countdown" data-state={state} dateTime={due} title={format.stamp(due)}>
      <bdi>{text}</bdi>
    </time>
  );
}

/** How long ago something was; when exactly, for whoever asks. */
export function Ago({ at }: { at: string }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.stamp(at)}>
      <bdi>{format.ago(at, useNow())}</bdi>
    </time>
  );
}

/** An instant in Cairo and, where that differs, in the country concerned. */
export function Stamp({ at, country }: { at: string; country?: string | null }) {
  const format = useFormat();
  const there = format.there(at, country);
  return (
    <time dateTime={at} className="stamp">
      <bdi>{format.stamp(at)}</bdi>
      {there && country ? (
        <small>
          {' '}
          <bdi>{format.country(country)}</bdi> <bdi>{there}</bdi>
        </small>
      ) : null}
    </time>
  );
}

/** The reference of a case: Latin letters in whatever text they stand. */
export function Reference({ id }: { id: string }) {
  const { both } = useWords();
  if (id === HIDDEN_CASE) return <span>{both({ ar: 'بلاغ مقيّد', en: 'a restricted case' })}</span>;
  return (
    <bdi className="reference" dir="ltr" translate="no">
      {id}
    </bdi>
  );
}

function useWords() {
  const format = useFormat();
  return { both: format.both.bind(format) };
}

/** When an agency says it will be there: an instant, or what it said instead of one. `waited`: it is still waited for. */
export function Eta({ eta, waited }: { eta: string; waited: boolean }) {
  if (Number.isNaN(Date.parse(eta))) return <bdi>{eta}</bdi>;
  return (
    <>
      <Stamp at={eta} />
      {waited ? (
        <>
          {' '}
          · <Countdown due={eta} />
        </>
      ) : null}
    </>
  );
}
