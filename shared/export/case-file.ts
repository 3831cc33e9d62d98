import type { CaseEvent } from '../case/events.ts';

/** One attachment of a case, as its file lists it. */
export interface ListedAttachment {
  messageId: string;
  n: number;
  mime?: string;
  bytes?: number;
  sha256?: string;
  /** `lost`: it could not be fetched, and why; `forgotten`: by a redaction. */
  state: 'stored' | 'pending' | 'lost' | 'forgotten';
  reason?: string;
}

/** What was sent along with the messages of a case, and what became of each. */
export function attachmentsOf(events: readonly CaseEvent[]): ListedAttachment[] {
  const list = new Map<string, ListedAttachment>();
  for (const event of events) {
    if (event.type === 'message.received') {
      const { messageId, media = [] } = event.data;
      for (const [n, { mime }] of media.entries()) {
        list.set(`${messageId}/${n}`, { messageId, n, state: 'pending', ...(mime ? { mime } : {}) });
      }
    }
    if (event.type === 'attachment.stored') {
      const { messageId, n, key, mime, bytes, sha256 } = event.data;
      const at = { messageId, n, mime };
      list.set(`${messageId}/${n}`, key ? { ...at, bytes, sha256, state: 'stored' } : { ...at, state: 'forgotten' });
    }
    if (event.type === 'attachment.failed') {
      const { messageId, n, reason } = event.data;
      list.set(`${messageId}/${n}`, { ...list.get(`${messageId}/${n}`), messageId, n, state: 'lost', reason });
    }
  }
  return [...list.values()];
}
