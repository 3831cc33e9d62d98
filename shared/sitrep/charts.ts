import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** One bar: what it is, how long it is, and the number as people read it. */
export interface Bar {
  label: string;
  value: number;
  text: string;
}

const WIDTH = 640;
const ROW = 24;
/** Of the width: labels, bars, numbers. */
const LABEL = 200;
const NUMBER = 70;

/**
 * Horizontal bars as SVG without script or style from elsewhere. The drawing is mirrored for Arabic: bars grow from the right. Every bar says its
 * number in text beside it, so that nothing depends on its length or colour.
 */
export function bars(title: string, list: readonly Bar[], rtl: boolean): Html {
  const most = Math.max(1, ...list.map(({ value }) => value));
  const room = WIDTH - LABEL - NUMBER;
  const height = list.length * ROW + 4;
  const at = (x: number) => (rtl ? WIDTH - x : x);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${list.map(
    ({ label, value, text }, index) => {
      const y = index * ROW + 4;
      const long = Math.round((value / most) * room);
      const start = rtl ? at(LABEL) - long : LABEL;
      return html`<text x="${at(LABEL - 8)}" y="${y + 14}" text-anchor="end" direction="${rtl ? 'rtl' : 'ltr'}">${label}</text><rect x="${start}" y="${y}" width="${long}" height="${ROW - 8}" rx="2"></rect><text x="${at(LABEL + long + 6)}" y="${y + 14}" text-anchor="start" direction="${rtl ? 'rtl' : 'ltr'}">${text}</text>`;
    },
  )}</svg>`;
}

const COLUMNS_HEIGHT = 110;

/** Columns over time, oldest first: from the left in both languages, as time is drawn in tables of figures. */
export function columns(title: string, list: readonly { label: string; value: number }[]): Html {
  const most = Math.max(1, ...list.map(({ value }) => value));
  const step = WIDTH / Math.max(1, list.length);
  const wide = Math.max(1, step - 2);
  const first = list[0]?.label ?? '';
  const last = list.at(-1)?.label ?? '';
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${COLUMNS_HEIGHT + 40}" role="img" aria-label="${title}">${list.map(
    ({ value }, index) => {
      const tall = Math.round((value / most) * COLUMNS_HEIGHT);
      return html`<rect x="${(index * step).toFixed(1)}" y="${COLUMNS_HEIGHT - tall + 16}" width="${wide.toFixed(1)}" height="${tall}"></rect>`;
    },
  )}<text x="0" y="12" direction="ltr">${most}</text><line x1="0" x2="${WIDTH}" y1="${COLUMNS_HEIGHT + 16}" y2="${COLUMNS_HEIGHT + 16}"></line><text x="0" y="${COLUMNS_HEIGHT + 34}" direction="ltr">${first}</text><text x="${WIDTH}" y="${COLUMNS_HEIGHT + 34}" text-anchor="end" direction="ltr">${last}</text></svg>`;
}
