/**
 * What stands around one function inside its worker thread: Lambda's runtime, as far as a handler can see it. The runner
 * transpiles this file alone, so it imports nothing but Node.
 */
import { parentPort, workerData } from 'node:worker_threads';

export interface WorkerSetup {
  entry: string;
  handler: string;
  /** Shared memory of the room's clock: one float, milliseconds. */
  clock: SharedArrayBuffer;
}

export interface Invocation {
  id: number;
  /** JSON. */
  event: string;
  /** Milliseconds the function may take. */
  timeoutMs: number;
  context: {
    awsRequestId: string;
    functionName: string;
    functionVersion: string;
    invokedFunctionArn: string;
    memoryLimitInMB: string;
    logGroupName: string;
    logStreamName: string;
  };
}

/** The end of an invocation, or `id: 0` when the code did not even load. */
export type Outcome =
  | { id: number; result: string }
  | { id: number; errorType: string; errorMessage: string; stack?: string };

const { entry, handler, clock } = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread');

const RealDate = Date;
const offset = new Float64Array(clock);
const now = () => RealDate.now() + (offset[0] ?? 0);
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});

function failure(id: number, error: unknown): Outcome {
  if (!(error instanceof Error)) return { id, errorType: 'Error', errorMessage: String(error) };
  return {
    id,
    errorType: error.name,
    errorMessage: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
  };
}

try {
  const module = (await import(entry)) as Record<string, unknown>;
  const handle = module[handler] as (event: unknown, context: unknown) => Promise<unknown>;
  if (typeof handle !== 'function') throw new Error(`${entry} exports no function ${handler}`);
  port.on('message', async ({ id, event, context, timeoutMs }: Invocation) => {
    const deadline = performance.now() + timeoutMs;
    const getRemainingTimeInMillis = () => Math.max(0, Math.round(deadline - performance.now()));
    let outcome: Outcome;
    try {
      const result = await handle(JSON.parse(event), { ...context, getRemainingTimeInMillis });
      outcome = { id, result: JSON.stringify(result) ?? 'null' };
    } catch (error) {
      outcome = failure(id, error);
    }
    port.postMessage(outcome);
  });
} catch (error) {
  port.postMessage(failure(0, error));
}
