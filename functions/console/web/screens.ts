import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { LOGGERS, READERS, ROLES, type Role, SUPERVISORS, WORKERS } from '../../../shared/http/roles.ts';
import type { TextKey } from './text/texts.ts';

export interface Screen {
  /** First part of the address: `#/<path>/…`. The board's is ''. */
  path: string;
  /** Who is offered it; what each may do there the API says. */
  roles: readonly Role[];
  /** Its word in the navigation; a screen without is reached from others. */
  nav?: TextKey;
  /** Stands behind the bar's menu and not in the bar: what is not opened every few minutes. */
  menu?: true;
  /** Loaded as soon as the first screen stands, so that it opens without a network. */
  early?: true;
  load: () => Promise<unknown>;
  /** Alone in its chunk, loaded when first opened. */
  component: LazyExoticComponent<ComponentType>;
}

/** Who follows the room's own work: surge staff take calls and nothing else. */
const WATCHERS = [...WORKERS, 'auditor'] as const satisfies readonly Role[];

/** Who answers for the channels. */
const COMPARERS = [...SUPERVISORS, 'admin', 'auditor'] as const satisfies readonly Role[];

/** Every screen but the board, in the order of the navigation. Each is `<area>/screen.tsx` with a default export. */
export const SCREENS: readonly Screen[] = [
  screen('cases', READERS, () => import('./case/screen.tsx')),
  screen('call', LOGGERS, () => import('./calls/screen.tsx'), { nav: 'call', early: true }),
  screen('handover', WATCHERS, () => import('./handover/screen.tsx'), { nav: 'handover', menu: true }),
  screen('shifts', ROLES, () => import('./shifts/screen.tsx'), { nav: 'shifts', menu: true }),
  screen('sitreps', WATCHERS, () => import('./sitreps/screen.tsx'), { nav: 'sitreps', menu: true }),
  screen('rumours', READERS, () => import('./rumours/screen.tsx'), { nav: 'rumours', menu: true }),
  screen('notices', READERS, () => import('./notices/screen.tsx'), { nav: 'notices', menu: true }),
  screen('outreach', READERS, () => import('./outreach/screen.tsx'), { nav: 'outreach', menu: true }),
  screen('reconcile', COMPARERS, () => import('./reconcile/screen.tsx'), { nav: 'reconcile', menu: true }),
  screen('map', READERS, () => import('./map/screen.tsx'), { nav: 'map' }),
  screen('ladders', WATCHERS, () => import('./agencies/ladders.tsx'), { nav: 'ladders' }),
  screen('agencies', [...WATCHERS, 'admin'], () => import('./agencies/screen.tsx'), { nav: 'agencies', menu: true }),
  screen('figures', [...WATCHERS, 'admin'], () => import('./figures/screen.tsx'), { nav: 'figures', menu: true }),
];

function screen(
  path: string,
  roles: readonly Role[],
  load: () => Promise<{ default: ComponentType }>,
  rest: Pick<Screen, 'nav' | 'menu' | 'early'> = {},
): Screen {
  return { path, roles, load, component: lazy(load), ...rest };
}

export function screensOf(roles: readonly Role[]): readonly Screen[] {
  return SCREENS.filter((each) => each.roles.some((role) => roles.includes(role)));
}

export function loadEarly(roles: readonly Role[]): void {
  for (const { early, load } of screensOf(roles)) {
    // Whoever opens it is told; here nobody waits for it.
    if (early) load().catch(() => {});
  }
}
