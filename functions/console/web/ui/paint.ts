/** What is painted and not styled (a map, a chart) is told the theme's colours, and told again when they change. */
import { useEffect, useRef } from 'react';

/** A colour of the theme by the name of its custom property, as a canvas takes it. */
export type Paint = (name: `--${string}`) => string;

/**
 * Calls `paint` now, whenever the theme changes, and for paper: there it is day.
 * @param frame what is painted stands in it.
 * @param ready what is to be painted; nothing is while it is undefined, and each new one is painted anew.
 */
export function usePaint(
  frame: { current: HTMLElement | null },
  ready: object | undefined,
  paint: (colour: Paint) => void,
): void {
  const latest = useRef(paint);
  latest.current = paint;
  useEffect(() => {
    const element = frame.current;
    if (!ready || !element) return;
    const now = () => latest.current((name) => colourOf(element, name));
    now();
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const changed = new MutationObserver(now);
    const observe = () => changed.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
    let before: string | undefined;
    const toPaper = () => {
      changed.disconnect();
      before = root.dataset.theme;
      root.dataset.theme = 'day';
      now();
    };
    const fromPaper = () => {
      if (before) root.dataset.theme = before;
      now();
      observe();
    };
    observe();
    dark.addEventListener('change', now);
    addEventListener('beforeprint', toPaper);
    addEventListener('afterprint', fromPaper);
    return () => {
      changed.disconnect();
      dark.removeEventListener('change', now);
      removeEventListener('beforeprint', toPaper);
      removeEventListener('afterprint', fromPaper);
    };
  }, [frame, ready]);
}

/** A custom property that holds `light-dark()` says which of both only as the colour of something. */
function colourOf(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
