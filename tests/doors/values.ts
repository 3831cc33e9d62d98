/** Values for a request: some that a schema takes, and some that nobody should. */
import fc from 'fast-check';
import type { JsonSchema } from '../harness/conformance.ts';

/** What the room has said so far: the ids by which a request gets past "not found". */
export class Known {
  /** By the first word after `/v1/`: `cases`, `agencies`, `rumours`, … */
  readonly things = new Map<string, Set<string>>();
  /** By the field they stood in: `personId`, `alertId`, … */
  readonly parts = new Map<string, Set<string>>();
  /** `<case> <contact>` */
  readonly contacts = new Set<string>();
  readonly cursors = new Set<string>();
  readonly tokens = new Set<string>();
  /** By path: what `If-Match` wants. */
  readonly versions = new Map<string, number>();

  /** Remembers what an answer names. */
  learn(path: string, answer: unknown): void {
    const [, , thing = ''] = path.split('/');
    const walk = (value: unknown, within: string | undefined) => {
      if (Array.isArray(value)) for (const one of value) walk(one, within);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      const fields = value as Record<string, unknown>;
      const here = typeof fields.id === 'string' && CASE.test(fields.id) ? fields.id : within;
      for (const [name, one] of Object.entries(fields)) {
        if (typeof one !== 'string') walk(one, here);
        else if (PART.test(one)) keep(this.parts, name, one);
        else if (CONTACT.test(one) && here) this.contacts.add(`${here} ${one}`);
      }
    };
    walk(answer, undefined);
    const { items, id, version, next } = answer as { items?: unknown; id?: unknown; version?: unknown; next?: unknown };
    for (const one of Array.isArray(items) ? [...items, answer] : [answer]) {
      const name = (one as { id?: unknown }).id;
      // A line of a handover has an id with a slash, and is no handover.
      if (typeof name !== 'string' || name.includes('/')) continue;
      if (thing !== 'cases' || CASE.test(name)) keep(this.things, thing, name);
    }
    if (typeof next === 'string') this.cursors.add(next);
    if (typeof id === 'string' && typeof version === 'number') this.versions.set(`/v1/${thing}/${id}`, version);
  }
}

/** The newest are the ones whose life goes on. */
const KEPT = 30;

function keep(pools: Map<string, Set<string>>, name: string, value: string): void {
  const pool = pools.get(name) ?? new Set();
  pools.set(name, pool);
  pool.delete(value);
  pool.add(value);
  if (pool.size > KEPT) pool.delete(pool.values().next().value!);
}

export const CASE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;
export const PART = /^[0-9A-Z]{4}-[0-9A-Z]{4}\.[1-9]\d{0,9}$/;
const CONTACT = /^c[0-9A-Z]{16}$/;

const CASE_PATTERN = '^[0-9A-Z]{4}-[0-9A-Z]{4}$';
const PART_PATTERN = '^[0-9A-Z]{4}-[0-9A-Z]{4}\\.[1-9]\\d{0,9}$';
const CONTACT_PATTERN = '^c[0-9A-Z]{16}$';
const SLUG_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$';
const STAFF_PATTERN = '^[\\w.@+-]{1,128}$';

/** Which pool a field's slug names. */
const SLUGS: Record<string, string> = { agency: 'agencies', crisis: 'crises', rumour: 'rumours' };

const TEXTS = [
  'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم',
  'مفيش مية ولا كهربا من امبارح',
  'Four of us, two children, no water since Monday.',
  'ok',
];

/** Something that the schema takes, with the room's own ids where it asks for ids. */
export function valid(schema: JsonSchema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) return fc.oneof(...either.map((one) => valid(one, known, name)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  switch (schema.type) {
    case 'object':
      return object(schema, known);
    case 'array':
      return array(schema, known, name);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: number(schema.minimum, 0), max: Math.min(number(schema.maximum, 1e6), 1e6) });
    case 'number': {
      const [min, max] = [number(schema.minimum, 0), number(schema.maximum, 1e6)];
      return fc.integer({ min: 0, max: 1_000 }).map((thousandth) => min + ((max - min) * thousandth) / 1_000);
    }
    case 'string':
      return string(schema, known, name);
    case 'null':
      return fc.constant(null);
    default:
      return fc.constant('');
  }
}

function object({ properties = {}, required = [] }: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties as Record<string, JsonSchema>);
  return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, valid(one, known, name)])), {
    requiredKeys: required as never[],
    noNullPrototype: true,
  });
}

function array(schema: JsonSchema, known: Known, name: string): fc.Arbitrary<unknown> {
  const fixed = schema.prefixItems as JsonSchema[] | undefined;
  if (fixed) return fc.tuple(...fixed.map((one) => valid(one, known, name)));
  const minLength = number(schema.minItems, 0);
  const maxLength = Math.min(number(schema.maxItems, 4), Math.max(minLength, 4));
  return fc.array(valid((schema.items ?? {}) as JsonSchema, known, name), { minLength, maxLength });
}

function string(schema: JsonSchema, known: Known, name: string): fc.Arbitrary<string> {
  const pattern = schema.pattern as string | undefined;
  const max = number(schema.maxLength, 60);
  const pool = (values: Iterable<string> | undefined, otherwise: fc.Arbitrary<string>) => {
    const all = [...(values ?? [])];
    return all.length > 0 ? fc.constantFrom(...all) : otherwise;
  };
  const made = () => fc.stringMatching(new RegExp(pattern!));
  switch (pattern) {
    case undefined:
    case '\\S':
      return fc
        .oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(max, 60) }))
        .filter((text) => /\S/.test(text) && text.length <= max && !/\0/.test(text));
    case CASE_PATTERN:
      return pool(known.things.get('cases'), made());
    case PART_PATTERN:
      return pool(known.parts.get(name === 'replyTo' ? 'messageId' : name === 'person' ? 'personId' : name), made());
    case CONTACT_PATTERN:
      return pool(
        [...known.contacts].map((one) => one.split(' ')[1]!),
        made(),
      );
    case SLUG_PATTERN:
      return pool(known.things.get(SLUGS[name] ?? name), made());
    case STAFF_PATTERN:
      return fc.constantFrom('officer', 'supervisor', 'director', 'surge');
    default:
      if (pattern.startsWith('^\\d{4}-(?:0[1-9]'))
        return fc.integer({ min: -1440, max: 14_400 }).map((minutes) => instant(minutes));
      // Many strings look like a telephone number and few are one.
      if (pattern.startsWith('^\\+?[0-9'))
        return fc.oneof(fc.constantFrom('+249912345678', '0100 123 4567', '+20 2 2574 9871'), made());
      // A look-ahead is more than the generator reads.
      if (pattern.startsWith('^PT(?=')) return fc.constantFrom('PT45M', 'PT2H', 'PT1H30M');
      if (pattern === '^[A-Z]{2}$') return fc.constantFrom('SD', 'EG', 'LY', 'ZZ');
      return pool(name === 'cursor' ? known.cursors : known.things.get(`${name}s`), made()).filter(
        (text) => text.length <= number(schema.maxLength, 4_000),
      );
  }
}

const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
const instant = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Stands in a page's text and must never stand in its markup. */
export const MARKUP = '"><script>alert(7)</script>';

const NASTY_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff tail',
  '\u202egnp.exe\u202c',
  '\u2066\u2069\u200f\u200b\ufeff',
  `a${'\u0301'.repeat(2_000)}`,
  '𐍈🧑‍🧑‍🧒‍🧒',
  'x'.repeat(300_000),
  'ء'.repeat(100_000),
  MARKUP,
  "'; DROP TABLE cases;--",
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '%2e%2e%2f%00',
  '\r\nSet-Cookie: a=b',
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  'constructor',
  '__proto__',
  'toString',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '-271821-04-20T00:00:00Z',
  '0000-01-01',
  '٢٠٢٦-٠١-٠١',
  '1e400',
  'NaN',
  '-0',
  '0x10',
  'ZZZZ-ZZZZ',
  'ZZZZ-ZZZZ.99999999999999999999',
  'case#x#y',
  'null',
  '[]',
];

const NASTY: readonly unknown[] = [
  ...NASTY_TEXTS,
  null,
  true,
  0,
  -1,
  -0.5,
  1.5,
  1e308,
  -1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER + 2,
  {},
  [],
  [[[]]],
  { ar: 1 },
  Array.from({ length: 5_000 }, () => 1),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n])),
  nested(20),
  nested(500),
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: nested(depth - 1) };
}

export const nasty = fc.constantFrom(...NASTY);
export const nastyText = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));

export interface Spoilt {
  body: unknown;
  /** What was done where. */
  how: string;
}

/** The same body with one thing wrong in it, wherever it is. */
export function spoilt(body: unknown): fc.Arbitrary<Spoilt> {
  const places = placesIn(body);
  return fc
    .record({
      at: fc.constantFrom(...places),
      what: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'wrap', 'repeat'),
      value: nasty,
      name: fc.oneof(nastyText, fc.constantFrom('nobody_knows', 'id', 'version', 'roles', 'owner', 'actor', 'now')),
    })
    .map(({ at, what, value, name }) => {
      const copy = { root: structuredClone(body) } as Record<string, unknown>;
      const path = ['root', ...at];
      const last = path.at(-1)!;
      const holder = path.slice(0, -1).reduce<never>((part, step) => part[step], copy as never) as Record<
        string,
        unknown
      >;
      const here = holder[last];
      if (what === 'drop' && at.length > 0) {
        if (Array.isArray(holder)) holder.splice(Number(last), 1);
        else delete holder[last];
      } else if (what === 'add' && typeof here === 'object' && here !== null) {
        // As JSON.parse would make it, not as an assignment: `__proto__` stays a field.
        Object.defineProperty(here, name, { value, enumerable: true, configurable: true, writable: true });
      } else if (what === 'wrap') holder[last] = [here];
      else if (what === 'repeat') holder[last] = Array.from({ length: 300 }, () => here);
      else holder[last] = value;
      return {
        body: copy.root,
        how: `${what} /${at.join('/')}${what === 'add' ? `/${short(name)}` : ''} ${short(value)}`,
      };
    });
}

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}… (${text.length})` : text;
}
