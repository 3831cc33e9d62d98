/** Holds what the room answers against what `/openapi.json` promises. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { SeenAnswer } from '../../infra/local/gateway.ts';
import { documents } from '../../shared/http/openapi-build.ts';

/** An operation of the document, as far as tests read it. */
export interface Operation {
  operationId: string;
  'x-roles'?: string[];
  security: Record<string, string[]>[];
  parameters: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

export type JsonSchema = { [keyword: string]: unknown };

export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

export interface Row {
  method: string;
  path: string;
  pattern: RegExp;
  operation: Operation;
}

/** What API Gateway answers itself: an HTTP API has no way to word it otherwise. */
const GATEWAY_ANSWERS = new Set([401, 403, 404, 413, 500, 503]);
/** What HTTP servers answer before they know whose request it is: headers too long, an expectation nobody meets. */
const SERVER_ANSWERS = new Set([400, 417, 431]);

export class Conformance {
  readonly rows: readonly Row[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(readonly document = JSON.parse(documents()['openapi.json']) as OpenApiDocument) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    this.#ajv.addSchema(document, 'room');
    this.rows = Object.entries(document.paths)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path,
          pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
          operation,
        })),
      )
      // A written segment before a variable one.
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  }

  find(method: string, path: string): Row | undefined {
    return this.rows.find((row) => row.method === method && row.pattern.test(path));
  }

  /** Whether a request's body is what the document asks for. */
  accepts(operation: Operation, body: unknown): boolean {
    const row = this.rows.find((one) => one.operation === operation)!;
    return this.#validator(row, '/requestBody/content/application~1json/schema')(body) as boolean;
  }

  /** What is wrong with an answer, one sentence each; none is none. */
  faults({ method, path, status, type, body }: SeenAnswer): string[] {
    const mime = type.split(';')[0]!.trim();
    if (status === 204 || status === 304 || method === 'HEAD') return [];
    if (GATEWAY_ANSWERS.has(status) && /^\{"message":"[\w ]+"\}$/.test(body)) return [];
    if (SERVER_ANSWERS.has(status) && type === '' && body === '') return [];
    const row = this.find(method, path);
    if (!row) return status < 400 ? [`${status}, and no such operation is written`] : this.#problem(status, mime, body);
    const written = row.operation.responses[status];
    if (!written) return [`${status} is not among its answers: ${body.slice(0, 200)}`];
    if (!written.content) return body === '' ? [] : [`${status} with a body that is not written: ${mime}`];
    if (status >= 400 && mime === 'application/problem+json') return this.#problem(status, mime, body);
    const content = written.content[mime];
    if (!content) {
      // The pages of citizens and agencies refuse as pages.
      const page = status >= 400 && mime === 'text/html' && !row.operation['x-roles'];
      return page ? [] : [`${status} as ${mime || 'nothing'}, written is ${Object.keys(written.content).join(', ')}`];
    }
    if (!content.schema) return [];
    const value = json(body);
    if (value === undefined) return [`${status} is no JSON`];
    const key = `/responses/${status}/content/${mime.replace('/', '~1')}/schema`;
    return this.#check(this.#validator(row, key), value, status);
  }

  #problem(status: number, mime: string, body: string): string[] {
    if (mime !== 'application/problem+json') return [`${status} as ${mime || 'nothing'} and not as a problem`];
    const value = json(body);
    const faults = this.#check(this.#compile('room#/components/schemas/Problem'), value, status);
    if (faults.length > 0) return faults;
    const problem = value as { status: number; text: { ar: string; en: string }; errors?: { pointer: string }[] };
    if (problem.status !== status) faults.push(`${status} says that it is ${problem.status}`);
    if (!/[\u0600-\u06ff]/.test(problem.text.ar)) faults.push(`${status} without a word of Arabic`);
    if (!/[A-Za-z]/.test(problem.text.en)) faults.push(`${status} without a word of English`);
    return faults;
  }

  #check(validate: ValidateFunction, value: unknown, status: number): string[] {
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${status}: ${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  }

  #validator({ path, method }: Row, pointer: string): ValidateFunction {
    const escaped = encodeURI(path.replaceAll('~', '~0').replaceAll('/', '~1'));
    return this.#compile(`room#/paths/${escaped}/${method.toLowerCase()}${pointer}`);
  }

  #compile($ref: string): ValidateFunction {
    let validate = this.#compiled.get($ref);
    if (!validate) {
      validate = this.#ajv.compile({ $ref });
      this.#compiled.set($ref, validate);
    }
    return validate;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
