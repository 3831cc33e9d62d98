import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handover, HandoverChange } from '../answers.ts';
import { Problem } from '../api.ts';
import { DeskForm } from '../desk/form.tsx';
import { Progress, Signed, State } from '../desk/parts.tsx';
import { useAnyPoke, useCommand, useThing, useThings } from '../desk/things.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { Ago, Countdown, PriorityBadge, Reference, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { ByFilter } from './by-filter.tsx';
import { Lines } from './lines.tsx';
import { pathOf, useDecisions } from './pack.ts';
import { PrintedPack, usePrint } from './print.tsx';
import { STATE_NAMES } from './texts.ts';

/** One handover: how far it is, what blocks it, its lines, and what came after it. */
export function PackScreen({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: handover, error, refetch } = useThing<Handover>(pathOf(id));
  if (!handover) {
    return (
      <section className="desk">
        {error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>}
        <a href={hrefOf(['handover'])}>{t('desk.back')}</a>
      </section>
    );
  }
  return <Pack handover={handover} reread={() => void refetch()} />;
}

type Form = 'offer' | 'return' | 'close';

function Pack({ handover, reread }: { handover: Handover; reread: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const { id, state, allowed, obligations, parts } = handover;
  const path = pathOf(id);
  const [form, setForm] = useState<Form>();
  const [taker, setTaker] = useState<string>();
  const decisions = useDecisions(id);
  const printer = usePrint(id);
  const repack = useCommand(path, (body: { shift: string }, key) => api.post<Handover>('/v1/handovers', body, { key }));
  const accept = useCommand(path, (version: number, key) =>
    api.post<Handover>(`${path}/accept`, {}, { key, ifMatch: version }),
  );
  const give = useCommand(path, (body: { cases: string[]; disposition: 'take'; to: string }, key) =>
    api.post<Handover>(`${path}/dispositions`, body, { key }),
  );
  const stale = accept.error instanceof Problem && accept.error.status === 412;
  const lines = parts.reduce((sum, each) => sum + each.lines, 0);
  const undecided = obligations?.openLines ?? 0;
  const blocking = obligations?.withoutOwner ?? [];
  const to = taker ?? handover.incoming.find((one) => one !== handover.successor) ?? handover.incoming[0];
  const may = (name: string) => allowed.includes(name);
  const accepted = state === 'accepted' || state === 'closed';

  return (
    <>
      <section className="desk handover">
        <a href={hrefOf(['handover'])}>{t('desk.back')}</a>
        <header>
          <h1>{t('handover')}</h1>
          <State kind={state === 'offered' || state === 'returned' ? 'wait' : accepted ? 'good' : 'open'}>
            {format.both(STATE_NAMES[state])}
          </State>
        </header>
        <div className="sheet">
          <dl className="facts">
            <dt>{t('handover.outgoingIs')}</dt>
            <dd>
              <bdi>{handover.outgoing}</bdi> <span className="soft">{t('handover.shiftEnds')}</span>{' '}
              {accepted ? <Stamp at={handover.shiftEndsAt} /> : <Countdown due={handover.shiftEndsAt} />}
            </dd>
            <dt>{t('handover.successorIs')}</dt>
            <dd>
              <bdi>{handover.successor ?? t('handover.nobodyYet')}</bdi>{' '}
              <span className="soft">
                <bdi>{handover.incoming.filter((one) => one !== handover.successor).join(format.comma)}</bdi>
              </span>
            </dd>
            {handover.leaving.length > 0 ? (
              <>
                <dt>{t('handover.leavingAre')}</dt>
                <dd>
                  <bdi>{handover.leaving.join(format.comma)}</bdi>
                </dd>
              </>
            ) : null}
            {handover.packedAt ? (
              <>
                <dt>{t('handover.packedAt')}</dt>
                <dd>
                  <Stamp at={handover.packedAt} />{' '}
                  <span className="soft">
                    (<Ago at={handover.packedAt} />)
                  </span>
                </dd>
              </>
            ) : null}
            {handover.notes ? (
              <>
                <dt>{t('handover.notesFor')}</dt>
                <dd className="said" dir="auto">
                  {handover.notes}
                </dd>
              </>
            ) : null}
          </dl>
          {handover.complete ? null : <p className="warn">{t('handover.incomplete')}</p>}
          {handover.rungs.length > 0 && !accepted ? (
            <p className="warn">
              {t('handover.toldUp', { who: handover.rungs.map((rung) => rung.toUpperCase()).join(format.comma) })}
            </p>
          ) : null}
          {handover.offered && state === 'offered' ? (
            <p>
              {t('handover.offered', { to: handover.successor })} <Signed {...handover.offered} />
            </p>
          ) : null}
          {handover.returned ? (
            <p className="warn">
              <span dir="auto">{t('handover.returnedWhy', { why: handover.returned.reason })}</span>{' '}
              <Signed {...handover.returned} />
            </p>
          ) : null}
          {obligations ? (
            <Progress done={lines - undecided} of={lines}>
              <strong>
                {t('handover.undecided', { count: undecided, n: format.number(undecided), of: format.number(lines) })}
              </strong>
            </Progress>
          ) : null}
          {obligations && obligations.unassigned > 0 ? (
            <p className="soft">{t('handover.unassignedNote', { n: format.number(obligations.unassigned) })}</p>
          ) : null}
          <div className="acts">
            {may('acceptHandover') ? (
              <button
                type="button"
                className="primary"
                disabled={accept.state !== 'idle'}
                onClick={() => void accept.go(handover.version)}
              >
                {t('handover.accept')}
              </button>
            ) : null}
            {may('offerHandover') ? (
              <button
                type="button"
                className={state === 'offered' ? undefined : 'primary'}
                onClick={() => setForm(form === 'offer' ? undefined : 'offer')}
              >
                {t(state === 'offered' ? 'handover.offerAgain' : 'handover.offer')}
              </button>
            ) : null}
            {may('draftHandover') ? (
              <button type="button" disabled={repack.state !== 'idle'} onClick={() => void repack.go({ shift: id })}>
                {t('handover.repack')}
              </button>
            ) : null}
            {may('returnHandover') ? (
              <button type="button" onClick={() => setForm('return')}>
                {t('handover.giveBack')}
              </button>
            ) : null}
            {may('closeHandover') ? (
              <button type="button" onClick={() => setForm('close')}>
                {t('handover.closeIt')}
              </button>
            ) : null}
            <button type="button" disabled={printer.busy} onClick={printer.print}>
              {t(printer.busy ? 'handover.printing' : 'handover.printPack')}
            </button>
          </div>
          {stale ? (
            <p className="problem" role="alert">
              {t('desk.mergedNow')}
            </p>
          ) : (
            <ProblemNote error={accept.error} />
          )}
          <ProblemNote error={repack.error ?? printer.error} />
        </div>
        {form ? (
          <Forms key={form} kind={form} handover={handover} reread={reread} onClose={() => setForm(undefined)} />
        ) : null}
        {blocking.length > 0 ? (
          <div className="sheet blocks" role="status">
            <h2>{t('handover.blockers')}</h2>
            <p className="references">
              {blocking.map((one) => (
                <a key={one} href={hrefOf(['cases', one])}>
                  <Reference id={one} />
                </a>
              ))}
            </p>
            {may('disposeHandover') && to ? (
              <button
                type="button"
                disabled={give.state !== 'idle'}
                onClick={() => void give.go({ cases: blocking, disposition: 'take', to })}
              >
                {t('handover.giveBlockers', { who: to })}
              </button>
            ) : null}
            <ProblemNote error={give.error} />
          </div>
        ) : null}
        {accepted ? <Aftermath handover={handover} /> : null}
        {handover.packedAt && !accepted ? (
          <>
            <Changes handover={handover} />
            <Lines handover={handover} taker={to} onTaker={setTaker} decisions={decisions} />
            {may('disposeHandover') ? <ByFilter handover={handover} taker={to} /> : null}
          </>
        ) : null}
      </section>
      {printer.lines ? <PrintedPack handover={handover} lines={printer.lines} /> : null}
    </>
  );
}

/** What a button of the handover asks before it acts. */
function Forms({
  kind,
  handover,
  reread,
  onClose,
}: {
  kind: Form;
  handover: Handover;
  reread: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const { id, version } = handover;
  const path = pathOf(id);
  const form = { path, onDone: onClose, onStale: reread, onClose };
  if (kind === 'offer') {
    return (
      <DeskForm
        {...form}
        place={`offer ${id}`}
        title={t('handover.offer')}
        submit={t('handover.offer')}
        current={{ successor: handover.successor ?? '', notes: handover.notes ?? '' }}
        inputs={[
          {
            kind: 'choice',
            name: 'successor',
            label: t('handover.successor'),
            choices: handover.incoming.map((one) => [one, one] as const),
          },
          { kind: 'text', name: 'notes', label: t('handover.notesFor'), optional: true },
        ]}
        request={(value, key) => {
          const notes = value('notes').trim();
          return api.post<Handover>(
            `${path}/offer`,
            { successor: value('successor'), ...(notes ? { notes } : {}) },
            { key },
          );
        }}
      />
    );
  }
  const words = t(kind === 'return' ? 'handover.giveBack' : 'handover.closeIt');
  return (
    <DeskForm
      {...form}
      place={`${kind} ${id}`}
      title={words}
      submit={words}
      inputs={[{ kind: 'text', name: 'reason', label: t('handover.reason') }]}
      request={(value, key) =>
        api.post<Handover>(
          `${path}/${kind}`,
          { reason: value('reason') },
          { key, ...(kind === 'close' ? { ifMatch: version } : {}) },
        )
      }
    />
  );
}

/** It reads the heads of all open cases: pokes tell sooner. Milliseconds. */
const CHANGES_MS = 60_000;

/** What has happened to the cases while the pack is read. */
function Changes({ handover: { id, state } }: { handover: Handover }) {
  const { t } = useTranslation();
  const format = useFormat();
  // Whoever is to accept wants to know; whoever still writes it makes the pack anew.
  const [open, setOpen] = useState(state === 'offered');
  const { items, refetch } = useThings<HandoverChange>(open ? `${pathOf(id)}/changes` : undefined, CHANGES_MS);
  useAnyPoke(() => open && void refetch());
  return (
    <details className="sheet changes" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('handover.changes')} {items ? <span className="chip">{format.number(items.length)}</span> : null}
      </summary>
      {items?.length === 0 ? <p className="soft">{t('handover.noChanges')}</p> : null}
      <ul className="rows">
        {items?.map(({ case: one, what, priority, text, at, owner }) => (
          <li key={one}>
            <PriorityBadge priority={priority} />
            <State kind={what === 'opened' ? 'wait' : what === 'ended' ? 'good' : 'open'}>
              {t(`handover.what_${what}`)}
            </State>
            <a href={hrefOf(['cases', one])}>
              <Reference id={one} />
            </a>
            <span className="grow" dir="auto">
              {text}
            </span>
            <small className="soft">
              <bdi>{owner}</bdi> <Ago at={at} />
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What became of it: who has the cases now, and two hours later what was left lying. */
function Aftermath({ handover: { accepted, settled, audited, closed } }: { handover: Handover }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="sheet aftermath">
      {accepted ? (
        <p>
          <strong>{t('handover.acceptedMoves', { n: format.number(accepted.moves) })}</strong> <Signed {...accepted} />
        </p>
      ) : null}
      {closed?.reason ? (
        <p>
          <span dir="auto">{closed.reason}</span> <Signed at={closed.at} by={closed.by} />
        </p>
      ) : null}
      {settled ? (
        <p>{t('handover.settledNote', { n: format.number(settled.moved) })}</p>
      ) : accepted ? (
        <p role="status">{t('handover.settling')}</p>
      ) : null}
      {settled && settled.kept.length > 0 ? <Cases title={t('handover.keptNewer')} ids={settled.kept} /> : null}
      {accepted ? (
        <>
          <h2>{t('handover.audit')}</h2>
          {audited ? (
            audited.untouched.length + audited.left.length === 0 ? (
              <p>{t('handover.auditQuiet')}</p>
            ) : (
              <>
                <Cases title={t('handover.untouched')} ids={audited.untouched} />
                <Cases title={t('handover.leftWith')} ids={audited.left} />
              </>
            )
          ) : (
            <p className="soft">{t('handover.auditWaits')}</p>
          )}
        </>
      ) : null}
    </div>
  );
}

function Cases({ title, ids }: { title: string; ids: readonly string[] }) {
  const format = useFormat();
  if (ids.length === 0) return null;
  return (
    <>
      <h3>
        {title} <span className="chip">{format.number(ids.length)}</span>
      </h3>
      <p className="references">
        {ids.map((id) => (
          <a key={id} href={hrefOf(['cases', id])}>
            <Reference id={id} />
          </a>
        ))}
      </p>
    </>
  );
}
