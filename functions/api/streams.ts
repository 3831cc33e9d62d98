import type { Rejection } from '../../shared/case/decide.ts';
import { etag } from '../../shared/http/conditional.ts';
import { type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import type { Answer, Call, Route } from '../../shared/http/route.ts';
import { appendStream, type StreamStep } from '../../shared/ledger/execute.ts';
import { newReference } from '../../shared/ledger/reference.ts';
import type { Head } from '../../shared/ledger/store.ts';
import type { StreamName } from '../../shared/ledger/stream.ts';
import { byOf, type Caller, optionsOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** How one kind of stream is called and shown. */
export interface Kind<State> {
  stream(id: string): StreamName;
  /** Where it is read: `/v1/rumours/`. */
  path: string;
  view(head: Head<State>): object;
  missing: Rejection;
}

/** One command on what is there already; the answer is how it stands then. */
export async function change<State>(
  deps: ApiDeps,
  kind: Kind<State>,
  call: Call<Caller, Route> & { params: { id: string } },
  step: (head: Head<State>) => StreamStep<State> | Rejection,
  status = 200,
): Promise<Answer | Problem> {
  const { id } = call.params;
  const stream = kind.stream(id);
  const done = await appendStream<State>(
    deps.room,
    stream,
    (head) => (head ? step(head) : kind.missing),
    byOf(deps, call.who),
    optionsOf(call, status),
  );
  return answer(deps, kind, id, done, status);
}

/** The first command of a new one, under an id that nobody can guess unless it has its own. */
export async function begin<State>(
  deps: ApiDeps,
  kind: Kind<State>,
  call: Call<Caller, Route>,
  step: StreamStep<State> | Rejection,
  id = newReference(deps.room.random).replace('-', '').toLowerCase(),
): Promise<Answer | Problem> {
  const done = await appendStream<State>(deps.room, kind.stream(id), () => step, byOf(deps, call.who), {
    ...optionsOf(call, 201),
    ifMatch: 0,
  });
  return answer(deps, kind, id, done, 201);
}

async function answer<State>(
  deps: ApiDeps,
  kind: Kind<State>,
  id: string,
  done: Awaited<ReturnType<typeof appendStream<State>>>,
  status: number,
): Promise<Answer | Problem> {
  switch (done.outcome) {
    case 'done':
      return shown(kind, done.head, status);
    case 'stale':
      return done.current ? stale(done.current.version) : problemOf(kind.missing);
    case 'rejected':
      return problemOf(done.rejection);
    case 'mismatch':
      return problem('idempotency-mismatch');
    case 'busy':
      return unavailable();
    case 'repeated': {
      const { rejection, stream = kind.stream(id), status: first } = done.memory;
      if (rejection) return problemOf(rejection);
      const head = await deps.room.store.head<State>(stream);
      return head ? shown(kind, head, first) : problemOf(kind.missing);
    }
  }
}

/** One of them as it stands. */
export function shown<State>(kind: Kind<State>, head: Head<State>, status = 200): Answer {
  return {
    status,
    body: kind.view(head),
    headers: { ETag: etag(head.version), ...(status === 201 ? { Location: `${kind.path}${head.id}` } : {}) },
  };
}
