import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, type Priority } from '../../../../shared/case/vocabulary.ts';
import { inForce, type Policy } from '../../../../shared/clocks/policy.ts';
import { COUNTS, labelOf } from '../../../../shared/texts/labels.ts';
import type { Crisis, Metrics } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { type Format, roomNow, useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { PRIORITY_NAMES } from '../text/words.ts';
import { PriorityBadge, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { Chart, ChartCard, DataTable } from './chart.tsx';
import { byDay, PERIODS, type PeriodName, periodOf } from './period.ts';
import { FIGURE_TEXTS, type FigureTextKey } from './texts.ts';

addTexts(FIGURE_TEXTS);

type Figure = Metrics['figures'][number];

const DIMENSIONS = {
  priority: 'byPriority',
  category: 'byCategory',
  country: 'byCountry',
  place: 'byPlace',
  channel: 'byChannel',
  language: 'byLanguage',
  owner: 'byOwner',
} as const satisfies Record<string, FigureTextKey>;
/** What else a figure's own rows may stand for. */
const OWN_DIMENSIONS: Readonly<Record<string, FigureTextKey>> = {
  ...DIMENSIONS,
  agency: 'byAgency',
  tier: 'byTier',
  clock: 'byClock',
  need: 'byNeed',
  sex: 'bySex',
  age: 'byAge',
  vulnerability: 'byVulnerability',
  safety: 'bySafety',
  stage: 'stage',
  annex: 'byGroup',
};
const PERIOD_NAMES: Record<PeriodName, FigureTextKey> = {
  day: 'lastDay',
  week: 'lastWeek',
  month: 'lastMonth',
  crisis: 'wholeCrisis',
  own: 'ownPeriod',
};
const FRESH_MS = 60_000;
/** Of more hours than these the table is by day. */
const HOURS_IN_TABLE = 72;

/** What the room counts, of a time that somebody chooses: each number with its definition and out of how many. */
export default function FiguresScreen() {
  const { t } = useTranslation();
  const { api, line } = useRoom();
  const { query } = useRoute();
  const crises = useCrises();
  const crisis = crises.find(({ id }) => id === query.get('crisis'));
  const by = Object.keys(DIMENSIONS).find((each) => each === query.get('by'));
  const typed = { from: query.get('from'), to: query.get('to') };

  const { data: metrics, error, refetch, isFetching } = useMetrics(query, crisis, 'priority');
  const { data: apart } = useMetrics(query, crisis, by === 'priority' ? undefined : by);
  const { data: policies } = useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => api.get<{ versions: Policy[] }>('/v1/policies', signal),
    staleTime: FRESH_MS,
  });
  const policy = policies && inForce(policies.versions, crisis?.id);
  const set = (changes: Record<string, string>) => {
    const next = Object.fromEntries([...query, ...Object.entries(changes)]);
    go(hrefOf(['figures'], next), true);
  };

  return (
    <section className="figures" aria-busy={isFetching}>
      <header className="board-head">
        <h1>{t('figures')}</h1>
        <label>
          {t('period')}{' '}
          <select value={query.get('period') ?? 'day'} onChange={({ target }) => set({ period: target.value })}>
            {PERIODS.map((name) =>
              name === 'crisis' && !crisis ? null : (
                <option key={name} value={name}>
                  {t(PERIOD_NAMES[name])}
                </option>
              ),
            )}
          </select>
        </label>
        {query.get('period') === 'own' ? (
          <>
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                {t(end)}{' '}
                <input
                  type="datetime-local"
                  value={typed[end] ?? ''}
                  onChange={({ target }) => set({ [end]: target.value })}
                />
              </label>
            ))}
          </>
        ) : null}
        <label>
          {t('crisis')}{' '}
          <select value={crisis?.id ?? ''} onChange={({ target }) => set({ crisis: target.value })}>
            <option value="">{t('allCrises')}</option>
            <CrisisOptions />
          </select>
        </label>
        <label>
          {t('takenApartBy')}{' '}
          <select value={by ?? ''} onChange={({ target }) => set({ by: target.value })}>
            <option value="">{t('notApart')}</option>
            {Object.entries(DIMENSIONS).map(([dimension, name]) => (
              <option key={dimension} value={dimension}>
                {t(name)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void refetch()}>
          {t('recount')}
        </button>
        <button type="button" onClick={() => print()}>
          {t('print')}
        </button>
      </header>
      <ProblemNote error={line === 'offline' ? undefined : error} />
      {metrics ? (
        <>
          <p className="soft" role="status">
            {t('dataAsOf')} <Stamp at={metrics.asOf} />
          </p>
          <Charts metrics={metrics} policy={policy} />
          <AllFigures metrics={by && by !== 'priority' ? (apart ?? metrics) : metrics} by={by} />
        </>
      ) : error ? null : (
        <p aria-busy>{t('loading')}</p>
      )}
    </section>
  );
}

/**
 * The figures of the period that the address names, counted again each minute.
 * @param dimension what they are taken apart by; undefined where nobody asks.
 */
function useMetrics(query: URLSearchParams, crisis: Crisis | undefined, dimension: string | undefined) {
  const { api } = useRoom();
  const typed = { from: query.get('from'), to: query.get('to') };
  const period = () => periodOf(query.get('period'), typed, crisis?.startedAt, roomNow());
  return useQuery({
    queryKey: ['metrics', query.get('period'), typed, crisis?.id, crisis?.startedAt, dimension],
    queryFn: ({ signal }) => {
      const of = crisis ? { crisis: crisis.id } : {};
      const search = new URLSearchParams({ ...period()!, ...of, by: dimension! });
      return api.get<Metrics>(`/v1/metrics?${search}`, signal);
    },
    enabled: dimension !== undefined && period() !== undefined,
    refetchInterval: FRESH_MS,
    placeholderData: keepPreviousData,
  });
}

function CrisisOptions() {
  const format = useFormat();
  return useCrises().map(({ id, name }) => (
    <option key={id} value={id}>
      {format.both(name)}
    </option>
  ));
}

function Charts({ metrics, policy }: { metrics: Metrics; policy: Policy | undefined }) {
  const figures = new Map(metrics.figures.map((figure) => [figure.id, figure]));
  const of = (id: string) => figures.get(id)!;
  return (
    <div className="charts">
      <Arrivals metrics={metrics} />
      <Backlog figure={of('backlog')} />
      <AnswerTimes
        median={of('first_response_median')}
        ninety={of('first_response_p90')}
        within={of('answered_within_target')}
        policy={policy}
      />
      <Funnel figure={of('evacuation_funnel')} />
    </div>
  );
}

function Arrivals({ metrics: { arrivals } }: { metrics: Metrics }) {
  const { t } = useTranslation();
  const format = useFormat();
  const long = arrivals.length > HOURS_IN_TABLE;
  const drawing = useMemo(() => {
    const written = (seconds: number) => {
      const instant = new Date(seconds * 1000).toISOString();
      return long ? format.day(instant) : format.time(instant);
    };
    return {
      times: arrivals.map(({ hour }) => Date.parse(hour) / 1000),
      series: [
        { name: t('reports'), colour: '--chart-1' as const, values: arrivals.map(({ reports }) => reports) },
        { name: t('cases'), colour: '--chart-2' as const, values: arrivals.map(({ cases }) => cases) },
      ],
      time: written,
    };
  }, [arrivals, long, format, t]);
  const rows = long
    ? byDay(arrivals, (instant) => format.day(instant)).map(({ day, reports, cases }) => [day, reports, cases] as const)
    : arrivals.map(({ hour, reports, cases }) => [`${format.day(hour)} ${format.time(hour)}`, reports, cases] as const);
  const reports = arrivals.reduce((sum, each) => sum + each.reports, 0);
  return (
    <ChartCard
      title={t('arrivals')}
      definition={t('arrivalsDefinition')}
      n={reports}
      table={{
        heads: [t(long ? 'day' : 'hour'), t('reports'), t('cases')],
        rows: rows.map(([name, ...counts]) => [name, ...counts.map((count) => format.number(count))]),
      }}
    >
      <Chart drawing={drawing} label={t('arrivals')} />
    </ChartCard>
  );
}

const PRIORITY_COLOURS: Record<Priority, `--${string}`> = {
  P1: '--p1-fill',
  P2: '--chart-2',
  P3: '--chart-1',
  P4: '--chart-4',
};

function Backlog({ figure }: { figure: Figure }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ages = Object.keys(figure.counts);
  const ofPriority = (priority: string) =>
    figure.lines.find((line) => line.dimension === 'priority' && line.key === priority);
  const drawing = useMemo(
    () => ({
      names: Object.keys(figure.counts).map((age) => format.both(COUNTS[age] ?? { ar: age, en: age })),
      series: PRIORITIES.map((priority) => ({
        name: format.both(PRIORITY_NAMES[priority].short),
        colour: PRIORITY_COLOURS[priority],
        values: Object.keys(figure.counts).map(
          (age) =>
            figure.lines.find(({ dimension, key }) => dimension === 'priority' && key === priority)?.counts[age] ?? 0,
        ),
      })),
      stacked: true,
      time: String,
    }),
    [figure, format],
  );
  return (
    <ChartCard
      title={format.both(figure.name)}
      definition={format.both(figure.definition)}
      n={figure.n}
      table={{
        heads: [t('age'), ...PRIORITIES.map((priority) => format.both(PRIORITY_NAMES[priority].short)), t('total')],
        rows: ages.map((age) => [
          format.both(COUNTS[age] ?? { ar: age, en: age }),
          ...PRIORITIES.map((priority) => format.number(ofPriority(priority)?.counts[age] ?? 0)),
          format.number(figure.counts[age] ?? 0),
        ]),
      }}
    >
      <Chart drawing={drawing} label={format.both(figure.name)} />
    </ChartCard>
  );
}

function AnswerTimes({
  median,
  ninety,
  within,
  policy,
}: {
  median: Figure;
  ninety: Figure;
  within: Figure;
  policy: Policy | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const drawing = useMemo(() => {
    const buckets = median.histogram ?? [];
    const names = buckets.map(({ le }, index) =>
      le === null
        ? t('longer', { span: format.span((buckets[index - 1]?.le ?? 0) * 1000) })
        : t('upTo', { span: format.span(le * 1000) }),
    );
    return {
      names: [...names, t('noAnswerYet')],
      series: [
        {
          name: t('cases'),
          colour: '--chart-1' as const,
          values: [...buckets.map(({ n }) => n), median.counts.unanswered ?? 0],
        },
      ],
      time: String,
    };
  }, [median, format, t]);
  const lineOf = (figure: Figure, priority: Priority) =>
    figure.lines.find(({ dimension, key }) => dimension === 'priority' && key === priority);
  const span = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? '—' : format.span(seconds * 1000);
  const [values = []] = drawing.series.map((series) => series.values);
  return (
    <ChartCard
      title={t('answerTimes')}
      definition={format.both(median.definition)}
      n={median.n}
      table={{
        heads: [t('answeredIn'), t('cases')],
        rows: drawing.names.map((name, index) => [name, format.number(values[index] ?? 0)]),
      }}
    >
      <Chart drawing={drawing} label={t('answerTimes')} />
      <table className="targets">
        <caption>{t('againstTargets')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('priority')}</th>
            <th scope="col">{t('target')}</th>
            <th scope="col">{t('median')}</th>
            <th scope="col">{t('ninety')}</th>
            <th scope="col">{t('inTarget')}</th>
            <th scope="col">{t('nIs')}</th>
          </tr>
        </thead>
        <tbody>
          {PRIORITIES.map((priority) => {
            const target = policy?.clocks.first_human_response[priority];
            const [half, most, share] = [median, ninety, within].map((figure) => lineOf(figure, priority));
            return (
              <tr key={priority}>
                <th scope="row">
                  <PriorityBadge priority={priority} />
                </th>
                <td>
                  <bdi>{span(target)}</bdi>
                </td>
                <Against seconds={half?.value} target={target} text={span(half?.value)} />
                <Against seconds={most?.value} target={target} text={span(most?.value)} />
                <td>
                  <bdi>{share?.value === null || share === undefined ? '—' : percent(share.value, format)}</bdi>
                </td>
                <td>
                  <bdi>{format.number(half?.n ?? 0)}</bdi>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ChartCard>
  );
}

/** A time that is longer than its target says so by a sign, too. */
function Against({
  seconds,
  target,
  text,
}: {
  seconds: number | null | undefined;
  target: number | null | undefined;
  text: string;
}) {
  const late = typeof seconds === 'number' && typeof target === 'number' && seconds > target;
  return (
    <td className={late ? 'bad' : undefined}>
      <bdi>{text}</bdi>
      {late ? ' ▲' : ''}
    </td>
  );
}

function Funnel({ figure }: { figure: Figure }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stages = figure.lines.filter(({ dimension }) => dimension === 'stage');
  return (
    <ChartCard
      title={format.both(figure.name)}
      definition={format.both(figure.definition)}
      n={figure.n}
      table={{
        heads: [t('stage'), t('persons'), t('ofRegistered')],
        rows: stages.map(({ key, n, value }) => [
          labelOf('stage', key, format.lang),
          format.number(n),
          value === null ? '—' : percent(value, format),
        ]),
      }}
    >
      {figure.n === 0 ? (
        <p>{t('nobodyWants')}</p>
      ) : (
        <ol className="funnel">
          {stages.map(({ key, n, value }) => (
            <li key={key}>
              <span>{labelOf('stage', key, format.lang)}</span>
              <span className="bar">
                <span style={{ inlineSize: `${(value ?? 0) * 100}%` }} />
              </span>
              <bdi>
                {format.number(n)} · {percent(value ?? 0, format)}
              </bdi>
            </li>
          ))}
        </ol>
      )}
    </ChartCard>
  );
}

function AllFigures({ metrics, by }: { metrics: Metrics; by: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="all-figures">
      <h2>{t('allFigures')}</h2>
      <dl>
        {metrics.figures.map((figure) => (
          <div key={figure.id} className="figure-row">
            <dt>{format.both(figure.name)}</dt>
            <dd>
              <strong>
                <bdi>{inUnit(figure, figure.value, format, t('nothingToSay'))}</bdi>
              </strong>{' '}
              <span className="soft">
                {t('nIs')} = <bdi>{format.number(figure.n)}</bdi>
              </span>
              <Counts counts={figure.counts} />
              <p className="soft definition">{format.both(figure.definition)}</p>
              <Lines figure={figure} by={by} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Counts({ counts }: { counts: Record<string, number> }) {
  const format = useFormat();
  const words = Object.entries(counts).flatMap(([key, count]) =>
    COUNTS[key] ? [`${format.both(COUNTS[key])}: ${format.number(count)}`] : [],
  );
  return words.length > 0 ? <p>{words.join(' · ')}</p> : null;
}

/** A figure's own rows, and those it was taken apart into. Of priority only where it was asked for or is the figure's own. */
function Lines({ figure, by }: { figure: Figure; by: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = figure.id === 'backlog' ? 'priority' : undefined;
  const lines = figure.lines.filter(
    ({ dimension }) => dimension !== 'priority' || by === 'priority' || own === 'priority',
  );
  const dimensions = [...new Set(lines.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => (
    <DataTable
      key={dimension}
      title={format.both(figure.name)}
      of={t(OWN_DIMENSIONS[dimension] ?? 'part')}
      table={{
        heads: [t('part'), t('value'), t('nIs')],
        rows: lines
          .filter((line) => line.dimension === dimension)
          .map(({ key, value, n }) => [
            labelOf(dimension, key, format.lang),
            inUnit(figure, value, format, '—'),
            format.number(n),
          ]),
      }}
    />
  ));
}

function inUnit({ unit }: Figure, value: number | null, format: Format, none: string): string {
  if (value === null) return none;
  if (unit === 'seconds') return format.span(value * 1000);
  if (unit === 'share') return percent(value, format);
  return format.number(Math.round(value * 10) / 10);
}

function percent(share: number, format: Format): string {
  return `${format.number(Math.round(share * 100))}${format.lang === 'ar' ? '٪' : ' %'}`;
}
