import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** One IAM statement of a function's role, its ARNs resolved. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  conditions?: Record<string, Record<string, unknown>>;
}

/** The services the door speaks, by the name they sign requests with. */
export type Service = 'dynamodb' | 'sqs' | 'sns' | 's3' | 'execute-api' | 'cognito-idp' | 'secretsmanager';

/** What to break: every filter that is left out matches all. `rate` is a share of the matching calls, 1 unless given. */
export interface Fault {
  kind: 'throttle' | 'error' | 'latency' | 'crash-after-commit';
  service?: string;
  operation?: string;
  /** Function folder name. */
  caller?: string;
  rate?: number;
  /** For `latency`: milliseconds added before the call. */
  ms?: number;
}

/** Calls of one operation and the capacity units they consumed (0 outside DynamoDB). `denied` only where a grant was missing. */
export interface OperationUsage {
  calls: number;
  readUnits: number;
  writeUnits: number;
  denied?: number;
}

export interface Usage {
  functions: Record<string, Record<string, OperationUsage>>;
}

/** One AWS call passing the door. In phase `after`, `units` are what it consumed and `status` is what the caller gets. */
export interface Call {
  caller: string;
  service: Service;
  operation: string;
  phase: 'before' | 'after';
  units?: { read: number; write: number };
  status?: number;
}

/** A grant that allowed a call, its resource as the policy writes it. */
export interface UsedGrant {
  /** Function folder name. */
  caller: string;
  action: string;
  resource: string;
}

/** A grant that was missing: what a test prints when a policy is too narrow. */
export interface DeniedCall {
  caller: string;
  action: string;
  resource: string;
  message: string;
}

/** What SNS handed to one subscription. A body is what that protocol's subscribers read, never the map of bodies. */
export interface Delivery {
  /** Unique per delivery. */
  id: string;
  /** Milliseconds on the room's clock. */
  at: number;
  kind: 'notification' | 'confirmation';
  protocol: string;
  endpoint: string;
  topicArn: string;
  subscriptionArn: string;
  messageId: string;
  subject?: string;
  body: string;
  attributes: Record<string, string>;
  outcome: 'delivered' | 'dead-letter' | 'lost';
  /** With `confirmation`: opens ConfirmSubscription. */
  token?: string;
}

/** A subscription as the door keeps it; `pending` until it is confirmed. */
export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  pending: boolean;
  attributes: Record<string, string>;
}

/** Generic resources; property names are those of CloudFormation and the AWS APIs, which agree here. */
export type AwsResource =
  | {
      type: 'table';
      table: Pick<
        CreateTableCommandInput,
        | 'TableName'
        | 'KeySchema'
        | 'AttributeDefinitions'
        | 'GlobalSecondaryIndexes'
        | 'LocalSecondaryIndexes'
        | 'StreamSpecification'
      >;
      ttlAttribute?: string;
    }
  | {
      type: 'queue';
      name: string;
      /** SQS attributes as strings (`VisibilityTimeout`, `FifoQueue`, …); `RedrivePolicy` is its JSON text. */
      attributes?: Record<string, string>;
    }
  | { type: 'bucket'; name: string }
  | { type: 'topic'; name: string; attributes?: Record<string, string> }
  | {
      type: 'subscription';
      topicArn: string;
      protocol: string;
      endpoint: string;
      attributes?: Record<string, string>;
    };

/** Answers a service the door does not emulate itself; `undefined` means: unknown operation. */
export type ExtraHandler = (
  service: 'execute-api' | 'cognito-idp' | 'secretsmanager',
  /** `PostToConnection`, `GetConnection`, `DeleteConnection`, or the JSON target's operation. */
  operation: string,
  /** Parsed JSON; for execute-api `{ connectionId, data }` with the raw bytes. */
  body: Record<string, unknown>,
  caller: string,
) => Promise<{ status: number; body: unknown } | undefined>;

export interface AwsSideOptions {
  /** Folder that is kept between runs, or `memory` for nothing kept. */
  dataDir: string | 'memory';
  /** Any DynamoDB instead of dynoxide. */
  dynamodbEndpoint?: string;
  /** Function folder name → its role's statements. The caller `admin` may do everything (runner, tests, seeds). */
  policies: Map<string, Statement[]>;
  /** The room's moved clock, milliseconds. */
  now: () => number;
  /** What SNS handed to its subscribers. */
  onDelivery?: (delivery: Delivery) => void;
  extra?: ExtraHandler;
  /** Hears of each grant that allowed a call, each time. */
  onGrant?: (used: UsedGrant) => void;
  region: string;
  account: string;
  /** Door's port; 0 (default) takes a free one. */
  port?: number;
  /** Pauses in milliseconds before each attempt to reach an HTTPS subscriber; default 0, 1, 2 and 4 s. */
  deliveryPauses?: number[];
  /** Seed of the fault door's dice. */
  seed?: number;
}

export interface AwsSide {
  /** The door, for AWS_ENDPOINT_URL_*. */
  url: string;
  /** The emulator behind it. */
  dynamodbUrl: string;
  /** Makes tables, queues, buckets, topics and subscriptions; idempotent. */
  ensure(resources: AwsResource[]): Promise<void>;
  /** The URL functions use for a queue. */
  queueUrl(queueName: string): string;
  usage(): Usage;
  resetUsage(): void;
  /** Calls refused for want of a grant since start or the last reset. */
  denied(): DeniedCall[];
  setFault(fault: Fault): void;
  clearFaults(): void;
  /**
   * Watches every call. A hook that throws breaks it: in phase `before` the call never happens, in phase `after` it
   * happened and the caller never hears of it. Returns a function that removes the hook.
   */
  onCall(hook: (call: Call) => void | Promise<void>): () => void;
  /** Visible + in flight + delayed. */
  queueDepth(queueName: string): Promise<number>;
  queueNames(): string[];
  /** Makes in-flight and delayed messages visible at once. */
  redeliverNow(queueName?: string): void;
  /** Tells the queues that so much time has passed: visibility timeouts and delays end that much sooner. */
  elapse(milliseconds: number): void;
  /** HTTPS deliveries still being attempted. */
  pendingDeliveries(): number;
  /** Everything delivered to subscribers, newest last; survives a restart. */
  deliveries(): Delivery[];
  subscriptions(): Subscription[];
  /** What opening the link in a confirmation e-mail does. False when the token is unknown or used up. */
  confirmSubscription(token: string): Promise<boolean>;
  close(): Promise<void>;
}
