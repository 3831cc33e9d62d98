import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkHash, linkToken, linkUrl, looksLikeToken } from '../../shared/escalation/link.ts';

it('gives the same link when an alert is published again, so that no crash leaves a dead one', () => {
  expect(linkToken('key', 'K7M2-9QXF.9', 'a1')).toBe(linkToken('key', 'K7M2-9QXF.9', 'a1'));
});

it('binds a link to the stage, the escalation and the tier', () => {
  const tokens = [
    linkToken('key', 'K7M2-9QXF.9', 'a1'),
    linkToken('key', 'K7M2-9QXF.9', 'a2'),
    linkToken('key', 'K7M2-9QXF.10', 'a1'),
    linkToken('other', 'K7M2-9QXF.9', 'a1'),
  ];
  expect(new Set(tokens).size).toBe(4);
});

it('carries 128 bits in letters that survive a text message', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (key, alertId) => {
      const token = linkToken(key, alertId, 'a1');
      expect(token).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      expect(looksLikeToken(token)).toBe(true);
      expect(linkUrl('https://o.eg', token)).toBe(`https://o.eg/a/${token}`);
    }),
  );
});

it('stores a hash that does not open anything', () => {
  const token = linkToken('key', 'K7M2-9QXF.9', 'a1');
  expect(linkHash(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(looksLikeToken(linkHash(token))).toBe(false);
});
