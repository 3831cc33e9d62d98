import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { plotted } from './page.ts';

/** One line of the table: what was measured, what it may be, and whether more or less is better. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  /** The budget of design.md §9; absent where only the figure is wanted. */
  budget?: { at: 'most' | 'least'; value: number };
  note?: string;
  /** A point of a curve on the plotted page: which one, and where. */
  curve?: { of: string; x: number };
  /** A bar beside others on that page: of which figure, its name there, and how long it is. */
  bar?: { of: string; name: string; value: number; unit: string };
}

/** What one part of the bench measured. */
export interface Measured {
  part: string;
  /** When it began, RFC 3339. */
  at: string;
  /** What else the machine did: processes that wanted a processor in the minute before. */
  load: number;
  /** False when it was broken off. */
  whole: boolean;
  rows: Row[];
}

export function most(what: string, value: number, unit: string, budget: number, note?: string): Row {
  return { what, value, unit, budget: { at: 'most', value: budget }, ...(note ? { note } : {}) };
}

export function least(what: string, value: number, unit: string, budget: number, note?: string): Row {
  return { what, value, unit, budget: { at: 'least', value: budget }, ...(note ? { note } : {}) };
}

export function figure(what: string, value: number, unit: string, note?: string): Row {
  return { what, value, unit, ...(note ? { note } : {}) };
}

/** Makes a row a point of a curve. @param of chart and line, with `: ` between them @param x what it was measured at */
export function on(of: string, x: number, row: Row): Row {
  return { ...row, curve: { of, x } };
}

/** Makes a row a bar beside others. @param length what is compared, where that is not the row's own figure */
export function beside(of: string, name: string, row: Row, length: { value: number; unit: string } = row): Row {
  return { ...row, bar: { of, name, value: length.value, unit: length.unit } };
}

export function kept({ value, budget }: Row): boolean {
  if (!budget) return true;
  return budget.at === 'most' ? value <= budget.value : value >= budget.value;
}

const RESULTS = 'bench/results.json';

/**
 * Prints the table; writes `bench/results.json`, and the same as a page with curves. Parts that were not measured now stay there as they were
 * measured before. @returns false when a budget is broken.
 */
export function publish(measured: readonly Measured[]): boolean {
  const now = measured.filter(({ rows }) => rows.length > 0);
  if (now.length === 0) return true;
  print(now.flatMap(({ rows }) => rows));
  const parts = [...new Map([...earlier(), ...now].map((one) => [one.part, one])).values()];
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
  mkdirSync('bench', { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ machine, parts }, null, 2)}\n`);
  writeFileSync('bench/index.html', plotted(parts, machine));
  console.log(`\n${RESULTS}, bench/index.html`);
  return now.every(({ rows }) => rows.every(kept));
}

function earlier(): Measured[] {
  if (!existsSync(RESULTS)) return [];
  const { parts } = JSON.parse(readFileSync(RESULTS, 'utf8')) as { parts?: Measured[] };
  return parts ?? [];
}

function print(rows: readonly Row[]): void {
  const shown = rows.map((row) => ({
    what: row.what,
    measured: `${round(row.value)} ${row.unit}`,
    budget: row.budget ? `${row.budget.at === 'most' ? '≤' : '≥'} ${row.budget.value} ${row.unit}` : '',
    kept: row.budget ? (kept(row) ? 'yes' : 'NO') : '',
    note: row.note ?? '',
  }));
  const columns = ['what', 'measured', 'budget', 'kept', 'note'] as const;
  const widths = columns.map((column) => Math.max(column.length, ...shown.map((row) => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  console.log(line(columns));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of shown) console.log(line(columns.map((column) => row[column])));
}

/** As people read it. */
export function round(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Math.abs(value) < 0.1 ? Number(value.toPrecision(2)) : Math.round(value * 100) / 100);
}

/** The p-th percentile, 0 < p ≤ 1, of what was measured. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
