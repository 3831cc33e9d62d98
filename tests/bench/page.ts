import { kept, type Measured, type Row, round } from './report.ts';

const [WIDTH, HEIGHT, LEFT, TOP, BELOW] = [560, 260, 64, 40, 34];
const COLOURS = ['#0b5cad', '#b3261e', '#2e7d32', '#7b1fa2'];

/** The results as one page without scripts: the curves, how much of each budget is used, the tables. @param machine what it was measured on */
export function plotted(parts: readonly Measured[], machine: string): string {
  const rows = parts.flatMap((part) => part.rows);
  const curves = grouped(rows, ({ curve }) => curve?.of.split(': ')[0]);
  const compared = grouped(rows, ({ bar }) => bar?.of);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Measured</title>
<style>body{font:15px/1.5 system-ui;max-width:76rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{padding:.2rem .8rem;text-align:start;border-bottom:1px solid #ccc;vertical-align:top}td:nth-child(2),td:nth-child(3){white-space:nowrap}
.no td{color:#b3261e;font-weight:700}figure{display:inline-block;margin:1rem 2rem 1rem 0}figcaption{font-weight:600}svg text{font:12px system-ui}.load{color:#555}</style>
<h1>What is measured</h1><p>${plain(machine)}; client, emulators and room on the same machine. Each part below says when it ran and how busy the
machine was before (a load of 2: two processors' worth of work): times are only as good as that, units, bytes and counts do not change with it.</p>
${[...curves].map(([name, points]) => chart(name, points)).join('\n')}
${[...compared].map(([name, bars]) => comparison(name, bars)).join('\n')}
<h2>Budgets</h2><p>How much of each is used. Red is over the line.</p>${budgets(rows)}
<h2>All figures</h2>
${parts.map(table).join('\n')}</html>
`;
}

function grouped(rows: readonly Row[], by: (row: Row) => string | undefined): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = by(row);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

function table({ part, at, load, whole, rows }: Measured): string {
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC, load ${round(load)} before${whole ? '' : '; broken off'}`;
  return `<h3>${plain(part)} <small class="load">${when}</small></h3><table><tr><th>what<th>measured<th>budget<th>note</tr>
${rows.map(line).join('\n')}</table>`;
}

function line(row: Row): string {
  const budget = row.budget ? `${row.budget.at === 'most' ? '≤' : '≥'} ${row.budget.value} ${row.unit}` : '';
  return `<tr${kept(row) ? '' : ' class="no"'}><td>${plain(row.what)}<td>${round(row.value)} ${plain(row.unit)}<td>${plain(budget)}<td>${plain(row.note ?? '')}</tr>`;
}

/** An axis from one number to another in pixels, logarithmic where it spans more than thirtyfold. */
function axis(values: readonly number[], [from, to]: [number, number]): (value: number) => number {
  const [least, top] = [Math.min(...values), Math.max(...values)];
  const wide = least > 0 && top > 30 * least;
  const place = (value: number) => (wide ? Math.log10(value / least) : value - least);
  return (value) => from + (place(value) / (place(top) || 1)) * (to - from);
}

/** Marks of an axis of values: decades where it is logarithmic, round steps where not. */
function marks([from, to]: [number, number]): number[] {
  if (from > 0) return Array.from({ length: 12 }, (_, n) => 10 ** (n - 3)).filter((mark) => mark >= from && mark <= to);
  const decade = 10 ** Math.floor(Math.log10(to));
  const step = [decade / 5, decade / 2, decade, 2 * decade].find((one) => to / one <= 6)!;
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, n) => n * step);
}

/** Points of several lines over one axis, with the budget where the points have one. */
function chart(name: string, points: readonly Row[]): string {
  const xs = [...new Set(points.map(({ curve }) => curve!.x))];
  const budget = points.find((row) => row.budget)?.budget?.value;
  const values = [...points.map(({ value }) => value), ...(budget ? [budget] : [])];
  const wide = Math.max(...values) > 30 * Math.min(...values);
  const range: [number, number] = wide
    ? [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))]
    : [0, Math.max(...values)];
  const x = axis(xs, [LEFT + 24, WIDTH - 40]);
  const y = axis(range, [HEIGHT - BELOW, TOP]);
  const unit = plain(points[0]!.unit);
  const names = [...new Set(points.map(({ curve }) => curve!.of))];
  const lines = names.map((of, n) => {
    const colour = COLOURS[n % COLOURS.length]!;
    const dots = points
      .filter(({ curve }) => curve!.of === of)
      .sort((a, b) => a.curve!.x - b.curve!.x)
      .map((row) => ({ row, at: `${x(row.curve!.x).toFixed(1)},${y(row.value).toFixed(1)}`.split(',') }));
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${dots.map(({ at }) => at.join()).join(' ')}"/>
${dots.map(({ row, at: [left, up] }) => `<circle cx="${left}" cy="${up}" r="3" fill="${colour}"><title>${plain(row.what)}: ${round(row.value)} ${unit}</title></circle>`).join('')}
<text x="${LEFT + 24 + 96 * n}" y="14" fill="${colour}">● ${plain(of.split(': ')[1] ?? of)}</text>`;
  });
  const across = marks(range).map((mark) => {
    const up = y(mark).toFixed(1);
    return `<path d="M${LEFT} ${up}H${WIDTH - 8}" stroke="#ddd"/><text x="${LEFT - 6}" y="${Number(up) + 4}" text-anchor="end">${mark.toLocaleString('en')}</text>`;
  });
  const ticks = xs.map(
    (value) =>
      `<text x="${x(value).toFixed(1)}" y="${HEIGHT - 12}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
  );
  const limit = budget
    ? `<path d="M${LEFT} ${y(budget).toFixed(1)}H${WIDTH - 8}" stroke="#333" stroke-dasharray="4"/><text x="${WIDTH - 8}" y="${(y(budget) - 5).toFixed(1)}" text-anchor="end">budget ${budget} ${unit}</text>`
    : '';
  return `<figure><figcaption>${plain(name)}</figcaption><svg width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${plain(name)}">
<text x="0" y="14">${unit}</text>${across.join('')}<path d="M${LEFT} ${TOP}V${HEIGHT - BELOW}H${WIDTH - 8}" fill="none" stroke="#888"/>
${ticks.join('')}${limit}${lines.join('\n')}</svg></figure>`;
}

/** Bars beside one another, each with its figure. */
function comparison(of: string, rows: readonly Row[]): string {
  const bars = rows.map(({ bar }) => bar!);
  const top = Math.max(...bars.map(({ value }) => value)) || 1;
  const drawn = bars.map(({ name, value, unit }, n) => {
    const own = name.startsWith('this room');
    const width = ((value / top) * 300).toFixed(1);
    return `<text x="280" y="${n * 24 + 16}" text-anchor="end">${plain(name)}</text><rect x="290" y="${n * 24 + 4}" width="${width}" height="16" fill="${own ? '#0b5cad' : '#9aa5b1'}"/><text x="${296 + Number(width)}" y="${n * 24 + 16}">${round(value)} ${plain(unit)}</text>`;
  });
  return `<figure><figcaption>${plain(of)}</figcaption><svg width="720" height="${rows.length * 24 + 8}" role="img" aria-label="${plain(of)}">${drawn.join('')}</svg></figure>`;
}

/** How much of each budget is used; what is over it is red. */
function budgets(all: readonly Row[]): string {
  const rows = all.filter(({ budget }) => budget);
  const used = ({ value, budget }: Row) => (budget!.at === 'most' ? value / budget!.value : budget!.value / value);
  const drawn = rows.map((row, n) => {
    const width = Math.min(2, Math.max(0, used(row))) * 200;
    const { at, value } = row.budget!;
    return `<rect x="0" y="${n * 22 + 4}" width="${width.toFixed(1)}" height="14" fill="${kept(row) ? '#2e7d32' : '#b3261e'}"/>
<text x="410" y="${n * 22 + 16}">${plain(row.what)}: ${round(row.value)}, at ${at} ${value} ${plain(row.unit)}</text>`;
  });
  return `<svg width="1100" height="${rows.length * 22 + 10}" role="img" aria-label="how much of each budget is used">${drawn.join('\n')}
<path d="M200 0V${rows.length * 22 + 6}" stroke="#333" stroke-dasharray="3"/></svg>`;
}

const plain = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
