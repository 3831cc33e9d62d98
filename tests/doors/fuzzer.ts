/** Sends requests to a running room, judges every answer, and counts. */
import { Agent, request as httpRequest } from 'node:http';
import { generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { personId } from '../../infra/local/issuer.ts';
import { ROLES } from '../../shared/http/roles.ts';
import { Conformance, type Row } from '../harness/conformance.ts';
import type { TestRoom } from '../harness/room.ts';
import { kindsOf, resourceOf, type Shot, STRANGERS, shotAt } from './requests.ts';
import { Known, MARKUP } from './values.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What is wrong, and the request that shows it. */
export interface Fault {
  operation: string;
  what: string;
  shot: string;
  seed: number;
}

export interface Tally {
  sent: number;
  /** Requests by the hundred of their answer: `2`, `4`, … */
  answers: Record<string, number>;
  /** Operations that something right got through. */
  reached: Set<string>;
  /** Why something right did not, by operation: the last time. */
  refused: Map<string, string>;
}

/** A request that takes longer is as good as none, milliseconds. */
const PATIENCE = 20_000;
const AT_ONCE = 4;
/** Between two looks at whether streams and queues swallowed what they were given. */
const SETTLE_EVERY = 400;

/** Words of the inside: stack traces, file names, services, tables. */
const INSIDE =
  /\bat (?:async )?[\w.<>]+ \(|\.(?:ts|mjs|js):\d+|node:internal|node_modules|\/var\/task|\.build\/|\b(?:Type|Reference|Syntax|Range)Error\b|ValiError|[a-z]Exception\b|process\.env/i;
/** Names that a refusal has no business with; an answer to staff may hold an agency's queue or a link into the bucket. */
const SERVICES = /ops-room-local|arn:aws|AWS4-HMAC|dynamodb|ConditionalCheck/i;

/** These describe the room to everybody: what they name is meant to be read. */
const DESCRIPTIONS = new Set(['getOpenApi', 'getDocs']);

export class Fuzzer {
  readonly known = new Known();
  readonly faults = new Map<string, Fault>();
  readonly tally: Tally = { sent: 0, answers: {}, reached: new Set(), refused: new Map() };
  readonly conformance = new Conformance();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  readonly #tokens = new Map<string, string>();
  #sinceSettled = 0;

  constructor(
    readonly room: TestRoom,
    readonly seed: number,
  ) {}

  /** Tokens of everybody, good and bad, and one right request of each operation: after it there is something to ask about. */
  async begin(): Promise<void> {
    for (const role of ROLES) this.#tokens.set(role, await this.room.token(role));
    this.#tokens.set('agency', await this.room.agencyToken('erc'));
    this.#tokens.set('other-agency', await this.room.agencyToken('moh'));
    for (const stranger of STRANGERS) this.#tokens.set(stranger, await this.#strange(stranger));
    for (const path of ['/v1/agencies', '/v1/crises']) await this.#learn('director', path);
  }

  /** Operations in an order in which what is made comes before what needs it. */
  get rows(): readonly Row[] {
    const order = (row: Row) =>
      (row.method === 'POST' ? 0 : 4) +
      row.path.split('{').length +
      (/close|resolve|merge|invalid|transfer/.test(row.path) ? 2 : 0);
    return [...this.conformance.rows].sort((a, b) => order(a) - order(b));
  }

  /**
   * One round: every operation, right and with each kind of fault that fits it, in an order of its own.
   * @param stopped asked between two requests.
   */
  async round(
    nth: number,
    stopped: () => boolean,
    per: { valid: number; spoilt: number },
    rows: readonly Row[] = this.rows,
  ): Promise<void> {
    const jobs = rows.flatMap((row) =>
      kindsOf(row).flatMap((kind) =>
        Array.from({ length: kind === 'valid' ? per.valid : per.spoilt }, (_, n) => ({
          row,
          kind,
          n,
          seed: hash(this.seed, nth, row.operation.operationId, kind, n),
        })),
      ),
    );
    // Right requests first, then the spoilt ones, so that these find something to spoil.
    const right = jobs.filter(({ kind }) => kind === 'valid').sort((a, b) => a.n - b.n);
    const wrong = jobs.filter(({ kind }) => kind !== 'valid').sort((a, b) => a.seed - b.seed);
    for (const part of [right, wrong]) {
      const waiting = part[Symbol.iterator]();
      const one = async () => {
        for (const { row, kind, seed } of waiting) {
          if (stopped()) return;
          await this.#fire(shotAt(row, kind, this.known, seed), seed);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
      if (this.#sinceSettled >= SETTLE_EVERY) await this.settle();
    }
  }

  /** Streams and queues are drained: what the room swallowed, it digested too. */
  async settle(): Promise<void> {
    this.#sinceSettled = 0;
    await this.room.settle(120_000).catch((error: Error) => this.#blame('the room', error.message, '', 0));
    for (const denied of this.room.denied()) this.#blame(denied.caller, `a grant is missing: ${denied.message}`, '', 0);
    for (const error of this.room.errors())
      if (!error.includes('timed out after')) this.#blame('a function', error.split('\n')[0]!, '', 0);
    for (const { line, ...from } of this.room.logs()) {
      // A slow machine is no fault of a request.
      if (line.includes('"level":"error"') && !line.includes('TimeoutError'))
        this.#blame(from.function, `logged ${line.trim()}`, '', 0);
    }
    const links = this.room.room.aws.deliveries().flatMap(({ body }) => body.match(/\/a\/\w+/g) ?? []);
    for (const link of links.slice(-20)) this.known.tokens.add(link.slice(3));
  }

  /** Every case that was touched has an unbroken timeline. */
  async verify(): Promise<void> {
    for (const id of this.known.things.get('cases') ?? []) {
      const { body } = await this.#get('director', `/v1/cases/${id}/timeline/verification`);
      if (!body.startsWith('{"valid":true')) this.#blame('timeline', body, id, 0);
    }
  }

  async #fire(shot: Shot, seed: number): Promise<void> {
    let answer = await this.#send(shot);
    // A function's time limit on a busy machine: what is to blame takes as long each time.
    for (let tries = 0; tries < 2 && answer.status === 503 && answer.body.startsWith('{"message"'); tries++)
      answer = await this.#send(shot);
    // A version that somebody else's request has moved on: what the answer says is current, is.
    const current = shot.kind === 'valid' && answer.status === 412 && /"currentVersion":(\d+)/.exec(answer.body)?.[1];
    if (current) {
      this.#judge(shot, answer, seed);
      answer = await this.#send({ ...shot, headers: { ...shot.headers, 'if-match': `"${current}"` } });
    }
    this.#judge(shot, answer, seed);
    this.#remember(shot, answer);
  }

  #remember({ path, row, kind }: Shot, { status, headers, body }: Answer): void {
    if (status < 200 || status > 299) {
      if (kind === 'valid') this.tally.refused.set(row.operation.operationId, `${status} ${body}`);
      return;
    }
    if (kind === 'valid') this.tally.reached.add(row.operation.operationId);
    if (headers['content-type']?.startsWith('application/json')) this.known.learn(path, JSON.parse(body));
    const version = /^"(\d+)"$/.exec(headers.etag ?? '')?.[1];
    if (version) this.known.versions.set(resourceOf(path), Number(version));
  }

  #judge(shot: Shot, { status, headers, body }: Answer, seed: number): void {
    const { row, path, kind, caller, json } = shot;
    const { operationId } = row.operation;
    const blame = (what: string) => this.#blame(operationId, what, describe(shot, status), seed);
    if (status >= 500 || status === 0) blame(`answered ${status} ${body.slice(0, 300)}`);
    if (!DESCRIPTIONS.has(operationId) && INSIDE.test(body)) blame(`tells of its inside: ${INSIDE.exec(body)?.[0]}`);
    if (status >= 400 && SERVICES.test(body)) blame(`tells of its services: ${SERVICES.exec(body)?.[0]}`);
    if (headers['content-type']?.includes('html') && body.includes(MARKUP)) blame('lets markup through into a page');
    if (headers['x-powered-by']) blame('tells what it is made with');
    const pathname = path.split('?')[0]!;
    // A spoilt path is another path: only what it is answered as is judged.
    const method = row.method;
    const type = headers['content-type'] ?? '';
    const isApi = /^\/(?:partner\/)?v1\//.test(pathname);
    if (kind !== 'path') {
      for (const fault of this.conformance.faults({ method, path: pathname, status, type, body })) blame(fault);
    }
    if (kind === 'who' && isApi && ![401, 403].includes(status)) blame(`let ${caller} in: ${status}`);
    if (kind === 'body' && row.operation.requestBody && status < 300 && !this.conformance.accepts(row.operation, json))
      blame(`took what its schema refuses: ${JSON.stringify(json).slice(0, 300)}`);
    if (kind === 'body' && status === 400 && isApi && !/"errors":\[\{"pointer":"/.test(body))
      blame(`400 without a pointer: ${body.slice(0, 300)}`);
  }

  #blame(operation: string, what: string, shot: string, seed: number): void {
    const key = `${operation} ${what.replaceAll(/[0-9A-Z]{4}-[0-9A-Z]{4}(?:\.\d+)?|[0-9a-f]{8,}|\d+/g, '…').slice(0, 160)}`;
    if (!this.faults.has(key)) this.faults.set(key, { operation, what, shot, seed });
  }

  #send({ row, caller, path, headers, body }: Shot): Promise<Answer> {
    const token = this.#tokens.get(caller);
    this.tally.sent += 1;
    this.#sinceSettled += 1;
    return this.#request(
      row.method,
      path,
      { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      body,
    ).then((answer) => {
      const hundred = String(Math.floor(answer.status / 100));
      this.tally.answers[hundred] = (this.tally.answers[hundred] ?? 0) + 1;
      return answer;
    });
  }

  #get(role: string, path: string): Promise<Answer> {
    return this.#request('GET', path, { authorization: `Bearer ${this.#tokens.get(role)}` });
  }

  async #learn(role: string, path: string): Promise<void> {
    const { body } = await this.#get(role, path);
    this.known.learn(path, JSON.parse(body));
  }

  /** As it stands: `fetch` would tidy the path up. */
  #request(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
    const { hostname, port } = new URL(this.room.url);
    return new Promise((resolve) => {
      const failed = (error: Error) => resolve({ status: 0, headers: {}, body: error.message });
      try {
        const call = httpRequest(
          {
            hostname,
            port,
            method,
            path,
            headers: { ...headers, 'content-length': body?.length ?? 0 },
            agent: this.#agent,
            timeout: PATIENCE,
          },
          (reply) => {
            const chunks: Buffer[] = [];
            reply.on('data', (chunk: Buffer) => chunks.push(chunk));
            reply.on('error', failed);
            reply.on('end', () =>
              resolve({
                status: reply.statusCode ?? 0,
                headers: reply.headers as Record<string, string>,
                body: Buffer.concat(chunks).toString(),
              }),
            );
          },
        );
        call.on('timeout', () => call.destroy(new Error(`no answer in ${PATIENCE / 1000} s`)));
        call.on('error', failed);
        call.end(body);
      } catch (error) {
        failed(error as Error);
      }
    });
  }

  /** A token that opens nothing. */
  async #strange(kind: (typeof STRANGERS)[number]): Promise<string> {
    if (kind === 'nobody') return '';
    if (kind === 'junk') return 'a.b.c';
    const good = await this.room.token('director');
    const [head, claims, signature] = good.split('.') as [string, string, string];
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    if (kind === 'forged') {
      const raised = { ...said, sub: personId('admin'), 'cognito:groups': ['admin', 'director'] };
      return [head, Buffer.from(JSON.stringify(raised)).toString('base64url'), signature].join('.');
    }
    if (kind === 'unsigned') {
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    }
    const { issuer } = this.room.room;
    const own = await importJWK(issuer.signingKey, 'RS256');
    const alien = (await generateKeyPair('RS256')).privateKey;
    const changed = {
      expired: { ...said, exp: Math.floor(this.room.now() / 1000) - 1 },
      'other-issuer': { ...said, iss: 'https://issuer.example' },
      'id-token': { ...said, token_use: 'id', scope: 'openid', aud: said.client_id },
    }[kind];
    return new SignJWT(changed as JWTPayload)
      .setProtectedHeader({ alg: 'RS256', kid: issuer.publicKey.kid ?? '' })
      .sign(kind === 'other-issuer' ? alien : own);
  }
}

/** A request as somebody would repeat it. */
function describe({ row, path, caller, headers, body, how }: Shot, status: number): string {
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, 80)}`);
  const sent = body ? ` ${body.subarray(0, 400).toString()}` : '';
  return `${status} ← ${row.method} ${path.slice(0, 300)} as ${caller} (${how}) [${told.join('; ')}]${sent}`;
}

/** One number of several: the same on every machine. */
function hash(...parts: (string | number)[]): number {
  let value = 2_166_136_261;
  for (const letter of parts.join('|')) value = Math.imul(value ^ letter.charCodeAt(0), 16_777_619);
  return value | 0;
}
