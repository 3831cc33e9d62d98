import { type Agency, isRoomRung, topicOf } from '../agency/agency.ts';
import { agencyHead } from '../agency/directory.ts';
import { type Standing, standingStream } from '../agency/standing.ts';
import type { Rejection } from '../case/decide.ts';
import type { Rung } from '../clocks/policy.ts';
import { plusSeconds } from '../clocks/time.ts';
import { drillMessage, standingMessage } from '../escalation/drill.ts';
import { LINK_SECONDS, linkHash, linkToken, linkUrl } from '../escalation/link.ts';
import { appendStream } from '../ledger/execute.ts';
import type { Head } from '../ledger/store.ts';
import { log } from '../log.ts';
import type { CarriedOut, Outbox } from './carry-out.ts';

const LEASE_SECONDS = 60;

/** Until when a drill is to be answered. */
const ANSWER_SECONDS = 3600;

/** What an agency's standing wants told and nobody has told yet. */
export function isOwed({ drill, notice }: Standing): boolean {
  return notice !== undefined || (drill !== undefined && drill.sent === undefined && !drill.ended);
}

/**
 * Sends an agency's drill, and what the shift supervisor is to hear of it, and records both. May be done twice: ids and links are
 * the same each time.
 */
export async function carryOutStanding(outbox: Outbox, id: string, holder: string): Promise<CarriedOut> {
  const read = () => outbox.room.store.head<Standing>(standingStream(id));
  const before = await read();
  if (!before || !isOwed(before.state)) return 'settled';
  const lease = `standing#${id}`;
  if (!(await outbox.leases.take(lease, holder, LEASE_SECONDS))) return 'held';
  try {
    const [head, agency] = await Promise.all([read(), agencyHead(outbox.room.store, id)]);
    if (!head || !agency) return 'settled';
    await sendDrill(outbox, head, agency.state);
    await sendNotice(outbox, head, agency.state);
    return 'done';
  } finally {
    await outbox.leases.release(lease, holder).catch(() => undefined);
  }
}

async function sendDrill(outbox: Outbox, { id, state: { drill } }: Head<Standing>, agency: Agency): Promise<void> {
  if (!drill || drill.sent !== undefined || drill.ended) return;
  const messageIds: string[] = [];
  const cap = agency.standard === 'cap' ? { capSender: new URL(outbox.baseUrl).host } : {};
  let refused: string | undefined;
  for (const tier of drill.tiers) {
    const rung = `${isRoomRung(id) ? 't' : 'a'}${tier}` as Rung;
    const token = linkToken(await outbox.linkKey(), drill.drillId, rung);
    const expiresAt = Math.floor(outbox.now() / 1000) + LINK_SECONDS;
    await outbox.links.keep(linkHash(token), { agency: id, drillId: drill.drillId, rung, expiresAt });
    const link = linkUrl(outbox.linkBaseUrl, token);
    const ackBy = plusSeconds(new Date(outbox.now()).toISOString(), ANSWER_SECONDS);
    const published = await outbox.publish(topicOf(id), drillMessage(agency, drill, tier, { link, ackBy, ...cap }));
    if ('messageId' in published) messageIds.push(published.messageId);
    else refused = published.refused;
  }
  if (refused) {
    outbox.count('AlertRefused');
    log('alert.refused', { agency: id, reason: refused });
  }
  const { drillId } = drill;
  await settle(outbox, id, (state) =>
    state.drill?.drillId === drillId && state.drill.sent === undefined
      ? {
          type: refused ? 'agency.drill-failed' : 'agency.drill-sent',
          data: { drillId, ...(refused ? { reason: refused } : { messageIds }) },
          state: { ...state, drill: { ...state.drill, sent: !refused } },
        }
      : undefined,
  );
}

async function sendNotice(outbox: Outbox, { id, state }: Head<Standing>, agency: Agency): Promise<void> {
  const { notice } = state;
  if (!notice) return;
  const message = standingMessage(agency, state, notice, `${outbox.baseUrl}/agencies/${id}`);
  const published = await outbox.publish('rung-t1', message);
  if ('refused' in published) {
    outbox.count('AlertRefused');
    log('alert.refused', { agency: id, reason: published.refused });
  }
  await settle(outbox, id, (now) => {
    if (now.notice?.seq !== notice.seq) return undefined;
    const { notice: _told, ...rest } = now;
    return {
      type: 'refused' in published ? 'agency.notice-failed' : 'agency.notice-sent',
      data: { seq: notice.seq, ...published },
      state: rest,
    };
  });
}

const SETTLED: Rejection = {
  rejected: 'gone',
  detail: { ar: 'سُجّلت النتيجة', en: 'the outcome is recorded already' },
};

async function settle(
  outbox: Outbox,
  id: string,
  step: (state: Standing) => { type: string; data: object; state: Standing } | undefined,
): Promise<void> {
  const by = { actor: { kind: 'system' as const, id: 'relay' }, now: new Date(outbox.now()).toISOString() };
  const done = await appendStream<Standing>(
    outbox.room,
    standingStream(id),
    (head) => {
      const next = head && step(head.state);
      return next ? { events: [{ type: next.type, data: next.data }], state: next.state } : SETTLED;
    },
    by,
  );
  if (done.outcome !== 'done' && done.outcome !== 'rejected') throw new Error(`standing of ${id}: ${done.outcome}`);
}
