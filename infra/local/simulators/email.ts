/** Mail on a laptop: SES receives it and SNS brings it, signed (channels.md 2.6); what the room sends goes out by SES as well. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { Hono } from 'hono';
import PostalMime from 'postal-mime';
import { Carrier, type CarrierOptions, type Person, type Said } from './carrier.ts';

export interface EmailOptions extends CarrierOptions {
  topicArn: string;
}

/** SNS's own policy for HTTP: at once, then every twenty seconds; then its dead letters. */
const RETRIES = [500, 1_000, 20_000, 20_000];

const OURS = 'help@ops.example.test';

export class Mail extends Carrier<EmailOptions> {
  readonly name = 'email';
  private made: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

  constructor(options: EmailOptions) {
    super(options, RETRIES);
    this.meet({ key: 'mail:huda@example.org', name: 'هدى / Huda', address: 'huda@example.org' });
  }

  newcomer(typed: string, name?: string): Person | undefined {
    const address = typed.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) return undefined;
    return this.meet({ key: `mail:${address}`, name: name || address, address });
  }

  /** The first line is the subject when more follow. */
  say(person: Person, said: Said): string {
    const id = `<${randomUUID()}@example.org>`;
    const bubble = this.written(person, id, said);
    const timestamp = new Date(bubble.at).toISOString();
    const source = person.address ?? '';
    const message = {
      notificationType: 'Received',
      mail: {
        timestamp,
        source,
        messageId: randomUUID().replaceAll('-', ''),
        destination: [OURS],
        headersTruncated: false,
        commonHeaders: { returnPath: source, from: [`${person.name} <${source}>`], to: [OURS], messageId: id },
      },
      receipt: {
        timestamp,
        recipients: [OURS],
        ...Object.fromEntries(
          ['spam', 'virus', 'spf', 'dkim', 'dmarc'].map((name) => [`${name}Verdict`, { status: 'PASS' }]),
        ),
        action: { type: 'SNS', topicArn: this.options.topicArn, encoding: 'UTF8' },
      },
      content: mime(person, said, id, bubble.at),
    };
    this.publish(JSON.stringify(message), timestamp, (state) => {
      bubble.state = state;
    });
    return id;
  }

  /** A mail of the room's, in the mailbox of whom it is for; SES tells what became of it by the same topic. */
  receive(
    to: string,
    mail: { from: string; subject: string; text: string; headers: { name: string; value: string }[] },
  ) {
    const person = this.newcomer(to);
    const id = `${randomUUID().replaceAll('-', '')}-000000`;
    if (!person) return id;
    const at = this.options.now();
    const text = mail.subject ? `${mail.subject}\n\n${mail.text}` : mail.text;
    const bubble = this.remember(person, { id, from: 'room', at, kind: 'text', text, state: 'sent' });
    const timestamp = new Date(at).toISOString();
    const about = { timestamp, source: mail.from, messageId: id, destination: [to], headers: mail.headers };
    const told = person.off
      ? { eventType: 'Bounce', bounce: { bounceType: 'Permanent', bounceSubType: 'General', timestamp } }
      : { eventType: 'Delivery', delivery: { timestamp, recipients: [to] } };
    bubble.state = person.off ? 'failed' : 'delivered';
    this.publish(JSON.stringify({ ...told, mail: about }), timestamp, undefined);
    return id;
  }

  /** What `SigningCertURL` leads to. */
  publicKey(): string {
    return this.keys().publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  private keys() {
    this.made ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.made;
  }

  private publish(Message: string, Timestamp: string, told: Parameters<Carrier['sender']['post']>[1]): void {
    const { topicArn: TopicArn, roomUrl } = this.options;
    const signed = {
      Message,
      MessageId: randomUUID(),
      Subject: 'Amazon SES Email Receipt Notification',
      Timestamp,
      TopicArn,
      Type: 'Notification',
    };
    const text = Object.entries(signed)
      .map(([name, value]) => `${name}\n${value}\n`)
      .join('');
    const body = JSON.stringify({
      ...signed,
      SignatureVersion: '2',
      Signature: sign('RSA-SHA256', Buffer.from(text), this.keys().privateKey).toString('base64'),
      SigningCertURL: `https://sns.${TopicArn.split(':')[3]}.amazonaws.com/SimpleNotificationService-local.pem`,
    });
    const headers = {
      'Content-Type': 'text/plain; charset=UTF-8',
      'User-Agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': signed.MessageId,
      'x-amz-sns-topic-arn': TopicArn,
    };
    void this.sender.post({ url: `${roomUrl()}/webhooks/email/sns`, headers, body }, told);
  }
}

interface Outbound {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[] };
  Content?: { Raw?: { Data?: string } };
}

const word = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
const lines = (bytes: Uint8Array | string) =>
  Buffer.from(bytes as string)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

function mime(person: Person, said: Said, id: string, at: number): string {
  const [first = '', ...rest] = (said.text ?? said.label ?? '').split('\n');
  const words = rest.length > 0 ? rest.join('\n') : first;
  const head = [
    `From: ${word(person.name)} <${person.address}>`,
    `To: ${OURS}`,
    `Subject: ${word(rest.length > 0 ? first : first.slice(0, 60))}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${id}`,
    'MIME-Version: 1.0',
  ];
  const text = ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: base64', '', lines(words)];
  if (!said.bytes) return [...head, ...text, ''].join('\r\n');
  const type = said.mime ?? 'application/octet-stream';
  const file = [
    `Content-Type: ${type}`,
    `Content-Disposition: attachment; filename="${said.type}"`,
    'Content-Transfer-Encoding: base64',
    '',
    lines(said.bytes),
  ];
  const parts = ['--part', ...text, '--part', ...file, '--part--', ''];
  return [...head, 'Content-Type: multipart/mixed; boundary="part"', '', ...parts].join('\r\n');
}

/**
 * @returns the mailbox; SNS's address: mount at `/_local/sns`, `OPS_EMAIL_SNS_URL` points there; SES's: mount at `/_local/ses`,
 * `OPS_EMAIL_API_URL` points there.
 */
export function emailSimulator(options: EmailOptions): { carrier: Mail; sns: Hono; ses: Hono } {
  const carrier = new Mail(options);
  const sns = new Hono();
  sns.get('/SimpleNotificationService-local.pem', (c) => c.text(carrier.publicKey()));
  const ses = new Hono();
  ses.post('/v2/email/outbound-emails', async (c) => {
    if (!/^AWS4-HMAC-SHA256 .*\/ses\/aws4_request/.test(c.req.header('authorization') ?? '')) {
      return c.json({ __type: 'AccessDeniedException', message: 'Missing Authentication Token' }, 403);
    }
    const asked = (await c.req.json().catch(() => ({}))) as Outbound;
    const [to = ''] = asked.Destination?.ToAddresses ?? [];
    const raw = asked.Content?.Raw?.Data;
    if (!raw || !asked.FromEmailAddress || !/^[^\s@]+@[^\s@]+$/.test(to)) {
      return c.json({ __type: 'BadRequestException', message: "Missing final '@domain'" }, 400);
    }
    const mail = await PostalMime.parse(Buffer.from(raw, 'base64'));
    const headers = mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
    const { subject = '', text = '' } = mail;
    return c.json({ MessageId: carrier.receive(to, { from: asked.FromEmailAddress, subject, text, headers }) });
  });
  return { carrier, sns, ses };
}
