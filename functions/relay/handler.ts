import type { StreamRecord } from '../../shared/ledger/records.ts';
import { realDeps } from './deps.ts';
import { relay } from './relay.ts';

const deps = realDeps();

export const handler = (event: { Records: StreamRecord[] }) => relay(event.Records, deps);
