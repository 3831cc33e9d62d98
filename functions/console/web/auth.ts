/**
 * Sign-in by the OIDC code flow with PKCE. Tokens live in this module's memory and nowhere else: a reload signs in again, which the
 * provider's own session makes a blink. What an officer was typing is kept as a draft (`drafts.ts`) and is there afterwards.
 */
import * as oauth from 'oauth4webapi';
import type { RoomSettings } from './settings.ts';

interface Tokens {
  access: string;
  refresh?: string;
  /** Epoch milliseconds by this machine's clock. */
  expiresAt: number;
}

/** What has to outlive the way to the sign-in page and back; holds nothing of a person. */
interface Trip {
  verifier: string;
  state: string;
  /** Where in the console to come back to. */
  hash: string;
}

const TRIP = 'sign-in';
/** That somebody was signed in here: a reload then goes the way again without being asked. */
const HERE = 'signed-in';
/** A token is renewed this long before it ends, so that no call meets its end. */
const EARLY_MS = 60_000;

export class SignedOut extends Error {}

export class Session {
  private tokens: Tokens | undefined;
  private renewing: Promise<void> | undefined;
  private ended: () => void = () => {};

  private constructor(
    private readonly settings: RoomSettings,
    private readonly server: oauth.AuthorizationServer,
  ) {}

  static async open(settings: RoomSettings): Promise<Session> {
    const issuer = new URL(settings.issuer);
    const response = await oauth.discoveryRequest(issuer, options(issuer));
    return new Session(settings, await oauth.processDiscoveryResponse(issuer, response));
  }

  /** Told once when the session is over and only a new sign-in helps. */
  onEnd(tell: () => void): void {
    this.ended = tell;
  }

  /**
   * Takes the answer of the sign-in page out of the address, if there is one.
   * @returns whether somebody is signed in now.
   */
  async arrive(): Promise<boolean> {
    const here = new URL(location.href);
    const kept = sessionStorage.getItem(TRIP);
    if (!kept || !(here.searchParams.has('code') || here.searchParams.has('error'))) return false;
    const trip = JSON.parse(kept) as Trip;
    sessionStorage.removeItem(TRIP);
    history.replaceState(null, '', `/${trip.hash}`);
    try {
      const client = this.client();
      const answer = oauth.validateAuthResponse(this.server, client, here, trip.state);
      const response = await oauth.authorizationCodeGrantRequest(
        this.server,
        client,
        oauth.None(),
        answer,
        redirectUri(),
        trip.verifier,
        options(new URL(this.settings.issuer)),
      );
      this.keep(await oauth.processAuthorizationCodeResponse(this.server, client, response));
      return true;
    } catch {
      return false;
    }
  }

  /** Whether a reload, and nothing else, took the tokens. Asked once: a way that fails is not gone in circles. */
  wasHere(): boolean {
    const here = sessionStorage.getItem(HERE) !== null;
    sessionStorage.removeItem(HERE);
    return here;
  }

  /** Leaves for the sign-in page. */
  async signIn(): Promise<void> {
    const trip: Trip = {
      verifier: oauth.generateRandomCodeVerifier(),
      state: oauth.generateRandomState(),
      hash: location.hash,
    };
    sessionStorage.setItem(TRIP, JSON.stringify(trip));
    const url = new URL(this.server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: this.settings.clientId,
      response_type: 'code',
      redirect_uri: redirectUri(),
      scope: 'openid profile room/staff',
      state: trip.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
    }).toString();
    location.assign(url);
  }

  /** Forgets everything of this person here and at the provider. */
  signOut(): void {
    this.tokens = undefined;
    sessionStorage.removeItem(HERE);
    const url = new URL(`${this.settings.signIn}/logout`);
    url.search = new URLSearchParams({ client_id: this.settings.clientId, logout_uri: redirectUri() }).toString();
    location.assign(url);
  }

  /**
   * A token that is good for a minute yet.
   * @throws SignedOut when only a new sign-in helps.
   */
  async token(): Promise<string> {
    if (this.tokens && this.tokens.expiresAt - Date.now() < EARLY_MS) await this.renew();
    if (!this.tokens) throw new SignedOut();
    return this.tokens.access;
  }

  /** The room refused the token: what is left is a renewal, or the end. */
  async refused(): Promise<void> {
    await this.renew();
    if (!this.tokens) throw new SignedOut();
  }

  private renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async renewOnce(): Promise<void> {
    const refresh = this.tokens?.refresh;
    if (refresh) {
      try {
        const client = this.client();
        const response = await oauth.refreshTokenGrantRequest(
          this.server,
          client,
          oauth.None(),
          refresh,
          options(new URL(this.settings.issuer)),
        );
        const result = await oauth.processRefreshTokenResponse(this.server, client, response);
        this.keep({ refresh_token: refresh, ...result });
        return;
      } catch (error) {
        // No network is not the end of a session.
        if (error instanceof TypeError) throw error;
      }
    }
    this.tokens = undefined;
    this.ended();
  }

  private keep(result: { access_token: string; refresh_token?: string; expires_in?: number }): void {
    sessionStorage.setItem(HERE, '1');
    this.tokens = {
      access: result.access_token,
      ...(result.refresh_token ? { refresh: result.refresh_token } : {}),
      expiresAt: Date.now() + (result.expires_in ?? 3600) * 1000,
    };
  }

  private client(): oauth.Client {
    return { client_id: this.settings.clientId };
  }
}

function redirectUri(): string {
  return `${location.origin}/`;
}

/** A laptop's issuer has no certificate. */
function options(issuer: URL) {
  return { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
}
