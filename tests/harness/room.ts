/** The whole room inside this test process: real templates, emulators, workers and gateway, nothing kept. */
import { GetQueueUrlCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { DeniedCall, Fault, Usage } from '../../infra/local/aws/types.ts';
import { type Room, type RoomOptions, startRoom } from '../../infra/local/room.ts';
import { Conformance } from './conformance.ts';
import { foreignTables } from './foreign.ts';
import { grantRecorder } from './grants.ts';

export interface TestRoomOptions extends Pick<RoomOptions, 'adapt' | 'seed' | 'workers' | 'assembly' | 'onGrant'> {
  /** Settings over the local defaults, by their names in the contract. */
  env?: Record<string, string>;
}

export interface TestRoom
  extends Pick<
    Room,
    'url' | 'settings' | 'now' | 'token' | 'agencyToken' | 'invoke' | 'killWorker' | 'putSecret' | 'logs' | 'stop'
  > {
  /** Resolves when streams and queues are drained; throws naming what is stuck. */
  settle: Room['settle'];
  /** Moves the clock, runs the scheduled functions and settles. */
  advance(duration: string): Promise<void>;
  fault(fault: Fault): void;
  clearFaults(): void;
  usage(): Usage;
  resetUsage(): void;
  /** Calls that a role did not allow. */
  denied(): DeniedCall[];
  onCall: Room['aws']['onCall'];
  /** Clients that may do everything. */
  aws: Room['clients'];
  /** Takes up to ten messages that are visible in a queue now; they stay in flight. */
  receive(queueName: string): Promise<Message[]>;
  /** Failures of functions and event sources so far, one line each. */
  errors(): readonly string[];
  room: Room;
}

/**
 * Starts a room on a free port with data in memory, filled with the local agencies. Its end is an error when an answer of its APIs
 * was not what `/openapi.json` says. Where `OPS_DYNAMODB_ENDPOINT` names another DynamoDB, its tables lie there.
 */
export async function startTestRoom(options: TestRoomOptions = {}): Promise<TestRoom> {
  const { env, ...rest } = options;
  const errors: string[] = [];
  const conformance = new Conformance();
  const misfits = new Set<string>();
  const grants = grantRecorder();
  const endpoint = env?.OPS_DYNAMODB_ENDPOINT ?? process.env.OPS_DYNAMODB_ENDPOINT;
  const foreign = endpoint ? await foreignTables(endpoint) : undefined;
  const room = await startRoom({
    ...rest,
    onAnswer(seen) {
      // A path that is written otherwise is another path behind the gateway.
      if (!/^\/(?:partner\/)?v1\//.test(seen.path) || /%|\/\.{1,2}(?:\/|$)/.test(seen.path)) return;
      for (const fault of conformance.faults(seen)) misfits.add(`${seen.method} ${seen.path}: ${fault}`);
    },
    env: { PORT: '0', OPS_DATA_DIR: 'memory', ...env, ...(foreign ? { OPS_DYNAMODB_ENDPOINT: foreign.url } : {}) },
    onGrant(grant) {
      grants.used?.(grant);
      options.onGrant?.(grant);
    },
    deliveryPauses: [0, 10, 20, 40],
    onError: (message) => errors.push(message),
  }).catch((error: Error) => {
    // A function that cannot load shows as a 500 of the first request: say why.
    error.message = [error.message, ...errors].join('\n');
    throw error;
  });
  if (!options.adapt) grants.granted(room.template);
  const { aws, clients } = room;
  return {
    url: room.url,
    settings: room.settings,
    now: room.now,
    token: room.token,
    agencyToken: room.agencyToken,
    invoke: room.invoke,
    killWorker: room.killWorker,
    putSecret: room.putSecret,
    logs: room.logs,
    async stop() {
      await room.stop();
      await foreign?.close();
      if (misfits.size > 0) throw new Error(['Answers that /openapi.json does not promise:', ...misfits].join('\n'));
    },
    settle: room.settle,
    async advance(duration) {
      await room.advance(duration);
      await room.settle();
    },
    fault: (fault) => aws.setFault(fault),
    clearFaults: () => aws.clearFaults(),
    usage: () => aws.usage(),
    resetUsage: () => aws.resetUsage(),
    denied: () => aws.denied(),
    onCall: (hook) => aws.onCall(hook),
    aws: clients,
    async receive(queueName) {
      const { QueueUrl } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
      const { Messages = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      return Messages;
    },
    errors: () => errors,
    room,
  };
}
