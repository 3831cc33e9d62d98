import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice, Reach } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { DeskForm } from '../desk/form.tsx';
import { BothTexts, Progress, Signed, State } from '../desk/parts.tsx';
import { Skipped } from '../desk/skipped.tsx';
import { useCommand, useThing } from '../desk/things.ts';
import { numberOf } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { BROADCAST_NAMES, broadcastKind } from './texts.ts';

const STAGES = ['queued', 'sent', 'delivered', 'read', 'failed'] as const;

/** The sending of one notice: to whom, how many, who agreed, how far it is, and whom it did not reach. */
export function BroadcastPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: notice, error } = useThing<Notice>(`/v1/notices/${id}`);
  if (notice) return <Page notice={notice} />;
  return (
    <section className="desk">
      {error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>}
      <a href={hrefOf(['outreach'])}>{t('desk.back')}</a>
    </section>
  );
}

function Page({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, current, broadcast, allowed } = notice;
  return (
    <section className="desk">
      <a href={hrefOf(['outreach'])}>{t('desk.back')}</a>
      <header>
        <h1 dir="auto">{current ? format.both(current.content.title) : id}</h1>
        {broadcast ? (
          <State kind={broadcastKind(broadcast.state)}>{format.both(BROADCAST_NAMES[broadcast.state])}</State>
        ) : null}
        <a href={hrefOf(['notices', id])}>{t('outreach.toTheNotice')}</a>
      </header>
      {current ? (
        <div className="sheet">
          <BothTexts text={current.content.body} />
        </div>
      ) : null}
      {broadcast ? <Sending notice={notice} broadcast={broadcast} /> : null}
      {allowed.includes('requestBroadcast') ? <Request notice={notice} again={broadcast !== undefined} /> : null}
    </section>
  );
}

/** Asks the room to count and to send; whoever agrees is somebody else. */
function Request({ notice, again }: { notice: Notice; again: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const crises = useCrises();
  const path = `/v1/notices/${notice.id}`;
  return (
    <DeskForm
      place={`broadcast ${notice.id}`}
      title={t(again ? 'outreach.sendAgain' : 'outreach.sendNotice')}
      submit={t('outreach.askToSend')}
      path={path}
      current={{
        crisis: notice.crisis ?? '',
        countries: notice.crisis ? '' : (notice.current?.content.area.countries ?? []).join(','),
        perMinute: '120',
      }}
      inputs={[
        {
          kind: 'choice',
          name: 'crisis',
          label: t('crisis'),
          optional: true,
          choices: [['', t('desk.noCrisis')], ...crises.map(({ id, name }) => [id, format.both(name)] as const)],
        },
        { kind: 'line', type: 'number', name: 'perMinute', label: t('outreach.perMinute') },
        {
          kind: 'countries',
          name: 'countries',
          label: t('desk.areaCountries'),
          hint: t('outreach.audienceHint'),
          optional: true,
        },
      ]}
      request={(value, key) => {
        const countries = value('countries').split(',').filter(Boolean);
        return api.post<Notice>(
          `${path}/broadcast`,
          {
            ...(value('crisis') ? { crisis: value('crisis') } : {}),
            ...(countries.length > 0 ? { countries } : {}),
            perMinute: numberOf(value('perMinute')),
          },
          { key },
        );
      }}
    >
      <p className="soft">{t('outreach.countFirst')}</p>
    </DeskForm>
  );
}

function Sending({ notice, broadcast }: { notice: Notice; broadcast: NonNullable<Notice['broadcast']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const crises = useCrises();
  const { id, allowed } = notice;
  const path = `/v1/notices/${id}`;
  const { audience, estimate, size, at, queued, state } = broadcast;
  const stop = useCommand(path, (_: object, key) => api.post<Notice>(`${path}/broadcast/stop`, {}, { key }));
  const resume = useCommand(path, (_: object, key) => api.post<Notice>(`${path}/broadcast/resume`, {}, { key }));
  const { data: reach } = useThing<Reach>(broadcast.approvedBy ? `${path}/reach` : undefined);
  const crisis = crises.find((each) => each.id === audience.crisis);
  const to = [
    ...(audience.crisis
      ? [t('outreach.wholeCrisis', { name: crisis ? format.both(crisis.name) : audience.crisis })]
      : []),
    ...audience.countries.map((code) => format.country(code)),
  ].join(format.comma);
  const under = state === 'approved' || state === 'sending';
  return (
    <div className="sheet" data-broadcast={state}>
      <dl className="facts">
        <dt>{t('outreach.audience')}</dt>
        <dd>
          <bdi>{to}</bdi>{' '}
          <span className="soft">{t('outreach.versionSent', { n: format.number(broadcast.version) })}</span>
        </dd>
        <dt>{t('outreach.requestedBy')}</dt>
        <dd>
          <Signed by={broadcast.requestedBy} at={broadcast.requestedAt} />
        </dd>
        {broadcast.approvedBy && broadcast.approvedAt ? (
          <>
            <dt>{t('outreach.agreedBy')}</dt>
            <dd>
              <Signed by={broadcast.approvedBy} at={broadcast.approvedAt} />
            </dd>
          </>
        ) : null}
        <dt>{t('outreach.perMinute')}</dt>
        <dd>{format.number(broadcast.perMinute)}</dd>
      </dl>
      {state === 'requested' ? (
        <p className="estimate">
          <strong>{t('outreach.wouldReach', { n: format.number(estimate) })}</strong>{' '}
          <State kind="wait">{t('outreach.waitsForSecondToSend')}</State>
        </p>
      ) : (
        <Progress done={at} of={size ?? estimate}>
          <strong>{t('outreach.casesDone', { n: format.number(at), of: format.number(size ?? estimate) })}</strong>{' '}
          <span className="soft">{t('outreach.messagesQueued', { n: format.number(queued) })}</span>
        </Progress>
      )}
      {allowed.includes('approveBroadcast') ? <Agree notice={notice} estimate={estimate} /> : null}
      <div className="acts">
        {allowed.includes('stopBroadcast') ? (
          <button type="button" disabled={stop.state !== 'idle'} onClick={() => void stop.go({})}>
            {t(under || state === 'requested' ? 'outreach.pause' : 'cancel')}
          </button>
        ) : null}
        {allowed.includes('resumeBroadcast') ? (
          <button
            type="button"
            className="primary"
            disabled={resume.state !== 'idle'}
            onClick={() => void resume.go({})}
          >
            {t('outreach.resume')}
          </button>
        ) : null}
      </div>
      <ProblemNote error={stop.error ?? resume.error} />
      {reach ? (
        <>
          <h3>{t('outreach.reach')}</h3>
          <ul className="reach">
            {STAGES.map((stage) => (
              <li key={stage} data-stage={stage}>
                <strong>{format.number(reach.messages[stage])}</strong> {t(`outreach.reach_${stage}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Skipped counts={broadcast.skipped} />
    </div>
  );
}

/** The second person agrees with the number in front of him, and types it, so that no finger that slipped writes to thousands. */
function Agree({ notice: { id }, estimate }: { notice: Notice; estimate: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const path = `/v1/notices/${id}`;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const { go, state, error } = useCommand(path, (_: object, key) =>
    api.post<Notice>(`${path}/broadcast/approve`, {}, { key }),
  );
  const agree = (event: FormEvent) => {
    event.preventDefault();
    const right = numberOf(typed) === estimate && typed.trim() !== '';
    setWrong(!right);
    if (right && state === 'idle') void go({});
  };
  return (
    <form className="agree" noValidate onSubmit={agree}>
      <Field label={t('outreach.typeNumber')} message={wrong ? t('outreach.wrongNumber') : undefined}>
        <input
          inputMode="numeric"
          dir="ltr"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      <button type="submit" className="primary" disabled={state !== 'idle'}>
        {t('outreach.agree', { n: format.number(estimate) })}
      </button>
      <ProblemNote error={error} />
    </form>
  );
}
