import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  ParamsAndSecretsLayerVersion,
  ParamsAndSecretsVersions,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type Alarms, alarmPeriod } from './alarms.ts';
import { countLines } from './log-metric.ts';

export interface HouseFunctionProps {
  /** Its folder under `functions/`, and the last part of its name. */
  name: string;
  stage: string;
  code: Code;
  timeout: Duration;
  /** Megabytes; 512 unless told. */
  memory?: number;
  environment: Record<string, string>;
  /** The one secret it may read. */
  secret?: Secret;
  /** The key of the tables and queues it touches. */
  key: IKey;
  alarms: Alarms;
  /** What is broken, and for whom, when it fails. There is no function without this sentence. */
  impact: string;
  /** What the person on call does first. */
  action: string;
}

/** A Lambda function as this house builds them: own role, own log group, traced, alarmed, nothing by default. */
export class HouseFunction extends LambdaFunction {
  readonly logs: LogGroup;

  constructor(scope: Construct, props: HouseFunctionProps) {
    const parts = new Construct(scope, `${title(props.name)}Parts`);
    const functionName = `ops-room-${props.stage}-${props.name}`;
    const logs = new LogGroup(parts, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(parts, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });

    super(scope, title(props.name), {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code,
      role,
      logGroup: logs,
      timeout: props.timeout,
      memorySize: props.memory ?? 512,
      tracing: Tracing.ACTIVE,
      environment: {
        OPS_STAGE: props.stage,
        ...props.environment,
        ...(props.secret
          ? {
              OPS_SECRET_ID: `ops-room-${props.stage}/${props.secret.node.id.toLowerCase()}`,
            }
          : {}),
      },
      ...(props.secret
        ? {
            paramsAndSecrets: ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103, {
              cacheSize: 10,
              secretsManagerTtl: Duration.minutes(5),
            }),
          }
        : {}),
    });
    this.logs = logs;

    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]);
    if (props.secret) this.may(['secretsmanager:GetSecretValue'], [props.secret.secretArn]);
    this.mayUseKey(props.key);
    acknowledge(
      role,
      'IAM5[Resource::*]',
      'X-Ray segments, and the list of streams of a stream reader, belong to no resource.',
    );

    props.alarms.add(`${title(props.name)}Errors`, {
      // A handler that answers 503 has not thrown: lines of level `error` count as much.
      metric: new MathExpression({
        expression: 'FILL(thrown, 0) + FILL(logged, 0)',
        usingMetrics: {
          thrown: this.metricErrors({ period: alarmPeriod, statistic: 'Sum' }),
          logged: countLines(parts, `${title(props.name)}Errors`, props.stage, logs, '"level":"error"'),
        },
        label: `${props.name} failures`,
        period: alarmPeriod,
      }),
      impact: props.impact,
      action: props.action,
      runbook: `${props.name}-errors`,
      logs: `/aws/lambda/ops-room-${props.stage}-${props.name}`,
    });
  }

  /**
   * Allows exactly these actions on exactly these resources: the only way a function gets a permission.
   *
   * @param wildcard why a resource holds a `*`, where one does; without the reason the synthesis fails.
   */
  may(actions: string[], resources: string[], wildcard?: string, conditions: Record<string, unknown> = {}): this {
    this.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions }));
    if (wildcard && this.role) {
      for (const resource of resources) {
        acknowledge(this.role, `IAM5[Resource::${flattenCfnReference(Stack.of(this).resolve(resource))}]`, wildcard);
      }
    }
    return this;
  }

  /** The customer key, but only through the services whose data it locks. */
  private mayUseKey(key: IKey): void {
    const { region } = Stack.of(this);
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': ['dynamodb', 'sqs', 's3', 'secretsmanager'].map(
              (name) => `${name}.${region}.amazonaws.com`,
            ),
          },
        },
      }),
    );
  }
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
