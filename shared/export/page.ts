import { html, raw } from 'hono/html';
import type { Both, CaseEvent } from '../case/events.ts';
import { CATEGORY_WORDS, PRIORITY_WORDS } from '../escalation/words.ts';
import type { HeadView } from '../http/head.ts';
import type { Verification } from '../ledger/chain.ts';
import type { StoredEvent } from '../ledger/stream.ts';
import { EVENT_WORDS, STATUS_NAMES, CASE_FILE as T } from '../texts/case-file.ts';
import type { ListedAttachment } from './case-file.ts';

export interface CaseFile {
  head: HeadView;
  verification: Verification;
  attachments: readonly ListedAttachment[];
  /** As stored; `CaseEvent` where their data is read. */
  events: readonly StoredEvent[];
  madeAt: string;
  madeBy: string;
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;padding:1.5rem;color:#111;background:#fff;font:11pt/1.5 system-ui,"Segoe UI",Tahoma,"Noto Naskh Arabic",sans-serif}
main{max-width:60rem;margin:0 auto}
h1{font-size:1.5rem;margin:0}h2{font-size:1.125rem;margin:1.5rem 0 .5rem;border-block-end:2px solid #111}
.en{color:#444;font-size:.875em}
.warn{border:2px solid #8a1c00;padding:.5rem .75rem;margin-block:.75rem;font-weight:700}
.good{border:2px solid #0b5d2a;padding:.5rem .75rem;margin-block:.75rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{font-weight:700}dd{margin:0}
table{width:100%;border-collapse:collapse;font-size:.9375em}
th,td{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}
th{background:#f2f2ef}
td.text{white-space:pre-wrap;overflow-wrap:anywhere}
code{font-size:.8125em;overflow-wrap:anywhere}
tr{break-inside:avoid}.at{white-space:nowrap}
@page{size:A4;margin:1.5cm}
`;

/** A case's file for the archive, to be printed: Arabic from the right with the English beside it, nothing loaded from anywhere. */
export function caseFilePage({ head, verification, attachments, events, madeAt, madeBy }: CaseFile): string {
  const resolution = head.resolution;
  const page = html`<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${T.title.ar} ${head.id}</title>${raw(`<style>${STYLE}</style>`)}</head><body><main>
<h1>${two(T.title)} <bdi>${head.id}</bdi></h1>
<p class="warn">${two(T.confidential)}</p>
<p>${two(T.made)}: ${stamp(madeAt)} · ${two(T.by)} <bdi>${madeBy}</bdi></p>
<h2>${two(T.chain)}</h2>
${
  verification.valid
    ? html`<div class="good">${two(T.intact)}<dl><dt>${two(T.events)}</dt><dd>${verification.events}</dd><dt>${two(T.head)}</dt><dd><code>${verification.head}</code></dd></dl></div>`
    : html`<div class="warn">${two(T.broken)} ${verification.brokenAt} (${verification.why})</div>`
}
<h2>${two(T.facts)}</h2><dl>
${row(T.status, two(STATUS_NAMES[head.status]))}${row(T.priority, two(PRIORITY_WORDS[head.priority]))}${row(T.category, two(CATEGORY_WORDS[head.category]))}
${row(T.place, [head.place, head.country].filter(Boolean).join('، '))}${row(T.owner, head.owner ?? '—')}
${row(T.opened, stamp(head.openedAt))}
${resolution ? row(T.outcome, `${resolution.code}: ${resolution.text} (${resolution.verifiedBy}, ${resolution.verifiedHow})`) : ''}
</dl>
<h2>${two(T.persons)}</h2>
${head.persons.length === 0 ? html`<p>${two(T.none)}</p>` : html`<ul>${head.persons.map((person) => html`<li><bdi>${[person.name, person.age, person.birthDate, person.role, person.safety?.status].filter(Boolean).join(' · ') || '—'}</bdi></li>`)}</ul>`}
<h2>${two(T.attachments)}</h2>
${
  attachments.length === 0
    ? html`<p>${two(T.none)}</p>`
    : html`<table><thead><tr><th scope="col">${two(T.file)}</th><th scope="col">${two(T.kind)}</th><th scope="col">${two(T.size)}</th><th scope="col">SHA-256</th></tr></thead><tbody>
${attachments.map(({ messageId, n, mime, bytes, sha256, state, reason }) => html`<tr><td><bdi>${messageId}/${n}</bdi></td><td>${mime ?? '—'}</td><td>${bytes ?? '—'}</td><td><code>${sha256 ?? [state, reason].filter(Boolean).join(': ')}</code></td></tr>`)}</tbody></table>`
}
<h2>${two(T.timeline)}</h2>
<table><thead><tr><th scope="col">#</th><th scope="col">${two(T.when)}</th><th scope="col">${two(T.what)}</th><th scope="col">${two(T.who)}</th></tr></thead><tbody>
${events.map(line)}</tbody></table>
</main></body></html>`;
  return page.toString();
}

function line(stored: StoredEvent) {
  const words = EVENT_WORDS[stored.type as CaseEvent['type']] ?? { ar: stored.type, en: stored.type };
  const { kind, id, name, role } = stored.actor;
  return html`<tr><td>${stored.seq}</td><td>${stamp(stored.at)}</td>
<td class="text"><strong>${two(words)}</strong>${stored.redactedBy ? html`\n${two(T.redacted)} ${stored.redactedBy}` : ''}${told(stored.data)}</td>
<td><bdi>${[name ?? id, role ?? kind].join(' · ')}</bdi></td></tr>`;
}

/** What people would read out of it; the whole lies in the NDJSON beside it. */
const READ = [
  'summary',
  'text',
  'ask',
  'reason',
  'status',
  'priority',
  'category',
  'owner',
  'to',
  'agency',
  'kind',
  'code',
  'eta',
  'dueAt',
];

function told(data: unknown) {
  const fields = (data ?? {}) as Record<string, unknown>;
  const parts = READ.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
  return parts.map(([name, value]) =>
    ['text', 'summary', 'ask', 'reason'].includes(name)
      ? html`\n<span dir="auto">${value}</span>`
      : html`\n<bdi><code>${name}</code> ${value}</bdi>`,
  );
}

function row(label: Both, value: unknown) {
  return html`<dt>${two(label)}</dt><dd><bdi>${value}</bdi></dd>`;
}

function two({ ar, en }: Both) {
  return html`${ar} <span class="en" lang="en" dir="ltr">${en}</span>`;
}

/** An archive is read years later: the whole instant, in the world's time. */
function stamp(at: string) {
  return html`<bdi class="at">${at.slice(0, 10)} ${at.slice(11, 19)} UTC</bdi>`;
}
