import { LINK_ROUTES, PARTNER_ROUTES } from '../agency/partner-routes.ts';
import { docsPage } from './docs.ts';
import { openApi } from './openapi.ts';
import type { Routes } from './route.ts';
import { PUBLIC_ROUTES, SERVICE_ROUTES, WEBHOOK_ROUTES } from './service-routes.ts';
import { STAFF_ROUTES } from './staff-routes.ts';

/** Every table of the room, whichever function serves it. */
export const ALL_ROUTES: Routes = {
  ...STAFF_ROUTES,
  ...PARTNER_ROUTES,
  ...LINK_ROUTES,
  ...WEBHOOK_ROUTES,
  ...PUBLIC_ROUTES,
  ...SERVICE_ROUTES,
};

/** `openapi.json` and `docs.html`, as they lie beside the function that serves them. */
export function documents(): Record<'openapi.json' | 'docs.html', string> {
  const document = openApi(ALL_ROUTES);
  return { 'openapi.json': JSON.stringify(document), 'docs.html': docsPage(ALL_ROUTES, document) };
}
