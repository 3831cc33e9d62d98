import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import { instantWords } from '../../shared/escalation/words.ts';
import type { PublicFigure, PublicFigures } from '../../shared/figures/public.ts';
import type { LambdaBindings } from '../../shared/http/mount.ts';
import { PUBLISHED, valueWords } from '../../shared/texts/figures.ts';
import type { PublicDeps } from './deps.ts';
import { langOf } from './form.ts';
import { type Html, type Lang, STYLE } from './page.ts';

const FIGURE_STYLE = `${STYLE}
main{max-width:42rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem 1.5rem}
.value{font-size:2rem;font-weight:700;line-height:1.2;margin:0}
h3{font-size:1rem;margin:0}
.figures p:last-child{margin-block-end:0}
@media print{nav,footer{display:none}body{background:#fff}.card{border-color:#000}}
`;

/** A page of words: no script, no image, nothing from elsewhere. They are counted every quarter of an hour. */
const HEADERS = {
  'Cache-Control': 'public, max-age=60, s-maxage=300, stale-if-error=3600',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(FIGURE_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept, Accept-Language',
} as const;

/** What the ministry publishes of its service, as a page and as JSON. */
export function figureRoutes(app: Hono<LambdaBindings>, deps: Pick<PublicDeps, 'published'>): void {
  app.get('/figures', async (c) => {
    const published = await deps.published();
    if (wantsJson(c)) {
      return c.json(published ?? { asOf: null, groups: [] }, 200, HEADERS);
    }
    return c.body(await figuresPage(langOf(c), published), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...HEADERS,
    });
  });
}

function wantsJson(c: Context): boolean {
  const accept = c.req.header('accept') ?? '';
  return c.req.query('format') === 'json' || (accept.includes('json') && !accept.includes('text/html'));
}

function figuresPage(lang: Lang, published: PublicFigures | undefined): Html {
  const other: Lang = lang === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${PUBLISHED.title[lang]}</title>${raw(`<style>${FIGURE_STYLE}</style>`)}
</head><body><main><nav><a href="/report?lang=${lang}">${PUBLISHED.report[lang]}</a><a href="/figures?lang=${other}" lang="${other}">${other === 'ar' ? 'العربية' : 'English'}</a></nav>
<h1>${PUBLISHED.title[lang]}</h1>
<p>${PUBLISHED.lead[lang]}</p>
${published ? body(lang, published) : html`<p class="card">${PUBLISHED.none[lang]}</p>`}
<footer><a href="/figures?format=json">${PUBLISHED.machine[lang]}: JSON</a></footer>
</main></body></html>`;
}

function body(lang: Lang, { asOf, groups }: PublicFigures): Html {
  return html`<p class="soft">${PUBLISHED.asOf[lang]} ${instantWords(asOf)[lang]}. ${PUBLISHED.few[lang]}</p>
${groups.map(({ name, figures }) => html`<section class="card"><h2>${name[lang]}</h2><div class="figures">${figures.map((figure) => one(lang, figure))}</div></section>`)}`;
}

function one(lang: Lang, { name, definition, unit, n, value, from, to }: PublicFigure): Html {
  return html`<div><h3>${name[lang]}</h3>
<p class="value"><bdi>${valueWords(unit, value)[lang]}</bdi></p>
<p class="soft"><bdi>${n ?? '–'}</bdi> ${PUBLISHED.cases[lang]}, ${PUBLISHED.received[lang]} <bdi>${from.slice(0, 10)}</bdi> ${PUBLISHED.to[lang]} <bdi>${to.slice(0, 10)}</bdi></p>
<p class="soft">${definition[lang]}</p></div>`;
}
