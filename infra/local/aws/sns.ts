import { createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { matchesFilterPolicy, matchesFilterPolicyOnBody } from '../../../node_modules/fauxqs/dist/sns/filter.js';
import { SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import type { MessageAttributeValue } from '../../../node_modules/fauxqs/dist/sqs/sqsTypes.d.ts';
import { type Answer, awsError, escapeXml, snsAnswer } from './answers.ts';
import { HttpDeliveries, type HttpJob, Inbox } from './delivery.ts';
import type { Fauxqs } from './fauxqs.ts';
import { readKept, replaceFile } from './files.ts';
import type { Journal, Journaled } from './journal.ts';
import type { AwsRequest } from './request.ts';
import type { Delivery, Subscription } from './types.ts';

const MAX_MESSAGE_BYTES = 262_144;
const LIST_PAGE = 100;
/** Protocols that need no confirmation from the endpoint. */
const CONFIRMED_AT_ONCE: readonly string[] = ['sqs', 'lambda', 'sms', 'application', 'firehose'];

/** Operations after which the kept file of topics is written anew. */
const CHANGES: readonly string[] = [
  'DeleteTopic',
  'SetTopicAttributes',
  'Unsubscribe',
  'SetSubscriptionAttributes',
  'TagResource',
  'UntagResource',
];

export interface SnsOptions {
  fauxqs: Fauxqs;
  journal: Journal;
  entries: Journaled[];
  /** File of topics and subscriptions; `undefined` keeps them in memory. */
  file: string | undefined;
  region: string;
  account: string;
  now: () => number;
  /** The door's own address, known once it listens. */
  url: () => string;
  pauses: readonly number[];
  onDelivery?: ((delivery: Delivery) => void) | undefined;
}

/** What a publisher handed over, for all subscribers. */
interface Message {
  id: string;
  topicArn: string;
  subject: string | undefined;
  /** Body per protocol, or one for all. */
  bodyFor: (protocol: string) => string;
  attributes: Record<string, MessageAttributeValue>;
  at: number;
}

type Kept = Pick<Subscription, 'arn' | 'topicArn' | 'protocol' | 'endpoint' | 'attributes'> & { confirmed: boolean };

interface State {
  topics: { arn: string; name: string; attributes: Record<string, string>; tags: [string, string][] }[];
  subscriptions: (Kept & { token?: string })[];
}

/** A refusal in SNS's own words. */
class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Topics, subscriptions and fan-out. The emulator keeps the topics; what it does not do is here: a body per protocol,
 * confirmation, HTTPS, e-mail and SMS subscribers, dead letters, and ARNs that survive a restart.
 */
export class Sns {
  readonly #options: SnsOptions;
  readonly #tokens = new Map<string, string>();
  readonly #inbox: Inbox;
  readonly #http: HttpDeliveries;
  #key: { private: string; public: string } | undefined;

  constructor(options: SnsOptions) {
    this.#options = options;
    this.#inbox = new Inbox(options.journal, options.entries);
    this.#http = new HttpDeliveries(options.journal, options.pauses, (job, failure) => this.#finished(job, failure));
    if (options.file !== undefined) this.#restore(options.file);
  }

  get pendingDeliveries(): number {
    return this.#http.pending;
  }

  /** Takes up the deliveries a killed room left behind. */
  resume(): void {
    this.#http.resume(this.#options.entries);
  }

  deliveries(): Delivery[] {
    return this.#inbox.list();
  }

  subscriptions(): Subscription[] {
    return this.#store.listSubscriptions().map(({ confirmed, ...rest }) => ({ ...rest, pending: !confirmed }));
  }

  topicOf(subscriptionArn: string): string | undefined {
    return this.#store.getSubscription(subscriptionArn)?.topicArn;
  }

  /** The key behind `SigningCertURL`, so that a subscriber can verify what it receives. */
  publicKey(): string {
    return this.#keys().public;
  }

  close(): void {
    this.#http.close();
  }

  async answer(request: AwsRequest): Promise<Answer> {
    const query = decodeQuery(request.params);
    try {
      switch (request.operation) {
        case 'CreateTopic':
          return snsAnswer(
            'CreateTopic',
            tag('TopicArn', this.createTopic(text(query, 'Name'), entries(query), tags(query))),
          );
        case 'Subscribe':
          return this.#subscribe(query);
        case 'ConfirmSubscription':
          return this.#confirm(text(query, 'TopicArn'), text(query, 'Token'));
        case 'ListSubscriptions':
        case 'ListSubscriptionsByTopic':
          return this.#list(request.operation, text(query, 'TopicArn'), text(query, 'NextToken'));
        case 'Publish':
          return await this.#publish(query);
        case 'PublishBatch':
          return await this.#publishBatch(query);
        default: {
          const answer = await this.#options.fauxqs.answer(request);
          if (answer.status < 300 && CHANGES.includes(request.operation)) this.#keep();
          return answer;
        }
      }
    } catch (error) {
      if (error instanceof Refusal) return awsError('sns', error.status, error.code, error.message);
      throw error;
    }
  }

  /** Makes a topic or finds it; attributes that differ from an existing topic's are refused, as on AWS. */
  createTopic(name: string, attributes: Record<string, string>, topicTags: Record<string, string> = {}): string {
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw new Refusal('InvalidParameter', 'Invalid parameter: Topic Name');
    const arn = `arn:aws:sns:${this.#options.region}:${this.#options.account}:${name}`;
    const existing = this.#store.getTopic(arn);
    if (existing) {
      if (Object.entries(attributes).some(([key, value]) => existing.attributes[key] !== value)) {
        throw new Refusal(
          'InvalidParameter',
          'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
        );
      }
      return arn;
    }
    this.#store.topics.set(arn, {
      arn,
      name,
      attributes,
      tags: new Map(Object.entries(topicTags)),
      subscriptionArns: [],
    });
    this.#keep();
    return arn;
  }

  /** Subscribes, or finds the same subscription again; asks the endpoint to confirm where SNS would. */
  subscribe(topicArn: string, protocol: string, endpoint: string, attributes: Record<string, string>): Kept {
    const topic = this.#store.getTopic(topicArn);
    if (!topic) throw new Refusal('NotFound', 'Topic does not exist', 404);
    let subscription: Kept | undefined = this.#store
      .listSubscriptionsByTopic(topicArn)
      .find((one) => one.protocol === protocol && one.endpoint === endpoint);
    if (subscription && JSON.stringify(sorted(subscription.attributes)) !== JSON.stringify(sorted(attributes))) {
      throw new Refusal(
        'InvalidParameter',
        'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
      );
    }
    if (!subscription) {
      const arn = `${topicArn}:${randomUUID()}`;
      subscription = { arn, topicArn, protocol, endpoint, attributes, confirmed: CONFIRMED_AT_ONCE.includes(protocol) };
      this.#store.subscriptions.set(arn, subscription);
      topic.subscriptionArns.push(arn);
    }
    if (!subscription.confirmed) this.#askToConfirm(subscription);
    this.#keep();
    return subscription;
  }

  setSubscriptionAttributes(arn: string, attributes: Record<string, string>): void {
    const subscription = this.#store.getSubscription(arn);
    if (!subscription) return;
    subscription.attributes = attributes;
    this.#keep();
  }

  setTopicAttributes(arn: string, attributes: Record<string, string>): void {
    const topic = this.#store.getTopic(arn);
    if (!topic) return;
    Object.assign(topic.attributes, attributes);
    this.#keep();
  }

  /** Uses a confirmation token up. Returns the subscription it belonged to. */
  confirm(token: string): Kept | undefined {
    for (const [arn, one] of this.#tokens) {
      const subscription = this.#store.getSubscription(arn);
      if (one !== token || !subscription) continue;
      subscription.confirmed = true;
      this.#tokens.delete(arn);
      this.#keep();
      return subscription;
    }
    return undefined;
  }

  get #store() {
    return this.#options.fauxqs.sns;
  }

  #restore(file: string): void {
    const state = readKept<State>(file) ?? { topics: [], subscriptions: [] };
    for (const topic of state.topics) {
      this.#store.topics.set(topic.arn, { ...topic, tags: new Map(topic.tags), subscriptionArns: [] });
    }
    for (const { token, ...subscription } of state.subscriptions) {
      this.#store.subscriptions.set(subscription.arn, subscription);
      this.#store.getTopic(subscription.topicArn)?.subscriptionArns.push(subscription.arn);
      if (token !== undefined) this.#tokens.set(subscription.arn, token);
    }
  }

  #keep(): void {
    if (this.#options.file === undefined) return;
    const state: State = {
      topics: this.#store
        .listTopics()
        .map(({ arn, name, attributes, tags: set }) => ({ arn, name, attributes, tags: [...set] })),
      subscriptions: this.#store.listSubscriptions().map((subscription) => {
        const token = this.#tokens.get(subscription.arn);
        return token === undefined ? subscription : { ...subscription, token };
      }),
    };
    replaceFile(this.#options.file, JSON.stringify(state));
  }

  #subscribe(query: Node): Answer {
    const protocol = text(query, 'Protocol');
    const endpoint = text(query, 'Endpoint');
    if (
      !['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'lambda', 'application', 'firehose'].includes(protocol)
    ) {
      throw new Refusal('InvalidParameter', `Invalid parameter: Does not support this protocol string: ${protocol}`);
    }
    if (endpoint === '') throw new Refusal('InvalidParameter', 'Invalid parameter: Endpoint');
    const subscription = this.subscribe(text(query, 'TopicArn'), protocol, endpoint, entries(query));
    const shown = subscription.confirmed || text(query, 'ReturnSubscriptionArn') === 'true';
    return snsAnswer('Subscribe', tag('SubscriptionArn', shown ? subscription.arn : 'pending confirmation'));
  }

  #confirm(topicArn: string, token: string): Answer {
    const known = [...this.#tokens].find(([, one]) => one === token)?.[0];
    if (!known || this.topicOf(known) !== topicArn) throw new Refusal('InvalidParameter', 'Invalid token');
    this.confirm(token);
    return snsAnswer('ConfirmSubscription', tag('SubscriptionArn', known));
  }

  #list(operation: string, topicArn: string, nextToken: string): Answer {
    const byTopic = operation === 'ListSubscriptionsByTopic';
    if (byTopic && !this.#store.getTopic(topicArn)) throw new Refusal('NotFound', 'Topic does not exist', 404);
    const all = byTopic ? this.#store.listSubscriptionsByTopic(topicArn) : this.#store.listSubscriptions();
    const start = Number(nextToken) || 0;
    const page = all
      .slice(start, start + LIST_PAGE)
      .map(
        (one) =>
          `<member>${tag('SubscriptionArn', one.confirmed ? one.arn : 'PendingConfirmation')}${tag('Owner', this.#options.account)}${tag('Protocol', one.protocol)}${tag('Endpoint', one.endpoint)}${tag('TopicArn', one.topicArn)}</member>`,
      );
    const next = start + LIST_PAGE < all.length ? tag('NextToken', String(start + LIST_PAGE)) : '';
    return snsAnswer(operation, `<Subscriptions>${page.join('')}</Subscriptions>${next}`);
  }

  async #publish(query: Node): Promise<Answer> {
    const phone = text(query, 'PhoneNumber');
    const topicArn = text(query, 'TopicArn') || text(query, 'TargetArn');
    const message = this.#read(query, topicArn);
    if (phone !== '')
      this.#hand(message, { arn: '', topicArn: '', protocol: 'sms', endpoint: phone, attributes: {}, confirmed: true });
    else this.#fanOut(message);
    await this.#options.journal.synced();
    return snsAnswer('Publish', tag('MessageId', message.id));
  }

  async #publishBatch(query: Node): Promise<Answer> {
    const topicArn = text(query, 'TopicArn');
    const done: string[] = [];
    const failed: string[] = [];
    for (const entry of members(query, 'PublishBatchRequestEntries')) {
      const id = tag('Id', text(entry, 'Id'));
      try {
        const message = this.#read(entry, topicArn);
        this.#fanOut(message);
        done.push(`<member>${id}${tag('MessageId', message.id)}</member>`);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 404) throw error;
        failed.push(
          `<member>${id}${tag('Code', error.code)}${tag('Message', error.message)}${tag('SenderFault', 'true')}</member>`,
        );
      }
    }
    await this.#options.journal.synced();
    return snsAnswer('PublishBatch', `<Successful>${done.join('')}</Successful><Failed>${failed.join('')}</Failed>`);
  }

  #read(query: Node, topicArn: string): Message {
    const topic = this.#store.getTopic(topicArn);
    if (!topic && text(query, 'PhoneNumber') === '') throw new Refusal('NotFound', 'Topic does not exist', 404);
    const body = text(query, 'Message');
    if (body === '') throw new Refusal('InvalidParameter', 'Invalid parameter: Empty message');
    if (Buffer.byteLength(body) > MAX_MESSAGE_BYTES)
      throw new Refusal('InvalidParameter', 'Invalid parameter: Message too long');
    const subject = text(query, 'Subject');
    return {
      id: randomUUID(),
      topicArn,
      subject: subject === '' ? undefined : subject,
      bodyFor: text(query, 'MessageStructure') === 'json' ? bodies(body) : () => body,
      attributes: messageAttributes(query),
      at: this.#options.now(),
    };
  }

  #fanOut(message: Message): void {
    for (const subscription of this.#store.listSubscriptionsByTopic(message.topicArn)) {
      if (subscription.confirmed && passes(subscription, message)) this.#hand(message, subscription);
    }
  }

  #hand(message: Message, subscription: Kept): void {
    const raw = subscription.attributes.RawMessageDelivery === 'true';
    const body = message.bodyFor(subscription.protocol);
    const delivery = this.#delivery(message, subscription, body);
    if (subscription.protocol === 'sqs') {
      const sent = this.#enqueue(
        subscription.endpoint,
        raw ? body : this.#envelope(message, subscription, body),
        raw ? message.attributes : {},
      );
      if (sent) this.#log(delivery);
      else
        this.#deadLetter(
          subscription,
          this.#envelope(message, subscription, body),
          delivery,
          'the queue does not exist',
        );
    } else if (subscription.protocol === 'http' || subscription.protocol === 'https') {
      const deadLetterArn = deadLetterOf(subscription);
      this.#http.send({
        delivery,
        headers: {
          'content-type': 'text/plain; charset=UTF-8',
          'user-agent': 'Amazon Simple Notification Service Agent',
          'x-amz-sns-message-type': 'Notification',
          'x-amz-sns-message-id': message.id,
          'x-amz-sns-topic-arn': message.topicArn,
          'x-amz-sns-subscription-arn': subscription.arn,
          ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
        },
        body: raw ? body : this.#envelope(message, subscription, body),
        ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
      });
    } else this.#log(delivery);
  }

  #delivery(message: Message, subscription: Kept, body: string): Delivery {
    return {
      id: randomUUID(),
      at: message.at,
      kind: 'notification',
      protocol: subscription.protocol,
      endpoint: subscription.endpoint,
      topicArn: message.topicArn,
      subscriptionArn: subscription.arn,
      messageId: message.id,
      ...(message.subject === undefined ? {} : { subject: message.subject }),
      body,
      attributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, value]) => [name, value.StringValue ?? '']),
      ),
      outcome: 'delivered',
    };
  }

  #askToConfirm(subscription: Kept): void {
    const token = randomBytes(32).toString('hex');
    this.#tokens.set(subscription.arn, token);
    const { topicArn, endpoint, protocol, arn } = subscription;
    const messageId = randomUUID();
    const at = this.#options.now();
    const words = `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
    const delivery: Delivery = {
      id: randomUUID(),
      at,
      kind: 'confirmation',
      protocol,
      endpoint,
      topicArn,
      subscriptionArn: arn,
      messageId,
      body: words,
      attributes: {},
      outcome: 'delivered',
      token,
    };
    if (protocol !== 'http' && protocol !== 'https') {
      this.#log(delivery);
      return;
    }
    const fields = {
      Type: 'SubscriptionConfirmation',
      MessageId: messageId,
      Token: token,
      TopicArn: topicArn,
      Message: words,
      SubscribeURL: `${this.#options.url()}/_sns/confirm?Token=${token}`,
      Timestamp: new Date(at).toISOString(),
    };
    this.#http.send({
      delivery,
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'user-agent': 'Amazon Simple Notification Service Agent',
        'x-amz-sns-message-type': 'SubscriptionConfirmation',
        'x-amz-sns-message-id': messageId,
        'x-amz-sns-topic-arn': topicArn,
      },
      body: JSON.stringify({ ...fields, ...this.#signature(fields) }),
    });
  }

  #envelope(message: Message, subscription: Kept, body: string): string {
    const fields = {
      Type: 'Notification',
      MessageId: message.id,
      TopicArn: message.topicArn,
      ...(message.subject === undefined ? {} : { Subject: message.subject }),
      Message: body,
      Timestamp: new Date(message.at).toISOString(),
    };
    const attributes = Object.entries(message.attributes).map(([name, value]) => [
      name,
      { Type: value.DataType, Value: value.StringValue ?? value.BinaryValue ?? '' },
    ]);
    return JSON.stringify({
      ...fields,
      ...this.#signature(fields),
      UnsubscribeURL: `${this.#options.url()}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.arn)}`,
      ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
    });
  }

  /** SignatureVersion 2: SHA-256 over the fields in alphabetical order, name and value on lines of their own. */
  #signature(fields: Record<string, string>): Record<string, string> {
    const signed = Object.keys(fields).sort();
    const signer = createSign('RSA-SHA256').update(signed.map((name) => `${name}\n${fields[name]}\n`).join(''));
    return {
      SignatureVersion: '2',
      Signature: signer.sign(this.#keys().private, 'base64'),
      SigningCertURL: `${this.#options.url()}/_sns/signing-key.pem`,
    };
  }

  #keys(): { private: string; public: string } {
    if (!this.#key) {
      const pair = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
      this.#key = { private: pair.privateKey, public: pair.publicKey };
    }
    return this.#key;
  }

  #finished(job: HttpJob, failure: string | undefined): void {
    if (failure === undefined) this.#log(job.delivery);
    else this.#deadLetter(job, job.body, job.delivery, failure);
  }

  #deadLetter(source: Kept | HttpJob, body: string, delivery: Delivery, failure: string): void {
    const arn = 'delivery' in source ? source.deadLetterArn : deadLetterOf(source);
    const sent =
      arn !== undefined && this.#enqueue(arn, body, { ErrorMessage: { DataType: 'String', StringValue: failure } });
    this.#log({ ...delivery, outcome: sent ? 'dead-letter' : 'lost' });
  }

  #enqueue(queueArn: string, body: string, attributes: Record<string, MessageAttributeValue>): boolean {
    const { sqs } = this.#options.fauxqs;
    const queue = sqs.getQueueByArn(queueArn);
    if (!queue || queue.isFifo()) return false;
    const delay = Number(queue.attributes.DelaySeconds);
    queue.enqueue(SqsStore.createMessage(body, attributes, delay > 0 ? delay : undefined));
    return true;
  }

  #log(delivery: Delivery): void {
    this.#inbox.add(delivery);
    this.#options.onDelivery?.(delivery);
  }
}

function deadLetterOf(subscription: Kept): string | undefined {
  const policy = subscription.attributes.RedrivePolicy;
  return policy ? (JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn : undefined;
}

function passes({ attributes, protocol }: Kept, message: Message): boolean {
  if (!attributes.FilterPolicy) return true;
  const policy = JSON.parse(attributes.FilterPolicy) as Record<string, unknown>;
  return attributes.FilterPolicyScope === 'MessageBody'
    ? matchesFilterPolicyOnBody(policy, message.bodyFor(protocol))
    : matchesFilterPolicy(policy, message.attributes);
}

/** `MessageStructure: json`: each protocol its own body, `default` for the rest. */
function bodies(message: string): (protocol: string) => string {
  let map: Record<string, unknown> | undefined;
  try {
    map = JSON.parse(message) as Record<string, unknown>;
  } catch {
    throw new Refusal('InvalidParameter', 'Invalid parameter: Message Structure - JSON message body failed to parse');
  }
  const fallback = map?.default;
  if (typeof fallback !== 'string') {
    throw new Refusal(
      'InvalidParameter',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    );
  }
  return (protocol) => {
    const own = map[protocol];
    return typeof own === 'string' ? own : fallback;
  };
}

/* The query protocol: `Attributes.entry.1.key=…` */

type Node = { [name: string]: Node | string };

function decodeQuery(params: Record<string, unknown>): Node {
  const root: Node = {};
  for (const [path, value] of Object.entries(params)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    let node = root;
    for (const step of steps) {
      const next = node[step];
      if (typeof next === 'object') node = next;
      else {
        const made: Node = {};
        node[step] = made;
        node = made;
      }
    }
    node[last] = String(value);
  }
  return root;
}

function text(node: Node, name: string): string {
  const value = node[name];
  return typeof value === 'string' ? value : '';
}

function members(node: Node, name: string, kind = 'member'): Node[] {
  const list = node[name];
  const items = typeof list === 'object' ? list[kind] : undefined;
  return typeof items === 'object' ? Object.values(items).filter((item) => typeof item === 'object') : [];
}

function entries(node: Node): Record<string, string> {
  return Object.fromEntries(
    members(node, 'Attributes', 'entry').map((entry) => [text(entry, 'key'), text(entry, 'value')]),
  );
}

function tags(node: Node): Record<string, string> {
  return Object.fromEntries(members(node, 'Tags').map((entry) => [text(entry, 'Key'), text(entry, 'Value')]));
}

function messageAttributes(node: Node): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    members(node, 'MessageAttributes', 'entry').map((entry) => {
      const value = typeof entry.Value === 'object' ? entry.Value : {};
      const attribute: MessageAttributeValue = { DataType: text(value, 'DataType') };
      if (typeof value.StringValue === 'string') attribute.StringValue = value.StringValue;
      if (typeof value.BinaryValue === 'string') attribute.BinaryValue = value.BinaryValue;
      return [text(entry, 'Name'), attribute];
    }),
  );
}

function tag(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}

function sorted(record: Record<string, string>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
