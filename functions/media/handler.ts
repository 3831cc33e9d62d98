import { fetchBatch, type QueueRecord } from './batch.ts';
import { realDeps } from './deps.ts';
import { fetchAttachment } from './fetch-attachment.ts';

const deps = realDeps();

export const handler = (event: { Records: QueueRecord[] }) =>
  fetchBatch(event.Records, { fetch: (job, attempt) => fetchAttachment(job, attempt, deps.media), hide: deps.hide });
