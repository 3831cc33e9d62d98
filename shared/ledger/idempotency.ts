import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Marker } from './store.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** `Idempotency-Key` counts for two days, per actor and route (decisions.md 8). */
const KEY_SECONDS = 48 * HOUR;

/** Longer than any provider's retries, the queue and its dead letters together (decisions.md 8). */
export const SEEN_SECONDS = 60 * DAY;

/**
 * Marker of a request that came with an `Idempotency-Key`. `status` is that of its answer when it succeeds. The request is known
 * again by its body, whatever the order of members.
 */
export function keyMarker(actor: string, route: string, key: string, body: unknown, status = 200): Marker {
  const request = createHash('sha256')
    .update(canonicalize(body ?? null)!)
    .digest('base64url');
  return { key: `idem#${actor}#${route}#${key}`, seconds: KEY_SECONDS, request, status };
}

/** Marker of something a provider told us; `name` is `seen#…` (`markerOf`). */
export function seenMarker(name: string): Marker {
  return { key: name, seconds: SEEN_SECONDS };
}
