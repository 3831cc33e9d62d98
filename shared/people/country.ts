import { iso1A2Code } from '@rapideditor/country-coder';

/**
 * The country of a position, ISO 3166-1 alpha-2, from borders that lie beside the code (decisions.md 25): no call leaves the room with where
 * somebody is. Undefined at sea.
 */
export function countryAt({ lat, lon }: { lat: number; lon: number }): string | undefined {
  return iso1A2Code([lon, lat], { level: 'country' }) ?? undefined;
}
