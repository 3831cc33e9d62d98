import { Hono } from 'hono';
import type { LambdaBindings } from '../../shared/http/mount.ts';
import { partnerApi } from './api.ts';
import type { PartnerDeps } from './deps.ts';
import { linkApp } from './link.ts';

/** Both doors of the agencies: their machines' API and their people's signed links. */
export function partnerApp(deps: PartnerDeps): Hono<LambdaBindings> {
  const api = partnerApi(deps);
  const links = linkApp(deps);
  const app = new Hono<LambdaBindings>();
  app.all('/a/*', (c) => links.fetch(c.req.raw, c.env));
  app.all('*', (c) => api.fetch(c.req.raw, c.env));
  return app;
}
