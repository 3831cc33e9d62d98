import type { Fauxqs } from './fauxqs.ts';
import type { Sns } from './sns.ts';
import type { AwsResource } from './types.ts';

type TableResource = Extract<AwsResource, { type: 'table' }>;

/** One DynamoDB call past the door; throws the service's error. */
type DynamoCall = (operation: string, input: object) => Promise<Record<string, unknown>>;

class DynamoError extends Error {}

/** One identity for every call: DynamoDB Local keeps a separate database per access key id. Emulators check no signature. */
export function dynamoHeaders(region: string, target: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    'x-amz-date': '20000101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
  };
}

/** Calls a DynamoDB endpoint as nobody in particular, for the resources themselves. */
export function dynamoCaller(url: string, region: string): DynamoCall {
  return async (operation, input) => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: dynamoHeaders(region, `DynamoDB_20120810.${operation}`),
      body: JSON.stringify(input),
    }).catch(() => {
      throw new Error(`No DynamoDB answers at ${url}.`);
    });
    const result = (await reply.json()) as Record<string, unknown>;
    if (!reply.ok)
      throw new DynamoError(`${String(result.__type).split('#').at(-1)}: ${result.message ?? result.Message}`);
    return result;
  };
}

/**
 * Makes what a template declares, in an order in which each finds what it names. What exists is brought up to date:
 * new indexes, changed attributes. Nothing is ever removed.
 */
export async function ensure(resources: AwsResource[], dynamo: DynamoCall, fauxqs: Fauxqs, sns: Sns): Promise<void> {
  await Promise.all(
    resources.flatMap((resource) => (resource.type === 'table' ? [ensureTable(resource, dynamo)] : [])),
  );
  for (const resource of resources) {
    switch (resource.type) {
      case 'queue': {
        const attributes = {
          ...resource.attributes,
          ...(resource.name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}),
        };
        const queue = fauxqs.sqs.getQueueByName(resource.name);
        if (queue) queue.setAttributes(attributes);
        else fauxqs.sqs.createQueue(resource.name, '', '', attributes);
        break;
      }
      case 'bucket':
        fauxqs.s3.createBucket(resource.name);
        break;
      case 'topic': {
        const arn = sns.createTopic(resource.name, {});
        sns.setTopicAttributes(arn, resource.attributes ?? {});
        break;
      }
    }
  }
  for (const resource of resources) {
    if (resource.type !== 'subscription') continue;
    const { topicArn, protocol, endpoint, attributes = {} } = resource;
    const known = sns
      .subscriptions()
      .find((one) => one.topicArn === topicArn && one.protocol === protocol && one.endpoint === endpoint);
    if (known) sns.setSubscriptionAttributes(known.arn, attributes);
    else sns.subscribe(topicArn, protocol, endpoint, attributes);
  }
}

async function ensureTable({ table, ttlAttribute }: TableResource, dynamo: DynamoCall): Promise<void> {
  const name = table.TableName;
  const existing = await dynamo('DescribeTable', { TableName: name }).catch((error: unknown) => {
    if (error instanceof DynamoError && error.message.startsWith('ResourceNotFoundException')) return undefined;
    throw error;
  });
  if (existing) await addIndexes(table, existing, dynamo);
  else await dynamo('CreateTable', { ...table, BillingMode: 'PAY_PER_REQUEST' });
  if (ttlAttribute === undefined) return;
  const ttl = await dynamo('DescribeTimeToLive', { TableName: name });
  const status = (ttl.TimeToLiveDescription as { TimeToLiveStatus?: string } | undefined)?.TimeToLiveStatus;
  if (status === 'ENABLED') return;
  await dynamo('UpdateTimeToLive', {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true },
  });
}

/** A data folder made by an older template may lack indexes of the present one. */
async function addIndexes(
  table: TableResource['table'],
  description: Record<string, unknown>,
  dynamo: DynamoCall,
): Promise<void> {
  const { GlobalSecondaryIndexes = [] } = description.Table as { GlobalSecondaryIndexes?: { IndexName: string }[] };
  const known = new Set(GlobalSecondaryIndexes.map((index) => index.IndexName));
  for (const index of table.GlobalSecondaryIndexes ?? []) {
    if (known.has(index.IndexName ?? '')) continue;
    await dynamo('UpdateTable', {
      TableName: table.TableName,
      AttributeDefinitions: table.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
  }
}
