import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { agencyHead } from '../../shared/agency/directory.ts';
import { type SubscriptionFault, standingStream } from '../../shared/agency/standing.ts';
import { raiseEscalation, triage } from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { CaseEvent, EventData, EventType } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Priority } from '../../shared/case/vocabulary.ts';
import type { SnsAlert } from '../../shared/escalation/alert.ts';
import type { AlertData } from '../../shared/escalation/alert-data.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { execute, type Room } from '../../shared/ledger/execute.ts';
import { toItem } from '../../shared/ledger/item.ts';
import type { StreamRecord } from '../../shared/ledger/records.ts';
import { caseStream, eventKey, type StreamName } from '../../shared/ledger/stream.ts';
import type { MetricName } from '../../shared/metric.ts';
import { tableLeases } from '../../shared/outbox/aws.ts';
import type { MediaJob, Outbox, ReplyJob } from '../../shared/outbox/carry-out.ts';
import { type Links, tableLinks } from '../../shared/outbox/links.ts';
import { type Emulator, opened, startEmulator, TABLES } from '../storage/emulator.ts';

const MINUTE = 60_000;

/** One publication as SNS accepted it. */
export interface Publication {
  topic: string;
  at: string;
  /** Id of the CloudEvent. */
  id: string;
  type: string;
  data: AlertData;
  attributes: Record<string, string>;
  /** Everything that left, as it left. */
  raw: SnsAlert;
}

/** Thrown in place of an answer: the worker is gone. */
export class Killed extends Error {}

/** Real tables; SNS and SQS as lists that can be broken. Time stands still unless moved. */
export class World {
  readonly published: Publication[] = [];
  readonly replies: ReplyJob[] = [];
  readonly media: MediaJob[] = [];
  readonly counts: Partial<Record<MetricName, number>> = {};
  readonly missingTopics = new Set<string>();
  snsDown = false;
  /** What the look at an agency's subscriptions finds, by topic. */
  readonly faults = new Map<string, SubscriptionFault[]>();
  /** Protocol of each subscription, by its ARN. */
  readonly subscriptions = new Map<string, string>();
  readonly topics = {
    inspect: async (topic: string) => this.faults.get(topic) ?? [],
    channelOf: async (_topic: string, arn: string) => this.subscriptions.get(arn),
  };
  links: Links;
  outbox: Outbox;
  private callsLeft = Number.POSITIVE_INFINITY;

  private constructor(readonly emulator: Emulator) {
    const now = () => emulator.clock.ms;
    this.links = tableLinks(emulator.client, TABLES.cases);
    this.outbox = this.mortal({
      room: emulator.room,
      leases: tableLeases(emulator.client, TABLES.cases, now),
      links: this.links,
      linkKey: async () => 'links-key',
      publish: async (topic, alert) => this.publish(topic, alert),
      queueReply: async (job) => {
        this.replies.push(job);
      },
      queueMedia: async (job) => {
        this.media.push(job);
      },
      count: (name) => {
        this.counts[name] = (this.counts[name] ?? 0) + 1;
      },
      baseUrl: 'https://ops.example.eg',
      linkBaseUrl: 'https://o.example.eg',
      now,
    });
  }

  static async start(): Promise<World> {
    return new World(await startEmulator());
  }

  get room(): Room {
    return this.emulator.room;
  }

  now(): string {
    return new Date(this.emulator.clock.ms).toISOString();
  }

  advance(minutes: number): void {
    this.emulator.clock.ms += minutes * MINUTE;
  }

  /** From now on the worker dies right after its nth call to AWS: what the call did stays done. */
  killAfter(calls: number): void {
    this.callsLeft = calls;
  }

  get wasKilled(): boolean {
    return this.callsLeft <= 0;
  }

  /** A triaged case, of the first priority unless told, with an alert to the Red Crescent raised. */
  async raised(
    ask = `Ambulance ${randomUUID()}`,
    priority: Priority = 'P1',
  ): Promise<{ id: string; alertId: string; seq: number }> {
    await this.knowsErc();
    const { state } = await opened(this.room, {}, { actor: { kind: 'citizen', id: 'c1' }, now: this.now() });
    await this.do(state.id, triage, { priority, category: 'injury', reason: 'gunshot' }, 'supervisor');
    const after = await this.do(state.id, raiseEscalation, { agency: { id: 'erc', tiers: 3 }, ask });
    const { alertId, revision } = after.escalations[0]!;
    return { id: state.id, alertId, seq: revision };
  }

  /** The Red Crescent stands in the directory, unless a test has put it there itself. */
  private async knowsErc(): Promise<void> {
    if (await agencyHead(this.room.store, 'erc')) return;
    const tiers = [1, 2, 3].map(() => ({ role: { ar: 'مناوب', en: 'Duty' }, contacts: [] }));
    const after = {
      id: 'erc',
      name: { ar: 'الهلال الأحمر', en: 'Red Crescent' },
      tiers,
      active: true,
      languages: ['ar'],
    };
    const by = { seq: 1, at: this.now(), actor: { kind: 'staff' as const, id: 'admin' }, policy: 1 };
    const events = [{ ...by, type: 'agency.added', data: after }];
    await this.room.store.commit([{ kind: 'stream', stream: 'agency#erc', after, events }]);
  }

  async do<I>(id: string, command: Command<I>, input: NoInfer<I>, role = 'officer'): Promise<CaseState> {
    const by = { actor: { kind: 'staff' as const, id: 'huda', role }, now: this.now() };
    const done = await execute(this.room, id, command, input, by);
    if (done.outcome !== 'done') throw new Error(JSON.stringify(done));
    return done.stored.state;
  }

  async state(id: string): Promise<CaseState> {
    const stored = await this.room.store.load(id);
    if (!stored) throw new Error(`no case ${id}`);
    return stored.state;
  }

  async events(id: string): Promise<CaseEvent[]> {
    const { events } = await this.room.store.timeline(caseStream(id), 0, 1000);
    return events.map(caseEventOf);
  }

  async eventsOf<T extends EventType>(id: string, type: T): Promise<(CaseEvent & { data: EventData[T] })[]> {
    return (await this.events(id)).filter((event) => event.type === type) as (CaseEvent & { data: EventData[T] })[];
  }

  /** The case's part of the ledger's stream, from `after` on: the items as they lie in the table. */
  records(id: string, after = 0): Promise<StreamRecord[]> {
    return this.streamRecords(caseStream(id), after);
  }

  standingRecords(agency: string): Promise<StreamRecord[]> {
    return this.streamRecords(standingStream(agency), 0);
  }

  async streamRecords(stream: StreamName, after: number): Promise<StreamRecord[]> {
    const { Items = [] } = await this.emulator.client.send(
      new QueryCommand({
        TableName: TABLES.ledger,
        KeyConditionExpression: 'pk = :pk AND sk > :sk',
        ExpressionAttributeValues: toItem({ ':pk': stream, ':sk': eventKey(after) }),
      }),
    );
    return Items.map((item) => {
      this.sequence += 1n;
      const Keys = { pk: item.pk!, sk: item.sk! };
      return { eventName: 'INSERT', dynamodb: { SequenceNumber: String(this.sequence), Keys, NewImage: item } };
    });
  }

  private sequence = 9_999_999_999_999_990_000n;

  private publish(topic: string, raw: SnsAlert) {
    const { message, attributes } = raw;
    if (this.snsDown) throw Object.assign(new Error('SNS is down'), { name: 'InternalErrorException' });
    if (this.missingTopics.has(topic)) return { refused: 'NotFoundException' };
    const { sqs } = JSON.parse(message) as { sqs: string };
    // An agency's machines may read CAP instead of a CloudEvent.
    const cloudEvent = (sqs.startsWith('<') ? { id: '', type: 'cap', data: {} } : JSON.parse(sqs)) as Publication;
    this.published.push({
      topic,
      at: this.now(),
      id: cloudEvent.id,
      type: cloudEvent.type,
      data: cloudEvent.data,
      attributes,
      raw,
    });
    return { messageId: randomUUID() };
  }

  /** Counts every call that leaves the worker, at whatever depth it is made. */
  private mortal(outbox: Outbox): Outbox {
    const life = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const member = Reflect.get(target, name) as unknown;
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            if (this.callsLeft <= 0) throw new Killed();
            const answer = await (member as (...args: unknown[]) => unknown).apply(target, args);
            this.callsLeft -= 1;
            if (this.callsLeft <= 0) throw new Killed();
            return answer;
          };
        },
      });
    const { publish, queueReply, queueMedia } = life({
      publish: outbox.publish,
      queueReply: outbox.queueReply,
      queueMedia: outbox.queueMedia,
    });
    return {
      ...outbox,
      room: { ...outbox.room, store: life(outbox.room.store) },
      leases: life(outbox.leases),
      links: life(outbox.links),
      publish,
      queueReply,
      queueMedia,
    };
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
