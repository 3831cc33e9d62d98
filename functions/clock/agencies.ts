import { type Agency, isRoomRung, subscriptionsOf, topicOf } from '../../shared/agency/agency.ts';
import type { TopicInspector } from '../../shared/agency/directory.ts';
import {
  afterCheck,
  type Before,
  drillIsDue,
  endDrill,
  type Standing,
  standingStream,
  startDrill,
  tierNumbers,
} from '../../shared/agency/standing.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import type { Escalation } from '../../shared/case/state.ts';
import { policyOf } from '../../shared/clocks/policy.ts';
import { plusSeconds, secondsBetween } from '../../shared/clocks/time.ts';
import { appendStream, type StreamStep } from '../../shared/ledger/execute.ts';
import { log } from '../../shared/log.ts';
import type { Outbox } from '../../shared/outbox/carry-out.ts';
import { carryOutStanding, isOwed } from '../../shared/outbox/standing.ts';

/** Subscriptions are looked at this often (decisions.md 14), and a new one has as long to be confirmed. */
const CHECK_SECONDS = 3600;

/** What one agency may take at its worst. */
const RESERVE_MS = 8000;

/** So many alerts in a row without an answer make an agency quiet (d.3 rule 10). */
const QUIET_AFTER = 3;

/** Enough of the newest alerts to find three whose time came. */
const RECENT = 20;

export interface AgencyWatch {
  outbox: Outbox;
  topics: TopicInspector;
  run: { id: string; remainingMs(): number };
}

/**
 * How the agencies stand: each minute what is owed to them, each hour whether their subscriptions are in order, each week an exercise
 * (decisions.md 14, d.3 rule 10). One that fails keeps the others from nothing.
 *
 * @param missed agencies that let the time of an alert pass since the last minute.
 */
export async function watchAgencies(watch: AgencyWatch, missed: ReadonlySet<string>): Promise<void> {
  const { outbox, run } = watch;
  const { store } = outbox.room;
  const [agencies, standings] = await Promise.all([store.list<Agency>('agency'), store.list<Standing>('standing')]);
  const hourly = await outbox.leases.take('agencies', `clock-${run.id}`, CHECK_SECONDS);
  for (const { id, state: agency } of agencies) {
    const standing = standings.find((known) => known.id === id);
    if (!standing || !agency.active) continue;
    if (run.remainingMs() < RESERVE_MS) return log('clock.unfinished', { agency: id });
    try {
      await watchOne(watch, agency, standing, { hourly, missed: missed.has(id) });
    } catch (error) {
      log('clock.agency-failed', { agency: id, error: (error as Error).name });
    }
  }
}

async function watchOne(
  { outbox, topics, run }: AgencyWatch,
  agency: Agency,
  standing: Before & { state: Standing },
  { hourly, missed }: { hourly: boolean; missed: boolean },
): Promise<void> {
  const { id } = agency;
  const now = new Date(outbox.now()).toISOString();
  const { state } = standing;
  if (isOwed(state) && secondsBetween(owedSince(state), now) >= 60)
    await carryOutStanding(outbox, id, `clock-${run.id}`);

  const proved = tierNumbers(agency).every((tier) => state.proved.includes(tier));
  const look = hourly || (proved && !state.checked && state.faults.length === 0);
  if (look || missed) {
    const all = look ? await topics.inspect(topicOf(id), subscriptionsOf(agency)) : state.faults;
    const fresh = secondsBetween(state.changedAt, now) < CHECK_SECONDS;
    const faults = all.filter(({ fault }) => !(fresh && fault === 'pending'));
    const found = {
      faults,
      inOrder: look ? all.length === 0 : state.checked === true,
      quiet: await isQuiet(outbox, id, state, now),
    };
    await step(outbox, id, now, (before) => afterCheck(before, found, now));
  }
  await step(outbox, id, now, (before) => endDrill(before, now));
  if (!isRoomRung(id) && drillIsDue(state, now))
    await step(outbox, id, now, (before) =>
      drillIsDue(before.state, now) ? startDrill(before, id, 'exercise', tierNumbers(agency), now) : undefined,
    );
}

function owedSince({ drill, notice }: Standing): string {
  return notice?.at ?? drill!.at;
}

const NOTHING: Rejection = { rejected: 'gone', detail: { ar: 'لا جديد', en: 'nothing new' } };

async function step(
  outbox: Outbox,
  id: string,
  now: string,
  decide: (before: Before & { state: Standing }) => StreamStep<Standing> | undefined,
): Promise<void> {
  const by = { actor: { kind: 'system' as const, id: 'clock' }, now };
  const done = await appendStream<Standing>(
    outbox.room,
    standingStream(id),
    (head) => (head && decide(head)) ?? NOTHING,
    by,
  );
  if (done.outcome !== 'done' && done.outcome !== 'rejected') throw new Error(done.outcome);
}

/** Whether the last three alerts whose time came, since it last answered a drill, went unacknowledged. */
async function isQuiet(outbox: Outbox, id: string, { answeredAt = '' }: Standing, now: string): Promise<boolean> {
  if (isRoomRung(id)) return false;
  const policies = await outbox.room.policies();
  const newest = (which: 'open' | 'ended') => outbox.room.store.alerts(id, which, RECENT, undefined, true);
  const [open, ended] = await Promise.all([newest('open'), newest('ended')]);
  const answered = ({ ack, response }: Escalation) => ack !== undefined || response !== undefined;
  const timePassed = ({ raisedAt, sentAt, closedAt, policy, priority }: Escalation) => {
    const target = policyOf(policies, policy).clocks.agency_ack[priority];
    return target !== null && plusSeconds(sentAt ?? raisedAt, target) <= (closedAt ?? now);
  };
  const decided = [...open.items, ...ended.items]
    .map(({ alert }) => alert)
    .filter((alert) => alert.raisedAt > answeredAt && (answered(alert) || timePassed(alert)))
    .sort((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1))
    .slice(0, QUIET_AFTER);
  return decided.length === QUIET_AFTER && !decided.some(answered);
}
