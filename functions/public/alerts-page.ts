import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Both } from '../../shared/case/events.ts';
import { instantWords } from '../../shared/escalation/words.ts';
import { placeWords } from '../../shared/notices/cap.ts';
import type { Published } from '../../shared/notices/feeds.ts';
import { isExpired } from '../../shared/notices/notice.ts';
import { KIND_WORDS, MSG_TYPE_WORDS, NOTICES, SEVERITY_WORDS } from '../../shared/texts/notices.ts';
import { type Html, type Lang, STYLE } from './page.ts';

const ALERT_STYLE = `${STYLE}
main{max-width:42rem}
h2 a{padding-block:0}
.tags{display:flex;flex-wrap:wrap;gap:.25rem .75rem;margin:0 0 .5rem;font-size:.9375rem;color:var(--soft)}
.tags b{color:var(--ink)}
.severe{border-inline-start:.4rem solid var(--warn)}
.text{white-space:pre-line}
.over{background:#f6f6f4}
ul{padding-inline-start:1.25rem}
footer{font-size:.9375rem}
footer a{margin-inline-end:1rem}
@media print{nav,footer{display:none}body{background:#fff}.card{border-color:#000}}
`;

/** A page of words: no script, no image, nothing from elsewhere. */
export const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(ALERT_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  Vary: 'Accept-Language',
} as const;

/** All notices in force, then what has just ended. */
export function listPage(
  lang: Lang,
  { inForce, past }: { inForce: readonly Published[]; past: readonly Published[] },
): Html {
  return shell(
    lang,
    '/alerts',
    NOTICES.title[lang],
    html`<h1>${NOTICES.title[lang]}</h1>
<p>${NOTICES.lead[lang]}</p>
${inForce.length === 0 ? html`<p class="card">${NOTICES.none[lang]}</p>` : inForce.map((each) => card(lang, each))}
${past.length > 0 ? html`<h2>${NOTICES.past[lang]}</h2>${past.map((each) => card(lang, each))}` : ''}`,
  );
}

function card(lang: Lang, { id, notice, version }: Published): Html {
  const { content, msgType } = version;
  return html`<article class="card${severe(version) ? ' severe' : ''}${msgType === 'Cancel' ? ' over' : ''}">
<h2><a href="/alerts/${id}?lang=${lang}">${content.title[lang]}</a></h2>
${tags(lang, { id, notice, version })}
<p class="text">${content.body[lang]}</p>
${content.instruction && msgType !== 'Cancel' ? html`<p class="text"><strong>${NOTICES.instruction[lang]}:</strong> ${content.instruction[lang]}</p>` : ''}
</article>`;
}

/** One version of a notice, with the way to all the others: what was said stays to be read. */
export function noticePage(lang: Lang, published: Published, now: string): Html {
  const { id, notice, version } = published;
  const { content, msgType, reason } = version;
  const newest = notice.current?.version === version.version;
  const cancelled = notice.current?.msgType === 'Cancel';
  const note = (words: Both, more?: Html) =>
    html`<div class="note" role="status"><strong>${words[lang]}</strong>${more ?? ''}</div>`;
  const toNewest = html` <a href="/alerts/${id}?lang=${lang}">${NOTICES.newest[lang]}</a>`;
  return shell(
    lang,
    `/alerts/${id}`,
    content.title[lang],
    html`${cancelled ? note(NOTICES.cancelled, newest && reason ? html`<p class="text">${reason[lang]}</p>` : undefined) : ''}
${newest ? '' : note(NOTICES.older, toNewest)}
${!cancelled && newest && isExpired(version, now) ? note(NOTICES.expired) : ''}
<article class="card${severe(version) ? ' severe' : ''}"><h1>${content.title[lang]}</h1>
${tags(lang, published, false)}
<p class="text">${content.body[lang]}</p>
${content.instruction ? html`<h2>${NOTICES.instruction[lang]}</h2><p class="text">${content.instruction[lang]}</p>` : ''}
${reason && msgType === 'Update' ? html`<h2>${NOTICES.corrected[lang]}</h2><p class="text">${reason[lang]}</p>` : ''}
<dl><dt>${NOTICES.published[lang]}</dt><dd>${instantWords(version.publishedAt)[lang]}</dd>
${content.onset ? html`<dt>${NOTICES.from[lang]}</dt><dd>${instantWords(content.onset)[lang]}</dd>` : ''}
${content.expires ? html`<dt>${NOTICES.until[lang]}</dt><dd>${instantWords(content.expires)[lang]}</dd>` : ''}
<dt>${NOTICES.where[lang]}</dt><dd>${placeWords(content.area)[lang]}</dd></dl></article>
${notice.history.length > 1 ? versions(lang, published) : ''}
<p class="soft">${NOTICES.machine[lang]}: <a href="/alerts/${id}.cap.xml">CAP 1.2</a></p>`,
  );
}

function versions(lang: Lang, { id, notice, version: shown }: Published): Html {
  const mark = (msgType: 'Alert' | 'Update' | 'Cancel') => (msgType === 'Alert' ? '' : MSG_TYPE_WORDS[msgType][lang]);
  return html`<section class="card"><h2>${NOTICES.versions[lang]}</h2><ul>
${[...notice.history].reverse().map(({ version, msgType, publishedAt }) => {
  const words = html`${NOTICES.version[lang]} ${version} · ${instantWords(publishedAt)[lang]} ${mark(msgType)}`;
  return version === shown.version
    ? html`<li aria-current="page">${words}</li>`
    : html`<li><a href="/alerts/${id}?lang=${lang}&amp;version=${version}">${words}</a></li>`;
})}
</ul></section>`;
}

/** @param when also where and when, which the single page says below. */
function tags(lang: Lang, { notice, version }: Published, when = true): Html {
  const { content, msgType } = version;
  const severity = content.severity === 'Unknown' ? undefined : SEVERITY_WORDS[content.severity];
  return html`<p class="tags"><b>${KIND_WORDS[notice.kind][lang]}</b>
${msgType === 'Alert' ? '' : html`<b>${MSG_TYPE_WORDS[msgType][lang]}</b>`}
${severity ? html`<span>${severity[lang]}</span>` : ''}
${when ? html`<span>${placeWords(content.area)[lang]}</span><time datetime="${version.publishedAt}">${instantWords(version.publishedAt)[lang]}</time>` : ''}</p>`;
}

function severe({ content, msgType }: Published['version']): boolean {
  return msgType !== 'Cancel' && (content.severity === 'Extreme' || content.severity === 'Severe');
}

function shell(lang: Lang, here: string, title: string, body: Html): Html {
  const other: Lang = lang === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>${raw(`<style>${ALERT_STYLE}</style>`)}
<link rel="alternate" type="application/atom+xml" href="/alerts.atom?lang=${lang}">
<link rel="alternate" type="application/feed+json" href="/alerts.json?lang=${lang}">
</head><body><main><nav><a href="${here === '/alerts' ? '/report' : '/alerts'}?lang=${lang}">${(here === '/alerts' ? NOTICES.report : NOTICES.all)[lang]}</a><a href="${here}?lang=${other}" lang="${other}">${other === 'ar' ? 'العربية' : 'English'}</a></nav>
${body}
<footer>${NOTICES.subscribe[lang]}: <a href="/alerts.atom?lang=${lang}">Atom</a><a href="/alerts.json?lang=${lang}">JSON Feed</a></footer>
</main></body></html>`;
}
