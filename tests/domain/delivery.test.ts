import { describe, expect, test } from 'vitest';
import { deliveriesOf } from '../../shared/case/delivery.ts';
import type { CaseEvent } from '../../shared/case/events.ts';

const at = (n: number) => `2026-11-22T09:00:${String(n).padStart(2, '0')}.000Z`;

/** Messages of one case: `sent` knows the first as `wamid.1`. */
function told(...parts: [string, object][]): CaseEvent[] {
  const queued = { messageId: 'm1', contactId: 'c1', channel: 'whatsapp' };
  const all: [string, object][] = [['message.queued', queued], ...parts];
  return all.map(([type, data], seq) => ({ type, data, at: at(seq), seq: seq + 1 })) as unknown as CaseEvent[];
}

const sending: [string, object] = ['message.sending', { messageId: 'm1', attempt: 1 }];
const sent: [string, object] = ['message.sent', { messageId: 'm1', attempt: 1, providerMessageId: 'wamid.1' }];
const status = (name: string, more: object = {}): [string, object] => [
  'message.status',
  { providerMessageId: 'wamid.1', status: name, at: at(30), ...more },
];
const final = (...parts: [string, object][]) => deliveriesOf(told(...parts))[0]?.status;

describe('how far a message got', () => {
  test.each<[string, [string, object][]]>([
    ['queued', []],
    ['sending', [sending]],
    ['sent', [sending, sent]],
    ['read', [sending, sent, status('read')]],
    ['read', [sending, sent, status('read'), status('delivered'), status('sent')]],
    ['played', [sending, sent, status('played'), status('read')]],
    ['failed', [sending, sent, status('failed'), status('sent'), status('delivered')]],
    ['delivered', [sending, ['message.unknown', { messageId: 'm1', why: 'x' }], sent, status('delivered')]],
    ['queued', [sending, ['message.failed', { messageId: 'm1', code: '429', retryable: true }]]],
    ['sent', [sending, ['message.failed', { messageId: 'm1', code: '429', retryable: true }], sending, sent]],
    ['failed', [['message.failed', { messageId: 'm1', code: 'never', retryable: false }]]],
    ['sent', [sending, sent, status('something new')]],
  ])('%s', (wanted, parts) => expect(final(...parts)).toBe(wanted));

  test('everything said of it stays in its history, in the order in which it came', () => {
    const [delivery] = deliveriesOf(
      told(sending, sent, status('read'), status('delivered'), status('failed', { code: '1' })),
    );
    expect(delivery?.history.map(({ status: name }) => name)).toEqual([
      'sending',
      'sent',
      'read',
      'delivered',
      'failed',
    ]);
  });

  test('a receipt that names no message is of all that was sent until then', () => {
    expect(final(sending, sent, status('read', { providerMessageId: 'read:' }))).toBe('read');
    expect(final(sending, sent, status('read', { providerMessageId: 'read:', at: '2026-11-22T08:00:00.000Z' }))).toBe(
      'sent',
    );
    expect(final(sending, sent, status('read', { providerMessageId: 'wamid.other' }))).toBe('sent');
  });
});
