import { kept, type Row, round } from './report.ts';

const [WIDTH, HEIGHT, LEFT, BELOW] = [560, 220, 70, 30];
const COLOURS = ['#0b5cad', '#b3261e', '#2e7d32', '#7b1fa2'];

/** The results as one page without scripts: the curves, how much of each budget is used, the table. @param when date and machine */
export function plotted(rows: readonly Row[], when: string): string {
  const curves = new Map<string, Row[]>();
  for (const row of rows) {
    if (!row.curve) continue;
    const [chart = ''] = row.curve.of.split(': ');
    curves.set(chart, [...(curves.get(chart) ?? []), row]);
  }
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Measured</title>
<style>body{font:15px/1.5 system-ui;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:start;border-bottom:1px solid #ccc}
.no{color:#b3261e;font-weight:700}figure{display:inline-block;margin:1rem 2rem 1rem 0}svg text{font:12px system-ui}</style>
<h1>What is measured</h1><p>${plain(when)}</p>
${[...curves].map(([name, points]) => chart(name, points)).join('\n')}
<h2>Budgets</h2>${bars(rows)}
<h2>All figures</h2><table><tr><th>what<th>measured<th>budget<th>note</tr>
${rows.map(line).join('\n')}</table></html>
`;
}

function line(row: Row): string {
  const budget = row.budget ? `${row.budget.at === 'most' ? '≤' : '≥'} ${row.budget.value} ${row.unit}` : '';
  return `<tr${kept(row) ? '' : ' class="no"'}><td>${plain(row.what)}<td>${round(row.value)} ${plain(row.unit)}<td>${plain(budget)}<td>${plain(row.note ?? '')}</tr>`;
}

/** Points of several lines over one axis, which is logarithmic where it spans more than a hundredfold. */
function chart(name: string, points: readonly Row[]): string {
  const xs = points.map(({ curve }) => curve!.x);
  const wide = Math.max(...xs) > 100 * Math.min(...xs);
  const scale = (x: number) => (wide ? Math.log10(x) : x);
  const [from, to] = [Math.min(...xs.map(scale)), Math.max(...xs.map(scale))];
  const top = Math.max(...points.map(({ value }) => value)) || 1;
  const at = ({ curve, value }: Row): [number, number] => [
    LEFT + ((scale(curve!.x) - from) / (to - from || 1)) * (WIDTH - LEFT - 20),
    HEIGHT - BELOW - (value / top) * (HEIGHT - BELOW - 20),
  ];
  const lines = [...new Set(points.map(({ curve }) => curve!.of))].map((of, n) => {
    const own = points.filter(({ curve }) => curve!.of === of);
    const colour = COLOURS[n % COLOURS.length]!;
    const dots = own.map((row) => at(row).map((value) => value.toFixed(1)));
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${dots.map((dot) => dot.join()).join(' ')}"/>
${dots.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`).join('')}
<text x="${LEFT + 8}" y="${16 + 16 * n}" fill="${colour}">${plain(of.split(': ')[1] ?? of)}</text>`;
  });
  const ticks = [...new Set(xs)].map((x) => {
    const [left] = at({ curve: { of: name, x }, value: 0 } as Row);
    return `<text x="${left.toFixed(1)}" y="${HEIGHT - 10}" text-anchor="middle">${x.toLocaleString('en')}</text>`;
  });
  return `<figure><svg width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${plain(name)}">
<path d="M${LEFT} 10V${HEIGHT - BELOW}H${WIDTH}" fill="none" stroke="#888"/><text x="${LEFT - 6}" y="24" text-anchor="end">${round(top)} ${plain(points[0]!.unit)}</text><text x="${LEFT - 6}" y="${HEIGHT - BELOW}" text-anchor="end">0</text>
${ticks.join('')}${lines.join('\n')}</svg><figcaption>${plain(name)}</figcaption></figure>`;
}

/** How much of each budget is used; what is over it is red. */
function bars(rows: readonly Row[]): string {
  const shown = rows.filter(({ budget }) => budget);
  const used = ({ value, budget }: Row) => (budget!.at === 'most' ? value / budget!.value : budget!.value / value);
  return `<svg width="900" height="${shown.length * 22 + 10}" role="img" aria-label="how much of each budget is used">
${shown
  .map((row, n) => {
    const width = Math.min(2, Math.max(0, used(row))) * 200;
    const colour = kept(row) ? '#2e7d32' : '#b3261e';
    return `<rect x="0" y="${n * 22 + 4}" width="${width.toFixed(1)}" height="14" fill="${colour}"/><text x="410" y="${n * 22 + 16}">${plain(row.what)}</text>`;
  })
  .join('\n')}
<path d="M200 0V${shown.length * 22 + 6}" stroke="#333" stroke-dasharray="3"/></svg>`;
}

const plain = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
