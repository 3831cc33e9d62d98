import { plusSeconds } from '../../shared/clocks/time.ts';
import { recordDelivery } from '../../shared/ledger/execute.ts';
import type { Outbox } from '../../shared/outbox/carry-out.ts';

/** Statuses of one minute; more wait for the next. */
const CAP = 100;

/** Pauses grow tenfold: what is not there after some minutes is mostly no message of ours. */
const PAUSE_SECONDS = [600, 6_000, 36_000];

/**
 * Delivery updates that came before their message was recorded as sent, and that nobody took up since: whoever recorded it may have died right after
 * (decisions.md 2). For 24 hours; a status that is recorded already counts once all the same.
 */
export async function retryParked({ room, now: clock }: Pick<Outbox, 'room' | 'now'>): Promise<void> {
  const now = new Date(clock()).toISOString();
  for (const parked of await room.store.parkedDue(now, CAP)) {
    const { status, tries } = parked;
    const sent = await room.store.outgoing(status.channel, status.account, status.providerMessageId);
    const done = sent && (await recordDelivery(room, status, sent, now));
    const pause = PAUSE_SECONDS[tries];
    const again = done && done.outcome !== 'busy' ? undefined : pause;
    await room.store.parkAgain(
      { ...parked, tries: tries + 1 },
      again === undefined ? undefined : plusSeconds(now, again),
    );
  }
}
