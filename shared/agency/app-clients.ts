import { createHash, createHmac } from 'node:crypto';
import type { AppClients } from './directory.ts';

export interface AppClientsConfig {
  /** `us-east-1_Abc`; its first part is the region. */
  userPoolId: string;
  /** `https://cognito-idp.<region>.amazonaws.com`, or the door on a laptop. */
  endpoint: string;
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The one scope of an agency's machine (decisions.md 15). */
export const ALERTS_SCOPE = 'room/alerts';

/** App clients in the staff pool, for client credentials only. One signed call: a whole SDK client would be fifty times this. */
export function cognitoAppClients(
  config: AppClientsConfig,
  credentials: () => Promise<Credentials>,
  now: () => number,
  fetcher: typeof fetch = fetch,
): AppClients {
  return {
    async create(agency) {
      const body = JSON.stringify({
        UserPoolId: config.userPoolId,
        ClientName: `agency-${agency}`,
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: [ALERTS_SCOPE],
        AccessTokenValidity: 60,
        TokenValidityUnits: { AccessToken: 'minutes' },
      });
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.CreateUserPoolClient',
      };
      const [region = ''] = config.userPoolId.split('_');
      const signed = sign({
        url: config.endpoint,
        headers,
        body,
        region,
        service: 'cognito-idp',
        credentials: await credentials(),
        now: now(),
      });
      const answer = await fetcher(config.endpoint, {
        method: 'POST',
        headers: signed,
        body,
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) throw new Error(`CreateUserPoolClient answered ${answer.status}`);
      const { UserPoolClient } = (await answer.json()) as {
        UserPoolClient: { ClientId: string; ClientSecret: string };
      };
      return { id: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret };
    },
  };
}

interface ToSign {
  url: string;
  headers: Record<string, string>;
  body: string;
  region: string;
  service: string;
  credentials: Credentials;
  now: number;
}

/** Signature Version 4 of a POST to `/` without a query. Exported for the published test vector. */
export function sign({ url, headers, body, region, service, credentials, now }: ToSign): Record<string, string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const all: Record<string, string> = {
    ...headers,
    host: new URL(url).host,
    'x-amz-date': time,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  };
  const names = Object.keys(all).sort();
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ];
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical.join('\n'))].join('\n');
  const key = [...scope.split('/')].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `Credential=${credentials.accessKeyId}/${scope}`;
  const { host: _host, ...sent } = all;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
