import type { LambdaContext } from 'hono/aws-lambda';
import { handle } from 'hono/aws-lambda';
import * as v from 'valibot';
import { api } from '../../functions/api/app.ts';
import type { ApiDeps } from '../../functions/api/deps.ts';
import type { CrisisFacts } from '../../shared/case/decide.ts';
import type { Suggestion } from '../../shared/case/events.ts';
import { tableFacts } from '../../shared/figures/table.ts';
import { ANSWERS } from '../../shared/http/answers.ts';
import type { HeadView } from '../../shared/http/head.ts';
import type { Route } from '../../shared/http/route.ts';
import { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { tableTickets } from '../../shared/live/tickets.ts';
import { countryAt } from '../../shared/people/country.ts';
import { e164Of } from '../../shared/people/phone.ts';
import { trustedReader } from '../../shared/shifts/duty.ts';
import { tablePresence } from '../../shared/shifts/presence.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';

export interface Answered<Body = unknown> {
  status: number;
  headers: Record<string, string>;
  text: string;
  body: Body;
}

export interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
  /** The user name; the role's name unless given, as on the laptop. */
  as?: string;
}

export interface StaffApi {
  at: Emulator;
  deps: ApiDeps;
  files: Map<string, string>;
  /** One request by somebody of this role, as the gateway hands it over; no role, no claims. */
  send<Body = Problem>(role: string | undefined, method: string, path: string, sent?: Sent): Promise<Answered<Body>>;
  /** A command by an officer that must succeed; gives the new head. */
  act(id: string, command: string, body?: object, version?: number): Promise<HeadView>;
  head(id: string): Promise<HeadView>;
  /** A new case, logged by phone. */
  open(body?: object, role?: string): Promise<HeadView>;
}

/** What every refusal looks like. */
export interface Problem {
  type: string;
  status: number;
  title: string;
  detail?: string;
  traceId: string;
  text: { ar: string; en: string };
  errors?: { pointer: string; code: string; message: { ar: string; en: string } }[];
  allowed?: string[];
  open?: string[];
  currentVersion?: number;
}

const problemSchema = v.looseObject({
  type: v.pipe(v.string(), v.regex(/^\/problems\/[a-z-]+$/)),
  title: v.pipe(v.string(), v.minLength(1)),
  status: v.number(),
  instance: v.string(),
  traceId: v.string(),
  text: v.object({ ar: v.pipe(v.string(), v.regex(/[\u0600-\u06ff]/)), en: v.pipe(v.string(), v.minLength(1)) }),
});

export const SUGGESTION: Suggestion = {
  priority: 'P2',
  category: 'trapped_basic_needs',
  needs: ['water'],
  rules: ['R08'],
  reasons: [{ rule: 'R08', words: ['المية'], text: { ar: 'لا ماء', en: 'No water' } }],
  people: { count: 4, minors: 2 },
  place: { country: 'SD', city: 'Khartoum' },
  lang: 'ar',
};

export const CALL = {
  channel: 'phone',
  reporter: { name: 'أم كريم', phone: '+201000000101', relationship: 'parent' },
  text: 'ابني محبوس في الخرطوم والمية خلصت',
};

/** The staff API on the real emulator; SNS, Cognito and S3 are remembered in memory, triage reads the same in every text. */
export async function startStaffApi(): Promise<StaffApi> {
  const at = await startEmulator();
  const files = new Map<string, string>();
  const deps: ApiDeps = {
    room: {
      ...at.room,
      crises: async () =>
        (await at.store.list<Omit<CrisisFacts, 'id'>>('crisis')).map(({ id, state }) => ({ ...state, id })),
    },
    now: () => at.clock.ms,
    agencies: {
      store: at.store,
      topics: { sync: async () => {} },
      clients: { create: async (agency) => ({ id: `client-${agency}`, secret: `secret-${agency}` }) },
    },
    agency: async (id) => (id === 'erc' ? { id, tiers: 3 } : undefined),
    suggest: async () => SUGGESTION,
    countryAt: async (at) => countryAt(at),
    phoneNumber: async (typed, country) => e164Of(typed, country),
    whatsappAccounts: ['106540000000001'],
    files: {
      put: async (key, body) => void files.set(key, String(body)),
      link: async (key, seconds) => `https://files.example/${key}?expires=${seconds}`,
    },
    media: {
      link: async (key, seconds, shown) => `https://media.example/${key}?expires=${seconds}&as=${shown?.disposition}`,
    },
    presence: tablePresence(at.client, TABLES.cases, () => at.clock.ms),
    trusted: trustedReader(at.store, () => at.clock.ms),
    deadLetters: async () => [],
    facts: tableFacts(at.client, TABLES.cases, at.store.rows),
    leave: async (key) => ({ url: 'https://media.example/', fields: { key } }),
    tickets: tableTickets(at.client, TABLES.cases, () => at.clock.ms),
    liveUrl: 'wss://room.example/live',
    document: async (name) => `the ${name}`,
  };
  const handler = handle(api(deps));

  const send: StaffApi['send'] = async (role, method, path, { body, headers = {}, as = role } = {}) => {
    const [rawPath = '', rawQueryString = ''] = path.split('?');
    const json = body !== undefined && typeof body !== 'string';
    const claims = {
      token_use: 'access',
      scope: 'room/staff',
      sub: 'f7d0',
      username: as,
      'cognito:groups': `[${role}]`,
    };
    const answer = (await handler(
      {
        version: '2.0',
        routeKey: 'ANY /v1/{proxy+}',
        rawPath,
        rawQueryString,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
        isBase64Encoded: false,
        requestContext: {
          domainName: 'room.example',
          http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
          ...(role ? { authorizer: { jwt: { claims, scopes: ['room/staff'] } } } : {}),
        },
      } as never,
      { awsRequestId: 'trace-1' } as LambdaContext,
    )) as { statusCode: number; headers: Record<string, string>; body: string; isBase64Encoded: boolean };
    const text = answer.isBase64Encoded ? Buffer.from(answer.body, 'base64').toString('utf8') : answer.body;
    const type = answer.headers['content-type'] ?? '';
    const parsed =
      type.includes('json') && !type.includes('ndjson') && !type.includes('openapi') ? JSON.parse(text) : undefined;
    conforms(method, rawPath, answer.statusCode, parsed, type);
    return { status: answer.statusCode, headers: answer.headers, text, body: parsed };
  };

  const ok = async <Body>(answer: Promise<Answered<Body>>): Promise<Body> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const head = (id: string) => ok(send<HeadView>('supervisor', 'GET', `/v1/cases/${id}`));
  return {
    at,
    deps,
    files,
    send,
    head,
    open: (body = {}, role = 'officer') =>
      ok(send<HeadView>(role, 'POST', '/v1/cases', { body: { ...CALL, ...body } })),
    act: async (id, command, body = {}, version) => {
      const match = version ?? (await head(id)).version;
      const headers = { 'if-match': `"${match}"` };
      return ok(send<HeadView>('officer', 'POST', `/v1/cases/${id}/${command}`, { body, headers }));
    },
  };
}

/** Every answer is held against what the OpenAPI document promises. */
function conforms(method: string, path: string, status: number, body: unknown, type: string): void {
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) throw new Error(`${status} without a problem: ${type}`);
    v.parse(problemSchema, body);
    return;
  }
  const route = Object.values(STAFF_ROUTES as Record<string, Route>).find(
    (each) => each.method === method && new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  if (!route?.answer.body || !type.startsWith('application/json')) return;
  const schema: v.GenericSchema = ANSWERS[route.answer.body];
  v.parse(route.answer.list ? v.strictObject({ items: v.array(schema), next: v.nullable(v.string()) }) : schema, body);
}
