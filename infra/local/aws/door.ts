import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeAwsChunked } from '../../../node_modules/fauxqs/dist/s3/chunkedEncoding.js';
import { type Answer, accessDenied, awsError, broken, json, throttled } from './answers.ts';
import type { Faults } from './faults.ts';
import { type Fauxqs, queueNameOf } from './fauxqs.ts';
import { grantsFor, type Place } from './grants.ts';
import { decide, verdict } from './iam.ts';
import type { Journal } from './journal.ts';
import { type Meter, NO_UNITS, type Units, unitsOf } from './meter.ts';
import { postedObject } from './post-object.ts';
import { type AwsRequest, parseRequest } from './request.ts';
import { dynamoHeaders } from './resources.ts';
import type { Sns } from './sns.ts';
import type { AwsSideOptions, Call } from './types.ts';

/** The runner, tests and seeds sign with this id and may do everything. */
const ADMIN = 'admin';
/** The emulator refuses larger request bodies, S3 does not. */
const EMULATOR_BODY_LIMIT = 11 * 1024 * 1024;

export interface DoorOptions {
  port: number;
  place: Place;
  policies: AwsSideOptions['policies'];
  dynamodbUrl: string;
  fauxqs: Fauxqs;
  sns: Sns;
  journal: Journal;
  faults: Faults;
  meter: Meter;
  now: () => number;
  extra: AwsSideOptions['extra'];
  onGrant: AwsSideOptions['onGrant'];
}

export type Hook = (call: Call) => void | Promise<void>;

interface Outcome {
  answer: Answer;
  units: Units;
}

/** Thrown to end a call without an answer, as a broken connection does. */
class Broken extends Error {}

/**
 * The one address behind every AWS_ENDPOINT_URL_*: knows the caller by the access key id of the signature, asks its
 * role, breaks what is to be broken, lets the emulator behind it answer, and counts.
 */
export class Door {
  readonly hooks = new Set<Hook>();
  readonly #options: DoorOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 512 });
  /** Messages that the last redrive moved, by the queue they lay in. */
  readonly #moved = new Map<string, number>();
  readonly #server = createServer((req, res) => void this.#serve(req, res));
  url = '';

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, '127.0.0.1', resolve);
    });
    // Idle SDK connections must outlive the SDK's own patience, or a reused one breaks.
    this.#server.keepAliveTimeout = 0;
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The AWS door has no port.');
    this.url = `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#agent.destroy();
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const path = req.url ?? '/';
      const answer = path.startsWith('/_sns/') ? this.#page(path) : await this.#aws(req, res, path);
      const length = req.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(answer.body) };
      res.writeHead(answer.status, { ...answer.headers, ...length });
      res.end(answer.body);
    } catch (error) {
      if (!(error instanceof Broken) && !res.destroyed) console.error('The AWS door failed:', error);
      res.socket?.destroy();
    }
  }

  async #aws(req: IncomingMessage, res: ServerResponse, path: string): Promise<Answer> {
    const body = await read(req);
    const posted = await postedObject(req.method ?? 'GET', path, req.headers, body);
    if (posted && 'refused' in posted) return awsError('s3', 403, posted.refused, 'The form does not keep its policy.');
    const request = posted ?? parseRequest(req.method ?? 'GET', path, req.headers, body);
    if (!request)
      return json(403, {
        __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
        message: 'Request is missing Authentication Token',
      });
    const { caller, service, operation } = request;
    await this.#tell({ caller, service, operation, phase: 'before' });
    const { answer, units } = this.#refusal(request) ?? (await this.#answer(request, res));
    this.#options.meter.count(caller, operation, units);
    await this.#tell({ caller, service, operation, phase: 'after', units, status: answer.status });
    return answer;
  }

  async #tell(call: Call): Promise<void> {
    for (const hook of this.hooks) {
      try {
        await hook(call);
      } catch {
        throw new Broken();
      }
    }
  }

  /** The answer when a grant is missing, naming the action, the resource and the caller as AWS does. */
  #refusal(request: AwsRequest): Outcome | undefined {
    const { caller, service, operation } = request;
    if (request.expiresAt !== undefined && request.expiresAt < this.#options.now()) {
      return plain(awsError(service, 403, 'AccessDenied', 'Request has expired'));
    }
    if (caller === ADMIN) return undefined;
    const { place, policies, meter, onGrant } = this.#options;
    const statements = policies.get(caller) ?? [];
    for (const { action, resource, context } of grantsFor(request, place)) {
      const { decision, by } = verdict(statements, action, resource, context);
      if (by !== undefined) onGrant?.({ caller, action, resource: by });
      if (decision === 'allowed') continue;
      const why =
        decision === 'explicitly-denied'
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${action} action`;
      const message = `User: arn:aws:sts::${place.account}:assumed-role/${caller}/${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
      meter.deny(operation, { caller, action, resource, message });
      return plain(accessDenied(service, message));
    }
    return undefined;
  }

  async #answer(request: AwsRequest, res: ServerResponse): Promise<Outcome> {
    let crash = false;
    for (const fault of this.#options.faults.strike(request)) {
      if (fault.kind === 'latency') await wait(fault.ms ?? 0);
      else if (fault.kind === 'throttle') return plain(throttled(request.service));
      else if (fault.kind === 'error') return plain(broken(request.service));
      else crash = true;
    }
    const outcome = await this.#forward(request, res);
    if (crash) {
      this.#options.meter.count(request.caller, request.operation, outcome.units);
      throw new Broken();
    }
    return outcome;
  }

  async #forward(request: AwsRequest, res: ServerResponse): Promise<Outcome> {
    switch (request.service) {
      case 'dynamodb':
        return this.#dynamodb(request);
      case 'sqs':
        return plain(await this.#sqs(request, res));
      case 'sns':
        return plain(await this.#options.sns.answer(request));
      case 's3':
        return plain(await this.#s3(request));
      default: {
        const { service, operation, params, caller } = request;
        const answer = await this.#options.extra?.(service, operation, params, caller);
        return plain(
          answer
            ? json(answer.status, answer.body)
            : awsError(service, 400, 'UnknownOperationException', `${service} ${operation} is not served here`),
        );
      }
    }
  }

  /** Asks the emulator what the call consumed, and takes that out of the answer again when the caller had not asked. */
  async #dynamodb({ operation, params, headers, body }: AwsRequest): Promise<Outcome> {
    const metered = METERED.has(operation);
    const asked = params.ReturnConsumedCapacity;
    const sent = metered && asked !== 'INDEXES' ? withConsumedCapacity(body, params) : body;
    const answer = await this.#post(sent, String(headers['x-amz-target']));
    if (!metered || answer.status !== 200) return plain(answer);
    const result = JSON.parse(answer.body.toString()) as Record<string, unknown>;
    const units = unitsOf(operation, result.ConsumedCapacity);
    if (asked !== 'INDEXES') {
      if (asked === 'TOTAL') result.ConsumedCapacity = withoutDetail(result.ConsumedCapacity);
      else delete result.ConsumedCapacity;
      answer.body = JSON.stringify(result);
    }
    return { answer, units };
  }

  #post(body: Buffer | string, target: string, again = true): Promise<Answer> {
    const { dynamodbUrl, place } = this.#options;
    return new Promise((resolve, reject) => {
      const call = httpRequest(
        dynamodbUrl,
        {
          method: 'POST',
          agent: this.#agent,
          headers: { ...dynamoHeaders(place.region, target), 'content-length': Buffer.byteLength(body) },
        },
        (reply) => {
          read(reply).then(
            (text) =>
              resolve({
                status: reply.statusCode ?? 500,
                headers: {
                  'content-type': 'application/x-amz-json-1.0',
                  'x-amzn-requestid': String(reply.headers['x-amzn-requestid'] ?? ''),
                },
                body: text,
              }),
            reject,
          );
        },
      );
      call.on('error', (error: NodeJS.ErrnoException) => {
        // The emulator may close an idle connection just as it is taken up again: nothing was sent, so ask once more.
        if (again && call.reusedSocket && error.code === 'ECONNRESET') resolve(this.#post(body, target, false));
        else reject(error);
      });
      call.end(body);
    });
  }

  async #sqs(request: AwsRequest, res: ServerResponse): Promise<Answer> {
    const { fauxqs, journal } = this.#options;
    if (request.operation === 'StartMessageMoveTask') return this.#moveMessages(request);
    if (request.operation === 'ListMessageMoveTasks') return this.#movesOf(request);
    const answer = await fauxqs.answer(request);
    if (request.operation === 'ReceiveMessage') {
      if (res.destroyed) this.#giveBack(request, answer);
    } else if (DURABLE.has(request.operation)) await journal.synced();
    return answer;
  }

  /** The receiver hung up while it waited: its messages are nobody's, so they become visible at once. */
  #giveBack({ params }: AwsRequest, { body }: Answer): void {
    const queue = this.#options.fauxqs.sqs.getQueue(String(params.QueueUrl));
    const { Messages = [] } = JSON.parse(body.toString()) as { Messages?: { ReceiptHandle: string }[] };
    for (const { ReceiptHandle } of Messages) queue?.changeVisibility(ReceiptHandle, 0);
  }

  /** Redrive, which the emulator lacks: all visible messages of a dead-letter queue go back where they came from. */
  async #moveMessages({ params }: AwsRequest): Promise<Answer> {
    const { sqs } = this.#options.fauxqs;
    const sourceArn = String(params.SourceArn);
    const source = sqs.getQueueByArn(sourceArn);
    const target = params.DestinationArn
      ? sqs.getQueueByArn(String(params.DestinationArn))
      : sqs.listQueues().find((queue) => queue.attributes.RedrivePolicy?.includes(`"${sourceArn}"`));
    if (!source || !target)
      return awsError('sqs', 404, 'ResourceNotFoundException', 'The source or the destination queue does not exist.');
    // What somebody is looking at just now stays until it is visible again.
    const moved = source.inspectMessages().ready;
    source.messages = [];
    source.fifoMessages.clear();
    for (const message of moved) target.enqueue({ ...message, approximateReceiveCount: 0 });
    await this.#options.journal.synced();
    this.#moved.set(sourceArn, moved.length);
    return json(200, { TaskHandle: queueNameOf(source.url) });
  }

  #movesOf({ params }: AwsRequest): Answer {
    const SourceArn = String(params.SourceArn);
    const moved = this.#moved.get(SourceArn);
    const last = { SourceArn, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: moved };
    return json(200, { Results: moved === undefined ? [] : [last] });
  }

  async #s3(request: AwsRequest): Promise<Answer> {
    const { fauxqs } = this.#options;
    const { operation, params, headers, body } = request;
    const bucket = String(params.Bucket);
    const key = String(params.Key);
    if (operation === 'PutObject') {
      if (headers['if-none-match'] === '*' && fauxqs.s3.hasBucket(bucket) && this.#exists(bucket, key)) {
        return awsError(
          's3',
          412,
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
        );
      }
      if (body.length > EMULATOR_BODY_LIMIT && fauxqs.s3.hasBucket(bucket)) return this.#putLarge(bucket, key, request);
    }
    const answer = await fauxqs.answer(request);
    if (answer.status === 404 && key !== '' && !this.#mayList(request, bucket)) {
      // S3 does not tell a stranger to the listing whether an object exists.
      return awsError('s3', 403, 'AccessDenied', 'Access Denied');
    }
    return answer;
  }

  #exists(bucket: string, key: string): boolean {
    return fauxqsHas(this.#options.fauxqs, bucket, key);
  }

  #mayList({ caller }: AwsRequest, bucket: string): boolean {
    if (caller === ADMIN) return true;
    const statements = this.#options.policies.get(caller) ?? [];
    return decide(statements, 's3:ListBucket', `arn:aws:s3:::${bucket}`, () => undefined) === 'allowed';
  }

  #putLarge(bucket: string, key: string, { headers, body }: AwsRequest): Answer {
    const content = headers['content-encoding']?.includes('aws-chunked') ? decodeAwsChunked(body) : body;
    const metadata = Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), String(value)]] : [],
    );
    const { etag } = this.#options.fauxqs.s3.putObject(
      bucket,
      key,
      content,
      headers['content-type'],
      Object.fromEntries(metadata),
    );
    return { status: 200, headers: { etag }, body: '' };
  }

  #page(path: string): Answer {
    const url = new URL(path, 'http://door');
    if (url.pathname === '/_sns/signing-key.pem') {
      return {
        status: 200,
        headers: { 'content-type': 'application/x-pem-file' },
        body: this.#options.sns.publicKey(),
      };
    }
    const confirmed =
      url.pathname === '/_sns/confirm' && this.#options.sns.confirm(url.searchParams.get('Token') ?? '');
    const said = confirmed ? 'Subscription confirmed.\n' : 'Unknown or used token.\n';
    return { status: confirmed ? 200 : 404, headers: { 'content-type': 'text/plain' }, body: said };
  }
}

/** Operations that can say what they consumed. */
const METERED = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);

/** What these changed is on the disk before they are answered. */
const DURABLE = new Set(['SendMessage', 'SendMessageBatch', 'PurgeQueue', 'DeleteQueue']);

function withConsumedCapacity(body: Buffer, params: Record<string, unknown>): string {
  if (params.ReturnConsumedCapacity !== undefined)
    return JSON.stringify({ ...params, ReturnConsumedCapacity: 'INDEXES' });
  const text = body.toString();
  return `${text.slice(0, text.lastIndexOf('}'))},"ReturnConsumedCapacity":"INDEXES"}`;
}

/** INDEXES cut down to what TOTAL answers. */
function withoutDetail(consumed: unknown): unknown {
  if (Array.isArray(consumed)) return consumed.map(withoutDetail);
  const { Table, GlobalSecondaryIndexes, LocalSecondaryIndexes, ...total } = (consumed ?? {}) as Record<
    string,
    unknown
  >;
  return total;
}

function fauxqsHas({ s3 }: Fauxqs, bucket: string, key: string): boolean {
  return s3.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects[0]?.key === key;
}

function plain(answer: Answer): Outcome {
  return { answer, units: NO_UNITS };
}

function read(stream: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    stream.on('error', () => reject(new Broken()));
  });
}
