import { randomBytes } from 'node:crypto';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { agencyOfClient } from '../../shared/agency/directory.ts';
import { authorizeConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { AuthorizeDeps } from './authorize.ts';

export function realDeps(): AuthorizeDeps {
  const { tables, issuer } = authorizeConfig();
  const now = () => Date.now();
  const store = dynamoStore({ client: dynamoClient(), tables, now, random: (bytes) => randomBytes(bytes) });
  return { issuer, keys: issuerKeys(issuer), agencyOf: (clientId) => agencyOfClient(store, clientId), now };
}

/** A token that names an unknown key may have them fetched anew this often, milliseconds: a new key is believed at once, a flood of nonsense costs little. */
const COOLDOWN_MS = 1_000;

/** The issuer's keys, found where its discovery document says; fetched again by jose when a token names one that is not known. */
export function issuerKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= discover(issuer);
    // A failed discovery is not remembered.
    const found = await keys.catch((error) => {
      keys = undefined;
      throw error;
    });
    return found(header, token);
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3000) });
  if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
  const { jwks_uri: uri } = (await answer.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(uri), { timeoutDuration: 3000, cooldownDuration: COOLDOWN_MS });
}
