import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { CLOCK_NAMES } from '../text/words.ts';
import { Countdown, Stamp } from '../ui/marks.tsx';
import { Contacts } from './contacts.tsx';
import { Links } from './links.tsx';
import { Needs } from './needs.tsx';
import { useCase } from './page.ts';
import { People } from './people.tsx';
import { Places } from './places.tsx';
import { Promises } from './promises.tsx';
import { Redactions } from './redaction.tsx';
import { RESOLUTION_NAMES } from './words.ts';

/** What is known, in the order in which an officer asks for it. */
export function Facts() {
  return (
    <div className="sheet facts">
      <Ended />
      <Redactions />
      <Reasons />
      <Clocks />
      <People />
      <Needs />
      <Places />
      <Promises />
      <Contacts />
      <Links />
    </div>
  );
}

/** Where the case has ended: how, and who says so. */
function Ended() {
  const { t } = useTranslation();
  const format = useFormat();
  const { resolution, transferredTo, closedAt } = useCase().head;
  if (!(resolution || transferredTo || closedAt)) return null;
  return (
    <section aria-labelledby="case-ended">
      <h3 id="case-ended">{t('outcome')}</h3>
      {resolution ? (
        <p dir="auto">
          <strong>{format.both(RESOLUTION_NAMES[resolution.code])}</strong> {resolution.text} (
          <bdi>{resolution.verifiedBy}</bdi>) <Stamp at={resolution.at} />
        </p>
      ) : null}
      {transferredTo ? (
        <p>
          {t('transferTo')}: <bdi>{transferredTo}</bdi>
        </p>
      ) : null}
    </section>
  );
}

/** Why it is as urgent as it is, and who says so. */
function Reasons() {
  const { t } = useTranslation();
  const format = useFormat();
  const { priorityReasons } = useCase().head;
  if (priorityReasons.length === 0) return null;
  return (
    <details className="why-urgent">
      <summary>{t('whyPriority')}</summary>
      <ul>
        {priorityReasons.map(({ rule, text, words = [], by }) => (
          <li key={`${rule} ${text.en}`}>
            {format.both(text)}{' '}
            {words.map((each) => (
              <mark key={each} dir="auto">
                {each}
              </mark>
            ))}{' '}
            {rule === 'staff' ? (
              <small className="soft">
                {t('setBy')} <bdi>{by}</bdi>
              </small>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What has to happen by when; what of it is past. Clocks of requests and promises stand with these. */
function Clocks() {
  const { t } = useTranslation();
  const format = useFormat();
  const { clocks, expectedAt, country } = useCase().head;
  const running = clocks
    .filter(({ dueAt, stoppedAt, of }) => dueAt && !stoppedAt && !of)
    .sort((one, other) => (one.dueAt! < other.dueAt! ? -1 : 1));
  return (
    <section aria-labelledby="case-clocks">
      <h3 id="case-clocks">{t('clocks')}</h3>
      <ul className="parts clocks">
        {running.map(({ name, dueAt }) => (
          <li key={name}>
            <span>{format.both(CLOCK_NAMES[name])}</span> <Countdown due={dueAt!} />{' '}
            <Stamp at={dueAt!} country={country} />
          </li>
        ))}
        {expectedAt ? (
          <li>
            <span>{t('expectedAt')}</span> <Countdown due={expectedAt} /> <Stamp at={expectedAt} country={country} />
          </li>
        ) : null}
      </ul>
      {running.length === 0 && !expectedAt ? <p className="soft">{t('noClock')}</p> : null}
    </section>
  );
}
