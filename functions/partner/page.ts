import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Action } from '../../shared/agency/answer.ts';
import type { Both } from '../../shared/case/events.ts';
import type { Escalation } from '../../shared/case/state.ts';
import {
  CATEGORY_WORDS,
  countryWords,
  instantWords,
  NEED_WORDS,
  PRIORITY_WORDS,
} from '../../shared/escalation/words.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root{color-scheme:light;--ink:#111;--soft:#4a4a4a;--line:#767676;--go:#0b5d2a;--warn:#8a1c00}
*{box-sizing:border-box}
body{margin:0;background:#f2f2ef;color:var(--ink);font:1.0625rem/1.55 system-ui,"Segoe UI",Tahoma,"Noto Naskh Arabic",sans-serif}
main{max-width:38rem;margin:0 auto;padding:1rem}
header{border-inline-start:.5rem solid var(--ink);padding:.25rem .75rem;margin-block-end:1rem}
header.p1{border-color:var(--warn)}
h1{font-size:1.375rem;line-height:1.35;margin:0}
h2{font-size:1.125rem;margin:0 0 .5rem}
.card{background:#fff;border:1px solid #c9c9c4;border-radius:.5rem;padding:1rem;margin-block-end:1rem}
.en{color:var(--soft);font-size:.9375rem}
.two{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 1rem}
dl{margin:0}
dt{font-weight:700;margin-block-start:.75rem}
dt .en{font-weight:400}
dt:first-child{margin-block-start:0}
dd{margin:0;overflow-wrap:anywhere}
.ask{font-size:1.1875rem;white-space:pre-wrap}
label{display:block;font-weight:700;margin-block-start:.75rem}
label .en{font-weight:400}
input,select,textarea{width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.375rem;font:inherit;color:inherit;background:#fff}
[aria-invalid=true]{border:2px solid var(--warn)}
button{width:100%;min-height:3.5rem;margin-block-start:1rem;border:0;border-radius:.5rem;background:#1d3557;color:#fff;font:inherit;font-weight:700;cursor:pointer}
button .en{color:#fff;font-weight:400}
button .two{justify-content:center}
button.go{background:var(--go);font-size:1.1875rem}
button.no{background:var(--warn)}
:focus-visible{outline:3px solid #b35900;outline-offset:2px}
details{background:#fff;border:1px solid #c9c9c4;border-radius:.5rem;margin-block-end:.75rem}
summary{padding:.75rem 1rem;min-height:3rem;font-weight:700;cursor:pointer}
summary .two{display:inline-flex;width:calc(100% - 1.5rem);vertical-align:top}
summary .en{font-weight:400}
details form{padding:0 1rem 1rem}
.note{border:2px solid var(--go);background:#eef7f0;border-radius:.5rem;padding:.75rem 1rem;margin-block-end:1rem}
.error{border:2px solid var(--warn);background:#fdf1ee;border-radius:.5rem;padding:.75rem 1rem;margin-block-end:1rem}
footer{color:var(--soft);font-size:.875rem}
`;

/** The page loads nothing, runs nothing, is framed by nobody and sends only to itself. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Language': 'ar, en',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

/** What somebody typed, given back when something was missing. */
export interface Typed {
  action?: Action;
  name: string;
  role: string;
  eta: string;
  text: string;
}

export interface PageInput {
  caseId: string;
  escalation: Escalation;
  agency: Both;
  /** Where the need is, where the data agreement opens it. */
  place?: string;
  typed: Typed;
  /** What was missing. */
  errors: readonly (keyof typeof FIELD_ERRORS)[];
  /** What has just been recorded, or had been before. */
  recorded?: 'now' | 'before' | 'late';
}

/** What a person is told is missing, by field. */
export const FIELD_ERRORS = {
  action: { ar: 'اختر الرد المطلوب', en: 'Choose an answer' },
  name: { ar: 'اكتب اسمك', en: 'Write your name' },
  role: { ar: 'اكتب صفتك أو وظيفتك', en: 'Write your function' },
  eta: { ar: 'اختر الموعد المتوقع', en: 'Choose the expected time' },
  text: { ar: 'اكتب التفاصيل', en: 'Write the details' },
} as const satisfies Record<string, Both>;

const ETAS: readonly { value: string; words: Both }[] = [
  { value: 'PT30M', words: { ar: 'خلال نصف ساعة', en: 'within 30 minutes' } },
  { value: 'PT1H', words: { ar: 'خلال ساعة', en: 'within 1 hour' } },
  { value: 'PT2H', words: { ar: 'خلال ساعتين', en: 'within 2 hours' } },
  { value: 'PT4H', words: { ar: 'خلال 4 ساعات', en: 'within 4 hours' } },
  { value: 'PT8H', words: { ar: 'خلال 8 ساعات', en: 'within 8 hours' } },
  { value: 'PT24H', words: { ar: 'خلال يوم', en: 'within a day' } },
  { value: 'PT72H', words: { ar: 'خلال 3 أيام', en: 'within 3 days' } },
];

const STATE_WORDS: Readonly<Record<Escalation['state'], Both>> = {
  raised: { ar: 'بانتظار رد جهتكم', en: 'Waiting for your answer' },
  sent: { ar: 'بانتظار رد جهتكم', en: 'Waiting for your answer' },
  failed: { ar: 'بانتظار رد جهتكم', en: 'Waiting for your answer' },
  acknowledged: { ar: 'تم الاستلام. ما خطتكم؟', en: 'Acknowledged. What is your plan?' },
  asked: { ar: 'سؤالكم لدى الغرفة', en: 'The room has your question' },
  accepted: { ar: 'جهتكم تتولى الطلب', en: 'Your agency is doing it' },
  declined: { ar: 'اعتذرت جهتكم', en: 'Your agency declined' },
  completed: { ar: 'تم التنفيذ. شكرا لكم', en: 'Done. Thank you' },
  stood_down: { ar: 'انتهت الحاجة. لا إجراء مطلوب', en: 'No longer needed. No action is required' },
};

/** The request and the ways to answer it; every word in Arabic and English, for a phone, without script (decisions.md 12). */
export async function alertPage(input: PageInput): Promise<string> {
  const { escalation, caseId, recorded, errors } = input;
  const waiting = ['raised', 'sent', 'failed'].includes(escalation.state);
  return page(
    `${escalation.priority} ${caseId}`,
    html`
      <header class="${escalation.priority === 'P1' ? 'p1' : ''}">
        <h1><bdi>${PRIORITY_WORDS[escalation.priority].ar}</bdi> · <bdi dir="ltr">${caseId}</bdi></h1>
        ${both(STATE_WORDS[escalation.state])}
      </header>
      ${recorded ? recordedNote(recorded) : ''} ${errors.length > 0 ? errorNote(errors) : ''}
      <section class="card">${facts(input)}</section>
      ${escalation.ack ? acknowledgement(escalation) : ''}
      ${escalation.closedAt ? '' : waiting ? html`${acknowledgeForm(input)}${otherForms(input)}` : otherForms(input)}
    `,
  );
}

export interface DrillPageInput {
  kind: 'exercise' | 'test';
  agency: Both;
  name: string;
  role: string;
  errors: readonly ('name' | 'role')[];
  recorded?: 'now' | 'before';
}

/** The page of a drill: says first and largest that it is none of the other kind. */
export async function drillPage({ kind, agency, name, role, errors, recorded }: DrillPageInput): Promise<string> {
  const title: Both = kind === 'test' ? { ar: 'اختبار وصول', en: 'Test' } : { ar: 'تمرين', en: 'Exercise' };
  const field = (id: 'name' | 'role', label: Both, value: string) => html`
    <label for="${id}">${both(label)}</label>
    <input id="${id}" name="${id}" value="${value}" dir="auto" maxlength="200" required ${errors.includes(id) ? raw('aria-invalid="true"') : ''} />`;
  return page(
    title.en,
    html`
      <header><h1>${both(title)}</h1>${both(agency)}</header>
      ${recorded ? recordedNote(recorded) : ''} ${errors.length > 0 ? errorNote(errors) : ''}
      <section class="card">${paragraphs({
        ar: 'لا يوجد بلاغ. غرفة العمليات تتأكد من أن تنبيهاتها تصل إليكم وأن شخصا يقرؤها.',
        en: 'There is no case. The operations room makes sure that its alerts reach you and that somebody reads them.',
      })}</section>
      ${
        recorded
          ? ''
          : html`<form class="card" method="post">
              ${field('name', { ar: 'الاسم', en: 'Name' }, name)} ${field('role', { ar: 'الصفة أو الوظيفة', en: 'Function' }, role)}
              <button class="go" name="action" value="acknowledge">${both({ ar: 'استلمنا', en: 'We have it' })}</button>
            </form>`
      }
    `,
  );
}

const FOOTER: Both = {
  ar: 'غرفة العمليات. هذا الرابط لجهتكم وحدها، لا تنشره.',
  en: 'The operations room. This link is for your agency alone; do not pass it on.',
};

/** A page that says only why there is nothing to do. */
export async function closedPage(title: Both, more: Both): Promise<string> {
  return page(title.en, html`<section class="card"><h1>${both(title)}</h1>${paragraphs(more)}</section>`);
}

async function page(title: string, content: Html): Promise<string> {
  return String(
    await html`<!doctype html>
      <html lang="ar" dir="rtl">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex, nofollow" />
          <title>${title}</title>
          <style>${raw(STYLE)}</style>
        </head>
        <body>
          <main>
            ${content}
            <footer>${paragraphs(FOOTER)}</footer>
          </main>
        </body>
      </html>`,
  );
}

function facts({ escalation, agency, place }: PageInput): Html {
  const {
    category,
    ask,
    need,
    quantity,
    city,
    country,
    personsCount,
    childrenCount,
    by,
    raisedAt,
    question,
    answer,
    report,
  } = escalation;
  const where = country ? countryWords(country) : undefined;
  return html`<dl>
    ${fact({ ar: 'المطلوب', en: 'What is asked' }, html`<div class="ask" dir="auto">${ask}</div>`)}
    ${fact({ ar: 'النوع', en: 'Kind' }, both(CATEGORY_WORDS[category]))}
    ${need ? fact({ ar: 'الاحتياج', en: 'Need' }, html`${both(NEED_WORDS[need])}${quantity ? html`<bdi>× ${quantity}</bdi>` : ''}`) : ''}
    ${
      city || where || place
        ? fact(
            { ar: 'المكان', en: 'Place' },
            html`${place ? html`<div dir="auto">${place}</div>` : ''}${city ? html`<div dir="auto">${city}</div>` : ''}${where ? both(where) : ''}`,
          )
        : ''
    }
    ${
      personsCount
        ? fact(
            { ar: 'الأشخاص', en: 'People' },
            both({
              ar: `${personsCount}${childrenCount ? `، منهم أطفال: ${childrenCount}` : ''}`,
              en: `${personsCount}${childrenCount ? `, children among them: ${childrenCount}` : ''}`,
            }),
          )
        : ''
    }
    ${by ? fact({ ar: 'مطلوب قبل', en: 'Needed by' }, both(instantWords(by))) : ''}
    ${fact({ ar: 'أرسل في', en: 'Raised' }, both(instantWords(raisedAt)))}
    ${fact({ ar: 'إلى', en: 'To' }, both(agency))}
    ${question ? fact({ ar: 'سؤالكم', en: 'Your question' }, html`<div dir="auto">${question}</div>`) : ''}
    ${answer ? fact({ ar: 'رد الغرفة', en: 'The room answers' }, html`<div dir="auto">${answer}</div>`) : ''}
    ${report ? fact({ ar: 'آخر إفادة', en: 'Last report' }, html`<div dir="auto">${report.text}</div>`) : ''}
  </dl>`;
}

function fact(label: Both, value: Html): Html {
  return html`<dt>${both(label)}</dt><dd>${value}</dd>`;
}

function acknowledgement({ ack, response }: Escalation): Html {
  if (!ack) return html``;
  const at = instantWords(ack.at);
  return html`<section class="card">
    <dl>
      ${fact({ ar: 'استلمه', en: 'Acknowledged by' }, html`<div><bdi>${ack.by.name}</bdi>، <bdi>${ack.by.role}</bdi></div>${both(at)}`)}
      ${response?.eta ? fact({ ar: 'الموعد المتوقع', en: 'Expected' }, both(instantWords(response.eta))) : ''}
      ${response?.text ? fact({ ar: 'ردكم', en: 'Your answer' }, html`<div dir="auto">${response.text}</div>`) : ''}
    </dl>
  </section>`;
}

function acknowledgeForm(input: PageInput): Html {
  return html`<form class="card" method="post">
    <h2>${both({ ar: 'استلمتم الطلب؟', en: 'Have you received this?' })}</h2>
    ${person(input, 'acknowledge', 'a')}
    <button class="go" name="action" value="acknowledge">${both({ ar: 'استلمنا', en: 'We have it' })}</button>
  </form>`;
}

/** Everything an agency may still say, each folded away under its name. */
function otherForms(input: PageInput): Html {
  const { escalation } = input;
  const eta = html`<label>${both({ ar: 'الموعد المتوقع', en: 'Expected time' })}
    <select name="eta" ${invalid(input, 'accept', 'eta')}>
      <option value="">اختر · choose</option>
      ${ETAS.map(({ value, words }) => html`<option value="${value}" ${input.typed.eta === value ? 'selected' : ''}>${words.ar} · ${words.en}</option>`)}
    </select></label>`;
  const complete = section(
    input,
    'complete',
    { ar: 'تم التنفيذ', en: 'It is done' },
    details(input, 'complete', { ar: 'ما الذي تم؟', en: 'What was done?' }),
  );
  const accepted = escalation.state === 'accepted';
  return html`
    ${section(input, 'accept', { ar: 'نتولى الطلب', en: 'We do it' }, html`${eta}${details(input, 'accept', { ar: 'الخطة (اختياري)', en: 'The plan (optional)' })}`)}
    ${accepted ? complete : ''}
    ${section(input, 'report', { ar: 'إفادة بما يجري', en: 'Report how it is going' }, details(input, 'report', { ar: 'الإفادة', en: 'The report' }))}
    ${section(input, 'ask', { ar: 'نحتاج معلومة', en: 'We need to know something' }, details(input, 'ask', { ar: 'السؤال', en: 'The question' }))}
    ${accepted ? '' : complete}
    ${section(input, 'decline', { ar: 'نعتذر', en: 'We cannot' }, details(input, 'decline', { ar: 'السبب', en: 'Why' }))}
  `;
}

function section(input: PageInput, action: Action, title: Both, fields: Html): Html {
  const open = input.errors.length > 0 && input.typed.action === action;
  return html`<details ${open ? 'open' : ''}>
    <summary>${both(title)}</summary>
    <form method="post">
      ${person(input, action, action)} ${fields}
      <button class="${action === 'decline' ? 'no' : ''}" name="action" value="${action}">${both(title)}</button>
    </form>
  </details>`;
}

/** Name and function: kept as typed, or as the person who acknowledged gave them. */
function person(input: PageInput, action: Action, id: string): Html {
  const { typed, escalation } = input;
  const name = typed.name || escalation.ack?.by.name || '';
  const role = typed.role || escalation.ack?.by.role || '';
  return html`
    <label for="name-${id}">${both({ ar: 'الاسم', en: 'Name' })}</label>
    <input id="name-${id}" name="name" value="${name}" dir="auto" maxlength="200" autocomplete="name" required ${invalid(input, action, 'name')} />
    <label for="role-${id}">${both({ ar: 'الصفة أو الوظيفة', en: 'Function' })}</label>
    <input id="role-${id}" name="role" value="${role}" dir="auto" maxlength="200" autocomplete="organization-title" required ${invalid(input, action, 'role')} />
  `;
}

function details(input: PageInput, action: Action, label: Both): Html {
  const mine = input.typed.action === action ? input.typed.text : '';
  return html`<label>${both(label)}<textarea name="text" rows="3" dir="auto" maxlength="2000" ${invalid(input, action, 'text')}>${mine}</textarea></label>`;
}

function invalid({ errors, typed }: PageInput, action: Action, field: keyof typeof FIELD_ERRORS): Html | string {
  return errors.includes(field) && (typed.action ?? 'acknowledge') === action ? raw('aria-invalid="true"') : '';
}

function errorNote(errors: PageInput['errors']): Html {
  return html`<div class="error" role="alert">${errors.map((field) => html`<div>${both(FIELD_ERRORS[field])}</div>`)}</div>`;
}

function recordedNote(recorded: NonNullable<PageInput['recorded']>): Html {
  const words = {
    now: { ar: 'سُجل ردكم. شكرا لكم.', en: 'Your answer is recorded. Thank you.' },
    before: { ar: 'هذا الرد مسجل من قبل.', en: 'This answer was recorded before.' },
    late: {
      ar: 'سُجل ردكم متأخرا: كان الطلب قد انتهى. لا إجراء مطلوب.',
      en: 'Your answer is recorded as late: the request was over. No action is required.',
    },
  }[recorded];
  return html`<div class="note" role="status">${both(words)}</div>`;
}

/** Side by side while there is room, one under the other on a narrow phone. */
function both({ ar, en }: Both): Html {
  return html`<span class="two"><span>${ar}</span><span class="en" lang="en" dir="ltr">${en}</span></span>`;
}

function paragraphs({ ar, en }: Both): Html {
  return html`<p>${ar}</p><p class="en" lang="en" dir="ltr">${en}</p>`;
}
