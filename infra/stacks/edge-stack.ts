import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { Alarms } from '../constructs/alarms.ts';
import { liveName } from '../constructs/live-door.ts';
import { RoomKey } from '../constructs/room-key.ts';
import { WebAcl } from '../constructs/web-acl.ts';
import type { RoomParameters } from '../parameters.ts';

export interface EdgeStackProps extends StackProps {
  parameters: RoomParameters;
}

/**
 * What the world sees, in us-east-1 because CloudFront takes web ACLs and certificates from nowhere else. It knows the
 * room only by the name `origin.<domain>`, so no stack waits for another.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { stage, region, domain, shortLinkDomain, hostedZone, alarmEmail } = props.parameters;
    const names = shortLinkDomain ? [domain, shortLinkDomain] : [domain];
    const zone = hostedZone
      ? HostedZone.fromHostedZoneAttributes(this, 'Zone', {
          hostedZoneId: hostedZone.id,
          zoneName: hostedZone.name,
        })
      : undefined;

    const key = new RoomKey(this, 'Key', {
      alias: `ops-room-${stage}-edge`,
      description: 'Locks alarms of the edge',
    });
    const alarms = new Alarms(this, 'Alarms', {
      topic: new AlarmTopic(this, 'AlarmTopic', { stage, key, email: alarmEmail }),
      stage,
      region,
      baseUrl: `https://${domain}`,
    });
    const acl = new WebAcl(this, 'WebAcl', { stage, alarms });
    const origin = (name: string) =>
      new HttpOrigin(name, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
      });
    const room = origin(`origin.${domain}`);
    const uncached = {
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `ops-room-${stage}`,
      domainNames: names,
      certificate: this.certificate(props.parameters, names, zone),
      webAclId: acl.arn,
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      // No access log of CloudFront: its paths would hold the tokens of signed links. The gateway logs route patterns.
      enableLogging: false,
      additionalBehaviors: {
        '/live': { origin: origin(liveName(props.parameters)), ...uncached },
        // What the room tells everybody is read by everybody at once: the edge answers, for as long as the room says.
        '/alerts*': {
          origin: room,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          cachePolicy: new CachePolicy(this, 'Notices', {
            cachePolicyName: `ops-room-${stage}-notices`,
            minTtl: Duration.seconds(0),
            defaultTtl: Duration.seconds(0),
            maxTtl: Duration.minutes(5),
            queryStringBehavior: CacheQueryStringBehavior.allowList('lang', 'version'),
            headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
            enableAcceptEncodingGzip: true,
            enableAcceptEncodingBrotli: true,
          }),
        },
      },
      defaultBehavior: {
        origin: room,
        ...uncached,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
          responseHeadersPolicyName: `ops-room-${stage}`,
          securityHeadersBehavior: {
            strictTransportSecurity: {
              accessControlMaxAge: Duration.days(365),
              includeSubdomains: true,
              override: true,
            },
            contentTypeOptions: { override: true },
            frameOptions: {
              frameOption: HeadersFrameOption.DENY,
              override: true,
            },
            // A page reached by a signed link must not tell the next page the link.
            referrerPolicy: {
              referrerPolicy: HeadersReferrerPolicy.NO_REFERRER,
              override: true,
            },
          },
        }),
      },
    });
    acknowledge(
      distribution,
      'CFR3',
      'Paths hold the tokens of signed links; the gateway logs route patterns instead.',
    );
    acknowledge(distribution, 'CFR1', 'Citizens abroad write from any country, and most of all from the one at war.');
    if (zone) {
      for (const name of names.filter((name) => name.endsWith(zone.zoneName))) {
        const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
        new ARecord(this, `A-${name}`, { zone, recordName: name, target });
        new AaaaRecord(this, `Aaaa-${name}`, {
          zone,
          recordName: name,
          target,
        });
      }
    }
  }

  private certificate(parameters: RoomParameters, names: string[], zone: IHostedZone | undefined): ICertificate {
    if (parameters.certificateArn) {
      return Certificate.fromCertificateArn(this, 'Certificate', parameters.certificateArn);
    }
    const [domainName = parameters.domain, ...subjectAlternativeNames] = names;
    return new Certificate(this, 'Certificate', {
      domainName,
      subjectAlternativeNames,
      validation: CertificateValidation.fromDns(zone),
    });
  }
}
