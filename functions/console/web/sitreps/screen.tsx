import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { SITREP } from '../../../../shared/sitrep/words.ts';
import type { SitRep, SitRepRow } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { instantInCairo } from '../calls/form.ts';
import { DeskForm } from '../desk/form.tsx';
import { State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useThings } from '../desk/things.ts';
import { hoursFrom, localInCairo } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { ReportPage } from './report.tsx';
import { SITREP_TEXTS } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(SITREP_TEXTS);

/** A tactical report covers so many hours (domain.md e.1). */
const PERIOD_HOURS = 4;

/** Situation reports: drafted with the figures of an instant, written by people, issued by a second one. */
export default function SitRepsScreen() {
  const { path, query } = useRoute();
  const id = path[1];
  return id ? <ReportPage key={id} id={id} edition={query.get('edition') ?? undefined} /> : <Reports />;
}

function Reports() {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const { items, error } = useThings<SitRepRow>('/v1/sitreps');
  const [drafting, setDrafting] = useState(false);
  const works = WORKERS.some((role) => me.roles.includes(role));
  return (
    <section className="desk">
      <header>
        <h1>{t('sitreps')}</h1>
        {works && !drafting ? (
          <button type="button" className="primary" onClick={() => setDrafting(true)}>
            {t('sitreps.newReport')}
          </button>
        ) : null}
      </header>
      <p className="soft">{t('sitreps.sitrepLead')}</p>
      {drafting ? <Draft onClose={() => setDrafting(false)} /> : null}
      <div className="sheet">
        <ProblemNote error={items ? undefined : error} />
        {items ? items.length === 0 ? <p>{t('desk.none')}</p> : null : error ? null : <p aria-busy>{t('loading')}</p>}
        <ul className="rows">
          {items?.map((row) => (
            <li key={row.id}>
              <State kind={row.state === 'issued' ? 'good' : 'wait'}>{format.both(SITREP[row.state])}</State>
              <a className="grow" href={hrefOf(['sitreps', row.id])} dir="auto">
                {format.both(row.reportTitle)}
              </a>
              <span className="soft">{format.both(SITREP[row.reportVersion])}</span>
              <small className="soft">
                {format.both(SITREP.dataAsOf)} <Stamp at={row.dataAsOf} />
              </small>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Draft({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me } = useRoom();
  const crises = useCrises();
  const [fresh] = useState(() => ({
    kind: 'tactical',
    name: me.id,
    from: localInCairo(hoursFrom(roomNow(), -PERIOD_HOURS)),
    to: localInCairo(hoursFrom(roomNow(), 0)),
  }));
  return (
    <DeskForm
      place="sitrep"
      title={t('sitreps.newReport')}
      submit={t('sitreps.makeDraft')}
      current={fresh}
      onClose={onClose}
      onDone={({ id }: SitRep) => go(hrefOf(['sitreps', id]))}
      inputs={[
        {
          kind: 'choice',
          name: 'kind',
          label: t('sitreps.kindOf'),
          choices: (['tactical', 'ministerial'] as const).map((each) => [each, t(`sitreps.kind_${each}`)] as const),
        },
        { kind: 'line', name: 'name', label: t('sitreps.preparedBy') },
        {
          kind: 'choice',
          name: 'crisis',
          label: t('crisis'),
          optional: true,
          choices: [['', t('desk.noCrisis')], ...crises.map(({ id, name }) => [id, format.both(name)] as const)],
        },
        { kind: 'time', name: 'from', label: t('sitreps.periodFrom'), pointer: '/forTimePeriod/from' },
        { kind: 'time', name: 'to', label: t('sitreps.periodTo'), pointer: '/forTimePeriod/to' },
        { kind: 'time', name: 'dataAsOf', label: t('sitreps.dataAsOf'), hint: t('sitreps.dataHint'), optional: true },
      ]}
      request={(value, key) =>
        api.post<SitRep>(
          '/v1/sitreps',
          {
            kind: value('kind'),
            name: value('name'),
            forTimePeriod: { from: instantInCairo(value('from')), to: instantInCairo(value('to')) },
            ...(value('crisis') ? { crisis: value('crisis') } : {}),
            ...(value('dataAsOf') ? { dataAsOf: instantInCairo(value('dataAsOf')) } : {}),
          },
          { key },
        )
      }
    />
  );
}
