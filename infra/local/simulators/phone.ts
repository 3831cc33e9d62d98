/** The phone page: a person types as a citizen and sees what the room answers. No build step, no inline script. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import type { Carrier, CarrierName, Person, Said } from './carrier.ts';

const TEXTS = {
  title: { ar: 'هاتف تجريبي', en: 'Practice phone' },
  hint: {
    ar: 'اكتب كما يكتب مواطن؛ تصل الرسالة إلى الغرفة عبر قناة محاكاة.',
    en: 'Write as a citizen would; it reaches the room through a simulated channel.',
  },
  person: { ar: 'من يكتب؟', en: 'Who is writing?' },
  channel: { ar: 'القناة', en: 'Channel' },
  whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  messenger: { ar: 'ماسنجر', en: 'Messenger' },
  telegram: { ar: 'تيليجرام', en: 'Telegram' },
  twilio: { ar: 'رسائل نصية ومكالمات', en: 'SMS and calls' },
  email: { ar: 'بريد إلكتروني', en: 'E-mail' },
  call: { ar: 'مكالمة فائتة', en: 'Missed call' },
  add: { ar: 'رقم أو عنوان آخر', en: 'Another number or address' },
  addButton: { ar: 'إضافة', en: 'Add' },
  message: { ar: 'الرسالة', en: 'Message' },
  send: { ar: 'إرسال', en: 'Send' },
  photo: { ar: 'صورة', en: 'Photo' },
  voice: { ar: 'رسالة صوتية', en: 'Voice note' },
  stop: { ar: 'أوقف التسجيل وأرسل', en: 'Stop and send' },
  pin: { ar: 'موقع', en: 'Location pin' },
  off: { ar: 'الهاتف مغلق', en: 'Phone switched off' },
  empty: { ar: 'لا رسائل بعد', en: 'No messages yet' },
  lost: { ar: 'لا اتصال بالغرفة', en: 'The room does not answer' },
  other: { ar: 'English', en: 'العربية' },
  noPhone: { ar: 'بلا رقم ظاهر', en: 'no visible number' },
  sending: { ar: 'تُرسل', en: 'sending' },
  taken: { ar: 'استلمتها الغرفة', en: 'taken by the room' },
  retrying: { ar: 'تُعاد المحاولة', en: 'trying again' },
  given_up: { ar: 'لم تصل', en: 'not delivered' },
  sent: { ar: 'أُرسلت', en: 'sent' },
  delivered: { ar: 'وصلت', en: 'delivered' },
  read: { ar: 'قُرئت', en: 'read' },
  failed: { ar: 'فشلت', en: 'failed' },
} as const;

/** Places that the rehearsals speak of. */
const PLACES = [
  { lat: 15.6333, lon: 32.5333, ar: 'الخرطوم بحري', en: 'Khartoum North' },
  { lat: 15.6445, lon: 32.4777, ar: 'أم درمان', en: 'Omdurman' },
  { lat: 19.6158, lon: 37.2164, ar: 'بورتسودان', en: 'Port Sudan' },
  { lat: 21.8, lon: 31.35, ar: 'وادي حلفا', en: 'Wadi Halfa' },
  { lat: 30.0444, lon: 31.2357, ar: 'القاهرة', en: 'Cairo' },
];

type Lang = 'ar' | 'en';

const asset = (name: string) => readFileSync(new URL(`./phone/${name}`, import.meta.url), 'utf8');

/** What only some channels have, for the page to hide from the others. */
const ABILITIES: Record<CarrierName, readonly ('photo' | 'voice' | 'pin' | 'call' | 'off')[]> = {
  whatsapp: ['photo', 'voice', 'pin', 'off'],
  messenger: ['photo', 'voice', 'pin', 'off'],
  telegram: ['photo', 'voice', 'pin', 'off'],
  twilio: ['photo', 'pin', 'call', 'off'],
  email: ['photo', 'off'],
};

/** Mount at `/_local/phone`: one page to type on at any of the providers. */
export function phonePage(carriers: readonly Carrier[]): Hono {
  const phone = new Hono();
  const ownerOf = (key: string) => {
    const carrier = carriers.find(({ people }) => people.has(key));
    const person = carrier?.people.get(key);
    return carrier && person ? { carrier, person } : undefined;
  };
  phone.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
      },
    }),
  );

  phone.get('/', (c) => c.html(page(c.req.query('lang') === 'en' ? 'en' : 'ar')));
  phone.get('/phone.js', (c) => c.body(asset('phone.js'), 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  phone.get('/phone.css', (c) => c.body(asset('phone.css'), 200, { 'content-type': 'text/css; charset=utf-8' }));

  phone.get('/people', (c) =>
    c.json({
      channels: carriers.map(({ name }) => ({ name, can: ABILITIES[name] })),
      people: carriers.flatMap(({ name, people }) => [...people.values()].map((person) => summary(person, name))),
    }),
  );
  phone.post('/people', async (c) => {
    const { phone: typed, name, channel = 'whatsapp' } = (await c.req.json()) as Newcomer;
    const carrier = carriers.find((one) => one.name === channel);
    const person = carrier?.newcomer(typed ?? '', name);
    return carrier && person ? c.json(summary(person, carrier.name), 201) : c.json({ error: 'phone' }, 400);
  });

  phone.get('/people/:key', (c) => {
    const found = ownerOf(c.req.param('key'));
    if (!found) return c.json({ error: 'person' }, 404);
    found.carrier.readAll(found.person);
    return c.json({ ...summary(found.person, found.carrier.name), chat: found.person.chat });
  });
  phone.post('/people/:key/off', async (c) => {
    const found = ownerOf(c.req.param('key'));
    if (!found) return c.json({ error: 'person' }, 404);
    found.carrier.switchOff(found.person, ((await c.req.json()) as { off: boolean }).off);
    return c.json(summary(found.person, found.carrier.name));
  });
  /** JSON for words, a pin, a button, a call; a form with `file` for a photo or a voice note. */
  phone.post('/people/:key/messages', async (c) => {
    const found = ownerOf(c.req.param('key'));
    if (!found) return c.json({ error: 'person' }, 404);
    const said = (c.req.header('content-type') ?? '').includes('json')
      ? ((await c.req.json()) as Said)
      : await fileSaid(await c.req.parseBody());
    if (!said) return c.json({ error: 'file' }, 400);
    return c.json({ id: found.carrier.say(found.person, said) }, 202);
  });

  phone.get('/media/:id', (c) => {
    const medium = carriers.map(({ media }) => media.get(c.req.param('id'))).find(Boolean);
    return medium ? c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime }) : c.notFound();
  });
  return phone;
}

interface Newcomer {
  /** A number, an id or an address, whatever the channel has. */
  phone?: string;
  name?: string;
  channel?: string;
}

function summary({ key, name, phone, bsuid, address, off }: Person, channel: CarrierName) {
  return { key, name, phone, bsuid, address, off, channel };
}

async function fileSaid(form: Record<string, string | File | (string | File)[]>): Promise<Said | undefined> {
  const { file, text, type } = form;
  if (!(file instanceof File)) return undefined;
  return {
    type: type === 'audio' || type === 'call' ? type : 'image',
    bytes: new Uint8Array(await file.arrayBuffer()),
    mime: file.type,
    ...(typeof text === 'string' && text !== '' ? { text } : {}),
  };
}

function page(lang: Lang) {
  const t = (name: keyof typeof TEXTS) => TEXTS[name][lang];
  const other: Lang = lang === 'ar' ? 'en' : 'ar';
  const words = JSON.stringify(Object.fromEntries(Object.entries(TEXTS).map(([name, both]) => [name, both[lang]])));
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('title')}</title>
<link rel="stylesheet" href="/_local/phone/phone.css">
<script type="application/json" id="words">${raw(words.replaceAll('<', '\\u003c'))}</script>
<script src="/_local/phone/phone.js" defer></script>
</head>
<body>
<main>
<header>
<h1>${t('title')}</h1>
<a href="?lang=${other}" lang="${other}">${t('other')}</a>
<p>${t('hint')}</p>
</header>
<section class="who">
<label for="channel">${t('channel')}</label>
<select id="channel"></select>
<label for="person">${t('person')}</label>
<select id="person"></select>
<label class="switch" id="offswitch"><input type="checkbox" id="off"> ${t('off')}</label>
<form id="add"><label for="number">${t('add')}</label> <input id="number" name="number" dir="ltr" placeholder="+2010…" required> <button>${t('addButton')}</button></form>
</section>
<ol id="chat" aria-live="polite" data-empty="${t('empty')}"></ol>
<p id="trouble" role="alert" hidden>${t('lost')}</p>
<form id="write">
<label for="text" class="unseen">${t('message')}</label>
<textarea id="text" rows="2" dir="auto" placeholder="${t('message')}"></textarea>
<button>${t('send')}</button>
</form>
<div class="more">
<button id="call" type="button">${t('call')}</button>
<label class="button" id="photos">${t('photo')}<input type="file" id="photo" accept="image/*" class="unseen"></label>
<button id="voice" type="button">${t('voice')}</button>
<form id="pin"><label for="place" class="unseen">${t('pin')}</label>
<select id="place">${PLACES.map((p) => html`<option value="${p.lat},${p.lon}">${p[lang]}</option>`)}</select>
<button>${t('pin')}</button></form>
</div>
</main>
</body>
</html>`;
}
