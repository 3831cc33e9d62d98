import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HIDDEN_CASE } from '../../../../shared/http/readers.ts';
import type { Rumour } from '../answers.ts';
import { instantInCairo } from '../calls/form.ts';
import { DeskForm, useChoices } from '../desk/form.tsx';
import { BothTexts, Progress, Signed, State } from '../desk/parts.tsx';
import { Skipped } from '../desk/skipped.tsx';
import { useCommand, useThing } from '../desk/things.ts';
import { hoursFrom, localInCairo, numberOf } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { Confirm } from '../ui/dialog.tsx';
import { Countdown, Reference, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { RUMOUR_STATUS_NAMES, statusKind, VERDICT_NAMES } from './texts.ts';

/** A verdict is looked at again on the next day unless somebody says otherwise. */
const REVIEW_HOURS = 24;

type Form = 'sightings' | 'cases' | 'check' | 'verdict' | 'answer';

/** One rumour, from where it was heard to the answer that went out. */
export function RumourPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const path = `/v1/rumours/${id}`;
  const { data: rumour, error, refetch } = useThing<Rumour>(path);
  if (rumour) return <Page rumour={rumour} reread={() => void refetch()} />;
  return (
    <section className="desk">
      {error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>}
      <a href={hrefOf(['rumours'])}>{t('desk.back')}</a>
    </section>
  );
}

function Page({ rumour, reread }: { rumour: Rumour; reread: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<Form>();
  const may = (name: string) => rumour.allowed.includes(name);
  const { verdict, checking, review } = rumour;
  const button = (form: Form, text: string, route: string) =>
    may(route) && open !== form ? (
      <button type="button" onClick={() => setOpen(form)}>
        {text}
      </button>
    ) : null;
  const form = (kind: Form) =>
    open === kind ? <Forms kind={kind} rumour={rumour} reread={reread} onClose={() => setOpen(undefined)} /> : null;
  return (
    <section className="desk">
      <a href={hrefOf(['rumours'])}>{t('desk.back')}</a>
      <header>
        <h1 dir="auto">{format.both(rumour.claim)}</h1>
        <State kind={statusKind(rumour.status)}>{format.both(RUMOUR_STATUS_NAMES[rumour.status])}</State>
        {review ? <State kind="wait">{t('rumours.reviewDue')}</State> : null}
      </header>
      <div className="beside">
        <div>
          <div className="sheet">
            <h2>{t('rumours.claim')}</h2>
            <BothTexts text={rumour.claim} />
            <p className="soft">
              {t('rumours.firstSeen')} <Stamp at={rumour.firstSeenAt} /> ·{' '}
              {t('rumours.heardTimes', { n: format.number(rumour.seenCount) })}{' '}
              {rumour.countries.map((code) => (
                <span key={code} className="chip">
                  {format.country(code)}
                </span>
              ))}
            </p>
          </div>
          <div className="sheet">
            <h2>{t('rumours.checking')}</h2>
            {checking ? (
              <p>
                {t('rumours.checkedBy')} <strong dir="auto">{checking.authority}</strong>{' '}
                <Signed by={checking.by} at={checking.since} />
              </p>
            ) : null}
            {verdict ? (
              <>
                <p>
                  {t('rumours.verdict')}:{' '}
                  <strong>{format.both(VERDICT_NAMES[verdict.status as keyof typeof VERDICT_NAMES])}</strong>{' '}
                  <Signed by={verdict.by} at={verdict.at} />
                </p>
                <p className="soft">{t('rumours.sourcesOf')}</p>
                <ul>
                  {verdict.sources.map((source) => (
                    <li key={source}>
                      <bdi>{source}</bdi>
                    </li>
                  ))}
                </ul>
                <p>
                  {t('rumours.reviewAt')} <Stamp at={verdict.reviewAt} /> <Countdown due={verdict.reviewAt} />
                </p>
              </>
            ) : null}
            {form('check')}
            {form('verdict')}
            <div className="acts">
              {button('check', t(checking ? 'rumours.checkAgain' : 'rumours.startCheck'), 'checkRumour')}
              {button('verdict', t('rumours.giveVerdict'), 'judgeRumour')}
            </div>
          </div>
          <div className="sheet">
            <h2>{t('rumours.answer')}</h2>
            <AnswerPart rumour={rumour} />
            {form('answer')}
            <div className="acts">
              {button(
                'answer',
                t(rumour.draft ? 'rumours.rewriteAnswer' : 'rumours.writeAnswer'),
                'proposeRumourAnswer',
              )}
            </div>
          </div>
        </div>
        <div>
          <div className="sheet">
            <h2>{t('rumours.sightings')}</h2>
            <ul className="rows">
              {[...rumour.sightings].reverse().map(({ where, at, count }) => (
                <li key={where + at}>
                  <span className="grow" dir="auto">
                    {where}
                  </span>
                  <small className="soft">
                    {t('rumours.times', { n: format.number(count) })} · <Stamp at={at} />
                  </small>
                </li>
              ))}
            </ul>
            {form('sightings')}
            <div className="acts">{button('sightings', t('rumours.seeAgain'), 'seeRumour')}</div>
          </div>
          <div className="sheet">
            <h2>
              {t('rumours.casesAsked')} <span className="chip">{format.number(rumour.asked)}</span>
            </h2>
            <ul className="rows">
              {rumour.cases.map((asked) => (
                <Asked key={asked.case} rumour={rumour} asked={asked} />
              ))}
            </ul>
            {form('cases')}
            <div className="acts">{button('cases', t('rumours.linkCase'), 'linkRumour')}</div>
          </div>
        </div>
      </div>
    </section>
  );
}

function Asked({ rumour, asked }: { rumour: Rumour; asked: Rumour['cases'][number] }) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const path = `/v1/rumours/${rumour.id}`;
  const unlink = useCommand(path, (id: string) => api.delete<Rumour>(`${path}/cases/${id}`));
  return (
    <li>
      {asked.case === HIDDEN_CASE ? (
        <span className="grow">
          <Reference id={asked.case} />
        </span>
      ) : (
        <a className="grow" href={hrefOf(['cases', asked.case])}>
          <Reference id={asked.case} />
        </a>
      )}
      {rumour.sending ? (
        asked.told === rumour.sending.answer ? (
          <State kind="good">{t('rumours.toldThem')}</State>
        ) : (
          <State kind="wait">{t('rumours.notToldYet')}</State>
        )
      ) : null}
      {rumour.allowed.includes('linkRumour') && asked.case !== HIDDEN_CASE ? (
        <button
          type="button"
          className="quiet"
          aria-label={t('rumours.unlink', { id: asked.case })}
          onClick={() => void unlink.go(asked.case)}
        >
          ×
        </button>
      ) : null}
      <ProblemNote error={unlink.error} />
    </li>
  );
}

/** The wording that waits, the one in force, and how far it has gone out. */
function AnswerPart({ rumour }: { rumour: Rumour }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const path = `/v1/rumours/${rumour.id}`;
  const { draft, answer, sending, allowed, asked, told } = rumour;
  const [sure, setSure] = useState(false);
  const approve = useCommand(path, (version: number, key) =>
    api.post<Rumour>(`${path}/answer/approve`, { version }, { key }),
  );
  const send = useCommand(
    path,
    (version: number, key) => api.post<Rumour>(`${path}/answer/send`, { version }, { key }),
    () => setSure(false),
  );
  const waits = draft && draft.version !== answer?.version;
  return (
    <>
      {waits ? (
        <div data-wording="draft">
          <p>
            <strong>{t('rumours.wording', { n: format.number(draft.version) })}</strong>{' '}
            <State kind="wait">{t('rumours.waitsForSecond')}</State> <Signed by={draft.by} at={draft.at} />
          </p>
          <BothTexts text={draft.text} />
          {allowed.includes('approveRumourAnswer') ? (
            <button
              type="button"
              className="primary"
              disabled={approve.state !== 'idle'}
              onClick={() => void approve.go(draft.version)}
            >
              {t('rumours.approveAnswer')}
            </button>
          ) : null}
          <ProblemNote error={approve.error} />
        </div>
      ) : null}
      {answer ? (
        <div data-wording="answer">
          <p>
            <strong>{t('rumours.wording', { n: format.number(answer.version) })}</strong>{' '}
            <State kind="good">{t('rumours.inForce')}</State>{' '}
            <Signed
              by={[answer.by, answer.approvedBy].filter(Boolean).join(' + ')}
              at={answer.approvedAt ?? answer.at}
            />
          </p>
          <BothTexts text={answer.text} />
          {allowed.includes('sendRumourAnswer') ? (
            <button type="button" className="primary" onClick={() => setSure(true)}>
              {t('rumours.sendAnswer', { n: format.number(asked) })}
            </button>
          ) : null}
        </div>
      ) : null}
      {sending ? (
        <div data-sending>
          <Progress done={told} of={asked}>
            {t('rumours.sendingTo', { told: format.number(told), of: format.number(asked) })}{' '}
            <span className="soft">
              {t('rumours.messagesOut', { n: format.number(sending.told) })} · {t('rumours.whoAsksLater')}
            </span>
          </Progress>
          <Skipped counts={sending.skipped} />
        </div>
      ) : null}
      {sure && answer ? (
        <Confirm
          title={t('rumours.answer')}
          text={t('rumours.sureToSend', { n: format.number(asked) })}
          act={t('rumours.sendAnswer', { n: format.number(asked) })}
          busy={send.state !== 'idle'}
          onConfirm={() => void send.go(answer.version)}
          onClose={() => setSure(false)}
        />
      ) : null}
      <ProblemNote error={send.error} />
    </>
  );
}

function Forms({
  kind,
  rumour,
  reread,
  onClose,
}: {
  kind: Form;
  rumour: Rumour;
  reread: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const choices = useChoices();
  const { api } = useRoom();
  const { id, version } = rumour;
  const path = `/v1/rumours/${id}`;
  const [review] = useState(() => localInCairo(hoursFrom(roomNow(), REVIEW_HOURS)));
  const form = { place: `rumour ${kind} ${id}`, path, onDone: onClose, onStale: reread, onClose };
  switch (kind) {
    case 'sightings':
      return (
        <DeskForm
          {...form}
          submit={t('rumours.seeAgain')}
          inputs={[
            { kind: 'line', name: 'where', label: t('rumours.seenWhere'), hint: t('rumours.seenHint') },
            { kind: 'line', type: 'number', name: 'count', label: t('rumours.seenCount'), optional: true },
          ]}
          request={(value, key) => {
            const count = value('count').trim();
            const body = { where: value('where'), ...(count ? { count: numberOf(count) } : {}) };
            return api.post<Rumour>(`${path}/sightings`, body, { key });
          }}
        />
      );
    case 'cases':
      return (
        <DeskForm
          {...form}
          submit={t('rumours.linkCase')}
          inputs={[{ kind: 'line', dir: 'ltr', name: 'case', label: t('rumours.caseNumber') }]}
          request={(value, key) =>
            api.post<Rumour>(`${path}/cases`, { case: value('case').trim().toUpperCase() }, { key })
          }
        />
      );
    case 'check':
      return (
        <DeskForm
          {...form}
          submit={t('rumours.startCheck')}
          current={{ authority: rumour.checking?.authority ?? '' }}
          inputs={[
            { kind: 'line', name: 'authority', label: t('rumours.authority'), hint: t('rumours.authorityHint') },
          ]}
          request={(value, key) => api.post<Rumour>(`${path}/check`, { authority: value('authority') }, { key })}
        />
      );
    case 'verdict':
      return (
        <DeskForm
          {...form}
          submit={t('rumours.giveVerdict')}
          current={{ reviewAt: review, status: rumour.verdict?.status ?? '' }}
          inputs={[
            { kind: 'choice', name: 'status', label: t('rumours.verdict'), choices: choices(VERDICT_NAMES) },
            { kind: 'time', name: 'reviewAt', label: t('rumours.reviewAt') },
            { kind: 'text', name: 'sources', label: t('rumours.sources') },
          ]}
          request={(value, key) => {
            const sources = value('sources')
              .split('\n')
              .filter((line) => line.trim());
            const body = { status: value('status'), sources, reviewAt: instantInCairo(value('reviewAt')) };
            return api.post<Rumour>(`${path}/verdict`, body, { key });
          }}
        />
      );
    case 'answer':
      return (
        <DeskForm
          {...form}
          submit={t('rumours.propose')}
          current={{ 'text.ar': rumour.draft?.text.ar ?? '', 'text.en': rumour.draft?.text.en ?? '' }}
          inputs={[{ kind: 'both', name: 'text', label: t('rumours.answer'), rows: 4 }]}
          request={(value) =>
            api.put<Rumour>(`${path}/answer`, { text: { ar: value('text.ar'), en: value('text.en') } }, version)
          }
        />
      );
  }
}
