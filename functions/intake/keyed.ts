import type { Agency } from '../../shared/agency/agency.ts';
import { acknowledge, report } from '../../shared/case/commands/index.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import type { Rung } from '../../shared/clocks/policy.ts';
import { readReply, shortCode } from '../../shared/escalation/keyed-reply.ts';
import { type Executed, execute } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import type { AlertRow } from '../../shared/ledger/store.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy } from './known.ts';
import { keepForTheDay } from './unread.ts';

/** Channels whose provider vouches for the number. A sender of e-mail can be anybody. */
const VOUCHED = ['sms', 'whatsapp'];

/** An agency has never so many open alerts that a reply's own would lie behind them. */
const OPEN_ALERTS = 200;

/**
 * A reply of an agency's duty officer to an alert, by SMS or WhatsApp from a number of the directory (d.3 rule 2): acknowledges it in that
 * person's name; what else it says is a report. A reply that finds no alert is kept for the day and becomes no case. All that such
 * a number writes beside replies is taken in as anybody's: nothing is lost.
 *
 * @returns false where it is none.
 */
export async function takeKeyedReply(item: InboundMessage, deps: IntakeDeps): Promise<boolean> {
  if (item.quiet || !item.text || !VOUCHED.includes(item.channel)) return false;
  const reply = readReply(item.text);
  if (!reply) return false;
  const sender = senderOf(item, await deps.agencies());
  if (!sender) return false;

  const { agency } = sender;
  const { items } = await deps.room.store.alerts(agency.id, 'open', OPEN_ALERTS);
  const named = reply.code ? items.filter(({ alert }) => shortCode(alert.alertId) === reply.code) : [];
  const row = only(named) ?? only(items.filter(isWaiting));
  if (!row) {
    await keepForTheDay(item, markerOf(item), deps);
    return true;
  }
  await answer(item, deps, row, sender, named.length === 1 ? reply.rest : reply.words);
  return true;
}

function only<T>(rows: readonly T[]): T | undefined {
  return rows.length === 1 ? rows[0] : undefined;
}

const isWaiting = ({ alert }: AlertRow) => ['raised', 'sent', 'failed'].includes(alert.state);

interface DirectorySender {
  agency: Agency;
  tier: number;
  name: string;
  role: string;
}

function senderOf({ sender }: InboundMessage, agencies: readonly Agency[]): DirectorySender | undefined {
  const phone = sender.phone ?? (/^\d{7,15}$/.test(sender.id) ? `+${sender.id}` : sender.id);
  for (const agency of agencies) {
    for (const [index, tier] of agency.tiers.entries()) {
      const contact = tier.contacts.find(({ channel, address }) => channel === 'sms' && address === phone);
      if (contact && agency.active)
        return { agency, tier: index + 1, name: contact.name ?? agency.name.ar, role: tier.role.ar };
    }
  }
  return undefined;
}

async function answer(
  item: InboundMessage,
  deps: IntakeDeps,
  { case: caseId, alert }: AlertRow,
  { agency, tier, name, role }: DirectorySender,
  words: string,
): Promise<void> {
  const { alertId } = alert;
  const person = { name, role };
  const as = {
    actor: { kind: 'agency' as const, id: agency.id, name, role },
    now: new Date(deps.now()).toISOString(),
  };
  const said = { alertId, by: person, via: 'reply' as const, rung: `a${tier}` as Rung };
  const marker = markerOf(item);
  written(await execute(deps.room, caseId, acknowledge, said, as, { marker: seenMarker(marker) }));
  if (words === '') return;
  const more = { marker: seenMarker(`${marker}#report`) };
  written(await execute(deps.room, caseId, report, { ...said, text: words.slice(0, 2000) }, as, more));
}

/** What is over by now was over before the reply: it stands as late, or not at all. */
function written({ outcome }: Executed): void {
  if (outcome === 'busy' || outcome === 'stale') throw new Busy(outcome);
}
