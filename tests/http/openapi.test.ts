import fc from 'fast-check';
import type * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ALL_ROUTES, documents } from '../../shared/http/openapi-build.ts';
import { isProblem } from '../../shared/http/problem.ts';
import { ROLES } from '../../shared/http/roles.ts';
import { readBody, validate } from '../../shared/http/validate.ts';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}
interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string }>;
  security: Record<string, string[]>[];
}

const made = documents();
const document = JSON.parse(made['openapi.json']) as Document;
const rows = Object.entries(ALL_ROUTES);
const of = (path: string, method: string) => document.paths[path]![method.toLowerCase()]!;

describe('the OpenAPI document', () => {
  test('holds exactly the rows of the tables, each under its name', () => {
    const written = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(written.sort()).toEqual(rows.map(([name]) => name).sort());
    expect(document.openapi).toBe('3.1.0');
  });

  test('names every parameter of its path, and every reference leads somewhere', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(item)) {
        expect(parameters.filter((each) => each.in === 'path' && each.required).map(({ name }) => name)).toEqual(names);
      }
    }
    for (const [, name] of made['openapi.json'].matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
    for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
      for (const scheme of operation.security.flatMap((each) => Object.keys(each))) {
        expect(document.components.securitySchemes).toHaveProperty(scheme);
      }
    }
  });

  test.each(rows)(
    '%s says who may, in both languages, and how it fails',
    (_name, { path, method, access, ifMatch, body }) => {
      const operation = of(path, method);
      expect(operation.summary).toMatch(/[\u0600-\u06ff].* — .*[A-Za-z]/);
      const statuses = Object.keys(operation.responses);
      if (typeof access !== 'string') expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
      if (ifMatch) expect(statuses).toEqual(expect.arrayContaining(['412', '428']));
      if (body) expect(statuses).toEqual(expect.arrayContaining(['400', '413']));
      for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
    },
  );

  test('unknown fields are refused where the document says so', () => {
    for (const [, { body }] of rows) {
      if (!body) continue;
      // One of several commands is told by its name before its fields are looked at.
      const { key, options } = body as { key?: string; options?: { entries: Record<string, { literal?: string }> }[] };
      for (const named of key ? options!.map(({ entries }) => ({ [key]: entries[key]!.literal })) : [{}]) {
        const result = validate(body, { ...named, surely_unknown: 1 });
        expect(isProblem(result) && result.errors?.some(({ code }) => code === 'unknown-field')).toBe(true);
      }
    }
  });
});

describe('the table', () => {
  test('every command that overwrites needs If-Match (decisions.md 18)', () => {
    const overwriting = /\/(?:triage|assign|resolve|close|reopen|invalidate|merge|transfer|accept)$/;
    for (const [name, { method, path, ifMatch, access }] of rows) {
      if (typeof access === 'string') continue;
      const needed = overwriting.test(path) || method === 'PATCH' || method === 'PUT';
      expect([name, ifMatch !== undefined]).toEqual([name, needed]);
    }
  });

  test('auditors write nothing, administrators meet no case', () => {
    for (const [name, { method, path, access }] of rows) {
      if (typeof access === 'string') continue;
      expect([name, ...access.filter((role) => !ROLES.includes(role))]).toEqual([name]);
      // A ticket for the live connection is no record of the room.
      const writes = method !== 'GET' && name !== 'createLiveTicket';
      if (writes) expect([name, access.includes('auditor')]).toEqual([name, false]);
      if (path.startsWith('/v1/cases') || path.startsWith('/v1/triage'))
        expect([name, access.includes('admin')]).toEqual([name, false]);
    }
  });
});

describe('the page', () => {
  test('shows every route in both languages, Arabic from the right, and loads nothing from elsewhere', () => {
    const html = made['docs.html'];
    for (const [name, { summary }] of rows) {
      expect(html).toContain(`id="${name}"`);
      expect(html).toContain(summary.ar.slice(0, 10));
    }
    expect(html).toContain('lang="ar" dir="rtl"');
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:\/\//);
  });
});

describe('any input at all', () => {
  const bodies = rows.flatMap(([, { body }]) => (body ? [body] : []));

  test('is taken or refused by every schema, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...bodies), (input, schema: v.GenericSchema) => {
        const result = validate(schema, input);
        if (isProblem(result)) expect(result.errors!.length).toBeGreaterThan(0);
      }),
    );
  });

  test('is read as a body or refused, whatever its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const request = new Request('https://room.example/', {
          method: 'POST',
          body: bytes as Uint8Array<ArrayBuffer>,
          headers: { 'content-type': 'application/json' },
        });
        const read = await readBody(request);
        if (!isProblem(read)) expect(typeof read.ok).toBe('object');
      }),
    );
  });

  test('a refusal never repeats the value: it may be personal', () => {
    for (const schema of bodies) {
      const result = validate(schema, { name: 'أم كريم', phone: '+20100', 'أم كريم': 1, text: { x: '+20100' } });
      if (isProblem(result))
        expect(JSON.stringify(result.errors!.map(({ message, code }) => [message, code]))).not.toMatch(/كريم|20100/);
    }
  });
});
