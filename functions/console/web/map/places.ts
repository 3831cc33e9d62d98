/** What stands where: cases by their position, or by no more than their country. Pure. */
import { PRIORITIES, type Priority } from '../../../../shared/case/vocabulary.ts';
import type { BoardRow } from '../answers.ts';
import { rankOf } from '../board/rows.ts';

export interface Place {
  /** `<country>|<town>`, either empty where it is unknown. */
  key: string;
  country?: string;
  town?: string;
  rows: BoardRow[];
  counts: Counts;
}

export type Counts = Partial<Record<Priority, number>>;

export function countsOf(rows: readonly BoardRow[]): Counts {
  const counts: Counts = {};
  for (const { priority } of rows) counts[priority] = (counts[priority] ?? 0) + 1;
  return counts;
}

/** Cases by country and town as they were written, the place with the most urgent ones first. */
export function placesOf(rows: readonly BoardRow[]): Place[] {
  const found = new Map<string, Place>();
  for (const row of [...rows].sort(byRank)) {
    const { country, place: town } = row;
    const key = `${country ?? ''}|${town ?? ''}`;
    const known = found.get(key) ?? {
      key,
      rows: [],
      counts: {},
      ...(country ? { country } : {}),
      ...(town ? { town } : {}),
    };
    known.rows.push(row);
    found.set(key, known);
  }
  const places = [...found.values()].map((place) => ({ ...place, counts: countsOf(place.rows) }));
  return places.sort((a, b) => {
    for (const priority of PRIORITIES) {
      const more = (b.counts[priority] ?? 0) - (a.counts[priority] ?? 0);
      if (more !== 0) return more;
    }
    return a.key < b.key ? -1 : 1;
  });
}

export function byRank(a: BoardRow, b: BoardRow): number {
  return rankOf(a) < rankOf(b) ? -1 : 1;
}

/** A circle as the outline of many corners. @param radiusKm kilometres. */
export function circle({ lat, lon, radiusKm }: { lat: number; lon: number; radiusKm: number }): [number, number][] {
  const KM_PER_DEGREE = 111.32;
  const [up, aside] = [radiusKm / KM_PER_DEGREE, radiusKm / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180))];
  return Array.from({ length: 65 }, (_, corner): [number, number] => {
    const angle = (corner / 64) * 2 * Math.PI;
    return [lon + aside * Math.cos(angle), lat + up * Math.sin(angle)];
  });
}
