import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reconciliation, ReconciliationGaps } from '../answers.ts';
import { instantInCairo } from '../calls/form.ts';
import { DeskForm } from '../desk/form.tsx';
import { State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useCommand, useThing, useThings } from '../desk/things.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { CHANNEL_NAMES } from '../text/words.ts';
import { Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { GAP_NAMES, RECONCILE_TEXTS, STEP_NAMES, STEP_STATES } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(RECONCILE_TEXTS);

const PATH = '/v1/reconciliations';

/** What the providers delivered, compared with what the room has. */
export default function ReconcileScreen() {
  const id = useRoute().path[1];
  return id ? <One key={id} id={id} /> : <All />;
}

const opened = ({ id }: Reconciliation) => go(hrefOf(['reconcile', id]));

function All() {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me } = useRoom();
  const { items, error } = useThings<Reconciliation>(PATH);
  const [asking, setAsking] = useState(false);
  const start = useCommand(undefined, (_: object, key) => api.post<Reconciliation>(PATH, {}, { key }), opened);
  // An auditor reads; everybody else who is offered this screen may ask for one.
  const asks = me.roles.some((role) => role !== 'auditor');
  return (
    <section className="desk">
      <header>
        <h1>{t('reconcile')}</h1>
        {asks ? (
          <>
            <button
              type="button"
              className="primary"
              disabled={start.state !== 'idle'}
              onClick={() => void start.go({})}
            >
              {t('reconcile.compareNow')}
            </button>
            {asking ? null : (
              <button type="button" onClick={() => setAsking(true)}>
                {t('reconcile.comparePeriod')}
              </button>
            )}
          </>
        ) : null}
      </header>
      <p className="soft">{t('reconcile.reconcileLead')}</p>
      <ProblemNote error={start.error} />
      {asking ? (
        <DeskForm
          place="reconcile"
          submit={t('reconcile.compareNow')}
          onDone={opened}
          onClose={() => setAsking(false)}
          inputs={[
            {
              kind: 'time',
              name: 'from',
              label: t('reconcile.fromTime'),
              hint: t('reconcile.lastDay'),
              optional: true,
            },
            { kind: 'time', name: 'to', label: t('reconcile.toTime'), optional: true },
          ]}
          request={(value, key) => {
            const time = (name: string) => (value(name) ? { [name]: instantInCairo(value(name)) } : {});
            return api.post<Reconciliation>(PATH, { ...time('from'), ...time('to') }, { key });
          }}
        />
      ) : null}
      <div className="sheet">
        <ProblemNote error={items ? undefined : error} />
        {items ? items.length === 0 ? <p>{t('desk.none')}</p> : null : error ? null : <p aria-busy>{t('loading')}</p>}
        <ul className="rows">
          {items?.map((one) => {
            const gaps = one.steps.reduce((sum, step) => sum + step.gaps, 0);
            return (
              <li key={one.id}>
                <State kind={one.state === 'running' ? 'open' : gaps > 0 ? 'wait' : 'good'}>
                  {t(`reconcile.${one.state}`)}
                </State>
                <a className="grow" href={hrefOf(['reconcile', one.id])}>
                  {t('desk.range', { from: format.stamp(one.from), to: format.stamp(one.to) })}
                </a>
                <span>
                  {t('reconcile.gaps')}: <strong>{format.number(gaps)}</strong>
                </span>
                <small className="soft">
                  {one.askedBy === 'reconcile' ? t('reconcile.daily') : t('reconcile.askedByWho', { who: one.askedBy })}
                </small>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function One({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: one, error } = useThing<ReconciliationGaps>(`${PATH}/${id}`);
  return (
    <section className="desk">
      <a href={hrefOf(['reconcile'])}>{t('desk.back')}</a>
      {one ? (
        <>
          <header>
            <h1>{t('desk.range', { from: format.stamp(one.from), to: format.stamp(one.to) })}</h1>
            <State kind={one.state === 'running' ? 'open' : 'good'}>{t(`reconcile.${one.state}`)}</State>
            <small className="soft">
              {one.askedBy === 'reconcile' ? t('reconcile.daily') : t('reconcile.askedByWho', { who: one.askedBy })}{' '}
              <Stamp at={one.askedAt} />
            </small>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard. */}
          <section className="sheet scroll" tabIndex={0} aria-label={t('reconcile')}>
            <table>
              <thead>
                <tr>
                  <th>{t('reconcile.step')}</th>
                  <th className="number">{t('reconcile.compared')}</th>
                  <th className="number">{t('reconcile.gaps')}</th>
                  <th className="number">{t('reconcile.fed')}</th>
                  <th>{t('reconcile.stepState')}</th>
                </tr>
              </thead>
              <tbody>
                {one.steps.map(({ name, compared, gaps, fed, state, code }) => (
                  <tr key={name}>
                    <td>{format.both(STEP_NAMES[name])}</td>
                    <td className="number">{format.number(compared)}</td>
                    <td className="number">{format.number(gaps)}</td>
                    <td className="number">{format.number(fed)}</td>
                    <td>
                      {state === 'failed' ? (
                        <span className="warn">{t('reconcile.stepFailed', { code: code ?? '' })}</span>
                      ) : (
                        format.both(STEP_STATES[state])
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard. */}
          <section className="sheet scroll" tabIndex={0} aria-label={t('reconcile.gapsFound')}>
            <h2>{t('reconcile.gapsFound')}</h2>
            {one.found.length === 0 ? <p>{t('reconcile.noGaps')}</p> : null}
            {one.found.length > 0 ? (
              <table>
                <thead>
                  <tr>
                    <th>{t('reconcile.step')}</th>
                    <th>{t('reconcile.channelGap')}</th>
                    <th>{t('reconcile.whenGap')}</th>
                    <th>{t('reconcile.detailGap')}</th>
                  </tr>
                </thead>
                <tbody>
                  {one.found.map(({ kind, channel, at, id: theirs, detail }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a gap may have no name, and the list only grows.
                    <tr key={index}>
                      <td>{format.both(GAP_NAMES[kind])}</td>
                      <td>{channel ? format.both(CHANNEL_NAMES[channel]) : null}</td>
                      <td>{at ? <Stamp at={at} /> : null}</td>
                      <td>
                        <bdi dir="ltr" className="reference">
                          {[theirs, detail].filter(Boolean).join(' ')}
                        </bdi>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
          </section>
          <div className="sheet">
            <h2>{t('reconcile.limits')}</h2>
            <ul>
              {one.limits.map((limit) => (
                <li key={limit.en}>{format.both(limit)}</li>
              ))}
            </ul>
          </div>
        </>
      ) : error ? (
        <ProblemNote error={error} />
      ) : (
        <p aria-busy>{t('loading')}</p>
      )}
    </section>
  );
}
