/**
 * The judge of a run. Reads raw items and other people's records, and reckons for itself: nothing of the room's own reading of its
 * ledger is used here.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Item, Records } from './records.ts';

export interface Finding {
  /** What must hold. */
  name: string;
  checked: number;
  faults: string[];
  /** What looks wrong and is not, by its reason, and how often. */
  explained: Record<string, number>;
}

export interface Event extends Item {
  seq: number;
  type: string;
  at: string;
  data: Record<string, unknown>;
}

/** Events by stream, in order. */
export type Streams = Map<string, Event[]>;

/** Collects what one rule finds. */
export class Rule {
  checked = 0;
  readonly faults: string[] = [];
  readonly explained: Record<string, number> = {};

  constructor(readonly name: string) {}

  /** One thing looked at; a fault in words where it does not hold. */
  hold(holds: boolean, fault: () => string): void {
    this.checked += 1;
    if (!holds) this.faults.push(fault());
  }

  explain(reason: string): void {
    this.explained[reason] = (this.explained[reason] ?? 0) + 1;
  }
}

export function check(records: Records): Finding[] {
  const streams = streamsOf(records.ledger);
  const rules = [everyMessageOnce(records, streams), chainsWhole(records, streams), queuesEmpty(records)];
  return rules.map(({ name, checked, faults, explained }) => ({ name, checked, faults, explained }));
}

function streamsOf(ledger: readonly Item[]): Streams {
  const streams: Streams = new Map();
  for (const item of [...ledger].sort((a, b) => (a.sk < b.sk ? -1 : 1))) {
    const events = streams.get(item.pk) ?? [];
    events.push(item as Event);
    streams.set(item.pk, events);
  }
  return streams;
}

function everyMessageOnce({ said }: Records, streams: Streams): Rule {
  const rule = new Rule('every message stands in the ledger once');
  const received = [...streams.values()].flat().filter(({ type }) => type === 'message.received');
  const byId = new Map<string, number>();
  const byToken = new Map<string, number>();
  for (const { data } of received) {
    const id = `${data.channel} ${String(data.providerMessageId).split(':').at(-1)}`;
    byId.set(id, (byId.get(id) ?? 0) + 1);
    for (const [, token] of String(data.text ?? '').matchAll(/\[([a-z0-9]{10})\]/g))
      byToken.set(token!, (byToken.get(token!) ?? 0) + 1);
  }
  for (const { channel, id, token, taken } of said) {
    const times = token ? (byToken.get(token) ?? 0) : (byId.get(`${channel} ${id}`) ?? 0);
    if (!taken && times === 0) rule.explain(`${channel}: never taken by the room`);
    rule.hold(times === 1 || (!taken && times === 0), () => `${channel} ${id} [${token ?? ''}] stands ${times} times`);
  }
  return rule;
}

function chainsWhole({ cases }: Records, streams: Streams): Rule {
  const rule = new Rule('hash chains are whole, and end where their heads say');
  const heads = new Map(cases.filter(({ hash, version }) => hash && version).map((item) => [String(item.hash), item]));
  for (const [stream, events] of streams) {
    let before = '';
    let broken: string | undefined;
    for (const [index, event] of events.entries()) {
      if (event.seq !== index + 1) broken ??= `seq ${index + 1} is ${event.seq}`;
      if (event.prevHash !== before) broken ??= `${event.seq} is not chained to what stands before it`;
      if (event.hash !== hashOf(stream, event)) broken ??= `${event.seq} was changed`;
      if (event.salt !== undefined && event.dataHash !== dataHashOf(event)) broken ??= `${event.seq}: data was changed`;
      before = String(event.hash);
    }
    const head = heads.get(before);
    if (head?.version !== events.length) broken ??= `no head stands at ${events.length}`;
    rule.hold(broken === undefined, () => `${stream}: ${broken}`);
  }
  return rule;
}

function hashOf(stream: string, { seq, type, at, actor, dataHash, prevHash, schema, policy }: Event): string {
  const subject = stream.startsWith('case#') ? stream.slice('case#'.length) : stream;
  const signed = { case: subject, seq, type, at, actor, dataHash, prevHash, schema, policy };
  return createHash('sha256').update(canonicalize(signed)!).digest('hex');
}

function dataHashOf({ salt, data }: Event): string {
  return createHash('sha256')
    .update(Buffer.from(String(salt), 'base64'))
    .update(canonicalize(data)!)
    .digest('hex');
}

function queuesEmpty({ queues }: Records): Rule {
  const rule = new Rule('queues are empty, or it is known why not');
  for (const { name, depth } of queues) {
    if (depth > 0 && /^agency-/.test(name)) {
      rule.explain("an agency's own queue, which it reads when it likes");
      rule.hold(true, () => '');
    } else rule.hold(depth === 0, () => `${name} holds ${depth}`);
  }
  return rule;
}
