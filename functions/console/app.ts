import { Hono } from 'hono';
import { html } from 'hono/html';
import type { ConsoleConfig } from '../../shared/config.ts';
import type { LambdaBindings } from '../../shared/http/mount.ts';
import type { Files } from './files.ts';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  geojson: 'application/geo+json',
  svg: 'image/svg+xml',
  wav: 'audio/wav',
};

/** The web console: one page and its files. What it shows comes from the API; nothing here knows a case. */
export function consoleApp(config: ConsoleConfig, files: Files): Hono<LambdaBindings> {
  const app = new Hono<LambdaBindings>();
  const page = String(pageOf(config, files.manifest));
  const policy = contentPolicy(config);
  app.get('/', (c) =>
    c.html(page, 200, {
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Strict-Transport-Security': 'max-age=63072000',
    }),
  );
  app.get('/assets/:file', (c) => {
    const name = c.req.param('file');
    const found = files.read(name, c.req.header('accept-encoding') ?? '');
    if (!found) return c.text('', 404);
    return c.body(found.bytes, 200, {
      'Content-Type': TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream',
      // Every name carries the hash of its bytes.
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      ...(found.encoding ? { 'Content-Encoding': found.encoding } : {}),
    });
  });
  return app;
}

/** Scripts, styles and pictures from here alone; talk with the room, with sign-in, and with the bucket of attachments. */
function contentPolicy(config: ConsoleConfig): string {
  const { origin, protocol } = new URL(config.publicBaseUrl);
  const socket = origin.replace(protocol, protocol === 'https:' ? 'wss:' : 'ws:');
  const signIn = [config.issuer, config.signInUrl].map((url) => new URL(url).origin);
  const tiles = config.tiles ? [new URL(config.tiles.url).origin] : [];
  const elsewhere = [...new Set([...signIn, config.mediaOrigin, ...tiles])].filter((one) => one !== origin);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${[config.mediaOrigin, ...tiles].join(' ')}`,
    `media-src 'self' blob: ${config.mediaOrigin}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    `connect-src 'self' ${[socket, ...elsewhere].join(' ')}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function pageOf(config: ConsoleConfig, { script, style, preload }: Files['manifest']) {
  const { issuer, clientId, signInUrl: signIn, tiles } = config;
  const settings = { issuer, clientId, signIn, ...(tiles ? { tiles } : {}) };
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="room" content="${JSON.stringify(settings)}">
<title>غرفة العمليات</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/${style}">
${preload.map((file) => html`<link rel="modulepreload" href="/assets/${file}">`)}
<script type="module" src="/assets/${script}"></script>
</head>
<body><div id="room"></div><noscript><p>تحتاج هذه الشاشة إلى JavaScript.</p><p lang="en" dir="ltr">The console needs JavaScript.</p></noscript></body>
</html>`;
}
