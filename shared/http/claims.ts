import { ROLES, type Role } from './roles.ts';

/** A member of staff, as the token's claims say. */
export interface Staff {
  /** The user name: what owners, notes and signatures are recorded under. */
  id: string;
  /** In the order of `ROLES`, the one with the most to say first. */
  roles: Role[];
  /** A supervisor who is not on duty now: restricted and sealed cases are closed to him (decisions.md 17). */
  offDuty?: true;
}

/**
 * The member of staff behind a request, from the claims that the gateway's JWT authorizer verified.
 * @returns undefined without claims, without a name, or for a token that is not an access token: never a guess.
 */
export function staffOf(claims: unknown): Staff | undefined {
  if (typeof claims !== 'object' || claims === null) return undefined;
  const { username, sub, token_use: use, 'cognito:groups': groups } = claims as Record<string, unknown>;
  const id = [username, sub].find((value): value is string => typeof value === 'string' && value !== '');
  if (!id || use !== 'access') return undefined;
  const named = new Set(groupsOf(groups));
  return { id, roles: ROLES.filter((role) => named.has(role)) };
}

/**
 * Groups of a token. HTTP APIs turn an array claim into `"[admin staff]"`, so the same list comes as an array, that
 * string, `"a,b"` or `"a"`. A name with a space in it would be ambiguous; no group of ours has one.
 */
export function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((group): group is string => typeof group === 'string');
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/[\s,]+/)
    .map((group) => group.replace(/^"(.*)"$/, '$1'))
    .filter((group) => group !== '');
}
