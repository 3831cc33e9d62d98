/** Mail by SNS: what is believed, what is read, what is never answered. */
import { generateKeyPairSync, sign } from 'node:crypto';
import https from 'node:https';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import MessageValidator from 'sns-validator';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SETTINGS, Webhooks } from './webhooks.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const CERTIFICATE = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));

type Fields = Record<string, string>;

/** As the SNS developer guide describes it: name and value of each signed member, a line each. */
function signed(fields: Fields, version: '1' | '2' = '2'): Fields {
  const names = ['Message', 'MessageId', 'SubscribeURL', 'Subject', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.map((name) => (fields[name] === undefined ? '' : `${name}\n${fields[name]}\n`)).join('');
  const signature = sign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), keys.privateKey);
  return { SigningCertURL: CERTIFICATE, ...fields, SignatureVersion: version, Signature: signature.toString('base64') };
}

const notification = (message: unknown): Fields => ({
  Type: 'Notification',
  MessageId: 'n1',
  TopicArn: SETTINGS.OPS_EMAIL_TOPIC_ARN ?? '',
  Subject: 'Amazon SES Email Receipt Notification',
  Message: JSON.stringify(message),
  Timestamp: '2026-11-18T09:40:00.000Z',
});

interface Mail {
  content?: string;
  mail?: object;
  receipt?: object;
}

const notice = ({ content, mail, receipt }: Mail) => ({
  notificationType: 'Received',
  mail: { messageId: 'ses-1', source: 'huda@example.org', timestamp: '2026-11-18T09:40:00.000Z', ...mail },
  receipt: { recipients: ['help@ops.example.test'], action: { type: 'SNS', encoding: 'UTF8' }, ...receipt },
  ...(content === undefined ? {} : { content }),
});

const mime = (headers: Fields, body = 'ارجوكم ساعدونا') =>
  [
    ...Object.entries({ From: 'Huda <Huda@Example.org>', Subject: 'help', ...headers }).map((pair) => pair.join(': ')),
    '',
    body,
  ].join('\r\n');

function room(): Webhooks {
  const made = new Webhooks();
  made.world = (url) => new Response(url === CERTIFICATE ? PEM : '', { status: url === CERTIFICATE ? 200 : 404 });
  return made;
}

const post = (to: Webhooks, fields: Fields) =>
  to.deliver({
    method: 'POST',
    path: '/webhooks/email/sns',
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify(fields),
  });

/** The message that a genuine mail becomes. */
async function received(mail: Mail, prepare: (room: Webhooks) => void = () => {}) {
  const made = room();
  prepare(made);
  const answer = await post(made, signed(notification(notice(mail))));
  expect(answer.status).toBe(200);
  return { made, message: made.messages()[0] };
}

describe('believed is', () => {
  test.each(['1', '2'] as const)('signature version %s', async (version) => {
    const made = room();
    const answer = await post(made, signed(notification(notice({ content: mime({}) })), version));
    expect(answer.status).toBe(200);
    expect(made.messages()).toHaveLength(1);
  });

  test.each([
    ['another topic', { TopicArn: 'arn:aws:sns:eu-central-1:000000000000:other' }],
    ["somebody else's certificate", { SigningCertURL: 'https://sns.eu-central-1.amazonaws.com.evil.example/a.pem' }],
    ['a certificate without TLS', { SigningCertURL: 'http://sns.eu-central-1.amazonaws.com/a.pem' }],
    ['a certificate at another port', { SigningCertURL: 'https://sns.eu-central-1.amazonaws.com:8443/a.pem' }],
    ['what is no certificate', { SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Publish' }],
    ['a certificate that SNS does not have', { SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/no.pem' }],
  ])('not %s', async (_what, changed) => {
    const made = room();
    const answer = await post(made, signed({ ...notification(notice({ content: mime({}) })), ...changed }));
    expect(answer.status).toBe(401);
    expect(made.queued).toEqual([]);
  });

  test('not a body that was changed on the way', async () => {
    const fields = signed(notification(notice({ content: mime({}) })));
    const answer = await post(room(), { ...fields, Message: `${fields.Message} ` });
    expect(answer.status).toBe(401);
  });

  test('a message whose certificate cannot be fetched now comes again', async () => {
    const made = room();
    made.world = () => new Response('', { status: 503 });
    expect((await post(made, signed(notification(notice({ content: mime({}) }))))).status).toBe(503);
    made.world = () => new Response(PEM);
    expect((await post(made, signed(notification(notice({ content: mime({}) }))))).status).toBe(200);
  });

  test('a certificate that proved good is fetched once', async () => {
    const made = room();
    await post(made, signed(notification(notice({ content: mime({}) }))));
    await post(made, signed({ ...notification(notice({ content: mime({ Subject: 'again' }) })), MessageId: 'n2' }));
    expect(made.fetched).toEqual([CERTIFICATE]);
  });

  test('a subscription, but only at SNS', async () => {
    const base: Fields = { ...notification(''), Type: 'SubscriptionConfirmation', Message: 'x', Token: 't' };
    const { Subject: _none, ...question } = base;
    const made = room();
    const at = (SubscribeURL: string) => post(made, signed({ ...question, SubscribeURL }));
    expect((await at('https://evil.example/?Action=ConfirmSubscription')).status).toBe(400);
    expect(made.fetched).toEqual([CERTIFICATE]);
    expect((await at('https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t')).status).toBe(200);
    expect(made.fetched.at(-1)).toContain('Action=ConfirmSubscription');
  });
});

describe("the platform's own verifier and the room agree about", () => {
  /** AWS's published verifier, its certificate taken from here and not from the net. */
  const believed = (fields: Fields): Promise<boolean> => {
    vi.spyOn(https, 'get').mockImplementation(((_url: string, answered: (answer: PassThrough) => void) => {
      const answer = Object.assign(new PassThrough(), { statusCode: 200 });
      answered(answer);
      answer.end(PEM);
      return answer;
    }) as never);
    return new Promise((resolve) => new MessageValidator().validate({ ...fields }, (error) => resolve(!error)));
  };
  const asked: Fields = {
    Type: 'SubscriptionConfirmation',
    MessageId: 'n2',
    TopicArn: SETTINGS.OPS_EMAIL_TOPIC_ARN ?? '',
    Token: 'token',
    SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription',
    Message: 'You have chosen to subscribe',
    Timestamp: '2026-11-18T09:40:00.000Z',
  };
  const told = notification(notice({ content: mime({}) }));
  const { Subject: _subject, ...untitled } = told;

  test.each([
    ['a notification', told],
    ['one without a subject', untitled],
    ['a question to confirm', asked],
  ])('%s, whole and with any member changed', async (_what, fields) => {
    for (const version of ['1', '2'] as const) {
      const whole = signed(fields, version);
      expect([await believed(whole), (await post(room(), whole)).status < 400]).toEqual([true, true]);
      for (const name of [...Object.keys(fields), 'Signature'].filter((name) => name !== 'TopicArn')) {
        const changed = { ...whole, [name]: `~${whole[name]?.slice(1)}` };
        expect([name, await believed(changed), (await post(room(), changed)).status]).toEqual([name, false, 401]);
      }
    }
  });
});

describe('a mail', () => {
  test('in the bucket is read from there', async () => {
    const action = { type: 'S3', objectKey: 'received/ses-1' };
    const { message } = await received({ receipt: { action } }, (made) =>
      made.mails.set('received/ses-1', Buffer.from(mime({ 'Message-ID': '<1@x>' }))),
    );
    expect(message).toMatchObject({
      kind: 'text',
      text: 'ارجوكم ساعدونا',
      account: 'ops.example.test',
    });
  });

  test('that is not in the bucket is a sender and a subject, and an alarm', async () => {
    const lines = vi.spyOn(console, 'log');
    const { message } = await received({ mail: { commonHeaders: { subject: 'نداء' } } });
    expect(message).toMatchObject({ kind: 'unsupported', subject: 'نداء', sender: { id: 'huda@example.org' } });
    expect(lines.mock.calls.flat().join()).toContain('webhook.account-error');
  });

  test('whose sender tries again is the same one; another of the same id is not', async () => {
    const { message: first } = await received({
      content: mime({ 'Message-ID': '<1@x>', Date: 'Wed, 18 Nov 2026 09:40:00 +0000' }),
    });
    const { message: again } = await received({
      content: mime({ 'Message-ID': '<1@x>', Date: 'Wed, 18 Nov 2026 09:40:00 +0000', Received: 'later' }),
      mail: { messageId: 'ses-2' },
    });
    const { message: other } = await received({
      content: mime({ 'Message-ID': '<1@x>', Date: 'Wed, 18 Nov 2026 09:45:00 +0000' }),
    });
    expect(again?.providerMessageId).toBe(first?.providerMessageId);
    expect(other?.providerMessageId).not.toBe(first?.providerMessageId);
  });

  test('of one person has one sender, however the address is written', async () => {
    const { message } = await received({ content: mime({}) });
    expect(message?.sender).toEqual({
      channel: 'email',
      scope: 'ops.example.test',
      id: 'huda@example.org',
      name: 'Huda',
    });
  });

  test('of HTML alone gives its words', async () => {
    const html =
      '<head><style>p{}</style></head><p>Two&nbsp;children &amp; no water</p><script>alert(1)</script>Omdurman&#x21;';
    const { message } = await received({ content: mime({ 'Content-Type': 'text/html; charset=utf-8' }, html) });
    expect(message?.text).toBe('Two children & no water\nOmdurman!');
  });

  test('in an old Arabic letter set is read', async () => {
    const headers = {
      'Content-Type': 'text/plain; charset=windows-1256',
      'Content-Transfer-Encoding': 'quoted-printable',
    };
    const { message } = await received({ content: mime(headers, '=E3=D1=CD=C8=C7') });
    expect(message?.text).toBe('مرحبا');
  });

  test('leaves its attachments where media looks at them', async () => {
    const body = [
      '--b',
      'Content-Type: image/png; name="a.png"',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--b--',
    ].join('\r\n');
    const { made, message } = await received({
      content: mime({ 'Content-Type': 'multipart/mixed; boundary=b' }, body),
    });
    expect(message).toMatchObject({ kind: 'image', media: [{ mime: 'image/png', bytes: 8, name: 'a.png' }] });
    expect([...made.kept]).toEqual([[message?.media?.[0]?.ref, new Uint8Array(Buffer.from('iVBORw0KGgo=', 'base64'))]]);
    expect(message?.media?.[0]?.ref).toMatch(/^quarantine\/mail\/[0-9a-f]{64}\/0$/);
  });

  test('with malware keeps its words and none of its files', async () => {
    const body = ['--b', 'Content-Type: application/zip; name="a.zip"', '', 'PK', '--b', '', 'words', '--b--'].join(
      '\r\n',
    );
    const { made, message } = await received({
      content: mime({ 'Content-Type': 'multipart/mixed; boundary=b' }, body),
      receipt: { virusVerdict: { status: 'FAIL' }, spamVerdict: { status: 'GRAY' } },
    });
    expect(message).toMatchObject({ quarantined: true, text: 'words', media: [{ name: 'a.zip' }] });
    expect(message?.raw).toEqual({ virusVerdict: 'FAIL', spamVerdict: 'GRAY' });
    expect(made.kept.size).toBe(0);
  });
});

describe('never answered by itself is', () => {
  test.each([
    ['an out-of-office note', { 'Auto-Submitted': 'auto-replied' }],
    ['a list', { Precedence: 'bulk' }],
    ['a mailing list', { 'List-Id': '<x.example>' }],
  ])('%s', async (_what, headers) => {
    const { message } = await received({ content: mime(headers as Fields) });
    expect(message?.noAnswer).toBe('automatic');
  });

  test.each(['', '<>', 'MAILER-DAEMON@mx.example.org'])('a bounce from "%s"', async (returnPath) => {
    const { message } = await received({ content: mime({}), mail: { commonHeaders: { returnPath } } });
    expect(message?.noAnswer).toBe('automatic');
  });

  test('and a person is', async () => {
    const { message } = await received({ content: mime({ 'Auto-Submitted': 'no' }) });
    expect(message?.noAnswer).toBeUndefined();
  });
});

test('whatever SNS signs is answered and queued', async () => {
  const anything = fc.anything({
    values: [fc.string({ unit: 'binary' }), fc.constant(null), fc.double()],
    maxDepth: 3,
  });
  const some = fc.record(
    { mail: anything, receipt: anything, content: fc.string({ unit: 'binary' }) },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    some,
    fc.record({ content: fc.string({ unit: 'binary' }) }).map(({ content }) => notice({ content })),
    fc
      .record({ headers: fc.string(), body: fc.string() })
      .map((m) => notice({ content: mime({ 'Content-Type': m.headers }, m.body) })),
  );
  await fc.assert(
    fc.asyncProperty(body, async (message) => {
      expect((await post(room(), signed(notification(message)))).status).toBe(200);
    }),
    { seed: 20_230_415, numRuns: 150 },
  );
});
