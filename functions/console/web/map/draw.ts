/** The map itself: loaded with MapLibre when the first one is opened. What stands on it are buttons of ours above it (`place-map.tsx`). */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import {
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  type StyleSpecification,
  setWorkerCount,
  setWorkerUrl,
} from 'maplibre-gl';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Countries } from './borders.ts';

// A file of the room's own; nothing is fetched from elsewhere.
setWorkerUrl(new URL(worker, import.meta.url).href);
setWorkerCount(1);

/** Pictures of the ground from a server of the ministry's choice; without, borders alone. */
export interface Tiles {
  /** `https://…/{z}/{x}/{y}.png`. */
  url: string;
  attribution: string;
}

export interface Colours {
  sea: string;
  land: string;
  border: string;
  label: string;
  halo: string;
  area: string;
}

export interface Area {
  id: string;
  outline: [lon: number, lat: number][];
}

export interface World {
  /** Where a place stands in the frame now, pixels from its upper left corner; nothing where that is not in sight. */
  project(lat: number, lon: number): { x: number; y: number } | undefined;
  zoom(): number;
  zoomBy(steps: number): void;
  /** Shows all of these, not nearer than a town. */
  show(places: readonly { lat: number; lon: number }[], calm: boolean): void;
  /** What the canvas is called, for whoever hears it. */
  title(title: string): void;
  colour(colours: Colours): void;
  name(nameOf: (code: string) => string): void;
  areas(areas: readonly Area[]): void;
  remove(): void;
}

const NEAREST = 15;
/** How near a single place is shown: a town with what is around it, or, where there are borders alone, with some of them in sight. */
const NEAR = { town: 9, borders: 5 } as const;

/** Whether this browser can draw it at all. */
export function canDraw(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  // Browsers give out few of them: this one is not kept.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

export function drawWorld(
  container: HTMLElement,
  { countries, tiles, onMove }: { countries: Countries; tiles?: Tiles; onMove: () => void },
): Promise<World> {
  const map = new MapLibre({
    container,
    style: styleOf(countries, tiles),
    center: [31, 26],
    zoom: 3,
    maxZoom: NEAREST,
    minZoom: 0.5,
    attributionControl: false,
    maplibreLogo: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('move', onMove);
  map.on('resize', onMove);
  const source = (name: string) => map.getSource(name) as GeoJSONSource;
  const world: World = {
    project(lat, lon) {
      const { x, y } = map.project([lon, lat]);
      const { clientWidth, clientHeight } = container;
      return x < 0 || y < 0 || x > clientWidth || y > clientHeight ? undefined : { x, y };
    },
    zoom: () => map.getZoom(),
    zoomBy: (steps) => void map.zoomTo(map.getZoom() + steps),
    show(places, calm) {
      const bounds = new LngLatBounds();
      for (const { lat, lon } of places) bounds.extend([lon, lat]);
      if (!bounds.isEmpty())
        map.fitBounds(bounds, {
          padding: 56,
          maxZoom: tiles ? NEAR.town : NEAR.borders,
          animate: !calm,
          duration: 500,
        });
    },
    title: (title) => map.getCanvas().setAttribute('aria-label', title),
    colour({ sea, land, border, label, halo, area }) {
      map.setPaintProperty('sea', 'background-color', sea);
      map.setPaintProperty('land', 'fill-color', land);
      map.setPaintProperty('borders', 'line-color', border);
      map.setPaintProperty('names', 'text-color', label);
      map.setPaintProperty('names', 'text-halo-color', halo);
      map.setPaintProperty('areas', 'fill-color', area);
      map.setPaintProperty('area-edges', 'line-color', area);
    },
    name: (nameOf) => void source('names').setData(namesOf(countries, nameOf)),
    areas: (areas) => void source('areas').setData(shapesOf(areas)),
    remove: () => map.remove(),
  };
  return new Promise((resolve, reject) => {
    map.once('load', () => resolve(world));
    map.once('error', ({ error }) => reject(error));
  });
}

function styleOf({ shapes, lines }: Countries, tiles: Tiles | undefined): StyleSpecification {
  const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };
  const ground = tiles ? { tiles: { type: 'raster' as const, tiles: [tiles.url], tileSize: 256 } } : undefined;
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: shapes },
      borders: { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: lines } },
      names: { type: 'geojson', data: nothing },
      areas: { type: 'geojson', data: nothing },
      ...ground,
    },
    layers: [
      { id: 'sea', type: 'background' },
      { id: 'land', type: 'fill', source: 'countries' },
      ...(ground ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-width': 1 } },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-opacity': 0.15 } },
      {
        id: 'area-edges',
        type: 'line',
        source: 'areas',
        paint: { 'line-width': 2, 'line-dasharray': [2, 2] },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        minzoom: 2,
        // Below the middle, where a mark of the whole country may stand.
        layout: {
          'text-field': ['get', 'name'],
          'text-size': 12,
          'text-max-width': 8,
          'text-anchor': 'top',
          'text-offset': [0, 1.2],
        },
        paint: { 'text-halo-width': 1.5 },
      },
    ],
  };
}

function namesOf({ middles }: Countries, nameOf: (code: string) => string): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: [...middles].map(([code, coordinates]) => ({
      type: 'Feature',
      properties: { name: nameOf(code) },
      geometry: { type: 'Point', coordinates },
    })),
  };
}

function shapesOf(areas: readonly Area[]): FeatureCollection<Polygon> {
  return {
    type: 'FeatureCollection',
    features: areas.map(
      ({ id, outline }): Feature<Polygon> => ({
        type: 'Feature',
        properties: { id },
        geometry: { type: 'Polygon', coordinates: [outline] },
      }),
    ),
  };
}
