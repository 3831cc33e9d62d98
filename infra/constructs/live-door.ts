import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnApi,
  DomainName,
  LogGroupLogDestination,
  SecurityPolicy,
  WebSocketApi,
  WebSocketStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { RoomParameters } from '../parameters.ts';
import { acknowledge } from './acknowledge.ts';
import { type Alarms, alarmPeriod } from './alarms.ts';
import type { Throttle } from './http-door.ts';

export interface LiveDoorProps {
  stage: string;
  alarms: Alarms;
  throttle: Throttle;
  /** Absent on the laptop, where the gateway has no name of its own. */
  parameters?: RoomParameters;
}

/** Stage of the WebSocket API, and the path under which the edge and the laptop show it (decisions.md 24). */
const STAGE = 'live';

/** What the gateway writes down of each event: never the query, which holds the ticket, nor the address, which is a person's. */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  event: '$context.eventType',
  connection: '$context.connectionId',
  status: '$context.status',
  functionMs: '$context.integrationLatency',
  functionStatus: '$context.integrationStatus',
  gatewayError: '$context.error.responseType',
};

/** The live connections of consoles. Made before the function that serves them, which writes to them by `writeUrl`. */
export class LiveDoor extends Construct {
  private readonly api: WebSocketApi;
  private readonly stage: WebSocketStage;
  /** Where the function writes to connections; the API's own address is off where there is a domain. */
  readonly writeUrl: string;
  /** What may be written to: every connection of this API, whose ids are made at run time. */
  readonly connectionsArn: string;

  constructor(scope: Construct, id: string, props: LiveDoorProps) {
    super(scope, id);
    const { parameters, throttle } = props;
    this.api = new WebSocketApi(this, 'Api', { apiName: `ops-room-${props.stage}-live` });
    (this.api.node.defaultChild as CfnApi).disableExecuteApiEndpoint = props.stage !== 'local';

    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: STAGE,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    this.stage.node.addDependency(this.letGatewayLog());
    this.connectionsArn = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `${STAGE}/POST/@connections/*`,
    });
    this.writeUrl = parameters ? `https://${liveName(parameters)}/${STAGE}` : this.stage.callbackUrl;
    if (parameters) this.nameIt(parameters);

    props.alarms.add('LiveDoorErrors', {
      metric: this.stage.metric('ExecutionError', { period: alarmPeriod, statistic: 'Sum' }),
      periods: 2,
      impact: 'Consoles cannot open their live connection; officers see changes only when the console polls.',
      action: 'Read the errors and throttles of live; the access log of the WebSocket API names the route.',
      runbook: 'live-door',
    });
  }

  /** Every event of a connection goes to this function. */
  leadTo(fn: IFunction): void {
    for (const key of ['$connect', '$disconnect', '$default']) {
      const route = this.api.addRoute(key, { integration: new WebSocketLambdaIntegration('Integration', fn) });
      acknowledge(
        route,
        'APIG4',
        'A one-time ticket, given to signed-in staff, is used up by the function at $connect.',
      );
      this.stage.node.addDependency(route);
    }
  }

  /** WebSocket APIs write access logs through one role per account and region, which stays when the room goes. */
  private letGatewayLog(): CfnAccount {
    const role = new Role(this, 'GatewayLogs', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        logs: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: [
                'logs:CreateLogGroup',
                'logs:CreateLogStream',
                'logs:DescribeLogGroups',
                'logs:DescribeLogStreams',
                'logs:FilterLogEvents',
                'logs:GetLogEvents',
                'logs:PutLogEvents',
              ],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledge(role, 'IAM5[Resource::*]', 'The gateway takes this role only with its rights on all log groups.');
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }

  /** A name of its own: an HTTP API and a WebSocket API cannot share one. The edge shows both under the room's. */
  private nameIt(parameters: RoomParameters): void {
    const { hostedZone, regionalCertificateArn } = parameters;
    const domainName = liveName(parameters);
    const zone = hostedZone
      ? HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: hostedZone.id, zoneName: hostedZone.name })
      : undefined;
    const certificate = regionalCertificateArn
      ? Certificate.fromCertificateArn(this, 'Certificate', regionalCertificateArn)
      : new Certificate(this, 'Certificate', { domainName, validation: CertificateValidation.fromDns(zone) });
    const name = new DomainName(this, 'Domain', { domainName, certificate, securityPolicy: SecurityPolicy.TLS_1_2 });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName: name, stage: this.stage, apiMappingKey: STAGE });
    if (zone) {
      const target = RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(name.regionalDomainName, name.regionalHostedZoneId),
      );
      new ARecord(this, 'Address', { zone, recordName: domainName, target });
    }
  }
}

/** The name behind which live connections are. */
export function liveName({ domain }: RoomParameters): string {
  return `live.${domain}`;
}
