import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SUPERVISORS, WORKERS } from '../../../../shared/http/roles.ts';
import { labelOf } from '../../../../shared/texts/labels.ts';
import type { Agency, Ladder } from '../answers.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Ago, Countdown, Eta, PriorityBadge, Reference, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { toast } from '../ui/toasts.tsx';
import { DeadLetters } from './dead.tsx';
import { inParts, PARTS, type Part } from './ladders.ts';
import { AGENCY_TEXTS, type AgencyTextKey } from './texts.ts';
import { useDirectory, useLadders } from './watch.ts';

addTexts(AGENCY_TEXTS);

const TITLES: Record<Part, AgencyTextKey> = {
  held: 'ladderHeld',
  waiting: 'ladderWaiting',
  asked: 'ladderAsked',
  acknowledged: 'ladderAcknowledged',
  accepted: 'ladderAccepted',
};

type Verb = 'resume' | 'ack-by-phone' | 'stand-down';

/** Who is waited for, since when, and who is told next. */
export default function LaddersScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const { line, me } = useRoom();
  const only = useRoute().query.get('agency') ?? '';
  const { ladders, error } = useLadders(true);
  const { agencies = [] } = useDirectory();
  const [act, setAct] = useState<{ verb: Verb; ladder: Ladder }>();
  const shown = ladders?.filter(({ escalation }) => !only || escalation.agency === only);
  const parts = inParts(shown ?? []);
  const asked = new Set(ladders?.map(({ escalation }) => escalation.agency));
  const works = WORKERS.some((role) => me.roles.includes(role));
  const supervises = SUPERVISORS.some((role) => me.roles.includes(role));
  return (
    <section className="ladders" aria-busy={!ladders && !error}>
      <header className="board-head">
        <h1>{t('ladders')}</h1>
        <span className="soft">
          {shown ? t('openCount', { count: shown.length, n: format.number(shown.length) }) : t('loading')}
        </span>
        {asked.size > 1 || only ? (
          <label>
            {t('onlyAgency')}{' '}
            <select
              value={only}
              onChange={({ target }) => go(hrefOf(['ladders'], { agency: target.value || undefined }), true)}
            >
              <option value="">{t('any')}</option>
              {[...new Set([...asked, ...(only ? [only] : [])])].map((id) => (
                <option key={id} value={id}>
                  {nameOf(agencies, id, format)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </header>
      <p className="soft">{t('laddersLead')}</p>
      <DeadLetters quiet />
      <ProblemNote error={line === 'offline' ? undefined : error} />
      {shown?.length === 0 ? <p className="empty">{t('nothingWaits')}</p> : null}
      {PARTS.map((part) => {
        const some = parts.get(part)!;
        if (some.length === 0) return null;
        return (
          <section key={part} className="ladder-part" data-part={part} aria-labelledby={`part-${part}`}>
            <h2 id={`part-${part}`}>
              {t(TITLES[part])} <span className="count-of">{format.number(some.length)}</span>
            </h2>
            {part === 'held' ? <p>{t('ladderHeldLead')}</p> : null}
            <ul>
              {some.map((ladder) => (
                <Row
                  key={ladder.escalation.alertId}
                  ladder={ladder}
                  part={part}
                  agencies={agencies}
                  works={works}
                  supervises={supervises}
                  onAct={(verb) => setAct({ verb, ladder })}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {act ? <ActDialog {...act} agencies={agencies} onClose={() => setAct(undefined)} /> : null}
    </section>
  );
}

type Format = ReturnType<typeof useFormat>;

function nameOf(agencies: readonly Agency[], id: string, format: Format): string {
  const agency = agencies.find((each) => each.id === id);
  return agency ? format.both(agency.name) : id;
}

/** A rung by the function of who stands on it; by its place on the ladder where the directory does not say. */
function rungName(rung: string, agency: Agency | undefined, format: Format): string {
  const tier = rung.startsWith('a') ? agency?.tiers[Number(rung.slice(1)) - 1] : undefined;
  return tier ? format.both(tier.role) : labelOf('tier', rung, format.lang);
}

function Row({
  ladder,
  part,
  agencies,
  works,
  supervises,
  onAct,
}: {
  ladder: Ladder;
  part: Part;
  agencies: readonly Agency[];
  works: boolean;
  supervises: boolean;
  onAct: (verb: Verb) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { escalation, ahead } = ladder;
  const agency = agencies.find(({ id }) => id === escalation.agency);
  return (
    <li className="ladder" data-priority={ladder.priority}>
      <div className="ladder-what">
        <p className="ladder-case">
          <PriorityBadge priority={ladder.priority} />
          <a href={hrefOf(['cases', ladder.case])}>
            <Reference id={ladder.case} />
          </a>
          <strong>{nameOf(agencies, escalation.agency, format)}</strong>
          <span className="soft">{format.where(ladder.place, ladder.country)}</span>
        </p>
        <p dir="auto">{escalation.ask}</p>
        <p className="soft">
          {t('ladderSince')} <Ago at={escalation.raisedAt} />
          {' · '}
          {t('owner')} <bdi>{ladder.owner ?? t('nobody')}</bdi>
        </p>
        <Standing ladder={ladder} part={part} />
      </div>
      <Rungs ladder={ladder} agency={agency} />
      <div className="ladder-next">
        {part === 'waiting' && ahead[0] ? (
          <>
            <span className="soft">{t('ladderNext')}</span>
            <strong>{rungName(ahead[0].rung, agency, format)}</strong>
            <Countdown due={ahead[0].dueAt} />
          </>
        ) : part === 'waiting' ? (
          <strong className="at-top">{t('ladderTop')}</strong>
        ) : null}
        {ladder.ackExpiresAt ? (
          <>
            <span className="soft">{t('ackLapses')}</span>
            <Countdown due={ladder.ackExpiresAt} />
          </>
        ) : null}
        {part === 'acknowledged' && escalation.dueAt ? (
          <>
            <span className="soft">{t('answerDue')}</span>
            <Countdown due={escalation.dueAt} />
          </>
        ) : null}
        <div className="ladder-acts">
          {works && part === 'asked' ? (
            <a className="button" href={hrefOf(['cases', ladder.case])}>
              {t('openToAnswer')}
            </a>
          ) : null}
          {works && (part === 'waiting' || part === 'held') ? (
            <button type="button" onClick={() => onAct('ack-by-phone')}>
              {t('ackByPhone')}
            </button>
          ) : null}
          {supervises && part === 'held' ? (
            <button type="button" className="primary" onClick={() => onAct('resume')}>
              {t('resume')}
            </button>
          ) : null}
          {works ? (
            <button type="button" className="quiet" onClick={() => onAct('stand-down')}>
              {t('standDown')}
            </button>
          ) : null}
        </div>
      </div>
    </li>
  );
}

/** What is known of it beside its rungs. */
function Standing({ ladder: { escalation }, part }: { ladder: Ladder; part: Part }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ack, question, response, report, state, undelivered = [], sentAt } = escalation;
  return (
    <>
      {state === 'failed' ? <p className="bad">{t('sendFailed')}</p> : null}
      {state === 'raised' && !sentAt ? <p className="soft">{t('notSentYet')}</p> : null}
      {undelivered.length > 0 ? (
        <p className="bad">{t('undeliveredTo', { who: undelivered.join(format.comma) })}</p>
      ) : null}
      {part === 'asked' && question ? <blockquote dir="auto">{question}</blockquote> : null}
      {ack && part !== 'waiting' ? (
        <p>
          {t('ackBy', { who: `${ack.by.name} (${ack.by.role})` })} <Ago at={ack.at} />
        </p>
      ) : null}
      {response?.eta ? (
        <p>
          {t('etaSaid')}: <Eta eta={response.eta} waited />
        </p>
      ) : null}
      {response?.text ? <p dir="auto">{response.text}</p> : null}
      {report ? (
        <p>
          {t('reported')} <Ago at={report.at} />: <span dir="auto">{report.text}</span>
        </p>
      ) : null}
    </>
  );
}

/** The ladder as steps: who was told, who is next, in words as well as by form. */
function Rungs({ ladder: { escalation, ahead }, agency }: { ladder: Ladder; agency: Agency | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className="rungs" aria-label={t('ladderRungs')}>
      {escalation.told.map((rung) => (
        <li key={rung} data-told>
          <span className="rung">{rungName(rung, agency, format)}</span> <small>{t('rungTold')}</small>
        </li>
      ))}
      {ahead.map(({ rung, dueAt }) => (
        <li key={rung}>
          <span className="rung">{rungName(rung, agency, format)}</span>{' '}
          <small>
            <Stamp at={dueAt} />
          </small>
        </li>
      ))}
    </ol>
  );
}

function ActDialog({
  verb,
  ladder: { case: id, escalation },
  agencies,
  onClose,
}: {
  verb: Verb;
  ladder: Ladder;
  agencies: readonly Agency[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const client = useQueryClient();
  const [words, setWords] = useState({ reason: '', by: '', role: '' });
  const {
    go: send,
    state,
    error,
  } = useSend(
    (body: object, key: string) => api.post(`/v1/cases/${id}/escalations/${escalation.alertId}/${verb}`, body, { key }),
    () => {
      toast(t(verb === 'resume' ? 'resumed' : verb === 'stand-down' ? 'stoodDown' : 'ackRecorded'));
      void client.invalidateQueries({ queryKey: ['ladders'] });
      onClose();
    },
  );
  const byPhone = verb === 'ack-by-phone';
  const title = t(byPhone ? 'ackByPhone' : verb === 'resume' ? 'resume' : 'standDown');
  const input = (name: keyof typeof words, label: string) => (
    <Field label={label} error={error} pointer={`/${name}`}>
      <input required value={words[name]} onChange={({ target }) => setWords({ ...words, [name]: target.value })} />
    </Field>
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { reason, by, role } = words;
          void send(byPhone ? { by, role } : { reason });
        }}
      >
        <p>
          <Reference id={id} /> · {nameOf(agencies, escalation.agency, format)}
        </p>
        <p dir="auto">{escalation.ask}</p>
        <div className="fields">
          {byPhone ? (
            <>
              {input('by', t('whoAnswered'))}
              {input('role', t('whichRole'))}
            </>
          ) : (
            input('reason', t('reason'))
          )}
        </div>
        <ProblemNote error={error} />
        <footer>
          <button type="submit" className="primary" disabled={state !== 'idle'}>
            {state === 'waiting' ? t('waiting') : title}
          </button>
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
