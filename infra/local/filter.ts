/** Lambda's event filtering, the part that mappings use: exact values, prefix, suffix, exists, anything-but, numbers. */
type Pattern = { [field: string]: Pattern | unknown[] };

/** Whether any of the patterns admits the record; no pattern admits all. */
export function admits(patterns: readonly object[], record: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern as Pattern, record));
}

function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const part = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[field] : undefined;
    if (Array.isArray(wanted)) return wanted.some((one) => accepts(one, part));
    return matches(wanted, part);
  });
}

function accepts(wanted: unknown, value: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object') {
    return value === wanted || (Array.isArray(value) && value.includes(wanted));
  }
  const [[operator, operand] = []] = Object.entries(wanted);
  switch (operator) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'exists':
      return (value !== undefined) === operand;
    case 'anything-but':
      return value !== undefined && !(Array.isArray(operand) ? operand : [operand]).includes(value);
    case 'numeric':
      return typeof value === 'number' && inRange(operand as (string | number)[], value);
    default:
      throw new Error(`event filters know no ${operator} here`);
  }
}

function inRange(comparisons: (string | number)[], value: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const limit = Number(comparisons[index + 1]);
    const holds = {
      '=': value === limit,
      '<': value < limit,
      '<=': value <= limit,
      '>': value > limit,
      '>=': value >= limit,
    };
    if (!holds[comparisons[index] as keyof typeof holds]) return false;
  }
  return true;
}
