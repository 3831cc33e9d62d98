import type { Agency } from '../../shared/agency/agency.ts';
import { type Standing, stateOf } from '../../shared/agency/standing.ts';
import { routesOf } from '../../shared/escalation/routing.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem } from '../../shared/http/problem.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { type Caller, nowOf } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

/** Whom a case should be asked of, for the officer who is about to escalate (domain.md d.2). */
export function routingHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof STAFF_ROUTES>, 'getRoutes'> {
  return {
    getRoutes: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { store } = deps.room;
      const [heads, standings] = await Promise.all([store.list<Agency>('agency'), store.list<Standing>('standing')]);
      const directory = heads.map(({ state }) => state);
      const { primary, copy, toSupervisor } = routesOf(stored.state, directory, nowOf(deps));
      const shown = (role: 'primary' | 'copy') => (id: string) => {
        const agency = directory.find((known) => known.id === id)!;
        const standing = standings.find((known) => known.id === id)?.state;
        return { agency: id, name: agency.name, role, state: stateOf(standing, agency) };
      };
      const routes = [...primary.map(shown('primary')), ...copy.map(shown('copy'))];
      return { status: 200, body: { routes, toSupervisor } };
    },
  };
}
