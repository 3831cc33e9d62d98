import { CONTACT_ROUTES } from '../../shared/http/contact-routes.ts';
import { FIGURE_ROUTES } from '../../shared/http/figure-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { OUTREACH_ROUTES } from '../../shared/http/outreach-routes.ts';
import type { Routes } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

/**
 * Handlers whose code is loaded when one of them is first called: most functions that start serve none of them.
 * @param routes their rows, or the names of these.
 */
export function lazily<R extends Routes>(
  routes: R | readonly (keyof R & string)[],
  load: () => Promise<Handlers<Caller, R>>,
): Handlers<Caller, R> {
  const names: readonly (keyof R)[] = Array.isArray(routes) ? routes : Object.keys(routes);
  const late = (name: keyof R) => async (call: never) => (await load())[name](call);
  return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as Handlers<Caller, R>;
}

type PeopleRoutes = typeof CONTACT_ROUTES & Pick<typeof STAFF_ROUTES, 'logCall'>;

/** How people are reached, how far our messages got, and files that come straight from the console. */
export function peopleHandlers(deps: ApiDeps): Handlers<Caller, PeopleRoutes> {
  const names = [...Object.keys(CONTACT_ROUTES), 'logCall'] as (keyof PeopleRoutes)[];
  return lazily<PeopleRoutes>(names, async () => {
    const [{ contactHandlers }, { deliveryHandler }, { uploadHandler }] = await Promise.all([
      import('./contacts.ts'),
      import('./deliveries.ts'),
      import('./uploads.ts'),
    ]);
    return { ...contactHandlers(deps), ...deliveryHandler(deps), ...uploadHandler(deps) };
  });
}

/** Rumours and public notices. */
export function outreachHandlers(deps: ApiDeps): Handlers<Caller, typeof OUTREACH_ROUTES> {
  const names = Object.keys(OUTREACH_ROUTES) as (keyof typeof OUTREACH_ROUTES)[];
  return lazily<typeof OUTREACH_ROUTES>(names, async () => {
    const [{ rumourHandlers }, { noticeHandlers }] = await Promise.all([
      import('./rumours.ts'),
      import('./notices.ts'),
    ]);
    return { ...rumourHandlers(deps), ...noticeHandlers(deps) };
  });
}

/** Figures and situation reports. */
export function figureHandlers(deps: ApiDeps): Handlers<Caller, typeof FIGURE_ROUTES> {
  const names = Object.keys(FIGURE_ROUTES) as (keyof typeof FIGURE_ROUTES)[];
  return lazily<typeof FIGURE_ROUTES>(names, async () => {
    const [{ measureHandlers }, { sitRepHandlers }] = await Promise.all([
      import('./figures.ts'),
      import('./sitreps.ts'),
    ]);
    return { ...measureHandlers(deps), ...sitRepHandlers(deps) };
  });
}
