import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { type Paint, usePaint } from '../ui/paint.ts';
import { toast } from '../ui/toasts.tsx';
import type { Drawn, Plot, Series } from './draw.ts';

/** A figure as a picture, with what it says in words and numbers beside it: nobody needs the picture. */
export function ChartCard({
  title,
  definition,
  n,
  children,
  table,
}: {
  title: string;
  definition: string;
  n: number;
  children: ReactNode;
  table: Table;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  return (
    <section className="chart-card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="soft">
          {t('nIs')} = <bdi>{format.number(n)}</bdi>
        </span>
      </header>
      {children}
      <p className="soft definition">{definition}</p>
      <DataTable title={title} table={table} />
    </section>
  );
}

export interface Table {
  heads: readonly string[];
  /** The first of each row is its name. */
  rows: readonly (readonly string[])[];
}

/** The same numbers, to be read aloud and to be copied. */
export function DataTable({
  title,
  of,
  table: { heads, rows },
}: {
  title: string;
  /** What its rows stand for, where one figure has several. */
  of?: string;
  table: Table;
}) {
  const { t } = useTranslation();
  const name = of ? `${t('tableOf')}: ${of}` : t('tableOf');
  const copy = async () => {
    await navigator.clipboard.writeText([heads, ...rows].map((row) => row.join('\t')).join('\n'));
    toast(t('tableCopied'));
  };
  return (
    <details className="data-table">
      <summary>{name}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard. */}
      <section className="scrolled" tabIndex={0} aria-label={`${name} · ${title}`}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name = '', ...cells]) => (
              <tr key={name}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                {cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
                  <td key={index}>
                    <bdi>{cell}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button type="button" onClick={() => void copy()}>
        {t('copyTable')}
      </button>
    </details>
  );
}

type Drawing = Pick<Plot, 'times' | 'names' | 'series' | 'stacked' | 'time'>;

/** What uPlot paints, with its legend in words, and the values under the pointer. */
export function Chart({ drawing, label }: { drawing: Drawing; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const [at, setAt] = useState<number>();
  useEffect(() => {
    let gone = false;
    let made: Drawn | undefined;
    void import('./draw.ts').then(({ draw }) => {
      if (gone || !frame.current) return;
      made = draw(frame.current, { ...drawing, number: (value) => format.number(value), onPoint: setAt });
      setDrawn(made);
    });
    return () => {
      gone = true;
      made?.remove();
      setDrawn(undefined);
    };
  }, [drawing, format]);
  usePaint(frame, drawn, (colour: Paint) => drawn?.paint(colour));
  useEffect(() => {
    if (!drawn || !frame.current) return;
    const sized = new ResizeObserver(([entry]) => entry && drawn.resize(entry.contentRect.width));
    sized.observe(frame.current);
    return () => sized.disconnect();
  }, [drawn]);
  const name = at === undefined ? undefined : (drawing.names?.[at] ?? drawing.time(drawing.times?.[at] ?? 0));
  return (
    <>
      <ul className="chart-legend">
        {drawing.series.map((series, index) => (
          <li key={series.name}>
            <Swatch series={series} line={drawing.times !== undefined && index > 0} />
            {series.name}
            {at === undefined ? null : (
              <strong>
                <bdi>{format.number(series.values[at] ?? 0)}</bdi>
              </strong>
            )}
          </li>
        ))}
        <li className="soft pointed" aria-hidden>
          {name ?? t('pointAt')}
        </li>
      </ul>
      <div ref={frame} className="chart" dir="ltr" role="img" aria-label={label} />
    </>
  );
}

function Swatch({ series: { colour }, line }: { series: Series; line: boolean }) {
  return <span className="swatch" data-line={line || undefined} style={{ color: `var(${colour})` }} aria-hidden />;
}
