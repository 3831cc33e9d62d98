import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'problem' | 'urgent';
  link?: { href: string; text: string };
}

/** What went well goes by itself; what did not, or is to be followed, waits until it was read. Milliseconds. */
const SHOWN_MS = 6_000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

/** Says something in the corner, aloud for whoever listens. */
export function toast(text: string, rest: Partial<Pick<Toast, 'kind' | 'link'>> = {}): void {
  const one: Toast = { id: ++last, text, kind: 'done', ...rest };
  change([...toasts.slice(-4), one]);
  if (one.kind === 'done' && !one.link) setTimeout(() => dismiss(one.id), SHOWN_MS);
}

function dismiss(id: number): void {
  change(toasts.filter((each) => each.id !== id));
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section className="toasts" aria-live="polite" aria-label={t('messages')}>
      {shown.map(({ id, text, kind, link }) => (
        <div key={id} className="toast" data-kind={kind}>
          <span dir="auto">{text}</span>
          {link ? (
            <a href={link.href} onClick={() => dismiss(id)}>
              <bdi>{link.text}</bdi>
            </a>
          ) : null}
          <button type="button" className="quiet" onClick={() => dismiss(id)} aria-label={t('dismiss')}>
            ×
          </button>
        </div>
      ))}
    </section>
  );
}
