import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { emailWriter } from '../../shared/channels/email/write.ts';
import type { OutboundMessage, ProviderRequest } from '../../shared/channels/outbound.ts';

const SETTINGS: Record<string, string> = {
  OPS_EMAIL_API_URL: 'https://email.eu-west-1.amazonaws.com',
  OPS_EMAIL_REGION: 'eu-west-1',
};

const MESSAGE: OutboundMessage = {
  address: { scope: 'room.example', id: 'huda@example.org' },
  text: 'وصلتنا رسالتكم.\n'.repeat(40),
  callbackId: 'K7M2-9QXF/K7M2-9QXF.4/1',
  thread: {
    messageId: '<abc@example.org>#0123456789abcdef',
    subject: 'نحتاج مساعدة عاجلة في الخرطوم بحري شارع المعونة',
  },
};

const made = (more: Partial<OutboundMessage> = {}) =>
  emailWriter.request({ ...MESSAGE, ...more }, (name) => SETTINGS[name]) as ProviderRequest;

async function mail(more: Partial<OutboundMessage> = {}) {
  const { Content } = JSON.parse(made(more).body) as { Content: { Raw: { Data: string } } };
  const bytes = Buffer.from(Content.Raw.Data, 'base64');
  const parsed = await PostalMime.parse(bytes);
  const header = (name: string) => parsed.headers.find(({ key }) => key === name)?.value;
  return {
    parsed,
    header,
    longest: Math.max(
      ...bytes
        .toString()
        .split('\r\n')
        .map((line) => line.length),
    ),
  };
}

describe('a mail of the room', () => {
  test('stands under the mail that it answers, in the person’s own subject with our reference', async () => {
    const { parsed, header, longest } = await mail();
    expect(parsed.inReplyTo).toBe('<abc@example.org>');
    expect(header('references')).toBe('<abc@example.org>');
    expect(parsed.subject).toBe(`Re: ${MESSAGE.thread?.subject} [K7M2-9QXF]`);
    expect(parsed.text?.trim()).toBe(MESSAGE.text?.trim());
    expect(parsed.from?.address).toBe('help@room.example');
    expect(longest).toBeLessThanOrEqual(78);
  });

  test('that nobody wrote says so, and one by an officer does not', async () => {
    expect((await mail({ automatic: true })).header('auto-submitted')).toBe('auto-replied');
    expect((await mail()).header('auto-submitted')).toBeUndefined();
  });

  test('that quotes another mail answers that one, in the same conversation', async () => {
    const { parsed, header } = await mail({ replyTo: '<later@example.org>#0123456789abcdef' });
    expect(parsed.inReplyTo).toBe('<later@example.org>');
    expect(header('references')).toBe('<abc@example.org> <later@example.org>');
  });

  test('takes no header from what a stranger wrote', async () => {
    const thread = { messageId: '<a@b>\r\nBcc: x@evil.example', subject: 'x\r\nBcc: y@evil.example' };
    const { header, parsed } = await mail({ thread });
    expect(header('bcc')).toBeUndefined();
    expect(parsed.inReplyTo).toBe('<a@b>');
    expect(parsed.subject).toContain('Bcc: y@evil.example');
  });

  test.each(['huda@example.org, other@example.org', 'Huda <huda@example.org>', 'mail:123', ''])(
    'goes to one mailbox only: "%s" is none',
    (id) => {
      expect(made({ address: { scope: 'room.example', id } })).toMatchObject({ outcome: 'failed', code: 'address' });
    },
  );

  test('is asked of SES in our own name', () => {
    expect(made()).toMatchObject({
      url: 'https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails',
      sign: { service: 'ses', region: 'eu-west-1' },
    });
  });
});

test.each([
  [200, { MessageId: '0100' }, { outcome: 'sent', providerMessageId: '0100' }],
  [200, {}, { outcome: 'unknown' }],
  [400, { __type: 'MessageRejected', message: 'Email address is not verified.' }, { outcome: 'held' }],
  [400, { __type: 'MessageRejected', message: 'Illegal content' }, { outcome: 'failed', reason: 'rejected' }],
  [400, { __type: 'SendingPausedException' }, { outcome: 'held' }],
  [403, { __type: 'AccessDeniedException' }, { outcome: 'held' }],
  [
    429,
    { __type: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' },
    { outcome: 'retry', afterSeconds: 5 },
  ],
  [
    429,
    { __type: 'LimitExceededException', message: 'Daily message quota exceeded.' },
    { outcome: 'retry', afterSeconds: 900 },
  ],
  [500, { __type: 'InternalServiceErrorException' }, { outcome: 'retry' }],
  [504, undefined, { outcome: 'unknown' }],
])('SES answers %i %o', (status, body, outcome) =>
  expect(emailWriter.outcome({ status, body }, 1)).toMatchObject(outcome),
);
