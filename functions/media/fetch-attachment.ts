import { createHash } from 'node:crypto';
import { failAttachment, storeAttachment } from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { EventData } from '../../shared/case/events.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { type Downloaded, type Fetcher, Later } from '../../shared/channels/download.ts';
import type { Settings } from '../../shared/channels/types.ts';
import type { Files } from '../../shared/files/s3.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { execute, type Room } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import { MEDIA_BYTES, mediaKey, mediaKind } from '../../shared/media/kind.ts';
import type { MediaJob } from '../../shared/outbox/carry-out.ts';

/** The world as fetching needs it. */
export interface MediaDeps {
  room: Room;
  fetchers: Partial<Record<Channel, Fetcher>>;
  settings: () => Promise<Settings>;
  files: Pick<Files, 'put'>;
  fetch: typeof fetch;
  now: () => number;
}

/** `later`: the provider did not give it now; the job must come again after so many seconds. */
export type Fetched = { state: 'done' } | { state: 'later'; seconds: number };

/** With the pauses below about half a day; the queue's last delivery but one, so that each attachment ends in an outcome. */
export const ATTEMPTS = 19;

/** Pauses double from half a minute to an hour. */
const pauseAfter = (attempt: number) => Math.min(30 * 2 ** (attempt - 1), 3600);

const DONE: Fetched = { state: 'done' };

/**
 * Fetches one attachment, looks what it really is, and keeps it; the outcome is an event of the case. A job that comes twice finds the
 * outcome or puts the same bytes in the same place.
 *
 * @param attempt times this job was delivered, from 1.
 * @throws when the outcome could not be recorded: the job comes again.
 */
export async function fetchAttachment(job: MediaJob, attempt: number, deps: MediaDeps): Promise<Fetched> {
  const { messageId, n } = job;
  if (!(await isOpen(deps, job))) return DONE;
  const got = await fetchFrom(job, deps);
  if (got instanceof Later) {
    log('media.later', { case: job.case, messageId, n, why: got.why, attempt });
    if (attempt < ATTEMPTS) return { state: 'later', seconds: pauseAfter(attempt) };
    return record(deps, job, failAttachment, { messageId, n, reason: 'unreachable' });
  }
  if ('failed' in got) return record(deps, job, failAttachment, { messageId, n, reason: got.failed });
  return keep(deps, job, got.bytes);
}

async function isOpen({ room }: MediaDeps, { case: id, messageId, n }: MediaJob): Promise<boolean> {
  const open = (await room.store.load(id))?.state.attachments ?? [];
  return open.some((one) => one.messageId === messageId && one.n === n);
}

async function fetchFrom(job: MediaJob, deps: MediaDeps): Promise<Downloaded | Later> {
  const message = await messageOf(job, deps.room);
  const medium = message?.media?.[job.n];
  if (!message || !medium) return { failed: 'gone' };
  const fetcher = deps.fetchers[message.channel];
  if (!fetcher) return { failed: 'no_source' };
  try {
    return await fetcher(medium, { settings: await deps.settings(), fetch: deps.fetch, limit: MEDIA_BYTES });
  } catch (error) {
    if (error instanceof Later) return error;
    throw error;
  }
}

/** The message as it was received; its id is that of its case and event. Undefined where it was redacted since. */
async function messageOf(job: MediaJob, room: Room): Promise<EventData['message.received'] | undefined> {
  const seq = Number(job.messageId.slice(job.case.length + 1));
  const { events } = await room.store.timeline(caseStream(job.case), seq - 1, 1);
  const event = events[0] && caseEventOf(events[0]);
  return event?.type === 'message.received' ? event.data : undefined;
}

async function keep(deps: MediaDeps, job: MediaJob, bytes: Uint8Array): Promise<Fetched> {
  const { messageId, n } = job;
  const kind = mediaKind(bytes);
  if (!kind) return record(deps, job, failAttachment, { messageId, n, reason: 'refused_type' });
  // Fetching takes its time: meanwhile somebody may have asked that it be forgotten.
  if (!(await isOpen(deps, job))) return DONE;
  const key = mediaKey(messageId, n);
  await deps.files.put(key, bytes, kind.mime);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return record(deps, job, storeAttachment, { messageId, n, key, mime: kind.mime, bytes: bytes.length, sha256 });
}

async function record<Input>(deps: MediaDeps, job: MediaJob, command: Command<Input>, input: Input): Promise<Fetched> {
  const by = { actor: { kind: 'system' as const, id: 'media' }, now: new Date(deps.now()).toISOString() };
  const { outcome } = await execute(deps.room, job.case, command, input, by);
  if (outcome !== 'done') throw new Error(`${command.name} on ${job.case}: ${outcome}`);
  return DONE;
}
