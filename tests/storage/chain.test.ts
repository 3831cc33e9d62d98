import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal, verify } from '../../shared/ledger/chain.ts';
import { fromItem, toItem } from '../../shared/ledger/item.ts';
import { storable } from '../../shared/ledger/storable.ts';
import type { StoredEvent } from '../../shared/ledger/stream.ts';
import { NOW } from './emulator.ts';

let bytes = 0;
const random = (count: number) => Uint8Array.from({ length: count }, () => bytes++ % 251);

const chainOf = (length: number, then: readonly { type: string; data: object }[] = []): StoredEvent[] =>
  seal(
    'case#K7M2-9QXF',
    [
      ...Array.from({ length }, (_, n) => ({ type: 'note.added', data: { text: `note ${n + 1}` } as object })),
      ...then,
    ].map((event, n) => ({
      ...event,
      seq: n + 1,
      at: NOW,
      actor: { kind: 'staff' as const, id: 'officer' },
      policy: 1,
    })),
    '',
    random,
  );

const headOf = (chain: StoredEvent[]) => ({ version: chain.length, hash: chain.at(-1)!.hash });

/** As somebody would who knows the recipe: the event's own hash fits again. */
const reseal = (event: StoredEvent, data: unknown, prevHash = event.prevHash): StoredEvent =>
  ({
    ...seal('case#K7M2-9QXF', [{ ...event, data }], prevHash, random)[0],
  }) as StoredEvent;

test('the recipe is the written one: anybody can check it with a hash function and RFC 8785', () => {
  const [, event] = chainOf(2);
  const { case: id, seq, type, at, actor, dataHash, prevHash, schema, policy, salt, data, hash } = event!;
  const sha = (...parts: (string | Buffer)[]) =>
    parts.reduce((h, part) => h.update(part), createHash('sha256')).digest('hex');
  expect(dataHash).toBe(sha(Buffer.from(salt!, 'base64'), canonicalize(data)!));
  expect(hash).toBe(sha(canonicalize({ case: id, seq, type, at, actor, dataHash, prevHash, schema, policy })!));
  expect(Buffer.from(salt!, 'base64')).toHaveLength(16);
});

describe('verification', () => {
  test('of an untouched chain names its head', async () => {
    const chain = chainOf(5);
    expect(await verify([chain.slice(0, 2), chain.slice(2)], headOf(chain))).toEqual({
      valid: true,
      events: 5,
      head: chain[4]?.hash,
    });
  });

  test.each([
    ['data', { data: { text: 'another' } }],
    ['actor', { actor: { kind: 'staff' as const, id: 'somebody' } }],
    ['instant', { at: '2026-03-01T09:00:00.000Z' }],
    ['type', { type: 'call.logged' }],
    ['policy', { policy: 2 }],
    ['schema', { schema: 0 }],
    ['salt', { salt: Buffer.alloc(16).toString('base64') }],
    ['hash of the data', { dataHash: 'f'.repeat(64) }],
    ['link', { prevHash: 'f'.repeat(64) }],
  ])('names the event whose %s was changed', async (_what, change) => {
    const chain = chainOf(5);
    const forged = chain.with(2, { ...chain[2]!, ...change });
    expect(await verify([forged], headOf(chain))).toEqual({ valid: false, brokenAt: 3, why: 'changed' });
  });

  test('names an event that was rewritten with fitting hashes, also the last one', async () => {
    const chain = chainOf(5);
    const forged = (index: number) => chain.with(index, reseal(chain[index]!, { text: 'never said' }));
    expect(await verify([forged(1)], headOf(chain))).toEqual({ valid: false, brokenAt: 2, why: 'changed' });
    expect(await verify([forged(4)], headOf(chain))).toEqual({ valid: false, brokenAt: 5, why: 'changed' });
  });

  test.each([1, 3, 5])('names event %i when it is missing', async (seq) => {
    const chain = chainOf(5);
    const cut = chain.filter((event) => event.seq !== seq);
    expect(await verify([cut], headOf(chain))).toEqual({ valid: false, brokenAt: seq, why: 'missing' });
  });

  test('names what was inserted: between two, or behind the end', async () => {
    const chain = chainOf(5);
    const between = [...chain.slice(0, 3), reseal(chain[2]!, { text: 'slipped in' }), ...chain.slice(3)];
    expect(await verify([between], headOf(chain))).toEqual({ valid: false, brokenAt: 3, why: 'inserted' });
    const last = chain[4]!;
    const behind = [...chain, { ...reseal({ ...last, seq: 6 }, { text: 'slipped in' }, last.hash) }];
    expect(await verify([behind], headOf(chain))).toEqual({ valid: false, brokenAt: 6, why: 'inserted' });
  });

  test('a chain cut and one all rewritten show against a head kept elsewhere', async () => {
    const chain = chainOf(5);
    const kept = headOf(chain);
    const rewritten = chainOf(5);
    expect(await verify([rewritten])).toMatchObject({ valid: true });
    expect(await verify([rewritten], kept)).toMatchObject({ valid: false });
    expect(await verify([chain.slice(0, 4)], kept)).toEqual({ valid: false, brokenAt: 5, why: 'missing' });
  });

  test('a redacted event still verifies, as far as the decision in the same chain goes; data that just went does not', async () => {
    const left = { text: '…' };
    const decision = { type: 'data.redacted', data: { seqs: [3], reason: 'asked', kept: [{ seq: 3, data: left }] } };
    const chain = chainOf(5, [decision]);
    const { data: _data, salt: _salt, ...rest } = chain[2]!;
    const forget = (more: object) => chain.with(2, { ...rest, ...more } as StoredEvent);
    const by = { redactedBy: '6' };
    expect(await verify([forget({ ...by, data: left })], headOf(chain))).toMatchObject({ valid: true, events: 6 });
    const changed = { valid: false, brokenAt: 3, why: 'changed' };
    for (const wrong of [
      {},
      { data: left },
      by,
      { ...by, data: { text: 'another' } },
      { redactedBy: '5', data: left },
    ]) {
      expect(await verify([forget(wrong)], headOf(chain))).toEqual(changed);
    }
  });
});

test('whatever JSON a provider sends comes back from DynamoDB with a hash that still fits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 25 }), fc.string({ unit: 'binary' }), async (json, text) => {
      const sent = { raw: JSON.parse(json) as unknown, text: JSON.parse(JSON.stringify(text)) as unknown };
      const [event] = seal(
        'room#2026-03-01',
        [{ seq: 1, type: 'x', at: NOW, actor: { kind: 'system', id: 'intake' }, policy: 1, data: sent }],
        '',
        random,
      );
      const back = fromItem<StoredEvent>(JSON.parse(JSON.stringify(toItem(event!))));
      expect(await verify([[back]])).toMatchObject({ valid: true });
    }),
    { numRuns: 100 },
  );
});

test('names and numbers that DynamoDB or its client cannot hold are kept as near as they can be', () => {
  const odd = JSON.parse(
    '{"__proto__":1,"":2,"constructor":{"name":"Set"},"big":1e300,"tiny":1e-200,"id":12345678901234567890}',
  );
  expect(storable({ ...odd, cut: '\ud83d', list: [undefined, 1], gone: undefined })).toEqual({
    _: 2,
    _constructor: { name: 'Set' },
    big: '1e+300',
    tiny: '1e-200',
    id: 12345678901234567000,
    cut: '\ufffd',
    list: [null, 1],
    ...JSON.parse('{"___proto__":1}'),
  });
});
