import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type Alarms, alarmPeriod } from './alarms.ts';

type Statement = CfnWebACL.StatementProperty;
type Rule = CfnWebACL.RuleProperty;

/** Paths that people and machines with bad intentions reach without us knowing them. Never `/webhooks/`. */
const guarded = ['/report', '/status', '/a/', '/v1/', '/partner/'];

/** Requests per address in five minutes. A camp, a ministry and a mobile network each hide behind one address. */
const rates: Record<string, number> = {
  '/report': 300,
  '/status': 200,
  '/a/': 300,
  '/partner/': 3000,
  '/v1/': 20_000,
};

/**
 * Rules of the common set that judge the body, where Arabic, phone numbers and pasted links are the work itself: they
 * count and do not block.
 */
const bodyRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericRFI_BODY',
  'GenericLFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

export interface WebAclProps {
  stage: string;
  alarms: Alarms;
}

/**
 * The firewall at the edge. Webhooks pass it untouched: their signature is the gate (decisions.md 10). A label is put
 * on them before anything else, the next rule lets them through, and every later rule is limited to the guarded paths.
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const name = `ops-room-${props.stage}`;
    const label = `awswaf:${Aws.ACCOUNT_ID}:webacl:${name}:webhooks`;

    const rules: Omit<Rule, 'priority' | 'visibilityConfig'>[] = [
      {
        name: 'label-webhooks',
        action: { count: {} },
        ruleLabels: [{ name: 'webhooks' }],
        statement: pathStarts('/webhooks/'),
      },
      {
        name: 'pass-webhooks',
        action: { allow: {} },
        statement: { labelMatchStatement: { scope: 'LABEL', key: label } },
      },
      managed('AWSManagedRulesAmazonIpReputationList'),
      managed('AWSManagedRulesKnownBadInputsRuleSet'),
      managed('AWSManagedRulesCommonRuleSet', bodyRules),
      ...Object.entries(rates).map(([path, limit]) => ({
        name: `rate${path.replaceAll('/', '-').replace(/-$/, '')}`,
        action: { block: {} },
        statement: {
          rateBasedStatement: {
            limit,
            aggregateKeyType: 'IP',
            evaluationWindowSec: 300,
            scopeDownStatement: pathStarts(path),
          },
        },
      })),
    ];
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: rules.map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visibility(rule.name),
      })),
    });
    this.arn = acl.attrArn;
    this.watchWebhooks(props, label);
  }

  /**
   * Logs blocked webhooks and nothing else (other paths hold the tokens of links), and raises an alarm on the first: a
   * refused provider loses the message and may unsubscribe us.
   */
  private watchWebhooks(props: WebAclProps, label: string): void {
    const logs = new LogGroup(this, 'BlockedWebhooks', {
      // The prefix is demanded by the firewall.
      logGroupName: `aws-waf-logs-ops-room-${props.stage}`,
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { partition, region, account } = Stack.of(this);
    new CfnLoggingConfiguration(this, 'Logs', {
      resourceArn: this.arn,
      logDestinationConfigs: [`arn:${partition}:logs:${region}:${account}:log-group:${logs.logGroupName}`],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ALL',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { LabelNameCondition: { LabelName: label } }],
          },
        ],
      },
    });
    const blocked = new MetricFilter(this, 'BlockedWebhooksCount', {
      logGroup: logs,
      filterPattern: FilterPattern.stringValue('$.action', '=', 'BLOCK'),
      metricNamespace: `ops-room/${props.stage}`,
      metricName: 'BlockedWebhooks',
    });
    props.alarms.add('BlockedWebhooks', {
      metric: blocked.metric({ period: alarmPeriod, statistic: 'Sum' }),
      impact: 'The firewall refused a provider: messages of citizens are lost and the provider may unsubscribe us.',
      action: 'Remove the rule that the log group of blocked webhooks names, then ask the provider to send again.',
      runbook: 'webhooks-blocked',
    });
  }
}

function managed(name: string, countOnly: string[] = []): Omit<Rule, 'priority' | 'visibilityConfig'> {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: countOnly.map((rule) => ({
          name: rule,
          actionToUse: { count: {} },
        })),
        scopeDownStatement: {
          orStatement: { statements: guarded.map(pathStarts) },
        },
      },
    },
  };
}

function pathStarts(path: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: path,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  // Sampled requests would show paths, and with them tokens, to everybody who may read the console.
  return {
    metricName,
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
  };
}
