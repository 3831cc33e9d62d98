/** What went out: messages to people, alerts to agencies, files; and what is left in queues. */
import type { Performed, Published, Records } from '../records.ts';
import type { Outgoing, Reckoning } from './reckoning.ts';
import { counted, type Event, grouped, Rule, type Streams } from './rule.ts';

/** Providers that carry back what we give them, so that each message they took is known by its own name. */
const CARRIES = ['whatsapp', 'sms', 'email'];

/** What the ledger says was sent, providers took; what they took, the ledger says: sent, or honestly unknown. */
export function sentOrUnknown({ performed, cases }: Records, reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule('what left is recorded, what is recorded left: sent, or honestly unknown');
  const messages = [...reckoned.values()].flatMap((one) =>
    [...one.outbox.values()].map((message) => ({ one, message })),
  );
  const named = grouped(performed, ({ callback = '' }) => callback.split('/')[1] ?? '');
  const ids = new Set(performed.map(({ channel, id }) => `${channel} ${id}`));
  const known = new Set<string>();
  const found = new Map(
    cases.flatMap(({ pk, messageId }) =>
      pk.startsWith('out#') ? [[String(messageId), String(pk.split('#').at(-1))] as const] : [],
    ),
  );
  for (const { one, message } of messages) {
    const { messageId, channel, phase } = message;
    const providerMessageId = message.providerMessageId || found.get(messageId);
    known.add(messageId);
    if (message.forgotten) rule.explain('for whom it was and what it said is forgotten');
    if (phase === 'sent')
      rule.hold(ids.has(`${channel} ${providerMessageId}`), () => `${messageId}: nobody took ${providerMessageId}`);
    if (phase === 'sent') rule.hold(found.has(messageId), () => `${messageId}: sent, and no row leads back to it`);
    if (phase === 'sending') rule.hold(false, () => `${messageId}: an attempt without an outcome`);
    if (phase === 'queued')
      rule.hold(message.notBefore !== undefined, () => `${messageId} on ${one.id} (${one.status}) never left`);
    if (CARRIES.includes(channel)) countOne(rule, message, named.get(messageId) ?? []);
    else if (phase === 'unknown') rule.explain(`${channel}: outcome unknown`);
  }
  for (const { channel, id, callback } of performed)
    if (callback)
      rule.hold(
        known.has(callback.split('/')[1] ?? ''),
        () => `${channel} took ${id}, of which the ledger knows nothing`,
      );
  const ours = messages.map(({ message }) => message);
  const gone = ours.filter(({ forgotten }) => forgotten);
  const goneIds = new Set(gone.map(({ channel, messageId }) => `${channel} ${found.get(messageId)}`));
  countTogether(
    rule,
    performed.filter(({ channel, id }) => !goneIds.has(`${channel} ${id}`)),
    ours.filter(({ forgotten }) => !forgotten),
    gone.filter(({ phase }) => phase === 'unknown'),
  );
  return rule;
}

/** Of these channels no status ever settles a message whose outcome is unknown: somebody has to ask the person. */
export function somebodyAsks(reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule('where nobody will ever tell whether a message arrived, a person is to ask');
  for (const one of reckoned.values()) {
    for (const { messageId, contactId, channel, phase } of one.outbox.values()) {
      if (phase !== 'unknown' || CARRIES.includes(channel)) continue;
      const asks = [...one.promises.values()].some((promise) => promise.contactId === contactId);
      if (!asks && !one.open) rule.explain('the case had ended');
      rule.hold(asks || !one.open, () => `${messageId}: nobody is to ask ${contactId}`);
    }
  }
  return rule;
}

function countOne(rule: Rule, message: Outgoing, took: readonly Performed[]): void {
  const { messageId, channel, phase, reportedFailed } = message;
  const times = took.length;
  if (phase === 'sent') rule.hold(times === 1, () => `${messageId} was sent ${times} times by ${channel}`);
  else if (phase === 'unknown') {
    rule.explain(`${channel}: outcome unknown, ${times === 0 ? 'it did not leave' : 'it left'}`);
    rule.hold(times <= 1, () => `${messageId} left ${times} times, outcome unknown`);
  } else if (phase === 'failed' && reportedFailed) rule.hold(times <= 1, () => `${messageId} left ${times} times`);
  else rule.hold(times === 0, () => `${messageId} is ${phase} and left ${times} times by ${channel}`);
}

/**
 * Where a provider carries nothing back, a message is known by whom it is for and its words.
 * @param nameless of which nobody knows any more whether they left, for whom, and with which words.
 */
function countTogether(
  rule: Rule,
  performed: readonly Performed[],
  messages: readonly Outgoing[],
  nameless: readonly Outgoing[],
): void {
  const left = counted(nameless.map(({ channel }) => channel));
  const nameOf = ({ channel, to, text }: { channel: string; to: string; text: string }) => `${channel} ${to} ${text}`;
  const took = counted(performed.filter(({ channel }) => !CARRIES.includes(channel)).map(nameOf));
  const ours = grouped(
    messages.filter(({ channel }) => !CARRIES.includes(channel)),
    nameOf,
  );
  for (const name of new Set([...took.keys(), ...ours.keys()])) {
    const mine = ours.get(name) ?? [];
    const sent = mine.filter(({ phase }) => phase === 'sent').length;
    const unknown = mine.filter(({ phase }) => phase === 'unknown').length;
    let times = took.get(name) ?? 0;
    const channel = name.slice(0, name.indexOf(' '));
    for (let spare = left.get(channel) ?? 0; spare > 0 && times > sent + unknown; spare--, times--)
      left.set(channel, spare - 1);
    rule.hold(
      sent <= times && times <= sent + unknown,
      () => `${name.slice(0, 60)}: left ${times} times, sent ${sent}, unknown ${unknown}`,
    );
  }
}

/** Every intent ends in an outcome, but those of cases that ended: nobody is answered there by the room itself any more. */
export function intentsEnd({ now }: Records, reckoned: ReadonlyMap<string, Reckoning>): Rule {
  const rule = new Rule('every intent has its outcome');
  for (const one of reckoned.values()) {
    for (const { answer, contactId } of one.owed) {
      if (!one.open) rule.explain(`the ${answer} answer of a case that ended`);
      rule.hold(!one.open, () => `${one.id}: ${contactId} is owed the ${answer} answer`);
    }
    for (const { key } of one.attachments) rule.hold(false, () => `${key}: an attachment without an outcome`);
    for (const { seq, rungs, at, listed } of one.intents) {
      const digest = listed || rungs.every((rung) => ['t3', 't4'].includes(rung));
      const waits = digest && Date.parse(now) - Date.parse(at) < 40 * 60_000;
      if (waits) rule.explain('it waits for the list of the quarter of an hour');
      rule.hold(waits, () => `${one.id}.${seq} was never told to ${rungs}`);
    }
  }
  return rule;
}

const ALERTS = [
  'escalation.raised',
  'escalation.climbed',
  'escalation.ack-expired',
  'escalation.resumed',
  'escalation.answered',
  'escalation.acknowledged',
  'escalation.declined',
  'escalation.completed',
  'escalation.stood-down',
];

/** No alert without its intent, no intent said to be told without its alert. */
export function alertsMatch({ published }: Records, streams: Streams): Rule {
  const rule = new Rule('no alert without its intent, none told that SNS never had');
  const events = [...streams.values()].flat();
  const byName = new Map(events.map((event) => [`${event.pk.slice('case#'.length)}.${event.seq}`, event]));
  const recorded = new Map<string, Event>();
  for (const event of events) for (const id of messageIdsIn(event)) recorded.set(id, event);
  const byId = grouped(published, ({ messageId }) => messageId);

  for (const [id, event] of recorded)
    rule.hold(byId.has(id), () => `${event.pk}.${event.seq} (${event.type}) says ${id}, which nobody got`);

  const told = grouped(
    [...byId.values()].map(([one]) => one!),
    nameOf,
  );
  for (const [name, alerts] of told) {
    const unrecorded = alerts.filter(({ messageId }) => !recorded.has(messageId));
    const { event } = alerts[0]!.attributes;
    const intent = event === undefined ? undefined : byName.get(event);
    if (event !== undefined) {
      const meant = intent !== undefined && ALERTS.includes(intent.type);
      rule.hold(meant, () => `${alerts[0]!.messageId} tells of ${event}, which is ${intent?.type ?? 'nothing'}`);
    }
    if (unrecorded.length === 0) continue;
    const again = unrecorded.length < alerts.length;
    const overtaken = intent !== undefined && closedAfter(intent, streams);
    if (again)
      for (const _ of unrecorded) rule.explain('told once more under the same name before its outcome was written');
    else if (overtaken) rule.explain('the request was closed before the outcome was written');
    rule.hold(
      again || overtaken,
      () => `${name}: ${unrecorded.map(({ messageId }) => messageId)} told and nowhere recorded`,
    );
  }
  return rule;
}

/** By what two publishings of one thing are known to be one. */
function nameOf({ topic, attributes, subject = '', at }: Published): string {
  if (attributes.event) return `${topic} ${attributes.event} ${attributes.rung}`;
  // A digest is one for each quarter of an hour; its outcome may come in the next.
  if (attributes.kind === 'digest') return `${topic} digest ${Math.floor(at / 1_800_000)}`;
  return `${topic} ${attributes.kind} ${subject}`;
}

function messageIdsIn({ type, data }: Event): string[] {
  if (!/^(escalation|digest|agency|complaint|handover|standing)\./.test(type) || !data) return [];
  return [...(data.messageIds ?? []), ...(typeof data.messageId === 'string' ? [data.messageId] : [])];
}

/** An intent that was open when its request was closed is not told any more, and needs no outcome. */
function closedAfter({ pk, seq, data }: Event, streams: Streams): boolean {
  const ends = ['escalation.declined', 'escalation.completed', 'escalation.stood-down'];
  return (streams.get(pk) ?? []).some(
    (event) => event.seq > seq && ends.includes(event.type) && event.data.alertId === data.alertId,
  );
}

/** Each rung of each intent has one outcome at most. */
export function outcomesOnce(streams: Streams): Rule {
  const rule = new Rule('every outcome is recorded once');
  for (const [stream, events] of streams) {
    const outcomes = events.flatMap(({ type, data }) => {
      if (type === 'escalation.sent' || type === 'escalation.failed')
        return data.rungs.map((rung: string) => `alert ${data.revision} ${rung}`);
      if (type === 'message.sent') return [`message ${data.messageId}`];
      if (type.startsWith('attachment.')) return [`attachment ${data.messageId}.${data.n}`];
      return [];
    });
    for (const [name, times] of counted(outcomes))
      rule.hold(times === 1, () => `${stream}: ${name} ended ${times} times`);
  }
  return rule;
}

export function filesThere({ objects }: Records, streams: Streams): Rule {
  const rule = new Rule('every attachment said to be kept is there');
  const there = new Set(objects.map(({ key }) => key));
  for (const { type, pk, seq, data, redactedBy } of [...streams.values()].flat())
    if (type === 'attachment.stored' && redactedBy !== undefined) {
      const left = [...there].filter((key) => key.includes(`${data.messageId}/${data.n}`));
      rule.hold(left.length === 0, () => `${pk}.${seq} is forgotten, and ${left} is still there`);
    } else if (type === 'attachment.stored')
      rule.hold(there.has(data.key), () => `${pk}.${seq}: ${data.key} is not there`);
    else if (type === 'attachment.failed') rule.explain(`an attachment could not be kept: ${data.reason}`);
  return rule;
}

export function queuesEmpty({ queues }: Records): Rule {
  const rule = new Rule('queues are empty, or it is known why not');
  for (const { name, depth } of queues) {
    const theirs = /^agency-/.test(name);
    if (depth > 0 && theirs) rule.explain("an agency's own queue, which it reads when it likes");
    rule.hold(depth === 0 || theirs, () => `${name} holds ${depth}`);
  }
  return rule;
}

export function nothingDenied({ denied }: Records): Rule {
  const rule = new Rule('no function asked for what its role does not allow');
  for (const message of denied) rule.hold(false, () => message);
  return rule;
}
