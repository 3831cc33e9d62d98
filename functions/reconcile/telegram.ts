import { hostsOf, Later, lookUp, setting } from '../../shared/channels/download.ts';
import { instant, number, present, record, text } from '../../shared/channels/json.ts';
import type { Gap, Reconciliation } from '../../shared/reconcile/reconciliation.ts';
import type { Seen } from './compare.ts';
import type { ReconcileDeps } from './deps.ts';

/** Updates that a conversation needs; Telegram leaves reactions out unless they are asked for (channels.md 2.3). */
const NEEDED = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

/** Telegram's own words about an error are a sentence. */
const WORDS = 200;

/**
 * What Telegram can say: whether it still posts to us, what waits, and its last error in the period. Nothing of it can be
 * fetched, for a bot with a webhook may not ask for updates.
 * @throws Later when it cannot be asked
 */
export async function lookAtTelegram(
  { from }: Pick<Reconciliation, 'from'>,
  { settings: read, fetch, publicBaseUrl }: Pick<ReconcileDeps, 'settings' | 'fetch' | 'publicBaseUrl'>,
): Promise<Seen> {
  const settings = await read();
  const api = setting(settings, 'OPS_TELEGRAM_API_URL');
  const url = `${api}/bot${setting(settings, 'OPS_TELEGRAM_BOT_TOKEN')}/getWebhookInfo`;
  const { status, body } = await lookUp({ url, from: hostsOf(['api.telegram.org'], api) }, { fetch });
  const webhook = record(record(body)?.result);
  if (status !== 200 || !webhook) throw new Later(`http_${status}`);

  const gaps: Gap[] = [];
  const address = text(webhook.url) ?? '';
  if (address !== `${publicBaseUrl}/webhooks/telegram`) gaps.push({ kind: 'elsewhere', detail: hostOf(address) });
  const pending = number(webhook.pending_update_count) ?? 0;
  if (pending > 0) gaps.push({ kind: 'pending', detail: String(pending) });
  const at = instant(webhook.last_error_date);
  if (at && at >= from) {
    const detail = text(webhook.last_error_message)?.slice(0, WORDS);
    gaps.push(present({ kind: 'refused' as const, at, detail }));
  }
  const asked = webhook.allowed_updates;
  const missing = NEEDED.filter((name) => (Array.isArray(asked) ? !asked.includes(name) : name === 'message_reaction'));
  if (missing.length > 0) gaps.push({ kind: 'not_asked', detail: missing.join(', ') });
  return { lines: 1, gaps, items: [] };
}

/** Whoever else has the bot: the path may hold his secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'none';
}
