/** Small parts that the screens of shifts, reports and publications share. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';

/** A name of this screen's state, as a word in a frame. */
export function State({ kind, children }: { kind: 'open' | 'wait' | 'good' | 'over'; children: ReactNode }) {
  return (
    <span className="desk-state" data-kind={kind}>
      {children}
    </span>
  );
}

/** How far something is: in words, and as a bar for the eye. */
export function Progress({ done, of, children }: { done: number; of: number; children: ReactNode }) {
  return (
    <div className="desk-progress">
      <p>{children}</p>
      <progress value={done} max={Math.max(of, 1)} aria-hidden />
    </div>
  );
}

/** Who did something, and when. */
export function Signed({ by, at }: { by: string; at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <small className="soft">
      <bdi>{t('desk.by', { who: by, when: format.stamp(at) })}</bdi>
    </small>
  );
}

/** A text in both languages, the reader's first. */
export function BothTexts({ text }: { text: { ar: string; en: string } }) {
  const format = useFormat();
  const sides = format.lang === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const);
  return (
    <div className="both-texts">
      {sides.map((side) => (
        <p key={side} lang={side} dir={side === 'ar' ? 'rtl' : 'ltr'}>
          {text[side]}
        </p>
      ))}
    </div>
  );
}
