import { isProblem, type Problem, problem } from '../../shared/http/problem.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import type { CaseCall } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

/** What a person wrote, by the name that his provider knows it under; an answer quotes it. */
export async function quotedMessage(
  deps: ApiDeps,
  call: CaseCall,
  messageId: string,
  contactId: string,
): Promise<{ replyTo: string } | Problem> {
  const stored = await readable(deps, call);
  if (isProblem(stored)) return stored;
  const { id } = call.params;
  const seq = messageId.startsWith(`${id}.`) ? Number(messageId.slice(id.length + 1)) : 0;
  const { events } = seq > 0 ? await deps.room.store.timeline(caseStream(id), seq - 1, 1) : { events: [] };
  const event = events[0] && caseEventOf(events[0]);
  const to = stored.state.reporters.find((known) => known.contactId === contactId);
  if (event?.type === 'message.received' && event.data.contactId === contactId && event.data.channel === to?.channel) {
    return { replyTo: event.data.providerMessageId };
  }
  return problem('validation', {
    errors: [
      {
        pointer: '/replyTo',
        code: 'unknown-message',
        message: {
          ar: 'ليست هذه رسالة كتبها هذا الشخص في هذا البلاغ على هذه القناة',
          en: 'This is no message that this person wrote in this case on this channel',
        },
      },
    ],
  });
}
