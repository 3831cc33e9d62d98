import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISPOSITIONS, type Part } from '../../../../shared/handover/vocabulary.ts';
import type { Handover, HandoverLine } from '../answers.ts';
import { useAgencies } from '../board/choices.ts';
import { Signed } from '../desk/parts.tsx';
import { go, hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { CLOCK_NAMES } from '../text/words.ts';
import { Ago, Countdown, PriorityBadge, Reference, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import type { Decision } from './decide.ts';
import { type useDecisions, useLines } from './pack.ts';
import { DISPOSITION_NAMES, LINE_STATES } from './texts.ts';

type Decisions = ReturnType<typeof useDecisions>;

/** The parts of the pack with what is undecided in each, and the lines of one of them. */
export function Lines({
  handover,
  taker,
  onTaker,
  decisions,
}: {
  handover: Handover;
  /** Whoever takes what is taken next. */
  taker: string | undefined;
  onTaker: (staff: string) => void;
  decisions: Decisions;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { parts } = handover;
  const filled = parts.filter(({ lines }) => lines > 0);
  const [chosen, setChosen] = useState<Part>();
  const first = filled.find(({ open = 0 }) => open > 0) ?? filled[0];
  const part = chosen ?? first?.part;
  // The part that one began on stays, whatever is decided in it.
  useEffect(() => {
    if (!chosen && first) setChosen(first.part);
  }, [chosen, first]);
  if (!part) return null;
  const next = () => {
    const at = filled.findIndex((each) => each.part === part);
    const after = [...filled.slice(at + 1), ...filled.slice(0, at)].find(({ open = 0 }) => open > 0);
    if (after) setChosen(after.part);
  };
  return (
    <div className="pack">
      <nav className="sheet parts" aria-label={t('handover.partsOf')}>
        {parts.map(({ part: one, name, lines, open = 0 }) => (
          <button
            key={one}
            type="button"
            disabled={lines === 0}
            aria-current={one === part || undefined}
            onClick={() => setChosen(one)}
          >
            <span>{format.both(name)}</span>
            {lines === 0 ? (
              <small className="soft">–</small>
            ) : open > 0 ? (
              <small className="chip" title={t('handover.openOf', { n: format.number(open) })}>
                {format.number(open)}
              </small>
            ) : (
              <small className="done">{t('handover.allDecided')}</small>
            )}
          </button>
        ))}
      </nav>
      <PartLines
        key={part}
        handover={handover}
        part={part}
        taker={taker}
        onTaker={onTaker}
        decisions={decisions}
        onNext={next}
      />
    </div>
  );
}

function PartLines({
  handover,
  part,
  taker,
  onTaker,
  decisions,
  onNext,
}: {
  handover: Handover;
  part: Part;
  taker: string | undefined;
  onTaker: (staff: string) => void;
  decisions: Decisions;
  onNext: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useRef<HTMLOListElement>(null);
  const { data, error } = useLines(handover, part);
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState<string>();
  const may = handover.allowed.includes('disposeHandover');
  const lines = data?.lines ?? [];
  const decisionOf = (line: HandoverLine) => decisions.decisionOf(line, data?.version ?? 0);
  const rest = lines.filter((line) => (decisionOf(line)?.disposition ?? 'query') === 'query');
  const name = handover.parts.find((each) => each.part === part)!.name;

  const decide = (some: readonly HandoverLine[], disposition: Decision['disposition'], note?: string) => {
    const ids = some.map(({ id }) => id);
    if (disposition === 'take' && !taker) return;
    decisions.decide(ids, {
      disposition,
      ...(disposition === 'take' ? { to: taker! } : {}),
      ...(note ? { note } : {}),
    });
  };
  const focus = (index: number) => {
    const at = Math.max(0, Math.min(lines.length - 1, index));
    setActive(at);
    list.current?.querySelectorAll<HTMLElement>('li[data-line]')[at]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, textarea')) return;
    const line = lines[active];
    const nth = /^Digit([1-4])$/.exec(event.code)?.[1];
    if (event.code === 'ArrowDown' || event.code === 'KeyJ') focus(active + 1);
    else if (event.code === 'ArrowUp' || event.code === 'KeyK') focus(active - 1);
    else if (event.code === 'Home') focus(0);
    else if (event.code === 'End') focus(lines.length - 1);
    else if (event.code === 'KeyN') onNext();
    else if (event.key === 'Enter' && event.target instanceof HTMLLIElement && line?.case)
      go(hrefOf(['cases', line.case]));
    else if (nth && may && line) {
      const disposition = DISPOSITIONS[Number(nth) - 1]!;
      if (disposition === 'query') setAsking(line.id);
      else {
        decide([line], disposition);
        focus(active + 1);
      }
    } else return;
    event.preventDefault();
  };
  // Whoever goes on to a part by key stands on its first line, and is heard before it is there: only what is seen is decided.
  const loaded = data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once before the lines are there, and once after.
  useEffect(() => {
    const at = document.activeElement;
    if (at !== document.body && at !== list.current) return;
    (list.current?.querySelector<HTMLElement>('li[data-line]') ?? list.current)?.focus();
  }, [loaded]);

  return (
    <div className="sheet part">
      <header className="head">
        <h2>{format.both(name)}</h2>
        <button type="button" className="quiet" onClick={onNext}>
          {t('handover.nextPart')}
        </button>
      </header>
      {may ? (
        <div className="acts">
          <label>
            {t('handover.taker')}{' '}
            <select value={taker ?? ''} onChange={({ target }) => onTaker(target.value)}>
              {handover.incoming.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          {rest.length > 1 ? (
            <fieldset className="rest">
              <legend>{t('handover.restOfPart', { n: format.number(rest.length) })}</legend>
              {DISPOSITIONS.filter((one) => one !== 'query' && (one !== 'take' || taker)).map((one) => (
                <button key={one} type="button" onClick={() => decide(rest, one)}>
                  {format.both(DISPOSITION_NAMES[one])}
                </button>
              ))}
            </fieldset>
          ) : null}
        </div>
      ) : null}
      <ProblemNote error={error ?? decisions.error} />
      {decisions.waiting > 0 ? (
        <p role="status">
          {t('waiting')} {t('handover.waitingToSend', { n: format.number(decisions.waiting) })}
        </p>
      ) : null}
      {may ? <p className="soft hint">{t('handover.lineKeys')}</p> : null}
      {!data && !error ? <p aria-busy>{t('loading')}</p> : null}
      <ol className="lines" ref={list} tabIndex={-1} onKeyDown={onKey}>
        {lines.map((line, index) => {
          const decision = decisionOf(line);
          return (
            <li
              key={line.id}
              data-line={line.id}
              data-decided={decision && decision.disposition !== 'query' ? true : undefined}
              tabIndex={index === active ? 0 : -1}
              onFocus={() => setActive(index)}
            >
              <LineText line={line} />
              {decision ? <DecisionText decision={decision} signed={line.disposition} /> : null}
              {may ? (
                <div className="choices">
                  {DISPOSITIONS.map((one, n) => (
                    <button
                      key={one}
                      type="button"
                      tabIndex={index === active ? 0 : -1}
                      aria-pressed={decision?.disposition === one}
                      disabled={one === 'take' && !taker}
                      onClick={() => (one === 'query' ? setAsking(line.id) : decide([line], one))}
                    >
                      {format.both(DISPOSITION_NAMES[one])} <kbd aria-hidden>{n + 1}</kbd>
                    </button>
                  ))}
                </div>
              ) : null}
              {asking === line.id ? (
                <Question
                  onClose={() => {
                    setAsking(undefined);
                    focus(index);
                  }}
                  onAsk={(note) => {
                    decide([line], 'query', note);
                    setAsking(undefined);
                    focus(index + 1);
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Question({ onAsk, onClose }: { onAsk: (note: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(note.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label>
        {t('handover.queryWhat')}{' '}
        <input ref={input} dir="auto" value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <button type="submit">{t('handover.ask')}</button>
    </form>
  );
}

/** One line: what it is about, when it falls due, and whose it is. */
export function LineText({ line }: { line: HandoverLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const agencies = useAgencies();
  const { part, about, at, clock, agency, rung, count, state, priority, owner, text } = line;
  const agencyName = agencies.find(({ id }) => id === agency)?.name;
  const room =
    part === 'sealed' ? t('handover.sealedLine') : part === 'untriaged' ? t('handover.untriagedLine') : undefined;
  const person = part === 'staff' ? (about === 'contact' ? t('handover.contactLine') : about) : undefined;
  const queue = part === 'failures' && !line.case ? about : undefined;
  return (
    <div className="line-text">
      <p className="first">
        {priority ? <PriorityBadge priority={priority} /> : null}
        {line.case ? (
          <a href={hrefOf(['cases', line.case])} tabIndex={-1}>
            <Reference id={line.case} />
          </a>
        ) : null}
        {room || person || queue ? (
          <strong>
            <bdi>{room ?? person ?? queue}</bdi>
          </strong>
        ) : null}
        {agency ? <bdi>{agencyName ? format.both(agencyName) : agency}</bdi> : null}
        {rung ? <bdi className="soft">{rung.toUpperCase()}</bdi> : null}
        {clock ? <span>{format.both(CLOCK_NAMES[clock])}</span> : null}
        {state ? <span>{LINE_STATES[state] ? format.both(LINE_STATES[state]) : state}</span> : null}
        {count !== undefined ? <span>{t('handover.countIs', { n: format.number(count) })}</span> : null}
        {at ? <Due part={part} at={at} /> : null}
      </p>
      {text ? (
        <p className="said" dir="auto">
          {text}
        </p>
      ) : null}
      {line.case ? (
        <p className="soft small">
          {owner ? (
            <>
              {t('handover.ownerIs')} <bdi>{owner}</bdi>
            </>
          ) : (
            t('nobody')
          )}
          {part === 'urgent' ? (
            <>
              {' · '}
              {line.lastContactAt ? (
                <>
                  {t('handover.lastSeen')} <Ago at={line.lastContactAt} />
                </>
              ) : (
                t('handover.neverSeen')
              )}
            </>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

/** What counts down, counts; what has happened is told by its hour. */
function Due({ part, at }: { part: Part; at: string }) {
  const { t } = useTranslation();
  switch (part) {
    case 'urgent':
    case 'unacknowledged':
    case 'clocks':
    case 'promises':
    case 'windows':
      return <Countdown due={at} />;
    case 'untriaged':
      return (
        <span>
          {t('handover.oldestIs')} <Ago at={at} />
        </span>
      );
    default:
      return <Stamp at={at} />;
  }
}

function DecisionText({ decision, signed }: { decision: Decision; signed: HandoverLine['disposition'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { disposition, to, note } = decision;
  return (
    <p className="decision">
      <strong>
        {disposition === 'take' && to
          ? t('handover.takenBy', { who: to })
          : format.both(DISPOSITION_NAMES[disposition])}
      </strong>{' '}
      {note ? <span dir="auto">{note}</span> : null} {signed ? <Signed by={signed.by} at={signed.at} /> : null}
    </p>
  );
}
