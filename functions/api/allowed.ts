import type { Rejection } from '../../shared/case/decide.ts';
import type { Routes } from '../../shared/http/route.ts';
import type { By, StreamStep } from '../../shared/ledger/execute.ts';
import { byOf, type Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** What a command would come to, asked of its own rule with words that are no reason to refuse it. */
type Try = (by: By) => StreamStep<unknown> | Rejection;

/**
 * Commands that this caller may give now, by the names of their routes: the role that opens the row is asked of the table, everything else of
 * the rule itself. What is refused only because something is still open stays offered, for its refusal says what; what would change nothing is not.
 */
export function allowedOf<R extends Routes>(
  deps: Pick<ApiDeps, 'now'>,
  routes: R,
  who: Caller,
  tries: { [N in keyof R & string]?: Try },
): string[] {
  return Object.entries<Try | undefined>(tries).flatMap(([name, attempt]) => {
    const access = routes[name]!.access;
    const role = who.roles.find((each) => access.includes(each));
    if (!role || !attempt) return [];
    const came = attempt(byOf(deps, { ...who, role }));
    const may = 'rejected' in came ? came.rejected === 'open-obligations' : came.events.length > 0;
    return may ? [name] : [];
  });
}
