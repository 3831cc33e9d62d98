import type { StreamRecord } from '../../shared/ledger/records.ts';
import { realDeps } from './deps.ts';
import { rollup } from './rollup.ts';

const deps = realDeps();

/** New events of cases; or, every quarter of an hour, the schedule, which has no records. */
export const handler = async (event: { Records?: StreamRecord[] }) =>
  event.Records ? rollup(event.Records, deps) : deps.publish();
