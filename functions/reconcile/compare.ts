import { hostsOf, Later, lookUp, setting } from '../../shared/channels/download.ts';
import { basicAuthorization } from '../../shared/channels/twilio/basic.ts';
import { firstPage, type Listed, readPage, type TwilioList, withFiles } from '../../shared/channels/twilio/list.ts';
import type { Inbound } from '../../shared/channels/types.ts';
import { outgoingKey } from '../../shared/ledger/transaction.ts';
import { type Gap, isFed, type Reconciliation } from '../../shared/reconcile/reconciliation.ts';
import type { ReconcileDeps } from './deps.ts';

/** What one page showed. */
export interface Seen {
  lines: number;
  gaps: Gap[];
  /** What was lost, as its webhook would have told it. */
  items: Inbound[];
  /** Where the next page is. */
  next?: string | undefined;
}

/**
 * One page of one of Twilio's lists against the markers.
 * @throws Later when Twilio cannot be asked
 */
export async function comparePage(
  { from, to, steps }: Reconciliation,
  list: TwilioList,
  deps: Pick<ReconcileDeps, 'present' | 'settings' | 'fetch' | 'now'>,
): Promise<Seen> {
  const twilio = await twilioOf(deps);
  const body = await twilio.get(steps[list].cursor ?? firstPage(list, twilio.account, from, to));
  const reading = { api: twilio.api, receivedAt: new Date(deps.now()).toISOString() };
  const { lines, next } = readPage(list, body, reading);
  const within = lines.filter(({ at }) => at >= from && at < to);
  const there = await deps.present(within.flatMap(keysOf));
  const gaps: Gap[] = [];
  const items: Inbound[] = [];
  for (const line of within) {
    const gap = gapOf(line, there);
    if (!gap) continue;
    gaps.push(gap);
    if (isFed(gap)) items.push(...(await wholeOf(line, twilio)));
  }
  return { lines: within.length, gaps, items, next };
}

const sentKey = ({ channel, account, id }: Listed) => outgoingKey(channel, account, id);

const keysOf = (line: Listed) => (line.kind === 'sent' ? [...line.markers, sentKey(line)] : line.markers);

function gapOf(line: Listed, there: ReadonlySet<string>): Gap | undefined {
  if (line.markers.some((marker) => there.has(marker))) return undefined;
  const { id, channel, at } = line;
  if (line.kind !== 'sent') return { kind: line.kind, id, channel, at };
  return { kind: there.has(sentKey(line)) ? 'status' : 'sent_elsewhere', id, channel, at };
}

/** The list of a message's files is asked for only when the message was lost. It may be gone; the words are not. */
async function wholeOf({ items, files }: Listed, { get, api }: Twilio): Promise<Inbound[]> {
  const [first] = items;
  if (!files || first?.type !== 'message') return items;
  const list = await get(files).catch((error: Error) => {
    if (error instanceof Later && error.why === 'http_404') return undefined;
    throw error;
  });
  return [withFiles(first, list, api)];
}

interface Twilio {
  api: string;
  account: string;
  /** @throws Later */
  get(path: string): Promise<unknown>;
}

/** @throws Later where the account is not set up */
async function twilioOf({ settings: read, fetch }: Pick<ReconcileDeps, 'settings' | 'fetch'>): Promise<Twilio> {
  const settings = await read();
  const api = setting(settings, 'OPS_TWILIO_API_URL');
  const account = setting(settings, 'OPS_TWILIO_ACCOUNT_SID');
  const Authorization = basicAuthorization(account, setting(settings, 'OPS_TWILIO_AUTH_TOKEN'));
  const source = { headers: { Authorization }, from: hostsOf(['twilio.com'], api) };
  return {
    api,
    account,
    async get(path) {
      const { status, body } = await lookUp({ ...source, url: `${api}${path}` }, { fetch });
      if (status !== 200) throw new Later(`http_${status}`);
      return body;
    },
  };
}
