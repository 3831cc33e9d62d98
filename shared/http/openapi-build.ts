import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LINK_ROUTES, PARTNER_ROUTES } from '../agency/partner-routes.ts';
import { docsPage } from './docs.ts';
import { openApi } from './openapi.ts';
import type { Routes } from './route.ts';
import { SERVICE_ROUTES, WEBHOOK_ROUTES } from './service-routes.ts';
import { STAFF_ROUTES } from './staff-routes.ts';

/** Every table of the room, whichever function serves it. */
export const ALL_ROUTES: Routes = {
  ...STAFF_ROUTES,
  ...PARTNER_ROUTES,
  ...LINK_ROUTES,
  ...WEBHOOK_ROUTES,
  ...SERVICE_ROUTES,
};

/**
 * Writes `openapi.json` and `docs.html` into the folder of the function that serves them. Part of the build: they are text beside the
 * bundle, read when somebody asks.
 */
export async function writeOpenapi(outDir: string): Promise<void> {
  const document = openApi(ALL_ROUTES);
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'openapi.json'), JSON.stringify(document));
  await writeFile(join(outDir, 'docs.html'), docsPage(ALL_ROUTES, document));
}
