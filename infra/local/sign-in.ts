/**
 * The user pool's own pages and endpoints on a laptop, by oidc-provider: sign-in, code flow with PKCE, client credentials.
 * Paths are those of a Cognito domain, tokens carry its claims.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import type { Adapter, AdapterPayload, ClientMetadata, Configuration, Provider } from 'oidc-provider';
import { type Issuer, personId } from './issuer.ts';
import type { ClientDefinition } from './template.ts';

/** Every access token is for this one resource; its name is taken out again, as Cognito names none. */
const RESOURCE = 'urn:room';

const SESSION_SECONDS = 12 * 3600;

const TEXTS = {
  title: { ar: 'الدخول إلى غرفة العمليات', en: 'Sign in to the operations room' },
  user: { ar: 'اسم المستخدم', en: 'User name' },
  password: { ar: 'كلمة المرور', en: 'Password' },
  enter: { ar: 'دخول', en: 'Sign in' },
  wrong: { ar: 'اسم المستخدم أو كلمة المرور غير صحيحة', en: 'Wrong user name or password' },
  people: { ar: 'أشخاص هذا الجهاز؛ كلمة المرور هي الاسم', en: 'People of this machine; the password is the name' },
  stale: {
    ar: 'انتهت صلاحية صفحة الدخول. ارجع إلى الشاشة وحاول مرة أخرى.',
    en: 'This sign-in has expired. Go back to the console and try again.',
  },
} as const;

export interface SignInOptions {
  issuer: Issuer;
  clients: ClientDefinition[];
  /** Scopes of the pool's resource servers and of its clients, all that may be asked for. */
  scopes: string[];
  /** Origins of the room: callback URLs of the template are taken to stand at each. */
  origins: string[];
}

/** Serves requests whose path begins with the issuer's. */
export function signIn(options: SignInOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { issuer } = options;
  const mount = new URL(issuer.url).pathname;
  // Loaded when somebody signs in: most rooms of tests never need it.
  let loading: Promise<Provider> | undefined;
  const load = () => {
    loading ??= import('oidc-provider').then(({ Provider }) => new Provider(issuer.url, configuration(options, mount)));
    return loading;
  };

  const page = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const provider = await load();
    if (request.method === 'POST') {
      const form = new URLSearchParams(await readText(request));
      const person = form.get('username') ?? '';
      if (issuer.people.includes(person) && form.get('password') === person) {
        await provider.interactionFinished(request, response, { login: { accountId: personId(person) } });
        return;
      }
      sendHtml(response, 401, signInPage(issuer.people, `${mount}${path}`, true));
      return;
    }
    await provider.interactionDetails(request, response);
    sendHtml(response, 200, signInPage(issuer.people, `${mount}${path}`, false));
  };

  return (request, response) => {
    const path = (request.url ?? '/').slice(mount.length) || '/';
    if (path === '/.well-known/jwks.json') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' });
      response.end(JSON.stringify({ keys: [issuer.publicKey] }));
    } else if (path === '/.well-known/openid-configuration') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(discovery(issuer.url)));
    } else if (path.startsWith('/sign-in/')) {
      page(request, response, path).catch(() => sendHtml(response, 400, notice(TEXTS.stale)));
    } else if (path.startsWith('/logout?') && path.includes('logout_uri=')) {
      leave(path, options, mount, response);
    } else {
      Object.assign(request, { originalUrl: request.url });
      request.url = path;
      load().then(
        (provider) => provider.callback()(request, response),
        () => sendHtml(response, 500, notice(TEXTS.stale)),
      );
    }
  };
}

/** What functions look up on their first event; served without loading the provider. */
function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    token_endpoint: `${issuer}/oauth2/token`,
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  };
}

function configuration({ issuer, clients, scopes, origins }: SignInOptions, mount: string): Configuration {
  const people = new Map(issuer.people.map((person) => [personId(person), person]));
  const consoles = clients.filter((client) => client.flows.includes('code'));
  const ownScopes = scopes.filter((scope) => !['openid', 'profile'].includes(scope));
  const metadata = (id: string): ClientMetadata | undefined => {
    const client = consoles.find((one) => one.id === id);
    if (client) return consoleMetadata(client, origins);
    const machine = issuer.clients.find((one) => one.ClientId === id);
    return machine && machineMetadata(machine.ClientId, machine.ClientSecret);
  };
  const ttl = () => issuer.tokenSeconds();
  return {
    adapter: (model: string) => (model === 'Client' ? new ClientAdapter(metadata) : new MemoryAdapter()),
    jwks: { keys: [issuer.signingKey] } as NonNullable<Configuration['jwks']>,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['preferred_username', 'cognito:username', 'cognito:groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userInfo',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: ownScopes.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: issuer.tokenSeconds(),
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt(_ctx, token, jwt) {
          const { aud, ...rest } = jwt.payload;
          const person = people.get(String('accountId' in token ? token.accountId : ''));
          const machine = issuer.clients.find((one) => one.ClientId === token.clientId);
          const claims = person
            ? {
                ...issuer.personClaims(person, token.clientId ?? ''),
                scope: `openid profile ${rest.scope ?? ''}`.trim(),
              }
            : machine && issuer.machineClaims(machine);
          // The provider insists on an audience, the deployed pool sends none: this one is seen and not written.
          jwt.payload = Object.defineProperty({ ...rest, ...claims }, 'aud', {
            value: aud,
            writable: true,
            enumerable: false,
          });
        },
      },
    },
    ttl: {
      AccessToken: ttl,
      ClientCredentials: ttl,
      IdToken: ttl,
      AuthorizationCode: 300,
      Interaction: 3600,
      Session: SESSION_SECONDS,
      Grant: SESSION_SECONDS,
      RefreshToken: SESSION_SECONDS,
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    clientBasedCORS: (_ctx, origin) => origins.includes(origin),
    findAccount: (_ctx, id) => {
      const person = people.get(id);
      if (!person) return undefined;
      const claims = { sub: id, preferred_username: person, 'cognito:username': person, 'cognito:groups': [person] };
      return { accountId: id, claims: async () => claims };
    },
    // The room's own console asks its own people: nobody needs to consent.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      grant.addResourceScope(RESOURCE, ownScopes.join(' '));
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, interaction) => `${mount}/sign-in/${interaction.uid}` },
    renderError(ctx) {
      ctx.type = 'html';
      ctx.body = String(notice(TEXTS.stale));
    },
  };
}

/** The template's callbacks at every origin of this room, whatever origin the template was made for. */
function atOrigins(urls: string[], origins: string[]): string[] {
  const paths = urls.map((url) => new URL(url)).map(({ pathname, search }) => pathname + search);
  return origins.flatMap((origin) => paths.map((path) => origin + path));
}

function consoleMetadata(client: ClientDefinition, origins: string[]): ClientMetadata {
  return {
    client_id: client.id,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: atOrigins(client.callbackUrls, origins),
  };
}

function machineMetadata(id: string, secret: string | undefined): ClientMetadata {
  return {
    client_id: id,
    ...(secret ? { client_secret: secret } : {}),
    token_endpoint_auth_method: secret ? 'client_secret_basic' : 'none',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

/** Cognito's way out: forget the session, go back to a registered address. */
function leave(path: string, { clients, origins }: SignInOptions, mount: string, response: ServerResponse): void {
  const query = new URL(path, 'http://issuer').searchParams;
  const client = clients.find((one) => one.id === query.get('client_id'));
  const target = query.get('logout_uri') ?? '';
  if (!client || !atOrigins(client.logoutUrls, origins).includes(target)) {
    sendHtml(response, 400, notice(TEXTS.stale));
    return;
  }
  const gone = ['_session', '_session.sig'].map((name) => `${name}=; Path=/; Max-Age=0`);
  const goneHere = ['_session', '_session.sig'].map((name) => `${name}=; Path=${mount}; Max-Age=0`);
  response.writeHead(302, { location: target, 'set-cookie': [...gone, ...goneHere] }).end();
}

/* Storage: nothing of it outlives the room. */

class MemoryAdapter implements Adapter {
  private readonly entries = new Map<string, { payload: AdapterPayload; until: number }>();

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    this.entries.set(id, { payload, until: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.first(([key]) => key === id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.first(([, { payload }]) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.first(([, { payload }]) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.entries) if (payload.grantId === grantId) this.entries.delete(id);
  }

  private first(wanted: (entry: [string, { payload: AdapterPayload }]) => boolean): AdapterPayload | undefined {
    for (const entry of this.entries) {
      if (entry[1].until < Date.now()) this.entries.delete(entry[0]);
      else if (wanted(entry)) return entry[1].payload;
    }
    return undefined;
  }
}

/** App clients come from the template and from the pool's API, at the moment they are asked for. */
class ClientAdapter extends MemoryAdapter {
  constructor(private readonly metadata: (id: string) => ClientMetadata | undefined) {
    super();
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    return this.metadata(id) as AdapterPayload | undefined;
  }
}

/* Pages */

type Html = ReturnType<typeof html>;

function sendHtml(response: ServerResponse, status: number, content: Html): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(String(content));
}

function frame(content: Html): Html {
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${TEXTS.title.ar} · ${TEXTS.title.en}</title>
<style>
body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem; color-scheme: light dark; }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, button { padding: .6rem; margin: .2rem 0 1rem; }
[lang=en] { opacity: .75; }
.error { color: #c62828; }
.people { display: grid; grid-template-columns: repeat(3, 1fr); gap: .5rem; }
</style>
</head>
<body>${content}</body>
</html>`;
}

function both(text: { ar: string; en: string }): Html {
  return html`${text.ar} <bdi lang="en">${text.en}</bdi>`;
}

function notice(text: { ar: string; en: string }): Html {
  return frame(html`<p>${text.ar}</p><p lang="en" dir="ltr">${text.en}</p>`);
}

function signInPage(people: readonly string[], action: string, failed: boolean): Html {
  return frame(html`<h1>${both(TEXTS.title)}</h1>
${failed ? html`<p class="error" role="alert">${both(TEXTS.wrong)}</p>` : ''}
<form method="post" action="${action}">
<label for="username">${both(TEXTS.user)}</label><input id="username" name="username" autocomplete="username" dir="ltr" required autofocus>
<label for="password">${both(TEXTS.password)}</label><input id="password" name="password" type="password" dir="ltr" required>
<button>${both(TEXTS.enter)}</button>
</form>
<p>${both(TEXTS.people)}</p>
<div class="people">${people.map(
    (person) =>
      html`<form method="post" action="${action}"><input type="hidden" name="username" value="${person}"><input type="hidden" name="password" value="${person}"><button>${person}</button></form>`,
  )}</div>`);
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}
