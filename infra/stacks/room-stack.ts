import { ArnFormat, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
  HttpUserPoolAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type CfnEventSourceMapping,
  type Code,
  EventSourceMapping,
  type EventSourceMappingOptions,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { Alarms, alarmPeriod } from '../constructs/alarms.ts';
import { HouseFunction, type HouseFunctionProps } from '../constructs/house-function.ts';
import { HttpDoor } from '../constructs/http-door.ts';
import { LiveDoor } from '../constructs/live-door.ts';
import { StaffPool } from '../constructs/staff-pool.ts';
import { Watch } from '../constructs/watch.ts';
import { deadLetterRetention, WorkQueue } from '../constructs/work-queue.ts';
import type { RoomParameters } from '../parameters.ts';
import { type DataStack, filesBucketName, mediaBucketName } from './data-stack.ts';
import { mailBucketName, mailKeyAlias } from './mail-stack.ts';

/** Why a grant on topics holds a wildcard. */
const runTimeTopic =
  'An admin adds agencies in a minute, without a deployment: their topics share a prefix (design.md §5).';

/**
 * What writing a case takes, named once: a transaction of puts, and reads of heads, markers and policies. Nobody gets
 * Scan or DeleteItem, and nobody may update the ledger: it is append-only.
 */
const onCases = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];
const onLedger = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];
/** Relay and clock tell each other by leases that they are at work. */
const lease = ['dynamodb:UpdateItem'];

export interface RoomStackProps extends StackProps {
  stage: string;
  data: DataStack;
  /** The bundle of a function by its folder's name. */
  code: (name: string) => Code;
  /** Absent on the laptop, where there is no domain. */
  parameters?: RoomParameters;
}

/** The running room: functions, queues, HTTP, sign-in, alarms. Nothing here needs to outlive it. */
export class RoomStack extends Stack {
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: RoomStackProps) {
    super(scope, id, props);
    const { stage, data, parameters } = props;
    const { cases, ledger, key, secrets } = data;
    this.prefix = `ops-room-${stage}`;
    const baseUrl = parameters ? `https://${parameters.domain}` : 'http://localhost:8080';

    const topic = new AlarmTopic(this, 'AlarmTopic', { stage, key, email: parameters?.alarmEmail });
    const alarms = new Alarms(this, 'Alarms', { topic, stage, baseUrl });

    // Queues ---------------------------------------------------------------------------------------------------------

    const intake = new WorkQueue(this, 'IntakeQueue', {
      stage,
      name: 'intake',
      key,
      ordered: true,
      visibility: Duration.seconds(60),
      retention: Duration.days(14),
      // A transient failure may repeat: the most SQS allows, about sixteen hours of minutes (decisions.md 7).
      attempts: 1000,
      oldest: Duration.minutes(2),
      alarms,
      impact: 'Messages from citizens were received and are not in any case.',
      action: 'Find the failing message in the logs of intake, repair, then redrive the dead-letter queue.',
    });
    const replies = new WorkQueue(this, 'RepliesQueue', {
      stage,
      name: 'replies',
      key,
      ordered: true,
      visibility: Duration.seconds(60),
      retention: Duration.days(4),
      attempts: 100,
      oldest: Duration.minutes(5),
      alarms,
      impact: 'Answers to citizens were not sent.',
      action: 'See the timeline of the case for the provider error, then redrive the dead-letter queue.',
    });
    const media = new WorkQueue(this, 'MediaQueue', {
      stage,
      name: 'media',
      key,
      visibility: Duration.minutes(6),
      retention: Duration.days(4),
      attempts: 20,
      alarms,
      impact: 'Photos or voice notes of citizens were not fetched; their links at the provider die within days.',
      action: 'Check the access token of the channel, then redrive the dead-letter queue.',
    });
    const pokes = new WorkQueue(this, 'PokesQueue', {
      stage,
      name: 'pokes',
      key,
      // Six times the time limit of live, and the second in which it gathers.
      visibility: Duration.seconds(61),
      // A console that missed an hour of pokes reads the board anew.
      retention: Duration.hours(1),
      attempts: 3,
      oldest: Duration.minutes(1),
      alarms,
      impact: 'Consoles do not refresh by themselves; officers see changes only when polling.',
      action: 'Check the logs of live.',
    });
    const reconciliations = new WorkQueue(this, 'ReconcileQueue', {
      stage,
      name: 'reconcile',
      key,
      visibility: Duration.minutes(6),
      retention: Duration.days(4),
      attempts: 5,
      alarms,
      impact:
        'A comparison with the providers stopped half-way: messages that were lost on the way may not be noticed.',
      action: 'Read the errors of reconcile, then redrive the dead-letter queue: it goes on where it stopped.',
    });
    const shelf = (name: string, impact: string, action: string, visibility = Duration.seconds(30)) => {
      const queue = new Queue(this, `${title(name)}Queue`, {
        queueName: `${this.prefix}-${name}`,
        encryption: QueueEncryption.KMS,
        encryptionMasterKey: key,
        enforceSSL: true,
        retentionPeriod: deadLetterRetention,
        visibilityTimeout: visibility,
      });
      acknowledge(queue, 'SQS3', 'It is where dead letters come to rest; an alarm stands on its depth.');
      alarms.add(title(name), {
        metric: queue.metricApproximateNumberOfMessagesVisible({
          period: alarmPeriod,
          statistic: 'Maximum',
        }),
        impact,
        action,
        runbook: name,
      });
      return queue;
    };
    const parked = shelf(
      'parked',
      'The relay could not understand an event: what it should have caused did not happen.',
      'Read the parked image, repair the relay, then send the event through it again.',
    );
    const agencyDead = shelf(
      'agency-dead',
      'An alert did not reach a subscriber, and what that means could not be recorded either.',
      'Telephone the agency, then repair the subscription named in the dead letter.',
      // The clock works through it; six times its time limit.
      Duration.minutes(5),
    );
    agencyDead.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DeadLettersOfAgencyTopics',
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [agencyDead.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: { 'aws:SourceArn': this.runTimeTopics() },
        },
      }),
    );

    // People ---------------------------------------------------------------------------------------------------------

    const staff = new StaffPool(this, 'Staff', { stage, baseUrl });

    // Functions ------------------------------------------------------------------------------------------------------

    const house = (
      name: string,
      rest: Pick<HouseFunctionProps, 'environment' | 'impact' | 'action'> & Partial<HouseFunctionProps>,
    ) =>
      new HouseFunction(this, {
        name,
        stage,
        key,
        alarms,
        code: props.code(name),
        timeout: Duration.seconds(10),
        ...rest,
      });
    const tables = {
      OPS_CASES_TABLE: cases.tableName,
      OPS_LEDGER_TABLE: ledger.tableName,
    };
    const origin = { OPS_PUBLIC_BASE_URL: baseUrl };
    /** What stands in alerts: the short domain, where there is one, leaves an SMS more room. */
    const links = {
      ...(parameters?.shortLinkDomain ? { OPS_LINK_BASE_URL: `https://${parameters.shortLinkDomain}` } : {}),
    };
    const issuer = { OPS_ISSUER: staff.pool.userPoolProviderUrl };
    const topics = {
      OPS_TOPIC_ARN_PREFIX: `arn:${this.partition}:sns:${this.region}:${this.account}:${this.prefix}-`,
    };
    const whatsapp = {
      OPS_WHATSAPP_PHONE_NUMBER_ID: parameters?.whatsappPhoneNumberId ?? 'unset',
    };

    const providers = {
      OPS_GRAPH_API_URL: 'https://graph.facebook.com',
      OPS_TELEGRAM_API_URL: 'https://api.telegram.org',
      OPS_TWILIO_API_URL: 'https://api.twilio.com',
    };

    const mailRegion = parameters?.mailRegion ?? this.region;
    /** Mail leaves where it is received: the domain is verified there. */
    const mail = {
      OPS_EMAIL_API_URL: `https://email.${mailRegion}.amazonaws.com`,
      OPS_EMAIL_REGION: mailRegion,
    };
    const webhooks = house('webhooks', {
      secret: secrets.inbound,
      environment: {
        ...origin,
        ...whatsapp,
        OPS_INTAKE_QUEUE_URL: intake.queue.queueUrl,
        OPS_MAIL_BUCKET: mailBucketName(this, stage),
        OPS_MAIL_REGION: mailRegion,
        OPS_MEDIA_BUCKET: data.media.bucketName,
      },
      impact: 'Messages from citizens are refused; providers retry for hours to days, then give up.',
      action:
        'Read the error in the logs of webhooks; roll back the last deployment if it is younger than the first error.',
    })
      .may(['sqs:SendMessage'], [intake.queue.queueArn])
      .may(
        ['s3:GetObject'],
        [this.objectArn(`${mailBucketName(this, stage)}/received/*`)],
        'One object per mail; the bucket cannot be listed.',
      )
      .may(
        ['kms:Decrypt'],
        [this.formatArn({ service: 'kms', region: mailRegion, resource: 'key', resourceName: '*' })],
        'The one key of that alias; its id is made in the region that receives mail.',
        {
          StringEquals: { 'kms:ViaService': `s3.${mailRegion}.amazonaws.com` },
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${mailKeyAlias(stage)}` },
        },
      )
      .may(['s3:PutObject'], [this.mediaArn('quarantine/mail/*', stage)], 'One object per attachment of a mail.');

    const intakeFn = house('intake', {
      // Whoever was forgotten is found by the hash of his number.
      secret: secrets.links,
      environment: tables,
      impact: 'Messages from citizens wait in the queue and do not become cases.',
      action: 'Read the error in the logs of intake; nothing is lost for 14 days.',
    })
      .may([...onCases, 'dynamodb:BatchGetItem'], [cases.tableArn])
      // A reply of an agency by its number names one of the agency's open alerts.
      .may(['dynamodb:Query'], [indexArn(cases, 'agency')])
      .may(onLedger, [ledger.tableArn]);
    this.work(intakeFn, intake.queue, 10);

    const dead = [...[intake, replies, media].map((work) => work.dead), agencyDead];
    const api = house('api', {
      memory: 1024,
      environment: {
        ...tables,
        ...origin,
        ...topics,
        ...whatsapp,
        OPS_AGENCY_DEAD_QUEUE_ARN: agencyDead.queueArn,
        OPS_DEAD_QUEUE_URLS: dead.map(({ queueUrl }) => queueUrl).join(','),
        OPS_FILES_BUCKET: data.files.bucketName,
        OPS_MEDIA_BUCKET: data.media.bucketName,
        OPS_USER_POOL_ID: staff.pool.userPoolId,
        ...(parameters?.pfifExport === 'on' ? { OPS_PFIF_EXPORT: 'on' } : {}),
      },
      impact: 'Officers cannot read or work cases.',
      action: 'Read the error in the logs of api; work by telephone and paper until it is repaired.',
    })
      .may([...onCases, 'dynamodb:BatchGetItem'], [cases.tableArn])
      .may(
        ['dynamodb:Query'],
        ['board', 'owner', 'agency'].map((index) => indexArn(cases, index)),
      )
      .may(onLedger, [ledger.tableArn])
      .may(
        [
          'sns:CreateTopic',
          'sns:ListSubscriptionsByTopic',
          'sns:SetSubscriptionAttributes',
          'sns:Subscribe',
          'sns:Unsubscribe',
        ],
        this.runTimeTopics(),
        runTimeTopic,
      )
      .may(['cognito-idp:CreateUserPoolClient'], [staff.pool.userPoolArn])
      // A handover says how many messages lie dead (domain.md e.2, 11), and so does the screen of agencies.
      .may(
        ['sqs:GetQueueAttributes'],
        dead.map(({ queueArn }) => queueArn),
      )
      .may(
        ['s3:GetObject', 's3:PutObject'],
        [this.filesArn('exports/*', stage)],
        'One object per export, and no other prefix.',
      )
      .may(['s3:GetObject'], [this.mediaArn('*', stage)], 'Links to single attachments; the bucket cannot be listed.')
      .may(['s3:PutObject'], [this.mediaArn('quarantine/staff/*', stage)], 'One object per screenshot of a post.');

    const partner = house('partner', {
      environment: tables,
      impact: 'Agencies cannot acknowledge or answer alerts; the ladders climb as if they were silent.',
      action: 'Read the error in the logs of partner; take acknowledgements by telephone meanwhile.',
    })
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], [cases.tableArn])
      .may(['dynamodb:Query'], [indexArn(cases, 'agency')])
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], [ledger.tableArn]);

    const authorize = house('authorize', {
      timeout: Duration.seconds(5),
      environment: { OPS_CASES_TABLE: cases.tableName, ...issuer },
      impact: 'The machines of agencies are refused; signed links still work.',
      action: 'Read the error in the logs of authorize.',
    }).may(['dynamodb:Query'], [cases.tableArn]);

    const relay = house('relay', {
      secret: secrets.links,
      timeout: Duration.seconds(30),
      environment: {
        ...tables,
        ...origin,
        ...links,
        ...topics,
        OPS_REPLIES_QUEUE_URL: replies.queue.queueUrl,
        OPS_MEDIA_QUEUE_URL: media.queue.queueUrl,
        OPS_POKES_QUEUE_URL: pokes.queue.queueUrl,
        OPS_PARKED_QUEUE_URL: parked.queueUrl,
        OPS_RECONCILE_QUEUE_URL: reconciliations.queue.queueUrl,
      },
      impact: 'Alerts to agencies and answers to citizens are recorded but do not leave the room.',
      action: 'Read the error in the logs of relay; it goes on where it stopped, in order, for 24 hours.',
    })
      .may([...onCases, ...lease], [cases.tableArn])
      .may(onLedger, [ledger.tableArn])
      .may(['sns:Publish'], this.runTimeTopics(), runTimeTopic)
      .may(
        ['sqs:SendMessage'],
        [replies.queue, media.queue, pokes.queue, reconciliations.queue, parked].map((queue) => queue.queueArn),
      );
    // Without limit in tries and age: a bad quarter of an hour in SNS must not drop an alert (decisions.md 1). All
    // records, removals too: the relay is what notices that somebody touched the ledger (decisions.md 4).
    const mapping = new EventSourceMapping(this, 'RelayMapping', {
      target: relay,
      eventSourceArn: must(ledger.tableStreamArn),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      maxBatchingWindow: Duration.seconds(0),
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: -1,
    });
    // The construct refuses -1 although it is the platform's word for without limit.
    (mapping.node.defaultChild as CfnEventSourceMapping).maximumRecordAgeInSeconds = -1;
    relay.may(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [must(ledger.tableStreamArn)],
    );
    ledger.grantTableListStreams(relay);

    const rollup = house('rollup', {
      timeout: Duration.seconds(50),
      memory: 1024,
      environment: { ...tables, OPS_PARKED_QUEUE_URL: parked.queueUrl },
      impact: 'Figures and situation reports do not move on; every case is worked as before.',
      action: 'Read the error in the logs of rollup; it goes on where it stopped, and the ledger can be counted anew.',
    })
      // Its own rows, and the policies that they are counted by.
      .may(['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [cases.tableArn], undefined, {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['figures#*'] },
      })
      .may(['dynamodb:GetItem'], [cases.tableArn], undefined, {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['figures#*', 'policies'] },
      })
      .may(['dynamodb:Query'], [indexArn(cases, 'board')])
      .may(['dynamodb:Query'], [ledger.tableArn])
      .may(['sqs:SendMessage'], [parked.queueArn]);
    // The second reader, and the last (decisions.md 4). A figure may be seconds late: a fuller batch is cheaper.
    const rollupMapping = new EventSourceMapping(this, 'RollupMapping', {
      target: rollup,
      eventSourceArn: must(ledger.tableStreamArn),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 200,
      maxBatchingWindow: Duration.seconds(2),
      parallelizationFactor: 2,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: -1,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('case#') } } },
        }),
      ],
    });
    (rollupMapping.node.defaultChild as CfnEventSourceMapping).maximumRecordAgeInSeconds = -1;
    rollup.may(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [must(ledger.tableStreamArn)],
    );
    ledger.grantTableListStreams(rollup);
    new Rule(this, 'FiguresEveryQuarter', {
      ruleName: `${this.prefix}-figures`,
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaTarget(rollup, { retryAttempts: 0, maxEventAge: Duration.minutes(15) })],
    });

    const reply = house('reply', {
      secret: secrets.outbound,
      environment: {
        ...tables,
        ...origin,
        ...whatsapp,
        ...providers,
        ...mail,
      },
      impact: 'Answers to citizens wait in the queue.',
      action: 'Read the error in the logs of reply and the status page of the provider.',
    })
      .may(onCases, [cases.tableArn])
      .may(onLedger, [ledger.tableArn]);
    reply.may(
      ['ses:SendEmail', 'ses:SendRawEmail'],
      [`identity/${parameters?.domain ?? 'local'}`, `configuration-set/${this.prefix}`].map((resource) =>
        this.formatArn({ service: 'ses', region: mailRegion, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME }),
      ),
    );
    this.work(reply, replies.queue, 10);
    // What waits for a provider waits as long as it says.
    reply.may(['sqs:ChangeMessageVisibility'], [replies.queue.queueArn]);

    const mediaFn = house('media', {
      secret: secrets.outbound,
      timeout: Duration.seconds(60),
      environment: {
        ...tables,
        ...providers,
        OPS_MEDIA_QUEUE_URL: media.queue.queueUrl,
        OPS_MEDIA_BUCKET: data.media.bucketName,
      },
      impact: 'Photos and voice notes of citizens are not fetched; their links at the provider die within days.',
      action: 'Read the error in the logs of media; what waits in the queue is fetched once it works again.',
    })
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], [cases.tableArn])
      .may(onLedger, [ledger.tableArn])
      .may(['s3:PutObject'], [this.mediaArn('*', stage)], 'One object per attachment.')
      .may(['s3:GetObject'], [this.mediaArn('quarantine/*', stage)], 'One object per upload of the public form.');
    // Three attachments of 16 MiB beside each other leave room for their copies.
    this.work(mediaFn, media.queue, 3);
    // Longer and longer for a provider that is down.
    mediaFn.may(['sqs:ChangeMessageVisibility'], [media.queue.queueArn]);

    const liveDoor = new LiveDoor(this, 'LiveDoor', {
      stage,
      alarms,
      // Every console reconnects at once when the room comes back; each says a word every few minutes.
      throttle: { rate: 100, burst: 500 },
      ...(parameters ? { parameters } : {}),
    });
    const live = house('live', {
      environment: { OPS_CASES_TABLE: cases.tableName, OPS_LIVE_API_URL: liveDoor.writeUrl },
      impact: 'Consoles cannot connect or hear of changes at once; officers see them when the console polls.',
      action: 'Read the error in the logs of live; nothing is lost, every change is on the board.',
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], [cases.tableArn])
      .may(['execute-api:ManageConnections'], [liveDoor.connectionsArn], 'Connections are named at run time.');
    liveDoor.leadTo(live);
    // One second of pokes at a time, of at most a hundred cases, which is one batch of reads; two at once, the least there is.
    this.work(live, pokes.queue, 100, { maxBatchingWindow: Duration.seconds(1), maxConcurrency: 2 });

    const publicFn = house('public', {
      secret: secrets.links,
      environment: { ...tables, ...origin, OPS_MEDIA_BUCKET: data.media.bucketName },
      impact:
        'Citizens without a messenger cannot report, nobody can follow a report, and public notices cannot be read.',
      action: 'Read the error in the logs of public; publish the telephone number meanwhile.',
    })
      // The update counts attempts at a PIN.
      .may([...onCases, 'dynamodb:UpdateItem'], [cases.tableArn])
      .may(onLedger, [ledger.tableArn])
      .may(['s3:PutObject'], [this.mediaArn('quarantine/*', stage)], 'One object per upload, and no other prefix.')
      // Whether a photo that the browser left has arrived.
      .may(['s3:GetObject'], [this.mediaArn('quarantine/web/*', stage)], 'One object per upload, and no other prefix.');

    const consoleFn = house('console', {
      environment: {
        ...origin,
        ...issuer,
        OPS_SIGN_IN_URL: staff.signIn,
        OPS_CONSOLE_CLIENT_ID: staff.console.userPoolClientId,
        OPS_MEDIA_BUCKET: data.media.bucketName,
        OPS_MAP_TILES: parameters?.mapTiles ?? 'none',
        OPS_MAP_ATTRIBUTION: parameters?.mapAttribution ?? 'none',
      },
      impact: 'Officers cannot open the console; those who have it open go on working.',
      action: 'Read the error in the logs of console; cases can be worked through the API meanwhile.',
    });

    const clock = house('clock', {
      secret: secrets.links,
      timeout: Duration.seconds(50),
      environment: {
        ...tables,
        ...origin,
        ...links,
        ...topics,
        OPS_REPLIES_QUEUE_URL: replies.queue.queueUrl,
        OPS_MEDIA_QUEUE_URL: media.queue.queueUrl,
      },
      impact: 'Breached clocks are not noticed and ladders do not climb.',
      action: 'Read the error in the logs of clock; watch the board by eye, it still shows what is overdue.',
    })
      .may([...onCases, ...lease], [cases.tableArn])
      .may(
        ['dynamodb:Query'],
        // The board only to count what is urgent, once a minute.
        ['due', 'agency', 'owner', 'board'].map((index) => indexArn(cases, index)),
      )
      .may(onLedger, [ledger.tableArn])
      // Hourly: whether what the directory asks for is subscribed (decisions.md 14).
      .may(
        ['sns:GetSubscriptionAttributes', 'sns:ListSubscriptionsByTopic', 'sns:Publish'],
        this.runTimeTopics(),
        runTimeTopic,
      )
      .may(
        ['sqs:SendMessage'],
        [replies.queue, media.queue].map((queue) => queue.queueArn),
      );
    const redactFn = house('redact', {
      secret: secrets.links,
      timeout: Duration.seconds(50),
      environment: {
        ...tables,
        OPS_MEDIA_BUCKET: data.media.bucketName,
        OPS_FILES_BUCKET: data.files.bucketName,
      },
      impact: 'What was decided to be forgotten still lies in the ledger or the bucket.',
      action: 'Read the error in the logs of redact; it tries again every minute.',
    })
      // The update marks a decision as carried out, and empties a row whose key is somebody's number.
      .may([...onCases, 'dynamodb:UpdateItem'], [cases.tableArn])
      .may(onLedger, [ledger.tableArn])
      // The one exception from append-only, and no wider than this (decisions.md 16).
      .may(['dynamodb:UpdateItem'], [ledger.tableArn], undefined, {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'data', 'salt', 'redactedBy'] },
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['case#*', 'contact#*'] },
      })
      .may(['s3:DeleteObject'], [this.mediaArn('*', stage)], 'One object per redacted attachment.')
      // What was exported of the case meanwhile goes as well.
      .may(['s3:ListBucket'], [this.objectArn(filesBucketName(this, stage))], undefined, {
        StringLike: { 's3:prefix': ['exports/*'] },
      })
      .may(['s3:DeleteObject'], [this.filesArn('exports/*', stage)], 'One object per export, and no other prefix.');
    new Rule(this, 'RedactEveryMinute', {
      ruleName: `${this.prefix}-redact`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(redactFn, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    const outreach = house('outreach', {
      timeout: Duration.seconds(50),
      environment: { ...tables, ...origin, ...topics },
      impact: 'Public notices are not sent to people, and whoever asked about a rumour is not answered.',
      action: 'Read the error in the logs of outreach; it goes on where it stopped, and nobody is told twice.',
    })
      .may([...onCases, ...lease], [cases.tableArn])
      .may(['dynamodb:Query'], [indexArn(cases, 'board')])
      .may(onLedger, [ledger.tableArn])
      // Only the supervisor hears of a rumour whose review is due.
      .may(['sns:Publish'], this.runTimeTopics(['rung']), runTimeTopic);
    new Rule(this, 'OutreachEveryMinute', {
      ruleName: `${this.prefix}-outreach`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(outreach, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    this.work(clock, agencyDead, 10);
    new Rule(this, 'EveryMinute', {
      ruleName: `${this.prefix}-clock`,
      schedule: Schedule.rate(Duration.minutes(1)),
      // A missed minute is not repeated: the next one finds everything that is due.
      targets: [
        new LambdaTarget(clock, {
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });

    const reconcile = house('reconcile', {
      secret: secrets.outbound,
      timeout: Duration.seconds(60),
      environment: {
        ...tables,
        ...origin,
        ...providers,
        OPS_INTAKE_QUEUE_URL: intake.queue.queueUrl,
        OPS_RECONCILE_QUEUE_URL: reconciliations.queue.queueUrl,
      },
      impact: 'Messages that a provider delivered and the room does not have were found, or could not be looked for.',
      action:
        'Read GET /v1/reconciliations: what was lost and found again is on the board; see why webhooks failed then.',
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], [cases.tableArn])
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], [ledger.tableArn])
      .may(
        ['sqs:SendMessage'],
        [intake.queue, reconciliations.queue].map((queue) => queue.queueArn),
      );
    this.work(reconcile, reconciliations.queue, 1);
    new Rule(this, 'EveryDay', {
      ruleName: `${this.prefix}-reconcile`,
      // At night where the room's citizens are, when the day that is compared has been over for three hours.
      schedule: Schedule.cron({ hour: '3', minute: '0' }),
      targets: [new LambdaTarget(reconcile, { retryAttempts: 3, maxEventAge: Duration.hours(6) })],
    });

    // The origin -----------------------------------------------------------------------------------------------------

    const staffOnly = {
      authorizer: new HttpUserPoolAuthorizer('StaffAuthorizer', staff.pool, {
        userPoolClients: [staff.console],
      }),
      scopes: [staff.staffScope],
    };
    const agencyOnly = {
      authorizer: new HttpLambdaAuthorizer('AgencyAuthorizer', authorize, {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        identitySource: ['$request.header.Authorization'],
        // Asked every time: a revoked agency is out at once (decisions.md 15).
        resultsCacheTtl: Duration.seconds(0),
      }),
    };
    const any = [HttpMethod.ANY];
    const get = [HttpMethod.GET];
    const page = { rate: 20, burst: 40 };
    const http = new HttpDoor(this, 'Http', {
      stage,
      ...(parameters ? { parameters } : {}),
      doors: [
        // Providers post in storms after an outage; a 429 would lose messages, so only the account's limit applies.
        {
          path: '/webhooks/{proxy+}',
          methods: any,
          to: webhooks,
          open: 'The provider signs the bytes; the function verifies them before anything else.',
          throttle: { rate: 5000, burst: 5000 },
        },
        {
          path: '/v1/{proxy+}',
          methods: any,
          to: api,
          ...staffOnly,
          throttle: { rate: 500, burst: 1000 },
        },
        {
          path: '/partner/v1/{proxy+}',
          methods: any,
          to: partner,
          ...agencyOnly,
          throttle: { rate: 100, burst: 200 },
        },
        {
          path: '/a/{token}',
          methods: [HttpMethod.GET, HttpMethod.POST],
          to: partner,
          open: 'The link holds 128 random bits that the function looks up.',
          throttle: { rate: 50, burst: 100 },
        },
        ...['/report', '/status'].map((path) => ({
          path,
          methods: [HttpMethod.GET, HttpMethod.POST],
          to: publicFn,
          open: 'A person in danger has no account; reference and PIN open the status.',
          throttle: page,
        })),
        ...['/alerts', '/alerts.atom', '/alerts.json', '/alerts/{id}'].map((path) => ({
          path,
          methods: [HttpMethod.GET, HttpMethod.HEAD],
          to: publicFn,
          open: 'What the room tells everybody; the edge keeps it for a minute.',
          throttle: { rate: 100, burst: 200 },
        })),
        {
          path: '/figures',
          methods: get,
          to: publicFn,
          open: 'What the ministry publishes of its service; small numbers are suppressed.',
          throttle: page,
        },
        {
          path: '/report/uploads',
          methods: [HttpMethod.POST],
          to: publicFn,
          open: 'Leave to put one photo of a report into quarantine, for a quarter of an hour.',
          throttle: { rate: 5, burst: 20 },
        },
        {
          path: '/report/page.js',
          methods: get,
          to: publicFn,
          open: 'The script of a public page.',
          throttle: page,
        },
        ...['/', '/assets/{proxy+}'].map((path) => ({
          path,
          methods: get,
          to: consoleFn,
          open: 'The console holds nothing before somebody signs in.',
          throttle: { rate: 200, burst: 400 },
        })),
        {
          path: '/health',
          methods: get,
          to: api,
          open: 'Says only whether the room is up.',
          throttle: page,
        },
        {
          path: '/openapi.json',
          methods: get,
          to: api,
          open: 'A public description.',
          throttle: page,
        },
        {
          path: '/docs',
          methods: get,
          to: api,
          open: 'A public description.',
          throttle: page,
        },
      ],
    });

    new Watch(this, 'Watch', {
      stage,
      alarms,
      http,
      tables: [cases, ledger],
      functions: [
        webhooks,
        intakeFn,
        api,
        partner,
        authorize,
        relay,
        rollup,
        reply,
        mediaFn,
        publicFn,
        live,
        consoleFn,
        clock,
        outreach,
        redactFn,
        reconcile,
      ],
      queues: [intake, replies, media, pokes, reconciliations],
      messages: intake,
      answers: replies,
      relay,
      rollup,
    });
    if (parameters) {
      new CfnOutput(this, 'Origin', { value: baseUrl });
      new CfnOutput(this, 'SignIn', { value: staff.signIn });
      new CfnOutput(this, 'ConsoleClient', {
        value: staff.console.userPoolClientId,
      });
    }
  }

  private filesArn(pattern: string, stage: string): string {
    return this.objectArn(`${filesBucketName(this, stage)}/${pattern}`);
  }

  private mediaArn(pattern: string, stage: string): string {
    return this.objectArn(`${mediaBucketName(this, stage)}/${pattern}`);
  }

  private objectArn(resource: string): string {
    return this.formatArn({ service: 's3', region: '', account: '', resource });
  }

  /** Topics made at run time, one per agency and per rung; their subscriptions' names start with the topic's. */
  private runTimeTopics(kinds = ['agency', 'rung']): string[] {
    return kinds.map((kind) => this.formatArn({ service: 'sns', resource: `${this.prefix}-${kind}-*` }));
  }

  /** Lets a function work through a queue, saying of each message whether it failed. */
  private work(
    fn: HouseFunction,
    queue: Queue,
    batchSize: number,
    pace: Pick<EventSourceMappingOptions, 'maxBatchingWindow' | 'maxConcurrency'> = {},
  ): void {
    new EventSourceMapping(this, `${fn.node.id}Mapping`, {
      target: fn as IFunction,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      ...pace,
    });
    fn.may(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], [queue.queueArn]);
  }
}

function indexArn(table: Table, index: string): string {
  return `${table.tableArn}/index/${index}`;
}

function title(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

function must(value: string | undefined): string {
  if (!value) throw new Error('the ledger has no stream');
  return value;
}
