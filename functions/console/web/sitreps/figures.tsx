import { SITREP } from '../../../../shared/sitrep/words.ts';
import { valueWords } from '../../../../shared/texts/figures.ts';
import { COUNTS, labelOf } from '../../../../shared/texts/labels.ts';
import type { SitRep } from '../answers.ts';
import { useFormat } from '../text/format.ts';

export type Figure = SitRep['figures'][number];

/** A figure with its definition and what it was counted from. */
export function FigurePart({ figure }: { figure: Figure }) {
  const format = useFormat();
  const { lang } = format;
  const { name, definition, unit, n, value, lines, counts } = figure;
  const dimensions = [...new Set(lines.map(({ dimension }) => dimension))];
  const words = Object.entries(counts)
    .filter(([key]) => key in COUNTS && !lines.some((line) => line.key === key))
    .map(([key, count]) => `${COUNTS[key]![lang]} ${format.number(count)}`);
  return (
    <section className="figure">
      <h3>{format.both(name)}</h3>
      <p>
        {figure.id === 'annex' ? null : (
          <strong className="value">
            <bdi>{format.both(valueWords(unit, value))}</bdi>
          </strong>
        )}{' '}
        <span className="soft">
          {format.both(SITREP.n)} <bdi>{format.number(n)}</bdi>
          {words.length > 0 ? ` · ${words.join(format.comma)}` : ''}
        </span>
      </p>
      {dimensions.map((dimension) => (
        <Rows key={dimension} figure={figure} dimension={dimension} />
      ))}
      <p className="soft small">{format.both(definition)}</p>
    </section>
  );
}

function Rows({ figure, dimension }: { figure: Figure; dimension: string }) {
  const format = useFormat();
  const { lang } = format;
  const some = figure.lines.filter((line) => line.dimension === dimension);
  const columns = [...new Set(some.flatMap(({ counts }) => Object.keys(counts)))];
  const valued = figure.unit !== 'count';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label={format.both(figure.name)}>
      <table>
        <thead>
          <tr>
            <td />
            <th className="number">{format.both(SITREP.n)}</th>
            {valued ? <th className="number">{format.both(SITREP.value)}</th> : null}
            {columns.map((key) => (
              <th key={key} className="number">
                {COUNTS[key]?.[lang] ?? key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {some.map((line) => (
            <tr key={line.key}>
              <th scope="row">{labelOf(dimension, line.key, lang)}</th>
              <td className="number">{format.number(line.n)}</td>
              {valued ? (
                <td className="number">
                  <bdi>{format.both(valueWords(figure.unit, line.value))}</bdi>
                </td>
              ) : null}
              {columns.map((key) => (
                <td key={key} className="number">
                  {format.number(line.counts[key] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Cases received each hour, as bars; the numbers stand in the table of the same name that HXL has. */
export function Arrivals({ arrivals }: { arrivals: SitRep['arrivals'] }) {
  const format = useFormat();
  const most = Math.max(1, ...arrivals.map(({ cases }) => cases));
  if (arrivals.length < 2) return null;
  const label = `${format.both(SITREP.arrivals)}: ${arrivals.map(({ cases }) => cases).join(' ')}`;
  return (
    <section className="figure">
      <h3>{format.both(SITREP.arrivals)}</h3>
      <svg
        className="bars"
        viewBox={`0 0 ${arrivals.length * 12} 60`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {arrivals.map(({ hour, cases }, n) => (
          <rect key={hour} x={n * 12 + 1} y={60 - (56 * cases) / most} width={10} height={(56 * cases) / most}>
            <title>{`${format.stamp(hour)}: ${format.number(cases)}`}</title>
          </rect>
        ))}
      </svg>
      <p className="soft small">
        <bdi>{format.stamp(arrivals[0]!.hour)}</bdi> – <bdi>{format.stamp(arrivals.at(-1)!.hour)}</bdi>
      </p>
    </section>
  );
}
