import { expect, it } from 'vitest';
import { cognitoAppClients, sign } from '../../shared/agency/app-clients.ts';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

it('signs as the published test vector `post-vanilla` of Signature Version 4', () => {
  const { authorization } = sign({
    url: 'https://example.amazonaws.com/',
    headers: {},
    body: '',
    region: 'us-east-1',
    service: 'service',
    credentials: CREDENTIALS,
    now: Date.parse('2015-08-30T12:36:00Z'),
  });
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
      'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  );
});

it('asks for a machine that may do nothing but answer alerts, by tokens of an hour', async () => {
  let asked: { url: string; init: RequestInit } | undefined;
  const fetcher = async (url: string | URL | Request, init: RequestInit = {}) => {
    asked = { url: String(url), init };
    return Response.json({ UserPoolClient: { ClientId: 'c1', ClientSecret: 's1' } });
  };
  const config = { userPoolId: 'me-central-1_Abc', endpoint: 'https://cognito-idp.me-central-1.amazonaws.com' };
  const clients = cognitoAppClients(
    config,
    async () => CREDENTIALS,
    () => 0,
    fetcher as typeof fetch,
  );
  expect(await clients.create('erc')).toEqual({ id: 'c1', secret: 's1' });
  expect(asked?.url).toBe(config.endpoint);
  expect(JSON.parse(String(asked?.init.body))).toMatchObject({
    UserPoolId: 'me-central-1_Abc',
    ClientName: 'agency-erc',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['room/alerts'],
    AccessTokenValidity: 60,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  const { authorization } = asked!.init.headers as Record<string, string>;
  expect(authorization).toContain('/19700101/me-central-1/cognito-idp/aws4_request');
});

it('says so when Cognito refuses, instead of an agency without a machine', async () => {
  const refuse = (async () => new Response('{}', { status: 400 })) as typeof fetch;
  const config = { userPoolId: 'x_y', endpoint: 'https://cognito.example' };
  await expect(
    cognitoAppClients(
      config,
      async () => CREDENTIALS,
      () => 0,
      refuse,
    ).create('erc'),
  ).rejects.toThrow('400');
});
