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
  return { issuer, keys: keysOf(issuer), agencyOf: (clientId) => agencyOfClient(store, clientId), now };
}

/** The issuer's keys, found where its discovery document says; fetched again by jose when a token names one that is not known. */
function keysOf(issuer: string): JWTVerifyGetKey {
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
  return createRemoteJWKSet(new URL(uri), { timeoutDuration: 3000 });
}
