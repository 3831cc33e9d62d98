import { FIGURE_ROUTES } from '../../shared/http/figure-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { OUTREACH_ROUTES } from '../../shared/http/outreach-routes.ts';
import type { Routes } from '../../shared/http/route.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** Handlers of these rows, whose code is loaded when one of them is first called: most functions that start serve none of them. */
export function lazily<R extends Routes>(routes: R, load: () => Promise<Handlers<Caller, R>>): Handlers<Caller, R> {
  const late = (name: keyof R) => async (call: never) => (await load())[name](call);
  return Object.fromEntries(Object.keys(routes).map((name) => [name, late(name)])) as unknown as Handlers<Caller, R>;
}

/** Rumours and public notices. */
export function outreachHandlers(deps: ApiDeps): Handlers<Caller, typeof OUTREACH_ROUTES> {
  return lazily(OUTREACH_ROUTES, async () => {
    const [{ rumourHandlers }, { noticeHandlers }] = await Promise.all([
      import('./rumours.ts'),
      import('./notices.ts'),
    ]);
    return { ...rumourHandlers(deps), ...noticeHandlers(deps) };
  });
}

/** Figures and situation reports. */
export function figureHandlers(deps: ApiDeps): Handlers<Caller, typeof FIGURE_ROUTES> {
  return lazily(FIGURE_ROUTES, async () => {
    const [{ measureHandlers }, { sitRepHandlers }] = await Promise.all([
      import('./figures.ts'),
      import('./sitreps.ts'),
    ]);
    return { ...measureHandlers(deps), ...sitRepHandlers(deps) };
  });
}
