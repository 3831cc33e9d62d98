import { expect, test } from 'vitest';
import { allowedOf } from '../../functions/api/allowed.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import { OUTREACH_ROUTES } from '../../shared/http/outreach-routes.ts';
import type { Role } from '../../shared/http/roles.ts';

/** Which buttons a console may show: what the table and the rules would let this caller do. */

const deps = { now: () => Date.parse('2026-11-22T10:00:00.000Z') };
const done = { events: [{ type: 'done', data: {} }], state: {} };
const nothing = { events: [], state: {} };
const refused = (rejected: Rejection['rejected']): Rejection => ({ rejected, detail: { ar: 'لا', en: 'no' } });
const who = (...roles: Role[]) => ({ id: 'huda', roles });

test('a role that the row does not open is offered nothing, whatever the rule says', () => {
  const tries = { approveNotice: () => done, redraftNotice: () => done };
  expect(allowedOf(deps, OUTREACH_ROUTES, who('officer'), tries)).toEqual(['redraftNotice']);
  expect(allowedOf(deps, OUTREACH_ROUTES, who('supervisor'), tries)).toEqual(['approveNotice', 'redraftNotice']);
  expect(allowedOf(deps, OUTREACH_ROUTES, who('auditor'), tries)).toEqual([]);
});

test('the rule is asked as the role that opens the row', () => {
  const roles: (string | undefined)[] = [];
  allowedOf(deps, OUTREACH_ROUTES, who('surge', 'supervisor'), {
    approveNotice: ({ actor, now }) => {
      roles.push(actor.role, actor.id, now);
      return done;
    },
  });
  expect(roles).toEqual(['supervisor', 'huda', '2026-11-22T10:00:00.000Z']);
});

test('what is refused or would change nothing is not offered; what still has something open is, and says so', () => {
  const tries = {
    approveNotice: () => refused('second-person-required'),
    publishNotice: () => nothing,
    cancelNotice: () => refused('open-obligations'),
  };
  expect(allowedOf(deps, OUTREACH_ROUTES, who('director'), tries)).toEqual(['cancelNotice']);
});
