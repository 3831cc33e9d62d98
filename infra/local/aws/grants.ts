import type { Context } from './iam.ts';
import type { AwsRequest } from './request.ts';

/** One permission a call needs. */
export interface Grant {
  action: string;
  resource: string;
  context: Context;
}

export interface Place {
  region: string;
  account: string;
  /** Name of a table's partition key, for `dynamodb:LeadingKeys`. */
  partitionKey: (table: string) => string | undefined;
  /** Topic of a subscription. */
  topicOf: (subscriptionArn: string) => string | undefined;
}

/** The permissions AWS asks for before it does this call (Service Authorization Reference), with their condition keys. */
export function grantsFor(request: AwsRequest, place: Place): Grant[] {
  switch (request.service) {
    case 'dynamodb':
      return dynamodbGrants(request, place);
    case 'sqs':
      return sqsGrants(request, place);
    case 'sns':
      return snsGrants(request, place);
    case 's3':
      return s3Grants(request);
    case 'execute-api': {
      const { api, stage, connectionId } = request.params;
      return [
        grant(
          'execute-api:ManageConnections',
          `arn:aws:execute-api:${place.region}:${place.account}:${api}/${stage}/${request.method}/@connections/${connectionId}`,
        ),
      ];
    }
    case 'cognito-idp':
      return [
        grant(
          `cognito-idp:${request.operation}`,
          `arn:aws:cognito-idp:${place.region}:${place.account}:userpool/${text(request.params.UserPoolId)}`,
        ),
      ];
    case 'secretsmanager': {
      const id = text(request.params.SecretId);
      // AWS appends six characters to a secret's name, and policies name them as `-??????`.
      const arn = id.startsWith('arn:')
        ? id
        : `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${id}-local0`;
      return [grant(`secretsmanager:${request.operation}`, arn)];
    }
  }
}

const noContext: Context = () => undefined;

function grant(action: string, resource: string, context: Context = noContext): Grant {
  return { action, resource, context };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/* DynamoDB */

type Params = Record<string, unknown>;

const TRANSACT_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function dynamodbGrants({ operation, params }: AwsRequest, place: Place): Grant[] {
  const arn = (table: string, index?: string) =>
    `${table.startsWith('arn:') ? table : `arn:aws:dynamodb:${place.region}:${place.account}:table/${table}`}${index ? `/index/${index}` : ''}`;
  const one = (action: string, part: Params, enclosing?: string) => {
    const table = text(part.TableName);
    return grant(
      `dynamodb:${action}`,
      arn(table, text(part.IndexName) || undefined),
      itemContext(part, place.partitionKey(table), enclosing),
    );
  };
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const items = Array.isArray(params.TransactItems) ? (params.TransactItems as Params[]) : [];
    return items.flatMap((item) =>
      Object.entries(item).map(([kind, part]) => one(TRANSACT_ACTIONS[kind] ?? kind, part as Params, operation)),
    );
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.entries((params.RequestItems ?? {}) as Record<string, unknown>).map(([table, part]) =>
      one(operation, { ...batchPart(part), TableName: table }),
    );
  }
  const stream = text(params.StreamArn);
  if (stream) return [grant(`dynamodb:${operation}`, stream)];
  return [params.TableName === undefined ? grant(`dynamodb:${operation}`, '*') : one(operation, params)];
}

/** A batch's part of one table, in the shape of a single call: all its keys and items. */
function batchPart(part: unknown): Params {
  if (!Array.isArray(part)) return part as Params;
  const writes = part as { PutRequest?: { Item: Params }; DeleteRequest?: { Key: Params } }[];
  return { Items: writes.flatMap((write) => write.PutRequest?.Item ?? write.DeleteRequest?.Key ?? []) };
}

function itemContext(part: Params, partitionKey: string | undefined, enclosing: string | undefined): Context {
  return (key) => {
    switch (key) {
      case 'dynamodb:Attributes':
        return attributesOf(part);
      case 'dynamodb:LeadingKeys':
        return partitionKey === undefined ? undefined : leadingKeysOf(part, partitionKey);
      case 'dynamodb:EnclosingOperation':
        return enclosing === undefined ? undefined : [enclosing];
      case 'dynamodb:Select':
      case 'dynamodb:ReturnValues': {
        const value = text(part[key.slice('dynamodb:'.length)]);
        return value === '' ? undefined : [value];
      }
      default:
        return undefined;
    }
  };
}

function keysAndItems(part: Params): Params[] {
  const many = ['Keys', 'Items'].flatMap((name) => (Array.isArray(part[name]) ? (part[name] as Params[]) : []));
  return [...many, ...['Key', 'Item'].flatMap((name) => (part[name] ? [part[name] as Params] : []))];
}

const EXPRESSIONS = [
  'UpdateExpression',
  'ConditionExpression',
  'ProjectionExpression',
  'FilterExpression',
  'KeyConditionExpression',
];

const EXPRESSION_WORDS = new Set(
  'SET REMOVE ADD DELETE AND OR NOT BETWEEN IN attribute_exists attribute_not_exists attribute_type begins_with contains size if_not_exists list_append'
    .toLowerCase()
    .split(' '),
);

/** Every top-level attribute the call names: keys, items and all its expressions. */
function attributesOf(part: Params): string[] {
  const names = (part.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const found = new Set(keysAndItems(part).flatMap((item) => Object.keys(item)));
  for (const name of EXPRESSIONS) {
    // A path's later steps and values are no top-level attributes.
    for (const [token] of text(part[name]).matchAll(/(?<![\w.:#])#?[A-Za-z_][\w]*/g)) {
      if (token.startsWith('#')) found.add(names[token] ?? token);
      else if (!EXPRESSION_WORDS.has(token.toLowerCase())) found.add(token);
    }
  }
  return [...found];
}

function leadingKeysOf(part: Params, partitionKey: string): string[] {
  const direct = keysAndItems(part).map((item) => scalar(item[partitionKey]));
  const condition = text(part.KeyConditionExpression);
  if (condition === '') return direct;
  const names = (part.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const values = (part.ExpressionAttributeValues ?? {}) as Params;
  for (const [, name = '', value = ''] of condition.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) direct.push(scalar(values[value]));
  }
  return direct;
}

function scalar(value: unknown): string {
  const [first] = Object.values((value ?? {}) as Params);
  return typeof first === 'string' ? first : '';
}

/* SQS */

/** Batches are authorised as their single form. */
const SQS_ACTIONS: Record<string, string> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

function sqsGrants({ operation, params }: AwsRequest, place: Place): Grant[] {
  const source = text(params.SourceArn);
  if (operation === 'StartMessageMoveTask') {
    return ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage'].map((action) => grant(`sqs:${action}`, source));
  }
  const name = text(params.QueueName) || text(params.QueueUrl).split('/').at(-1);
  const resource = source || (name ? `arn:aws:sqs:${place.region}:${place.account}:${name}` : '*');
  return [grant(`sqs:${SQS_ACTIONS[operation] ?? operation}`, resource)];
}

/* SNS */

function snsGrants({ operation, params }: AwsRequest, place: Place): Grant[] {
  if (operation === 'CreateTopic') {
    const topic = `arn:aws:sns:${place.region}:${place.account}:${text(params.Name)}`;
    const tagged = Object.keys(params).some((name) => name.startsWith('Tags.'));
    return [grant('sns:CreateTopic', topic), ...(tagged ? [grant('sns:TagResource', topic)] : [])];
  }
  const subscription = text(params.SubscriptionArn);
  const topic =
    text(params.TopicArn) ||
    text(params.TargetArn) ||
    text(params.ResourceArn) ||
    (subscription && (place.topicOf(subscription) ?? subscription.slice(0, subscription.lastIndexOf(':')))) ||
    '*';
  const context: Context = (key) => {
    if (key === 'sns:Protocol') return [text(params.Protocol)];
    return key === 'sns:Endpoint' ? [text(params.Endpoint)] : undefined;
  };
  return [grant(`sns:${operation === 'PublishBatch' ? 'Publish' : operation}`, topic, context)];
}

/* S3 */

const S3_ACTIONS: Record<string, string> = {
  HeadObject: 'GetObject',
  HeadBucket: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
  PostObject: 'PutObject',
  CopyObject: 'PutObject',
  UploadPart: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  DeleteObjects: 'DeleteObject',
};

const S3_HEADER_ACTIONS: Record<string, string> = {
  'x-amz-object-lock-mode': 's3:PutObjectRetention',
  'x-amz-object-lock-legal-hold': 's3:PutObjectLegalHold',
  'x-amz-tagging': 's3:PutObjectTagging',
};

function s3Grants({ operation, params, headers, body }: AwsRequest): Grant[] {
  const bucket = `arn:aws:s3:::${text(params.Bucket)}`;
  const object = `${bucket}/${text(params.Key)}`;
  const action = `s3:${S3_ACTIONS[operation] ?? operation}`;
  if (operation === 'ListBuckets') return [grant(action, '*')];
  if (operation === 'DeleteObjects') {
    return [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => grant(action, `${bucket}/${key}`));
  }
  if (params.Key === '' && operation !== 'PostObject') {
    const prefix: Context = (key) => (key === 's3:prefix' ? [text(params.Prefix)] : undefined);
    return [grant(action, bucket, prefix)];
  }
  const extra = Object.entries(S3_HEADER_ACTIONS).flatMap(([header, needed]) =>
    headers[header] === undefined ? [] : [grant(needed, object)],
  );
  const source = text(params.CopySource);
  if (source) extra.push(grant('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(source.replace(/^\//, ''))}`));
  return [grant(action, object), ...extra];
}
