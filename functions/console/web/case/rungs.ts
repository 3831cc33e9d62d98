import type { CaseEvent } from '../../../../shared/case/events.ts';
import type { TimelineEvent } from '../answers.ts';

/** One rung of a request's ladder, in the order in which it is climbed. */
export interface RungLine {
  rung: string;
  /** `told`: the alert went out; `telling`: it is being sent; `passed`: its time passed unnoticed in an outage; `ahead`: not yet. */
  state: 'told' | 'telling' | 'passed' | 'ahead';
  /** When it was told, or fell due. */
  at?: string;
  /** Of what lies ahead. */
  dueAt?: string;
  /** What became of it since, oldest first. */
  after: { seq: number; at: string; what: 'delivered' | 'undelivered' | 'failed' | 'acknowledged'; who?: string }[];
}

/**
 * A request's ladder rung by rung: who was told when and what came of it, from the timeline; what lies ahead as the room reckons it.
 * @param next rungs that will be told while nobody answers, soonest first
 */
export function ladderOf(
  alertId: string,
  events: readonly TimelineEvent[],
  next: readonly { rung: string; dueAt: string }[],
): RungLine[] {
  const lines = new Map<string, RungLine>();
  const line = (rung: string): RungLine => {
    const known = lines.get(rung) ?? { rung, state: 'telling', after: [] };
    lines.set(rung, known);
    return known;
  };
  for (const { data, ...rest } of events) {
    if (data?.alertId !== alertId) continue;
    const event = { data, ...rest } as unknown as CaseEvent;
    const { seq, at } = event;
    switch (event.type) {
      case 'escalation.raised':
        line('a1');
        break;
      case 'escalation.climbed': {
        const climbed = line(event.data.rung);
        if (!event.data.told) Object.assign(climbed, { state: 'passed', at: event.data.dueAt });
        break;
      }
      case 'escalation.sent':
        for (const rung of event.data.rungs) {
          const told = line(rung);
          Object.assign(told, { state: 'told', at: told.at ?? at });
        }
        break;
      case 'escalation.delivered':
        line(event.data.rung).after.push({ seq, at, what: 'delivered', who: event.data.via });
        break;
      case 'escalation.undelivered':
        line(event.data.rung).after.push({ seq, at, what: 'undelivered', who: event.data.channel });
        break;
      case 'escalation.failed':
        for (const rung of event.data.rungs) line(rung).after.push({ seq, at, what: 'failed' });
        break;
      case 'escalation.acknowledged':
        line(event.data.rung ?? 'a1').after.push({ seq, at, what: 'acknowledged', who: event.data.by.name });
        break;
    }
  }
  const ahead = next.filter(({ rung }) => !lines.has(rung));
  return [...lines.values(), ...ahead.map(({ rung, dueAt }): RungLine => ({ rung, state: 'ahead', dueAt, after: [] }))];
}
