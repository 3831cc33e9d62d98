/** API Gateway on one port: HTTP APIs with payload v2 and their authorizers, WebSocket APIs, and what only a laptop has. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { JWTPayload } from 'jose';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AuthorizerDefinition, RouteDefinition, SocketApi } from './template.ts';
import { InvocationError } from './workers.ts';

/** API Gateway refuses larger requests, bytes; a function refuses events over 6 MB before that. */
const BODY_LIMIT = 10 * 1024 * 1024;

/** All header lines together, bytes. */
const HEADER_LIMIT = 10_240;

export interface GatewayOptions {
  routes: RouteDefinition[];
  sockets: SocketApi[];
  account: string;
  invoke: (name: string, event: unknown) => Promise<unknown>;
  /** Claims of a valid token, or undefined. */
  verify: (token: string) => Promise<JWTPayload | undefined>;
  now: () => number;
  /** Answers a path itself instead of the template's routes: simulators, sign-in, the runner's own door. */
  local: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Sees every answer that leaves: what a test holds against the published schemas. */
  onAnswer?: (seen: SeenAnswer) => void;
  onError: (message: string) => void;
}

/** A request's line and what it was answered. */
export interface SeenAnswer {
  method: string;
  path: string;
  status: number;
  type: string;
  body: string;
}

interface Authorizer {
  jwt?: { claims: Record<string, string>; scopes: string[] | null };
  lambda?: Record<string, unknown>;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: string | Buffer;
}

/** What a Lambda function may give back to the gateway. */
interface FunctionAnswer {
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

interface Connection {
  id: string;
  api: SocketApi;
  socket: WebSocket;
  connectedAt: number;
  sourceIp: string;
}

const message = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message: text }),
});

export class Gateway {
  private readonly server: Server;
  private readonly upgrades = new WebSocketServer({ noServer: true, maxPayload: 128 * 1024 });
  private readonly connections = new Map<string, Connection>();
  private readonly authorized = new Map<string, { until: number; answer: Authorizer | number }>();
  private readonly routes: RouteMatcher;
  private running = 0;

  constructor(private readonly options: GatewayOptions) {
    this.routes = new RouteMatcher(options.routes);
    this.server = createServer({ maxHeaderSize: HEADER_LIMIT }, (request, response) => {
      void this.serve(request, response);
    });
    this.server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  /** @throws EADDRINUSE when the port is taken. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Requests being answered by functions. */
  busy(): number {
    return this.running;
  }

  async close(): Promise<void> {
    for (const { socket } of this.connections.values()) socket.terminate();
    this.upgrades.close();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /* HTTP APIs */

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    if (this.options.local(request, response)) return;
    this.running += 1;
    try {
      const answer = await this.answer(request);
      this.options.onAnswer?.({
        method: request.method ?? 'GET',
        path: pathOf(request),
        status: answer.status,
        type: answer.headers?.['content-type'] ?? '',
        body: String(answer.body ?? ''),
      });
      send(response, answer, this.options.now());
    } catch (error) {
      this.options.onError(`${request.method} ${pathOf(request)}: ${(error as Error).message}`);
      send(response, message(500, 'Internal Server Error'), this.options.now());
    } finally {
      this.running -= 1;
    }
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const found = this.routes.match(request.method ?? 'GET', pathOf(request));
    if (!found) return message(404, 'Not Found');
    const body = await readBody(request);
    if (!body) return message(413, 'Request Entity Too Large', { connection: 'close' });
    const event = this.event(request, found, body);
    const authorizer = await this.authorize(found.route, event);
    if (typeof authorizer === 'number') {
      return authorizer === 401
        ? message(401, 'Unauthorized', { 'www-authenticate': 'Bearer' })
        : message(authorizer, authorizer === 403 ? 'Forbidden' : 'Internal Server Error');
    }
    if (authorizer) Object.assign(event.requestContext, { authorizer });
    try {
      return fromFunction(await this.options.invoke(found.route.function, event));
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error;
      this.options.onError(error.message);
      if (error.kind === 'too-large') return message(413, 'Request Entity Too Large');
      return error.kind === 'timeout' ? message(503, 'Service Unavailable') : message(500, 'Internal Server Error');
    }
  }

  private event(request: IncomingMessage, { route, parameters }: Match, body: Buffer) {
    const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
    const { headers, cookies } = headersOf(request);
    const now = this.options.now();
    const parameter = Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {};
    const text = isText(headers['content-type'], body);
    return {
      version: '2.0',
      routeKey: route.key,
      rawPath: decodePath(path),
      rawQueryString: query,
      ...(cookies.length > 0 ? { cookies } : {}),
      headers,
      ...(query === '' ? {} : { queryStringParameters: joinQuery(query) }),
      ...parameter,
      requestContext: {
        accountId: this.options.account,
        apiId: route.api,
        domainName: headers.host ?? 'localhost',
        domainPrefix: (headers.host ?? 'localhost').split(/[.:]/)[0],
        http: {
          method: request.method ?? 'GET',
          path: decodePath(path),
          protocol: `HTTP/${request.httpVersion}`,
          sourceIp: sourceOf(request),
          userAgent: headers['user-agent'] ?? '',
        },
        requestId: requestId(),
        routeKey: route.key,
        stage: '$default',
        time: clfTime(now),
        timeEpoch: now,
      },
      ...(body.length === 0 ? {} : { body: body.toString(text ? 'utf8' : 'base64') }),
      isBase64Encoded: body.length > 0 && !text,
    };
  }

  /** What the route's authorizer says of the request; the status to refuse it with; undefined where there is none. */
  private async authorize(
    route: RouteDefinition,
    event: { headers: Record<string, string>; [field: string]: unknown },
  ): Promise<Authorizer | number | undefined> {
    const { authorizer } = route;
    if (!authorizer) return undefined;
    if (authorizer.kind === 'request') return this.askFunction(authorizer, event);
    const token = /^(?:bearer )?([\w.-]+)$/i.exec(event.headers.authorization ?? '')?.[1];
    const claims = token && (await this.options.verify(token));
    if (!claims) return 401;
    const audience = claims.aud === undefined ? [claims.client_id] : [claims.aud].flat();
    if (claims.iss !== authorizer.issuer || !audience.some((one) => authorizer.audience.includes(String(one))))
      return 401;
    const scopes = String(claims.scope ?? '').split(' ');
    if (route.scopes.length > 0 && !route.scopes.some((scope) => scopes.includes(scope))) return 403;
    return { jwt: { claims: stringClaims(claims), scopes: route.scopes.length > 0 ? route.scopes : null } };
  }

  private async askFunction(
    authorizer: Extract<AuthorizerDefinition, { kind: 'request' }>,
    event: { headers: Record<string, string>; [field: string]: unknown },
  ): Promise<Authorizer | number> {
    const identity = authorizer.identitySources.map((source) => identityOf(source, event));
    if (identity.some((value) => value === undefined)) return 401;
    const key = JSON.stringify([authorizer.function, event.routeKey, identity]);
    const kept = this.authorized.get(key);
    if (kept && kept.until > this.options.now()) return kept.answer;
    const { body: _body, isBase64Encoded: _encoded, ...rest } = event;
    let answer: Authorizer | number;
    try {
      const said = (await this.options.invoke(authorizer.function, {
        ...rest,
        type: 'REQUEST',
        routeArn: `arn:aws:execute-api:local:${this.options.account}:${event.routeKey}`,
        identitySource: identity,
      })) as { isAuthorized?: unknown; context?: Record<string, unknown> } | null;
      if (typeof said?.isAuthorized !== 'boolean') return 500;
      answer = said.isAuthorized ? { lambda: said.context ?? {} } : 403;
    } catch (error) {
      this.options.onError((error as Error).message);
      return 500;
    }
    if (authorizer.ttlSeconds > 0) {
      this.authorized.set(key, { until: this.options.now() + authorizer.ttlSeconds * 1000, answer });
    }
    return answer;
  }

  /* WebSocket APIs */

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const stage = pathOf(request).replace(/^\/|\/$/g, '');
    const api = this.options.sockets.find((one) => one.stage === stage);
    const refuse = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.on('error', () => {});
    if (!api) return void refuse('404 Not Found');
    const connection = {
      id: randomBytes(11).toString('base64url'),
      api,
      connectedAt: this.options.now(),
      sourceIp: sourceOf(request),
    };
    const query = splitOnce(request.url ?? '', '?')[1] ?? '';
    const { headers } = headersOf(request);
    const event = {
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      ...(query === '' ? {} : { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    };
    try {
      const answer = (await this.notify(connection, '$connect', 'CONNECT', event)) as FunctionAnswer | undefined;
      const status = answer?.statusCode ?? 200;
      if (status < 200 || status > 299) return void refuse(`${status === 401 ? 401 : 403} Refused`);
    } catch (error) {
      this.options.onError((error as Error).message);
      return void refuse('500 Internal Server Error');
    }
    this.upgrades.handleUpgrade(request, socket, head, (opened) => this.adopt({ ...connection, socket: opened }));
  }

  private adopt(connection: Connection): void {
    const { id, socket } = connection;
    this.connections.set(id, connection);
    const tell = (route: string, type: string, event: object) => {
      this.notify(connection, route, type, event).catch((error: Error) => this.options.onError(error.message));
    };
    socket.on('message', (data, isBinary) => {
      const text = data.toString();
      tell(chooseRoute(connection.api, text), 'MESSAGE', {
        body: isBinary ? Buffer.from(text).toString('base64') : text,
      });
    });
    socket.on('close', (code, reason) => {
      this.connections.delete(id);
      tell('$disconnect', 'DISCONNECT', { disconnectStatusCode: code, disconnectReason: reason.toString() });
    });
    socket.on('error', () => socket.terminate());
  }

  /** Runs the function of a route, if the API has it. */
  private async notify(
    connection: Omit<Connection, 'socket'>,
    routeKey: string,
    eventType: string,
    {
      disconnectStatusCode,
      disconnectReason,
      ...event
    }: object & { disconnectStatusCode?: number; disconnectReason?: string },
  ): Promise<unknown> {
    const { api, id, connectedAt, sourceIp } = connection;
    const route = api.routes.find((one) => one.key === routeKey);
    if (!route) return undefined;
    this.running += 1;
    try {
      const now = this.options.now();
      return await this.options.invoke(route.function, {
        ...event,
        requestContext: {
          routeKey,
          eventType,
          connectionId: id,
          connectedAt,
          ...(disconnectStatusCode === undefined ? {} : { disconnectStatusCode, disconnectReason }),
          ...(eventType === 'MESSAGE' ? { messageId: requestId() } : {}),
          messageDirection: 'IN',
          extendedRequestId: requestId(),
          requestId: requestId(),
          requestTime: clfTime(now),
          requestTimeEpoch: now,
          apiId: api.id,
          stage: api.stage,
          domainName: `${api.id}.execute-api.local`,
          identity: { sourceIp },
        },
        isBase64Encoded: false,
      });
    } finally {
      this.running -= 1;
    }
  }

  /** Connection management as the service's API does it; 410 for a connection that is gone. */
  manage(operation: string, id: string, data: unknown): { status: number; body: unknown } {
    const connection = this.connections.get(id);
    if (!connection) return { status: 410, body: { __type: 'GoneException', message: 'Gone' } };
    if (operation === 'PostToConnection') connection.socket.send(Buffer.from(data as Uint8Array).toString());
    else if (operation === 'DeleteConnection') connection.socket.close(1000);
    else return { status: 200, body: { connectedAt: new Date(connection.connectedAt).toISOString() } };
    return { status: operation === 'DeleteConnection' ? 204 : 200, body: {} };
  }
}

/** A message's route by the API's selection expression, such as `$request.body.action`. */
function chooseRoute(api: SocketApi, text: string): string {
  const field = /^\$request\.body\.(\w+)$/.exec(api.selection)?.[1];
  try {
    const value = field && (JSON.parse(text) as Record<string, unknown>)[field];
    if (typeof value === 'string' && api.routes.some((route) => route.key === value)) return value;
  } catch {
    // Not JSON: the default route takes it.
  }
  return '$default';
}

/* Routes */

interface Match {
  route: RouteDefinition;
  parameters: Record<string, string>;
}

/** Chooses as API Gateway does: exact segments before variables, variables before greedy ones, a method before ANY. */
class RouteMatcher {
  private readonly routes: { route: RouteDefinition; method: string; segments: string[] }[];
  private readonly fallback: RouteDefinition | undefined;

  constructor(routes: RouteDefinition[]) {
    this.fallback = routes.find((route) => route.key === '$default');
    this.routes = routes
      .filter((route) => route.key !== '$default')
      .map((route) => {
        const [method = 'ANY', path = '/'] = route.key.split(' ');
        return { route, method, segments: segmentsOf(path) };
      })
      .sort((a, b) => rank(a.segments, a.method).localeCompare(rank(b.segments, b.method)));
  }

  match(method: string, path: string): Match | undefined {
    const segments = segmentsOf(path);
    for (const candidate of this.routes) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const parameters = matchSegments(candidate.segments, segments);
      if (parameters) return { route: candidate.route, parameters };
    }
    return this.fallback && { route: this.fallback, parameters: {} };
  }
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

/** Sorts the most specific route first, segment by segment. */
function rank(segments: string[], method: string): string {
  const weights = segments.map((segment) => (segment.endsWith('+}') ? '3' : segment.startsWith('{') ? '2' : '1'));
  return `${weights.join('')}${method === 'ANY' ? 'b' : 'a'}`;
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.endsWith('+}')) {
      parameters[part.slice(1, -2)] = segments.slice(index).map(decodePath).join('/');
      return segments.slice(index).join('') === '' ? undefined : parameters;
    }
    if (part.startsWith('{')) {
      if (segment === '') return undefined;
      parameters[part.slice(1, -1)] = decodePath(segment);
    } else if (part !== segment) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

/* Requests and answers */

function pathOf(request: IncomingMessage): string {
  return splitOnce(request.url ?? '/', '?')[0];
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function sourceOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

/** Lower-case names, several lines of one name joined by a comma, cookies apart. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  let cookies: string[] = [];
  for (const [name, value] of Object.entries(request.headersDistinct)) {
    if (value === undefined) continue;
    if (name === 'cookie') cookies = value.join('; ').split(/;\s*/).filter(Boolean);
    else if (name !== 'connection' && name !== 'transfer-encoding') headers[name] = value.join(',');
  }
  const trace = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return {
    headers: {
      'x-amzn-trace-id': trace,
      'x-forwarded-port': String(request.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], sourceOf(request)].filter(Boolean).join(', '),
    },
    cookies,
  };
}

/** The whole body, or undefined when it is larger than the gateway takes; the rest is then read and thrown away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks);
}

/** HTTP APIs hand over text as text and everything else, forms included, as base64. */
function isText(contentType: string | undefined, body: Buffer): boolean {
  const type = (contentType ?? 'text/plain').split(';')[0]!.trim().toLowerCase();
  if (!/^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))$/.test(type)) return false;
  // Bytes that are no UTF-8 would not survive as text, and a signature over them would fail.
  return Buffer.from(body.toString('utf8')).equals(body);
}

function joinQuery(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return joined;
}

/** Every claim as a string: arrays become `[a b]`, as API Gateway writes them. */
function stringClaims(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );
}

function identityOf(source: string, event: { headers: Record<string, string>; [field: string]: unknown }) {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return event.headers[name.toLowerCase()];
  return (event.queryStringParameters as Record<string, string> | undefined)?.[name];
}

/** A function may answer in full, or with anything else, which then becomes a JSON body. */
function fromFunction(returned: unknown): Answer {
  const answer = returned as FunctionAnswer | null;
  if (answer === null || typeof answer !== 'object' || answer.statusCode === undefined) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof returned === 'string' ? returned : JSON.stringify(returned),
    };
  }
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: answer.statusCode,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...Object.fromEntries(headers) },
    cookies: answer.cookies ?? [],
    body: Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function send(
  response: ServerResponse,
  { status, headers = {}, cookies = [], body = '' }: Answer,
  /** Milliseconds of the room's clock, by which screens count. */
  now: number,
): void {
  const { 'content-length': _length, ...rest } = headers;
  response.writeHead(status, {
    ...rest,
    date: new Date(now).toUTCString(),
    'apigw-requestid': requestId(),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    ...(status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(status === 204 || status === 304 || response.req.method === 'HEAD' ? undefined : body);
}

function requestId(): string {
  return randomUUID();
}

/** `12/Mar/2026:19:03:58 +0000` */
function clfTime(milliseconds: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
