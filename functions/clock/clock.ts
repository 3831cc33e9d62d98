import { SHARDS } from '../../shared/board/keys.ts';
import { sweep } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { directRungs } from '../../shared/clocks/digest.ts';
import { secondsBetween } from '../../shared/clocks/time.ts';
import { append, type Done } from '../../shared/ledger/execute.ts';
import { log } from '../../shared/log.ts';
import { carryOutOverdue, type Outbox } from '../../shared/outbox/carry-out.ts';
import { issueDigests } from '../../shared/outbox/digest.ts';
import { repairUnrouted } from '../../shared/outbox/unrouted.ts';
import { type AgencyWatch, watchAgencies } from './agencies.ts';
import { watchHandovers } from './handovers.ts';
import { retryParked } from './parked.ts';
import { openP1 } from './urgent.ts';

/** What one run of the minute did. */
export interface Swept {
  cases: number;
  failed: number;
  /** Of the case longest overdue when it was found. */
  lagSeconds: number;
  /** Rungs that this minute brought: ladders that climb because nobody answers. */
  climbed: number;
  /** Reporters whose first answer by a person is late since this minute. */
  answersLate: number;
  /** Open cases of the highest priority; absent where they could not be counted. */
  p1Open?: number;
  /** False where time or the cap ran out; the next minute goes on. */
  finished: boolean;
}

export interface ClockDeps {
  outbox: Outbox;
  topics: AgencyWatch['topics'];
  report(swept: Swept): void;
}

/** One run: its name, and how much time it still has. */
export interface Run {
  id: string;
  remainingMs(): number;
}

/** Cases of one shard and one run; eight shards work beside each other. */
const CAP = 500;
const PAGE = 50;

/** Time one case may take at its worst: four calls that time out. */
const RESERVE_MS = 12_000;

/**
 * The minute: every case whose wake instant has passed gets its breaches, warnings and rungs (domain.md c.5, d.3), and what it recorded
 * and nobody has seen happen is carried out (decisions.md 1). Two runs at once, and a run that dies half-way, come to one outcome: each
 * case is written conditionally on the version that was read.
 */
export async function runClock(deps: ClockDeps, run: Run): Promise<Swept> {
  const found: Found = { waiting: [], missed: new Set(), climbed: 0, answersLate: 0 };
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => sweepShard(deps, run, shard, found)));
  const failed = (line: 'clock.digest-failed' | 'clock.agency-failed' | 'clock.handover-failed') => (error: Error) =>
    log(line, { error: error.name });
  await issueDigests(deps.outbox, found.waiting, run).catch(failed('clock.digest-failed'));
  await retryParked(deps.outbox).catch((error: Error) => log('clock.parked-failed', { error: error.name }));
  await watchHandovers(deps.outbox, run).catch(failed('clock.handover-failed'));
  await watchAgencies({ ...deps, run }, found.missed).catch(failed('clock.agency-failed'));
  const p1Open = await openP1(deps.outbox.room.store).catch(() => undefined);
  const swept: Swept = {
    climbed: found.climbed,
    answersLate: found.answersLate,
    ...(p1Open === undefined ? {} : { p1Open }),
    cases: sum(shards.map((shard) => shard.cases)),
    failed: sum(shards.map((shard) => shard.failed)),
    lagSeconds: Math.max(...shards.map((shard) => shard.lagSeconds)),
    finished: shards.every((shard) => shard.finished),
  };
  if (!swept.finished) log('clock.unfinished', { cases: swept.cases });
  deps.report(swept);
  return swept;
}

/** What the cases of this minute leave to do beside them. */
interface Found {
  /** Cases that the highest tiers are to hear of. */
  waiting: CaseState[];
  /** Agencies that let the time of an alert pass. */
  missed: Set<string>;
  climbed: number;
  answersLate: number;
}

/** What one shard's sweep did. */
type Shard = Pick<Swept, 'cases' | 'failed' | 'lagSeconds' | 'finished'>;

async function sweepShard(deps: ClockDeps, run: Run, shard: number, found: Found): Promise<Shard> {
  const { outbox } = deps;
  const swept: Shard = { cases: 0, failed: 0, lagSeconds: 0, finished: true };
  const now = new Date(outbox.now()).toISOString();
  let cursor: string | undefined;
  do {
    const page = await outbox.room.store.due(shard, now, PAGE, cursor);
    for (const { id, wakeAt } of page.items) {
      if (swept.cases >= CAP || run.remainingMs() < RESERVE_MS) return { ...swept, finished: false };
      swept.cases += 1;
      swept.lagSeconds = Math.max(swept.lagSeconds, secondsBetween(wakeAt, now));
      // One case that cannot be swept must not keep the others from their ladders.
      const done = await sweepCase(outbox, id, run);
      if (done) note(found, done);
      else swept.failed += 1;
    }
    cursor = page.next;
  } while (cursor);
  return swept;
}

function note(found: Found, { stored: { state }, events }: Done): void {
  const { waiting, missed } = found;
  found.climbed += events.filter(({ type }) => type === 'escalation.climbed').length;
  if (state.alerts.some((alert) => directRungs(alert).length < alert.rungs.length)) waiting.push(state);
  const late = new Set(events.flatMap((event) => (event.type === 'clock.breached' ? [event.data.key] : [])));
  if (late.has('first_human_response')) found.answersLate += 1;
  for (const { alertId, agency } of state.escalations) if (late.has(`agency_ack:${alertId}`)) missed.add(agency);
}

/** Undefined when it could not be swept. */
async function sweepCase(outbox: Outbox, id: string, run: Run): Promise<Done | undefined> {
  try {
    const by = { actor: { kind: 'system' as const, id: 'clock' }, now: new Date(outbox.now()).toISOString() };
    const done = await append(outbox.room, id, sweep, by);
    if (done.outcome !== 'done') throw new Error(done.outcome);
    await carryOutOverdue(outbox, done.stored.state, `clock-${run.id}`);
    if (done.events.some(({ type }) => type === 'clock.breached')) await repairUnrouted(outbox, done.stored.state);
    return done;
  } catch (error) {
    log('clock.case-failed', { case: id, error: (error as Error).name });
    return undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
