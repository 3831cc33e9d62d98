/**
 * A secret as it stands in its setting: one value, or several with commas between while one replaces another. The first is the one in force,
 * with which the room signs; all of them are believed.
 */
export function keysOf(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((key) => key.trim() || []);
}
