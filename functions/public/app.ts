import { type Context, Hono } from 'hono';
import type { Both } from '../../shared/case/events.ts';
import type { MediaRef } from '../../shared/channels/types.ts';
import type { LambdaBindings } from '../../shared/http/mount.ts';
import { type ProblemType, problem, problemResponse } from '../../shared/http/problem.ts';
import { newReference } from '../../shared/ledger/reference.ts';
import { log } from '../../shared/log.ts';
import { MEDIA_BYTES } from '../../shared/media/kind.ts';
import { QUARANTINE } from '../../shared/media/quarantine.ts';
import { statusPin } from '../../shared/people/pin.ts';
import { ERRORS } from '../../shared/texts/public-form.ts';
import { alertRoutes } from './alerts.ts';
import type { PublicDeps } from './deps.ts';
import { figureRoutes } from './figures.ts';
import {
  type Form,
  faultIn,
  kindIn,
  langOf,
  messageOf,
  mimeIn,
  positionOf,
  readForm,
  readPhoto,
  typedOf,
} from './form.ts';
import * as page from './page.ts';
import { SCRIPT } from './script.ts';
import { type Opened, openWithPin, statusView } from './status.ts';
import { takeSubmission } from './take.ts';

type Web = Context<LambdaBindings>;

/** Words alone are never this long; photos come as a form of several parts. */
const WORDS_BYTES = 1024 * 1024;

/** The doors that need no token: the report form and the page that tells how a case stands. */
export function publicApp(deps: PublicDeps): Hono<LambdaBindings> {
  const app = new Hono<LambdaBindings>();
  // The form's script may send to one other place: where large photos are kept.
  for (const path of ['/report', '/status']) {
    app.use(path, async (c, next) => {
      await next();
      const policy = c.res.headers.get('content-security-policy');
      if (policy) c.res.headers.set('content-security-policy', `${policy}; connect-src 'self' ${deps.uploadOrigin}`);
    });
  }
  app.get('/report', (c) => {
    const kind = kindIn({ kind: c.req.query('kind') ?? '' }) ?? '';
    return show(c, page.reportPage(langOf(c), deps.newId(), { ...page.NOTHING_TYPED, kind }));
  });
  app.post('/report', (c) => report(c, deps));
  app.post('/report/uploads', async (c) => c.json(await leave(deps), 201, { 'Cache-Control': 'no-store' }));
  app.get('/report/page.js', (c) =>
    c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=86400' }),
  );
  app.get('/status', (c) => show(c, page.statusFormPage(langOf(c))));
  app.post('/status', (c) => status(c, deps));
  alertRoutes(app, deps);
  figureRoutes(app, deps);
  app.notFound((c) => fail(c, langOf(c), 'not-found', ERRORS.notFound));
  app.onError((error, c) => {
    log('http.failed', { route: `${c.req.method} ${c.req.path}`, error: error.name });
    return fail(c, langOf(c), 'unavailable', ERRORS.busy);
  });
  return app;
}

async function report(c: Web, deps: PublicDeps): Promise<Response> {
  const form = await readForm(c);
  const lang = langOf(c, form?.fields);
  if (!form) return fail(c, lang, 'validation', ERRORS.unreadable);
  // A machine filled in what no person sees: it is told what a person would be told.
  if (form.fields.website) return received(c, deps, lang, { id: newReference(deps.room.random), added: false });
  if (!form.photo && form.bytes > WORDS_BYTES) {
    return fail(c, lang, 'payload-too-large', ERRORS.tooLarge);
  }
  return form.fields.reference ? add(c, deps, lang, form) : begin(c, deps, lang, form);
}

/** A new report: the words first, the photo only if it fits (decisions.md 19). */
async function begin(c: Web, deps: PublicDeps, lang: page.Lang, form: Form): Promise<Response> {
  const typed = typedOf(form);
  const fault = faultIn(typed, positionOf(typed) !== undefined || form.photo !== undefined);
  if (fault) {
    const again = page.reportPage(lang, form.fields.submission_id || deps.newId(), typed, fault);
    return fail(c, lang, 'validation', fault, again, '/message');
  }
  const { media, photo } = await quarantine(form, deps);
  const item = messageOf(form, typed, media, nowOf(deps), deps.newId());
  const country = /^[a-z]{2}$/i.exec(form.fields.country ?? '')?.[0].toUpperCase();
  const kind = kindIn(form.fields);
  const id = await takeSubmission(item, deps, { ...(country ? { country } : {}), ...(kind ? { kind } : {}) });
  if (!id) return fail(c, lang, 'unavailable', ERRORS.busy);
  return received(c, deps, lang, { id, added: false, ...(photo ? { photo } : {}) });
}

/** More to an earlier report, by its reference and PIN. */
async function add(c: Web, deps: PublicDeps, lang: page.Lang, form: Form): Promise<Response> {
  const keys = keysIn(form);
  const opened = await openWithPin(deps, keys);
  if (typeof opened === 'string') return refused(c, lang, opened, keys);
  const typed = typedOf(form);
  const fault = faultIn(typed, form.photo !== undefined || positionOf(typed) !== undefined);
  if (fault) {
    const wrong = fault === ERRORS.message ? ERRORS.nothing : fault;
    return fail(c, lang, 'validation', wrong, page.addPage(lang, keys, deps.newId(), wrong), '/message');
  }
  const { media, photo } = await quarantine(form, deps);
  const { id } = opened.state;
  // Nothing left to say: the photo was all there was, and it was not kept.
  if (!media && !typed.message && !positionOf(typed))
    return received(c, deps, lang, { id, added: true, ...(photo ? { photo } : {}) });
  const contactId = opened.state.reporters[0]?.contactId;
  if (!contactId) return fail(c, lang, 'unavailable', ERRORS.busy);
  const item = messageOf(form, typed, media, nowOf(deps), deps.newId());
  const onto = await takeSubmission(item, deps, { known: { case: id, contactId } });
  if (!onto) return fail(c, lang, 'unavailable', ERRORS.busy);
  return received(c, deps, lang, { id: onto, added: true, ...(photo ? { photo } : {}) });
}

type Photo = NonNullable<page.ReceivedInput['photo']>;

/** Where one photo may be left straight from the browser, until `media` has looked at it. */
async function leave(deps: PublicDeps) {
  const key = `${UPLOADS}${deps.newId()}`;
  return { key, ...(await deps.leave(key, UPLOAD_SECONDS, MEDIA_BYTES, deps.now())) };
}

/** A photo of sixteen megabytes takes so long on a bad line. */
const UPLOAD_SECONDS = 900;
const UPLOADS = `${QUARANTINE}web/`;

/** Leaves a photo where `media` fetches it. What is wrong with it never holds up the words. */
async function quarantine(form: Form, deps: PublicDeps): Promise<{ media?: MediaRef; photo?: Photo }> {
  const uploaded = form.fields.upload;
  if (uploaded?.startsWith(UPLOADS)) {
    const there = await deps.files.has(uploaded).catch(() => false);
    return there ? { media: { ref: uploaded, ...mimeIn(form) }, photo: 'kept' } : { photo: 'again' };
  }
  // A form without its script says the name of the file and not the file: the words stand, the next page asks for it.
  if (!form.photo && form.fields.photo) return { photo: 'again' };
  const read = await readPhoto(form.photo);
  if (!read) return {};
  if (typeof read === 'string') return { photo: read };
  const ref = `${QUARANTINE}${read.medium.sha256}`;
  try {
    await deps.files.put(ref, read.bytes, 'application/octet-stream');
  } catch (error) {
    log('http.unavailable', { route: 'POST /report', error: (error as Error).name });
    return { photo: 'unavailable' };
  }
  return { media: { ref, ...read.medium }, photo: 'kept' };
}

async function received(
  c: Web,
  deps: PublicDeps,
  lang: page.Lang,
  { id, ...rest }: { id: string; added: boolean; photo?: Photo },
): Promise<Response> {
  const keys = { reference: id, pin: statusPin(await deps.pinKey(), id) };
  if (wantsJson(c)) {
    const { added, photo } = rest;
    return c.json({ ...keys, added, ...(photo ? { photo } : {}), status: '/status' }, 201);
  }
  // Another id: what is added next is another thing said, also where it has the same words.
  return show(c, page.receivedPage(lang, { keys, submissionId: deps.newId(), ...rest }), 201);
}

async function status(c: Web, deps: PublicDeps): Promise<Response> {
  const form = await readForm(c);
  const lang = langOf(c, form?.fields);
  if (!form) return fail(c, lang, 'validation', ERRORS.unreadable);
  const keys = keysIn(form);
  const opened = await openWithPin(deps, keys);
  if (typeof opened === 'string') return refused(c, lang, opened, keys);
  const view = await statusView(deps, opened.state);
  if (wantsJson(c)) return c.json(view, 200, { 'Cache-Control': 'no-store' });
  return show(c, page.statusPage(lang, view, keys, deps.newId()));
}

function keysIn({ fields }: Form): page.Keys {
  return { reference: (fields.reference ?? '').slice(0, 40), pin: (fields.pin ?? '').slice(0, 40) };
}

function refused(
  c: Web,
  lang: page.Lang,
  why: Exclude<Opened, object>,
  { reference }: page.Keys,
): Response | Promise<Response> {
  const [type, error] =
    why === 'wrong' ? (['not-found', ERRORS.credentials] as const) : (['rate-limited', ERRORS.attempts] as const);
  return fail(c, lang, type, error, page.statusFormPage(lang, { reference }, error));
}

/** The same failure as a page with what was typed, or as a problem with the field's name. */
async function fail(
  c: Web,
  lang: page.Lang,
  type: ProblemType,
  error: Both,
  body: ReturnType<typeof page.errorPage> = page.errorPage(lang, error),
  pointer?: string,
): Promise<Response> {
  const failure = problem(type, {
    detail: error,
    ...(pointer
      ? { errors: [{ pointer, code: error === ERRORS.long ? 'max_length' : 'required', message: error }] }
      : {}),
    ...(type === 'rate-limited' ? { headers: { 'Retry-After': '3600' } } : {}),
  });
  const trace = c.env?.lambdaContext?.awsRequestId ?? 'none';
  const answer = problemResponse(failure, trace, c.req.path, lang);
  if (wantsJson(c)) return answer;
  answer.headers.delete('content-type');
  return c.body(await body, answer.status as 400, { ...Object.fromEntries(answer.headers), ...page.PAGE_HEADERS });
}

function wantsJson(c: Web): boolean {
  const accept = c.req.header('accept') ?? '';
  return accept.includes('json') && !accept.includes('text/html');
}

async function show(c: Web, body: ReturnType<typeof page.errorPage>, code: 200 | 201 = 200): Promise<Response> {
  return c.body(await body, code, page.PAGE_HEADERS);
}

function nowOf(deps: PublicDeps): string {
  return new Date(deps.now()).toISOString();
}
