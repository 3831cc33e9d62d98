/**
 * A case reckoned from its raw events by the tables of domain.md (c.3, c.5, d.3), written out here a second time: nothing of the room's own
 * fold, clocks or ladders is used, so that a fault there shows as a difference.
 */
import type { Event } from './rule.ts';

type Level = 'P1' | 'P2' | 'P3' | 'P4';
const [m, h, d] = [60, 3600, 86_400];

const TARGETS: Record<string, Record<Level, number | null>> = {
  call_answer: { P1: 15, P2: 15, P3: 15, P4: 15 },
  auto_receipt: { P1: m, P2: m, P3: m, P4: m },
  triage: { P1: 5 * m, P2: 10 * m, P3: 30 * m, P4: 2 * h },
  first_human_response: { P1: 5 * m, P2: 15 * m, P3: h, P4: 4 * h },
  escalate: { P1: 10 * m, P2: 30 * m, P3: 4 * h, P4: d },
  agency_ack: { P1: 5 * m, P2: 15 * m, P3: h, P4: 8 * h },
  agency_response: { P1: h, P2: 3 * h, P3: d, P4: 3 * d },
  keep_in_loop: { P1: h, P2: 3 * h, P3: 12 * h, P4: d },
  recheck: { P1: h, P2: 6 * h, P3: d, P4: null },
  wa_window: { P1: d, P2: d, P3: d, P4: d },
  next_milestone: { P1: d, P2: 3 * d, P3: 7 * d, P4: 14 * d },
  resolution: { P1: null, P2: null, P3: 7 * d, P4: 14 * d },
};
/** Clocks that stand still while the reporter is waited for. */
const PAUSED = ['keep_in_loop', 'next_milestone', 'resolution'];

/** d.3 rule 1: seconds after raising, by rung. */
const LADDER: Record<Level, [rung: string, after: number][]> = {
  P1: [
    ['a2', 5 * m],
    ['a3', 10 * m],
    ['t1', 10 * m],
    ['a4', 20 * m],
    ['t2', 20 * m],
    ['t3', 40 * m],
    ['t4', h],
  ],
  P2: [
    ['a2', 15 * m],
    ['a3', 30 * m],
    ['t1', 30 * m],
    ['a4', h],
    ['t2', h],
    ['t3', 3 * h],
    ['t4', 6 * h],
  ],
  P3: [
    ['a2', h],
    ['a3', 2 * h],
    ['t1', 2 * h],
    ['a4', 6 * h],
    ['t2', 6 * h],
    ['t3', d],
  ],
  P4: [
    ['a2', 8 * h],
    ['a3', d],
    ['t1', d],
    ['a4', 2 * d],
    ['t2', 2 * d],
  ],
};
const STEP: Record<Level, number> = { P1: 5 * m, P2: 15 * m, P3: h, P4: 8 * h };
const ACK_LIFE: Record<Level, number | null> = { P1: h, P2: 3 * h, P3: d, P4: null };

const OPEN = ['new', 'triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'];
/** d.2: nobody in the room alone can do what these need. */
const NO_AGENCY = [
  'lost_belongings_money',
  'abuse_exploitation',
  'family_separation',
  'pet_property',
  'information',
  'other',
];
const MOVED_ON = [
  'en_route',
  'at_assembly_point',
  'manifested',
  'departed',
  'arrived',
  'hospitalised',
  'safe_confirmed',
];
const ANSWERED = ['whatsapp', 'messenger', 'telegram', 'sms', 'twilio_whatsapp', 'email'];
/** Rungs that hear by the quarter of the hour, in one list. */
const LISTED = ['t3', 't4'];

interface Here {
  at: string;
  seq: number;
}
interface Person {
  contactId: string;
  channel: string;
  relationship: string;
  address?: { scope: string; id: string };
}
export interface Asked extends Here {
  alertId: string;
  state: string;
  tiers: number;
  sent?: Here;
  ack?: Here;
  /** The acknowledgement that still holds. */
  holds?: string;
  eta?: boolean;
  rung?: string;
  answeredAt?: string;
  reached: string[];
  again?: { at: string; behind: string[] };
  repriced: string;
  held: boolean;
}
/** Something that a recorded event wants told, and who has not been yet. */
export interface Intent extends Here {
  alertId: string;
  rungs: string[];
  listed: boolean;
}
export interface Outgoing extends Here {
  messageId: string;
  contactId: string;
  channel: string;
  to: string;
  text: string;
  automatic: boolean;
  phase: 'queued' | 'sending' | 'unknown' | 'sent' | 'failed';
  notBefore?: string;
  providerMessageId?: string;
  attempts: number;
  /** The provider itself said that it failed. */
  reportedFailed: boolean;
  /** Somebody asked that it be forgotten: for whom it was and what it said is gone. */
  forgotten: boolean;
}
interface Clock extends Here {
  name: string;
  key: string;
}

const isOver = ({ state }: Asked) => ['declined', 'completed', 'stood_down'].includes(state);
const plus = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
const least = (instants: readonly (string | undefined)[]) => instants.filter((at): at is string => !!at).sort()[0];
const later = (a: string, b: string) => (a > b ? a : b);

export class Reckoning {
  readonly id: string;
  status = 'new';
  before = 'new';
  priority: Level = 'P4';
  category = '';
  owner: string | undefined;
  mergedInto: string | undefined;
  messagesIn = 0;
  messagesOut = 0;
  reporters: Person[] = [];
  readonly asked = new Map<string, Asked>();
  readonly outbox = new Map<string, Outgoing>();
  intents: Intent[] = [];
  owed: (Here & { answer: string; contactId: string })[] = [];
  attachments: (Here & { key: string })[] = [];
  readonly promises = new Map<string, Here & { contactId: string; due: string; kept: boolean }>();
  private readonly rings = new Map<string, Here & { who: string; over: boolean }>();
  private unreadable: string[] = [];
  private resumed: Here = { at: '', seq: 0 };
  private triaged: Here | undefined;
  private human: Here | undefined;
  private loop: Here | undefined;
  private subject: Here = { at: '', seq: 0 };
  private wa: Here | undefined;
  private receipt: Here | undefined;
  private receiptSent = false;
  private milestone = false;
  private escalated = false;
  private resolvedAt = '';
  private expectedAt = '';
  private risen = false;
  private readonly opened: Here;
  /** Messages that were moved here, by whom; and those people whom nothing else brought. */
  private readonly borrowed = new Map<string, string>();
  private readonly strangers = new Set<string>();
  private readonly waits: { from: string; to?: string }[] = [];
  private merges: { other: string; level: Level | undefined; brought: string[] }[] = [];
  /** Its own priority, while others are merged into it. */
  private alone: Level | undefined;
  private readonly breached = new Map<string, number>();
  private readonly warned: { level: number; seq: number }[] = [];

  constructor(events: readonly Event[]) {
    const first = events[0]!;
    this.id = first.pk.slice('case#'.length);
    this.opened = { at: first.at, seq: 1 };
    this.subject = this.opened;
    for (const event of events) this.read(event);
  }

  get open(): boolean {
    return OPEN.includes(this.status);
  }

  private read({ type, at, seq, data, actor, redactedBy }: Event): void {
    const here = { at, seq };
    const staff = (actor as { kind: string }).kind === 'staff';
    switch (type) {
      case 'case.opened':
        this.priority = data.priority;
        this.category = data.category;
        this.reporters.push(data.reporter);
        // Whoever logs a call has spoken with the caller.
        if (staff && ['phone', 'walk_in'].includes(data.channel)) {
          this.human = here;
          this.loop = here;
        }
        break;
      case 'case.triaged':
        this.triaged ??= here;
        if (this.alone) this.alone = data.priority;
        for (const merge of this.merges) merge.level = undefined;
        this.category = data.category;
        this.reprice(data.priority, at);
        break;
      case 'priority.raised':
        if (this.alone) this.alone = data.to;
        this.reprice(data.to, at);
        if (data.reasons.some(({ rule }: { rule: string }) => rule === 'R17')) this.risen = true;
        break;
      case 'case.assigned':
        this.owner = data.owner;
        break;
      case 'status.changed':
        this.move(data.to, at);
        this.expectedAt = data.expectedAt ?? '';
        break;
      case 'case.resolved':
        this.move('resolved', at);
        this.resolvedAt = at;
        break;
      case 'case.closed':
        this.move('closed', at);
        break;
      case 'case.transferred':
        this.move('transferred', at);
        break;
      case 'case.invalidated':
        this.move('invalid', at);
        break;
      case 'case.reopened':
      case 'case.restored':
        this.move('in_progress', at);
        this.resumed = here;
        break;
      case 'case.merged':
        this.merged(data, at);
        break;
      case 'case.unmerged':
        this.unmerged(data, at);
        break;
      case 'message.received':
        this.received(data, here);
        break;
      case 'message.moved':
        if (data.message) this.movedHere(data.message, data.reporter);
        else this.movedAway(data.messageId);
        break;
      case 'call.logged':
        this.subject = here;
        this.meet(data.reporter);
        if (data.answered || data.direction === 'out') this.spoke(here);
        if (data.answered) for (const ring of this.rings.values()) if (ring.who === data.contactId) ring.over = true;
        break;
      case 'call.missed': {
        const ring = this.rings.get(data.messageId);
        if (ring) ring.over = true;
        break;
      }
      case 'data.redacted': {
        // What belongs to a forgotten message is not fetched any more.
        const gone = data.kept.flatMap((left: Pick<Event, 'data'>) => (left.data.media ? left.data.messageId : []));
        this.attachments = this.attachments.filter(({ key }) => !gone.includes(key.slice(0, key.lastIndexOf('.'))));
        break;
      }
      case 'attachment.stored':
      case 'attachment.failed':
        this.attachments = this.attachments.filter(({ key }) => key !== `${data.messageId}.${data.n}`);
        break;
      case 'person.changed':
        if (MOVED_ON.includes(data.safety?.status)) this.milestone = true;
        break;
      case 'need.changed':
        if (data.status === 'met') this.milestone = true;
        break;
      case 'promise.made':
        this.promises.set(data.promiseId, { ...here, contactId: data.contactId, due: data.dueAt, kept: false });
        break;
      case 'promise.kept':
        this.promises.get(data.promiseId)!.kept = true;
        break;
      case 'promise.moved':
        Object.assign(this.promises.get(data.promiseId)!, { due: data.dueAt, seq });
        break;
      case 'clock.breached':
        this.breached.set(data.key, seq);
        break;
      case 'clock.warned':
        this.warned.push({ level: data.level, seq });
        break;
    }
    if (type.startsWith('message.')) this.outgoing(type, data, here, redactedBy !== undefined);
    if (type.startsWith('escalation.')) this.escalation(type, data, here);
  }

  private move(to: string, at: string): void {
    if (this.status === 'awaiting_reporter' && to !== 'awaiting_reporter') {
      const wait = this.waits.at(-1);
      if (wait && !wait.to) wait.to = at;
    }
    if (to === 'awaiting_reporter' && this.status !== to) this.waits.push({ from: at });
    this.status = to;
    this.expectedAt = '';
  }

  private reprice(to: Level, at: string): void {
    if (to === this.priority) return;
    this.priority = to;
    for (const one of this.asked.values()) if (!isOver(one)) one.repriced = at;
  }

  private merged(data: { role: string; other: string; priority: Level; reporters: Person[] }, at: string): void {
    if (data.role === 'source') {
      this.before = this.status;
      this.mergedInto = data.other;
      this.move('merged', at);
      return;
    }
    this.alone ??= this.priority;
    const fresh = data.reporters.filter(
      ({ contactId }) => !this.reporters.some((known) => known.contactId === contactId),
    );
    this.reporters.push(...fresh);
    this.merges.push({ other: data.other, level: data.priority, brought: fresh.map(({ contactId }) => contactId) });
    if (data.priority < this.priority) this.reprice(data.priority, at);
  }

  private unmerged(data: { role: string; other: string }, at: string): void {
    if (data.role === 'source') {
      this.mergedInto = undefined;
      this.move(this.before, at);
      return;
    }
    const gone = this.merges.find(({ other }) => other === data.other);
    this.merges = this.merges.filter((merge) => merge !== gone);
    this.reporters = this.reporters.filter(({ contactId }) => !gone?.brought.includes(contactId));
    const levels = [this.alone ?? this.priority, ...this.merges.flatMap(({ level }) => level ?? [])];
    this.reprice(levels.sort()[0]!, at);
    if (this.merges.length === 0) this.alone = undefined;
  }

  private meet(reporter: Person | undefined): void {
    if (reporter && !this.reporters.some(({ contactId }) => contactId === reporter.contactId))
      this.reporters.push(reporter);
  }

  /** It counts here, and is no new word of whoever wrote it; who he is comes with it. */
  private movedHere({ messageId, contactId }: { messageId: string; contactId: string }, reporter: Person): void {
    if (!this.reporters.some((known) => known.contactId === contactId)) this.strangers.add(contactId);
    this.meet(reporter);
    this.messagesIn += 1;
    this.borrowed.set(messageId, contactId);
  }

  /** With the last of them goes whoever is known here by them alone. */
  private movedAway(messageId: string): void {
    this.messagesIn -= 1;
    const contactId = this.borrowed.get(messageId);
    this.borrowed.delete(messageId);
    if (contactId === undefined || [...this.borrowed.values()].includes(contactId)) return;
    const owed = [
      ...[...this.outbox.values()].filter(({ phase }) => !['sent', 'failed'].includes(phase)),
      ...this.promises.values(),
    ].some((one) => one.contactId === contactId);
    if (this.strangers.delete(contactId) && !owed)
      this.reporters = this.reporters.filter((known) => known.contactId !== contactId);
  }

  // biome-ignore lint/suspicious/noExplicitAny: raw data, see rule.ts
  private received(data: any, here: Here): void {
    // Whoever was forgotten and writes again says anew where he is to be reached.
    if (data.reporter?.address)
      this.reporters = this.reporters.map((known) =>
        known.contactId === data.reporter.contactId ? { ...known, address: data.reporter.address } : known,
      );
    if (data.media && !data.quarantined) {
      const open = data.media.map((_: unknown, n: number) => ({ ...here, key: `${data.messageId}.${n}` }));
      this.attachments.push(...open);
    }
    if (data.quiet) return;
    this.meet(data.reporter);
    this.strangers.delete(data.contactId);
    const who = this.reporters.find(({ contactId }) => contactId === data.contactId);
    this.messagesIn += 1;
    if (!who || ['self', 'unknown'].includes(who.relationship)) this.subject = here;
    if (['whatsapp', 'twilio_whatsapp'].includes(data.channel)) this.wa = here;
    if (data.kind === 'call') {
      for (const [id, ring] of this.rings) if (ring.over) this.rings.delete(id);
      this.rings.set(data.messageId, { ...here, who: data.contactId, over: false });
      while (this.rings.size > 10) this.rings.delete([...this.rings.keys()][0]!);
    }
    this.owe(data, who, here);
  }

  private owe(data: { contactId: string; kind: string; noAnswer?: string }, who: Person | undefined, here: Here): void {
    const { contactId } = data;
    const wordless = data.kind === 'unsupported';
    const asked = this.unreadable.includes(contactId);
    this.unreadable = this.unreadable.filter((other) => other !== contactId);
    if (wordless) this.unreadable.push(contactId);
    if (!who?.address || !ANSWERED.includes(who.channel) || data.noAnswer) return;
    if (this.reporters[0] === who && !this.receipt && this.messagesIn === 1) {
      this.receipt = here;
      this.owed.push({ ...here, answer: 'first', contactId });
    } else if (wordless && !asked) this.owed.push({ ...here, answer: 'words', contactId });
  }

  // biome-ignore lint/suspicious/noExplicitAny: raw data, see rule.ts
  private outgoing(type: string, data: any, here: Here, forgotten: boolean): void {
    const one = this.outbox.get(data.messageId);
    switch (type) {
      case 'message.queued':
        this.owed = this.owed.filter(({ answer, contactId }) => answer !== data.answer || contactId !== data.contactId);
        this.outbox.set(data.messageId, {
          ...here,
          messageId: data.messageId,
          contactId: data.contactId,
          channel: data.channel,
          to: data.address.id,
          text: data.text ?? '',
          automatic: data.automatic === true,
          phase: 'queued',
          attempts: 0,
          reportedFailed: false,
          forgotten,
        });
        break;
      case 'message.sending':
        Object.assign(one!, { phase: 'sending', attempts: one!.attempts + 1 });
        break;
      case 'message.sent':
        this.messagesOut += 1;
        this.wa = undefined;
        Object.assign(one!, { phase: 'sent', providerMessageId: data.providerMessageId });
        if (one!.automatic) this.receiptSent = true;
        else this.spoke(here);
        break;
      case 'message.failed':
        one!.phase = data.retryable ? 'queued' : 'failed';
        if (data.notBefore) one!.notBefore = data.notBefore;
        break;
      case 'message.unknown':
        one!.phase = 'unknown';
        break;
      case 'message.status':
        if (one && data.status === 'failed') one.reportedFailed = true;
        break;
    }
  }

  private spoke(here: Here): void {
    this.human ??= here;
    this.loop = here;
  }

  // biome-ignore lint/suspicious/noExplicitAny: raw data, see rule.ts
  private escalation(type: string, data: any, here: Here): void {
    const tell = (rungs: string[], listed = false) => {
      if (rungs.length > 0) this.intents.push({ ...here, alertId: data.alertId, rungs, listed });
    };
    if (type === 'escalation.raised') {
      const { alertId, tiers } = data;
      this.asked.set(alertId, { ...here, alertId, state: 'raised', tiers, reached: ['a1'], repriced: '', held: false });
      tell(['a1']);
      return;
    }
    const one = this.asked.get(data.alertId)!;
    const settle = () => {
      for (const intent of this.intents)
        if (intent.seq === data.revision) intent.rungs = intent.rungs.filter((rung) => !data.rungs.includes(rung));
      this.intents = this.intents.filter(({ rungs }) => rungs.length > 0);
    };
    const again = () => {
      one.again = { at: here.at, behind: [...one.reached] };
      one.held = false;
      delete one.holds;
    };
    const end = (state: string) => {
      one.state = state;
      this.intents = this.intents.filter(({ alertId }) => alertId !== data.alertId);
      tell(data.tell);
    };
    switch (type) {
      case 'escalation.sent':
        settle();
        if (['raised', 'failed'].includes(one.state)) one.state = 'sent';
        one.sent ??= here;
        this.escalated = true;
        break;
      case 'escalation.failed':
        settle();
        if (one.state === 'raised') one.state = 'failed';
        break;
      case 'escalation.climbed':
        if (!one.reached.includes(data.rung)) one.reached.push(data.rung);
        if (data.told) tell([data.rung]);
        break;
      case 'escalation.held':
        one.held = true;
        tell(['t1'], true);
        break;
      case 'escalation.acknowledged':
        if (!data.late && !data.second) {
          one.ack ??= here;
          one.holds = here.at;
          one.rung = data.rung;
          one.state = 'acknowledged';
          one.held = false;
        }
        tell(data.tell);
        break;
      case 'escalation.ack-expired':
        again();
        one.state = 'sent';
        tell([data.rung]);
        break;
      case 'escalation.resumed':
        if (one.ack) one.state = 'sent';
        again();
        tell([data.rung]);
        break;
      case 'escalation.accepted':
        one.state = 'accepted';
        one.answeredAt = here.at;
        one.eta = data.eta !== undefined;
        one.held = false;
        break;
      case 'escalation.asked':
        one.state = 'asked';
        break;
      case 'escalation.answered':
        one.state = 'acknowledged';
        tell([one.rung ?? 'a1']);
        break;
      case 'escalation.declined':
        end('declined');
        break;
      case 'escalation.completed':
        end('completed');
        this.milestone = true;
        break;
      case 'escalation.stood-down':
        end('stood_down');
        break;
    }
  }

  /** Clocks that run now, each from the event that started it. */
  private running(): Clock[] {
    if (!this.open) return [];
    const found: Clock[] = [];
    const run = (name: string, start: Here | undefined, { key = name, anew = true } = {}) => {
      if (!start) return;
      found.push({
        name,
        key,
        ...(anew && this.resumed.at > start.at ? this.resumed : { at: start.at, seq: start.seq }),
      });
    };
    for (const [id, ring] of this.rings)
      if (!ring.over) run('call_answer', ring, { key: `call_answer:${id}`, anew: false });
    if (!this.human && !this.receiptSent) run('auto_receipt', this.receipt, { anew: false });
    if (!this.triaged) run('triage', this.opened);
    if (!this.human) run('first_human_response', this.opened);
    if (!this.escalated && !NO_AGENCY.includes(this.category)) run('escalate', this.triaged);
    run('keep_in_loop', this.loop);
    run('recheck', this.subject);
    run('wa_window', this.wa, { anew: false });
    if (!this.milestone) run('next_milestone', this.triaged);
    run('resolution', this.opened);
    for (const [id, one] of this.asked) {
      if (isOver(one)) continue;
      if (!one.ack) run('agency_ack', one.sent, { key: `agency_ack:${id}` });
      else if (!one.answeredAt) run('agency_response', one.ack, { key: `agency_response:${id}` });
    }
    for (const [id, promise] of this.promises)
      if (!promise.kept) run('promise', promise, { key: `promise:${id}`, anew: false });
    return found;
  }

  private due({ name, key, at }: Clock): string | undefined {
    if (name === 'promise') return this.promises.get(key.slice('promise:'.length))!.due;
    const target = TARGETS[name]![this.priority];
    return target === null ? undefined : plus(at, target + this.waited(name, at, target));
  }

  private waited(name: string, from: string, target: number): number {
    if (!PAUSED.includes(name) || this.priority === 'P1' || this.priority === 'P2') return 0;
    let seconds = 0;
    for (const wait of this.waits) {
      if (!wait.to) return target;
      if (wait.to > from) seconds += Math.round((Date.parse(wait.to) - Date.parse(later(wait.from, from))) / 1000);
    }
    return Math.min(seconds, target);
  }

  /** Board order: the soonest target of any clock that runs, missed ones included. */
  urgentAt(): string | undefined {
    if (!this.open) return undefined;
    return least([...this.running().map((clock) => this.due(clock)), this.expectedAt]);
  }

  /** The soonest instant at which something is still to be recorded or carried out. */
  wakeAt(): string | undefined {
    const { open, wa, category, priority } = this;
    const since = later(this.subject.at, this.resumed.at);
    const mayRise = open && !this.risen && category === 'trapped_basic_needs' && ['P2', 'P3'].includes(priority);
    return least([
      ...this.running()
        .filter(({ key, seq }) => (this.breached.get(key) ?? 0) < seq)
        .map((clock) => this.due(clock)),
      ...[20, 23].map((hours, index) =>
        open && wa && !this.warned.some(({ level, seq }) => seq > wa.seq && level > index)
          ? plus(wa.at, hours * h)
          : '',
      ),
      ...(open ? [...this.asked.values()].flatMap((one) => this.ladder(one)) : []),
      ...(open ? [...this.rings.values()].map((ring) => (ring.over ? '' : plus(ring.at, 10 * m))) : []),
      ...this.intents.map(({ at, rungs, listed }) =>
        listed || rungs.every((rung) => LISTED.includes(rung)) ? nextQuarter(at) : plus(at, m),
      ),
      ...[...this.outbox.values()].map(({ phase, at, notBefore }) =>
        phase === 'queued' ? (notBefore ?? plus(at, m)) : '',
      ),
      ...(open ? this.owed.map(({ at }) => plus(at, m)) : []),
      ...this.attachments.map(({ at }) => plus(at, m)),
      mayRise ? plus(since, 12 * h) : '',
      this.status === 'resolved' ? plus(this.resolvedAt, 3 * d) : '',
    ]);
  }

  private ladder(one: Asked): string[] {
    const { state, held, repriced, again, reached, at, tiers } = one;
    if (held) return [];
    if (state === 'acknowledged' || (state === 'accepted' && !one.eta)) {
      const life = ACK_LIFE[this.priority];
      return one.holds && life !== null ? [later(plus(one.holds, life), repriced)] : [];
    }
    if (!['raised', 'sent', 'failed'].includes(state)) return [];
    const rungs = LADDER[this.priority].filter(([rung]) => rung.startsWith('t') || Number(rung.slice(1)) <= tiers);
    const ahead = (after: (seconds: number) => string, of: typeof rungs) =>
      of.filter(([rung]) => !reached.includes(rung)).map(([, seconds]) => later(after(seconds), repriced));
    if (!again) return ahead((seconds) => plus(at, seconds), rungs);
    const top = Math.max(0, ...rungs.filter(([rung]) => again.behind.includes(rung)).map(([, after]) => after));
    const above = rungs.filter(([, after]) => after > top);
    const [, first] = above[0] ?? ['', 0];
    return ahead((seconds) => plus(again.at, STEP[this.priority] + seconds - first), above);
  }
}

function nextQuarter(at: string): string {
  const quarter = 15 * m * 1000;
  return new Date((Math.floor(Date.parse(at) / quarter) + 1) * quarter).toISOString();
}
