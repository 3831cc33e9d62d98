import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { BoardRow, Crisis, Notice } from '../answers.ts';
import type { Page } from '../api.ts';
import { useCrises } from '../board/choices.ts';
import { filterOf } from '../board/filter.ts';
import { Filters } from '../board/filters.tsx';
import { useBoard, useSnapshot } from '../board/watch.ts';
import { useRoom } from '../room.ts';
import { hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { PRIORITY_NAMES } from '../text/words.ts';
import { Ago, Countdown, PriorityBadge, Reference } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { type Countries, loadCountries } from './borders.ts';
import type { Area } from './draw.ts';
import { type Mark, PlaceMap } from './place-map.tsx';
import { byRank, type Counts, circle, countsOf, type Place, placesOf } from './places.ts';

/** Cases of a place that are listed at once. */
const LISTED = 100;

/** Open cases, assembly points and areas of notices, on borders that the room brings itself. */
export default function MapScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const { line } = useRoom();
  const { query } = useRoute();
  const address = query.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(address)), [address]);
  const store = useBoard(filter);
  const { rows, order, fresh, gone, next, error } = useSnapshot(store);
  const { data: countries } = useQuery({
    queryKey: ['borders'],
    queryFn: loadCountries,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const points = useAssemblyPoints();
  const notices = useNoticeAreas();
  const [picked, setPicked] = useState<ReadonlySet<string>>();
  const [shown, setShown] = useState<readonly { lat: number; lon: number }[]>([]);
  const list = useRef<HTMLElement>(null);

  // The board reads a page at a time as one scrolls; here all of them are looked at at once.
  useEffect(() => {
    if (next && !error) void store.more();
  }, [store, next, error]);

  const cases = useMemo(
    () => [...order, ...fresh].flatMap((id) => (gone.has(id) ? [] : (rows.get(id) ?? []))),
    [order, fresh, gone, rows],
  );
  const marks = useMarks(cases, points, countries);
  const byCountry = cases.filter(({ point, country }) => !point && country).length;
  const nowhere = cases.filter(({ point, country }) => !point && !country).length;

  const pick = (ids: readonly string[]) => {
    setPicked(new Set(ids.flatMap((id) => (id.startsWith(COUNTRY) ? inCountry(cases, id.slice(COUNTRY.length)) : id))));
    list.current?.focus();
  };
  const show = (ids: readonly string[]) =>
    setShown(
      marks.filter(
        ({ id }) =>
          ids.includes(id) ||
          ids.some((one) => rows.get(one)?.country === id.slice(COUNTRY.length) && !rows.get(one)?.point),
      ),
    );
  const some = picked && cases.filter(({ id }) => picked.has(id)).sort(byRank);
  const pointsPicked = picked && points.filter(({ id }) => picked.has(id));

  return (
    <section className="map-screen" aria-busy={next === undefined && !error}>
      <header className="board-head">
        <h1>{t('map')}</h1>
        <span className="soft">
          {t('onMap', { count: cases.length, n: format.number(cases.length) })}
          {' · '}
          {[
            t('placedExactly', { n: format.number(cases.length - byCountry - nowhere) }),
            t('placedByCountry', { n: format.number(byCountry) }),
            t('placedNowhere', { n: format.number(nowhere) }),
          ].join(format.comma)}
        </span>
        <Filters filter={filter} mineOnly={false} rows={rows} path={['map']} />
        {next ? <span role="status">{t('stillLoading')}</span> : null}
      </header>
      <ProblemNote error={line === 'offline' ? undefined : error} />
      <div className="map-and-list">
        <div className="map-side">
          <PlaceMap
            marks={marks}
            whole={next === null}
            areas={notices}
            onPick={pick}
            shown={shown}
            {...(picked ? { picked } : {})}
          />
          <Legend points={points.length > 0} areas={notices.length > 0} />
        </div>
        <section className="map-list" ref={list} tabIndex={-1} aria-label={t(some ? 'casesHere' : 'places')}>
          {some ? (
            <Picked cases={some} points={pointsPicked ?? []} onBack={() => setPicked(undefined)} onShow={show} />
          ) : (
            <>
              <Places
                cases={cases}
                onPick={(place) => {
                  pick(place.rows.map(({ id }) => id));
                  show(place.rows.map(({ id }) => id));
                }}
              />
              <Points points={points} onShow={(point) => setShown([point])} />
            </>
          )}
        </section>
      </div>
    </section>
  );
}

const COUNTRY = 'country:';

const inCountry = (cases: readonly BoardRow[], country: string) =>
  cases.filter((row) => !row.point && row.country === country).map(({ id }) => id);

interface AssemblyPoint {
  id: string;
  lat: number;
  lon: number;
  name: { ar: string; en: string };
  what?: { ar: string; en: string } | undefined;
}

/** Of the crises that go on. */
function useAssemblyPoints(): readonly AssemblyPoint[] {
  const crises = useCrises();
  return useMemo(
    () =>
      crises
        .filter((crisis: Crisis) => !crisis.endedAt)
        .flatMap(({ id: crisis, assemblyPoints = [] }) =>
          assemblyPoints.map(({ id, name, point, what }) => ({ id: `point:${crisis}:${id}`, ...point, name, what })),
        ),
    [crises],
  );
}

/** Where a notice that is published and has not run out counts. */
function useNoticeAreas(): readonly Area[] {
  const { api } = useRoom();
  const { data } = useQuery({
    queryKey: ['notices', 'published'],
    queryFn: ({ signal }) => api.get<Page<Notice>>('/v1/notices?status=published&limit=200', signal),
    staleTime: 60_000,
  });
  return useMemo(
    () =>
      (data?.items ?? []).flatMap(({ id, expired, current }): Area[] => {
        const area = current?.content.area;
        if (expired || !area) return [];
        // The room's corners are latitude before longitude, as CAP has them.
        if (area.polygon) {
          const corners = [...area.polygon, area.polygon[0]!];
          return [{ id, outline: corners.map(([lat, lon]) => [lon, lat]) }];
        }
        return area.circle ? [{ id, outline: circle(area.circle) }] : [];
      }),
    [data],
  );
}

function useMarks(
  cases: readonly BoardRow[],
  points: readonly AssemblyPoint[],
  countries: Countries | undefined,
): Mark[] {
  const format = useFormat();
  return useMemo(() => {
    // Without the borders there is no map yet; with them all marks come at once.
    if (!countries) return [];
    const exact = cases.flatMap(({ id, point, priority, place }): Mark[] =>
      point
        ? [{ id, lat: point.lat, lon: point.lon, kind: 'case', priority, name: [id, place].filter(Boolean).join(' ') }]
        : [],
    );
    const vague = new Map<string, BoardRow[]>();
    for (const row of cases) {
      if (!row.point && row.country) vague.set(row.country, [...(vague.get(row.country) ?? []), row]);
    }
    const wide = [...vague].flatMap(([country, rows]): Mark[] => {
      const middle = countries.middles.get(country);
      if (!middle) return [];
      const [lon, lat] = middle;
      return [
        { id: COUNTRY + country, lat, lon, kind: 'country', counts: countsOf(rows), name: format.country(country) },
      ];
    });
    const where = points.map(
      ({ id, lat, lon, name }): Mark => ({ id, lat, lon, kind: 'assembly', name: format.both(name) }),
    );
    return [...exact, ...wide, ...where];
  }, [cases, points, countries, format]);
}

function Legend({ points, areas }: { points: boolean; areas: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="legend" aria-label={t('legend')}>
      {PRIORITIES.map((priority) => (
        <li key={priority}>
          <span className="sign" data-kind="case" data-priority={priority} aria-hidden>
            <span>{format.both(PRIORITY_NAMES[priority].short)}</span>
          </span>
          {format.both(PRIORITY_NAMES[priority].long)}
        </li>
      ))}
      <li>
        <span className="sign" data-kind="country" data-priority="P4" aria-hidden>
          <span />
        </span>
        {t('legendCountry')}
      </li>
      {points ? (
        <li>
          <span className="sign" data-kind="assembly" aria-hidden>
            <span>⌂</span>
          </span>
          {t('legendAssembly')}
        </li>
      ) : null}
      {areas ? (
        <li>
          <span className="area-sign" aria-hidden />
          {t('legendNotice')}
        </li>
      ) : null}
    </ul>
  );
}

function CountChips({ counts }: { counts: Counts }) {
  const format = useFormat();
  return (
    <span className="counts">
      {PRIORITIES.map((priority) =>
        counts[priority] ? (
          <span key={priority}>
            <PriorityBadge priority={priority} /> <bdi>{format.number(counts[priority])}</bdi>
          </span>
        ) : null,
      )}
    </span>
  );
}

function Places({ cases, onPick }: { cases: readonly BoardRow[]; onPick: (place: Place) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const places = useMemo(() => placesOf(cases), [cases]);
  return (
    <>
      <h2>{t('places')}</h2>
      <ul className="place-list">
        {places.map((place) => (
          <li key={place.key}>
            <button type="button" onClick={() => onPick(place)}>
              <span className="where">
                <bdi>{place.town ?? (place.country ? t('unknownCity') : t('noPlace'))}</bdi>
                {place.country ? <bdi className="soft">{format.country(place.country)}</bdi> : null}
              </span>
              <CountChips counts={place.counts} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Points({ points, onShow }: { points: readonly AssemblyPoint[]; onShow: (point: AssemblyPoint) => void }) {
  const { t } = useTranslation();
  if (points.length === 0) return null;
  return (
    <>
      <h2>{t('assemblyPoints')}</h2>
      <ul className="place-list">
        {points.map((point) => (
          <li key={point.id}>
            <PointLine point={point} />
            <button type="button" className="quiet" onClick={() => onShow(point)}>
              {t('showOnMap')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PointLine({ point: { name, what, lat, lon } }: { point: AssemblyPoint }) {
  const format = useFormat();
  return (
    <div className="point">
      <strong>{format.both(name)}</strong>
      {what ? <p>{format.both(what)}</p> : null}
      <bdi dir="ltr" className="soft">
        {lat.toFixed(5)}, {lon.toFixed(5)}
      </bdi>
    </div>
  );
}

/** What a mark or a place stands for. */
function Picked({
  cases,
  points,
  onBack,
  onShow,
}: {
  cases: readonly BoardRow[];
  points: readonly AssemblyPoint[];
  onBack: () => void;
  onShow: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <header>
        <h2>{points.length > 0 && cases.length === 0 ? t('assemblyPoints') : t('casesHere')}</h2>
        <button type="button" onClick={onBack}>
          {t('backToPlaces')}
        </button>
      </header>
      {points.map((point) => (
        <PointLine key={point.id} point={point} />
      ))}
      <ul className="case-list">
        {cases.slice(0, LISTED).map((row) => (
          <li key={row.id} data-priority={row.priority}>
            <a href={hrefOf(['cases', row.id])}>
              <PriorityBadge priority={row.priority} /> <Reference id={row.id} />
            </a>
            {row.category ? <span>{format.both(CATEGORY_WORDS[row.category])}</span> : null}
            {row.nextDueAt ? <Countdown due={row.nextDueAt} /> : null}
            <p dir="auto">{row.summary ?? t('restricted')}</p>
            <span className="soft">
              {row.place ? <bdi>{row.place}</bdi> : null}
              {row.place && row.country ? format.comma : null}
              {row.country ? <bdi>{format.country(row.country)}</bdi> : null}
              {' · '}
              {row.point ? (
                <>
                  {t('seenThere')} <Ago at={row.point.at} />
                </>
              ) : (
                t('noPosition')
              )}
            </span>
            <button type="button" className="quiet" onClick={() => onShow([row.id])}>
              {t('showOnMap')}
            </button>
          </li>
        ))}
      </ul>
      {cases.length > LISTED ? <p>{t('andMore', { n: format.number(cases.length - LISTED) })}</p> : null}
    </>
  );
}
