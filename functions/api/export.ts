import { createHash } from 'node:crypto';
import { obligations } from '../../shared/case/obligations.ts';
import { attachmentsOf } from '../../shared/export/case-file.ts';
import { headView } from '../../shared/http/head.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem, problemOf } from '../../shared/http/problem.ts';
import type { Call } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { caseEventOf, stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { type Caller, markerOf, nowOf } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';
import { withoutHidden } from './discretion.ts';

/** How long the link to an exported file works. */
const LINK_SECONDS = 900;

/** What lies behind the link. */
interface Made {
  body: string;
  type: string;
  extension: string;
  events: number;
}

type ExportCall = Call<Caller, (typeof STAFF_ROUTES)['exportCase']>;

/**
 * The whole file of a case: as NDJSON, first the head with attachments and the verification of its chain, then every event as stored; as a page
 * to print; or, where this is switched on, what a person finder may hold of one consenting person. The object's name is random and the link
 * short-lived, so that the file is reached by whoever asked and not by who guesses.
 */
export function exportHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof STAFF_ROUTES>, 'exportCase'> {
  return {
    exportCase: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { form = 'ndjson', person } = call.body;
      if (form === 'pfif' && !deps.pfif) return problem('not-found', { detail: OFF });
      const { id, version } = stored.state;
      const { marker } = markerOf(call.repeat, 202);
      const before = marker && (await deps.room.store.remember(marker, { stream: caseStream(id), seq: version }));
      const seq = before?.seq ?? version;
      const made =
        form === 'pfif' ? await personRecord(deps, stored, person ?? '') : await file(deps, call, stored, seq);
      if (isProblem(made)) return made;

      const name = marker
        ? createHash('sha256').update(`${marker.key}${form}`).digest()
        : Buffer.from(deps.room.random(16));
      const key = `exports/${id}/${name.toString('hex')}.${made.extension}`;
      await deps.files.put(key, made.body, made.type);
      const expiresAt = new Date(deps.now() + LINK_SECONDS * 1000).toISOString();
      // Saved and not shown: a file with people's names is no page of the bucket's host.
      const shown =
        form === 'ndjson'
          ? undefined
          : { type: made.type, disposition: `attachment; filename="${id}.${made.extension}"` };
      const url = await deps.files.link(key, LINK_SECONDS, shown);
      return { status: 202, body: { url, expiresAt, events: made.events } };
    },
  };
}

const OFF = {
  ar: 'تصدير سجلات الأشخاص غير مفعّل في هذه الغرفة',
  en: 'the export of person records is not switched on in this room',
};

async function file(deps: ApiDeps, call: ExportCall, { state: now, hash }: Stored, seq: number): Promise<Made> {
  const { room } = deps;
  const events: StoredEvent[] = [];
  for await (const page of room.store.chain(caseStream(now.id))) events.push(...page);
  const known = events.filter((event) => event.seq <= now.version);
  const verification = await verify([known], { version: now.version, hash });
  const kept = await withoutHidden(
    deps,
    call.who,
    events.filter((event) => event.seq <= seq),
    [now.id],
  );
  const state = seq === now.version ? now : ((await stateAt(room.store, now.id, { seq })) ?? now);
  const view = headView(state, obligations(state, await room.policies()));
  const head = await withoutHidden(deps, call.who, view, [now.id]);
  const attachments = attachmentsOf(kept.map(caseEventOf));
  if (call.body.form === 'page') {
    const { caseFilePage } = await import('../../shared/export/page.ts');
    const about = { head, verification, attachments, events: kept, madeAt: nowOf(deps), madeBy: call.who.id };
    return { body: caseFilePage(about), type: 'text/html; charset=utf-8', extension: 'html', events: kept.length };
  }
  const lines = [{ head, attachments, verification }, ...kept].map((line) => `${JSON.stringify(line)}\n`);
  return { body: lines.join(''), type: 'application/x-ndjson', extension: 'ndjson', events: kept.length };
}

async function personRecord(deps: ApiDeps, { state }: Stored, personId: string): Promise<Made | Problem> {
  const { pfif } = await import('../../shared/export/pfif.ts');
  const record = pfif({ state, personId, now: nowOf(deps), domain: deps.pfif! });
  if (typeof record !== 'string') return problemOf(record);
  return { body: record, type: 'application/xml; charset=utf-8', extension: 'pfif.xml', events: 1 };
}
