/** `/_local`: what only a laptop has. Faults, usage, settling, the clock, tokens, and a page with every address. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import * as v from 'valibot';
import { durationMs } from './clock.ts';
import type { Room } from './room.ts';
import type { Simulators } from './simulators.ts';

const FaultBody = v.strictObject({
  service: v.optional(v.string()),
  operation: v.optional(v.string()),
  caller: v.optional(v.string()),
  kind: v.picklist(['throttle', 'error', 'latency', 'crash-after-commit']),
  rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  ms: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000))),
});
const ClockBody = v.strictObject({
  advance: v.pipe(
    v.string(),
    v.check((text) => (durationMs(text) ?? -1) >= 0, 'a duration like PT10M'),
  ),
});
const TokenBody = v.union([v.strictObject({ role: v.string() }), v.strictObject({ agency: v.string() })]);

const LINKS = [
  { path: '/', ar: 'شاشة غرفة العمليات', en: 'Console' },
  { path: '/report', ar: 'نموذج البلاغ للمواطن', en: 'The form for citizens' },
  {
    path: '/_local/phone',
    ar: 'هاتف تكتب منه إلى الغرفة بأي قناة',
    en: 'A phone to write to the room, by any channel',
  },
  { path: '/_local/inbox', ar: 'صناديق الجهات', en: 'Agency inboxes' },
  { path: '/docs', ar: 'وثائق الواجهة البرمجية', en: 'API documentation' },
  { path: '/health', ar: 'حالة الخدمة', en: 'Health' },
  { path: '/_local/usage', ar: 'ما استهلكته الوظائف من قاعدة البيانات', en: 'Capacity used by each function' },
];

/** Everything under `/_local`. Only this machine reaches it, and no page of another origin may write to it. */
export function controlApp(room: Room, simulators: Simulators): Hono {
  const app = new Hono();
  const control = new Hono();

  control.post('/faults', async (c) => {
    const fault = await read(c.req.raw, FaultBody);
    if (!fault) return c.json({ message: 'kind must be throttle, error, latency or crash-after-commit' }, 400);
    const { service, operation, caller, rate, ms } = fault;
    room.aws.setFault({
      kind: fault.kind,
      ...(service === undefined ? {} : { service }),
      ...(operation === undefined ? {} : { operation }),
      ...(caller === undefined ? {} : { caller }),
      ...(rate === undefined ? {} : { rate }),
      ...(ms === undefined ? {} : { ms }),
    });
    return c.body(null, 204);
  });
  control.delete('/faults', (c) => {
    room.aws.clearFaults();
    return c.body(null, 204);
  });
  control.get('/usage', (c) => c.json(room.aws.usage()));
  control.post('/settle', async (c) => {
    try {
      await room.settle();
      return c.json({ settled: true });
    } catch (error) {
      return c.json({ settled: false, message: (error as Error).message }, 504);
    }
  });
  control.post('/clock', async (c) => {
    const body = await read(c.req.raw, ClockBody);
    if (!body) return c.json({ message: 'advance must be a duration like PT10M' }, 400);
    await room.advance(body.advance);
    return c.json({ now: new Date(room.now()).toISOString() });
  });
  control.post('/tokens', async (c) => {
    const body = await read(c.req.raw, TokenBody);
    if (!body) return c.json({ message: 'role or agency is missing' }, 400);
    try {
      const token = 'role' in body ? await room.token(body.role) : await room.agencyToken(body.agency);
      return c.json({ token });
    } catch (error) {
      return c.json({ message: (error as Error).message }, 404);
    }
  });
  control.get('/', (c) => c.html(indexPage(room)));

  app.use('/_local/*', async (c, next) => {
    // A foreign page can post without being asked, but not with its own origin hidden.
    const origin = c.req.header('origin');
    if (c.req.method !== 'GET' && origin && origin !== new URL(c.req.url).origin && origin !== room.url)
      return c.json({ message: 'not from another origin' }, 403);
    return next();
  });
  if (!serves(room, '/')) app.get('/', (c) => c.redirect('/_local'));
  app.route('/_local', control);
  app.route('/', simulators.app);
  return app;
}

async function read<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  const parsed = v.safeParse(schema, await request.json().catch(() => undefined));
  return parsed.success ? parsed.output : undefined;
}

/** Whether the template answers a GET there: a room without a console shows no link to one. */
export function serves(room: Pick<Room, 'template'>, path: string): boolean {
  return room.template.routes.some(({ key }) => key === `GET ${path}` || key === `ANY ${path}`);
}

function indexPage(room: Room) {
  const people = room.issuer.people.map((person) => html`<code>${person}</code> `);
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>غرفة العمليات على هذا الجهاز · The operations room on this machine</title>
<style>
body { font: 1.1rem/1.7 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark; }
li { display: flex; justify-content: space-between; gap: 2rem; border-bottom: 1px solid #8884; padding: .4rem 0; }
ul { list-style: none; padding: 0; }
[lang=en] { direction: ltr; }
code { background: #8882; padding: .1em .4em; border-radius: .3em; }
</style>
</head>
<body>
<h1>غرفة العمليات على هذا الجهاز</h1>
<p lang="en">The operations room on this machine</p>
<ul>
${LINKS.filter(({ path }) => path.startsWith('/_local') || serves(room, path)).map(
  ({ path, ar, en }) => html`<li><a href="${path}">${ar}</a><a href="${path}" lang="en">${en}</a></li>
`,
)}
</ul>
<p>الأشخاص (كلمة المرور هي الاسم نفسه): ${people}</p>
<p lang="en">People (the password is the name): ${people}</p>
<p lang="en">DynamoDB: <code>${room.aws.dynamodbUrl}</code> · AWS: <code>${room.aws.url}</code></p>
</body>
</html>`;
}
