import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { agencyBody } from '../../shared/agency/agency.ts';
import { signedBySource } from '../../shared/channels/generic/verify.ts';
import { linkHash, linkToken, looksLikeToken } from '../../shared/escalation/link.ts';
import { isProblem } from '../../shared/http/problem.ts';
import { BODY_LIMIT, readBody } from '../../shared/http/validate.ts';

/** What `THREATS.md` says of the doors that no other test says, and that each of its lines is a test. */

const page = readFileSync(new URL('./THREATS.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!who \||---)/.test(line));

describe('THREATS.md', () => {
  test.each(rows)('%s', (row) => {
    const proofs = [
      ...row
        .split('|')
        .at(-2)!
        .matchAll(/`([^`]+)`: ([^;]+)/g),
    ];
    expect(proofs.length).toBeGreaterThan(0);
    for (const [, file, title] of proofs) {
      expect([file, existsSync(file!)]).toEqual([file, true]);
      const wanted = title!.trim();
      // Titles with parts of a table in them are written as they stand in the file.
      expect([file, wanted, readFileSync(file!, 'utf8').includes(wanted)]).toEqual([file, wanted, true]);
    }
  });

  test('names every door of the room', () => {
    for (const door of [
      '/webhooks/',
      '/v1/',
      '/partner/v1/',
      '/a/{token}',
      '/report',
      '/status',
      '/alerts',
      '/live',
      'console',
      'links into buckets',
    ])
      expect(page).toContain(door);
  });
});

describe('a replayed webhook', () => {
  const secret = 'whsec_Y3Jpc2lzLXJvb20tZ2VuZXJpYy1zb3VyY2Uta2V5LTE=';
  const body = Buffer.from('{"type":"message.received"}');
  const at = Date.parse('2026-03-01T12:00:00Z');
  const headers: Record<string, string> = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(at / 1000),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(at), body.toString()),
  };
  const verdict = (now: number, changed: Record<string, string> = {}) =>
    signedBySource(
      { body, header: (name: string) => ({ ...headers, ...changed })[name] } as never,
      'partner-a',
      JSON.stringify({ 'partner-a': [secret] }),
      now,
    );

  test('is refused five minutes after its time and before it, and cannot be given another time', () => {
    expect(verdict(at)).toBe('genuine');
    for (const seconds of [-300, 300]) expect(verdict(at + seconds * 1000)).toBe('genuine');
    for (const seconds of [-301, 301, 86_400]) expect(verdict(at + seconds * 1000)).toBe('forged');
    const later = at + 3_600_000;
    expect(verdict(later, { 'webhook-timestamp': String(later / 1000) })).toBe('forged');
    expect(verdict(at, { 'webhook-id': 'msg_2' })).toBe('forged');
  });
});

describe('an address of an agency', () => {
  const put = (channel: string, address: string) =>
    v.safeParse(agencyBody, {
      name: { ar: 'جهة', en: 'Agency' },
      tiers: [{ role: { ar: 'غرفة', en: 'Desk' }, contacts: [{ channel, address }] }],
    }).success;

  test('leads over TLS or is none: nothing that SNS would fetch from inside', () => {
    expect(put('https', 'https://agency.example/hook')).toBe(true);
    for (const address of [
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'gopher://x',
      'https:// x',
      'arn:aws:sqs:x',
      'https://',
    ])
      expect([address, put('https', address)]).toEqual([address, false]);
    expect(put('sqs', 'https://sqs.example/queue')).toBe(false);
    expect(put('email', 'a@b@c')).toBe(false);
  });
});

describe('a signed link', () => {
  const key = 'a key for tests only';
  const token = linkToken(key, 'K7M2-9QXF.7', 'a1');

  test('with any letter changed is another link, and what is none is not even looked up', () => {
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'a' ? 'b' : 'a'}${token.slice(at + 1)}`;
      expect(linkHash(changed)).not.toBe(linkHash(token));
    }
    for (const junk of ['', 'a', `${token}a`, token.slice(1), '../../etc', 'é'.repeat(token.length)])
      expect(looksLikeToken(junk)).toBe(false);
  });
});

describe('a body that bursts', () => {
  const read = (body: BodyInit, headers: Record<string, string> = {}) =>
    readBody(
      new Request('https://room.example/', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );

  test('is never unpacked, read past its limit, or followed down', async () => {
    const started = performance.now();
    const bomb = await read(gzipSync(Buffer.alloc(50_000_000)) as never, { 'content-encoding': 'gzip' });
    expect(isProblem(bomb) && bomb.problem).toBe('validation');
    const large = await read('x'.repeat(BODY_LIMIT + 1));
    expect(isProblem(large) && large.problem).toBe('payload-too-large');
    const deep = await read(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    expect(isProblem(deep) && deep.errors?.[0]?.code).toMatch(/depth|json/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
