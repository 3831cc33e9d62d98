import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsSide } from '../../infra/local/aws/index.ts';
import { agencyInbox } from '../../infra/local/simulators/agency.ts';
import { ACCOUNT, clientsOf, REGION, startSide } from './aws-fixture.ts';

let aws: AwsSide;
let room: Hono;

beforeAll(async () => {
  aws = await startSide({ now: () => Date.parse('2026-04-15T09:30:00Z') });
  await aws.ensure([{ type: 'queue', name: 'agency-erc' }]);
  room = new Hono().route('/_local/inbox', agencyInbox(aws));
  const { sns } = clientsOf(aws, 'admin');
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'ops-room-local-agency-erc' }));
  const subscribe = (Protocol: string, Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  await subscribe('sqs', `arn:aws:sqs:${REGION}:${ACCOUNT}:agency-erc`);
  await subscribe('sms', '+971500000009');
  await subscribe('email', 'duty@erc.example');
  const link = 'http://localhost:8080/a/T0KEN';
  await sns.send(
    new PublishCommand({
      TopicArn,
      Message: JSON.stringify({
        default: 'x',
        sqs: JSON.stringify({
          type: 'opsroom.escalation.raised.v1',
          data: { ask: 'إخلاء <b>طبي</b>', priority: 'P1', link },
        }),
        sms: `أ1 عاجل: مطلوب رد ${link} <script>alert(1)</script> javascript:alert(2)`,
      }),
      MessageStructure: 'json',
      MessageAttributes: { tier: { DataType: 'String', StringValue: '1' } },
    }),
  );
});
afterAll(() => aws.close());

async function get(path: string) {
  const answer = await room.request(`/_local/inbox${path}`);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

describe('the agency inbox', () => {
  it('shows what came by queue and by SMS, newest first, right to left, with the link to answer', async () => {
    const { text } = await get('/erc');
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).toContain('agency-erc');
    expect(text.match(/href="http:\/\/localhost:8080\/a\/T0KEN"/g)).toHaveLength(3);
    expect(text).toContain('2026-04-15 09:30:00 UTC');
    expect(text).toContain('tier: 1');
    expect((await get('/erc?lang=en')).text).toContain('<html lang="en" dir="ltr">');
  });

  it('lets nothing in a message become markup or a foreign link', async () => {
    const { text, headers } = await get('/erc');
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('<b>طبي');
    expect(text).not.toContain('href="javascript');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('takes nothing out of the queue', async () => {
    await get('/erc');
    expect(await aws.queueDepth('agency-erc')).toBe(1);
  });

  it('finds a box by agency or by address, and lists them all', async () => {
    expect((await get(`/${encodeURIComponent('+971500000009')}`)).text).toContain('أ1 عاجل');
    expect((await get('/nobody')).text).toContain('لم يصل شيء بعد');
    const { text } = await get('?lang=en');
    expect(text).toContain('href="/_local/inbox/erc?lang=en"');
    expect(text).toContain('duty@erc.example');
    expect(text).toContain('Subscription not confirmed');
  });

  it('confirms an e-mail subscription by the link in it, once', async () => {
    const [, link = ''] = /href="\/_local\/inbox(\/confirm\?token=\w+)/.exec((await get('/erc')).text) ?? [];
    expect((await get(link)).status).toBe(200);
    expect((await get('/erc')).text).not.toContain('/confirm?token=');
    expect((await get(link)).status).toBe(404);
    expect((await get('?lang=en')).text).not.toContain('Subscription not confirmed');
  });
});
