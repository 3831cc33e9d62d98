/**
 * Cognito on a laptop: one signing key, the pool's people and app clients, tokens with the deployed pool's claims, and
 * the calls by which the room makes app clients at run time. The sign-in pages are in `sign-in.ts`.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { ClientDefinition } from './template.ts';

/** Local tokens live half a day: less would end in the middle of a rehearsal that moves the clock. */
const TOKEN_SECONDS = 12 * 3600;

/** An app client made at run time, as the pool's API describes it. */
export interface AppClient {
  ClientId: string;
  ClientName: string;
  ClientSecret?: string;
  UserPoolId: string;
  AllowedOAuthFlows: string[];
  AllowedOAuthScopes: string[];
}

interface Kept {
  key: JWK;
  clients: AppClient[];
}

export interface IssuerOptions {
  /** `iss` of every token. */
  url: string;
  /** Where key and clients are kept; none keeps them in memory. */
  file?: string;
  /** Groups of the pool: there is one person for each, named like it. */
  groups: string[];
  /** App clients of the template. */
  clients: ClientDefinition[];
  now: () => number;
}

/** Claims that the deployed pool puts into an access token, besides those every token has. */
export type AccessClaims = Record<string, string | number | string[]>;

export class Issuer {
  readonly url: string;
  private readonly keySet: ReturnType<typeof createLocalJWKSet>;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: IssuerOptions,
    private readonly kept: Kept,
    private readonly privateKey: CryptoKey | Uint8Array,
    readonly publicKey: JWK,
  ) {
    this.url = options.url;
    this.keySet = createLocalJWKSet({ keys: [publicKey] });
  }

  static async open(options: IssuerOptions): Promise<Issuer> {
    const kept = (options.file && readKept(options.file)) || { key: await newKey(), clients: [] };
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = kept.key;
    const issuer = new Issuer(options, kept, await importJWK(kept.key, 'RS256'), publicKey);
    await issuer.save();
    return issuer;
  }

  get people(): readonly string[] {
    return this.options.groups;
  }

  get clients(): readonly AppClient[] {
    return this.kept.clients;
  }

  get signingKey(): JWK {
    return this.kept.key;
  }

  /** What an access token of a person says; the person's name is the one group. */
  personClaims(person: string, clientId: string): AccessClaims {
    return {
      sub: personId(person),
      'cognito:groups': [person],
      token_use: 'access',
      client_id: clientId,
      username: person,
    };
  }

  /**
   * An access token of a person, as the sign-in pages would end in.
   *
   * @throws with the names there are, when nobody is called so.
   */
  async token(person: string): Promise<string> {
    if (!this.people.includes(person)) throw new Error(`there is no ${person}; there are ${this.people.join(', ')}`);
    const client = this.options.clients.find((one) => one.flows.includes('code'));
    if (!client) throw new Error('the template has no app client for people');
    return this.sign({ ...this.personClaims(person, client.id), scope: client.scopes.join(' ') });
  }

  /**
   * An access token of an agency's machine, as its client credentials would end in.
   *
   * @throws with the names there are, when no app client is called so.
   */
  async agencyToken(agency: string): Promise<string> {
    const names = this.clients.map((client) => client.ClientName);
    const client = this.clients.findLast(
      ({ ClientName }) => ClientName === agency || ClientName.endsWith(`-${agency}`),
    );
    if (!client) throw new Error(`no app client is called ${agency}; there are ${names.join(', ') || 'none yet'}`);
    return this.sign(this.machineClaims(client));
  }

  machineClaims(client: AppClient): AccessClaims {
    return {
      sub: client.ClientId,
      token_use: 'access',
      client_id: client.ClientId,
      scope: client.AllowedOAuthScopes.join(' '),
    };
  }

  /** Claims of a token of this issuer that is valid by the room's clock. */
  readonly verify = async (token: string): Promise<JWTPayload | undefined> => {
    try {
      const { payload } = await jwtVerify(token, this.keySet, {
        issuer: this.url,
        currentDate: new Date(this.options.now()),
        algorithms: ['RS256'],
      });
      return payload;
    } catch {
      return undefined;
    }
  };

  /** Seconds from now, by this machine's clock, until a token made now ends by the room's. */
  tokenSeconds(): number {
    return TOKEN_SECONDS + Math.max(0, Math.round((this.options.now() - Date.now()) / 1000));
  }

  /** The user pool's own API, as far as the room calls it; undefined for an unknown operation. */
  async handleCognito(
    operation: string,
    body: Record<string, unknown>,
  ): Promise<{ status: number; body: unknown } | undefined> {
    const client = this.kept.clients.find((one) => one.ClientId === body.ClientId);
    const missing = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such app client' } };
    switch (operation) {
      case 'CreateUserPoolClient':
        return { status: 200, body: { UserPoolClient: await this.create(body) } };
      case 'DescribeUserPoolClient':
        return client ? { status: 200, body: { UserPoolClient: client } } : missing;
      case 'UpdateUserPoolClient':
        if (!client) return missing;
        Object.assign(client, settable(body));
        await this.save();
        return { status: 200, body: { UserPoolClient: client } };
      case 'DeleteUserPoolClient':
        if (!client) return missing;
        this.kept.clients.splice(this.kept.clients.indexOf(client), 1);
        await this.save();
        return { status: 200, body: {} };
      default:
        return undefined;
    }
  }

  private async create(body: Record<string, unknown>): Promise<AppClient> {
    const client: AppClient = {
      ClientId: randomBytes(13).toString('hex'),
      ClientName: '',
      UserPoolId: String(body.UserPoolId),
      AllowedOAuthFlows: [],
      AllowedOAuthScopes: [],
      ...settable(body),
      ...(body.GenerateSecret === true ? { ClientSecret: randomBytes(26).toString('hex') } : {}),
    };
    this.kept.clients.push(client);
    await this.save();
    return client;
  }

  private async sign(claims: AccessClaims): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims, version: 2, auth_time: issuedAt })
      .setProtectedHeader({ alg: 'RS256', kid: this.kept.key.kid ?? '' })
      .setIssuer(this.url)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.tokenSeconds())
      .setJti(randomUUID())
      .sign(this.privateKey);
  }

  private async save(): Promise<void> {
    const { file } = this.options;
    if (!file) return;
    this.writing = this.writing.then(async () => {
      await writeFile(`${file}.new`, JSON.stringify(this.kept), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    await this.writing;
  }
}

/** The same person has the same id in every run, as in a real pool. */
export function personId(person: string): string {
  const hex = createHash('sha256').update(person).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function settable(body: Record<string, unknown>): Partial<AppClient> {
  const { ClientName, AllowedOAuthFlows, AllowedOAuthScopes } = body as Partial<AppClient>;
  return {
    ...(ClientName === undefined ? {} : { ClientName }),
    ...(AllowedOAuthFlows === undefined ? {} : { AllowedOAuthFlows }),
    ...(AllowedOAuthScopes === undefined ? {} : { AllowedOAuthScopes }),
  };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch (error) {
    throw new Error(`${file} is damaged: ${(error as Error).message}. Move the data folder away to start anew.`);
  }
}
