import type { Figure } from '../figures/figures.ts';
import { COLUMNS } from './hxl.ts';

type Column = (typeof COLUMNS)[number]['name'];
type Row = Partial<Record<Column, string | number | null>>;

export interface Tabulated {
  messageID: string;
  dataAsOf: string;
  crisis?: string;
  figures: readonly Figure[];
}

/** Dimensions that have a column of their own, so that other tables can be joined to this one. */
const OWN: ReadonlySet<string> = new Set(['country', 'place', 'agency', 'priority', 'category', 'need', 'safety']);

/** The figures of a report as CSV (RFC 4180): a row of names, the row of HXL tags, then one row for each number. */
export function csv({ messageID, dataAsOf, crisis, figures }: Tabulated): string {
  const base: Row = { report: messageID, as_of: dataAsOf, ...(crisis ? { crisis } : {}) };
  const rows = figures.flatMap((figure): Row[] => {
    const about: Row = {
      ...base,
      part: figure.section,
      figure: figure.id,
      name: figure.name.en,
      name_ar: figure.name.ar,
    };
    const numbers = (row: Row, { n, value, counts }: Pick<Figure, 'n' | 'value' | 'counts'>): Row[] => [
      { ...row, measure: figure.unit, n, value },
      ...Object.entries(counts).map(([measure, count]) => ({ ...row, measure, n, value: count })),
    ];
    return [
      ...numbers(about, figure),
      ...figure.lines.flatMap((line) =>
        numbers(
          { ...about, dimension: line.dimension, [OWN.has(line.dimension) ? line.dimension : 'key']: line.key },
          line,
        ),
      ),
    ];
  });
  const lines = [
    COLUMNS.map(({ name }) => name),
    COLUMNS.map(({ tag }) => tag),
    ...rows.map((row) => COLUMNS.map(({ name }) => row[name] ?? '')),
  ];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Whoever opens it in a spreadsheet must not run what somebody typed as a formula. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
