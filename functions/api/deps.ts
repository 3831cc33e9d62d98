import type { Suggestion } from '../../shared/case/events.ts';
import type { Room } from '../../shared/ledger/execute.ts';

export interface ApiDeps {
  room: Room;
  now: () => number;
  /** The snapshot of an active agency that an escalation keeps (d.3 rule 6). */
  agency(id: string): Promise<{ id: string; tiers: number } | undefined>;
  suggest(text: string, about: { channel?: string; country?: string }): Suggestion;
}
