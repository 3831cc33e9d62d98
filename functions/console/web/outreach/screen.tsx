import { useTranslation } from 'react-i18next';
import type { Notice, RumourRow } from '../answers.ts';
import { Progress, State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useThings } from '../desk/things.ts';
import { hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { BroadcastPage } from './broadcast.tsx';
import { BROADCAST_NAMES, broadcastKind, OUTREACH_TEXTS } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(OUTREACH_TEXTS);

/** Everything that goes to many at once. */
export default function OutreachScreen() {
  const id = useRoute().path[1];
  return id ? <BroadcastPage key={id} id={id} /> : <Broadcasts />;
}

function Broadcasts() {
  const { t } = useTranslation();
  const format = useFormat();
  const { items: notices, error } = useThings<Notice>('/v1/notices');
  const { items: rumours = [] } = useThings<RumourRow>('/v1/rumours');
  const out = notices?.filter(({ current, broadcast }) => current || broadcast) ?? [];
  const answers = rumours.filter(({ sending }) => sending);
  if (!notices) return error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>;
  return (
    <section className="desk">
      <header>
        <h1>{t('outreach')}</h1>
      </header>
      <p className="soft">{t('outreach.outreachLead')}</p>
      <div className="sheet">
        <h2>{t('outreach.noticesToSend')}</h2>
        {out.length === 0 ? (
          <p>
            {t('outreach.noneToSend')} <a href={hrefOf(['notices'])}>{t('notices')}</a>
          </p>
        ) : null}
        <ul className="rows">
          {out.map(({ id, current, broadcast, expired, status }) => (
            <li key={id}>
              <a className="grow" href={hrefOf(['outreach', id])} dir="auto">
                {current ? format.both(current.content.title) : id}
              </a>
              {broadcast ? (
                <>
                  <State kind={broadcastKind(broadcast.state)}>{format.both(BROADCAST_NAMES[broadcast.state])}</State>
                  <small className="soft">
                    {t('outreach.casesDone', {
                      n: format.number(broadcast.at),
                      of: format.number(broadcast.size ?? broadcast.estimate),
                    })}
                  </small>
                </>
              ) : expired || status === 'cancelled' ? null : (
                <span className="soft">{t('outreach.sendNotice')}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
      {answers.length > 0 ? (
        <div className="sheet">
          <h2>{t('outreach.answersOut')}</h2>
          <ul className="rows">
            {answers.map(({ id, claim, asked, told }) => (
              <li key={id}>
                <a className="grow" href={hrefOf(['rumours', id])} dir="auto">
                  {format.both(claim)}
                </a>
                <Progress done={told} of={asked}>
                  <small className="soft">
                    {t('outreach.casesDone', { n: format.number(told), of: format.number(asked) })}
                  </small>
                </Progress>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
