import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { LOGGERS, type Role } from '../../../shared/http/roles.ts';
import type { TextKey } from './text/texts.ts';

export interface Screen {
  /** First part of the address: `#/<path>/…`. The board's is ''. */
  path: string;
  /** Who is offered it; what each may do there the API says. */
  roles: readonly Role[];
  /** Its word in the navigation; a screen without is reached from others. */
  nav?: TextKey;
  /** Alone in its chunk, loaded when first opened. */
  component: LazyExoticComponent<ComponentType>;
}

/** Every screen but the board, in the order of the navigation. Each is `<area>/screen.tsx` with a default export. */
export const SCREENS: readonly Screen[] = [
  { path: 'call', roles: LOGGERS, nav: 'call', component: lazy(() => import('./calls/screen.tsx')) },
];

export function screenAt(path: string | undefined): Screen | undefined {
  return SCREENS.find((screen) => screen.path === path);
}
