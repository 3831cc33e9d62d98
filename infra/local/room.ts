/** The whole room on one machine: what the template declares, assembled. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalAssembly, localAssembly } from './assembly.ts';
import { replaceFile } from './aws/files.ts';
import { verdict } from './aws/iam.ts';
import { type AwsSide, startAwsSide, type UsedGrant } from './aws/index.ts';
import { durationMs, RoomClock } from './clock.ts';
import { controlApp, serves } from './control.ts';
import { Gateway, type SeenAnswer } from './gateway.ts';
import { serveHono } from './hono.ts';
import { Issuer } from './issuer.ts';
import { tryLock } from './lock.ts';
import { Checkpoints, type Poller, QueuePoller, StreamPoller, TableStream } from './pollers.ts';
import { Schedules } from './schedule.ts';
import { Secrets } from './secrets.ts';
import { readSettings, SettingError, type Settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { mountSimulators, type Simulators } from './simulators.ts';
import { type FunctionDefinition, readTemplate, type Template } from './template.ts';
import { type LogLine, Workers } from './workers.ts';

/** The SDK's advice on Node versions would stand in every log. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** How long streams and queues may take to come to rest, milliseconds. */
const SETTLE_MS = 30_000;

/** Nobody works for so long: more than a message needs from its queue to its function, milliseconds. */
const IDLE_MS = 60;

/** Log lines kept in memory. */
const LOG_LINES = 100_000;

export interface RoomOptions {
  /** The environment of `npm start`; the settings are read from it. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Cloud assembly to run; unless given it is built and synthesised. */
  assembly?: LocalAssembly;
  /** Changes the template before anything is made of it: what a test takes away. */
  adapt?: (template: Template) => void;
  /** Run schedules by themselves; otherwise only `advance` and `tick` do. */
  timers?: boolean;
  /** Load every function at start. */
  warm?: boolean;
  /** Fill a new room by `seed.ts`. */
  seed?: boolean;
  /** Workers per function at most; as many as cores, two at least, unless given. */
  workers?: number;
  /** Pauses before each attempt to reach an HTTPS subscriber, milliseconds. */
  deliveryPauses?: number[];
  /** Progress, for a person who waits. */
  say?: (text: string) => void;
  onLog?: (line: LogLine) => void;
  /** Every answer of the HTTP API. */
  onAnswer?: (seen: SeenAnswer) => void;
  /** Every grant of a function's role, each time it is used. */
  onGrant?: (used: UsedGrant) => void;
  /** Failures of functions and event sources, in one line each. */
  onError?: (message: string) => void;
}

/** A running room. */
export interface Room {
  /** `http://localhost:<port>` */
  url: string;
  settings: Record<string, string>;
  template: Template;
  aws: AwsSide;
  issuer: Issuer;
  /** Clients that may do everything, through the door. */
  clients: { dynamodb: DynamoDBClient; sqs: SQSClient; sns: SNSClient; s3: S3Client };
  now(): number;
  /** Access token of the person of that role. @throws when there is none. */
  token(role: string): Promise<string>;
  /** Access token of an agency's machine. @throws when there is none. */
  agencyToken(agency: string): Promise<string>;
  /** Runs a function by its folder's name. */
  invoke(name: string, event: unknown): Promise<unknown>;
  killWorker(name: string): Promise<void>;
  /** How often each function was invoked so far, by its folder's name. */
  invocations(): ReadonlyMap<string, number>;
  /** Changes values of a secret while the room runs, as an operator does; functions believe them when they look again. */
  putSecret(name: 'inbound' | 'outbound' | 'links', values: Record<string, string>): void;
  /** What functions wrote, oldest first. */
  logs(): readonly LogLine[];
  /**
   * Resolves when streams and queues are drained and nothing runs.
   *
   * @throws naming what is stuck, after the limit.
   */
  settle(limitMs?: number): Promise<void>;
  /** Moves the clock by an ISO 8601 duration, then runs the scheduled functions. @throws SettingError */
  advance(duration: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the room.
 *
 * @throws an error whose message is one sentence, when something it needs is missing, taken or damaged.
 */
export async function startRoom(options: RoomOptions = {}): Promise<Room> {
  const cleanup: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const undo of cleanup.splice(0).reverse()) await undo();
  };
  try {
    return await assemble(options, cleanup, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  options: RoomOptions,
  cleanup: (() => Promise<unknown> | unknown)[],
  stop: () => Promise<void>,
): Promise<Room> {
  Object.assign(process.env, QUIET);
  const { say = () => {} } = options;
  // What fails because the room ends is no failure of the room.
  let ending = false;
  const onError = (message: string) => {
    if (!ending) options.onError?.(message);
  };
  const settings = readSettings(options.env ?? {});
  const folder = settings.dataDir === 'memory' ? undefined : settings.dataDir;
  if (folder) cleanup.push(await lockFolder(folder));
  const file = (name: string) => (folder ? { file: join(folder, name) } : {});

  const { folder: assembly, code } = options.assembly ?? (await localAssembly(say));
  const template = readTemplate(assembly);
  for (const [name, path] of code) {
    const definition = template.functions.get(name);
    if (definition) definition.code = path;
  }
  options.adapt?.(template);
  checkSources(template, options.onGrant);
  const clock = new RoomClock(settings.offsetMs, folder && join(folder, 'clock.json'));
  if (clock.movedMs > 0) say(`the clock stands ${Math.round(clock.movedMs / 60_000)} minutes ahead, as it was left`);

  // The port comes first: addresses are made of it, and a taken one should say so before anything else is started.
  let local: Local = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('starting');
    return true;
  };
  const invoke = (name: string, event: unknown) => workers.invoke(name, event);
  const gateway = new Gateway({
    routes: template.routes,
    sockets: template.sockets,
    account: template.account,
    invoke,
    verify: (token) => issuer.verify(token),
    now: clock.now,
    local: (request, response) => local(request, response),
    ...(options.onAnswer ? { onAnswer: options.onAnswer } : {}),
    onError,
  });
  const port = await gateway.listen(settings.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SettingError(`Port ${settings.port} is already taken; set PORT to another one.`);
  });
  cleanup.push(() => gateway.close());
  const url = `http://localhost:${port}`;
  const values = settings.values(port);

  const issuer = await Issuer.open({
    url: `${url}/_local/issuer`,
    ...file('issuer.json'),
    groups: template.groups,
    clients: template.clients,
    now: clock.now,
  });
  localise(template, issuer.url);

  say('starting the emulators');
  const aws = await startAwsSide({
    dataDir: settings.dataDir,
    ...(settings.dynamodbEndpoint ? { dynamodbEndpoint: settings.dynamodbEndpoint } : {}),
    policies: new Map([...template.functions].map(([name, { statements }]) => [name, statements])),
    now: clock.now,
    region: template.region,
    account: template.account,
    ...(options.deliveryPauses ? { deliveryPauses: options.deliveryPauses } : {}),
    ...(options.onGrant ? { onGrant: options.onGrant } : {}),
    extra: async (service, operation, body) => {
      if (service === 'cognito-idp') return issuer.handleCognito(operation, body);
      if (service === 'execute-api') return gateway.manage(operation, String(body.connectionId), body.data);
      return undefined;
    },
  });
  cleanup.push(() => aws.close());
  await aws.ensure(template.resources);

  const sessions = new Map([...template.functions.keys()].map((name) => [randomBytes(16).toString('hex'), name]));
  const changed = new Map<string, Record<string, string>>();
  const secrets = await openSecrets(template, settings, port, sessions, folder, changed, options.onGrant);
  cleanup.push(() => secrets.close());
  const secretsPort = await secrets.listen();

  const logs: LogLine[] = [];
  const workers = new Workers({
    functions: template.functions.values(),
    environment: (definition) =>
      environmentOf(definition, { template, aws, values, secretsPort, url, issuer: issuer.url, sessions }),
    clock: clock.shared,
    limit: options.workers ?? Math.max(2, availableParallelism()),
    onLog(line) {
      logs.push(line);
      if (logs.length > LOG_LINES) logs.shift();
      options.onLog?.(line);
    },
  });
  cleanup.push(() => workers.stop());

  const clients = adminClients(aws.url, template.region);
  cleanup.push(() => Object.values(clients).forEach((client) => void client.destroy()));
  const checkpoints = new Checkpoints(folder && join(folder, 'checkpoints.json'));
  cleanup.push(() => checkpoints.flush());
  const pollers = startPollers({
    template,
    aws,
    clients,
    checkpoints,
    invoke,
    onError,
    concurrency: options.workers ?? 2,
  });
  cleanup.push(() => Promise.all(pollers.map((poller) => poller.stop())));
  // A write wakes the readers of streams at once, so that they need not ask often.
  cleanup.push(
    aws.onCall(({ service, operation, phase }) => {
      if (service !== 'dynamodb' || phase !== 'after' || !/Put|Update|Delete|Write/.test(operation)) return;
      for (const poller of pollers) poller.look();
    }),
  );

  const schedules = new Schedules({
    schedules: template.schedules,
    account: template.account,
    region: template.region,
    now: clock.now,
    invoke,
    onError,
  });
  cleanup.push(() => schedules.stop());

  cleanup.push(() => {
    ending = true;
  });
  const simulators = mountSimulators({ url, settings: values, now: clock.now, aws });
  cleanup.push(() => simulators.stop());

  const room: Room = {
    url,
    settings: values,
    template,
    aws,
    issuer,
    clients,
    now: clock.now,
    token: (role) => issuer.token(role),
    agencyToken: (agency) => issuer.agencyToken(agency),
    invoke,
    killWorker: (name) => workers.kill(name),
    invocations: () => workers.invocations,
    putSecret: (name, put) => void changed.set(name, { ...changed.get(name), ...put }),
    logs: () => logs,
    settle: (limitMs = SETTLE_MS) =>
      settle(
        { aws, template, pollers, simulators, busy: () => workers.busy() + gateway.busy() + schedules.busy() },
        limitMs,
      ),
    async advance(duration) {
      const milliseconds = durationMs(duration);
      if (milliseconds === undefined || milliseconds < 0)
        throw new SettingError(`"${duration}" is not a duration like PT10M.`);
      clock.advance(milliseconds);
      aws.elapse(milliseconds);
      await schedules.tick();
    },
    stop,
  };

  const app = controlApp(room, simulators);
  const serveApp = serveHono(app);
  const serveIssuer = signIn({
    issuer,
    clients: template.clients,
    scopes: [...new Set(template.clients.flatMap((client) => client.scopes).concat(template.scopes))],
    origins: [...new Set([url, new URL(values.OPS_PUBLIC_BASE_URL ?? url).origin])],
  });
  local = (request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    const front = path === '/' && !serves(room, '/');
    if (path !== '/_local' && !path.startsWith('/_local/') && !front) return false;
    if (path.startsWith('/_local/issuer/')) serveIssuer(request, response);
    else serveApp(request, response);
    return true;
  };

  if (options.warm) {
    say('loading the functions');
    await workers.warm();
  }
  if (options.seed !== false) await seedOnce(room, folder, say);
  if (options.timers) schedules.start();
  return room;
}

type Local = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A data folder serves one room at a time. Returns what gives it free. */
async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'room.lock');
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new SettingError(`The data folder ${folder} cannot be made: ${(error as Error).message}.`);
  }
  const taken = await tryLock(lock).catch((error: Error) => {
    throw new SettingError(`The data folder ${folder} cannot be written: ${error.message}.`);
  });
  if (typeof taken === 'function') return taken;
  throw new SettingError(`The data folder ${folder} is in use by process ${taken}; stop that room first.`);
}

/** What Lambda asks of a role before it makes a mapping, so that a missing grant shows here as it would there. */
const SOURCE_ACTIONS = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
};

function checkSources(template: Template, onGrant: RoomOptions['onGrant']): void {
  for (const source of template.sources) {
    if (!template.functions.has(source.function))
      throw new Error(`${source.id} leads to ${source.function}, which is no function.`);
    for (const action of SOURCE_ACTIONS[source.kind]) {
      // Lists belong to no resource.
      const resource = action.includes(':List') ? '*' : source.arn;
      if (!mayItself(template, source.function, action, resource, onGrant))
        throw new Error(`The role of ${source.function} has no permission to ${action} on ${resource}.`);
    }
  }
}

/** Whether a role allows what the platform does in its name, past the door. */
function mayItself(
  template: Template,
  caller: string,
  action: string,
  resource: string,
  onGrant: RoomOptions['onGrant'],
): boolean {
  const { by } = verdict(template.functions.get(caller)?.statements ?? [], action, resource, () => undefined);
  if (by !== undefined) onGrant?.({ caller, action, resource: by });
  return by !== undefined;
}

/** Turns the user pool's address into the local issuer's, wherever a route names it. */
function localise(template: Template, issuer: string): void {
  for (const { authorizer } of template.routes) if (authorizer?.kind === 'jwt') authorizer.issuer = issuer;
}

interface Surroundings {
  template: Template;
  aws: AwsSide;
  values: Record<string, string>;
  secretsPort: number;
  url: string;
  issuer: string;
  sessions: Map<string, string>;
}

/** A function's variables as its template has them, with the addresses and settings of this machine. */
function environmentOf(definition: FunctionDefinition, around: Surroundings): Record<string, string> {
  const { template, aws, values, secretsPort, issuer, sessions } = around;
  const declared = Object.entries(definition.environment).map(([name, value]) => [
    name,
    values[name] ??
      value
        .replaceAll(`https://sqs.${template.region}.amazonaws.com`, aws.url)
        .replaceAll(/https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\/[\w-]+/g, issuer)
        .replaceAll(/https:\/\/[\w-]+\.auth\.[\w-]+\.amazoncognito\.com/g, issuer)
        .replaceAll(/https:\/\/([\w-]+)\.execute-api\.[\w-]+\.amazonaws\.com/g, `${aws.url}/$1`),
  ]);
  const services = ['DYNAMODB', 'SQS', 'SNS', 'S3', 'COGNITO_IDENTITY_PROVIDER', 'APIGATEWAYMANAGEMENTAPI'];
  return {
    ...(Object.fromEntries(declared) as Record<string, string>),
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, aws.url])),
    AWS_REGION: template.region,
    AWS_DEFAULT_REGION: template.region,
    // By the key id the door knows the caller.
    AWS_ACCESS_KEY_ID: definition.name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: [...sessions].find(([, name]) => name === definition.name)?.[0] ?? '',
    AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs',
    LAMBDA_TASK_ROOT: definition.code,
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(secretsPort),
    TZ: 'UTC',
    ...QUIET,
  };
}

/** The template's secrets: a key of their own each, kept with the data, and the settings that belong to them. */
async function openSecrets(
  template: Template,
  settings: Settings,
  port: number,
  sessions: Map<string, string>,
  folder: string | undefined,
  changed: ReadonlyMap<string, Record<string, string>>,
  onGrant: RoomOptions['onGrant'],
): Promise<Secrets> {
  const file = folder && join(folder, 'keys.json');
  const keys: Record<string, string> = file && existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  for (const name of template.secrets) keys[name] ??= randomBytes(32).toString('base64url');
  if (file) replaceFile(file, JSON.stringify(keys), 0o600);
  const arn = (name: string) => `arn:aws:secretsmanager:${template.region}:${template.account}:secret:${name}-local0`;
  return new Secrets({
    callerOf: (token) => sessions.get(token),
    mayRead: (caller, name) => mayItself(template, caller, 'secretsmanager:GetSecretValue', arn(name), onGrant),
    valueOf: (name) => {
      const key = keys[name];
      const short = name.split('/').at(-1) ?? name;
      return key === undefined ? undefined : { key, ...settings.secret(short, port), ...changed.get(short) };
    },
  });
}

function adminClients(endpoint: string, region: string): Room['clients'] {
  const config = { endpoint, region, credentials: { accessKeyId: 'admin', secretAccessKey: 'local' } };
  return {
    dynamodb: new DynamoDBClient(config),
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
  };
}

interface Mappings {
  template: Template;
  aws: AwsSide;
  clients: Room['clients'];
  checkpoints: Checkpoints;
  invoke: (name: string, event: unknown) => Promise<unknown>;
  onError: (message: string) => void;
  concurrency: number;
}

function startPollers({ template, aws, clients, checkpoints, invoke, onError, concurrency }: Mappings): Poller[] {
  const { sqs } = clients;
  return template.sources.map((source) => {
    if (source.kind === 'queue') {
      const queueUrl = aws.queueUrl(source.queue);
      const limit = Math.min(concurrency, source.maxConcurrency ?? concurrency);
      return new QueuePoller({ source, sqs, queueUrl, invoke, concurrency: limit, onError });
    }
    const { failureQueue } = source;
    return new StreamPoller({
      source,
      reader: new TableStream(aws.dynamodbUrl, template.region, source.table),
      checkpoints,
      invoke,
      onError,
      ...(failureQueue
        ? {
            onGivenUp: async (records) => {
              const body = { requestContext: { condition: 'RetryAttemptsExhausted' }, payload: records };
              await sqs.send(
                new SendMessageCommand({ QueueUrl: aws.queueUrl(failureQueue), MessageBody: JSON.stringify(body) }),
              );
            },
          }
        : {}),
    });
  });
}

interface Restless {
  aws: AwsSide;
  template: Template;
  pollers: Poller[];
  simulators: Simulators;
  busy: () => number;
}

/** Waits until nothing runs, waits or stands in a queue that has a function; brings forward what only waits for a time. */
async function settle({ aws, template, pollers, simulators, busy }: Restless, limitMs: number): Promise<void> {
  const queues = [...new Set(template.sources.flatMap((source) => (source.kind === 'queue' ? [source.queue] : [])))];
  const restless = async (): Promise<string[]> => {
    const found: string[] = [];
    if (busy() > 0) found.push(`${busy()} events are being worked on`);
    for (const poller of pollers) {
      const what = poller.pending();
      if (what) found.push(what);
    }
    for (const queue of queues) {
      const depth = await aws.queueDepth(queue);
      if (depth > 0) found.push(`queue ${queue} holds ${depth}`);
    }
    if (aws.pendingDeliveries() > 0) found.push(`${aws.pendingDeliveries()} deliveries to subscribers are under way`);
    if (await simulators.busy()) found.push('simulated providers still post webhooks');
    return found;
  };
  const deadline = performance.now() + limitMs;
  // At rest is: nothing to do, then a look for more, then still nothing to do.
  let looked = false;
  let idleSince = performance.now();
  for (let pause = 2; ; pause = Math.min(50, pause * 1.3)) {
    const found = await restless();
    if (found.length > 0) {
      looked = false;
      for (const poller of pollers) poller.hurry();
      if (busy() > 0 || pollers.some((poller) => poller.working())) idleSince = performance.now();
      // Nobody works: what is left waits for a visibility timeout, or out a pause after a failure.
      if (performance.now() - idleSince > IDLE_MS) {
        idleSince = performance.now();
        for (const poller of pollers) poller.nudge();
        for (const queue of queues) aws.redeliverNow(queue);
      }
    } else if (!looked) {
      for (const poller of pollers) poller.look();
      looked = true;
      pause = 2;
    } else if (!pollers.some((poller) => poller.looking())) return;
    if (performance.now() > deadline) {
      const what = found.join('; ') || 'the streams are still being read';
      throw new Error(`not settled after ${limitMs / 1000} s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Fills a room that has never been filled: once per data folder, each time in memory. */
async function seedOnce(room: Room, folder: string | undefined, say: (text: string) => void): Promise<void> {
  const script = new URL('./seed.ts', import.meta.url);
  const mark = folder && join(folder, 'seeded');
  if (!existsSync(script) || (mark && existsSync(mark))) return;
  say('filling the new room');
  const { seed } = (await import(script.href)) as { seed: (room: Room) => Promise<void> };
  await seed(room);
  if (mark) await writeFile(mark, new Date().toISOString());
}
