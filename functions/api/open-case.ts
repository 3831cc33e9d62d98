import { asTriage } from '../../shared/case/commands/index.ts';
import { type Context, event, partId } from '../../shared/case/decide.ts';
import type { NewEvent, PriorityReason, Reporter, Suggestion } from '../../shared/case/events.ts';
import { append, type Outcome, openCase } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { problem } from '../../shared/http/problem.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { open } from '../../shared/ledger/execute.ts';
import { newContactId } from '../../shared/people/contact.ts';
import { matchKey } from '../../shared/people/phone-key.ts';
import { answerOf, byOf, type Caller, markerOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type OpenRoute = Pick<typeof STAFF_ROUTES, 'openCase'>;

/** The board shows the beginning of what was said. */
const SUMMARY = 200;

/** Logging a new case. */
export function openHandler(deps: ApiDeps): Handlers<Caller, OpenRoute> {
  return {
    openCase: async (call) => {
      const { channel, text, country, link, screenshot } = call.body;
      if ((link || screenshot) && channel !== 'monitoring') {
        return problem('validation', { errors: [fieldError(link ? '/link' : '/screenshot', 'unknown-field')] });
      }
      const suggestion = await deps.suggest(text, { channel, ...(country ? { country } : {}) });
      const { phone, contactId = newContactId(deps.room.random) } = call.body.reporter;
      const e164 = phone && (await deps.phoneNumber(phone, country));
      const make = (id: string, context: Context) => opening(call.body, suggestion, contactId, id, context);
      const done = await open(deps.room, make, byOf(deps, call.who), {
        ...markerOf(call.repeat, 201),
        riders: ([opened]) =>
          e164 && opened ? { matches: [{ phone: matchKey(e164), contactId, case: opened.case }] } : {},
      });
      return answerOf(deps, call.who, done, 201);
    },
  };
}

type OpenBody = Parameters<Handlers<Caller, OpenRoute>['openCase']>[0]['body'];

/**
 * A case that staff log. What triage reads in the words stands beside what the caller decided: a person's priority and category count.
 */
function opening(body: OpenBody, suggestion: Suggestion, contactId: string, id: string, context: Context): Outcome {
  const { channel, text, country, city, crisis, persons = [], occurredAt } = body;
  const reporter: Reporter = {
    contactId,
    channel,
    relationship: body.reporter.relationship ?? 'unknown',
    ...(body.reporter.name ? { name: body.reporter.name } : {}),
    ...(body.reporter.phone ? { phone: body.reporter.phone } : {}),
  };
  const byStaff: PriorityReason[] = body.priority
    ? [{ rule: 'staff', text: { ar: 'حددها من سجل البلاغ', en: 'set by whoever logged it' }, by: context.actor.id }]
    : [];
  const place = city ?? suggestion.place?.city;
  const where = country ?? suggestion.place?.country;
  const opened = openCase(
    id,
    {
      channel,
      reporter,
      priority: body.priority ?? suggestion.priority,
      reasons: [...byStaff, ...suggestion.reasons.map((reason) => ({ ...reason, by: 'triage' }))],
      category: body.category ?? suggestion.category,
      ...(crisis ? { crisis } : {}),
      ...(where ? { country: where } : {}),
      ...(place ? { place } : {}),
      language: suggestion.lang,
      summary: text.slice(0, SUMMARY),
      ...(suggestion.rules.includes('R03') ? { sensitivity: 'restricted' as const } : {}),
      ...(occurredAt ? { occurredAt } : {}),
    },
    context,
  );
  const said = append(opened, (state) => [words(state, body, reporter, context)]);
  const suggested = append(said, (state) => [event(state, asTriage(context), 'triage.suggested', suggestion)]);
  return append(suggested, (state) =>
    persons.map((person, index) =>
      event(state, context, 'person.added', { personId: partId(state, index), ...person }),
    ),
  );
}

/** What was said is a call where somebody spoke with us, a message where it was written. */
function words(
  state: CaseState,
  { channel, text, occurredAt, link, screenshot }: OpenBody,
  { contactId }: Reporter,
  context: Context,
): NewEvent {
  if (channel === 'phone' || channel === 'walk_in') {
    return event(state, context, 'call.logged', { contactId, channel, direction: 'in', answered: true, text });
  }
  const messageId = partId(state, 0);
  return event(state, context, 'message.received', {
    messageId,
    channel,
    providerMessageId: messageId,
    contactId,
    kind: 'text',
    text,
    ...(link ? { link } : {}),
    ...(screenshot ? { media: [{ ref: screenshot }] } : {}),
    ...(occurredAt ? { sentAt: occurredAt } : {}),
    receivedAt: context.now,
  });
}
