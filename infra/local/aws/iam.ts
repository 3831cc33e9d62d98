import type { Statement } from './types.ts';

/** Condition keys of one call, worked out only when a policy asks for one. `undefined`: the call has no such key. */
export type Context = (key: string) => string[] | undefined;

export type Decision = 'allowed' | 'denied' | 'explicitly-denied';

/** What a role's statements say to one action on one resource: an explicit Deny wins, silence is a refusal. */
export function decide(statements: readonly Statement[], action: string, resource: string, context: Context): Decision {
  return verdict(statements, action, resource, context).decision;
}

/** The same, with the grant that allowed it: the resource as the first such statement writes it. */
export function verdict(
  statements: readonly Statement[],
  action: string,
  resource: string,
  context: Context,
): { decision: Decision; by?: string } {
  let by: string | undefined;
  for (const statement of statements) {
    if (!statement.actions.some((pattern) => matches(pattern, action, true))) continue;
    const granted = statement.resources.find((pattern) => matches(pattern, resource, false));
    if (granted === undefined) continue;
    if (statement.conditions && !holds(statement.conditions, context)) continue;
    if (statement.effect === 'Deny') return { decision: 'explicitly-denied' };
    by ??= granted;
  }
  return by === undefined ? { decision: 'denied' } : { decision: 'allowed', by };
}

const patterns = new Map<string, RegExp>();

/** IAM's wildcards: `*` any run of characters, `?` one. */
function matches(pattern: string, value: string, ignoreCase: boolean): boolean {
  if (pattern === '*' || pattern === value) return true;
  if (!ignoreCase && !pattern.includes('*') && !pattern.includes('?')) return false;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let regex = patterns.get(key);
  if (!regex) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[\\s\\S]*')
      .replaceAll('?', '[\\s\\S]');
    regex = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
    patterns.set(key, regex);
  }
  return regex.test(value);
}

type Test = (value: string, wanted: string) => boolean;

const TESTS: Record<string, { test: Test; negated?: boolean }> = {
  StringEquals: { test: (value, wanted) => value === wanted },
  StringNotEquals: { test: (value, wanted) => value === wanted, negated: true },
  StringEqualsIgnoreCase: { test: (value, wanted) => value.toLowerCase() === wanted.toLowerCase() },
  StringLike: { test: (value, wanted) => matches(wanted, value, false) },
  StringNotLike: { test: (value, wanted) => matches(wanted, value, false), negated: true },
  ArnEquals: { test: (value, wanted) => matches(wanted, value, false) },
  ArnLike: { test: (value, wanted) => matches(wanted, value, false) },
  ArnNotEquals: { test: (value, wanted) => matches(wanted, value, false), negated: true },
  ArnNotLike: { test: (value, wanted) => matches(wanted, value, false), negated: true },
  Bool: { test: (value, wanted) => value.toLowerCase() === wanted.toLowerCase() },
  NumericEquals: { test: (value, wanted) => Number(value) === Number(wanted) },
  NumericLessThan: { test: (value, wanted) => Number(value) < Number(wanted) },
  NumericLessThanEquals: { test: (value, wanted) => Number(value) <= Number(wanted) },
  NumericGreaterThan: { test: (value, wanted) => Number(value) > Number(wanted) },
  NumericGreaterThanEquals: { test: (value, wanted) => Number(value) >= Number(wanted) },
};

function holds(conditions: Record<string, Record<string, unknown>>, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holdsOne(operator, context(key), wanted)),
  );
}

function holdsOne(operator: string, values: string[] | undefined, wanted: unknown): boolean {
  const wantedValues = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  if (operator === 'Null') return wantedValues.includes(String(values === undefined || values.length === 0));
  const [, quantifier, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = TESTS[name ?? ''];
  if (!known) throw new Error(`The door does not know the IAM condition operator ${operator}.`);
  const ok = (value: string) => wantedValues.some((one) => known.test(value, one)) !== (known.negated ?? false);
  // A missing key: vacuously true for ForAllValues, IfExists and the negated operators, as IAM has it.
  if (values === undefined || values.length === 0) {
    return quantifier === 'ForAllValues' || ifExists !== undefined || (known.negated === true && !quantifier);
  }
  return quantifier === 'ForAnyValue' ? values.some(ok) : values.every(ok);
}
