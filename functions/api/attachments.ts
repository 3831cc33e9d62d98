import type { CaseEvent } from '../../shared/case/events.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, problemOf } from '../../shared/http/problem.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { isInline } from '../../shared/media/kind.ts';
import { type Caller, NOT_FOUND } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

/** Long enough to look at a photo, too short to be passed on. */
const LINK_SECONDS = 300;

const PAGE = 200;

/** What citizens sent along, for those who may read the case. The bucket itself is open to nobody. */
export function attachmentHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof STAFF_ROUTES>, 'getAttachment'> {
  return {
    getAttachment: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { id, part, n } = call.params;
      const [home = '', seq = ''] = part.split('.');
      // A message moved here was received, and its attachments fetched, where it came in.
      if (home !== id && !(await find(deps, id, 0, (event) => hasMovedIn(event, part)))) return problemOf(NOT_FOUND);
      const from = Number(seq) - 1;
      const message = await find(deps, home, from, () => true);
      if (message?.type !== 'message.received' || !message.data.media?.[n]) return problemOf(NOT_FOUND);

      const origin = home === id ? stored : await deps.room.store.load(home);
      const isThis = (of: { messageId: string; n: number }) => of.messageId === part && of.n === n;
      if (origin?.state.attachments.some(isThis)) return { status: 200, body: { state: 'pending' } };
      const outcome = await find(deps, home, from, (event) => isOutcome(event) && isThis(event.data));
      if (outcome?.type === 'attachment.stored') {
        const { key, mime, bytes, sha256 } = outcome.data;
        if (!key) return { status: 200, body: { state: 'failed', reason: 'redacted' } };
        const shown = { type: mime, disposition: isInline(mime) ? 'inline' : 'attachment' };
        const url = await deps.media.link(key, LINK_SECONDS, shown);
        const expiresAt = new Date(deps.now() + LINK_SECONDS * 1000).toISOString();
        return { status: 200, body: { state: 'stored', mime, bytes, sha256, url, expiresAt } };
      }
      // What the mail scanner condemned was never to be fetched.
      const reason = outcome?.type === 'attachment.failed' ? outcome.data.reason : 'refused_type';
      return { status: 200, body: { state: 'failed', reason } };
    },
  };
}

function isOutcome(event: CaseEvent): event is CaseEvent & { type: 'attachment.stored' | 'attachment.failed' } {
  return event.type === 'attachment.stored' || event.type === 'attachment.failed';
}

function hasMovedIn(event: CaseEvent, messageId: string): boolean {
  return event.type === 'message.moved' && event.data.messageId === messageId && event.data.message !== undefined;
}

/** The first event of a case after `after` that is looked for. Redacted ones are nobody's any more. */
async function find(
  { room }: ApiDeps,
  id: string,
  after: number,
  is: (event: CaseEvent) => boolean,
): Promise<CaseEvent | undefined> {
  for (let next: number | undefined = after; next !== undefined; ) {
    const page = await room.store.timeline(caseStream(id), next, PAGE);
    const found = page.events
      .filter((event) => event.data)
      .map(caseEventOf)
      .find(is);
    if (found) return found;
    next = page.next;
  }
  return undefined;
}
