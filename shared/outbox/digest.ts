import { alertFailed, alertSent } from '../case/commands/index.ts';
import type { CaseState } from '../case/state.ts';
import { DIGEST_RUNGS, type DigestRung, slotOf, waitsFor } from '../clocks/digest.ts';
import { plusSeconds } from '../clocks/time.ts';
import { type Digest, digestMessage, digestOf } from '../escalation/digest.ts';
import { appendStream, execute } from '../ledger/execute.ts';
import type { Head } from '../ledger/store.ts';
import type { StreamName } from '../ledger/stream.ts';
import { log } from '../log.ts';
import type { Outbox, Published } from './carry-out.ts';

/** Of the room's day: each tier's last digest. An outcome is there once SNS took it, or refused it for good. */
interface RoomDay {
  digests?: Partial<Record<DigestRung, { slot: string; seq: number; outcome?: Published }>>;
}

/** Longer than any run of the clock. */
const LEASE_SECONDS = 60;

/** A digest is issued once per tier and slot; the marker outlives the slot by far. */
const MARKER_SECONDS = 2 * 86_400;

/** How long outcomes are written on cases before the run ends; the next one that wakes a case finds the digest. */
const RESERVE_MS = 12_000;

/**
 * Tells the highest tiers of the room, once in a quarter of an hour, of everything that waits for them (decisions.md 3). First what an
 * earlier run issued and did not finish, under its own id; then, if this slot is still free, what is left. A run that dies at
 * any point is finished by the next.
 *
 * @param waiting cases as they are now, some of which have intents for these tiers.
 */
export async function issueDigests(
  outbox: Outbox,
  waiting: readonly CaseState[],
  run: { id: string; remainingMs(): number },
): Promise<void> {
  const now = new Date(outbox.now()).toISOString();
  // A digest of the last minutes of a day is finished on the next one.
  const days = [...new Set([plusSeconds(now, -86_400), now].map(dayOf))];
  const heads = await Promise.all(days.map((day) => outbox.room.store.head<RoomDay>(day)));
  for (const rung of DIGEST_RUNGS) {
    const mine = waiting.filter((state) => state.alerts.some((alert) => waitsFor(alert, rung)));
    const unfinished = heads.some((head) => head?.state.digests?.[rung] && !head.state.digests[rung].outcome);
    if (mine.length === 0 && !unfinished) continue;
    const [lease, holder] = [`digest#${rung}`, `clock-${run.id}`];
    if (!(await outbox.leases.take(lease, holder, LEASE_SECONDS))) continue;
    try {
      await tellOne(outbox, rung, mine, days, run);
    } catch (error) {
      // The other tier must not wait for this one.
      log('clock.digest-failed', { rung, error: (error as Error).name });
    } finally {
      await outbox.leases.release(lease, holder).catch(() => undefined);
    }
  }
}

async function tellOne(
  outbox: Outbox,
  rung: DigestRung,
  waiting: readonly CaseState[],
  days: readonly StreamName[],
  run: { remainingMs(): number },
): Promise<void> {
  const told = new Set<string>();
  let last: string | undefined;
  for (const day of days) {
    const known = (await outbox.room.store.head<RoomDay>(day))?.state.digests?.[rung];
    if (!known) continue;
    last = known.slot;
    const digest = await issued(outbox, day, known.seq);
    const outcome = known.outcome ?? (await publish(outbox, day, digest));
    const left = known.outcome ? digest.intents.filter((intent) => isOpen(waiting, intent, rung)) : digest.intents;
    await settle(outbox, digest, left, outcome, run);
    for (const intent of digest.intents) told.add(intent);
  }
  const now = new Date(outbox.now()).toISOString();
  if (last === slotOf(now)) return;
  const rest = waiting.map((state) => ({
    ...state,
    alerts: state.alerts.filter(({ seq }) => !told.has(`${state.id}.${seq}`)),
  }));
  const digest = digestOf(rest, rung, now);
  if (digest.intents.length === 0) return;
  const day = dayOf(now);
  if (!(await issue(outbox, day, digest))) return;
  await settle(outbox, digest, digest.intents, await publish(outbox, day, digest), run);
}

const dayOf = (at: string): StreamName => `room#${at.slice(0, 10)}`;

function isOpen(states: readonly CaseState[], intent: string, rung: DigestRung): boolean {
  const { caseId, seq } = partsOf(intent);
  const state = states.find(({ id }) => id === caseId);
  return state?.alerts.some((alert) => alert.seq === seq && alert.rungs.includes(rung)) ?? false;
}

function partsOf(intent: string): { caseId: string; seq: number } {
  const dot = intent.lastIndexOf('.');
  return { caseId: intent.slice(0, dot), seq: Number(intent.slice(dot + 1)) };
}

const byClock = (outbox: Outbox) => ({
  actor: { kind: 'system' as const, id: 'clock' },
  now: new Date(outbox.now()).toISOString(),
});

/** Writes it down; false when another run did. */
async function issue(outbox: Outbox, day: StreamName, digest: Digest): Promise<boolean> {
  const { rung, slot } = digest;
  const done = await appendStream<RoomDay>(
    outbox.room,
    day,
    (head) => ({
      events: [{ type: 'digest.issued', data: digest }],
      state: withDigest(head, rung, { slot, seq: (head?.version ?? 0) + 1 }),
    }),
    byClock(outbox),
    { marker: { key: `digest#${rung}#${slot}`, seconds: MARKER_SECONDS } },
  );
  if (done.outcome === 'done') return true;
  if (done.outcome === 'repeated') return false;
  throw new Error(`digest ${digest.digestId} not issued: ${done.outcome}`);
}

async function issued(outbox: Outbox, day: StreamName, seq: number): Promise<Digest> {
  const { events } = await outbox.room.store.timeline(day, seq - 1, 1);
  if (events[0]?.type !== 'digest.issued') throw new Error(`event ${day}.${seq} is no digest`);
  return events[0].data as Digest;
}

/** Publishes, then records what became of it: a run that dies between the two publishes again under the same id. */
async function publish(outbox: Outbox, day: StreamName, digest: Digest): Promise<Published> {
  const { digestId, rung, slot, cases } = digest;
  const link = cases.length === 1 ? `${outbox.baseUrl}/cases/${cases[0]}` : `${outbox.baseUrl}/`;
  const outcome = await outbox.publish(`rung-${rung}`, digestMessage(digest, link, '/ops-room/daily'));
  const refused = 'refused' in outcome;
  if (refused) {
    outbox.count('AlertRefused');
    log('digest.refused', { rung, reason: outcome.refused });
  }
  const done = await appendStream<RoomDay>(
    outbox.room,
    day,
    (head) => ({
      events: [{ type: refused ? 'digest.failed' : 'digest.sent', data: { digestId, ...outcome } }],
      state: withDigest(head, rung, { slot, seq: head?.state.digests?.[rung]?.seq ?? 0, outcome }),
    }),
    byClock(outbox),
    { marker: { key: `digest#${rung}#${slot}#outcome`, seconds: MARKER_SECONDS } },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated')
    throw new Error(`outcome of ${digestId} not recorded: ${done.outcome}`);
  return outcome;
}

function withDigest(
  head: Head<RoomDay> | undefined,
  rung: DigestRung,
  digest: { slot: string; seq: number; outcome?: Published },
): RoomDay {
  return { ...head?.state, digests: { ...head?.state.digests, [rung]: digest } };
}

/** The intents of the cases end with the digest's own outcome. */
async function settle(
  outbox: Outbox,
  { rung }: Digest,
  intents: readonly string[],
  outcome: Published,
  run: { remainingMs(): number },
): Promise<void> {
  for (const intent of intents) {
    if (run.remainingMs() < RESERVE_MS) return;
    const { caseId, seq } = partsOf(intent);
    const stored = await outbox.room.store.load(caseId);
    const open = stored?.state.alerts.find((alert) => alert.seq === seq && alert.rungs.includes(rung));
    if (!stored || !open) continue;
    const input = { alertId: open.alertId, revision: seq, rungs: [rung] };
    const options = { known: stored };
    const done =
      'refused' in outcome
        ? await execute(
            outbox.room,
            caseId,
            alertFailed,
            { ...input, reason: outcome.refused },
            byClock(outbox),
            options,
          )
        : await execute(
            outbox.room,
            caseId,
            alertSent,
            { ...input, messageIds: [outcome.messageId] },
            byClock(outbox),
            options,
          );
    if (done.outcome !== 'done' && done.outcome !== 'rejected') throw new Error(`intent ${intent}: ${done.outcome}`);
  }
}
