/** The agencies' inboxes: what reached each of them by queue, HTTPS, e-mail and SMS, with the link to answer. No script. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import type { AwsSide, Delivery, Subscription } from '../aws/index.ts';

const TEXTS = {
  title: { ar: 'صناديق الجهات', en: 'Agency inboxes' },
  hint: {
    ar: 'ما وصل فعلًا إلى كل جهة. النسخ هنا للعرض؛ والرسائل باقية في طوابيرها.',
    en: 'What really reached each agency. These are copies; the messages stay in their queues.',
  },
  all: { ar: 'كل الصناديق', en: 'All inboxes' },
  none: { ar: 'لم يصل شيء بعد', en: 'Nothing has arrived yet' },
  answer: { ar: 'افتح التنبيه للرد', en: 'Open the alert to answer' },
  confirm: { ar: 'تأكيد الاشتراك', en: 'Confirm the subscription' },
  pending: { ar: 'ينتظر تأكيد الاشتراك', en: 'Subscription not confirmed' },
  confirmed: {
    ar: 'تأكد الاشتراك. ستصل التنبيهات إلى هذا العنوان.',
    en: 'Subscription confirmed. Alerts now reach this address.',
  },
  unknown: { ar: 'رابط غير معروف أو سبق استعماله.', en: 'Unknown or used link.' },
  asked: { ar: 'طلب تأكيد اشتراك', en: 'Request to confirm a subscription' },
  raw: { ar: 'النص كما وصل', en: 'As received' },
  deadLetter: { ar: 'تعذّر التسليم: في طابور الرسائل الميتة', en: 'Not delivered: in the dead-letter queue' },
  lost: { ar: 'تعذّر التسليم', en: 'Not delivered' },
  other: { ar: 'English', en: 'العربية' },
  sqs: { ar: 'طابور', en: 'Queue' },
  http: { ar: 'HTTPS', en: 'HTTPS' },
  email: { ar: 'بريد', en: 'E-mail' },
  sms: { ar: 'رسالة نصية', en: 'SMS' },
} as const;

type Lang = 'ar' | 'en';
type Source = Pick<AwsSide, 'deliveries' | 'subscriptions' | 'confirmSubscription'>;
type Html = ReturnType<typeof html>;

/** Enough to look at; older ones stay in the data folder. */
const SHOWN = 100;

const STYLE = readFileSync(new URL('./agency/inbox.css', import.meta.url), 'utf8');

/** Pages under `base`: an index of addresses, `<base>/<agency or address>`, and the link that confirms a subscription. */
export function agencyInbox(aws: Source, base = '/_local/inbox'): Hono {
  const pages = new Hono();
  pages.use(
    secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], baseUri: ["'none'"] } }),
  );
  pages.get('/inbox.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));

  pages.get('/', (c) => {
    const lang = langOf(c.req.query('lang'));
    const boxes = boxesOf(aws.deliveries(), aws.subscriptions());
    const rows = boxes.map(
      (box) => html`<li>
        <a href="${base}/${encodeURIComponent(box.name)}?lang=${lang}"><bdi>${box.name}</bdi> <span class="count">${box.count}</span></a>
        <ul class="addresses">
          ${box.addresses.map(
            ({ protocol, endpoint, pending }) =>
              html`<li><span class="kind">${kindOf(protocol, lang)}</span> <bdi>${addressOf(endpoint)}</bdi>${pending ? html` <span class="bad">${TEXTS.pending[lang]}</span>` : ''}</li>`,
          )}
        </ul>
      </li>`,
    );
    const content = rows.length > 0 ? html`<ul class="boxes">${rows}</ul>` : html`<p>${TEXTS.none[lang]}</p>`;
    return c.html(page(base, lang, '', TEXTS.title[lang], html`<p>${TEXTS.hint[lang]}</p>${content}`));
  });

  pages.get('/confirm', async (c) => {
    const lang = langOf(c.req.query('lang'));
    const known = await aws.confirmSubscription(c.req.query('token') ?? '');
    const said = known ? TEXTS.confirmed[lang] : TEXTS.unknown[lang];
    return c.html(
      page(base, lang, '/confirm', TEXTS.confirm[lang], html`<p role="status">${said}</p>`),
      known ? 200 : 404,
    );
  });

  pages.get('/:name', (c) => {
    const lang = langOf(c.req.query('lang'));
    const name = c.req.param('name');
    const pending = new Set(
      aws.subscriptions().flatMap((subscription) => (subscription.pending ? [subscription.arn] : [])),
    );
    const mine = aws
      .deliveries()
      .filter((delivery) => belongs(delivery, name))
      .slice(-SHOWN)
      .reverse();
    const cards = mine.map((delivery) => card(base, lang, delivery, pending.has(delivery.subscriptionArn)));
    const content = cards.length > 0 ? cards : html`<p>${TEXTS.none[lang]}</p>`;
    return c.html(page(base, lang, `/${encodeURIComponent(name)}`, name, html`${content}`));
  });

  return pages;
}

function langOf(asked: string | undefined): Lang {
  return asked === 'en' ? 'en' : 'ar';
}

interface Box {
  name: string;
  count: number;
  addresses: Subscription[];
}

/** One box per topic: an agency's, or a rung of the room's own ladder. */
function boxesOf(deliveries: Delivery[], subscriptions: Subscription[]): Box[] {
  const boxes = new Map<string, Box>();
  const box = (topicArn: string) => {
    const name = boxName(topicArn);
    const known = boxes.get(name) ?? { name, count: 0, addresses: [] };
    boxes.set(name, known);
    return known;
  };
  for (const subscription of subscriptions) box(subscription.topicArn).addresses.push(subscription);
  for (const delivery of deliveries) box(delivery.topicArn || delivery.endpoint).count += 1;
  return [...boxes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `…:ops-room-local-agency-erc` is the box `erc`; a rung keeps its word. */
function boxName(topicArn: string): string {
  return lastPart(topicArn)
    .replace(/^ops-room-[^-]+-/, '')
    .replace(/^agency-/, '');
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** A box answers to its agency, its queue and each of its addresses. */
function belongs({ topicArn, endpoint }: Delivery, name: string): boolean {
  return [boxName(topicArn), endpoint, lastPart(endpoint)].includes(name);
}

function kindOf(protocol: string, lang: Lang): string {
  const key = protocol.replace('https', 'http').replace('email-json', 'email');
  return key in TEXTS ? TEXTS[key as 'sqs' | 'http' | 'email' | 'sms'][lang] : protocol;
}

function card(base: string, lang: Lang, delivery: Delivery, pending: boolean): Html {
  const at = new Date(delivery.at).toISOString();
  const failed = { delivered: '', 'dead-letter': TEXTS.deadLetter[lang], lost: TEXTS.lost[lang] }[delivery.outcome];
  return html`<article>
    <header>
      <span class="kind">${kindOf(delivery.protocol, lang)}</span>
      <bdi class="to">${addressOf(delivery.endpoint)}</bdi>
      <time datetime="${at}"><bdi>${at.slice(0, 19).replace('T', ' ')} UTC</bdi></time>
    </header>
    ${failed === '' ? '' : html`<p class="bad">${failed}</p>`}
    ${delivery.protocol.startsWith('email') && delivery.subject !== undefined ? html`<h2 dir="auto">${delivery.subject}</h2>` : ''}
    ${chips(delivery.attributes)}
    ${delivery.kind === 'confirmation' ? confirmation(base, lang, delivery, pending) : message(lang, delivery.body)}
  </article>`;
}

/** A queue is shown by its name. */
function addressOf(endpoint: string): string {
  return endpoint.startsWith('arn:') ? lastPart(endpoint) : endpoint;
}

function chips(attributes: Record<string, string>): Html | string {
  const pairs = Object.entries(attributes);
  if (pairs.length === 0) return '';
  return html`<ul class="chips">${pairs.map(([name, value]) => html`<li><bdi>${name}: ${value}</bdi></li>`)}</ul>`;
}

function confirmation(base: string, lang: Lang, delivery: Delivery, pending: boolean): Html {
  const link = `${base}/confirm?token=${encodeURIComponent(delivery.token ?? '')}&lang=${lang}`;
  return html`<p>${TEXTS.asked[lang]}</p>
    ${pending ? html`<p><a class="button" href="${link}">${TEXTS.confirm[lang]}</a></p>` : ''}`;
}

/** A machine's body as a table, a person's body as text; either with its link as a button. */
function message(lang: Lang, body: string): Html {
  const data = dataOf(body);
  if (!data) {
    return html`<div class="text" dir="auto">${linked(body)}</div>${button(lang, body.match(LINK)?.[0])}`;
  }
  return html`<table>
      ${Object.entries(data).map(([name, value]) => html`<tr><th scope="row"><bdi>${name}</bdi></th><td><bdi>${plainText(value)}</bdi></td></tr>`)}
    </table>
    ${button(lang, typeof data.link === 'string' ? data.link : undefined)}
    <details><summary>${TEXTS.raw[lang]}</summary><pre dir="ltr">${body}</pre></details>`;
}

/** Only web addresses become links, whatever a message says. */
const LINK = /https?:\/\/[^\s<>"'«»]+/;

function button(lang: Lang, link: string | undefined): Html | string {
  if (link === undefined || !LINK.test(link) || !link.startsWith('http')) return '';
  return html`<p><a class="button" href="${link}">${TEXTS.answer[lang]}</a></p>`;
}

function linked(text: string): (Html | string)[] {
  return text
    .split(new RegExp(`(${LINK.source})`))
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}"><bdi>${part}</bdi></a>` : part));
}

/** The fields of a JSON body: a CloudEvent's `data`, or the object itself. */
function dataOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    const { data } = value as { data?: unknown };
    return (data !== null && typeof data === 'object' ? data : value) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function page(base: string, lang: Lang, path: string, title: string, content: Html): Html {
  const other = lang === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
    <html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="${base}/inbox.css" />
      </head>
      <body>
        <nav>
          <a href="${base}?lang=${lang}">${TEXTS.all[lang]}</a>
          <a href="${base}${path}?lang=${other}" lang="${other}">${TEXTS.other[lang]}</a>
        </nav>
        <main>
          <h1><bdi>${title}</bdi></h1>
          ${content}
        </main>
      </body>
    </html>`;
}
