// A room's AWS side that answers a few calls and is then killed: what a test wants to find again afterwards.
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, clientsOf, REGION, startSide } from './aws-fixture.ts';

const [, , dataDir = '', unreachable = ''] = process.argv;
const aws = await startSide({ dataDir, deliveryPauses: [0, 3_600_000] });
const { dynamodb, sqs, sns, s3 } = clientsOf(aws, 'admin');
const QueueUrl = aws.queueUrl('jobs.fifo');

await sqs.send(
  new SendMessageBatchCommand({
    QueueUrl,
    Entries: ['done', 'first', 'second'].map((Id) => ({
      Id,
      MessageBody: Id,
      MessageGroupId: 'g',
      MessageDeduplicationId: Id,
    })),
  }),
);
const done = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: done.Messages?.[0]?.ReceiptHandle }));
await sqs.send(new ReceiveMessageCommand({ QueueUrl })); // 'first' is in flight when the room dies.
await sqs.send(new SendMessageCommand({ QueueUrl: aws.queueUrl('dead'), MessageBody: 'later', DelaySeconds: 600 }));

const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'agency-erc' }));
const attributes = { RawMessageDelivery: 'true' };
const inbox = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;
await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: inbox, Attributes: attributes }));
await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'duty@agency.example' }));
await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: unreachable }));
await sns.send(new PublishCommand({ TopicArn, Message: 'alert' }));

await s3.send(
  new PutObjectCommand({
    Bucket: 'files',
    Key: 'media/صورة.jpg',
    Body: 'photo',
    ContentType: 'image/jpeg',
    Metadata: { case: 'k' },
  }),
);
await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'large', Body: Buffer.alloc(12 * 1024 * 1024, 7) }));
await dynamodb.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'kept' }, sk: { S: '-' } } }));
console.log(JSON.stringify({ answered: true, dynamodbUrl: aws.dynamodbUrl, subscriptions: aws.subscriptions() }));
