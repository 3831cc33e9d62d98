import { useEffect, useState } from 'react';
import { PARTS, type Part } from '../../../../shared/handover/vocabulary.ts';
import type { Handover, HandoverLine } from '../answers.ts';
import { useAgencies } from '../board/choices.ts';
import { useRoom } from '../room.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { CLOCK_NAMES, PRIORITY_NAMES } from '../text/words.ts';
import { linesOf } from './pack.ts';
import { DISPOSITION_NAMES, HANDOVER_TEXTS, LINE_STATES, STATE_NAMES } from './texts.ts';

/** Fetches all lines, lays them out for paper, and opens the browser's print dialog. */
export function usePrint(id: string) {
  const { api } = useRoom();
  const [lines, setLines] = useState<readonly HandoverLine[]>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (!lines) return;
    const over = () => setLines(undefined);
    addEventListener('afterprint', over);
    print();
    return () => removeEventListener('afterprint', over);
  }, [lines]);
  return {
    lines,
    busy,
    error,
    print: () => {
      setBusy(true);
      setError(undefined);
      linesOf(api, id, undefined)
        .then(setLines, setError)
        .finally(() => setBusy(false));
    },
  };
}

/** Parts whose lines are about somebody or something with a name. */
const NAMED: readonly Part[] = ['staff', 'failures'];

const both = ({ ar, en }: { ar: string; en: string }) => (
  <>
    <span lang="ar" dir="rtl">
      {ar}
    </span>{' '}
    <span lang="en" dir="ltr">
      {en}
    </span>
  </>
);

/** The pack on paper: A4, black on white, every heading in both languages, a column to tick by hand. */
export function PrintedPack({ handover, lines }: { handover: Handover; lines: readonly HandoverLine[] }) {
  const format = useFormat();
  const agencies = useAgencies();
  const now = new Date(roomNow()).toISOString();
  const agencyOf = (id: string) => agencies.find((each) => each.id === id)?.name ?? { ar: id, en: id };
  return (
    <article className="paper">
      <h1>{both({ ar: 'تسليم الوردية', en: 'Shift handover' })}</h1>
      <p>
        <bdi>{handover.id}</bdi> · {both(STATE_NAMES[handover.state])} ·{' '}
        <bdi>{format.stamp(handover.packedAt ?? now)}</bdi>
      </p>
      <p>
        {both(HANDOVER_TEXTS['handover.outgoingIs'])}: <bdi>{handover.outgoing}</bdi> ·{' '}
        {both(HANDOVER_TEXTS['handover.successorIs'])}: <bdi>{handover.successor ?? '–'}</bdi> ·{' '}
        {both(HANDOVER_TEXTS['handover.shiftEnds'])}: <bdi>{format.stamp(handover.shiftEndsAt)}</bdi>
      </p>
      {PARTS.map((part) => {
        const own = lines.filter((line) => line.part === part);
        const name = handover.parts.find((each) => each.part === part)?.name;
        if (!name) return null;
        return (
          <section key={part}>
            <h2>
              {PARTS.indexOf(part) + 1}. {both(name)} (<bdi>{own.length}</bdi>)
            </h2>
            {own.length === 0 ? null : (
              <table>
                <tbody>
                  {own.map((line) => (
                    <tr key={line.id}>
                      <td className="nowrap">
                        {line.priority ? <bdi>{PRIORITY_NAMES[line.priority].short.en}</bdi> : null}{' '}
                        <bdi dir="ltr">{line.case ?? (NAMED.includes(part) ? line.about : null)}</bdi>
                        {line.owner ? (
                          <>
                            <br />
                            <bdi>{line.owner}</bdi>
                          </>
                        ) : null}
                      </td>
                      <td dir="auto">
                        {line.agency ? <>{both(agencyOf(line.agency))} </> : null}
                        {line.clock ? <>{both(CLOCK_NAMES[line.clock])} </> : null}
                        {line.state ? (
                          <>{LINE_STATES[line.state] ? both(LINE_STATES[line.state]!) : line.state} </>
                        ) : null}
                        {line.count === undefined ? null : <bdi>{line.count} </bdi>}
                        {line.text}
                      </td>
                      <td className="nowrap">{line.at ? <bdi>{format.stamp(line.at)}</bdi> : null}</td>
                      <td>
                        {line.disposition ? (
                          <>
                            {both(DISPOSITION_NAMES[line.disposition.disposition])} <bdi>{line.disposition.to}</bdi>{' '}
                            <span dir="auto">{line.disposition.note}</span>
                          </>
                        ) : (
                          '☐'
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        );
      })}
    </article>
  );
}
