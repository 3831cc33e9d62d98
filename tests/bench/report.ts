import { mkdirSync, writeFileSync } from 'node:fs';
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

/** Makes a row a point of a curve. @param x what it was measured at */
export function on(of: string, x: number, row: Row): Row {
  return { ...row, curve: { of, x } };
}

export function kept({ value, budget }: Row): boolean {
  if (!budget) return true;
  return budget.at === 'most' ? value <= budget.value : value >= budget.value;
}

/** Prints the table, writes `bench/results.json` and the same as a page with curves. @returns false when a budget is broken. */
export function publish(rows: readonly Row[]): boolean {
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
  mkdirSync('bench', { recursive: true });
  const at = new Date().toISOString();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
  writeFileSync('bench/results.json', `${JSON.stringify({ at, machine, rows }, null, 2)}\n`);
  writeFileSync('bench/index.html', plotted(rows, `${at.slice(0, 10)}, ${machine}`));
  console.log('\nbench/results.json, bench/index.html');
  return rows.every(kept);
}

/** As people read it. */
export function round(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100);
}

/** The p-th percentile, 0 < p ≤ 1, of what was measured. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
