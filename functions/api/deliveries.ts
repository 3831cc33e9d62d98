import { deliveriesOf } from '../../shared/case/delivery.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CONTACT_ROUTES } from '../../shared/http/contact-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem } from '../../shared/http/problem.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import type { Caller } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

const PAGE = 500;

/** How far each message of the room got. */
export function deliveryHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof CONTACT_ROUTES>, 'listDeliveries'> {
  return {
    listDeliveries: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const events: CaseEvent[] = [];
      for (let after: number | undefined = 0; after !== undefined; ) {
        const page = await deps.room.store.timeline(caseStream(call.params.id), after, PAGE);
        // What was forgotten says nothing any more.
        events.push(...page.events.filter(({ data }) => data !== undefined).map(caseEventOf));
        after = page.next;
      }
      return { status: 200, body: { items: deliveriesOf(events), next: null } };
    },
  };
}
