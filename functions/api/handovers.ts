import type { Handlers } from '../../shared/http/mount.ts';
import { HANDOVER_ROUTES } from '../../shared/http/shift-routes.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { lazily } from './lazily.ts';

/** A shift changes three times a day: what that takes is loaded when it is first asked for. */
export function handoverHandlers(deps: ApiDeps): Handlers<Caller, typeof HANDOVER_ROUTES> {
  return lazily(HANDOVER_ROUTES, async () => (await import('./handover-desk.ts')).handoverDesk(deps));
}
