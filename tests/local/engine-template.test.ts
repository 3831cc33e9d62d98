import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnCondition, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, type ITable, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Code,
  FilterCriteria,
  FilterRule,
  Function as Lambda,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTemplate, type Template } from '../../infra/local/template.ts';

let folder: string;
let template: Template;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'template-'));
  await writeFile(join(folder, 'index.mjs'), 'export const handler = async () => 1;');
  template = readTemplate(synthesise(folder));
});

afterAll(() => rm(folder, { recursive: true }));

/** A small app with two stacks and one of everything that the runner reads. */
function synthesise(code: string): string {
  const env = { region: 'us-east-1', account: '000000000000' };
  const app = new App({ analyticsReporting: false });
  const data = new Stack(app, 'data', { env });
  const table = new Table(data, 'Ledger', {
    tableName: 'ledger',
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'ttl',
  });
  table.addGlobalSecondaryIndex({ indexName: 'due', partitionKey: { name: 'duePk', type: AttributeType.STRING } });
  const bucket = new Bucket(data, 'Files');
  const secret = new Secret(data, 'Inbound', { secretName: 'ops-room-test/inbound' });

  const room = new Stack(app, 'room', { env });
  const dead = new Queue(room, 'Dead', { fifo: true });
  const queue = new Queue(room, 'Work', {
    queueName: 'work.fifo',
    fifo: true,
    visibilityTimeout: Duration.seconds(90),
    deadLetterQueue: { queue: dead, maxReceiveCount: 4 },
  });
  const topic = new Topic(room, 'Alarms', { topicName: 'alarms' });
  const local = new CfnCondition(room, 'IsLocal', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
  const worker = new Lambda(room, 'Worker', {
    functionName: 'ops-room-test-worker',
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    timeout: Duration.seconds(7),
    memorySize: 256,
    environment: {
      TABLE: table.tableName,
      BUCKET: bucket.bucketName,
      QUEUE: queue.queueUrl,
      TOPIC: topic.topicArn,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders.
      HOST: Fn.sub('https://${Host}.${AWS::URLSuffix}/${!kept}', { Host: 'room' }),
      FIRST: Fn.select(1, Fn.split('-', 'a-b-c')),
      WHERE: Token.asString(Fn.conditionIf(local.logicalId, 'laptop', 'cloud')),
      SAME: Aws.ACCOUNT_ID,
    },
  });
  table.grant(worker, 'dynamodb:PutItem');
  secret.grantRead(worker);
  worker.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['s3:DeleteObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
  worker.addEventSource(
    new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      bisectBatchOnError: true,
      parallelizationFactor: 3,
      retryAttempts: 9,
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
    }),
  );
  new Rule(room, 'Minute', {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(worker, { retryAttempts: 0 })],
  });

  const api = new HttpApi(room, 'Api');
  const integration = new HttpLambdaIntegration('ToWorker', worker);
  api.addRoutes({ path: '/open/{proxy+}', methods: [HttpMethod.ANY], integration });
  api.addRoutes({
    path: '/staff/{id}',
    methods: [HttpMethod.GET],
    integration,
    authorizer: new HttpJwtAuthorizer('Jwt', 'https://issuer.test', { jwtAudience: ['console'] }),
    authorizationScopes: ['room/staff'],
  });
  api.addRoutes({
    path: '/partner',
    methods: [HttpMethod.POST],
    integration,
    authorizer: new HttpLambdaAuthorizer('Ask', worker, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(0),
    }),
  });
  const socket = new WebSocketApi(room, 'Socket', {
    connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', worker) },
  });
  new CfnStage(room, 'Live', { apiId: socket.apiId, stageName: 'live' });
  return app.synth().directory;
}

test('a function has its code, its limits and its environment with every reference resolved', () => {
  const worker = template.functions.get('worker');
  expect(worker).toMatchObject({
    functionName: 'ops-room-test-worker',
    handler: 'index.handler',
    timeoutMs: 7000,
    memoryMb: 256,
    environment: {
      TABLE: 'ledger',
      QUEUE: 'https://sqs.us-east-1.amazonaws.com/000000000000/work.fifo',
      TOPIC: 'arn:aws:sns:us-east-1:000000000000:alarms',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what is left of an escaped placeholder.
      HOST: 'https://room.amazonaws.com/${kept}',
      FIRST: 'b',
      WHERE: 'laptop',
      SAME: '000000000000',
    },
  });
  expect(template.resources).toContainEqual({ type: 'bucket', name: worker!.environment.BUCKET });
});

test('a role says what its policies say, in ARNs', () => {
  const statements = template.functions.get('worker')!.statements;
  expect(statements).toContainEqual({
    effect: 'Allow',
    actions: ['dynamodb:PutItem'],
    resources: ['arn:aws:dynamodb:us-east-1:000000000000:table/ledger', expect.stringContaining('ledger/index/*')],
  });
  expect(statements).toContainEqual({
    effect: 'Allow',
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: ['arn:aws:secretsmanager:us-east-1:000000000000:secret:ops-room-test/inbound-local0'],
  });
  expect(statements).toContainEqual({
    effect: 'Deny',
    actions: ['s3:DeleteObject'],
    resources: [expect.stringMatching(/^arn:aws:s3:::.+\/\*$/)],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

test('what wakes a function is read with its batches, filters, retries and failures', () => {
  expect(template.sources).toEqual([
    expect.objectContaining({
      kind: 'queue',
      function: 'worker',
      queue: 'work.fifo',
      batchSize: 5,
      reportsFailures: true,
      filters: [],
    }),
    expect.objectContaining({
      kind: 'stream',
      function: 'worker',
      table: 'ledger',
      batchSize: 25,
      parallelization: 3,
      bisect: true,
      retries: 9,
      reportsFailures: false,
      filters: [{ eventName: ['INSERT'] }],
    }),
  ]);
  expect(template.schedules).toEqual([
    expect.objectContaining({ function: 'worker', expression: 'rate(1 minute)', retries: 0 }),
  ]);
});

test('routes lead to functions, past their authorizers', () => {
  const routes = Object.fromEntries(template.routes.map(({ key, api: _api, ...route }) => [key, route]));
  expect(routes).toEqual({
    'ANY /open/{proxy+}': { function: 'worker', scopes: [] },
    'GET /staff/{id}': {
      function: 'worker',
      scopes: ['room/staff'],
      authorizer: { kind: 'jwt', issuer: 'https://issuer.test', audience: ['console'] },
    },
    'POST /partner': {
      function: 'worker',
      scopes: [],
      authorizer: {
        kind: 'request',
        function: 'worker',
        simple: true,
        identitySources: ['$request.header.Authorization'],
        ttlSeconds: 0,
      },
    },
  });
  expect(template.sockets).toEqual([
    expect.objectContaining({
      stage: 'live',
      selection: '$request.body.action',
      routes: [expect.objectContaining({ key: '$connect', function: 'worker' })],
    }),
  ]);
});

test('a queue knows its dead-letter queue, which is made before it', () => {
  const queues = template.resources.filter((resource) => resource.type === 'queue');
  expect(queues).toHaveLength(2);
  const [dead, work] = queues as [(typeof queues)[number], (typeof queues)[number]];
  expect(work).toMatchObject({ name: 'work.fifo', attributes: { VisibilityTimeout: '90', FifoQueue: 'true' } });
  expect(JSON.parse((work as { attributes: Record<string, string> }).attributes.RedrivePolicy!)).toEqual({
    deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${dead.name}`,
    maxReceiveCount: 4,
  });
  expect(dead.name).toMatch(/\.fifo$/);
});

test('a table has its keys, indexes, stream and expiry', () => {
  expect(template.resources).toContainEqual({
    type: 'table',
    ttlAttribute: 'ttl',
    table: expect.objectContaining({
      TableName: 'ledger',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [{ AttributeName: 'duePk', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  });
});

test('what the reader does not understand stops it', async () => {
  const odd = await mkdtemp(join(tmpdir(), 'odd-'));
  const resources = { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Transform': { Name: 'x' } } } } };
  await writeFile(join(odd, 'odd.template.json'), JSON.stringify({ Resources: resources }));
  expect(() => readTemplate(odd)).toThrow('Fn::Transform is not understood');
  await rm(odd, { recursive: true });
});
