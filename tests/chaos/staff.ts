/** Officers of the room and agencies outside it, who act while the ground shakes; each remembers what he was answered. */
import { randomUUID } from 'node:crypto';
import type { Dice } from './dice.ts';
import { pause } from './providers.ts';
import type { Command, Published } from './records.ts';
import type { RoomProcess } from './room.ts';

interface Head {
  id: string;
  version: number;
  status: string;
  priority: string;
  reporters: { contactId: string; channel: string }[];
  escalations: { alertId: string; state: string }[];
  promises: { promiseId: string; status: string }[];
  needs: { needId: string; status: string }[];
}

export interface Act {
  verb: string;
  path: string;
  body: object;
  ifMatch?: number;
}

export interface Answer {
  status: number;
  body: unknown;
}

const CATEGORIES = ['injury', 'medical', 'trapped_basic_needs', 'documents', 'information', 'evacuation_request'];
const AGENCIES = ['mfa', 'emb-sd', 'erc', 'moh', 'moca', 'nccm'];

/** What is mostly done to a new case; then it is one of all the others, now and again out of turn. */
const FIRST = { triage: 8, assign: 4, note: 1, reply: 2, invalidate: 0.5, merge: 0.5, escalate: 0.2 } as const;

/** How often each thing is done, where it can be done at all. */
const VERBS = {
  triage: 3,
  assign: 3,
  note: 5,
  reply: 6,
  call: 2,
  need: 2,
  promise: 2,
  keep: 2,
  escalate: 12,
  'stand-down': 2,
  answer: 2,
  await: 3,
  resolve: 3,
  reopen: 1,
  close: 1,
  merge: 2,
  unmerge: 1,
  transfer: 1,
  restore: 1,
  invalidate: 1,
  move: 4,
  redact: 3,
  export: 1,
} as const;
type Verb = keyof typeof VERBS;

interface TimelineEvent {
  seq: number;
  type: string;
  redactedBy?: string;
  data?: { messageId?: string; quiet?: boolean; message?: object };
}

/** What somebody may ask to be forgotten here: words that stand in one event, and in whatever goes with it. */
const FORGETTABLE = ['message.received', 'message.moved', 'message.queued', 'note.added', 'call.logged'];

const TOKEN = /\[([a-z0-9]{10})\]/g;

/** A person gives up asking after so many times without an answer; the room's own 503 is asked again. */
const TRIES = 12;

export class Staff {
  readonly commands: Command[] = [];
  private readonly tokens = new Map<string, string>();
  private readonly known: string[] = [];
  private readonly heard = new Set<string>();

  constructor(
    private readonly room: RoomProcess,
    private readonly dice: Dice,
    private readonly now: () => number,
    private readonly stopped: () => boolean,
  ) {}

  /** One officer's day: looks at the board, does something to some case. */
  async work(name: string, pauseMs: number): Promise<void> {
    const dice = this.dice.split(name);
    while (!this.stopped()) {
      await pause(dice.next() * 2 * pauseMs);
      try {
        await this.actOnce(dice);
      } catch {
        // The room is being killed or started: a person tries again later.
        await pause(500);
      }
    }
  }

  private async actOnce(dice: Dice): Promise<void> {
    const role = dice.chance(0.25) ? 'supervisor' : 'officer';
    if (dice.chance(0.4) || this.known.length === 0) {
      const page = await this.get<{ items: { id: string }[] }>(role, '/v1/cases?limit=100');
      for (const { id } of page?.items ?? []) if (!this.known.includes(id)) this.known.push(id);
    }
    if (this.known.length === 0) return;
    const head = await this.get<Head>(role, `/v1/cases/${dice.pick(this.known)}`);
    if (!head) return;
    const verb = verbFor(head, dice);
    if (verb === 'move') return this.move(dice, head.id);
    if (verb === 'redact') return this.redact(dice, head.id);
    const act = this.actOn(dice, head, verb);
    if (act) await this.command(role, head.id, act.act, { token: act.token });
  }

  private async timeline(id: string): Promise<TimelineEvent[]> {
    return (await this.get<{ items: TimelineEvent[] }>('director', `/v1/cases/${id}/timeline?limit=200`))?.items ?? [];
  }

  /** A message goes where it belongs; now and again two officers see it at once, and do not agree where that is. */
  private async move(dice: Dice, id: string): Promise<void> {
    const messages = (await this.timeline(id)).flatMap(({ type, data }) =>
      (type === 'message.received' && !data?.quiet) || (type === 'message.moved' && data?.message)
        ? [data!.messageId!]
        : [],
    );
    if (messages.length === 0) return;
    const path = `/v1/cases/${id}/messages/${dice.pick(messages)}/move`;
    const acts = Array.from({ length: dice.chance(0.3) ? 2 : 1 }, () => ({
      verb: 'move',
      path,
      body: { to: dice.chance(0.3) ? 'new' : dice.pick(this.known) },
    }));
    await Promise.all(acts.map((act) => this.command('officer', id, act)));
  }

  /** Somebody wants to be forgotten: the director decides it, or two people do. */
  private async redact(dice: Dice, id: string): Promise<void> {
    const chosen = (await this.timeline(id)).filter(
      ({ type, redactedBy }) => FORGETTABLE.includes(type) && !redactedBy && dice.chance(0.5),
    );
    if (chosen.length === 0) return;
    const some = chosen.slice(0, 5);
    const ask = {
      verb: 'redact',
      path: `/v1/cases/${id}/redactions`,
      body: { seqs: some.map(({ seq }) => seq), reason: 'asked by the person' },
    };
    const forgets = [...JSON.stringify(some).matchAll(TOKEN)].map(([, token]) => token!);
    if (dice.chance(0.5)) return void (await this.command('director', id, ask, { forgets }));
    const asked = await this.command('supervisor', id, { ...ask, verb: 'ask to redact' });
    const { redactions = [] } = (asked?.body ?? {}) as { redactions?: { redactionId: string }[] };
    const request = redactions.at(-1);
    if (asked?.status !== 200 || !request) return;
    const path = `${ask.path}/${request.redactionId}/approve`;
    await this.command('director', id, { verb: 'agree to redact', path, body: {} }, { forgets });
  }

  private actOn(dice: Dice, head: Head, verb: Verb): { act: Act; token?: string } | undefined {
    const on = `/v1/cases/${head.id}`;
    const token = dice.token(10);
    const words = `كلام [${token}]`;
    const write = (path: string, body: object, ifMatch = false) => ({
      act: { verb, path: `${on}/${path}`, body, ...(ifMatch ? { ifMatch: head.version } : {}) },
      token,
    });
    const { contactId } = head.reporters.length > 0 ? dice.pick(head.reporters) : { contactId: undefined };
    const escalation = head.escalations.length > 0 ? dice.pick(head.escalations) : undefined;
    switch (verb) {
      case 'triage': {
        const priority = dice.pick(['P1', 'P2', 'P3', 'P4']);
        return write('triage', { priority, category: dice.pick(CATEGORIES), country: 'SD', reason: words }, true);
      }
      case 'assign':
        return write('assign', { owner: dice.pick(['officer', 'supervisor', 'nadia', 'sami']) }, true);
      case 'note':
        return write('notes', { text: words });
      case 'reply':
        return contactId ? write('messages', { contactId, text: words, urgent: true }) : undefined;
      case 'call': {
        const direction = dice.pick(['in', 'out']);
        return contactId
          ? write('calls', { contactId, direction, answered: dice.chance(0.7), text: words })
          : undefined;
      }
      case 'need':
        return write('needs', { kind: dice.pick(['water', 'food', 'medicine', 'document']) });
      case 'promise': {
        const dueAt = new Date(this.now() + dice.whole(5, 90) * 60_000).toISOString();
        return contactId ? write('promises', { contactId, text: words, dueAt }) : undefined;
      }
      case 'keep': {
        const promise = head.promises.find(({ status }) => status === 'pending');
        return promise && write(`promises/${promise.promiseId}/keep`, {});
      }
      case 'escalate':
        return write('escalations', { agency: dice.pick(AGENCIES), ask: words });
      case 'stand-down':
        return escalation && write(`escalations/${escalation.alertId}/stand-down`, { reason: words });
      case 'answer':
        return escalation && write(`escalations/${escalation.alertId}/answer`, { text: words });
      case 'await': {
        const expectedAt = new Date(this.now() + dice.whole(10, 200) * 60_000).toISOString();
        return write('await', { on: dice.pick(['reporter', 'agency', 'movement']), text: words, expectedAt });
      }
      case 'resolve': {
        const verified = { verifiedBy: 'officer', verifiedHow: 'reporter_contact' };
        return write('resolve', { code: 'information_given', text: words, ...verified }, true);
      }
      case 'reopen':
        return write('reopen', { reason: words }, true);
      case 'close':
        return write('close', {}, true);
      case 'merge': {
        const into = dice.pick(this.known);
        return into === head.id ? undefined : write('merge', { into, reason: words }, true);
      }
      case 'unmerge':
        return write('unmerge', { reason: words });
      case 'transfer':
        return write('transfer', { to: 'وزارة أخرى', reason: words }, true);
      case 'restore':
        return write('restore', { reason: words });
      case 'invalidate':
        return write('invalidate', { reason: 'test' }, true);
      case 'export':
        return write('export', { form: 'ndjson' });
      default:
        return undefined;
    }
  }

  /** An agency gets an alert, thinks, and answers by its machine; or never. */
  async hear(published: Published): Promise<void> {
    const { agency = '', alert, kind = '', event } = published.attributes;
    if (published.protocol !== 'sqs' || !alert || !event || !['raised', 're-escalated'].includes(kind)) return;
    // It may come twice under one name; whoever reads it answers once.
    if (this.heard.has(event)) return;
    this.heard.add(event);
    const dice = this.dice.split(`agency ${event}`);
    if (dice.chance(0.4)) return;
    await pause(dice.next() * 8000);
    const who = { by: `ضابط ${agency}`, role: 'مناوب' };
    const steps = dice.pick([
      ['acknowledge'],
      ['acknowledge', 'accept', 'complete'],
      ['acknowledge', 'accept'],
      ['acknowledge', 'ask'],
      ['accept', 'report', 'complete'],
      ['decline'],
    ]);
    for (const verb of steps) {
      if (this.stopped()) return;
      const token = dice.token(10);
      const text = `رد [${token}]`;
      const bodies: Record<string, object> = {
        acknowledge: who,
        accept: { ...who, eta: 'PT45M', text },
        decline: { ...who, reason: text },
      };
      const act = { verb, path: `/partner/v1/alerts/${alert}/${verb}`, body: bodies[verb] ?? { ...who, text } };
      const says = verb === 'acknowledge' ? undefined : token;
      const id = alert.slice(0, alert.lastIndexOf('.'));
      await this.command(`agency ${agency}`, id, act, { token: says }).catch(() => undefined);
      await pause(dice.next() * 3000);
    }
  }

  /** Asks under one key until it is answered, and writes down by what. @returns the answer, unless it never came */
  async command(
    who: string,
    on: string,
    { verb, path, body, ifMatch }: Act,
    { token, forgets }: { token?: string | undefined; forgets?: string[] } = {},
  ): Promise<Answer | undefined> {
    const key = randomUUID();
    const record: Command = { key, case: on, verb, ...(token ? { token } : {}), ...(forgets ? { forgets } : {}) };
    this.commands.push(record);
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries > 0) await pause(Math.min(4000, 200 * 2 ** tries));
      const answer = await this.request(who, 'POST', path, body, {
        'idempotency-key': key,
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      }).catch(() => undefined);
      if (answer === undefined || answer.status >= 500 || [401, 429].includes(answer.status)) continue;
      record.status = answer.status;
      return { status: answer.status, body: await answer.json().catch(() => undefined) };
    }
    return undefined;
  }

  async get<T>(who: string, path: string): Promise<T | undefined> {
    const answer = await this.request(who, 'GET', path);
    return answer.ok ? ((await answer.json()) as T) : undefined;
  }

  async request(
    who: string,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const [kind, agency] = who.split(' ');
    const token =
      this.tokens.get(who) ?? (await this.room.token(kind === 'agency' ? { agency: agency! } : { role: who }));
    this.tokens.set(who, token);
    const answer = await fetch(this.room.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(40_000),
    });
    if (answer.status !== 401) return answer;
    await answer.text();
    this.tokens.delete(who);
    return answer;
  }
}

function verbFor({ status }: Head, dice: Dice): Verb {
  return status === 'new' && dice.chance(0.9) ? dice.weighed(FIRST) : dice.weighed(VERBS);
}
