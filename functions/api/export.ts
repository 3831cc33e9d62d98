import { createHash } from 'node:crypto';
import { obligations } from '../../shared/case/obligations.ts';
import { headView } from '../../shared/http/head.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem } from '../../shared/http/problem.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { type Caller, markerOf } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

/** How long the link to an exported file works. */
const LINK_SECONDS = 900;

/**
 * The whole file of a case: NDJSON, first the head with the verification of its chain, then every event as stored. The object's name is
 * random and the link short-lived, so that the file is reached by whoever asked and not by who guesses.
 */
export function exportHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof STAFF_ROUTES>, 'exportCase'> {
  return {
    exportCase: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { id, version } = stored.state;
      const { marker } = markerOf(call.repeat, 202);
      const before = marker && (await deps.room.store.remember(marker, { stream: caseStream(id), seq: version }));
      const { lines, events } = await fileOf(deps, stored, before?.seq ?? version);

      const name = marker ? createHash('sha256').update(marker.key).digest() : Buffer.from(deps.room.random(16));
      const key = `exports/${id}/${name.toString('hex')}.ndjson`;
      await deps.files.put(key, lines, 'application/x-ndjson');
      const expiresAt = new Date(deps.now() + LINK_SECONDS * 1000).toISOString();
      return { status: 202, body: { url: await deps.files.link(key, LINK_SECONDS), expiresAt, events } };
    },
  };
}

async function fileOf(
  deps: ApiDeps,
  { state: now, hash }: Stored,
  seq: number,
): Promise<{ lines: string; events: number }> {
  const { room } = deps;
  const events: StoredEvent[] = [];
  for await (const page of room.store.chain(caseStream(now.id))) events.push(...page);
  const verification = await verify([events.filter((event) => event.seq <= now.version)], {
    version: now.version,
    hash,
  });
  const kept = events.filter((event) => event.seq <= seq);
  const state = seq === now.version ? now : await stateAt(room.store, now.id, { seq });
  const head = state && headView(state, obligations(state, await room.policies()));
  const lines = [{ head, verification }, ...kept].map((line) => `${JSON.stringify(line)}\n`);
  return { lines: lines.join(''), events: kept.length };
}
