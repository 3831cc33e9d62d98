import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { LambdaBindings } from '../../shared/http/mount.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { publicCap } from '../../shared/notices/cap.ts';
import { feedText, publishedNotices } from '../../shared/notices/feeds.ts';
import { jsonFeed } from '../../shared/notices/json-feed.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import { noticeVersion } from '../../shared/notices/versions.ts';
import { noticeStream } from '../../shared/notices/vocabulary.ts';
import * as page from './alerts-page.ts';
import type { PublicDeps } from './deps.ts';
import { langOf } from './form.ts';
import type { Lang } from './page.ts';

type Web = Context<LambdaBindings>;

/** Long enough to carry a storm of readers, short enough for a correction: half a minute at home, a minute at the edge. */
const CACHE = 'public, max-age=30, s-maxage=60, stale-if-error=600';
const ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** Public notices as pages, feeds and CAP documents. Nothing here needs a script, a cookie or an account. */
export function alertRoutes(app: Hono<LambdaBindings>, deps: PublicDeps): void {
  const { store } = deps.room;
  const published = async () =>
    publishedNotices(await store.list<Notice>('notice'), new Date(deps.now()).toISOString());

  app.get('/alerts', async (c) => {
    const lang = langOf(c);
    return show(c, await page.listPage(lang, await published()));
  });
  app.get('/alerts.atom', async (c) => {
    const { inForce, past } = await published();
    // Half of this function's code, and only for those who follow by Atom.
    const { atomFeed } = await import('../../shared/notices/atom.ts');
    const text = feedText([...inForce, ...past], feedLang(c), '/alerts.atom', deps.baseUrl);
    return send(c, atomFeed(text), 'application/atom+xml; charset=utf-8');
  });
  app.get('/alerts.json', async (c) => {
    const { inForce, past } = await published();
    const text = feedText([...inForce, ...past], feedLang(c), '/alerts.json', deps.baseUrl);
    return send(c, JSON.stringify(jsonFeed(text)), 'application/feed+json; charset=utf-8');
  });
  app.get('/alerts/:id', async (c) => {
    const [id = '', cap] = c.req.param('id').split(/\.(?=cap\.xml$)/);
    const head = ID.test(id) ? await store.head<Notice>(noticeStream(id)) : undefined;
    const version = head?.state.current && (await noticeVersion(store, head, wanted(c, head)));
    if (!head || !version) return c.notFound();
    if (cap) {
      const { host } = new URL(deps.baseUrl);
      const document = publicCap({ id, notice: head.state, version, sender: host, baseUrl: deps.baseUrl });
      return send(c, document, 'application/cap+xml; charset=utf-8');
    }
    const now = new Date(deps.now()).toISOString();
    return show(c, await page.noticePage(langOf(c), { id, notice: head.state, version }, now));
  });
}

/** The version asked for, or the newest. */
function wanted(c: Web, { state }: Head<Notice>): number {
  const asked = c.req.query('version');
  return asked && /^\d{1,3}$/.test(asked) ? Number(asked) : (state.current?.version ?? 0);
}

/** A feed is in the language of its address: readers of feeds send no preference. */
function feedLang(c: Web): Lang {
  return c.req.query('lang') === 'en' ? 'en' : 'ar';
}

function show(c: Web, body: { toString(): string }): Response {
  return send(c, body.toString(), 'text/html; charset=utf-8', page.HEADERS);
}

/** Whoever has it already is told so and nothing else. */
function send(c: Web, body: string, type: string, headers: Readonly<Record<string, string>> = {}): Response {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const all = {
    'Content-Type': type,
    'Cache-Control': CACHE,
    ETag: tag,
    // A feed is data; should a browser show it, it does nothing more.
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    ...headers,
  };
  const known = (c.req.header('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) return c.body(null, 304, all);
  return c.body(body, 200, all);
}
