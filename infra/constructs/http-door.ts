import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  PayloadFormatVersion,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { RoomParameters } from '../parameters.ts';
import { acknowledge } from './acknowledge.ts';

/** Requests per second, and how many may come at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

export interface Door {
  methods: HttpMethod[];
  path: string;
  to: IFunction;
  authorizer?: IHttpRouteAuthorizer;
  scopes?: string[];
  /** Why there is no authorizer, where there is none; without the reason the synthesis fails. */
  open?: string;
  throttle: Throttle;
}

export interface HttpDoorProps {
  stage: string;
  doors: Door[];
  /** Absent on the laptop, where the gateway has no name of its own. */
  parameters?: RoomParameters;
}

/**
 * What the gateway writes down of each request: the route's pattern and never the path, the query or the address,
 * because a path may hold a link's token and an address is a person's.
 */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  functionStatus: '$context.integrationStatus',
  bytes: '$context.responseLength',
  gatewayError: '$context.error.responseType',
};

/** The one HTTP origin of the room: routes, who may pass each, how often. */
export class HttpDoor extends Construct {
  readonly api: HttpApi;
  readonly defaultStage: HttpStage;
  readonly accessLogs: LogGroup;

  constructor(scope: Construct, id: string, props: HttpDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `ops-room-${props.stage}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: props.stage !== 'local',
    });
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.defaultStage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });

    const stage = this.defaultStage.node.defaultChild as CfnStage;
    const settings: Record<string, Record<string, number | boolean>> = {};
    for (const door of props.doors) {
      const integration = new HttpLambdaIntegration(`${door.to.node.id}Integration`, door.to, {
        payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      });
      const routes = this.api.addRoutes({
        path: door.path,
        methods: door.methods,
        integration,
        ...(door.authorizer ? { authorizer: door.authorizer } : {}),
        ...(door.scopes ? { authorizationScopes: door.scopes } : {}),
      });
      for (const route of routes) {
        stage.node.addDependency(route);
        if (door.open) acknowledge(route, 'APIG4', door.open);
      }
      for (const method of door.methods) {
        settings[`${method} ${door.path}`] = {
          ThrottlingRateLimit: door.throttle.rate,
          ThrottlingBurstLimit: door.throttle.burst,
          DetailedMetricsEnabled: true,
        };
      }
    }
    stage.routeSettings = settings;
    if (props.parameters) this.nameIt(props.parameters);
  }

  /** `origin.<domain>`: the edge calls it so, and the execute-api address that would go round the edge is off. */
  private nameIt({ domain, hostedZone, regionalCertificateArn }: RoomParameters): void {
    const domainName = `origin.${domain}`;
    const zone = hostedZone
      ? HostedZone.fromHostedZoneAttributes(this, 'Zone', {
          hostedZoneId: hostedZone.id,
          zoneName: hostedZone.name,
        })
      : undefined;
    const certificate = regionalCertificateArn
      ? Certificate.fromCertificateArn(this, 'Certificate', regionalCertificateArn)
      : new Certificate(this, 'Certificate', {
          domainName,
          validation: CertificateValidation.fromDns(zone),
        });
    const name = new DomainName(this, 'Domain', {
      domainName,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', {
      api: this.api,
      domainName: name,
      stage: this.defaultStage,
    });
    if (zone) {
      const target = RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(name.regionalDomainName, name.regionalHostedZoneId),
      );
      new ARecord(this, 'Address', { zone, recordName: domainName, target });
    }
  }
}
