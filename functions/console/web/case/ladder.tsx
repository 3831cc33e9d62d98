import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { OPEN_ESCALATION_STATES } from '../../../../shared/case/state.ts';
import { NEED_KINDS } from '../../../../shared/case/vocabulary.ts';
import { NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { Agency, CaseHead, CaseRoutes } from '../answers.ts';
import { useRoom } from '../room.ts';
import type { Format } from '../text/format.ts';
import { useFormat } from '../text/format.ts';
import { Countdown, Eta, Stamp } from '../ui/marks.tsx';
import { type Act, Begin } from './act.tsx';
import { useCase } from './page.ts';
import { ladderOf, type RungLine } from './rungs.ts';
import { ESCALATION_NAMES, VIA_NAMES } from './words.ts';

type Escalation = CaseHead['escalations'][number];
type T = (key: string) => string;

/** Whom the room would ask, best first; asked for when the page opens, so that the form has them at once. */
export function useRoutes(id: string): CaseRoutes | undefined {
  const { api } = useRoom();
  const { data } = useQuery({
    queryKey: ['case', id, 'routes'],
    queryFn: ({ signal }) => api.get<CaseRoutes>(`/v1/cases/${id}/routes`, signal),
    staleTime: 60_000,
  });
  return data;
}

/** The form that asks an agency: those that the case should go to stand first. */
export function escalateAct(
  t: T,
  format: Format,
  agencies: readonly Agency[],
  routes: CaseRoutes | undefined,
  to?: string,
): Act {
  const fit = routes?.routes ?? [];
  const rank = ({ id }: Agency) => {
    const at = fit.findIndex(({ agency }) => agency === id);
    return at < 0 ? fit.length : at;
  };
  const role = ({ id }: Agency) => {
    const route = fit.find(({ agency }) => agency === id);
    return route ? ` — ${t(route.role === 'primary' ? 'routePrimary' : 'routeCopy')}` : '';
  };
  const red = ({ state }: Agency) => (state === 'red' ? ` — ${t('agencyRed')}` : '');
  const choices = [...agencies]
    .sort((one, other) => rank(one) - rank(other))
    .map((agency): [string, string] => [agency.id, `${format.both(agency.name)}${role(agency)}${red(agency)}`]);
  const first = to ?? fit[0]?.agency;
  return {
    kind: 'escalate',
    title: t('escalate'),
    path: '/escalations',
    focus: first ? 'ask' : 'agency',
    ...(routes?.toSupervisor ? { lead: t('noRoute') } : {}),
    inputs: [
      { name: 'agency', label: t('agency'), choices, ...(first ? { initial: first } : {}) },
      { name: 'ask', label: t('ask'), hint: t('askHint') },
      {
        name: 'need',
        label: t('need'),
        optional: true,
        choices: NEED_KINDS.map((each) => [each, format.both(NEED_WORDS[each])]),
      },
      { name: 'quantity', label: t('quantity'), kind: 'number', optional: true },
      { name: 'place', label: t('wherePlace'), kind: 'line', optional: true },
      { name: 'by', label: t('neededBy'), hint: t('cairoTime'), kind: 'instant', optional: true },
    ],
  };
}

/** Requests to agencies with their ladders, those that are open first. */
export function Ladders({ routes }: { routes: CaseRoutes | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, agencies, can, tell } = useCase();
  const isOpen = ({ state, closedAt }: Escalation) => !closedAt && OPEN_ESCALATION_STATES.includes(state);
  const all = [...head.escalations.filter(isOpen), ...head.escalations.filter((each) => !isOpen(each))];
  const asked = new Set(head.escalations.filter(isOpen).map(({ agency }) => agency));
  const fit = routes?.routes.filter(({ agency }) => !asked.has(agency)) ?? [];
  return (
    <section className="sheet" aria-labelledby="case-ladders">
      <h2 id="case-ladders">{t('escalations')}</h2>
      {all.map((escalation) => (
        <Request key={escalation.alertId} escalation={escalation} />
      ))}
      {all.length === 0 ? <p className="soft">{t('nobodyAsked')}</p> : null}
      {can('raiseEscalation') && fit.length > 0 ? (
        <div className="acts">
          <h3>{t('routesSuggested')}</h3>
          {fit.map(({ agency, role, state }) => (
            <span key={agency}>
              <Begin act={{ ...escalateAct(t, format, agencies, routes, agency), title: tell.agency(agency) }} />{' '}
              <small className="soft">
                {t(role === 'primary' ? 'routePrimary' : 'routeCopy')}
                {state === 'red' ? (
                  <strong className="countdown" data-state="late">
                    {' '}
                    {t('agencyRed')}
                  </strong>
                ) : null}
              </small>
            </span>
          ))}
        </div>
      ) : null}
      {can('raiseEscalation') && routes?.toSupervisor ? <p className="rule">{t('noRoute')}</p> : null}
    </section>
  );
}

function Request({ escalation }: { escalation: Escalation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, desk, events, tell, can } = useCase();
  const { alertId, agency, state, ask, need, quantity, place, by, ack, response, question, answer, report, heldAt } =
    escalation;
  const plan = desk?.ladders.find((each) => each.alertId === alertId);
  const rungs = ladderOf(alertId, events, plan?.next ?? []);
  const next = plan?.next[0];
  const isOpen = !escalation.closedAt && OPEN_ESCALATION_STATES.includes(state);
  const what = [
    need && `${format.both(NEED_WORDS[need])}${quantity ? ` × ${format.number(quantity)}` : ''}`,
    place,
  ].filter(Boolean);
  return (
    <article className="request" data-state={state} data-held={heldAt ? '' : undefined}>
      <h3>
        {tell.agency(agency)} <span className="chip">{format.both(ESCALATION_NAMES[state])}</span>
      </h3>
      <p dir="auto">{ask}</p>
      {what.length > 0 || by ? (
        <p className="soft">
          {what.join(format.comma)} {by ? <Stamp at={by} country={head.country} /> : null}
        </p>
      ) : null}
      {heldAt ? (
        <p className="rule" data-grave>
          {t('held')} <Stamp at={heldAt} />
        </p>
      ) : next ? (
        <p className="next-rung">
          {t('nextRung')}: {tell.tier(next.rung, alertId)} <Countdown due={next.dueAt} />
        </p>
      ) : isOpen && escalation.dueAt ? (
        <p className="next-rung">
          {t(ack ? 'answerDue' : 'ackDue')} <Countdown due={escalation.dueAt} />
        </p>
      ) : null}
      {plan?.expiresAt ? (
        <p>
          {t('ackExpires')} <Countdown due={plan.expiresAt} />
        </p>
      ) : null}
      <ol className="climb">
        {rungs.map((rung) => (
          <Rung key={rung.rung} line={rung} alertId={alertId} />
        ))}
      </ol>
      {ack ? (
        <p data-answer="ack">
          ✓ {t('acknowledgedBy')} <bdi>{ack.by.name}</bdi> ({<bdi>{ack.by.role}</bdi>}
          {format.comma} {format.both(VIA_NAMES[ack.via] ?? { ar: ack.via, en: ack.via })}) <Stamp at={ack.at} />{' '}
          {ack.expired ? <strong>{t('expired')}</strong> : null}
        </p>
      ) : null}
      {response ? (
        <p data-answer="response">
          <strong>{t(response.accepted ? 'accepted' : 'declined')}</strong> <span dir="auto">{response.text}</span>{' '}
          {response.eta ? (
            <>
              ({t('expectedAt')} <Eta eta={response.eta} waited={isOpen} />)
            </>
          ) : null}{' '}
          <Stamp at={response.at} />
        </p>
      ) : null}
      {question ? (
        <p data-answer="question" dir="auto">
          <strong>{t('agencyAsks')}</strong> {question}
          {answer ? (
            <>
              <br />
              <strong>{t('weAnswered')}</strong> {answer}
            </>
          ) : null}
        </p>
      ) : null}
      {report ? (
        <p data-answer="report" dir="auto">
          <strong>{t('agencyReports')}</strong> {report.text} <Stamp at={report.at} />
        </p>
      ) : null}
      {isOpen ? <RequestActs escalation={escalation} can={can} /> : null}
    </article>
  );
}

const MARKS: Readonly<Record<RungLine['state'], string>> = { told: '●', telling: '◌', passed: '–', ahead: '○' };

function Rung({ line: { rung, state, at, dueAt, after }, alertId }: { line: RungLine; alertId: string }) {
  const { t } = useTranslation();
  const { tell } = useCase();
  return (
    <li data-state={state}>
      <span aria-hidden>{MARKS[state]}</span> <span>{tell.tier(rung, alertId)}</span>{' '}
      <small>
        {t(`rung_${state}`)} {at ? <Stamp at={at} /> : null} {dueAt ? <Countdown due={dueAt} /> : null}
        {after.map(({ seq, at: when, what, who }) => (
          <span key={seq} data-what={what}>
            {' '}
            · {t(`rung_${what}`)} {who ? <bdi>{who}</bdi> : null} <Stamp at={when} />
          </span>
        ))}
      </small>
    </li>
  );
}

function RequestActs({ escalation, can }: { escalation: Escalation; can: ReturnType<typeof useCase>['can'] }) {
  const { t } = useTranslation();
  const { tell } = useCase();
  const { alertId, told, question, answer, heldAt, state } = escalation;
  const of = (kind: string, title: string, inputs: Act['inputs'], lead?: string): Act => ({
    kind: `${kind} ${alertId}`,
    title,
    path: `/escalations/${alertId}/${kind}`,
    inputs,
    ...(lead ? { lead } : {}),
  });
  return (
    <div className="acts">
      {can('acknowledgeByPhone') ? (
        <Begin
          act={of('ack-by-phone', t('ackByPhone'), [
            { name: 'by', label: t('byName'), kind: 'line' },
            { name: 'role', label: t('byRole'), kind: 'line' },
            {
              name: 'rung',
              label: t('whichRung'),
              optional: true,
              choices: told.map((each) => [each, tell.tier(each, alertId)]),
            },
          ])}
        />
      ) : null}
      {can('answerAgency') && question && (!answer || state === 'asked') ? (
        <Begin act={of('answer', t('answerQuestion'), [{ name: 'text', label: t('text') }], question)} />
      ) : null}
      {can('resumeEscalation') && heldAt ? (
        <Begin act={of('resume', t('resume'), [{ name: 'reason', label: t('reason') }], t('resumeLead'))} />
      ) : null}
      {can('standDown') ? (
        <Begin act={of('stand-down', t('standDown'), [{ name: 'reason', label: t('reason') }], t('standDownLead'))} />
      ) : null}
    </div>
  );
}
