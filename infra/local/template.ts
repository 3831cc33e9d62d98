/** Reads the CloudFormation templates of a cloud assembly and says what they declare, in the words of the local runner. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsResource, Statement } from './aws/types.ts';

export interface FunctionDefinition {
  /** Folder in `functions/`: the function's name without `ops-room-<stage>-`. */
  name: string;
  functionName: string;
  arn: string;
  /** Unpacked asset. */
  code: string;
  /** `<file>.<export>` as Lambda writes it. */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  statements: Statement[];
}

interface SourceBase {
  id: string;
  /** Folder name of the function. */
  function: string;
  arn: string;
  batchSize: number;
  /** How long a batch may wait to become fuller. */
  windowMs: number;
  /** The function reports which items failed. */
  reportsFailures: boolean;
  /** Event patterns, any of which admits a record; none admits all. */
  filters: Record<string, unknown>[];
}

export interface QueueSource extends SourceBase {
  kind: 'queue';
  queue: string;
  /** Batches at the same time, where the mapping limits them. */
  maxConcurrency?: number;
}

export interface StreamSource extends SourceBase {
  kind: 'stream';
  table: string;
  latest: boolean;
  parallelization: number;
  bisect: boolean;
  /** -1: without limit. */
  retries: number;
  /** Where a given-up batch is reported. */
  failureQueue?: string;
}

export interface ScheduleDefinition {
  id: string;
  arn: string;
  function: string;
  expression: string;
  /** JSON of the event; unset: EventBridge's own. */
  input?: string;
  retries: number;
}

export type AuthorizerDefinition =
  | { kind: 'jwt'; issuer: string; audience: string[] }
  | { kind: 'request'; function: string; simple: boolean; identitySources: string[]; ttlSeconds: number };

export interface RouteDefinition {
  api: string;
  /** `GET /a/{token}`, `ANY /v1/{proxy+}`, `$default`, `$connect`. */
  key: string;
  function: string;
  authorizer?: AuthorizerDefinition;
  scopes: string[];
}

export interface SocketApi {
  id: string;
  stage: string;
  /** `$request.body.<field>`, by which messages choose their route. */
  selection: string;
  routes: RouteDefinition[];
}

export interface ClientDefinition {
  id: string;
  name: string;
  flows: string[];
  scopes: string[];
  callbackUrls: string[];
  logoutUrls: string[];
}

export interface Template {
  region: string;
  account: string;
  functions: Map<string, FunctionDefinition>;
  sources: (QueueSource | StreamSource)[];
  schedules: ScheduleDefinition[];
  routes: RouteDefinition[];
  sockets: SocketApi[];
  resources: AwsResource[];
  /** Names of secrets. */
  secrets: string[];
  clients: ClientDefinition[];
  groups: string[];
  /** Scopes of the user pools' resource servers, `<server>/<scope>`. */
  scopes: string[];
}

type Json = Record<string, unknown>;

interface Resource {
  Type: string;
  Properties?: Json;
  Condition?: string;
}

interface Stack {
  name: string;
  resources: Record<string, Resource>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  parameters: Record<string, { Default?: unknown; Type: string }>;
  conditions: Record<string, unknown>;
  mappings: Record<string, Record<string, Json>>;
  /** Asset folder by object key. */
  assets: Map<string, string>;
}

/** Which property names a resource, where CloudFormation lets one choose. */
const NAME_PROPERTY: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Cognito::UserPoolResourceServer': 'Identifier',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolDomain': 'Domain',
};

/** Resources whose Ref is their ARN. */
const REF_IS_ARN = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);

/**
 * What the stacks of a cloud assembly declare, with every intrinsic resolved across them.
 *
 * @throws on what this reader does not know: a laptop must not silently run less than the template says.
 */
export function readTemplate(assembly: string, place = { region: 'us-east-1', account: '000000000000' }): Template {
  return new Reader(readStacks(assembly), place.region, place.account).read();
}

function readStacks(assembly: string): Stack[] {
  const files = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  if (files.length === 0) throw new Error(`${assembly} holds no CloudFormation template`);
  return files.map((file) => {
    const name = file.slice(0, -'.template.json'.length);
    const raw = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Json;
    return {
      name,
      resources: (raw.Resources ?? {}) as Stack['resources'],
      outputs: (raw.Outputs ?? {}) as Stack['outputs'],
      parameters: (raw.Parameters ?? {}) as Stack['parameters'],
      conditions: (raw.Conditions ?? {}) as Json,
      mappings: (raw.Mappings ?? {}) as Stack['mappings'],
      assets: readAssets(assembly, name),
    };
  });
}

function readAssets(assembly: string, stack: string): Map<string, string> {
  const file = join(assembly, `${stack}.assets.json`);
  const assets = new Map<string, string>();
  if (!existsSync(file)) return assets;
  const { files = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    files?: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
  };
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(assembly, source.path));
  }
  return assets;
}

class Reader {
  private readonly exports = new Map<string, { stack: Stack; value: unknown }>();

  constructor(
    private readonly stacks: Stack[],
    private readonly region: string,
    private readonly account: string,
  ) {
    for (const stack of stacks) {
      for (const output of Object.values(stack.outputs)) {
        if (output.Export) this.exports.set(this.text(output.Export.Name, stack), { stack, value: output.Value });
      }
    }
  }

  read(): Template {
    const statements = this.roleStatements();
    const functions = new Map(
      this.each('AWS::Lambda::Function').flatMap(({ stack, id, props }) => {
        const definition = this.readFunction(stack, id, props, statements);
        return definition ? [[definition.name, definition] as const] : [];
      }),
    );
    const apis = new Map(
      [...this.each('AWS::ApiGatewayV2::Api')].map(({ stack, id, props }) => [this.ref(stack, id), props] as const),
    );
    const routes = this.readRoutes();
    return {
      region: this.region,
      account: this.account,
      functions,
      sources: this.each('AWS::Lambda::EventSourceMapping').map(({ id, props }) => this.readSource(id, props)),
      schedules: this.readSchedules(),
      routes: routes.filter((route) => apis.get(route.api)?.ProtocolType === 'HTTP'),
      sockets: [...apis].flatMap(([id, props]) =>
        props.ProtocolType === 'WEBSOCKET' ? [this.readSocket(id, props, routes)] : [],
      ),
      resources: this.readResources(),
      secrets: this.each('AWS::SecretsManager::Secret').map(({ stack, id }) => this.nameOf(stack, id)),
      clients: this.each('AWS::Cognito::UserPoolClient').map(({ stack, id, props }) => ({
        id: this.ref(stack, id),
        name: text(props.ClientName) || id,
        flows: list(props.AllowedOAuthFlows),
        scopes: list(props.AllowedOAuthScopes),
        callbackUrls: list(props.CallbackURLs),
        logoutUrls: list(props.LogoutURLs),
      })),
      scopes: this.each('AWS::Cognito::UserPoolResourceServer').flatMap(({ props }) =>
        ((props.Scopes ?? []) as Json[]).map(({ ScopeName }) => `${text(props.Identifier)}/${text(ScopeName)}`),
      ),
      groups: this.each('AWS::Cognito::UserPoolGroup').map(({ stack, id }) => this.nameOf(stack, id)),
    };
  }

  /* Functions and their roles */

  private readFunction(
    stack: Stack,
    id: string,
    props: Json,
    statements: Map<string, Statement[]>,
  ): FunctionDefinition | undefined {
    const code = stack.assets.get(text((props.Code as Json | undefined)?.S3Key));
    // Inline code and images belong to CDK's own helpers, which have no work on a laptop.
    if (!code) return undefined;
    const functionName = this.nameOf(stack, id);
    return {
      name: functionName.replace(/^ops-room-[^-]+-/, ''),
      functionName,
      arn: this.arnOf(stack, id),
      code,
      handler: text(props.Handler),
      environment: ((props.Environment as Json | undefined)?.Variables ?? {}) as Record<string, string>,
      timeoutMs: Number(props.Timeout ?? 3) * 1000,
      memoryMb: Number(props.MemorySize ?? 128),
      statements: statements.get(text(props.Role).split('/').at(-1) ?? '') ?? [],
    };
  }

  /** Inline and attached policies by role name. Managed policies of AWS only open logs, which need no grant here. */
  private roleStatements(): Map<string, Statement[]> {
    const found = new Map<string, Statement[]>();
    const add = (role: string, document: unknown) => {
      found.set(role, [...(found.get(role) ?? []), ...readStatements(document as Json)]);
    };
    for (const { stack, id, props } of this.each('AWS::IAM::Role')) {
      for (const policy of (props.Policies ?? []) as Json[]) add(this.nameOf(stack, id), policy.PolicyDocument);
    }
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      for (const { props } of this.each(type)) {
        for (const role of list(props.Roles)) add(role, props.PolicyDocument);
      }
    }
    return found;
  }

  /* What wakes functions */

  private readSource(id: string, props: Json): QueueSource | StreamSource {
    const arn = text(props.EventSourceArn);
    const criteria = props.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined;
    const base = {
      id,
      arn,
      function: folderOf(text(props.FunctionName)),
      windowMs: Number(props.MaximumBatchingWindowInSeconds ?? 0) * 1000,
      reportsFailures: list(props.FunctionResponseTypes).includes('ReportBatchItemFailures'),
      filters: (criteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as Record<string, unknown>),
    };
    if (arn.startsWith('arn:aws:sqs:')) {
      const scaling = props.ScalingConfig as { MaximumConcurrency?: number } | undefined;
      return {
        ...base,
        kind: 'queue',
        queue: lastOf(arn),
        batchSize: Number(props.BatchSize ?? 10),
        ...(scaling?.MaximumConcurrency ? { maxConcurrency: scaling.MaximumConcurrency } : {}),
      };
    }
    const table = /:table\/([^/]+)\/stream\//.exec(arn)?.[1];
    if (!table) throw new Error(`${id}: event sources are queues and table streams here, not ${arn}`);
    const failure = (props.DestinationConfig as { OnFailure?: { Destination: string } } | undefined)?.OnFailure;
    return {
      ...base,
      kind: 'stream',
      table,
      batchSize: Number(props.BatchSize ?? 100),
      latest: props.StartingPosition === 'LATEST',
      parallelization: Number(props.ParallelizationFactor ?? 1),
      bisect: props.BisectBatchOnFunctionError === true,
      retries: Number(props.MaximumRetryAttempts ?? -1),
      ...(failure?.Destination.startsWith('arn:aws:sqs:') ? { failureQueue: lastOf(failure.Destination) } : {}),
    };
  }

  private readSchedules(): ScheduleDefinition[] {
    const rules = this.each('AWS::Events::Rule').flatMap(({ stack, id, props }) =>
      props.ScheduleExpression === undefined || props.State === 'DISABLED'
        ? []
        : ((props.Targets ?? []) as Json[]).map((target) => ({ stack, id, props, target, input: target.Input })),
    );
    const scheduler = this.each('AWS::Scheduler::Schedule').flatMap(({ stack, id, props }) => {
      const target = props.Target as Json;
      return props.State === 'DISABLED' ? [] : [{ stack, id, props, target, input: target.Input ?? '{}' }];
    });
    return [...rules, ...scheduler].flatMap(({ stack, id, props, target, input }) => {
      if (!text(target.Arn).startsWith('arn:aws:lambda:')) return [];
      const retry = target.RetryPolicy as { MaximumRetryAttempts?: number } | undefined;
      return [
        {
          id,
          arn: this.arnOf(stack, id),
          function: folderOf(text(target.Arn)),
          expression: text(props.ScheduleExpression),
          ...(input === undefined ? {} : { input: text(input) }),
          retries: Number(retry?.MaximumRetryAttempts ?? 2),
        },
      ];
    });
  }

  private readRoutes(): RouteDefinition[] {
    const integrations = new Map(
      this.each('AWS::ApiGatewayV2::Integration').map(
        ({ stack, id, props }) => [this.ref(stack, id), folderOf(text(props.IntegrationUri))] as const,
      ),
    );
    const authorizers = new Map(
      this.each('AWS::ApiGatewayV2::Authorizer').map(
        ({ stack, id, props }) => [this.ref(stack, id), readAuthorizer(props)] as const,
      ),
    );
    return this.each('AWS::ApiGatewayV2::Route').map(({ props }) => {
      const key = text(props.RouteKey);
      const target = integrations.get(text(props.Target).replace(/^integrations\//, ''));
      if (!target) throw new Error(`route ${key} leads to no function`);
      const authorizer = authorizers.get(text(props.AuthorizerId));
      if (props.AuthorizationType !== undefined && props.AuthorizationType !== 'NONE' && !authorizer)
        throw new Error(`route ${key} asks for an authorizer that is not in the template`);
      return {
        api: text(props.ApiId),
        key,
        function: target,
        scopes: list(props.AuthorizationScopes),
        ...(authorizer ? { authorizer } : {}),
      };
    });
  }

  private readSocket(id: string, props: Json, routes: RouteDefinition[]): SocketApi {
    const stage = this.each('AWS::ApiGatewayV2::Stage').find((one) => text(one.props.ApiId) === id);
    return {
      id,
      stage: text(stage?.props.StageName),
      selection: text(props.RouteSelectionExpression),
      routes: routes.filter((route) => route.api === id),
    };
  }

  /* What functions work on */

  private readResources(): AwsResource[] {
    const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) => this.each(type));
    return [
      ...tables.map(({ stack, id, props }) => readTable(this.nameOf(stack, id), props)),
      // A queue's dead-letter queue must be there before it.
      ...this.each('AWS::SQS::Queue')
        .sort((a, b) => Number(a.props.RedrivePolicy !== undefined) - Number(b.props.RedrivePolicy !== undefined))
        .map(({ stack, id, props }) => readQueue(this.nameOf(stack, id), props)),
      ...this.each('AWS::S3::Bucket').map(
        ({ stack, id }): AwsResource => ({ type: 'bucket', name: this.nameOf(stack, id) }),
      ),
      ...this.each('AWS::SNS::Topic').map(
        ({ stack, id }): AwsResource => ({ type: 'topic', name: this.nameOf(stack, id) }),
      ),
      ...this.each('AWS::SNS::Subscription').map(
        ({ props }): AwsResource => ({
          type: 'subscription',
          topicArn: text(props.TopicArn),
          protocol: text(props.Protocol),
          endpoint: text(props.Endpoint),
          attributes: {
            ...(props.FilterPolicy ? { FilterPolicy: JSON.stringify(props.FilterPolicy) } : {}),
            ...(props.RawMessageDelivery === undefined ? {} : { RawMessageDelivery: String(props.RawMessageDelivery) }),
            ...(props.RedrivePolicy ? { RedrivePolicy: JSON.stringify(props.RedrivePolicy) } : {}),
          },
        }),
      ),
    ];
  }

  /* Names */

  /** Every resource of a type, its properties resolved; those under a false condition left out. */
  private each(type: string): { stack: Stack; id: string; props: Json }[] {
    return this.stacks.flatMap((stack) =>
      Object.entries(stack.resources).flatMap(([id, resource]) => {
        if (resource.Type !== type) return [];
        if (resource.Condition && !this.condition(resource.Condition, stack)) return [];
        return [{ stack, id, props: this.resolve(resource.Properties ?? {}, stack) as Json }];
      }),
    );
  }

  private resource(stack: Stack, id: string): Resource {
    const resource = stack.resources[id];
    if (!resource) throw new Error(`${stack.name}: nothing is called ${id}`);
    return resource;
  }

  private nameOf(stack: Stack, id: string): string {
    const { Type, Properties } = this.resource(stack, id);
    const property = NAME_PROPERTY[Type];
    const chosen = property && Properties?.[property];
    if (chosen !== undefined && chosen !== '') return this.text(chosen, stack);
    if (Type === 'AWS::Cognito::UserPool') return `${this.region}_${id}`;
    if (Type === 'AWS::S3::Bucket') return `${stack.name}-${id}`.toLowerCase();
    if (Type === 'AWS::SQS::Queue' && Properties?.FifoQueue === true) return `${stack.name}-${id}.fifo`;
    return Type.startsWith('AWS::ApiGatewayV2::') || Type.startsWith('AWS::Cognito::') ? id : `${stack.name}-${id}`;
  }

  private arnOf(stack: Stack, id: string): string {
    const { Type } = this.resource(stack, id);
    const name = this.nameOf(stack, id);
    const at = `${this.region}:${this.account}`;
    switch (Type) {
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable':
        return `arn:aws:dynamodb:${at}:table/${name}`;
      case 'AWS::SQS::Queue':
        return `arn:aws:sqs:${at}:${name}`;
      case 'AWS::SNS::Topic':
        return `arn:aws:sns:${at}:${name}`;
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${at}:function:${name}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${this.account}:role/${name}`;
      case 'AWS::SecretsManager::Secret':
        // Six characters are appended by the service; policies that name a secret by `-??????` must match them.
        return `arn:aws:secretsmanager:${at}:secret:${name}-local0`;
      case 'AWS::Cognito::UserPool':
        return `arn:aws:cognito-idp:${at}:userpool/${name}`;
      case 'AWS::Logs::LogGroup':
        return `arn:aws:logs:${at}:log-group:${name}:*`;
      case 'AWS::Events::Rule':
        return `arn:aws:events:${at}:rule/${name}`;
      default:
        return `arn:aws:${(Type.split('::')[1] ?? '').toLowerCase()}:${at}:${name}`;
    }
  }

  private ref(stack: Stack, id: string): string {
    const { Type } = this.resource(stack, id);
    if (Type === 'AWS::SQS::Queue')
      return `https://sqs.${this.region}.amazonaws.com/${this.account}/${this.nameOf(stack, id)}`;
    return REF_IS_ARN.has(Type) ? this.arnOf(stack, id) : this.nameOf(stack, id);
  }

  private attribute(stack: Stack, id: string, attribute: string): string {
    const name = this.nameOf(stack, id);
    switch (attribute) {
      case 'Arn':
      case 'TopicArn':
        return this.arnOf(stack, id);
      case 'StreamArn':
        return `${this.arnOf(stack, id)}/stream/local`;
      case 'QueueUrl':
        return this.ref(stack, id);
      case 'ProviderURL':
        return `https://cognito-idp.${this.region}.amazonaws.com/${name}`;
      case 'ProviderName':
        return `cognito-idp.${this.region}.amazonaws.com/${name}`;
      case 'ApiEndpoint':
        return `https://${name}.execute-api.${this.region}.amazonaws.com`;
      default:
        return attribute.endsWith('Name') || attribute.endsWith('Id') ? name : `${name}.${attribute}`;
    }
  }

  /* Intrinsics */

  private text(value: unknown, stack: Stack): string {
    return text(this.resolve(value, stack));
  }

  private resolve(value: unknown, stack: Stack): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.resolve(one, stack)).filter((one) => one !== undefined);
    }
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? [];
    if (entries.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::')))
      return this.intrinsic(key, argument, stack);
    return Object.fromEntries(
      entries.flatMap(([name, one]) => {
        const resolved = this.resolve(one, stack);
        return resolved === undefined ? [] : [[name, resolved]];
      }),
    );
  }

  private intrinsic(name: string, argument: unknown, stack: Stack): unknown {
    const args = Array.isArray(argument) ? argument : [argument];
    switch (name) {
      case 'Ref':
        return this.reference(String(argument), stack);
      case 'Fn::GetAtt': {
        const [id, attribute] = typeof argument === 'string' ? splitOnce(argument) : (args as [string, unknown]);
        return this.attribute(stack, id, this.text(attribute, stack));
      }
      case 'Fn::Sub':
        return this.substitute(argument, stack);
      case 'Fn::Join':
        return (this.resolve(args[1], stack) as unknown[]).map(text).join(String(args[0]));
      case 'Fn::Select':
        return (this.resolve(args[1], stack) as unknown[])[Number(this.resolve(args[0], stack))];
      case 'Fn::Split':
        return this.text(args[1], stack).split(String(args[0]));
      case 'Fn::ImportValue': {
        const exported = this.exports.get(this.text(argument, stack));
        if (!exported) throw new Error(`${stack.name}: nobody exports ${this.text(argument, stack)}`);
        return this.resolve(exported.value, exported.stack);
      }
      case 'Fn::If':
        return this.resolve(this.condition(String(args[0]), stack) ? args[1] : args[2], stack);
      case 'Fn::FindInMap': {
        const [map, first, second] = args.map((one) => this.text(one, stack)) as [string, string, string];
        return stack.mappings[map]?.[first]?.[second];
      }
      case 'Fn::Base64':
        return Buffer.from(this.text(argument, stack)).toString('base64');
      default:
        throw new Error(`${stack.name}: ${name} is not understood by the local runner`);
    }
  }

  private reference(id: string, stack: Stack): unknown {
    switch (id) {
      case 'AWS::Region':
        return this.region;
      case 'AWS::AccountId':
        return this.account;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.region}:${this.account}:stack/${stack.name}/local`;
      case 'AWS::NoValue':
        return undefined;
    }
    return id in stack.parameters ? stack.parameters[id]?.Default : this.ref(stack, id);
  }

  private substitute(argument: unknown, stack: Stack): string {
    const [source, variables = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, Json?];
    return source.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return this.text(variables[name], stack);
      if (name.includes('.')) return this.attribute(stack, ...splitOnce(name));
      return text(this.reference(name, stack));
    });
  }

  private condition(name: string, stack: Stack): boolean {
    return this.holds(stack.conditions[name], stack);
  }

  private holds(expression: unknown, stack: Stack): boolean {
    const [[kind, argument] = []] = Object.entries((expression ?? {}) as Json);
    const args = argument as unknown[];
    switch (kind) {
      case 'Fn::Equals':
        return this.text(args[0], stack) === this.text(args[1], stack);
      case 'Fn::And':
        return args.every((one) => this.holds(one, stack));
      case 'Fn::Or':
        return args.some((one) => this.holds(one, stack));
      case 'Fn::Not':
        return !this.holds(args[0], stack);
      case 'Condition':
        return this.condition(String(argument), stack);
      default:
        throw new Error(`${stack.name}: condition ${JSON.stringify(expression)} is not understood`);
    }
  }
}

function readStatements(document: Json): Statement[] {
  return (document.Statement as Json[]).map((raw) => {
    if (raw.NotAction !== undefined || raw.NotResource !== undefined)
      throw new Error('a statement of a role says what it does not mean (NotAction, NotResource)');
    return {
      effect: raw.Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: list(raw.Action),
      resources: list(raw.Resource),
      ...(raw.Condition ? { conditions: raw.Condition as Record<string, Record<string, unknown>> } : {}),
    };
  });
}

function readAuthorizer(props: Json): AuthorizerDefinition {
  if (props.AuthorizerType === 'JWT') {
    const { Issuer, Audience } = props.JwtConfiguration as Json;
    return { kind: 'jwt', issuer: text(Issuer), audience: list(Audience) };
  }
  return {
    kind: 'request',
    function: folderOf(text(props.AuthorizerUri)),
    simple: props.EnableSimpleResponses === true,
    identitySources: list(props.IdentitySource),
    ttlSeconds: Number(props.AuthorizerResultTtlInSeconds ?? 300),
  };
}

function readTable(name: string, props: Json): AwsResource {
  const indexes = ((props.GlobalSecondaryIndexes ?? []) as Json[]).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  const stream = props.StreamSpecification as { StreamViewType: string } | undefined;
  const ttl = props.TimeToLiveSpecification as { AttributeName?: string; Enabled?: boolean } | undefined;
  const table = {
    TableName: name,
    KeySchema: props.KeySchema,
    AttributeDefinitions: props.AttributeDefinitions,
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
    ...(props.LocalSecondaryIndexes ? { LocalSecondaryIndexes: props.LocalSecondaryIndexes } : {}),
    ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
  };
  return {
    type: 'table',
    table: table as Extract<AwsResource, { type: 'table' }>['table'],
    ...(ttl?.Enabled && ttl.AttributeName ? { ttlAttribute: ttl.AttributeName } : {}),
  };
}

/** Attributes a queue keeps here; keys and policies belong to services that a laptop does not have. */
const QUEUE_ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'RedrivePolicy',
];

function readQueue(name: string, props: Json): AwsResource {
  const attributes = Object.fromEntries(
    QUEUE_ATTRIBUTES.flatMap((attribute) => {
      const value = props[attribute];
      if (value === undefined) return [];
      return [[attribute, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
  return { type: 'queue', name, attributes };
}

/** The folder of the function that an ARN, or a longer text around one, names. */
function folderOf(uri: string): string {
  const name = /:function:([^:/]+)/.exec(uri)?.[1] ?? uri;
  return name.replace(/^ops-room-[^-]+-/, '');
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

function splitOnce(path: string): [string, string] {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

function list(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(text);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
