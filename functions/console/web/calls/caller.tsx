import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactMatch } from '../answers.ts';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { CHANNEL_NAMES, STATUS_NAMES } from '../text/words.ts';
import { PriorityBadge, Reference } from '../ui/marks.tsx';
import type { CallTyped } from './form.ts';
import { useRested } from './rested.ts';

const REST_MS = 250;
/** Fewer digits are nobody's number yet. */
const DIGITS = 7;

/** Who is behind the number, while it is being typed: his cases, and how he may be reached. */
export function Caller({ call, choose }: { call: CallTyped; choose: (match: ContactMatch, add: boolean) => void }) {
  const { t } = useTranslation();
  const { api, line } = useRoom();
  const phone = useRested(call.phone.trim(), REST_MS);
  const asks = (phone.match(/\p{Nd}/gu) ?? []).length >= DIGITS;
  const { data } = useQuery({
    queryKey: ['contacts', phone, call.country],
    queryFn: ({ signal }) =>
      api.post<Page<ContactMatch>>(
        '/v1/contacts/search',
        { phone, ...(call.country ? { country: call.country } : {}) },
        { signal },
      ),
    enabled: asks && line !== 'offline',
    retry: false,
    // What leads to a person is not kept longer than it is looked at.
    gcTime: 0,
  });
  if (!asks || !data) return null;
  return (
    <section className="caller" aria-live="polite">
      <h2>{data.items.length > 0 ? t('knownCaller') : t('unknownCaller')}</h2>
      <ul>
        {data.items.map((match) => (
          <Match key={match.case + match.contactId} match={match} call={call} choose={choose} />
        ))}
      </ul>
    </section>
  );
}

function Match({
  match,
  call,
  choose,
}: {
  match: ContactMatch;
  call: CallTyped;
  choose: (match: ContactMatch, add: boolean) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const chosen = call.contact?.id === match.contactId;
  return (
    <li data-chosen={chosen || undefined}>
      <p>
        <strong>
          <bdi>{match.name ?? t('notKnown')}</bdi>
        </strong>{' '}
        <span className="soft">{format.both(CHANNEL_NAMES[match.channel])}</span>
      </p>
      <p>
        <PriorityBadge priority={match.priority} />{' '}
        <a href={hrefOf(['cases', match.case])}>
          <Reference id={match.case} />
        </a>{' '}
        <span className="chip">{format.both(STATUS_NAMES[match.status])}</span> <bdi dir="auto">{match.summary}</bdi>
      </p>
      <Safety match={match} />
      <div className="acts">
        <button type="button" aria-pressed={chosen && !call.contact?.case} onClick={() => choose(match, false)}>
          {t('newCase')}
        </button>
        <button
          type="button"
          aria-pressed={chosen && call.contact?.case === match.case}
          onClick={() => choose(match, true)}
        >
          {t('ontoCase')}
        </button>
      </div>
    </li>
  );
}

function Safety({ match: { safety } }: { match: ContactMatch }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!safety) return null;
  const warnings = [
    safety.callBack === 'never' ? t('callBackNever') : '',
    safety.callBack === 'only_text' ? t('callBackText') : '',
    safety.callBack === 'only_between' && safety.window
      ? `${t('callBackHours')} ${safety.window.from}–${safety.window.to} (${safety.window.zone})`
      : '',
    safety.captorMaySee ? t('captor') : '',
    safety.sharedDevice ? t('sharedPhone') : '',
  ].filter(Boolean);
  if (warnings.length === 0) return null;
  return (
    <p className="warning">
      <strong>{warnings.join(format.comma)}</strong> {safety.note ? <bdi dir="auto">{safety.note}</bdi> : null}
    </p>
  );
}
