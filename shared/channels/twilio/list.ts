import type { Channel } from '../../case/vocabulary.ts';
import { type Json, number, present, record, records, text } from '../json.ts';
import { markerOf } from '../marker.ts';
import type { Inbound, InboundMessage } from '../types.ts';
import { callOf, endOf, type Params, readMessage, readStatus, recordingOf } from './read.ts';

/** Twilio's own memory of what came and went: what is there and not in the ledger was lost on the way (channels.md 1.4). */
export const TWILIO_LISTS = ['messages', 'calls', 'recordings'] as const;
export type TwilioList = (typeof TWILIO_LISTS)[number];

/** Lines to a page, of at most 1,000; two reads of the table by batches of a hundred. */
const PAGE = 100;

/** Name of the list, and by which instant it is narrowed. */
const RESOURCES: Record<TwilioList, { name: string; by: string }> = {
  messages: { name: 'Messages', by: 'DateSent' },
  calls: { name: 'Calls', by: 'StartTime' },
  recordings: { name: 'Recordings', by: 'DateCreated' },
};

/** Path of a list's first page, between two instants. The next one's is in the page. */
export function firstPage(list: TwilioList, account: string, from: string, to: string): string {
  const { name, by } = RESOURCES[list];
  // Twilio writes "at least" as a parameter whose name ends in a sign of comparison.
  const query = new URLSearchParams({ PageSize: String(PAGE), [`${by}>`]: from, [`${by}<`]: to });
  return `/2010-04-01/Accounts/${account}/${name}.json?${query}`;
}

/** One line of a list, as its webhook would have told it. */
export interface Listed {
  kind: 'message' | 'call' | 'recording' | 'sent';
  /** Twilio's own id. */
  id: string;
  channel: Channel;
  account: string;
  at: string;
  /** Markers, any of which says that it was taken. For what we sent: that its last status was. */
  markers: string[];
  /** What goes through intake when it was not. */
  items: Inbound[];
  /** Path of the list of its files. */
  files?: string;
}

/** Where the lists come from, and when they were read. */
interface Reading {
  /** Twilio's origin, without a trailing slash: addresses in lists are paths. */
  api: string;
  receivedAt: string;
}

/** A page of a list; lines that are no person's (outgoing calls, messages still on their way) are left out. */
export function readPage(list: TwilioList, body: unknown, reading: Reading): { lines: Listed[]; next?: string } {
  const page = record(body);
  const read = { messages: readMessageLine, calls: readCallLine, recordings: readRecordingLine }[list];
  const next = text(page?.next_page_uri);
  const lines = records(page?.[list] ?? []).flatMap((line) => read(line, reading) ?? []);
  return { lines, ...(next?.startsWith('/2010-04-01/') ? { next } : {}) };
}

/** Twilio's lists write instants as mail does; two of three lists call them differently. */
function instantOf(...values: unknown[]): string | undefined {
  const ms = values.map((value) => Date.parse(text(value) ?? '')).find((each) => each > 0);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** The members of a line under the names that a webhook gives them. */
function paramsOf(line: Json): Params {
  return present({
    AccountSid: text(line.account_sid) ?? '',
    From: text(line.from) ?? '',
    To: text(line.to) ?? '',
    Body: text(line.body),
    ErrorCode: text(line.error_code),
  }) as Params;
}

function readMessageLine(line: Json, { receivedAt }: Reading): Listed | undefined {
  const [id, direction] = [text(line.sid), text(line.direction)];
  const at = instantOf(line.date_sent, line.date_created);
  if (!id || !at) return undefined;
  if (direction === 'inbound') return readInbound(line, id, at, receivedAt);
  const updated = instantOf(line.date_updated) ?? at;
  const status = text(line.status);
  const [told] = readStatus({ ...paramsOf(line), MessageSid: id, MessageStatus: status ?? '' }, undefined, updated);
  if (!told || told.status === 'queued' || told.status === 'sent') return undefined;
  const { channel, account } = told;
  return { kind: 'sent', id, channel, account, at: updated, markers: [markerOf(told)], items: [told] };
}

function readInbound(line: Json, id: string, at: string, receivedAt: string): Listed {
  const item: InboundMessage = { ...readMessage({ ...paramsOf(line), MessageSid: id }, receivedAt), sentAt: at };
  const files = (number(line.num_media) ?? 0) > 0 ? text(record(line.subresource_uris)?.media) : undefined;
  // The list does not say of a WhatsApp message that it was a reaction, which counts under a name of its own.
  const markers = [markerOf(item), markerOf({ ...item, kind: 'reaction', quiet: true })];
  const { channel, account } = item;
  return present({ kind: 'message' as const, id, channel, account, at, markers, items: [item], files });
}

/** What a message with files says, once their list is read. */
export function withFiles(item: InboundMessage, body: unknown, api: string): InboundMessage {
  const media = records(record(body)?.media_list ?? []).flatMap((file) => {
    const uri = text(file.uri)?.replace(/\.json$/, '');
    return uri ? [present({ ref: `${api}${uri}`, mime: text(file.content_type) })] : [];
  });
  if (media.length === 0) return item;
  const { raw: _raw, ...rest } = item;
  const family = media[0]?.mime?.split('/')[0];
  const kind = family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
  return { ...rest, kind, media };
}

function readCallLine(line: Json, { receivedAt }: Reading): Listed | undefined {
  const [id, at] = [text(line.sid), instantOf(line.start_time, line.date_created)];
  const status = text(line.status);
  if (!id || !at || text(line.direction) !== 'inbound' || !status) return undefined;
  const params = { ...paramsOf(line), CallSid: id, CallStatus: status };
  const call: InboundMessage = { ...callOf(params, receivedAt), sentAt: at };
  const ended = endOf(call, id, status, text(line.duration));
  const { channel, account } = call;
  return { kind: 'call', id, channel, account, at, markers: [markerOf(call)], items: ended ? [call, ended] : [call] };
}

function readRecordingLine(line: Json, { api, receivedAt }: Reading): Listed | undefined {
  const [id, at] = [text(line.sid), instantOf(line.start_time, line.date_created)];
  const [call, uri] = [text(line.call_sid), text(line.uri)];
  if (!id || !at || !call || !uri || text(line.status) !== 'completed') return undefined;
  const params = { AccountSid: text(line.account_sid) ?? '', CallSid: call };
  const ref = `${api}${uri.replace(/\.json$/, '')}`;
  const item = { ...recordingOf(params, id, ref, text(line.duration), receivedAt), sentAt: at };
  const { channel, account } = item;
  return { kind: 'recording', id, channel, account, at, markers: [markerOf(item)], items: [item] };
}
