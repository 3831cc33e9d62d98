import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import { KEEPERS, type Role, WORKERS } from '../../../../shared/http/roles.ts';
import type { Agency, Ladder, Metrics } from '../answers.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useSend } from '../send.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Confirm } from '../ui/dialog.tsx';
import { Ago } from '../ui/marks.tsx';
import { ProblemNote, useProblemText } from '../ui/problem.tsx';
import { toast } from '../ui/toasts.tsx';
import { DeadLetters } from './dead.tsx';
import { AgencyForm } from './form.tsx';
import { partOf } from './ladders.ts';
import { AGENCY_TEXTS, type AgencyTextKey, STATE_TEXTS } from './texts.ts';
import { useDirectory, useLadders } from './watch.ts';

addTexts(AGENCY_TEXTS);

const SEE_LADDERS = [...WORKERS, 'auditor'] as const satisfies readonly Role[];
const DRILLERS = ['supervisor', 'director', 'admin'] as const satisfies readonly Role[];
const DAY = 86_400_000;

/** The directory: whom the room can ask, and whether they would answer. */
export default function AgenciesScreen() {
  const { t } = useTranslation();
  const { line, me } = useRoom();
  const { path } = useRoute();
  const { agencies, error } = useDirectory();
  const { ladders = NONE } = useLadders(has(me.roles, SEE_LADDERS));
  const measured = useMeasured();
  const keeps = has(me.roles, KEEPERS);
  const [, id, verb] = path;
  if (keeps && id === 'new') return <AgencyForm onClose={() => go(hrefOf(['agencies']))} />;
  const edited = keeps && verb === 'edit' ? agencies?.find((agency) => agency.id === id) : undefined;
  if (edited) return <AgencyForm key={edited.id} agency={edited} onClose={() => go(hrefOf(['agencies']))} />;

  const order = (agency: Agency) =>
    `${agency.active ? 0 : 1}${['red', 'unproved', 'ready'].indexOf(agency.state)}${agency.id}`;
  const sorted = [...(agencies ?? [])].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const partners = sorted.filter(({ kind }) => kind !== 'room');
  const rungs = (agencies ?? []).filter(({ kind }) => kind === 'room');
  return (
    <section className="agencies" aria-busy={!agencies && !error}>
      <header className="board-head">
        <h1>{t('agencies')}</h1>
        {keeps ? (
          <a className="button primary" href={hrefOf(['agencies', 'new'])}>
            {t('newAgency')}
          </a>
        ) : null}
      </header>
      <p className="soft">{t('agenciesLead')}</p>
      <DeadLetters />
      <ProblemNote error={line === 'offline' ? undefined : error} />
      <ul className="agency-list">
        {partners.map((agency) => (
          <AgencyCard key={agency.id} agency={agency} ladders={ladders} measured={measured} keeps={keeps} />
        ))}
      </ul>
      {rungs.length > 0 ? (
        <>
          <h2>{t('roomRungs')}</h2>
          <ul className="agency-list">
            {rungs.map((agency) => (
              <AgencyCard key={agency.id} agency={agency} ladders={NONE} measured={undefined} keeps={keeps} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

const NONE: readonly never[] = [];

function has(roles: readonly Role[], some: readonly Role[]): boolean {
  return some.some((role) => roles.includes(role));
}

/** How the agencies answered in the last seven days, for those who may read figures. */
function useMeasured(): Metrics | undefined {
  const { api, me } = useRoom();
  const { data } = useQuery({
    queryKey: ['agency figures'],
    queryFn: ({ signal }) => {
      const [from, to] = [roomNow() - 7 * DAY, roomNow()].map((at) => new Date(at).toISOString());
      return api.get<Metrics>(`/v1/metrics?from=${from}&to=${to}`, signal);
    },
    enabled: !me.roles.every((role) => role === 'surge'),
    staleTime: 5 * 60_000,
  });
  return data;
}

function AgencyCard({
  agency,
  ladders,
  measured,
  keeps,
}: {
  agency: Agency;
  ladders: readonly Ladder[];
  measured: Metrics | undefined;
  keeps: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const name = format.both(agency.name);
  const state = agency.active ? agency.state : 'inactive';
  return (
    <li className="agency" data-state={state}>
      <header>
        <h3>{name}</h3>
        <bdi className="reference soft">{agency.id}</bdi>
        <span className="state" data-state={state}>
          {t(state === 'inactive' ? 'stateInactive' : STATE_TEXTS[state])}
        </span>
      </header>
      {agency.red ? (
        <ul className="why">
          {agency.red.map((reason) => (
            <li key={reason}>{REASONS[reason] ? t(REASONS[reason]) : reason}</li>
          ))}
        </ul>
      ) : null}
      {agency.faults ? (
        <ul className="why">
          {agency.faults.map(({ channel, address, fault }) => (
            <li key={channel + address}>
              <bdi dir="ltr">{address}</bdi>: {FAULTS[fault] ? t(FAULTS[fault]) : fault}
            </li>
          ))}
        </ul>
      ) : null}
      <Health agency={agency} ladders={ladders} measured={measured} />
      <details>
        <summary>{t('details')}</summary>
        <Details agency={agency} />
      </details>
      <footer>
        {agency.active && has(me.roles, DRILLERS) ? <Drill agency={agency} /> : null}
        {keeps ? (
          <a className="button" href={hrefOf(['agencies', agency.id, 'edit'])}>
            {t('edit')}
          </a>
        ) : null}
      </footer>
    </li>
  );
}

const REASONS: Readonly<Record<string, AgencyTextKey>> = {
  subscriptions: 'whySubscriptions',
  quiet: 'whyQuiet',
  drill: 'whyDrill',
};
const FAULTS: Readonly<Record<string, AgencyTextKey>> = {
  pending: 'faultPending',
  gone: 'faultGone',
  filter: 'faultFilter',
};
const RESULTS: Readonly<Record<string, AgencyTextKey>> = {
  answered: 'drillAnswered',
  partly: 'drillPartly',
  silent: 'drillSilent',
};

/** What one wants to know before asking them: who waits there, how they answered lately. */
function Health({
  agency,
  ladders,
  measured,
}: {
  agency: Agency;
  ladders: readonly Ladder[];
  measured: Metrics | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const open = ladders.filter(({ escalation }) => escalation.agency === agency.id);
  const silent = open.filter((ladder) => ['waiting', 'held'].includes(partOf(ladder)));
  const [oldest] = silent.map(({ escalation }) => escalation.raisedAt).sort();
  const of = (figure: string) =>
    measured?.figures
      .find(({ id }) => id === figure)
      ?.lines.find(({ dimension, key }) => dimension === 'agency' && key === agency.id);
  const ack = of('agency_ack_median');
  const failed = of('delivery_failure');
  return (
    <dl className="health">
      <div>
        <dt>{t('lastDrill')}</dt>
        <dd>
          {agency.lastDrillAt ? (
            <>
              <Ago at={agency.lastDrillAt} />
              {agency.lastDrillResult && RESULTS[agency.lastDrillResult]
                ? ` · ${t(RESULTS[agency.lastDrillResult]!)}`
                : null}
            </>
          ) : (
            t('neverDrilled')
          )}
        </dd>
      </div>
      {agency.kind === 'room' ? null : (
        <div>
          <dt>{t('openRequests')}</dt>
          <dd>
            {open.length > 0 ? (
              <a href={hrefOf(['ladders'], { agency: agency.id })}>
                {t('openCount', { count: open.length, n: format.number(open.length) })}
              </a>
            ) : (
              t('openCount', { count: 0 })
            )}
            {silent.length > 0 ? (
              <strong className="bad">
                {' '}
                {t('silentCount', { n: format.number(silent.length) })}
                {oldest ? (
                  <>
                    {format.comma}
                    {t('oldestSilent')} <Ago at={oldest} />
                  </>
                ) : null}
              </strong>
            ) : null}
          </dd>
        </div>
      )}
      {ack ? (
        <div>
          <dt>{t('medianAck')}</dt>
          <dd>
            <bdi>{ack.value === null ? '—' : format.span(ack.value * 1000)}</bdi>{' '}
            <span className="soft">
              {t('nIs')} = <bdi>{format.number(ack.n)}</bdi>
            </span>
          </dd>
        </div>
      ) : null}
      {failed?.counts.failed ? (
        <div>
          <dt>{t('failedAlerts')}</dt>
          <dd className="bad">
            <bdi>{format.number(failed.counts.failed)}</bdi> / <bdi>{format.number(failed.n)}</bdi>
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{t('hours')}</dt>
        <dd>
          <bdi>{agency.hours}</bdi>
        </dd>
      </div>
    </dl>
  );
}

function Details({ agency }: { agency: Agency }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { scope, dataAgreement } = agency;
  const scopeWords = [
    ...scope.countries.map((code) => format.country(code)),
    ...scope.categories.map((category) => format.both(CATEGORY_WORDS[category as keyof typeof CATEGORY_WORDS])),
    ...scope.needs.map((need) => format.both(NEED_WORDS[need as keyof typeof NEED_WORDS])),
  ];
  return (
    <>
      <h4>{t('tiers')}</h4>
      <ol className="tier-list">
        {agency.tiers.map(({ role, contacts }, index) => (
          <li key={role.en}>
            <strong>{format.both(role)}</strong>{' '}
            <span className={agency.proved.includes(tierNumber(agency, index)) ? 'soft' : 'bad'}>
              {t(agency.proved.includes(tierNumber(agency, index)) ? 'proved' : 'notProved')}
            </span>
            <ul>
              {contacts.length === 0 ? <li className="bad">{t('noContacts')}</li> : null}
              {contacts.map(({ name, channel, address }) => (
                <li key={channel + address}>
                  {name ? `${name}: ` : ''}
                  <bdi dir="ltr">{address}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <h4>{t('scope')}</h4>
      <p>{scopeWords.length > 0 ? scopeWords.join(format.comma) : t('anyScope')}</p>
      <h4>{t('agreement')}</h4>
      <p>
        {dataAgreement && dataAgreement.allowedFields.length > 0
          ? dataAgreement.allowedFields.map((field) => (SEES[field] ? t(SEES[field]) : field)).join(format.comma)
          : t('agreementNone')}
      </p>
    </>
  );
}

const SEES: Readonly<Record<string, AgencyTextKey>> = {
  needs: 'seesNeeds',
  location: 'seesLocation',
  persons: 'seesPersons',
  medical: 'seesMedical',
  contact: 'seesContact',
};

/** A rung of the room has one tier: its own number. */
function tierNumber({ id, kind }: Agency, index: number): number {
  return kind === 'room' ? Number(id.slice(-1)) : index + 1;
}

function Drill({ agency }: { agency: Agency }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const who = format.both(agency.name);
  const {
    go: send,
    state,
    error,
  } = useSend(
    (_: object, key: string) => api.post<Agency>(`/v1/agencies/${agency.id}/drill`, {}, { key }),
    () => {
      toast(t('drillStarted', { who }));
      setAsking(false);
      void client.invalidateQueries({ queryKey: ['directory'] });
    },
  );
  return (
    <>
      <button type="button" onClick={() => setAsking(true)} aria-label={`${t('drill')}: ${who}`}>
        {t('drill')}
      </button>
      {asking ? (
        <Confirm
          title={t('drill')}
          text={error ? problemText(error) : t('drillSure', { who })}
          act={t('drill')}
          busy={state !== 'idle'}
          onConfirm={() => void send({})}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
