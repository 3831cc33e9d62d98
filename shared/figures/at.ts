import { isOpen } from '../case/obligations.ts';
import type { Category, Channel, Priority, Status } from '../case/vocabulary.ts';
import type { CaseFacts, Ms, Timed } from './facts.ts';

/** A case as its facts stood at an instant. */
export interface CaseAt {
  facts: CaseFacts;
  status: Status;
  open: boolean;
  priority: Priority;
  category: Category;
  channel: Channel;
  crisis: string | undefined;
  country: string | undefined;
  place: string | undefined;
  language: string | undefined;
  owner: string | undefined;
  /** Of the earliest of the cases that were merged into it (e.3). */
  received: Ms;
  /** First word of a person of the room to any of its reporters. */
  answered: Ms | undefined;
}

/** What held at an instant: the last value recorded until then. */
export function valueAt<T>(values: readonly Timed<T>[], at: Ms): T | undefined {
  return values.findLast(([recorded]) => recorded <= at)?.[1];
}

/** All cases that were open to the room's knowledge at an instant, merged and invalid ones too. */
export function casesAt(rows: readonly CaseFacts[], at: Ms): CaseAt[] {
  const byId = new Map(rows.map((facts) => [facts.id, facts]));
  return rows.flatMap((facts) => (facts.opened <= at ? [caseAt(facts, at, byId)] : []));
}

function caseAt(facts: CaseFacts, at: Ms, byId: ReadonlyMap<string, CaseFacts>): CaseAt {
  const status = valueAt(facts.status, at) ?? 'new';
  const family = mergedInto(facts, at, byId);
  const begun = family.flatMap((member) => [member.received, ...mergesAt(member, at).map(({ openedAt }) => openedAt)]);
  const words = family.flatMap(({ spoken }) => spoken.find(([spokenAt]) => spokenAt <= at)?.[0] ?? []);
  return {
    facts,
    status,
    open: isOpen(status),
    priority: valueAt(facts.priority, at) ?? 'P4',
    category: valueAt(facts.category, at) ?? 'other',
    channel: facts.channel,
    crisis: valueAt(facts.crisis, at),
    country: valueAt(facts.country, at),
    place: valueAt(facts.place, at),
    language: valueAt(facts.language, at),
    owner: valueAt(facts.owner, at),
    received: Math.min(...begun),
    answered: words.length > 0 ? Math.min(...words) : undefined,
  };
}

const mergesAt = (facts: CaseFacts, at: Ms) =>
  facts.merges.filter((merge) => merge.at <= at && (merge.until === undefined || merge.until > at));

/** The case and those merged into it, directly or through another. One not among the rows ended before the period began. */
function mergedInto(facts: CaseFacts, at: Ms, byId: ReadonlyMap<string, CaseFacts>): CaseFacts[] {
  const family = new Set([facts]);
  for (const member of family) {
    for (const { other } of mergesAt(member, at)) {
      const source = byId.get(other);
      if (source) family.add(source);
    }
  }
  return [...family];
}
