import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCATION_SOURCES, type LocationSource } from '../../../../shared/case/vocabulary.ts';
import type { CaseHead } from '../answers.ts';
import { hrefOf } from '../route.ts';
import { type Format, roomNow, useFormat } from '../text/format.ts';
import { Stamp } from '../ui/marks.tsx';
import { type Act, Begin, type Values } from './act.tsx';
import { useCase } from './page.ts';
import { SOURCE_NAMES } from './words.ts';

type Location = CaseHead['locations'][number];

/** A map is heavier than the rest of the page: it is loaded when somebody opens it. */
const PlaceMap = lazy(async () => ({ default: (await import('../map/place-map.tsx')).PlaceMap }));

/** Where they are and were: observations, the present one first. One that is wrong is corrected by a newer one, never overwritten. */
export function Places() {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const all = [...head.locations].sort((one, other) => Number(other.current) - Number(one.current));
  return (
    <section aria-labelledby="case-places">
      <h3 id="case-places">{t('locations')}</h3>
      <p>
        {head.place ? <bdi>{head.place}</bdi> : null}
        {head.place && head.country ? format.comma : null}
        {head.country ? format.country(head.country) : head.place ? null : t('placeUnknown')}
      </p>
      <ul className="parts">
        {all.map((location) => (
          <Place key={location.locationId} location={location} />
        ))}
      </ul>
      <OnMap locations={all} />
      {can('addLocation') ? <Begin act={placeAct(t, format)} /> : null}
    </section>
  );
}

/** The same places on a small map, the present one as the case's own sign. */
function OnMap({ locations }: { locations: readonly Location[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head } = useCase();
  const [open, setOpen] = useState(false);
  const marks = useMemo(
    () =>
      locations.flatMap(({ locationId, lat, lon, text, current, observedAt }) =>
        lat === undefined || lon === undefined
          ? []
          : [
              {
                id: locationId,
                lat,
                lon,
                kind: current ? ('case' as const) : ('seen' as const),
                priority: head.priority,
                name: `${text ?? ''} ${format.stamp(observedAt)}`.trim(),
              },
            ],
      ),
    [locations, head.priority, format],
  );
  if (marks.length === 0) return null;
  return (
    <details className="place-map" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('onTheMap')}</summary>
      {open ? (
        <Suspense fallback={<p aria-busy>{t('loading')}</p>}>
          <PlaceMap marks={marks} label={t('locations')} />
        </Suspense>
      ) : null}
    </details>
  );
}

function Place({ location }: { location: Location }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  const { lat, lon, accuracyM, country, text, source, observedAt, current } = location;
  return (
    <li data-over={current ? undefined : true}>
      {current ? <span className="chip">{t('current')}</span> : null} <bdi>{text}</bdi>{' '}
      {lat !== undefined && lon !== undefined ? (
        <a href={hrefOf(['map'], country ? { country } : {})}>
          <bdi dir="ltr">
            {lat.toFixed(5)}, {lon.toFixed(5)}
          </bdi>
        </a>
      ) : null}{' '}
      {accuracyM ? <small dir="ltr">±{format.number(Math.round(accuracyM))} m</small> : null}{' '}
      {country ? <span>{format.country(country)}</span> : null}{' '}
      <span className="soft">
        {format.both(SOURCE_NAMES[source as LocationSource])}{' '}
        <Stamp at={observedAt} country={country ?? head.country} />
      </span>
      {can('addLocation') && current ? (
        <span className="acts">
          <Begin quiet act={placeAct(t, format, location)} />
        </span>
      ) : null}
    </li>
  );
}

function placeAct(t: (key: string) => string, format: Format, before?: Location): Act {
  return {
    kind: before ? `place ${before.locationId}` : 'place',
    title: t(before ? 'correctPlace' : 'addPlace'),
    lead: t('placeLead'),
    path: '/locations',
    inputs: [
      { name: 'text', label: t('placeText'), optional: true, initial: before?.text ?? '' },
      {
        name: 'point',
        label: t('coordinates'),
        hint: t('coordinatesHint'),
        kind: 'line',
        optional: true,
        initial: before?.lat === undefined ? '' : `${before.lat}, ${before.lon}`,
      },
      {
        name: 'source',
        label: t('source'),
        choices: LOCATION_SOURCES.map((each) => [each, format.both(SOURCE_NAMES[each])]),
        initial: 'caller',
      },
      { name: 'observedAt', label: t('observedAt'), hint: t('observedHint'), kind: 'instant', optional: true },
    ],
    body: placeBody,
  };
}

/** `15.6, 32.53`, as maps give it, in digits of either script. */
export function placeBody({ text, point, source, observedAt }: Values): object {
  const [lat, lon] = String(point ?? '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/٫/g, '.')
    .split(/[\s,،;]+/)
    .filter(Boolean)
    .map(Number);
  return {
    ...(text ? { text } : {}),
    ...(point ? { lat, lon } : {}),
    source,
    observedAt: observedAt ?? new Date(roomNow()).toISOString(),
  };
}
