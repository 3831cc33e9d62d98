import { isDeepStrictEqual } from 'node:util';
import type { CaseEvent, Reporter } from '../../shared/case/events.ts';
import { ANSWERED_CHANNELS } from '../../shared/case/vocabulary.ts';
import { isAlertEvent } from '../../shared/escalation/alert.ts';
import { inLanes } from '../../shared/lanes.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { fromItem } from '../../shared/ledger/item.ts';
import { lift } from '../../shared/ledger/lift.ts';
import { type BatchAnswer, byStream, failuresOf, type StreamRecord } from '../../shared/ledger/records.ts';
import { eventKey, eventSubject, idOf, type StoredEvent, type StreamName } from '../../shared/ledger/stream.ts';
import type { Poke } from '../../shared/live/poke.ts';
import { log } from '../../shared/log.ts';
import {
  carryOutAlert,
  carryOutAnswers,
  carryOutMedia,
  carryOutMessage,
  type Outbox,
  Unfit,
} from '../../shared/outbox/carry-out.ts';
import { saysRepeated, tellRepeated } from '../../shared/outbox/repeated.ts';

export interface RelayDeps {
  outbox: Outbox;
  /** Puts a record that cannot be understood aside, with its whole image. */
  park(record: StreamRecord, reason: string): Promise<void>;
  poke(pokes: readonly Poke[]): Promise<void>;
  /** Wakes whoever works a reconciliation that was asked for. */
  reconcile(id: string): Promise<void>;
}

/** Cases worked on at once. */
const LANES = 8;

/** No console is worth waiting for: alerts go on after this many milliseconds. */
const POKE_MS = 2000;

/**
 * One batch of the ledger's stream. The records of one case in order, stopping at the first that fails; cases beside each other. Lambda
 * repeats everything from the lowest sequence number reported, so all that is done here may be done twice.
 *
 * @returns the lowest failed sequence number, if any.
 */
export async function relay(records: readonly StreamRecord[], deps: RelayDeps): Promise<BatchAnswer> {
  const streams = [...byStream(records).values()];
  const [failed] = await Promise.all([
    inLanes(LANES, streams, (stream) => relayStream(stream, deps)),
    sendPokes(records, deps),
  ]);
  return failuresOf(failed);
}

/** @returns the sequence number of the record that failed. */
async function relayStream(records: readonly StreamRecord[], deps: RelayDeps): Promise<string | undefined> {
  for (const record of records) {
    try {
      await relayRecord(record, deps);
    } catch (error) {
      log('relay.failed', {
        stream: record.dynamodb?.Keys?.pk?.S,
        sk: record.dynamodb?.Keys?.sk?.S,
        error: (error as Error).name,
      });
      return record.dynamodb?.SequenceNumber;
    }
  }
  return undefined;
}

async function relayRecord(record: StreamRecord, deps: RelayDeps): Promise<void> {
  try {
    if (record.eventName !== 'INSERT') return await watch(record, deps);
    const event = eventOf(record);
    if (event === 'standing') await standing(record, deps);
    else if (event === 'handover') await handover(record, deps);
    else if (event === 'reconciliation') await deps.reconcile(subjectOf(record));
    else if (event) await act(event, deps);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    await deps.park(record, error.message);
    deps.outbox.count('RelayParked');
    log('relay.parked', {
      stream: record.dynamodb?.Keys?.pk?.S,
      sk: record.dynamodb?.Keys?.sk?.S,
      reason: error.message,
    });
  }
}

/**
 * The event of a case, or that an agency's standing changed, or that a reconciliation was asked for; undefined for other streams: nothing of
 * theirs leaves the room by here.
 */
function eventOf(record: StreamRecord): CaseEvent | 'standing' | 'reconciliation' | 'handover' | undefined {
  const image = record.dynamodb?.NewImage;
  if (!image) throw new Unfit('no image');
  const { pk, sk, ...event } = fromItem<StoredEvent & { pk?: unknown; sk?: unknown }>(image);
  if (typeof pk !== 'string' || typeof event.type !== 'string' || sk !== eventKey(event.seq))
    throw new Unfit('not an event');
  if (pk.startsWith('standing#')) return 'standing';
  if (pk.startsWith('handover#')) return HANDOVER_EFFECTS.includes(event.type) ? 'handover' : undefined;
  if (event.type === 'reconciliation.asked') return 'reconciliation';
  if (!pk.startsWith('case#')) return undefined;
  if (typeof event.data !== 'object' || event.data === null) {
    if (event.redactedBy) return undefined;
    throw new Unfit('an event without data');
  }
  return caseEventOf(lift({ ...event, case: eventSubject(pk as StreamName) }));
}

/** Its head says what is owed: a drill to the agency, a word to the shift supervisor. */
async function standing(record: StreamRecord, { outbox }: RelayDeps): Promise<void> {
  const agency = subjectOf(record);
  // Drills are weekly: what they take is loaded when one is due.
  const { carryOutStanding } = await import('../../shared/outbox/standing.ts');
  if ((await carryOutStanding(outbox, agency, 'relay')) === 'held') throw new Error('held by the clock');
}

/** Events of a handover that somebody outside is to hear of, or that change owners. */
const HANDOVER_EFFECTS = ['handover.accepted', 'handover.climbed', 'handover.audited'];

/** Time of one batch that owners may change in; the clock goes on where it ends. */
const HANDOVER_MS = 8_000;

/** Its head says what is owed: words to the room's rungs, new owners. Where the clock is at it, it does all of it. */
async function handover(record: StreamRecord, { outbox }: RelayDeps): Promise<void> {
  // A few times a day: loaded then.
  const { carryOutHandover } = await import('../../shared/outbox/handover.ts');
  const until = outbox.now() + HANDOVER_MS;
  await carryOutHandover(outbox, subjectOf(record), 'relay', () => until - outbox.now());
}

/** What its stream is about: the part of the name behind the kind. */
const subjectOf = (record: StreamRecord) => idOf(record.dynamodb!.Keys!.pk!.S as StreamName);

async function act(event: CaseEvent, { outbox }: RelayDeps): Promise<void> {
  if (event.type === 'message.queued') return carryOutMessage(outbox, event);
  if (event.type === 'case.opened' && openedBy(event.data.reporter)) await answer(event, outbox);
  if (saysRepeated(event)) return tellRepeated(outbox, event);
  if (event.type === 'message.received') return receive(event, outbox);
  if (event.type === 'case.triaged')
    return (await import('../../shared/outbox/unrouted.ts')).tellUnrouted(outbox, event);
  if (!isAlertEvent(event)) return;
  // Fewer than a tenth of these have nobody to tell; the head knows.
  if ('tell' in event.data && event.data.tell.length === 0) return;
  if (event.type === 'escalation.climbed' && !event.data.told) return;
  const outcome = await carryOutAlert(outbox, event.case, event.seq, 'relay', event);
  // The clock is telling it right now. Coming again keeps the order of the case, and finds it told.
  if (outcome === 'held') throw new Error('held by the clock');
}

/** Whoever cannot be written to is not owed an answer in writing. */
function openedBy({ address, channel }: Reporter): boolean {
  return address !== undefined && ANSWERED_CHANNELS.includes(channel);
}

async function receive(event: CaseEvent & { type: 'message.received' }, outbox: Outbox): Promise<void> {
  const { messageId, media = [], quarantined, kind, quiet } = event.data;
  if (!quarantined)
    await carryOutMedia(
      outbox,
      event.case,
      media.map((_, n) => ({ messageId, n })),
    );
  if (kind === 'unsupported' && !quiet) await answer(event, outbox);
}

/** The case's head says whether anything is owed; whoever comes second finds nothing. */
function answer(event: CaseEvent, outbox: Outbox): Promise<void> {
  return carryOutAnswers(outbox, event.case, 'relay');
}

/** The ledger only grows. Whoever changes or removes a record is told on, unless it is a redaction that the stream itself records. */
async function watch(record: StreamRecord, deps: RelayDeps): Promise<void> {
  if (record.eventName === 'MODIFY' && (await isRedaction(record, deps))) return;
  deps.outbox.count('LedgerTampered');
  log('relay.tampered', {
    change: record.eventName,
    stream: record.dynamodb?.Keys?.pk?.S,
    sk: record.dynamodb?.Keys?.sk?.S,
  });
}

/** Only data and salt changed, and the event that `redactedBy` names says what is left (decisions.md 16). */
async function isRedaction(record: StreamRecord, deps: RelayDeps): Promise<boolean> {
  const { OldImage, NewImage, Keys } = record.dynamodb ?? {};
  if (!OldImage || !NewImage || !Keys?.pk?.S) return false;
  const { data: _data, salt: _salt, redactedBy: _before, ...before } = OldImage;
  const { redactedBy, data, ...after } = NewImage;
  if ('salt' in after || !redactedBy) return false;
  // Maps come in any order.
  if (!isDeepStrictEqual(before, after)) return false;
  const seq = Number(redactedBy.S);
  if (!Number.isSafeInteger(seq)) return false;
  const { events } = await deps.outbox.room.store.timeline(Keys.pk.S as StreamName, seq - 1, 1);
  const said = events[0];
  if (said?.type !== 'data.redacted' || said.seq !== seq) return false;
  const { kept = [] } = (said.data ?? {}) as { kept?: { seq: number; data: unknown }[] };
  const left = kept.find((each) => eventKey(each.seq) === Keys.sk?.S);
  return left !== undefined && isDeepStrictEqual(data && fromItem({ data }), { data: left.data });
}

/** One poke per case and batch, beside the alerts and never in their way. A lost one costs a console a few seconds. */
async function sendPokes(records: readonly StreamRecord[], deps: RelayDeps): Promise<void> {
  const newest = new Map<string, number>();
  for (const { eventName, dynamodb } of records) {
    const [kind, id] = (dynamodb?.Keys?.pk?.S ?? '').split('#');
    if (eventName === 'INSERT' && kind === 'case' && id) newest.set(id, Number(dynamodb?.Keys?.sk?.S));
  }
  if (newest.size === 0) return;
  const pokes = [...newest].map(([id, v]): Poke => ({ t: 'case', id, v }));
  try {
    await Promise.race([
      deps.poke(pokes),
      new Promise((_, reject) => AbortSignal.timeout(POKE_MS).addEventListener('abort', reject)),
    ]);
  } catch {
    log('relay.poke-lost', { cases: newest.size });
  }
}
