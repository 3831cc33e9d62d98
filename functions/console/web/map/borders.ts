/** The world's borders, bundled: a file of our own, asked for when the first map is opened. */
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import file from 'world-atlas/countries-50m.json?url';

export interface Countries {
  /** One shape each, `code` by ISO 3166-1 where it has one. */
  shapes: FeatureCollection<Polygon | MultiPolygon, { code?: string }>;
  lines: MultiLineString;
  /** The middle of each country's largest part, longitude before latitude. */
  middles: ReadonlyMap<string, [lon: number, lat: number]>;
}

type World = Topology<{ countries: GeometryCollection<{ name?: string }> }>;

/** Territories that Natural Earth draws apart and the United Nations count to a state: its number. */
const PART_OF: Record<string, string> = { Somaliland: '706', 'N. Cyprus': '196', Kosovo: '688' };

let loaded: Promise<Countries> | undefined;

/** @throws when the file cannot be fetched; the next call tries again. */
export function loadCountries(): Promise<Countries> {
  loaded ??= fetchCountries().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function fetchCountries(): Promise<Countries> {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`borders: ${response.status}`);
  const world = (await response.json()) as World;
  const { countries } = world.objects;
  for (const each of countries.geometries) {
    const whole = PART_OF[(each.properties as { name?: string }).name ?? ''];
    if (whole) each.id = whole;
  }
  const shapes = feature(world, countries) as FeatureCollection<Polygon | MultiPolygon>;
  const lines = mesh(world, countries, (a, b) => a !== b && (a.id === undefined || a.id !== b.id));
  const middles = new Map<string, [number, number]>();
  const sizes = new Map<string, number>();
  for (const shape of shapes.features) {
    const code = codeOf(shape.id);
    shape.properties = code ? { code } : {};
    if (!code) continue;
    const { middle, size } = middleOf(shape.geometry);
    if (size <= (sizes.get(code) ?? 0)) continue;
    sizes.set(code, size);
    middles.set(code, middle);
  }
  return { shapes: shapes as Countries['shapes'], lines, middles };
}

/** The atlas knows countries by their number, the room by two letters; the browser knows both. */
function codeOf(number: string | number | undefined): string | undefined {
  return number === undefined ? undefined : new Intl.Locale(`und-${String(number).padStart(3, '0')}`).region;
}

function middleOf(geometry: Polygon | MultiPolygon): { middle: [number, number]; size: number } {
  const outlines = geometry.type === 'Polygon' ? [geometry.coordinates[0]!] : geometry.coordinates.map(([one]) => one!);
  let best: { middle: [number, number]; size: number } = { middle: [0, 0], size: 0 };
  for (const outline of outlines) {
    const one = centroid(outline);
    if (one.size > best.size) best = one;
  }
  return best;
}

/** Of a closed outline, in degrees. */
function centroid(outline: readonly Position[]): { middle: [number, number]; size: number } {
  let [x, y, twice] = [0, 0, 0];
  for (let index = 1; index < outline.length; index++) {
    const [ax = 0, ay = 0] = outline[index - 1]!;
    const [bx = 0, by = 0] = outline[index]!;
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return twice === 0
    ? { middle: [0, 0], size: 0 }
    : { middle: [x / (3 * twice), y / (3 * twice)], size: Math.abs(twice) };
}
