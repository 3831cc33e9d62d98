import { html, raw } from 'hono/html';
import type { Both } from '../case/events.ts';
import { instantWords } from '../escalation/words.ts';
import type { Figure, Line } from '../figures/figures.ts';
import { valueWords } from '../texts/figures.ts';
import { COUNTS, labelOf } from '../texts/labels.ts';
import { bars, columns, type Html } from './charts.ts';
import type { Counted, Edition, Section, SitRep } from './sitrep.ts';
import { PARTS, SITREP } from './words.ts';

export interface Printed extends Counted {
  id: string;
  report: SitRep;
  edition: Edition;
  lang: keyof Both;
}

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#111;font:11pt/1.5 system-ui,"Segoe UI",Tahoma,"Noto Naskh Arabic",sans-serif}
main{max-width:48rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem;border-block-end:2px solid #111;break-after:avoid}
h3{font-size:1rem;margin:1rem 0 .125rem;break-after:avoid}
p{margin:.125rem 0 .5rem}
.soft{color:#444;font-size:.875rem}
.state{display:inline-block;border:2px solid #111;padding:0 .5rem;font-weight:700}
.value{font-weight:700;font-size:1.25rem}
.text{white-space:pre-line}
table{border-collapse:collapse;width:100%;font-size:.875rem;margin-block-end:.75rem}
th,td{border:1px solid #999;padding:.125rem .375rem;text-align:start}
td.n{text-align:end;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem;margin:0}
dt{font-weight:700}dd{margin:0}
.figure{break-inside:avoid}
.chart{width:100%;height:auto;max-width:40rem}
.chart text{font-size:13px;fill:#111}
.chart rect{fill:#0b3d75}
.chart line{stroke:#111}
@page{size:A4;margin:15mm}
@media print{main{padding:0;max-width:none}}
`;

/** The parts of a report in the order of domain.md e.1: what a person wrote, then the figures that belong to it. */
const ORDER: readonly { part: number; section?: Section }[] = [
  { part: 1, section: 'headline' },
  { part: 2, section: 'situation' },
  { part: 3 },
  { part: 4, section: 'needs' },
  { part: 5, section: 'response' },
  { part: 6, section: 'gaps' },
  { part: 7 },
  { part: 8, section: 'rumours' },
  { part: 9, section: 'room' },
];

/** A report as one page to print, in one language, right to left in Arabic. It holds no script and nothing from elsewhere. */
export function printedPage(printed: Printed): Html {
  const { report, edition, lang } = printed;
  const { header } = edition;
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${header.reportTitle[lang]}</title>${raw(`<style>${STYLE}</style>`)}</head>
<body><main><h1>${header.reportTitle[lang]}</h1>
<p><span class="state">${SITREP[edition.state][lang]} · ${SITREP[edition.reportVersion][lang]}</span></p>
${head(printed)}
${ORDER.map(({ part, section }) => partOf(printed, part, section))}
<h2>10. ${PARTS[10][lang]}</h2><p>${header.nextContact ? instantWords(header.nextContact)[lang] : '–'}</p>
<p class="soft">${SITREP.definitions[lang]} ${report.kind === 'ministerial' ? '' : SITREP.small[lang]}</p>
</main></body></html>`;
}

function head({ id, report, edition, lang }: Printed): Html {
  const { header, forTimePeriod, dataAsOf, preparedBy, authorizedBy } = edition;
  const signed = (by: typeof preparedBy | undefined) =>
    by
      ? html`<bdi>${by.name}</bdi> (${SITREP[by.role as 'officer']?.[lang] ?? by.role})${SITREP.comma[lang]} ${instantWords(by.at)[lang]}`
      : '–';
  return html`<dl>
<dt>${SITREP.number[lang]}</dt><dd><bdi>${id}.${edition.edition}</bdi></dd>
${report.crisis ? html`<dt>${SITREP.crisis[lang]}</dt><dd><bdi>${report.crisis}</bdi></dd>` : ''}
<dt>${SITREP.period[lang]}</dt><dd>${instantWords(forTimePeriod.from)[lang]} – ${instantWords(forTimePeriod.to)[lang]}</dd>
<dt>${SITREP.dataAsOf[lang]}</dt><dd>${instantWords(dataAsOf)[lang]}</dd>
<dt>${SITREP.confidence[lang]}</dt><dd>${SITREP[header.reportConfidence][lang]}</dd>
<dt>${SITREP.preparedBy[lang]}</dt><dd>${signed(preparedBy)}</dd>
<dt>${SITREP.authorizedBy[lang]}</dt><dd>${signed(authorizedBy)}</dd>
${header.actionPlan ? html`<dt>${SITREP.actionPlan[lang]}</dt><dd dir="auto">${header.actionPlan}</dd>` : ''}
</dl>`;
}

function partOf({ edition, figures, arrivals, lang }: Printed, part: number, section?: Section): Html | string {
  const own = figures.filter((figure) => figure.section === part);
  const text = section && edition.sections[section];
  if (part === 7 && own.length === 0) return '';
  return html`<h2>${part}. ${PARTS[part as 1][lang]}</h2>
${text ? html`<p class="text">${text[lang]}</p><p class="soft"><bdi>${text.by}</bdi>${SITREP.comma[lang]} ${instantWords(text.at)[lang]}</p>` : section && own.length === 0 ? html`<p>–</p>` : ''}
${
  part === 3 && arrivals.length > 1
    ? html`<div class="figure"><h3>${SITREP.arrivals[lang]}</h3>${columns(
        SITREP.arrivals[lang],
        arrivals.map(({ hour, cases }) => ({ label: `${hour.slice(0, 16).replace('T', ' ')} UTC`, value: cases })),
      )}</div>`
    : ''
}
${own.map((figure) => one(figure, lang))}`;
}

function one(figure: Figure, lang: keyof Both): Html {
  const { name, definition, unit, n, value, lines } = figure;
  const shown =
    figure.id === 'annex' ? '' : html`<span class="value"><bdi>${valueWords(unit, value)[lang]}</bdi></span> `;
  return html`<section class="figure"><h3>${name[lang]}</h3>
<p>${shown}<span class="soft">${SITREP.n[lang]} <bdi>${n}</bdi>${countWords(figure, lang)}</span></p>
${lines.length > 0 ? rows(figure, lines, lang) : ''}
<p class="soft">${definition[lang]}</p></section>`;
}

/** What a figure is made of, in words: «answered 12, unanswered now 3». */
function countWords({ counts, lines }: Figure, lang: keyof Both): string {
  const named = Object.entries(counts).filter(([key]) => key in COUNTS && !lines.some((line) => line.key === key));
  const words = named.map(([key, count]) => `${COUNTS[key]![lang]} ${count}`);
  return words.length > 0 ? ` · ${words.join(lang === 'ar' ? '، ' : ', ')}` : '';
}

/** Bars where a row is one number, a table where it is several. */
function rows(figure: Figure, lines: readonly Line[], lang: keyof Both): Html[] {
  const dimensions = [...new Set(lines.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => {
    const some = lines.filter((line) => line.dimension === dimension);
    const label = (line: Line) => labelOf(dimension, line.key, lang);
    const columnsOf = [...new Set(some.flatMap(({ counts }) => Object.keys(counts)))];
    if (columnsOf.length < 2) {
      const list = some.map((line) => ({
        label: label(line),
        value: figure.unit === 'seconds' ? (line.value ?? 0) : line.n,
        text: `${figure.unit === 'count' ? line.n : `${valueWords(figure.unit, line.value)[lang]} (${line.n})`}`,
      }));
      return bars(figure.name[lang], list, lang === 'ar');
    }
    return html`<table><thead><tr><th></th><th>n</th>${figure.unit === 'count' ? '' : html`<th>${SITREP.value[lang]}</th>`}${columnsOf.map((key) => html`<th>${COUNTS[key]?.[lang] ?? key}</th>`)}</tr></thead><tbody>${some.map(
      (line) =>
        html`<tr><th>${label(line)}</th><td class="n">${line.n}</td>${figure.unit === 'count' ? '' : html`<td class="n"><bdi>${valueWords(figure.unit, line.value)[lang]}</bdi></td>`}${columnsOf.map((key) => html`<td class="n">${line.counts[key] ?? 0}</td>`)}</tr>`,
    )}</tbody></table>`;
  });
}
