import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AGENCY_PROJECTION, BOARD_PROJECTION, DUE_PROJECTION } from '../../shared/board/keys.ts';
import { ROLES } from '../../shared/http/roles.ts';
import { SEEN_SECONDS } from '../../shared/ledger/idempotency.ts';
import { log } from '../../shared/log.ts';
import {
  deployedStacks,
  flat,
  folderOf,
  grants,
  type Json,
  localStacks,
  ofType,
  type StackName,
  type StackTemplate,
} from './assembly.ts';

let stacks: Record<StackName, StackTemplate>;
let local: Record<'data' | 'room', StackTemplate>;

beforeAll(() => {
  // Throws where cdk-nag has a finding without an answer.
  stacks = deployedStacks();
  local = localStacks();
});

const functions = () =>
  ofType(stacks.room, 'AWS::Lambda::Function').map(([id, fn]) => ({ id, ...fn }) as Record<string, Json>);
const folderFn = (folder: string) => functions().find((fn) => folderOf(fn.FunctionName) === folder)!;
const apiId = (protocol: 'HTTP' | 'WEBSOCKET') =>
  ofType(stacks.room, 'AWS::ApiGatewayV2::Api').find(([, { ProtocolType }]) => ProtocolType === protocol)?.[0];
const ofApi = (type: string, protocol: 'HTTP' | 'WEBSOCKET') =>
  ofType(stacks.room, type)
    .map(([, properties]) => properties)
    .filter(({ ApiId }) => ApiId.Ref === apiId(protocol));
const routesOf = (protocol: 'HTTP' | 'WEBSOCKET') => ofApi('AWS::ApiGatewayV2::Route', protocol);
const stageOf = (protocol: 'HTTP' | 'WEBSOCKET') => ofApi('AWS::ApiGatewayV2::Stage', protocol)[0];
const queues = (stack: StackTemplate) =>
  ofType(stack, 'AWS::SQS::Queue').map(([id, queue]) => ({ id, ...queue }) as Record<string, Json>);
const queueNamed = (name: string) => queues(stacks.room).find((queue) => queue.QueueName === `ops-room-test-${name}`);
const alarms = () =>
  (['room', 'edge', 'mail'] as const).flatMap((name) =>
    ofType(stacks[name], 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm),
  );

describe('the laptop runs what is deployed', () => {
  const shape = (stack: StackTemplate, types: string[]) =>
    types.map((type) => ({ type, ids: ofType(stack, type).map(([id]) => id) }));

  test('the same tables, queues, functions, mappings, routes and grants', () => {
    const types = [
      'AWS::DynamoDB::Table',
      'AWS::SQS::Queue',
      'AWS::Lambda::Function',
      'AWS::Lambda::EventSourceMapping',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::Events::Rule',
    ];
    for (const name of ['data', 'room'] as const) expect(shape(local[name], types)).toEqual(shape(stacks[name], types));

    const permissions = (room: StackTemplate) =>
      grants(room).map(({ fn, actions, resources }) => ({ fn, actions, resources: resources.length }));
    expect(permissions(local.room)).toEqual(permissions(stacks.room));
  });
});

describe('tables', () => {
  const tables = () => ofType(stacks.data, 'AWS::DynamoDB::Table');

  test('survive: recovery to a point in time, deletion protection, customer key, retained with their stack', () => {
    expect(tables()).toHaveLength(2);
    for (const [id, table] of tables()) {
      expect(table.BillingMode).toBe('PAY_PER_REQUEST');
      expect(table.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(table.DeletionProtectionEnabled).toBe(true);
      expect(table.SSESpecification).toMatchObject({
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: expect.anything(),
      });
      expect(stacks.data.Resources[id]?.DeletionPolicy).toBe('Retain');
    }
  });

  test('the ledger alone has a stream, with old images; only the cases expire rows', () => {
    const [cases, ledger] = tables().map(([, table]) => table);
    expect(ledger?.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(ledger?.TimeToLiveSpecification).toBeUndefined();
    expect(ledger?.GlobalSecondaryIndexes).toBeUndefined();
    expect(cases?.StreamSpecification).toBeUndefined();
    expect(cases?.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
  });

  test('each index carries what its rows show and no more', () => {
    const [[, cases] = []] = tables();
    const projected = Object.fromEntries(
      cases?.GlobalSecondaryIndexes.map((index: Json) => [index.IndexName, index.Projection.NonKeyAttributes]),
    );
    expect(projected).toEqual({
      board: BOARD_PROJECTION,
      owner: BOARD_PROJECTION,
      due: DUE_PROJECTION,
      agency: AGENCY_PROJECTION,
    });
  });

  test('the keys rotate and serve the platform for this account only', () => {
    for (const name of ['data', 'edge', 'mail'] as const) {
      const [[, key] = []] = ofType(stacks[name], 'AWS::KMS::Key');
      expect(key?.EnableKeyRotation).toBe(true);
      const services = key?.KeyPolicy.Statement.find((statement: Json) => statement.Principal.Service);
      expect(services.Principal.Service).toEqual(
        ['cloudwatch', 'events', 'ses', 'sns'].map((service) => `${service}.amazonaws.com`),
      );
      expect(services.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
    }
  });

  test('buckets are private, locked, versioned; the one of the chain heads takes object locks', () => {
    const buckets = ofType(stacks.data, 'AWS::S3::Bucket').map(([, bucket]) => bucket);
    for (const bucket of buckets) {
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket.BucketEncryption).toBeDefined();
    }
    const files = buckets.find((bucket) => flat(bucket.BucketName).includes('-files-'));
    expect(files).toMatchObject({ ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' } });
  });

  test('what the public form and the mail left in quarantine is swept after a week', () => {
    const media = ofType(stacks.data, 'AWS::S3::Bucket').find(([, bucket]) =>
      flat(bucket.BucketName).includes('-media-'),
    );
    expect(media?.[1].LifecycleConfiguration.Rules).toMatchObject([
      { Prefix: 'quarantine/', ExpirationInDays: 7, Status: 'Enabled' },
      // What a redaction took out is gone for good a week later.
      { NoncurrentVersionExpiration: { NoncurrentDays: 7 }, ExpiredObjectDeleteMarker: true, Status: 'Enabled' },
    ]);
  });
});

describe('queues', () => {
  test('every queue is locked with the customer key and refuses plain connections', () => {
    for (const stack of [stacks.room, stacks.mail]) {
      const guarded = ofType(stack, 'AWS::SQS::QueuePolicy').map(([, policy]) => JSON.stringify(policy));
      for (const queue of queues(stack)) {
        expect(queue.KmsMasterKeyId).toBeDefined();
        expect(guarded.some((policy) => policy.includes(queue.id) && policy.includes('aws:SecureTransport'))).toBe(
          true,
        );
      }
    }
  });

  test('citizens and replies go in order per person, at high throughput, with our own deduplication ids', () => {
    for (const name of ['intake.fifo', 'replies.fifo']) {
      expect(queueNamed(name)).toMatchObject({
        FifoQueue: true,
        ContentBasedDeduplication: false,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
    }
  });

  test.each(['intake.fifo', 'replies.fifo', 'media', 'pokes'])(
    '%s has a dead-letter queue that keeps fourteen days',
    (name) => {
      const queue = queueNamed(name);
      const dead = queueNamed(name.replace(/^([a-z]+)/, '$1-dead'));
      expect(queue?.RedrivePolicy.deadLetterTargetArn).toEqual({ 'Fn::GetAtt': [dead?.id, 'Arn'] });
      expect(dead?.MessageRetentionPeriod).toBe(14 * 86_400);
      expect(dead?.RedriveAllowPolicy.redrivePermission).toBe('byQueue');
    },
  );

  test('a message of a citizen waits fourteen days, and the parked and undeliverable as long', () => {
    for (const name of ['intake.fifo', 'parked', 'agency-dead']) {
      expect(queueNamed(name)?.MessageRetentionPeriod).toBe(14 * 86_400);
    }
  });

  test('a marker outlives the longest way of a message: the provider’s retries, the queue, the dead letters', () => {
    const providerRetries = 7 * 86_400;
    const stay =
      queueNamed('intake.fifo')?.MessageRetentionPeriod + queueNamed('intake-dead.fifo')?.MessageRetentionPeriod;
    expect(SEEN_SECONDS).toBeGreaterThan(providerRetries + stay);
  });

  test('a worker has six times its time limit before the message shows again', () => {
    const mappings = ofType(stacks.room, 'AWS::Lambda::EventSourceMapping').map(([, mapping]) => mapping);
    const worked = queues(stacks.room).flatMap((queue) =>
      mappings
        .filter((mapping) => flat(mapping.EventSourceArn) === `<${queue.id}.Arn>`)
        .map((mapping) => ({ queue, fn: functions().find(({ id }) => id === mapping.FunctionName.Ref), mapping })),
    );
    expect(worked.map(({ fn }) => folderOf(fn?.FunctionName))).toEqual(
      expect.arrayContaining(['intake', 'media', 'reply']),
    );
    for (const { queue, fn, mapping } of worked) {
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn?.Timeout);
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  test('agencies’ dead letters come from the room’s own run-time topics only', () => {
    const policy = ofType(stacks.room, 'AWS::SQS::QueuePolicy').find(([, { Queues }]) =>
      Queues[0].Ref.startsWith('AgencyDead'),
    );
    const statement = policy?.[1].PolicyDocument.Statement.find(({ Effect }: Json) => Effect === 'Allow');
    expect(statement.Principal).toEqual({ Service: 'sns.amazonaws.com' });
    expect(statement.Condition.ArnLike['aws:SourceArn'].map(flat)).toEqual([
      expect.stringMatching(/:ops-room-test-agency-\*$/),
      expect.stringMatching(/:ops-room-test-rung-\*$/),
    ]);
    expect(statement.Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });
});

describe('functions', () => {
  test('every one: ARM, newest Node, own role, own log group that ends, time limit, memory, traced, alarmed', () => {
    expect(functions().length).toBeGreaterThanOrEqual(8);
    const watched = alarms().map((alarm) => alarm.AlarmDescription as string);
    for (const fn of functions()) {
      const folder = folderOf(fn.FunctionName);
      expect(fn).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        Timeout: expect.any(Number),
        MemorySize: ['api', 'rollup'].includes(folder) ? 1024 : 512,
      });
      const logs = stacks.room.Resources[fn.LoggingConfig.LogGroup.Ref];
      expect(logs?.Properties.RetentionInDays).toBeGreaterThan(0);
      expect(logs?.Properties.LogGroupName).toBe(`/aws/lambda/${fn.FunctionName}`);
      expect(watched.filter((text) => text.endsWith(`#runbook-${folder}-errors`))).toHaveLength(1);
    }
    const roles = functions().map((fn) => flat(fn.Role));
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('no role carries a managed policy, a Scan, a DeleteItem or a star', () => {
    for (const [, role] of ofType(stacks.room, 'AWS::IAM::Role')) expect(role.ManagedPolicyArns).toBeUndefined();
    for (const { fn, actions, resources } of grants(stacks.room)) {
      for (const action of actions) {
        expect(action, fn).not.toMatch(/\*|dynamodb:(Scan|DeleteItem|BatchWriteItem|PartiQL\w*)/);
      }
      if (resources.includes('*')) {
        const unbound = ['dynamodb:ListStreams', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
        expect(unbound, fn).toEqual(expect.arrayContaining(actions));
      }
    }
  });

  test('the ledger is read and appended to; only redaction updates it, and only what it may forget', () => {
    const all = grants(stacks.room).filter(({ resources }) =>
      resources.some((resource) => /Ledger\w+Arn/.test(resource)),
    );
    const updates = all.filter(({ actions }) => actions.includes('dynamodb:UpdateItem'));
    expect(updates.map(({ fn }) => fn)).toEqual(['redact']);
    const onLedger = all.filter((grant) => !updates.includes(grant));
    const used = new Set(
      onLedger.flatMap(({ actions }) => actions).filter((action) => !/Stream|Shard|GetRecords/.test(action)),
    );
    expect([...used].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']);
  });

  test('only those who need a secret may read it', () => {
    const holders = (secret: string) =>
      grants(stacks.room)
        .filter(
          ({ actions, resources }) =>
            actions.includes('secretsmanager:GetSecretValue') && resources.some((r) => r.includes(secret)),
        )
        .map(({ fn }) => fn);
    expect(holders('Inbound')).toEqual(['webhooks']);
    expect(holders('Outbound').sort()).toEqual(['media', 'reconcile', 'reply']);
    expect(holders('Links').sort()).toEqual(['clock', 'intake', 'public', 'redact', 'relay']);
  });

  test('webhooks queue, read a mail that has arrived and leave its files in quarantine; no table, no topic', () => {
    const reach = grants(stacks.room)
      .filter(({ fn }) => fn === 'webhooks')
      .flatMap(({ actions, resources }) => actions.map((action) => [action, ...resources] as const))
      .filter(([action]) => !/^(xray|logs|kms|secretsmanager):/.test(action));
    expect(reach).toEqual([
      ['sqs:SendMessage', expect.stringContaining('IntakeQueue')],
      ['s3:GetObject', expect.stringMatching(/\/received\/\*$/)],
      ['s3:PutObject', expect.stringMatching(/-media-.*\/quarantine\/mail\/\*$/)],
    ]);
  });

  test('whoever has no account reaches no object but an upload of his own, no queue and no topic', () => {
    const reach = grants(stacks.room)
      .filter(
        ({ fn, actions }) => fn === 'public' && !actions.some((action) => /^(xray|logs|kms|secrets)/.test(action)),
      )
      .flatMap(({ actions, resources }) => actions.map((action) => [action, ...resources] as const));
    const services = new Set(reach.map(([action]) => action.split(':')[0]));
    expect([...services].sort()).toEqual(['dynamodb', 's3']);
    const objects = reach.filter(([action]) => action.startsWith('s3:'));
    expect(objects).toEqual([
      ['s3:PutObject', expect.stringMatching(/-media-.*\/quarantine\/\*$/)],
      ['s3:GetObject', expect.stringMatching(/-media-.*\/quarantine\/web\/\*$/)],
    ]);
  });

  test('topics may be published to and made under the run-time prefixes only', () => {
    const topics = grants(stacks.room).filter(({ actions }) => actions.some((action) => action.startsWith('sns:')));
    expect(new Set(topics.map(({ fn }) => fn))).toContain('relay');
    for (const { resources } of topics) {
      for (const resource of resources) expect(resource).toMatch(/:ops-room-test-(agency|rung)-\*$/);
    }
    const makers = topics.filter(({ actions }) => actions.includes('sns:CreateTopic')).map(({ fn }) => fn);
    expect(makers).toEqual(['api']);
    // The hourly look at the subscriptions changes nothing.
    expect(topics.filter(({ fn }) => fn === 'clock').flatMap(({ actions }) => actions)).toEqual([
      'sns:GetSubscriptionAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:Publish',
    ]);
  });
});

describe('the relay', () => {
  test('takes every record of the ledger, without limit in tries or age, and stops at the first failure', () => {
    const [mapping, ...more] = ofType(stacks.room, 'AWS::Lambda::EventSourceMapping')
      .map(([, properties]) => properties)
      .filter(({ FunctionName, StartingPosition }) => StartingPosition && flat(FunctionName).includes('Relay'));
    expect(more).toEqual([]);
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 25,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 4,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping?.FilterCriteria).toBeUndefined();
    expect(flat(mapping?.EventSourceArn)).toContain('Ledger');
  });
});

describe('the rollup', () => {
  test('is the second reader of the ledger and the last; it takes new events of cases, without limit in tries or age', () => {
    const readers = ofType(stacks.room, 'AWS::Lambda::EventSourceMapping')
      .map(([, properties]) => properties)
      .filter(({ StartingPosition }) => StartingPosition);
    expect(readers).toHaveLength(2);
    expect(readers.find(({ FunctionName }) => flat(FunctionName).includes('Rollup'))).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 200,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"case#"}]}}}}' }],
      },
    });
  });

  test('touches no row but its own, reads the ledger and sends nothing but what it cannot count', () => {
    const statements = grants(stacks.room).filter(
      ({ fn, actions }) => fn === 'rollup' && !actions.some((action) => /^(xray|logs|kms):|Stream|Shard/.test(action)),
    );
    const reach = statements.map(({ actions, resources }) => [
      actions,
      resources.map((each) => /Cases|Ledger|Parked/.exec(each)?.[0]),
    ]);
    expect(reach).toEqual([
      [['dynamodb:BatchGetItem', 'dynamodb:PutItem'], ['Cases']],
      [['dynamodb:GetItem'], ['Cases']],
      [['dynamodb:Query'], ['Ledger', 'Cases']],
      [['sqs:SendMessage'], ['Parked']],
    ]);
    const queried = statements.find(({ actions }) => actions.includes('dynamodb:Query'))!;
    expect(queried.resources.at(-1)).toMatch(/index\/board$/);
    const policies = JSON.stringify(stacks.room.Resources);
    expect(policies).toContain('"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["figures#*"]}');
  });
});

test('the clock ticks every minute and never twice for one minute', () => {
  const rules = ofType(stacks.room, 'AWS::Events::Rule').map(([, properties]) => properties);
  const rule = rules.find(({ Name }) => flat(Name).endsWith('-clock'));
  expect(rule).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
  expect(rule?.Targets[0].RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
});

describe('the HTTP origin', () => {
  const routes = () => routesOf('HTTP');
  const authorizer = (route: Json) => stacks.room.Resources[route.AuthorizerId?.Ref]?.Properties;

  test('staff routes demand an access token with the staff scope', () => {
    const staff = routes().filter(({ RouteKey }) => RouteKey.includes(' /v1/'));
    expect(staff).not.toHaveLength(0);
    for (const route of staff) {
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: ['room/staff'] });
      expect(authorizer(route)?.JwtConfiguration.Issuer).toBeDefined();
    }
  });

  test('agency routes ask our own authorizer, every time', () => {
    const agency = routes().filter(({ RouteKey }) => RouteKey.includes(' /partner/'));
    expect(agency).not.toHaveLength(0);
    for (const route of agency) {
      expect(route.AuthorizationType).toBe('CUSTOM');
      expect(authorizer(route)).toMatchObject({
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 0,
      });
    }
  });

  test('what stands open is this list', () => {
    const open = routes().filter(({ AuthorizationType }) => !AuthorizationType || AuthorizationType === 'NONE');
    expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'ANY /webhooks/{proxy+}',
      'GET /',
      'GET /a/{token}',
      'GET /alerts',
      'GET /alerts.atom',
      'GET /alerts.json',
      'GET /alerts/{id}',
      'GET /assets/{proxy+}',
      'GET /docs',
      'GET /figures',
      'GET /health',
      'GET /openapi.json',
      'GET /report',
      'GET /report/page.js',
      'GET /status',
      'HEAD /alerts',
      'HEAD /alerts.atom',
      'HEAD /alerts.json',
      'HEAD /alerts/{id}',
      'POST /a/{token}',
      'POST /report',
      'POST /report/uploads',
      'POST /status',
    ]);
  });

  test('every route has its own throttle, and webhooks the widest', () => {
    const stage = stageOf('HTTP');
    expect(Object.keys(stage?.RouteSettings).sort()).toEqual(
      routes()
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    );
    const rates = Object.values<{ ThrottlingRateLimit: number }>(stage?.RouteSettings).map(
      (s) => s.ThrottlingRateLimit,
    );
    expect(stage?.RouteSettings['ANY /webhooks/{proxy+}'].ThrottlingRateLimit).toBe(Math.max(...rates));
  });

  test('the access log knows the route’s pattern and nothing of the person', () => {
    for (const protocol of ['HTTP', 'WEBSOCKET'] as const) {
      const format = JSON.parse(stageOf(protocol)?.AccessLogSettings.Format) as Record<string, string>;
      expect(format.routeKey).toBe('$context.routeKey');
      for (const value of Object.values(format))
        expect(value).not.toMatch(/path|query|identity|authorizer|domain|error\.message/i);
    }
  });

  test('there is no way round the edge by the gateway’s own address', () => {
    for (const [, api] of ofType(stacks.room, 'AWS::ApiGatewayV2::Api')) {
      expect(api.DisableExecuteApiEndpoint).toBe(true);
    }
    const names = ofType(stacks.room, 'AWS::ApiGatewayV2::DomainName').map(([, { DomainName }]) => DomainName);
    expect(names.sort()).toEqual(['live.room.example.org', 'origin.room.example.org']);
    const [[, { DistributionConfig }] = ['', {}]] = ofType(stacks.edge, 'AWS::CloudFront::Distribution');
    expect(DistributionConfig.Origins.map((origin: Json) => origin.DomainName).sort()).toEqual(names);
    expect(DistributionConfig.Aliases).toEqual(['room.example.org', 'sos.example.org']);
  });
});

describe('live connections', () => {
  const live = () => grants(stacks.room).filter(({ fn }) => fn === 'live');

  test('lead to one function, slowly enough for it, by the path that the edge and the laptop show', () => {
    expect(routesOf('WEBSOCKET').map(({ RouteKey }) => RouteKey)).toEqual(['$connect', '$disconnect', '$default']);
    expect(stageOf('WEBSOCKET')).toMatchObject({
      StageName: 'live',
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 500 },
    });
    const mappings = ofType(stacks.room, 'AWS::ApiGatewayV2::ApiMapping').map(([, mapping]) => mapping);
    expect(mappings.map(({ Stage, ApiMappingKey }) => [Stage, ApiMappingKey])).toContainEqual(['live', 'live']);
    const [[, { DistributionConfig }] = ['', {}]] = ofType(stacks.edge, 'AWS::CloudFront::Distribution');
    const [behaviour] = DistributionConfig.CacheBehaviors;
    const origin = DistributionConfig.Origins.find(({ Id }: Json) => Id === behaviour.TargetOriginId);
    expect([behaviour.PathPattern, origin.DomainName]).toEqual(['/live', 'live.room.example.org']);
    expect(folderFn('live').Environment.Variables.OPS_LIVE_API_URL).toBe('https://live.room.example.org/live');
  });

  test('are written to by live, of this API only; live reads heads and nothing of the ledger', () => {
    const writers = grants(stacks.room).filter(({ actions }) => actions.some((one) => one.startsWith('execute-api:')));
    expect(writers).toEqual([
      expect.objectContaining({
        fn: 'live',
        actions: ['execute-api:ManageConnections'],
        resources: [expect.stringMatching(/:<LiveDoorApi\w+>\/live\/POST\/@connections\/\*$/)],
      }),
    ]);
    expect(live().flatMap(({ resources }) => resources.filter((one) => one.includes('Ledger')))).toEqual([]);
  });

  test('are told once a second, of no more cases than one batch reads', () => {
    const queue = queueNamed('pokes');
    const mapping = ofType(stacks.room, 'AWS::Lambda::EventSourceMapping').find(
      ([, { EventSourceArn }]) => flat(EventSourceArn) === `<${queue?.id}.Arn>`,
    );
    expect(mapping?.[1]).toMatchObject({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});

describe('sign-in', () => {
  test('staff have a second factor, nobody signs up, and the groups are the roles', () => {
    const [[, pool] = []] = ofType(stacks.room, 'AWS::Cognito::UserPool');
    expect(pool).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
    const groups = ofType(stacks.room, 'AWS::Cognito::UserPoolGroup').map(([, group]) => group);
    expect(groups.sort((a, b) => a.Precedence - b.Precedence).map(({ GroupName }) => GroupName)).toEqual([...ROLES]);
  });

  test('the console is a public client of the code flow; scopes are staff and alerts', () => {
    const [[, client] = []] = ofType(stacks.room, 'AWS::Cognito::UserPoolClient');
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      CallbackURLs: ['https://room.example.org/'],
    });
    const [[, server] = []] = ofType(stacks.room, 'AWS::Cognito::UserPoolResourceServer');
    expect(server?.Scopes.map(({ ScopeName }: Json) => ScopeName)).toEqual(['staff', 'alerts']);
  });

  test('a token of staff ends within the hour, and a sign-in with the shift; both can be taken back', () => {
    const [[, client] = []] = ofType(stacks.room, 'AWS::Cognito::UserPoolClient');
    const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = client as Json;
    expect(TokenValidityUnits).toEqual({ AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' });
    expect([AccessTokenValidity, IdTokenValidity, RefreshTokenValidity]).toEqual([60, 60, 720]);
    expect(client).toMatchObject({ EnableTokenRevocation: true, PreventUserExistenceErrors: 'ENABLED' });
  });
});

describe('the firewall', () => {
  const acl = () => {
    const [[, found] = []] = ofType(stacks.edge, 'AWS::WAFv2::WebACL');
    return found as Record<string, Json>;
  };
  /** Path prefixes a rule is limited to; none means that it sees everything. */
  const scopeOf = (rule: Json): string[] => {
    const down =
      rule.Statement.ManagedRuleGroupStatement?.ScopeDownStatement ??
      rule.Statement.RateBasedStatement?.ScopeDownStatement;
    const parts = down?.OrStatement?.Statements ?? (down ? [down] : []);
    return parts.map((part: Json) => {
      expect(part.ByteMatchStatement).toMatchObject({
        FieldToMatch: { UriPath: {} },
        PositionalConstraint: 'STARTS_WITH',
      });
      return part.ByteMatchStatement.SearchString;
    });
  };

  test('lets webhooks pass before any rule that could refuse them', () => {
    const [label, pass, ...others] = [...acl().Rules].sort((a, b) => a.Priority - b.Priority);
    expect(label).toMatchObject({
      Action: { Count: {} },
      RuleLabels: [{ Name: 'webhooks' }],
      Statement: { ByteMatchStatement: { SearchString: '/webhooks/', PositionalConstraint: 'STARTS_WITH' } },
    });
    expect(pass).toMatchObject({ Action: { Allow: {} } });
    expect(flat(pass.Statement.LabelMatchStatement.Key)).toMatch(/:webacl:ops-room-test:webhooks$/);
    expect(others.length).toBeGreaterThan(0);
    for (const rule of others) {
      const scope = scopeOf(rule);
      expect(scope, rule.Name).not.toHaveLength(0);
      for (const path of scope)
        expect('/webhooks/'.startsWith(path) || path.startsWith('/webhooks'), rule.Name).toBe(false);
    }
    expect(acl().DefaultAction).toEqual({ Allow: {} });
  });

  test('limits how often one address may ask what people and agencies reach', () => {
    const limited = acl()
      .Rules.filter((rule: Json) => rule.Statement.RateBasedStatement)
      .flatMap(scopeOf);
    expect(limited.sort()).toEqual(['/a/', '/partner/', '/report', '/status', '/v1/']);
  });

  test('does not judge what people write: rules on bodies only count', () => {
    const common = acl().Rules.find((rule: Json) => rule.Name === 'AWSManagedRulesCommonRuleSet');
    const counted = common.Statement.ManagedRuleGroupStatement.RuleActionOverrides;
    expect(counted.map(({ Name }: Json) => Name)).toContain('CrossSiteScripting_BODY');
    for (const override of counted) expect(override.ActionToUse).toEqual({ Count: {} });
  });

  test('records blocked webhooks and nothing else, and the first one is an alarm', () => {
    const [[, logging] = []] = ofType(stacks.edge, 'AWS::WAFv2::LoggingConfiguration');
    expect(logging?.LoggingFilter.DefaultBehavior).toBe('DROP');
    const [{ Behavior, Requirement, Conditions }] = logging?.LoggingFilter.Filters ?? [{}];
    expect({ Behavior, Requirement }).toEqual({ Behavior: 'KEEP', Requirement: 'MEETS_ALL' });
    expect(Conditions[0]).toEqual({ ActionCondition: { Action: 'BLOCK' } });
    expect(flat(Conditions[1].LabelNameCondition.LabelName)).toMatch(/:webhooks$/);
    const alarm = alarms().find(({ MetricName }) => MetricName === 'BlockedWebhooks');
    expect(alarm).toMatchObject({ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
  });

  test('keeps no sample of requests: their paths hold tokens', () => {
    for (const rule of acl().Rules) expect(rule.VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
});

describe('mail', () => {
  test('leaves in the name of our own domain, and what became of it comes back by the topic', () => {
    const sent = ofType(stacks.room, 'AWS::IAM::Policy').flatMap(([, { PolicyDocument }]) =>
      (PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[]).filter(({ Action }) =>
        [Action].flat().some((action) => action.startsWith('ses:')),
      ),
    );
    expect(sent.map(({ Action }) => Action)).toEqual([['ses:SendEmail', 'ses:SendRawEmail']]);
    const names = JSON.stringify(sent).match(/(identity|configuration-set)\/[\w.-]+/g);
    expect(names?.sort()).toEqual(['configuration-set/ops-room-test', 'identity/room.example.org']);
    const [[, told] = []] = ofType(stacks.mail, 'AWS::SES::ConfigurationSetEventDestination');
    expect(told?.EventDestination.MatchingEventTypes.sort()).toEqual(['bounce', 'complaint', 'delivery', 'reject']);
  });

  test('is stored whole, locked, and announced to the webhook with a signature we accept', () => {
    const [[, rule] = []] = ofType(stacks.mail, 'AWS::SES::ReceiptRule');
    expect(rule?.Rule).toMatchObject({ Enabled: true, ScanEnabled: true, Recipients: ['room.example.org'] });
    expect(rule?.Rule.Actions.map((action: object) => Object.keys(action))).toEqual([['S3Action']]);
    const received = ofType(stacks.mail, 'AWS::SNS::Topic').find(
      ([, topic]) => topic.TopicName === 'ops-room-test-mail',
    );
    expect(received?.[1]).toMatchObject({ SignatureVersion: '2', KmsMasterKeyId: expect.anything() });
    const hook = ofType(stacks.mail, 'AWS::SNS::Subscription').find(([, { Protocol }]) => Protocol === 'https');
    const policies = ofType(stacks.mail, 'AWS::SNS::TopicPolicy').flatMap(
      ([, { PolicyDocument }]) => PolicyDocument.Statement,
    );
    expect(
      policies.some(({ Effect, Principal }) => Effect === 'Allow' && Principal.Service === 'ses.amazonaws.com'),
    ).toBe(true);
    expect(hook?.[1]).toMatchObject({
      Endpoint: 'https://room.example.org/webhooks/email/sns',
      RedrivePolicy: expect.anything(),
    });
  });
});

describe('dashboards', () => {
  const widgets = (name: string) => {
    const boards = ofType(stacks.room, 'AWS::CloudWatch::Dashboard').map(([, board]) => board);
    const body = boards.find(({ DashboardName }) => DashboardName === name)?.DashboardBody as {
      'Fn::Join': unknown[][];
    };
    return JSON.stringify(body['Fn::Join'][1]);
  };

  test('one for duty officers: what waits, the oldest, P1, ladders that climb, answers that are late', () => {
    const duty = widgets('ops-room-test-duty');
    for (const metric of [
      'OpenP1',
      'RungsClimbed',
      'AnswersLate',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateAgeOfOldestMessage',
    ]) {
      expect(duty).toContain(metric);
    }
    const titles = [...duty.matchAll(/title\\+":\\+"([^"\\]+)/g)].map(([, title]) => title!);
    expect(titles.length).toBeGreaterThan(8);
    // Each in Arabic and in English.
    for (const title of titles) expect(title).toMatch(/[\u0621-\u064a].* · [A-Z]/);
  });

  test('one for engineers: every function, queue and table', () => {
    const all = widgets('ops-room-test');
    for (const { id } of functions()) expect(all).toContain(id);
    for (const metric of ['IteratorAge', 'ConcurrentExecutions', 'TransactionConflict', 'ConsumedWriteCapacityUnits'])
      expect(all).toContain(metric);
  });
});

describe('alarms', () => {
  test('each says whom it hurts and what to do, and calls somebody', () => {
    expect(alarms().length).toBeGreaterThan(20);
    for (const alarm of alarms()) {
      const text = alarm.AlarmDescription as string;
      expect(text).toMatch(/^[A-Z].+\. [A-Z].+ Runbook: README\.md#runbook-[a-z0-9-]+$/);
      expect(alarm.AlarmActions).toHaveLength(1);
    }
  });

  test('each leads whoever it wakes to the dashboard, to the room, and to the logs of the function that fails', () => {
    const dashboards = ofType(stacks.room, 'AWS::CloudWatch::Dashboard').map(([, one]) => one.DashboardName);
    const groups = ofType(stacks.room, 'AWS::Logs::LogGroup').map(([, one]) => one.LogGroupName);
    for (const { AlarmDescription } of alarms()) {
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      const [, dashboard = ''] = / Dashboard: https:\S+#dashboards\/dashboard\/(\S+) /.exec(AlarmDescription) ?? [];
      expect(dashboards).toContain(dashboard);
      expect(AlarmDescription).toMatch(/ Room: https:\/\/room\.example\.org\/ /);
      const [, logs] = / Logs: https:\S+log-group\/(\S+) /.exec(AlarmDescription) ?? [];
      const blames = /#runbook-(.+)-errors$/.exec(AlarmDescription);
      if (blames) expect(groups).toContain(decodeURIComponent(logs!.replaceAll('$25', '%')));
      else expect(logs).toBeUndefined();
    }
  });

  test('reach their topic: CloudWatch may publish to it although it refuses plain connections', () => {
    for (const name of ['room', 'edge', 'mail'] as const) {
      const policies = ofType(stacks[name], 'AWS::SNS::TopicPolicy').flatMap(
        ([, { PolicyDocument }]) => PolicyDocument.Statement,
      );
      const publisher = policies.find(({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com');
      expect(publisher).toMatchObject({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      });
    }
  });

  test('each leads to a paragraph of the runbook', () => {
    const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : '';
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    const anchors = new Set(alarms().map((alarm) => (alarm.AlarmDescription as string).split('#').at(-1)));
    const missing = [...anchors].filter((anchor) => !headings.includes(`${anchor}`));
    expect(missing).toEqual([]);
  });

  test('what engineering.md §5 wants to be woken by', () => {
    const looksAt = ({ MetricName, Metrics }: Record<string, unknown>) =>
      MetricName ? `${MetricName}` : JSON.stringify(Metrics);
    const named = (pattern: RegExp) => alarms().filter((alarm) => pattern.test(looksAt(alarm)));
    expect(named(/^IteratorAge$/).map(({ Threshold }) => Threshold)).toContain(60_000);
    // Five work queues' dead letters, what was parked, what agencies' subscriptions gave up, and mail.
    expect(named(/^ApproximateNumberOfMessagesVisible$/).length).toBeGreaterThanOrEqual(8);
    expect(named(/^ApproximateAgeOfOldestMessage$/).length).toBeGreaterThanOrEqual(3);
    for (const metric of ['SweepHeartbeat', 'LedgerTampered', 'AlertRefused', '5xx']) {
      expect([metric, named(new RegExp(`^${metric}$`)).length]).toEqual([metric, 1]);
    }
    for (const metric of ['TransactionConflict', 'ThrottledRequests']) {
      expect([metric, named(new RegExp(metric)).length]).toEqual([metric, 2]);
    }
  });

  test('silence of the sweep is an alarm; silence of anything else is health', () => {
    const breaching = alarms().filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(breaching.map(({ MetricName }) => MetricName)).toEqual(['SweepHeartbeat']);
  });

  test('a logged error counts as a failure of its function: the filter matches what shared/log.ts writes', () => {
    const written = vi.spyOn(console, 'log').mockImplementation(() => {});
    log('webhook.failed', { trace: '1' });
    const [line] = written.mock.calls.flat() as string[];
    written.mockRestore();
    const filters = ofType(stacks.room, 'AWS::Logs::MetricFilter')
      .map(([, filter]) => filter)
      .filter(({ FilterPattern }) => FilterPattern.startsWith('"'));
    expect(filters).toHaveLength(functions().length);
    for (const { FilterPattern } of filters) expect(line).toContain(JSON.parse(FilterPattern));
  });
});
