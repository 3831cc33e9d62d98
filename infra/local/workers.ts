/** Functions as Lambda runs them: own environment, one event at a time per worker, more workers while there is work. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { transformSync } from 'esbuild';
import type { FunctionDefinition } from './template.ts';
import type { Invocation, Outcome, WorkerSetup } from './worker.ts';

/** Lambda refuses larger events and answers, bytes. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** A function that did not return: it threw, ran out of time, or its worker died. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';

  constructor(
    readonly kind: 'thrown' | 'timeout' | 'crash' | 'too-large',
    message: string,
    readonly errorType = 'Error',
  ) {
    super(message);
  }
}

/** One line a function wrote. */
export interface LogLine {
  function: string;
  line: string;
}

export interface WorkersOptions {
  functions: Iterable<FunctionDefinition>;
  /** The whole environment of a function. */
  environment: (definition: FunctionDefinition) => Record<string, string>;
  clock: SharedArrayBuffer;
  /** Workers per function at most. */
  limit: number;
  onLog: (line: LogLine) => void;
}

interface Job {
  event: string;
  resolve: (result: unknown) => void;
  reject: (error: InvocationError) => void;
}

let bootstrap: URL | undefined;

/** `worker.ts` as plain JavaScript: worker threads know neither tsx nor vitest. */
function bootstrapUrl(): URL {
  if (!bootstrap) {
    const source = readFileSync(new URL('./worker.ts', import.meta.url), 'utf8');
    const { code } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20' });
    bootstrap = new URL(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  }
  return bootstrap;
}

export class Workers {
  /** How often each function was invoked, by folder name. */
  readonly invocations = new Map<string, number>();
  private readonly pools = new Map<string, Pool>();

  constructor(options: WorkersOptions) {
    for (const definition of options.functions) this.pools.set(definition.name, new Pool(definition, options));
  }

  /**
   * Runs a function on an event and gives back what it returned.
   *
   * @throws InvocationError
   */
  invoke(name: string, event: unknown): Promise<unknown> {
    this.invocations.set(name, (this.invocations.get(name) ?? 0) + 1);
    return this.pool(name).invoke(event);
  }

  /** Loads one worker of every function, so that the first event of each finds it warm. */
  async warm(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.warm()));
  }

  /** Kills every worker of a function in the middle of whatever it does, as a crashed host would. */
  async kill(name: string): Promise<void> {
    await this.pool(name).kill(new InvocationError('crash', `${name} was killed`));
  }

  /** Events running or waiting. */
  busy(): number {
    return [...this.pools.values()].reduce((sum, pool) => sum + pool.busy(), 0);
  }

  async stop(): Promise<void> {
    const end = new InvocationError('crash', 'the room stopped');
    await Promise.all([...this.pools.values()].map((pool) => pool.stop(end)));
  }

  private pool(name: string): Pool {
    const pool = this.pools.get(name);
    if (!pool) throw new Error(`no function is called ${name}`);
    return pool;
  }
}

class Pool {
  private readonly waiting: Job[] = [];
  private readonly members = new Set<Member>();
  private stopped = false;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly options: WorkersOptions,
  ) {}

  invoke(event: unknown): Promise<unknown> {
    const json = JSON.stringify(event);
    if (Buffer.byteLength(json) > PAYLOAD_LIMIT)
      return Promise.reject(new InvocationError('too-large', `${this.definition.name}: event over 6 MB`));
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(new InvocationError('crash', 'the room stopped'));
      this.waiting.push({ event: json, resolve, reject });
      this.dispatch();
    });
  }

  async warm(): Promise<void> {
    if (this.members.size === 0) await this.spawn().ready;
  }

  busy(): number {
    return this.waiting.length + [...this.members].filter((member) => member.job).length;
  }

  async kill(reason: InvocationError): Promise<void> {
    await Promise.all([...this.members].map((member) => member.end(reason)));
  }

  async stop(reason: InvocationError): Promise<void> {
    this.stopped = true;
    for (const job of this.waiting.splice(0)) job.reject(reason);
    await this.kill(reason);
  }

  private spawn(): Member {
    const member = new Member(this.definition, this.options, () => {
      if (member.ended) this.members.delete(member);
      this.dispatch();
    });
    this.members.add(member);
    return member;
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const idle = [...this.members].find((member) => !member.job && !member.ended);
      const member = idle ?? (this.members.size < this.options.limit ? this.spawn() : undefined);
      if (!member) return;
      member.run(this.waiting.shift()!);
    }
  }
}

/** One worker thread. */
class Member {
  job: Job | undefined;
  ended = false;
  /** Resolves when the thread runs, or has failed to. */
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private readonly gone: Promise<void>;
  private timer: NodeJS.Timeout | undefined;
  private invocations = 0;

  constructor(
    private readonly definition: FunctionDefinition,
    options: WorkersOptions,
    private readonly changed: () => void,
  ) {
    const [file, handler] = definition.handler.split('.') as [string, string];
    const setup: WorkerSetup = {
      entry: pathToFileURL(join(definition.code, `${file}.mjs`)).href,
      handler,
      clock: options.clock,
    };
    this.worker = new Worker(bootstrapUrl(), {
      name: definition.functionName,
      workerData: setup,
      env: options.environment(definition),
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    });
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      readLines(stream, (line) => options.onLog({ function: definition.name, line }));
    }
    this.worker.on('message', (outcome: Outcome) => this.settle(outcome));
    this.worker.on('error', (error) => {
      void this.end(new InvocationError('crash', `${definition.name} crashed: ${error.message}`, error.name));
    });
    this.gone = new Promise((resolve) => {
      this.worker.on('exit', () => {
        void this.end(new InvocationError('crash', `${definition.name} exited before it returned`));
        resolve();
      });
    });
    this.ready = new Promise((resolve) => {
      this.worker.once('online', resolve);
      this.worker.once('exit', () => resolve());
    });
  }

  run(job: Job): void {
    this.job = job;
    const { definition } = this;
    this.invocations += 1;
    const invocation: Invocation = {
      id: this.invocations,
      event: job.event,
      timeoutMs: definition.timeoutMs,
      context: {
        awsRequestId: randomUUID(),
        functionName: definition.functionName,
        functionVersion: '$LATEST',
        invokedFunctionArn: definition.arn,
        memoryLimitInMB: String(definition.memoryMb),
        logGroupName: `/aws/lambda/${definition.functionName}`,
        logStreamName: 'local',
      },
    };
    this.timer = setTimeout(() => {
      const seconds = (definition.timeoutMs / 1000).toFixed(2);
      void this.end(
        new InvocationError(
          'timeout',
          `${definition.name}: Task timed out after ${seconds} seconds`,
          'Sandbox.Timedout',
        ),
      );
    }, definition.timeoutMs);
    this.worker.postMessage(invocation);
  }

  /** Ends the thread; what it was doing fails with the reason. */
  async end(reason: InvocationError): Promise<void> {
    if (!this.ended) {
      this.ended = true;
      this.finish()?.reject(reason);
      void this.worker.terminate();
      this.changed();
    }
    await this.gone;
  }

  private settle(outcome: Outcome): void {
    if ('result' in outcome) {
      if (outcome.id !== this.invocations) return;
      const job = this.finish();
      if (outcome.result.length > PAYLOAD_LIMIT)
        job?.reject(new InvocationError('too-large', `${this.definition.name}: answer over 6 MB`));
      else job?.resolve(JSON.parse(outcome.result));
    } else {
      const error = new InvocationError(
        outcome.id === 0 ? 'crash' : 'thrown',
        `${this.definition.name}: ${outcome.errorMessage}`,
        outcome.errorType,
      );
      if (outcome.stack) error.stack = outcome.stack;
      // Code that does not load leaves nothing to reuse.
      if (outcome.id === 0) return void this.end(error);
      this.finish()?.reject(error);
    }
    this.changed();
  }

  private finish(): Job | undefined {
    clearTimeout(this.timer);
    const { job } = this;
    this.job = undefined;
    return job;
  }
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}
