/** The ledger by itself: chains, heads, indexes, clocks, ladders. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Item, Records } from '../records.ts';
import type { Reckoning } from './reckoning.ts';
import { counted, type Event, Rule, type Streams } from './rule.ts';

export function chainsWhole({ cases }: Records, streams: Streams): Rule {
  const rule = new Rule('hash chains are whole, and end where their heads say');
  const heads = new Map(cases.filter(({ hash, version }) => hash && version).map((item) => [String(item.hash), item]));
  for (const [stream, events] of streams) {
    const broken = breakOf(stream, events, heads);
    rule.hold(broken === undefined, () => `${stream}: ${broken}`);
  }
  return rule;
}

function breakOf(stream: string, events: readonly Event[], heads: ReadonlyMap<string, Item>): string | undefined {
  let before = '';
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) return `where ${index + 1} should be is ${event.seq}`;
    if (event.prevHash !== before) return `${event.seq} is not chained to what stands before it`;
    if (event.hash !== hashOf(stream, event)) return `${event.seq} was changed`;
    if (event.salt !== undefined && event.dataHash !== dataHashOf(event)) return `what ${event.seq} says was changed`;
    before = String(event.hash);
  }
  return heads.get(before)?.version === events.length ? undefined : `no head stands at ${events.length}`;
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

/** A case's head: some facts stand beside its state, where indexes see them. */
export function headsOf(cases: readonly Item[]): Map<string, Item & { state: Record<string, unknown> }> {
  const heads = cases.filter(({ pk, sk }) => pk.startsWith('case#') && sk === 'head');
  return new Map(
    heads.map((item) => [item.pk.slice('case#'.length), item as Item & { state: Record<string, unknown> }]),
  );
}

export function headsRight({ cases }: Records, reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule('heads say what their events say');
  const heads = headsOf(cases);
  for (const [id, one] of reckoned) {
    const head = heads.get(id);
    const differing = head ? differences(head, one) : ['there is none'];
    rule.hold(differing.length === 0, () => `${id}: ${differing.join('; ')}`);
  }
  for (const id of heads.keys()) rule.hold(reckoned.has(id), () => `${id}: a head without events`);
  return rule;
}

function differences(head: Item & { state: Record<string, unknown> }, one: Reckoning): string[] {
  const kept = { ...head.state, ...head } as Record<string, unknown>;
  const { counts } = head.state as { counts?: { messagesIn: number; messagesOut: number } };
  const list = <T>(name: string) => (head.state[name] ?? []) as T[];
  const outbox = [...one.outbox.values()].filter(({ phase }) => !['sent', 'failed'].includes(phase));
  const facts: [string, unknown, unknown][] = [
    ['status', kept.status, one.status],
    ['priority', kept.priority, one.priority],
    ['category', kept.category, one.category],
    ['owner', kept.owner, one.owner],
    ['merged into', kept.mergedInto, one.mergedInto],
    ['messages in', counts?.messagesIn ?? 0, one.messagesIn],
    ['messages out', counts?.messagesOut ?? 0, one.messagesOut],
    ['reporters', ids(list<{ contactId: string }>('reporters'), 'contactId'), ids(one.reporters, 'contactId')],
    [
      'escalations',
      said(list<{ alertId: string; state: string }>('escalations').map(({ alertId, state }) => `${alertId} ${state}`)),
      said([...one.asked.values()].map(({ alertId, state }) => `${alertId} ${state}`)),
    ],
    [
      'outbox',
      said(list<{ messageId: string; phase: string }>('outbox').map(({ messageId, phase }) => `${messageId} ${phase}`)),
      said(outbox.map(({ messageId, phase }) => `${messageId} ${phase}`)),
    ],
    [
      'still to be told',
      said(list<{ seq: number; rungs: string[] }>('alerts').map(({ seq, rungs }) => `${seq} ${rungs}`)),
      said(one.intents.map(({ seq, rungs }) => `${seq} ${rungs}`)),
    ],
    ['answers owed', list('owed').length, one.owed.length],
    ['attachments open', list('attachments').length, one.attachments.length],
    [
      'promises open',
      list<{ status: string }>('promises').filter(({ status }) => status === 'pending').length,
      [...one.promises.values()].filter(({ kept: done }) => !done).length,
    ],
  ];
  return facts.flatMap(([name, found, reckoned]) =>
    found === reckoned ? [] : [`${name} is ${String(found)}, reckoned ${String(reckoned)}`],
  );
}

const said = (words: readonly string[]) => [...words].sort().join(', ');
const ids = <K extends string>(list: readonly Record<K, string>[], key: K) => said(list.map((one) => one[key]));

/** Rows of the agencies' index: one for each request, open as long as the request is. */
export function rowsRight({ cases }: Records, reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule("agencies' rows say what the requests are");
  const rows = new Map(cases.filter(({ sk }) => sk.startsWith('esc#')).map((item) => [item.sk.slice(4), item]));
  for (const one of reckoned.values()) {
    for (const { alertId, state } of one.asked.values()) {
      const row = rows.get(alertId) as (Item & { alert: { state: string }; agencyPk: string }) | undefined;
      const ended = ['declined', 'completed', 'stood_down'].includes(state);
      const right = row?.alert.state === state && row.agencyPk.endsWith('#ended') === ended;
      rule.hold(right, () => `${alertId} is ${row?.alert.state ?? 'not there'} at ${row?.agencyPk}, reckoned ${state}`);
    }
  }
  return rule;
}

/** `at` is when the last sweep began: whatever was due by then has been seen to. */
export function clocksRight({ cases, sweptAt }: Records, reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule('clocks: the board and the sweep know the right instants, and nothing due was left');
  const heads = headsOf(cases);
  for (const [id, one] of reckoned) {
    const head = heads.get(id);
    const urgentAt = one.urgentAt();
    const wakeAt = one.wakeAt();
    if (one.open) {
      const rank = `${one.priority}#${urgentAt ?? '~'}#${id}`;
      rule.hold(head?.boardSk === rank, () => `${id} stands on the board at ${head?.boardSk}, reckoned ${rank}`);
    }
    const due = wakeAt && `${wakeAt}#${id}`;
    rule.hold(head?.dueSk === due, () => `${id} wakes at ${head?.dueSk}, reckoned ${due}`);
    rule.hold(
      wakeAt === undefined || wakeAt > sweptAt,
      () => `${id} was due at ${wakeAt} and nobody came by ${sweptAt}`,
    );
  }
  return rule;
}

/** Every miss of a target once, and never before its time. */
export function breachesOnce(streams: Streams): Rule {
  const rule = new Rule('every missed target is recorded once, and after it was missed');
  for (const [stream, events] of streams) {
    const breaches = events.filter(({ type }) => type === 'clock.breached');
    for (const [run, times] of counted(breaches.map(({ data }) => `${data.key} from ${data.startedAt}`)))
      rule.hold(times === 1, () => `${stream}: ${run} was missed ${times} times`);
    for (const { seq, data } of breaches) {
      const right = data.breachedAt <= data.recordedAt || data.reason === 'missed';
      rule.hold(right, () => `${stream}.${seq}: ${data.key} recorded at ${data.recordedAt}, due at ${data.breachedAt}`);
    }
  }
  return rule;
}

/** d.3: each rung once, in the ladder's order, and none for a request that somebody has answered. */
export function rungsOnce(streams: Streams): Rule {
  const rule = new Rule('ladders: each rung once, none after an answer');
  for (const [stream, events] of streams) {
    const answered = new Set<string>();
    const climbed = new Map<string, string[]>();
    for (const { type, seq, data } of events) {
      if (!type.startsWith('escalation.')) continue;
      const { alertId } = data;
      if (['escalation.acknowledged', 'escalation.accepted'].includes(type) && !data.late) answered.add(alertId);
      if (['escalation.declined', 'escalation.completed', 'escalation.stood-down'].includes(type))
        answered.add(alertId);
      if (['escalation.ack-expired', 'escalation.resumed'].includes(type)) answered.delete(alertId);
      if (type !== 'escalation.climbed') continue;
      const before = climbed.get(alertId) ?? [];
      rule.hold(!before.includes(data.rung), () => `${stream}.${seq}: ${alertId} climbs to ${data.rung} again`);
      rule.hold(
        !answered.has(alertId),
        () => `${stream}.${seq}: ${alertId} climbs to ${data.rung} though it is answered`,
      );
      climbed.set(alertId, [...before, data.rung]);
    }
  }
  return rule;
}
