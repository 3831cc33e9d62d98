import type { Handlers } from '../../shared/http/mount.ts';
import type { Call, Routes } from '../../shared/http/route.ts';
import type { Caller } from './act.ts';

/** Handlers of a table whose code is loaded when the first of them is called: most requests are about cases and need none of it. */
export function lazily<R extends Routes>(routes: R, load: () => Promise<Handlers<Caller, R>>): Handlers<Caller, R> {
  let loaded: Promise<Handlers<Caller, R>> | undefined;
  const handlers = Object.keys(routes).map((name) => [
    name,
    async (call: Call<Caller>) => {
      loaded ??= load();
      return ((await loaded)[name] as unknown as (call: Call<Caller>) => unknown)(call);
    },
  ]);
  return Object.fromEntries(handlers) as Handlers<Caller, R>;
}
