import type { Handlers } from '../../shared/http/mount.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';
import type { HandoverRoutes } from './handover-desk.ts';

/** A shift changes three times a day: what that takes is loaded when it is first asked for. */
export function handoverHandlers(deps: ApiDeps): Handlers<Caller, HandoverRoutes> {
  const desk = async () => (await import('./handover-desk.ts')).handoverDesk(deps);
  return {
    listHandovers: async (call) => (await desk()).listHandovers(call),
    draftHandover: async (call) => (await desk()).draftHandover(call),
    getHandover: async (call) => (await desk()).getHandover(call),
    listHandoverLines: async (call) => (await desk()).listHandoverLines(call),
    disposeHandover: async (call) => (await desk()).disposeHandover(call),
    offerHandover: async (call) => (await desk()).offerHandover(call),
    acceptHandover: async (call) => (await desk()).acceptHandover(call),
    returnHandover: async (call) => (await desk()).returnHandover(call),
    closeHandover: async (call) => (await desk()).closeHandover(call),
  };
}
