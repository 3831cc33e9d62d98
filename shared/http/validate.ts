import * as v from 'valibot';
import type { Both } from '../case/events.ts';
import { type FieldError, type Problem, problem } from './problem.ts';

/** A body larger than this is refused before it is read (contract.md). */
export const BODY_LIMIT = 1_048_576;
/** No command nests deeper than a list of persons; deeper input is an attack on parsers. */
const DEPTH_LIMIT = 16;
const ERRORS_SHOWN = 20;

const MESSAGES = {
  'unknown-field': { ar: 'حقل غير معروف', en: 'This field is not known here' },
  required: { ar: 'هذا الحقل مطلوب', en: 'This field is required' },
  type: { ar: 'نوع القيمة غير صحيح', en: 'The value is of the wrong type' },
  choice: { ar: 'القيمة ليست من القيم المسموحة', en: 'The value is not one of those allowed' },
  length: { ar: 'طول القيمة خارج الحدود', en: 'The value is too long or too short' },
  range: { ar: 'القيمة خارج الحدود', en: 'The value is out of range' },
  format: { ar: 'شكل القيمة غير صحيح', en: 'The value has the wrong form' },
  json: { ar: 'النص ليس JSON صحيحا', en: 'The body is not valid JSON' },
  object: { ar: 'يلزم كائن JSON', en: 'The body must be a JSON object' },
  depth: { ar: 'التداخل أعمق من المسموح', en: 'The body is nested too deeply' },
  character: { ar: 'محرف غير مسموح', en: 'The text holds a character that is not allowed' },
} as const satisfies Record<string, Both>;

type Code = keyof typeof MESSAGES;

export function fieldError(pointer: string, code: Code): FieldError {
  return { pointer, code, message: MESSAGES[code] };
}

const CODE_OF: Record<string, Code> = {
  picklist: 'choice',
  literal: 'choice',
  min_length: 'length',
  max_length: 'length',
  non_empty: 'length',
  length: 'length',
  min_value: 'range',
  max_value: 'range',
  integer: 'type',
  safe_integer: 'range',
  regex: 'format',
  check: 'format',
  partial_check: 'format',
};

/**
 * Checks input against a schema.
 * @param root where it stands in the request: '' for the body, '/query', '/path'.
 * @returns the parsed value, or a 400 that names every field at fault, never its value.
 */
export function validate<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  root = '',
): { ok: v.InferOutput<S> } | Problem {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: result.output };
  const errors = result.issues
    .slice(0, ERRORS_SHOWN)
    .map((issue) => fieldError(root + pointerOf(issue), codeOf(issue)));
  return problem('validation', { errors });
}

function codeOf(issue: v.BaseIssue<unknown>): Code {
  if (issue.type === 'strict_object') {
    if (issue.expected === 'never') return 'unknown-field';
    if (issue.path) return 'required';
  }
  return CODE_OF[issue.type] ?? (issue.kind === 'schema' ? 'type' : 'format');
}

function pointerOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).map(({ key }) => `/${escapePointer(String(key))}`).join('');
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * Reads a JSON body as a command wants it: an object, of sane depth, of text that can be stored and hashed. No body is an
 * empty object: some commands need no word.
 * @returns 413, 415 or 400 for anything else.
 */
export async function readBody(request: Request): Promise<{ ok: Record<string, unknown> } | Problem> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) return problem('payload-too-large');
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > BODY_LIMIT) return problem('payload-too-large');
  if (bytes.byteLength === 0) return { ok: {} };
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return problem('unsupported-media-type', {
      detail: { ar: 'المقبول: application/json', en: 'Send application/json' },
    });
  }
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return problem('validation', { errors: [fieldError('', 'json')] });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return problem('validation', { errors: [fieldError('', 'object')] });
  }
  const fault = faultIn(body, '', 0);
  return fault ? problem('validation', { errors: [fault] }) : { ok: body as Record<string, unknown> };
}

/** DynamoDB keeps numbers from 1e-130 to 1e125; nothing that is counted or measured here comes near either. */
const isStorable = (value: number) => value === 0 || (Math.abs(value) < 1e100 && Math.abs(value) > 1e-100);

/** Half a surrogate pair cannot be hashed or stored as UTF-8, and NUL cuts texts short in other people's programs. */
const FORBIDDEN = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function faultIn(value: unknown, pointer: string, depth: number): FieldError | undefined {
  if (typeof value === 'string') return FORBIDDEN.test(value) ? fieldError(pointer, 'character') : undefined;
  if (typeof value === 'number') return isStorable(value) ? undefined : fieldError(pointer, 'range');
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= DEPTH_LIMIT) return fieldError(pointer, 'depth');
  for (const [key, part] of Object.entries(value)) {
    const here = `${pointer}/${escapePointer(key)}`;
    // `__proto__`, `constructor` and the like pass a schema's "is this key known?" by inheritance.
    if (!Array.isArray(value) && key in Object.prototype) return fieldError(here, 'unknown-field');
    if (FORBIDDEN.test(key)) return fieldError(pointer, 'character');
    const fault = faultIn(part, here, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}
