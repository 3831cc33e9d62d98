import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { RUMOUR_STATUSES } from '../../../../shared/rumours/vocabulary.ts';
import type { Rumour, RumourRow } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { DeskForm } from '../desk/form.tsx';
import { State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useThings } from '../desk/things.ts';
import { numberOf } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Ago } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { RumourPage } from './rumour.tsx';
import { RUMOUR_STATUS_NAMES, RUMOUR_TEXTS, statusKind } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(RUMOUR_TEXTS);

/** What people pass on, and what the room says to it. */
export default function RumoursScreen() {
  const id = useRoute().path[1];
  return id ? <RumourPage key={id} id={id} /> : <Rumours />;
}

function Rumours() {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const status = useRoute().query.get('status') ?? '';
  const { items, error } = useThings<RumourRow>(`/v1/rumours${status ? `?status=${encodeURIComponent(status)}` : ''}`);
  const [adding, setAdding] = useState(false);
  const works = WORKERS.some((role) => me.roles.includes(role));
  return (
    <section className="desk">
      <header>
        <h1>{t('rumours')}</h1>
        {works && !adding ? (
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            {t('rumours.newRumour')}
          </button>
        ) : null}
        <label>
          <span className="visually-hidden">{t('status')}</span>
          <select value={status} onChange={({ target }) => go(hrefOf(['rumours'], { status: target.value }), true)}>
            <option value="">{t('rumours.anyStatus')}</option>
            {RUMOUR_STATUSES.map((each) => (
              <option key={each} value={each}>
                {format.both(RUMOUR_STATUS_NAMES[each])}
              </option>
            ))}
          </select>
        </label>
      </header>
      <p className="soft">{t('rumours.rumourLead')}</p>
      {adding ? <NewRumour onClose={() => setAdding(false)} /> : null}
      <div className="sheet">
        <ProblemNote error={items ? undefined : error} />
        {items ? items.length === 0 ? <p>{t('desk.none')}</p> : null : error ? null : <p aria-busy>{t('loading')}</p>}
        <ul className="rows">
          {[...(items ?? [])]
            .sort((a, b) => Number(b.review !== undefined) - Number(a.review !== undefined))
            .map((rumour) => (
              <li key={rumour.id}>
                <State kind={statusKind(rumour.status)}>{format.both(RUMOUR_STATUS_NAMES[rumour.status])}</State>
                <a className="grow" href={hrefOf(['rumours', rumour.id])} dir="auto">
                  {format.both(rumour.claim)}
                </a>
                {rumour.review ? <State kind="wait">{t('rumours.reviewDue')}</State> : null}
                <small className="soft">
                  {t('rumours.heardTimes', { n: format.number(rumour.seenCount) })} ·{' '}
                  {t('rumours.askedTimes', { n: format.number(rumour.asked) })} · <Ago at={rumour.firstSeenAt} />
                </small>
              </li>
            ))}
        </ul>
      </div>
    </section>
  );
}

function NewRumour({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const crises = useCrises();
  return (
    <DeskForm
      place="rumour"
      title={t('rumours.newRumour')}
      submit={t('rumours.newRumour')}
      onClose={onClose}
      onDone={({ id }: Rumour) => go(hrefOf(['rumours', id]))}
      inputs={[
        { kind: 'both', name: 'claim', label: t('rumours.claim') },
        {
          kind: 'line',
          name: 'where',
          label: t('rumours.seenWhere'),
          hint: t('rumours.seenHint'),
          pointer: '/seen/where',
          optional: true,
        },
        {
          kind: 'line',
          type: 'number',
          name: 'count',
          label: t('rumours.seenCount'),
          pointer: '/seen/count',
          optional: true,
        },
        {
          kind: 'choice',
          name: 'crisis',
          label: t('rumours.crisisOf'),
          optional: true,
          choices: [['', t('desk.noCrisis')], ...crises.map(({ id, name }) => [id, format.both(name)] as const)],
        },
        { kind: 'countries', name: 'countries', label: t('rumours.countriesOf'), optional: true },
      ]}
      request={(value, key) => {
        const count = value('count').trim();
        return api.post<Rumour>(
          '/v1/rumours',
          {
            claim: { ar: value('claim.ar'), en: value('claim.en') },
            ...(value('where').trim() || count
              ? { seen: { where: value('where'), ...(count ? { count: numberOf(count) } : {}) } }
              : {}),
            ...(value('crisis') ? { crisis: value('crisis') } : {}),
            countries: value('countries').split(',').filter(Boolean),
          },
          { key },
        );
      }}
    />
  );
}
