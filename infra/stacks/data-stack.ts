import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AGENCY_PROJECTION, BOARD_PROJECTION, DUE_PROJECTION } from '../../shared/board/keys.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { RoomKey } from '../constructs/room-key.ts';

export interface DataStackProps extends StackProps {
  stage: string;
}

/** The bucket of exports and chain heads; known by name, so that a grant on one of its prefixes can be read. */
export function filesBucketName(stack: Stack, stage: string): string {
  return `ops-room-${stage}-files-${stack.account}-${stack.region}`;
}

/** The bucket of what citizens sent. */
export function mediaBucketName(stack: Stack, stage: string): string {
  return `ops-room-${stage}-media-${stack.account}-${stack.region}`;
}

/** Everything that must outlive a deployment: tables, key, buckets, secrets. */
export class DataStack extends Stack {
  readonly key: RoomKey;
  readonly cases: Table;
  readonly ledger: Table;
  readonly media: Bucket;
  readonly files: Bucket;
  readonly secrets: { inbound: Secret; outbound: Secret; links: Secret };

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const prefix = `ops-room-${props.stage}`;

    this.key = new RoomKey(this, 'Key', {
      alias: `${prefix}-data`,
      description: 'Locks what people told the operations room',
    });

    const table: Partial<TableProps> = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const string = (name: string) => ({ name, type: AttributeType.STRING });

    this.cases = new Table(this, 'Cases', {
      ...table,
      tableName: `${prefix}-cases`,
      partitionKey: string('pk'),
      sortKey: string('sk'),
      timeToLiveAttribute: 'ttl',
    });
    const index = (name: string, nonKeyAttributes: string[]) =>
      this.cases.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: string(`${name}Pk`),
        sortKey: string(`${name}Sk`),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes,
      });
    index('board', BOARD_PROJECTION);
    index('due', DUE_PROJECTION);
    index('owner', BOARD_PROJECTION);
    index('agency', AGENCY_PROJECTION);

    // The only stream: the ledger is the outbox. Old images, so that a changed or removed event shows what it was.
    this.ledger = new Table(this, 'Ledger', {
      ...table,
      tableName: `${prefix}-ledger`,
      partitionKey: string('pk'),
      sortKey: string('sk'),
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });

    const accessLogs = new Bucket(this, 'AccessLogs', {
      bucketName: `${prefix}-logs-${this.account}-${this.region}`,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(400) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const bucket: Partial<BucketProps> = {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs as IBucket,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    this.media = new Bucket(this, 'Media', {
      ...bucket,
      bucketName: mediaBucketName(this, props.stage),
      serverAccessLogsPrefix: 'media/',
      // What the public form took in is looked at within minutes, and then lies under its message.
      lifecycleRules: [
        { prefix: 'quarantine/', expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(1) },
        // What was taken out by a redaction is really gone after a week; until then a mistake can be undone.
        { noncurrentVersionExpiration: Duration.days(7), expiredObjectDeleteMarker: true },
      ],
    });
    // Exports die after a week; the heads of the chains are locked object by object (decisions.md 16).
    this.files = new Bucket(this, 'Files', {
      ...bucket,
      bucketName: filesBucketName(this, props.stage),
      serverAccessLogsPrefix: 'files/',
      objectLockEnabled: true,
      lifecycleRules: [
        {
          prefix: 'exports/',
          expiration: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });

    const secret = (name: string, description: string) => {
      const made = new Secret(this, name, {
        secretName: `${prefix}/${name.toLowerCase()}`,
        description,
        encryptionKey: this.key,
        // A first value that nobody knows: a channel without its real secret refuses everything.
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'key',
          passwordLength: 43,
          excludePunctuation: true,
        },
        removalPolicy: RemovalPolicy.RETAIN,
      });
      acknowledge(
        made,
        'SMG4',
        'Providers issue these values and no function can; two are valid while one is replaced.',
      );
      return made;
    };
    this.secrets = {
      inbound: secret('Inbound', 'What verifies the webhooks of the providers'),
      outbound: secret('Outbound', 'Access tokens that send through the providers'),
      links: secret('Links', 'Seals the signed links of the agencies'),
    };

    // Named for those who look inside (contract.md).
    new CfnOutput(this, 'CasesTable', { value: this.cases.tableName });
    new CfnOutput(this, 'LedgerTable', { value: this.ledger.tableName });
  }
}
