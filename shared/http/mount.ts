import { type Context, Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { isTransient } from '../ledger/failures.ts';
import { log } from '../log.ts';
import { keyIn, versionIn } from './conditional.ts';
import { isProblem, PROBLEMS, type Problem, problem, problemResponse, unavailable } from './problem.ts';
import type { Answer, Call, RepeatKey, Route, Routes } from './route.ts';
import { readBody, validate } from './validate.ts';

/** What `handle` of hono/aws-lambda binds to each request; absent in tests that call the app itself. */
export type LambdaBindings = {
  Bindings: { event?: LambdaEvent; requestContext?: unknown; lambdaContext?: LambdaContext };
};

/** One handler per row, each with the types of its row. */
export type Handlers<Who, R extends Routes> = {
  readonly [K in keyof R]: (call: Call<Who, R[K]>) => Promise<Answer | Problem>;
};

/** Who is calling, if the row is open to them; otherwise why not (401, 403). `id` names the caller in repeat keys. */
export type Admit<Who> = (route: Route, c: Context<LambdaBindings>) => Admitted<Who> | Promise<Admitted<Who>>;

type Admitted<Who> = { who: Who; id: string } | Problem;

/** Nothing the room answers may be kept, framed, sniffed or told to the next site. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * A Hono app that serves a table: admission, parameters, preconditions, repeat key and body are checked here from the row, in this
 * order, so that no handler can forget one and all of them fail alike.
 */
export function mount<Who, R extends Routes>(
  routes: R,
  handlers: Handlers<Who, R>,
  admit: Admit<Who>,
): Hono<LambdaBindings> {
  const app = new Hono<LambdaBindings>();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  for (const [name, route] of Object.entries(routes)) {
    const handler = handlers[name] as unknown as (call: Call<Who>) => Promise<Answer | Problem>;
    app.on(route.method, [route.path.replaceAll(/\{(\w+)\}/g, ':$1')], async (c) => {
      const result = await serve(route, handler, admit, c).catch((error: Error) => failed(error, route, c));
      return isProblem(result) ? refuse(c, result) : respond(result);
    });
  }
  app.notFound((c) => {
    const methods = methodsAt(routes, c.req.path);
    if (methods.length === 0) return refuse(c, problem('not-found'));
    return refuse(c, problem('method-not-allowed', { headers: { Allow: methods.join(', ') } }));
  });
  return app;
}

async function serve<Who>(
  route: Route,
  handler: (call: Call<Who>) => Promise<Answer | Problem>,
  admit: Admit<Who>,
  c: Context<LambdaBindings>,
): Promise<Answer | Problem> {
  const admitted = await admit(route, c);
  if (isProblem(admitted)) return admitted;

  const params = route.params ? validate(route.params, c.req.param()) : { ok: undefined };
  // A path that cannot name anything names nothing.
  if (isProblem(params)) return problem('not-found');
  const query = route.query ? validate(route.query, singles(c.req.queries()), '/query') : { ok: undefined };
  if (isProblem(query)) return query;

  const version = precondition(route, c);
  if (isProblem(version)) return version;
  const key = route.method === 'POST' ? keyIn(c.req.header('idempotency-key')) : undefined;
  if (isProblem(key)) return key;

  let body: unknown;
  let repeat: RepeatKey | undefined;
  if (route.body) {
    const read = await readBody(c.req.raw);
    if (isProblem(read)) return read;
    const checked = validate(route.body, read.ok);
    if (isProblem(checked)) return checked;
    body = checked.ok;
    if (key) {
      repeat = { actor: admitted.id, route: `${route.method} ${c.req.path}`, key, body: read.ok };
    }
  }
  return handler({
    who: admitted.who,
    params: params.ok,
    query: query.ok,
    body,
    version,
    repeat,
    traceId: traceOf(c),
    request: c.req.raw,
  } as Call<Who>);
}

function precondition(route: Route, c: Context): number | undefined | Problem {
  const header = c.req.header('if-match');
  if (route.method === 'GET' || (header === undefined && route.ifMatch !== true)) return undefined;
  return versionIn(header);
}

/** A parameter given twice is a list, which no schema of ours takes: better refused than half read. */
function singles(queries: Record<string, string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(queries).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function respond({ status, body, headers, type }: Answer): Response {
  if (body === undefined) return new Response(null, { status, ...(headers ? { headers } : {}) });
  return new Response(type ? (body as string) : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': type ?? 'application/json', ...headers },
  });
}

function refuse(c: Context<LambdaBindings>, failure: Problem): Response {
  const response = problemResponse(failure, traceOf(c), c.req.path, c.req.header('accept-language'));
  if (PROBLEMS[failure.problem].status === 401) response.headers.set('WWW-Authenticate', 'Bearer');
  return response;
}

function methodsAt(routes: Routes, path: string): string[] {
  const here = Object.values(routes).filter((route) => patternOf(route.path).test(path));
  return [...new Set(here.map((route) => route.method))];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** The log gets the row's path, not the request's: a path may hold a link's token. */
function failed(error: Error, route: Route, c: Context<LambdaBindings>): Problem {
  const transient = isTransient(error);
  const about = { route: `${route.method} ${route.path}`, error: error.name, trace: traceOf(c) };
  log(transient ? 'http.unavailable' : 'http.failed', about);
  return transient ? unavailable() : problem('internal');
}

/** The gateway's id of the request: what a person can quote, and what the logs are found by. */
function traceOf(c: Context<LambdaBindings>): string {
  return c.env?.lambdaContext?.awsRequestId ?? 'none';
}
