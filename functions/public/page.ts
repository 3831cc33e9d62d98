import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Both } from '../../shared/case/events.ts';
import { PUBLIC_KINDS } from '../../shared/case/public-kind.ts';
import { instantWords } from '../../shared/escalation/words.ts';
import { ADD, FORM, PHOTO_ERRORS, RECEIVED, STATUS } from '../../shared/texts/public-form.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
export type Lang = keyof Both;

export const STYLE = `
:root{color-scheme:light;--ink:#111;--soft:#4a4a4a;--line:#767676;--warn:#8a1c00}
*{box-sizing:border-box}
body{margin:0;background:#f2f2ef;color:var(--ink);font:1.0625rem/1.55 system-ui,"Segoe UI",Tahoma,"Noto Naskh Arabic",sans-serif}
main{max-width:36rem;margin:0 auto;padding:1rem}
nav{display:flex;justify-content:space-between;gap:1rem;margin-block-end:.5rem}
a{color:#0b3d75;padding-block:.5rem}
h1{font-size:1.375rem;line-height:1.35;margin:0 0 .5rem}
h2{font-size:1.125rem;margin:0 0 .25rem}
p{margin:.25rem 0 .75rem}
.card{background:#fff;border:1px solid #c9c9c4;border-radius:.5rem;padding:1rem;margin-block-end:1rem}
label{display:block;font-weight:700;margin-block-start:1rem}
.soft{color:var(--soft);font-weight:400;font-size:.9375rem}
input,textarea{display:block;width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.375rem;font:inherit;color:inherit;background:#fff}
textarea{min-height:9rem}
[aria-invalid=true]{border:2px solid var(--warn)}
button{width:100%;min-height:3.25rem;margin-block-start:1rem;border:0;border-radius:.5rem;background:#0b5d2a;color:#fff;font:inherit;font-weight:700;cursor:pointer}
button.plain{background:#fff;color:#0b3d75;border:1px solid #0b3d75}
button:disabled{opacity:.6}
:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.error{color:var(--warn);font-weight:700;margin:.25rem 0}
.error span,.note span{display:block}
.note{border:2px solid var(--warn);background:#fdf1ee;border-radius:.5rem;padding:.75rem 1rem;margin-block-end:1rem}
.good{border:2px solid #0b5d2a;background:#eef7f0;border-radius:.5rem;padding:.75rem 1rem;margin-block-end:1rem}
.key{font-size:1.75rem;font-weight:700;letter-spacing:.06em;font-variant-numeric:tabular-nums}
.trap{position:absolute;inset-inline-start:-200vw;width:1px;height:1px;overflow:hidden}
fieldset{border:0;margin:1rem 0 0;padding:0}legend{font-weight:700;padding:0}
.choice{display:flex;gap:.625rem;align-items:center;min-height:2.75rem;margin:0;font-weight:400}
.choice input{width:1.375rem;height:1.375rem;min-height:0;flex:none;margin:0}
dl{margin:0}dt{font-weight:700;margin-block-start:.5rem}dd{margin:0}
`;

/** The page runs its one script from its own origin, is framed by nobody and sends only to itself. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Permissions-Policy': 'geolocation=(self)',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept, Accept-Language',
} as const;

/** What somebody typed, given back when something is wrong with it. */
export interface Typed {
  kind: string;
  message: string;
  place: string;
  name: string;
  phone: string;
  lat: string;
  lon: string;
  accuracy: string;
}

export const NOTHING_TYPED: Typed = {
  kind: '',
  message: '',
  place: '',
  name: '',
  phone: '',
  lat: '',
  lon: '',
  accuracy: '',
};

export interface Keys {
  reference: string;
  pin: string;
}

export function reportPage(lang: Lang, submissionId: string, typed = NOTHING_TYPED, error?: Both): Html {
  return shell(
    lang,
    '/report',
    FORM.title,
    html`<h1>${FORM.title[lang]}</h1>
<p>${FORM.lead[lang]}</p>
<form class="card" method="post" action="/report" id="report">
${hidden({ submission_id: submissionId, language: lang })}
<label for="message">${FORM.message[lang]}</label>
${errorNote('message-error', error)}
<textarea id="message" name="message" dir="auto" maxlength="10000" required ${faulty(error, 'message-error')}>${typed.message}</textarea>
${field(lang, 'place', FORM.place, typed.place, raw('autocomplete="street-address"'))}
<button id="locate" class="plain" type="button" hidden data-wait="${FORM.locating[lang]}" data-done="${FORM.located[lang]}" data-failed="${FORM.notLocated[lang]}">${FORM.locate[lang]}</button>
<p id="located" class="soft" role="status"></p>
${['lat', 'lon', 'accuracy'].map((name) => html`<input type="hidden" id="${name}" name="${name}" value="${typed[name as 'lat']}">`)}
${field(lang, 'name', FORM.name, typed.name, raw('autocomplete="name"'))}
${field(lang, 'phone', FORM.phone, typed.phone, raw('type="tel" autocomplete="tel"'))}
<label for="photo">${FORM.photo[lang]} <span class="soft">(${FORM.optional[lang]})</span></label>
<input id="photo" name="photo" type="file" accept="image/*,application/pdf">
<p id="sending" class="soft" role="status" data-wait="${FORM.sendingPhoto[lang]}"></p>
<noscript><p class="soft">${FORM.photoLater[lang]}</p></noscript>
<div class="trap" aria-hidden="true"><label>${FORM.leaveEmpty[lang]}<input name="website" tabindex="-1" autocomplete="off"></label></div>
${kinds(lang, typed.kind)}
<button type="submit">${FORM.send[lang]}</button>
<p class="soft">${FORM.privacy[lang]}</p>
</form>`,
    html`<a href="/status?lang=${lang}">${FORM.follow[lang]}</a>`,
  );
}

/** Plain words first, and help chosen where nothing is: nobody in danger has to read this. */
function kinds(lang: Lang, chosen: string): Html {
  return html`<fieldset><legend>${FORM.kind[lang]}</legend>
${PUBLIC_KINDS.map((kind) => html`<label class="choice"><input type="radio" name="kind" value="${kind}" ${kind === (chosen || 'help') ? raw('checked') : ''}> ${FORM[kind][lang]}</label>`)}
</fieldset>`;
}

export interface ReceivedInput {
  keys: Keys;
  submissionId: string;
  /** Added to an earlier report. */
  added: boolean;
  photo?: 'kept' | keyof typeof PHOTO_ERRORS;
}

export function receivedPage(lang: Lang, { keys, submissionId, added, photo }: ReceivedInput): Html {
  return shell(
    lang,
    undefined,
    RECEIVED.title,
    html`<div class="good" role="status"><h1>${(added ? RECEIVED.added : RECEIVED.title)[lang]}</h1>${photo === 'kept' ? html`<p>${RECEIVED.photoKept[lang]}</p>` : ''}</div>
${photo && photo !== 'kept' ? html`<div class="note" role="alert">${both(PHOTO_ERRORS[photo])}</div>` : ''}
<section class="card"><dl>
<dt>${RECEIVED.reference[lang]}</dt><dd class="key"><bdi>${keys.reference}</bdi></dd>
<dt>${RECEIVED.pin[lang]}</dt><dd class="key"><bdi>${keys.pin}</bdi></dd>
</dl><p>${RECEIVED.keep[lang]}</p><p>${RECEIVED.next[lang]}</p></section>
${addForm(lang, keys, submissionId, false)}`,
    html`<a href="/status?lang=${lang}">${FORM.follow[lang]}</a>`,
  );
}

/** A photo apart from the words, so that one that is too large for the line never takes them with it (decisions.md 19). */
function addForm(lang: Lang, keys: Keys, submissionId: string, words: boolean, error?: Both): Html {
  return html`<form class="card" method="post" action="/report" enctype="multipart/form-data">
<h2>${(words ? ADD.title : ADD.photoTitle)[lang]}</h2>
${hidden({ submission_id: submissionId, language: lang, reference: keys.reference, pin: keys.pin })}
${errorNote('add-error', error)}
${words ? html`<label for="more">${ADD.message[lang]}</label><textarea id="more" name="message" dir="auto" maxlength="10000" ${faulty(error, 'add-error')}></textarea>` : ''}
<label for="photo">${ADD.photo[lang]}</label>
<input id="photo" name="photo" type="file" accept="image/*,application/pdf" ${faulty(error, 'add-error')}>
<button type="submit">${ADD.send[lang]}</button>
</form>`;
}

export function addPage(lang: Lang, keys: Keys, submissionId: string, error?: Both): Html {
  return shell(
    lang,
    undefined,
    ADD.title,
    html`<h1>${ADD.title[lang]}</h1>${addForm(lang, keys, submissionId, true, error)}`,
  );
}

export function statusFormPage(lang: Lang, typed = { reference: '' }, error?: Both): Html {
  return shell(
    lang,
    '/status',
    STATUS.title,
    html`<h1>${STATUS.title[lang]}</h1>
<p>${STATUS.lead[lang]}</p>
<form class="card" method="post" action="/status">
${hidden({ language: lang })}
${errorNote('status-error', error)}
<label for="reference">${RECEIVED.reference[lang]}</label>
<input id="reference" name="reference" dir="ltr" autocomplete="off" autocapitalize="characters" maxlength="20" required value="${typed.reference}" ${faulty(error, 'status-error')}>
<label for="pin">${RECEIVED.pin[lang]}</label>
<input id="pin" name="pin" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="12" required ${faulty(error, 'status-error')}>
<button type="submit">${STATUS.show[lang]}</button>
</form>`,
    html`<a href="/report?lang=${lang}">${FORM.newReport[lang]}</a>`,
  );
}

export interface StatusView {
  reference: string;
  text: Both;
  /** Absent where few may know of the case. */
  openedAt?: string;
  lastAnswerAt?: string;
  promises: { text: string; dueAt: string }[];
}

export function statusPage(lang: Lang, view: StatusView, keys: Keys, submissionId: string): Html {
  const { openedAt, lastAnswerAt, promises } = view;
  return shell(
    lang,
    undefined,
    STATUS.title,
    html`<h1>${STATUS.title[lang]}</h1>
<section class="card"><p class="key"><bdi>${view.reference}</bdi></p><p><strong>${view.text[lang]}</strong></p><dl>
${openedAt ? html`<dt>${STATUS.opened[lang]}</dt><dd>${instantWords(openedAt)[lang]}</dd>` : ''}
${lastAnswerAt ? html`<dt>${STATUS.answered[lang]}</dt><dd>${instantWords(lastAnswerAt)[lang]}</dd>` : ''}
${promises.length > 0 ? html`<dt>${STATUS.promised[lang]}</dt>${promises.map(({ text, dueAt }) => html`<dd><span dir="auto">${text}</span> <span class="soft">${STATUS.by[lang]} ${instantWords(dueAt)[lang]}</span></dd>`)}` : ''}
</dl></section>
${addForm(lang, keys, submissionId, true)}`,
    html`<a href="/report?lang=${lang}">${FORM.newReport[lang]}</a>`,
  );
}

export function errorPage(lang: Lang, error: Both): Html {
  return shell(
    lang,
    undefined,
    FORM.title,
    html`<div class="note" role="alert">${both(error)}</div>`,
    html`<a href="/report?lang=${lang}">${FORM.newReport[lang]}</a>`,
  );
}

function shell(lang: Lang, here: string | undefined, title: Both, body: Html, link?: Html): Html {
  const other: Lang = lang === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${title[lang]}</title>${raw(`<style>${STYLE}</style>`)}<script src="/report/page.js" defer></script></head>
<body><main><nav>${link ?? ''}${here ? html`<a href="${here}?lang=${other}" lang="${other}">${other === 'ar' ? 'العربية' : 'English'}</a>` : ''}</nav>
${body}</main></body></html>`;
}

function field(lang: Lang, name: string, label: Both, value: string, attributes: Html): Html {
  return html`<label for="${name}">${label[lang]} <span class="soft">(${FORM.optional[lang]})</span></label>
<input id="${name}" name="${name}" dir="auto" maxlength="300" value="${value}" ${attributes}>`;
}

function hidden(values: Record<string, string>): Html[] {
  return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

function faulty(error: Both | undefined, id: string): Html | string {
  return error ? raw(`aria-invalid="true" aria-describedby="${id}"`) : '';
}

/** Beside its field, in both languages: whoever chose the wrong one reads it all the same. */
function errorNote(id: string, error: Both | undefined): Html | string {
  return error ? html`<div class="error" id="${id}" role="alert">${both(error)}</div>` : '';
}

function both({ ar, en }: Both): Html {
  return html`<span lang="ar" dir="rtl">${ar}</span><span lang="en" dir="ltr">${en}</span>`;
}
