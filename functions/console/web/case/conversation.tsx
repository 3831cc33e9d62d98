import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseEvent } from '../../../../shared/case/events.ts';
import type { TimelineEvent } from '../answers.ts';
import { useFormat } from '../text/format.ts';
import { CHANNEL_NAMES } from '../text/words.ts';
import { Reference, Stamp } from '../ui/marks.tsx';
import { marked } from './marking.ts';
import { Media } from './media.tsx';
import { useCase } from './page.ts';
import { conversation, type Said } from './talk.ts';
import { DELIVERY_NAMES, FAILURE_NAMES } from './words.ts';

type Reasons = Extract<CaseEvent, { type: 'triage.suggested' }>['data']['reasons'];

/** What was said, oldest first; it opens at the newest, and stays where it is while one reads further up. */
export function Conversation({ onQuote, onMove }: { onQuote: (said: Said) => void; onMove: (said: Said) => void }) {
  const { t } = useTranslation();
  const { events, reading } = useCase();
  const said = useMemo(() => conversation(events), [events]);
  const reasons = useMemo(() => reasonsOf(events), [events]);
  const pane = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [more, setMore] = useState(false);
  const toEnd = () => {
    pane.current?.scrollTo({ top: pane.current.scrollHeight });
    setMore(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each thing said.
  useEffect(() => {
    if (atEnd.current) toEnd();
    else setMore(true);
  }, [said.length]);
  // What is loaded late, a photo or a line of text, does not push the newest out of sight.
  useEffect(() => {
    const inner = pane.current?.firstElementChild;
    if (!inner) return;
    const watch = new ResizeObserver(() => atEnd.current && pane.current?.scrollTo({ top: pane.current.scrollHeight }));
    watch.observe(inner);
    watch.observe(pane.current!);
    return () => watch.disconnect();
  }, []);
  return (
    <div className="talk-frame">
      <div
        className="talk"
        ref={pane}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('conversation')}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
          if (atEnd.current) setMore(false);
        }}
      >
        {reading ? <p aria-busy>{t('loading')}</p> : null}
        <ol>
          {said.map((one) => (
            <Line
              key={one.seq}
              said={one}
              reasons={reasons.get(one.messageId ?? '') ?? (one === said[0] ? (reasons.get('') ?? NONE) : NONE)}
              onQuote={onQuote}
              onMove={onMove}
            />
          ))}
        </ol>
      </div>
      {more ? (
        <button type="button" className="primary to-end" onClick={toEnd}>
          {t('newBelow')} ↓
        </button>
      ) : null}
    </div>
  );
}

const NONE: Reasons = [];

/** What triage read, by message; under no name what it read in the words of whoever logged the case. */
function reasonsOf(events: readonly TimelineEvent[]): ReadonlyMap<string, Reasons> {
  const all = new Map<string, Reasons>();
  for (const { type, data } of events) {
    if (type !== 'triage.suggested' || !data) continue;
    const { messageId = '', reasons } = data as { messageId?: string; reasons: Reasons };
    all.set(messageId, [...(all.get(messageId) ?? []), ...reasons]);
  }
  return all;
}

function Line({
  said,
  reasons,
  onQuote,
  onMove,
}: {
  said: Said;
  reasons: Reasons;
  onQuote: (said: Said) => void;
  onMove: (said: Said) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, tell, can } = useCase();
  const { kind, contactId, channel, by, messageId } = said;
  const who =
    kind === 'note' || kind === 'out'
      ? said.automatic
        ? t('theRoom')
        : (by ?? '')
      : contactId
        ? tell.contact(contactId)
        : t('aReporter');
  return (
    <li className="said" data-kind={kind} data-moved={said.movedTo ? '' : undefined} id={`said-${said.seq}`}>
      <p className="said-by">
        <strong>
          <bdi>{who}</bdi>
        </strong>
        {kind === 'out' && contactId ? (
          <span>
            {t('toWhom')} {tell.contact(contactId)}
          </span>
        ) : null}
        {kind === 'note' ? <span className="chip">{t('note')}</span> : null}
        {said.call ? <span className="chip">{t(callWord(said.call))}</span> : null}
        {channel && kind !== 'call' ? <span className="soft">{format.both(CHANNEL_NAMES[channel])}</span> : null}
        {said.automatic ? <span className="chip">{t('automatic')}</span> : null}
        <Stamp at={said.at} country={head.country} />
      </p>
      {said.quotes ? (
        <blockquote dir="auto">
          <span className="visually-hidden">{t('answers')}</span>
          {said.quotes.text || t('messageWithoutText')}
        </blockquote>
      ) : null}
      {said.subject ? (
        <p dir="auto">
          <strong>{said.subject}</strong>
        </p>
      ) : null}
      <Words said={said} reasons={reasons} />
      {said.pin ? (
        <p>
          {t('pin')} <bdi>{said.pin.label}</bdi>{' '}
          <bdi dir="ltr">
            {said.pin.lat.toFixed(5)}, {said.pin.lon.toFixed(5)}
          </bdi>
        </p>
      ) : null}
      {said.cards.map(({ name, phones }) => (
        <p key={phones.join()}>
          {t('contactCard')} <bdi>{name}</bdi> <bdi dir="ltr">{phones.join(' ')}</bdi>
        </p>
      ))}
      {said.link ? (
        <p>
          <a href={said.link} target="_blank" rel="noopener noreferrer" dir="ltr">
            {said.link}
          </a>
        </p>
      ) : null}
      {messageId
        ? // biome-ignore lint/suspicious/noArrayIndexKey: its place is its name.
          said.media.map((medium, n) => <Media key={n} messageId={messageId} n={n} medium={medium} />)
        : null}
      {said.later.map((each) => (
        <p key={each.seq} className="said-later" dir="auto">
          <small>{t(`later_${each.kind}`)}</small> {each.text}
        </p>
      ))}
      {said.movedTo ? (
        <p className="soft">
          {t('movedTo')} <Reference id={said.movedTo} />
        </p>
      ) : null}
      {said.delivery ? <DeliveryNote said={said} /> : null}
      {kind === 'in' && messageId && !said.movedTo ? (
        <p className="said-acts">
          {can('sendMessage') ? (
            <button type="button" className="quiet" onClick={() => onQuote(said)}>
              {t('quote')}
            </button>
          ) : null}
          {can('moveMessage') ? (
            <button type="button" className="quiet" onClick={() => onMove(said)}>
              {t('moveMessage')}
            </button>
          ) : null}
        </p>
      ) : null}
    </li>
  );
}

function callWord({ direction, answered, missed }: NonNullable<Said['call']>): string {
  if (direction === 'out') return answered ? 'callOut' : 'callOutUnanswered';
  return answered ? 'callIn' : missed ? 'callMissed' : 'callRang';
}

/** The words, with those that triage went by marked in their places. */
function Words({ said, reasons }: { said: Said; reasons: Reasons }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { desk } = useCase();
  if (said.redacted) return <p className="soft">{t('redacted')}</p>;
  if (said.template) {
    const { name, params, lang } = said.template;
    const template = desk?.templates.find((known) => known.name === name);
    const body = template ? template.body[lang.startsWith('en') ? 'en' : 'ar'] : undefined;
    return (
      <p className="words" dir="auto">
        {body
          ? body.replace(/\{\{(\d+)\}\}/g, (_, n: string) => params[Number(n) - 1] ?? '')
          : `${name}: ${params.join(' · ')}`}
      </p>
    );
  }
  if (!said.text) return null;
  return (
    <p className="words" dir="auto">
      {marked(said.text, reasons).map(({ text, reason }, index) =>
        reason === undefined ? (
          text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text.
          <mark key={index} title={format.both(reasons[reason]!.text)}>
            {text}
          </mark>
        ),
      )}
    </p>
  );
}

/** How far our message came, and nothing more than is known. */
function DeliveryNote({ said }: { said: Said }) {
  const { t } = useTranslation();
  const format = useFormat();
  const delivery = said.delivery!;
  const word = DELIVERY_NAMES[delivery.status];
  const last = delivery.history.at(-1);
  const code = delivery.status === 'failed' || delivery.status === 'queued' ? last?.code : undefined;
  const why = code ? FAILURE_NAMES[code] : undefined;
  return (
    <p className="delivery" data-state={delivery.status}>
      {word ? format.both(word) : delivery.status}
      {code ? <span>: {why ? format.both(why) : <bdi>{code}</bdi>}</span> : null}
      {last ? (
        <small>
          {' '}
          · <Stamp at={last.at} />
        </small>
      ) : null}
      {delivery.status === 'unknown' ? <small> · {t('unknownHint')}</small> : null}
    </p>
  );
}
