import type { Both } from '../../../shared/case/events.ts';
import { type Session, SignedOut } from './auth.ts';
import { heardTime } from './text/format.ts';

/** An answer of the room that is no success, as problem+json tells it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: {
      type?: string;
      title?: string;
      detail?: string;
      /** What is wrong, in both languages. */
      text?: Both;
      traceId?: string;
      /** Commands that the status allows. */
      allowed?: string[];
      /** The version that is current now, of a 412. */
      currentVersion?: number;
      errors?: { pointer: string; code: string; message: Both }[];
      [more: string]: unknown;
    },
  ) {
    super(body.title ?? String(status));
  }
}

/** The room cannot be reached: nothing is known of what was asked. */
export class Offline extends Error {}

export interface Page<T> {
  items: T[];
  next: string | null;
}

interface Ask {
  body?: unknown;
  /** The version that is being overwritten (decisions.md 18). */
  ifMatch?: number;
  /** The same for each try of one press of a button, so that a lost answer doubles nothing. */
  key?: string;
  signal?: AbortSignal;
  /** Outlives the page that asks. */
  keepalive?: boolean;
}

/** The room's API with the signed-in person's token. */
export class Api {
  private unreachable: () => void = () => {};

  constructor(private readonly session: Session) {}

  /** Told each time the room could not be reached. */
  onUnreachable(tell: () => void): void {
    this.unreachable = tell;
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.ask<T>('GET', path, signal ? { signal } : {});
  }

  post<T>(path: string, body: unknown = {}, rest: Omit<Ask, 'body'> = {}): Promise<T> {
    return this.ask<T>('POST', path, { body, key: crypto.randomUUID(), ...rest });
  }

  put<T>(path: string, body: unknown, ifMatch?: number): Promise<T> {
    return this.ask<T>('PUT', path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });
  }

  patch<T>(path: string, body: unknown, ifMatch: number): Promise<T> {
    return this.ask<T>('PATCH', path, { body, ifMatch });
  }

  delete<T>(path: string, body?: unknown): Promise<T> {
    return this.ask<T>('DELETE', path, { body });
  }

  /** @throws Problem, Offline, or SignedOut. */
  private async ask<T>(method: string, path: string, ask: Ask): Promise<T> {
    let response = await this.send(method, path, ask);
    if (response.status === 401) {
      await this.session.refused();
      response = await this.send(method, path, ask);
    }
    heardTime(response.headers.get('date'));
    const text = await response.text();
    const body = text ? (JSON.parse(text) as unknown) : undefined;
    if (!response.ok) throw new Problem(response.status, (body ?? {}) as Problem['body']);
    return body as T;
  }

  private async send(
    method: string,
    path: string,
    { body, ifMatch, key, signal, keepalive = false }: Ask,
  ): Promise<Response> {
    const token = await this.session.token().catch((error: unknown) => {
      throw error instanceof SignedOut ? error : new Offline();
    });
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
    if (key) headers['idempotency-key'] = key;
    try {
      return await fetch(path, {
        method,
        headers,
        keepalive,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      this.unreachable();
      throw new Offline();
    }
  }
}
