import { useTranslation } from 'react-i18next';
import { NEED_KINDS, NEED_STATUSES } from '../../../../shared/case/vocabulary.ts';
import { NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { CaseHead } from '../answers.ts';
import { useFormat } from '../text/format.ts';
import { Countdown } from '../ui/marks.tsx';
import { type Act, Begin, Press } from './act.tsx';
import { useCase } from './page.ts';
import { NEED_STATUS_NAMES } from './words.ts';

const OVER: readonly string[] = ['met', 'cancelled', 'unmeetable'];

/** What these people need, what of it is met, and what is not. */
export function Needs() {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const add: Act = {
    kind: 'need',
    title: t('addNeed'),
    path: '/needs',
    inputs: [
      { name: 'kind', label: t('need'), choices: NEED_KINDS.map((each) => [each, format.both(NEED_WORDS[each])]) },
      { name: 'quantity', label: t('quantity'), kind: 'number', optional: true },
      { name: 'neededBy', label: t('neededBy'), hint: t('cairoTime'), kind: 'instant', optional: true },
    ],
  };
  return (
    <section aria-labelledby="case-needs">
      <h3 id="case-needs">{t('needs')}</h3>
      <ul className="parts">
        {head.needs.map((need) => (
          <NeedLine key={need.needId} need={need} />
        ))}
      </ul>
      {can('addNeed') ? <Begin act={add} /> : null}
    </section>
  );
}

function NeedLine({
  need: { needId, kind, status, quantity, neededBy, agency, reason },
}: {
  need: CaseHead['needs'][number];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agencies, tell, can } = useCase();
  const isOver = OVER.includes(status);
  const change: Act = {
    kind: `need ${needId}`,
    title: t('changeNeed'),
    path: `/needs/${needId}`,
    method: 'PATCH',
    inputs: [
      {
        name: 'status',
        label: t('status'),
        choices: NEED_STATUSES.map((each) => [each, format.both(NEED_STATUS_NAMES[each])]),
        initial: status,
      },
      { name: 'quantity', label: t('quantity'), kind: 'number', optional: true, initial: quantity?.toString() ?? '' },
      {
        name: 'agency',
        label: t('agency'),
        optional: true,
        choices: agencies.map(({ id, name }) => [id, format.both(name)]),
        initial: agency ?? '',
      },
      { name: 'reason', label: t('reason'), hint: t('unmeetableHint'), optional: true, initial: reason ?? '' },
    ],
  };
  return (
    <li data-over={isOver || undefined}>
      <strong>{format.both(NEED_WORDS[kind])}</strong>
      {quantity ? (
        <>
          {' × '}
          <bdi>{format.number(quantity)}</bdi>
        </>
      ) : null}{' '}
      <span className="chip">{format.both(NEED_STATUS_NAMES[status])}</span>{' '}
      {agency ? <span>{tell.agency(agency)}</span> : null} {neededBy && !isOver ? <Countdown due={neededBy} /> : null}{' '}
      {reason ? <span dir="auto">{reason}</span> : null}
      {can('changeNeed') ? (
        <span className="acts">
          {isOver ? null : (
            <Press title={t('needMet')} path={`/needs/${needId}`} method="PATCH" body={{ status: 'met' }} />
          )}
          <Begin quiet act={change} />
        </span>
      ) : null}
    </li>
  );
}
