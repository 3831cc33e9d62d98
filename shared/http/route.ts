import type { GenericSchema, InferOutput } from 'valibot';
import type { Both } from '../case/events.ts';
import type { AnswerName } from './answers.ts';
import type { ProblemType } from './problem.ts';
import type { Role } from './roles.ts';

/** Who a route is open to: roles of the staff, an agency's machine, whoever holds a signed link, a provider, all. */
export type Access = readonly Role[] | 'agency' | 'link' | 'provider' | 'public';

/** What a route answers when it succeeds. */
export interface Answered {
  status: 200 | 201 | 202 | 204;
  /** A schema of `answers.ts`; none for an empty or a foreign body. */
  body?: AnswerName;
  /** `{"items":[…],"next":…}` of that schema. */
  list?: true;
  /** `application/json` unless told. */
  types?: readonly string[];
  /** 201 the first time. */
  created?: true;
  /** Carries `ETag: "<version>"`. */
  etag?: true;
}

/**
 * One row of the room's route table. Mounting, the role check, validation, the OpenAPI document, the readable page and
 * the test that walks every route × every role all read this row and nothing else.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As OpenAPI writes it: `/v1/cases/{id}`. */
  path: string;
  access: Access;
  tag: string;
  summary: Both;
  params?: GenericSchema;
  query?: GenericSchema;
  body?: GenericSchema;
  /**
   * `If-Match` is required: 428 without, 412 where stale (decisions.md 18). `existing`: not for what does not exist yet, where
   * there is no version to have read.
   */
  ifMatch?: true | 'existing';
  answer: Answered;
  /** Ways to fail beside those that follow from the row itself (400, 401, 403, 404, 412, 428). */
  fails?: readonly ProblemType[];
}

/** A table: rows by their name, which is the `operationId`. */
export type Routes = Readonly<Record<string, Route>>;

type Parsed<S> = S extends GenericSchema ? InferOutput<S> : undefined;

/** How a repeat of this request is recognised (decisions.md 18). */
export interface RepeatKey {
  actor: string;
  /** Method and path as requested, ids included. */
  route: string;
  key: string;
  /** The body as sent. */
  body: unknown;
}

/** A request that passed its row: everything a handler may know. */
export interface Call<Who, R extends Route = Route> {
  who: Who;
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
  /** The version in `If-Match`; where it is not required, only if the caller sent one. */
  version: R extends { ifMatch: true } ? number : number | undefined;
  repeat: RepeatKey | undefined;
  traceId: string;
  request: Request;
}

/** What a handler gives back; `undefined` headers and content type mean JSON without more. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** `application/json` unless told; then `body` is already text. */
  type?: string;
}
