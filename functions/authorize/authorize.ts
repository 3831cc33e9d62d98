import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ALERTS_SCOPE } from '../../shared/agency/app-clients.ts';
import { log } from '../../shared/log.ts';

/** A request as an HTTP API shows it to its authorizer (payload 2.0). Header names are in lower case. */
export interface AuthorizerEvent {
  headers?: Record<string, string | undefined>;
}

/** What it answers (simple response); `context` reaches the function behind. */
export interface AuthorizerAnswer {
  isAuthorized: boolean;
  context?: { agency: string; clientId: string };
}

export interface AuthorizeDeps {
  issuer: string;
  keys: JWTVerifyGetKey;
  /** The active agency of this app client. */
  agencyOf(clientId: string): Promise<{ id: string } | undefined>;
  now(): number;
}

const NO: AuthorizerAnswer = { isAuthorized: false };

/**
 * Whether an agency's machine may pass (decisions.md 15): a token of our issuer, an access token, with the scope for alerts, of a
 * client that the directory knows as an active agency's.
 *
 * @throws when keys or directory cannot be read: the gateway then answers 500, which machines try again.
 */
export async function authorize(event: AuthorizerEvent, deps: AuthorizeDeps): Promise<AuthorizerAnswer> {
  const token = /^Bearer +(\S+)$/i.exec(event.headers?.authorization ?? '')?.[1];
  if (!token) return refused('no-token');
  let claims: Record<string, unknown>;
  try {
    const verified = await jwtVerify(token, deps.keys, { issuer: deps.issuer, currentDate: new Date(deps.now()) });
    claims = verified.payload;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
    return refused(error.code);
  }
  if (claims.token_use !== 'access') return refused('not-an-access-token');
  if (!scopesOf(claims.scope).includes(ALERTS_SCOPE)) return refused('no-scope');
  const clientId = claims.client_id;
  if (typeof clientId !== 'string' || clientId === '') return refused('no-client');
  const agency = await deps.agencyOf(clientId);
  if (!agency) return refused('unknown-client');
  return { isAuthorized: true, context: { agency: agency.id, clientId } };
}

function scopesOf(scope: unknown): string[] {
  return typeof scope === 'string' ? scope.split(' ') : [];
}

function refused(reason: string): AuthorizerAnswer {
  log('partner.refused', { reason });
  return NO;
}
