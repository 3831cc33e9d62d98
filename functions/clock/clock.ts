import { SHARDS } from '../../shared/board/keys.ts';
import { sweep } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { directRungs } from '../../shared/clocks/digest.ts';
import { secondsBetween } from '../../shared/clocks/time.ts';
import { append } from '../../shared/ledger/execute.ts';
import { log } from '../../shared/log.ts';
import { carryOutOverdue, type Outbox } from '../../shared/outbox/carry-out.ts';
import { issueDigests } from '../../shared/outbox/digest.ts';

/** What one run of the minute did. */
export interface Swept {
  cases: number;
  failed: number;
  /** Of the case longest overdue when it was found. */
  lagSeconds: number;
  /** False where time or the cap ran out; the next minute goes on. */
  finished: boolean;
}

export interface ClockDeps {
  outbox: Outbox;
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
  const waiting: CaseState[] = [];
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => sweepShard(deps, run, shard, waiting)));
  await issueDigests(deps.outbox, waiting, run);
  const swept: Swept = {
    cases: sum(shards.map((shard) => shard.cases)),
    failed: sum(shards.map((shard) => shard.failed)),
    lagSeconds: Math.max(...shards.map((shard) => shard.lagSeconds)),
    finished: shards.every((shard) => shard.finished),
  };
  if (!swept.finished) log('clock.unfinished', { cases: swept.cases });
  deps.report(swept);
  return swept;
}

/** @param waiting takes the cases that the highest tiers are to hear of. */
async function sweepShard(deps: ClockDeps, run: Run, shard: number, waiting: CaseState[]): Promise<Swept> {
  const { outbox } = deps;
  const swept: Swept = { cases: 0, failed: 0, lagSeconds: 0, finished: true };
  const now = new Date(outbox.now()).toISOString();
  let cursor: string | undefined;
  do {
    const page = await outbox.room.store.due(shard, now, PAGE, cursor);
    for (const { id, wakeAt } of page.items) {
      if (swept.cases >= CAP || run.remainingMs() < RESERVE_MS) return { ...swept, finished: false };
      swept.cases += 1;
      swept.lagSeconds = Math.max(swept.lagSeconds, secondsBetween(wakeAt, now));
      // One case that cannot be swept must not keep the others from their ladders.
      const state = await sweepCase(outbox, id, run);
      if (!state) swept.failed += 1;
      else if (state.alerts.some(({ rungs }) => directRungs({ rungs }).length < rungs.length)) waiting.push(state);
    }
    cursor = page.next;
  } while (cursor);
  return swept;
}

/** The case as swept; undefined when it could not be. */
async function sweepCase(outbox: Outbox, id: string, run: Run): Promise<CaseState | undefined> {
  try {
    const by = { actor: { kind: 'system' as const, id: 'clock' }, now: new Date(outbox.now()).toISOString() };
    const done = await append(outbox.room, id, sweep, by);
    if (done.outcome !== 'done') throw new Error(done.outcome);
    await carryOutOverdue(outbox, done.stored.state, `clock-${run.id}`);
    return done.stored.state;
  } catch (error) {
    log('clock.case-failed', { case: id, error: (error as Error).name });
    return undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
