/** Marks that would lie on each other become one: pure, so that what is drawn and what is read aloud agree. */
import { moreSevere, type Priority } from '../../../../shared/case/vocabulary.ts';

export interface Spot {
  id: string;
  lat: number;
  lon: number;
  priority: Priority;
}

export interface Cluster {
  /** The id of its most urgent member: stays as long as that one does, whatever joins or leaves. */
  key: string;
  /** The middle of its members. */
  lat: number;
  lon: number;
  /** Most urgent first. */
  ids: string[];
  /** How many there are of each priority. */
  counts: Partial<Record<Priority, number>>;
  worst: Priority;
}

/** Of a map whose world is one tile of this many pixels at zoom 0 (MapLibre's own). */
const WORLD_PX = 512;
/** Marks nearer than this touch. Pixels. */
const APART_PX = 46;

/**
 * @param spots in any order.
 * @param zoom of the map, whole: clusters stay while one pans and only change from one whole step to the next.
 */
export function clusters(spots: readonly Spot[], zoom: number): Cluster[] {
  const scale = WORLD_PX * 2 ** zoom;
  const cells = new Map<string, { spot: Spot; x: number; y: number }[]>();
  const cellOf = (x: number, y: number) => `${Math.floor(x / APART_PX)} ${Math.floor(y / APART_PX)}`;
  const placed = [...spots]
    .sort((a, b) => (`${a.priority}${a.id}` < `${b.priority}${b.id}` ? -1 : 1))
    .map((spot) => ({ spot, ...pixels(spot, scale) }));
  for (const one of placed) {
    const cell = cellOf(one.x, one.y);
    cells.set(cell, [...(cells.get(cell) ?? []), one]);
  }
  const taken = new Set<string>();
  const found: Cluster[] = [];
  for (const { spot, x, y } of placed) {
    if (taken.has(spot.id)) continue;
    const members: Spot[] = [];
    for (const dx of [-APART_PX, 0, APART_PX]) {
      for (const dy of [-APART_PX, 0, APART_PX]) {
        const cell = cellOf(x + dx, y + dy);
        const others = cells.get(cell) ?? [];
        const left = others.filter((other) => Math.hypot(other.x - x, other.y - y) >= APART_PX);
        if (left.length === others.length) continue;
        for (const other of others) if (!left.includes(other)) members.push(other.spot);
        cells.set(cell, left);
      }
    }
    for (const { id } of members) taken.add(id);
    found.push(clusterOf(spot, members));
  }
  return found;
}

function clusterOf(first: Spot, members: Spot[]): Cluster {
  members.sort((a, b) => (`${a.priority}${a.id}` < `${b.priority}${b.id}` ? -1 : 1));
  const counts: Cluster['counts'] = {};
  let worst = first.priority;
  let [lat, lon] = [0, 0];
  for (const spot of members) {
    counts[spot.priority] = (counts[spot.priority] ?? 0) + 1;
    if (moreSevere(spot.priority, worst)) worst = spot.priority;
    lat += spot.lat / members.length;
    lon += spot.lon / members.length;
  }
  return { key: first.id, lat, lon, ids: members.map(({ id }) => id), counts, worst };
}

/** Web Mercator, pixels from the corner of the world. */
function pixels({ lat, lon }: Spot, scale: number): { x: number; y: number } {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return {
    x: (lon / 360 + 0.5) * scale,
    y: (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * scale,
  };
}
