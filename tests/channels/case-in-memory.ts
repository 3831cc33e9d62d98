/** One case in memory behind the store's interface: enough for what is said from it, without an emulator. */

import { type MessageInput, sendMessage } from '../../shared/case/commands/index.ts';
import type { CaseEvent, EventData, EventType } from '../../shared/case/events.ts';
import { openCase } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { execute, type Room } from '../../shared/ledger/execute.ts';
import type { Head, Outgoing, Store } from '../../shared/ledger/store.ts';
import type { Contact } from '../../shared/people/contacts.ts';

export const CASE = 'K7M2-9QXF';

export class CaseInMemory {
  readonly events: CaseEvent[] = [];
  readonly outgoing: Outgoing[] = [];
  readonly room: Room;
  /** What the room knows of the person, beside the case. */
  contact: Head<Contact> | undefined;
  /** Set to make the next writes fail as a contended table does. */
  refuseWrites = false;
  private state: CaseState;

  constructor(channel: Channel, address: { scope: string; id: string }, openedAt: string) {
    const opened = openCase(
      CASE,
      {
        channel,
        reporter: { contactId: 'c1', channel, relationship: 'self', address },
        priority: 'P3',
        reasons: [],
        category: 'other',
        summary: 'x',
      },
      { now: openedAt, actor: { kind: 'system', id: 'test' }, policies: [DEFAULT_POLICY] },
    );
    this.state = opened.state;
    this.events.push(...opened.events);
    this.room = {
      store: this.store(),
      policies: async () => [DEFAULT_POLICY],
      random: (bytes) => new Uint8Array(bytes),
      pause: async () => {},
    };
  }

  /** An officer says something; the job that the relay would queue for it. */
  async say(now: string, words: Omit<MessageInput, 'contactId'> & { automatic?: boolean }) {
    const by = { actor: { kind: 'staff' as const, id: 'officer' }, now };
    const done = await execute(this.room, CASE, sendMessage, { contactId: 'c1', ...words }, by);
    if (done.outcome !== 'done') throw new Error(`not queued: ${JSON.stringify(done)}`);
    const queued = this.events.findLast((event) => event.type === 'message.queued');
    if (queued?.type !== 'message.queued') throw new Error('not queued');
    return { case: CASE, messageId: queued.data.messageId, seq: queued.seq };
  }

  heardAt(lastInboundAt: string | undefined): void {
    const { lastInboundAt: _old, ...state } = this.state;
    this.state = lastInboundAt === undefined ? state : { ...state, lastInboundAt };
  }

  /** Types of what was recorded about messages, in order. */
  told(): string[] {
    return this.events.flatMap(({ type }) => (type.startsWith('message.') ? [type.slice('message.'.length)] : []));
  }

  last<T extends EventType>(type: T): EventData[T] | undefined {
    return this.events.findLast((event) => event.type === type)?.data as EventData[T] | undefined;
  }

  private store(): Store {
    const store: Partial<Store> = {
      load: async (id) => (id === CASE ? { state: this.state, hash: '' } : undefined),
      timeline: async (_stream, after, limit) => ({
        events: this.events.slice(after, after + limit) as never,
      }),
      head: async <State>() => this.contact as Head<State> | undefined,
      // No status comes before its message here.
      parked: async () => [],
      commit: async (changes, extras) => {
        const [change] = changes;
        if (this.refuseWrites) return { outcome: 'contended' };
        if (change?.kind === 'stream') {
          const version = (change.before?.version ?? 0) + change.events.length;
          this.contact = { id: 'c1', version, hash: '', state: change.after as Contact };
          return { outcome: 'committed', hashes: [''] };
        }
        if (change?.kind !== 'case') throw new Error('one case only');
        if (change.events[0]?.seq !== this.state.version + 1) return { outcome: 'conflict' };
        this.state = change.after;
        this.events.push(...change.events);
        this.outgoing.push(...(extras?.outgoing ?? []));
        return { outcome: 'committed', hashes: [''] };
      },
    };
    return store as Store;
  }
}
