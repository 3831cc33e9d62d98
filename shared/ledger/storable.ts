/** DynamoDB nests 32 levels; some are spent on the item and the event around the data. */
const DEPTH = 20;

/** Beyond these a DynamoDB number is refused; JSON has no such bounds. */
const LARGEST = 9.9e125;
const SMALLEST = 1e-130;

/**
 * The same JSON in a form that comes back from DynamoDB as it went in, so that its hash still fits: whatever a provider sends can
 * be kept. Lone surrogates become U+FFFD (as UTF-8 would), numbers out of range and what lies too deep become text, members
 * that are undefined fall away.
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return storableNumber(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === DEPTH) return wellFormed(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : storable(item, depth + 1)));
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [storableKey(key), storable(member, depth + 1)]));
}

/** Names that DynamoDB refuses (the empty one) or that the SDK's marshaller takes for the language's own. */
function storableKey(key: string): string {
  return ['', '__proto__', 'constructor'].includes(key) ? `_${key}` : wellFormed(key);
}

function storableNumber(value: number): number | string {
  const size = Math.abs(value);
  if (size === 0) return 0;
  return size <= LARGEST && size >= SMALLEST ? value : String(value);
}

function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
