import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import type { Both } from '../case/events.ts';
import { ANSWERS } from './answers.ts';
import { PROBLEMS, type ProblemType } from './problem.ts';
import type { Access, Route, Routes } from './route.ts';

/** Build time only: nothing of this is in a bundle. */

type Json = Record<string, unknown>;

export interface OpenApi extends Json {
  openapi: '3.1.0';
  paths: Record<string, Record<string, Operation>>;
}

export interface Operation extends Json {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: Json[];
  requestBody?: { required: boolean; content: { 'application/json': { schema: Json } } };
}

const TAGS: Record<string, Both> = {
  board: { ar: 'اللوحة', en: 'The board' },
  case: { ar: 'البلاغ', en: 'The case' },
  triage: { ar: 'الفرز', en: 'Triage' },
  agency: { ar: 'دليل الجهات', en: 'The directory of agencies' },
  room: { ar: 'الغرفة', en: 'The room' },
  outreach: { ar: 'الشائعات والتنويهات العامة', en: 'Rumours and public notices' },
  shift: { ar: 'الورديات والتسليم', en: 'Shifts and handover' },
  sitrep: { ar: 'تقارير الموقف', en: 'Situation reports' },
  partner: { ar: 'للجهات', en: 'For agencies' },
  webhook: { ar: 'لمزودي القنوات', en: 'For channel providers' },
  service: { ar: 'الخدمة', en: 'The service' },
};

/**
 * The OpenAPI 3.1 document of the room, from the tables and schemas that serve it.
 * @throws where a schema cannot be written as JSON Schema: better no build than a wrong document.
 */
export function openApi(routes: Routes): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const [name, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'غرفة العمليات — The operations room',
      version: '1',
      description:
        'بلاغات المواطنين في الخارج من أول رسالة إلى الحل. كل نص يقرؤه إنسان بالعربية والإنجليزية.\n\n' +
        'Distress calls of citizens abroad, from the first message to the resolution. Every text that a person reads comes in Arabic and English.',
    },
    // Relative: the document is served by the room it describes.
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, { ar, en }]) => ({ name, description: `${ar} — ${en}` })),
    paths,
    components: {
      schemas: {
        ...Object.fromEntries(Object.entries(ANSWERS).map(([name, schema]) => [name, jsonSchema(schema)])),
        Problem: PROBLEM_SCHEMA,
      },
      securitySchemes: {
        staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Scope `room/staff`.' },
        agency: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Client credentials, scope `room/alerts`.',
        },
      },
    },
  };
}

function operation(name: string, route: Route): Operation {
  const { summary, access, tag } = route;
  return {
    operationId: name,
    tags: [tag],
    summary: `${summary.ar} — ${summary.en}`,
    description: `${whoReads(access).ar}\n\n${whoReads(access).en}`,
    ...(Array.isArray(access) ? { 'x-roles': access } : {}),
    security: securityOf(access),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body ? { requestBody: bodyOf(route) } : {}),
    responses: responsesOf(route),
  };
}

/** Who a row is open to, in words. */
export function whoReads(access: Access): Both {
  if (typeof access !== 'string') return { ar: `الأدوار: ${access.join('، ')}`, en: `Roles: ${access.join(', ')}` };
  return {
    public: { ar: 'للجميع', en: 'Everybody' },
    agency: { ar: 'جهة برمزها', en: 'An agency with its token' },
    link: { ar: 'من يحمل الرابط الموقع', en: 'Whoever holds the signed link' },
    provider: { ar: 'مزود القناة بتوقيعه', en: 'The channel provider, by its signature' },
  }[access];
}

function securityOf(access: Access): Json[] {
  if (typeof access !== 'string') return [{ staff: ['room/staff'] }];
  return access === 'agency' ? [{ agency: ['room/alerts'] }] : [];
}

function pathParameters(route: Route): Json[] {
  const schemas = propertiesOf(route.params);
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemas[name!] ?? { type: 'string' },
  }));
}

function queryParameters(route: Route): Json[] {
  const required = route.query ? ((jsonSchema(route.query).required as string[] | undefined) ?? []) : [];
  return Object.entries(propertiesOf(route.query)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headerParameters(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(takesIfMatch(route)
      ? [header('If-Match', route.ifMatch === true, 'رقم النسخة كما في ETag — The version as in the ETag')]
      : []),
    ...(route.method === 'POST' && Array.isArray(route.access)
      ? [
          header(
            'Idempotency-Key',
            false,
            'المفتاح نفسه يعطي الجواب نفسه ٤٨ ساعة — The same key gets the same answer for 48 hours',
          ),
        ]
      : []),
  ];
}

/** Where it is not required it is still honoured, by whatever changes a thing that has versions. */
function takesIfMatch({ ifMatch, access, method, params }: Route): boolean {
  return ifMatch !== undefined || (Array.isArray(access) && method !== 'GET' && params !== undefined);
}

function bodyOf(route: Route): NonNullable<Operation['requestBody']> {
  const schema = jsonSchema(route.body!);
  const required = ((schema.required as string[] | undefined) ?? []).length > 0;
  return { required, content: { 'application/json': { schema } } };
}

function responsesOf(route: Route): Json {
  const { status, etag, created } = route.answer;
  const done = {
    description: 'تم — Done',
    ...(etag ? { headers: { ETag: { description: 'النسخة — The version', schema: { type: 'string' } } } } : {}),
    ...contentOf(route),
  };
  const responses: Json = { [status]: done, ...(created ? { 201: done } : {}) };
  for (const [code, types] of failuresOf(route)) {
    const text = types.map((type) => `${PROBLEMS[type].title.ar} — ${PROBLEMS[type].title.en}`).join('\n\n');
    responses[code] = {
      description: text,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

function contentOf(route: Route): Json {
  const { body, list, types = ['application/json'] } = route.answer;
  if (!body)
    return types[0] === 'application/json' ? {} : { content: Object.fromEntries(types.map((type) => [type, {}])) };
  const ref = { $ref: `#/components/schemas/${body}` };
  const schema = list
    ? {
        type: 'object',
        properties: { items: { type: 'array', items: ref }, next: { type: ['string', 'null'] } },
        required: ['items', 'next'],
        additionalProperties: false,
      }
    : ref;
  return { content: Object.fromEntries(types.map((type) => [type, type.includes('ndjson') ? {} : { schema }])) };
}

/** Ways to fail by status: those that follow from the row, and those it names. */
function failuresOf(route: Route): Map<number, ProblemType[]> {
  const staff = Array.isArray(route.access);
  const types = new Set<ProblemType>([
    ...(route.query || route.body ? (['validation'] as const) : []),
    ...(staff || route.access === 'agency' ? (['unauthenticated', 'forbidden'] as const) : []),
    ...(route.params ? (['not-found'] as const) : []),
    ...(takesIfMatch(route) ? (['version-conflict'] as const) : []),
    ...(route.ifMatch ? (['precondition-required'] as const) : []),
    ...(route.body ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    ...(staff || route.access === 'agency' ? (['unavailable'] as const) : []),
    ...(route.fails ?? []),
  ]);
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of types) {
    const { status } = PROBLEMS[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  return byStatus;
}

/** A schema of ours as JSON Schema: what a caller sends, before any reading of it. */
function jsonSchema(schema: GenericSchema): Json {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'throw',
    ignoreActions: ['check', 'partial_check'],
  }) as Json;
  return rest;
}

function propertiesOf(schema: GenericSchema | undefined): Record<string, Json> {
  return schema ? ((jsonSchema(schema).properties as Record<string, Json> | undefined) ?? {}) : {};
}

const BOTH = {
  type: 'object',
  properties: { ar: { type: 'string' }, en: { type: 'string' } },
  required: ['ar', 'en'],
};

const PROBLEM_SCHEMA: Json = {
  description: 'RFC 9457',
  type: 'object',
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((type) => `/problems/${type}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    traceId: { type: 'string' },
    text: BOTH,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: BOTH },
        required: ['pointer', 'code', 'message'],
      },
    },
    allowed: { type: 'array', items: { type: 'string' } },
    open: { type: 'array', items: { type: 'string' } },
    currentVersion: { type: 'integer' },
    failing: { type: 'array', items: { type: 'string' } },
  },
  required: ['type', 'title', 'status', 'instance', 'traceId', 'text'],
};
