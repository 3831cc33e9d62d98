import type { Handlers } from '../../shared/http/mount.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { TICKET_BYTES, ticketBits } from '../../shared/live/tickets.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** Tickets for live connections. */
export function liveHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof STAFF_ROUTES>, 'createLiveTicket'> {
  return {
    createLiveTicket: async ({ who, repeat, request }) => {
      const bearer = request.headers.get('authorization');
      const bits = repeat && bearer ? ticketBits(bearer, repeat.key) : deps.room.random(TICKET_BYTES);
      const { ticket, expiresAt } = await deps.tickets.issue({ id: who.id, roles: who.roles }, bits);
      const body = { ticket, url: deps.liveUrl, expiresAt: new Date(expiresAt).toISOString() };
      return { status: 201, body };
    },
  };
}
