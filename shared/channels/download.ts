import type { AttachmentFailure, Medium } from '../case/events.ts';
import type { Settings } from './types.ts';

/** The bytes of an attachment, or why there are none and never will be. */
export type Downloaded = { bytes: Uint8Array } | { failed: AttachmentFailure };

/** It may come later: the provider is down or slow, or our own token is at fault. `why` is a code, never a link. */
export class Later extends Error {
  override name = 'Later';

  constructor(readonly why: string) {
    super(why);
  }
}

/** What fetching takes beside the attachment itself. */
export interface Around {
  settings: Settings;
  fetch: typeof fetch;
  /** More than so many bytes are not kept. */
  limit: number;
}

/**
 * Fetches one attachment from its provider before the link dies.
 * @throws Later
 */
export type Fetcher = (medium: Medium, around: Around) => Promise<Downloaded>;

/** One file on a bad day of the provider's. */
const DOWNLOAD_MS = 20_000;
const REDIRECTS = 3;

export interface Source {
  url: string;
  headers?: Record<string, string>;
  /** Which hosts may be asked: a link comes from outside, and a token goes with it. */
  from: (url: URL) => boolean;
  /** Codes by which this provider says that the file is gone, beside 404 and 410. */
  gone?: readonly number[];
}

/**
 * GET, with our token only to whom it belongs: a redirect to another origin goes without it (Twilio's go to its storage).
 * @throws Later
 */
export async function download({ url, headers, from, gone = [] }: Source, around: Around): Promise<Downloaded> {
  let target = parsed(url);
  for (let hops = 0; target && hops <= REDIRECTS; hops++) {
    const first: boolean = hops === 0;
    if (!(first ? from(target) : isPublic(target) || from(target))) return { failed: 'no_source' };
    const own: boolean = first || target.origin === new URL(url).origin;
    const answer = await get(target, own ? headers : undefined, around.fetch);
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status > 399 || !location) return received(answer, around.limit, gone);
    await answer.body?.cancel();
    target = parsed(location, target);
  }
  return { failed: 'no_source' };
}

/** A JSON answer about a file, by the same rules. @throws Later */
export async function lookUp(
  source: Source,
  around: Pick<Around, 'fetch'>,
): Promise<{ status: number; body: unknown }> {
  const target = parsed(source.url);
  if (!target || !source.from(target)) throw new Later('setup');
  const answer = await get(target, source.headers, around.fetch);
  const text = await answer.text().catch(() => '');
  if (answer.status >= 500 || answer.status === 429) throw new Later(`http_${answer.status}`);
  try {
    return { status: answer.status, body: JSON.parse(text) as unknown };
  } catch {
    throw new Later('no_json');
  }
}

async function get(url: URL, headers: Record<string, string> | undefined, fetcher: typeof fetch): Promise<Response> {
  try {
    return await fetcher(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(DOWNLOAD_MS),
      ...(headers ? { headers } : {}),
    });
  } catch {
    // The error's words may hold the link, which may hold a token.
    throw new Later('no_answer');
  }
}

async function received(answer: Response, limit: number, gone: readonly number[]): Promise<Downloaded> {
  const { status } = answer;
  if (status === 404 || status === 410 || gone.includes(status)) return { failed: 'gone' };
  if (!answer.ok) throw new Later(`http_${status}`);
  const announced = Number(answer.headers.get('content-length') ?? 0);
  if (announced > limit) {
    await answer.body?.cancel();
    return { failed: 'too_large' };
  }
  return read(answer, limit);
}

async function read(answer: Response, limit: number): Promise<Downloaded> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.length;
      // Leaving the loop closes the connection: nobody sends us more than we keep.
      if (size > limit) return { failed: 'too_large' };
      parts.push(part);
    }
  } catch {
    throw new Later('broken');
  }
  return size === 0 ? { failed: 'empty' } : { bytes: new Uint8Array(Buffer.concat(parts)) };
}

function parsed(url: string, base?: URL): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** A name in the public internet, over TLS: never an address of our own house. */
export function isPublic({ protocol, hostname, port, username, password }: URL): boolean {
  return (
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    password === '' &&
    hostname.includes('.') &&
    !/^[\d.]+$|^\[|\.(local|localhost|internal|arpa)\.?$/.test(hostname)
  );
}

/** Hosts below these domains over TLS, or the origin of a configured API (the laptop's simulators). */
export function hostsOf(domains: readonly string[], api?: string): (url: URL) => boolean {
  const own = api === undefined ? undefined : parsed(api)?.origin;
  return (url) =>
    url.origin === own ||
    (isPublic(url) && domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`)));
}

/** A setting that fetching cannot do without. @throws Later where our account is not set up */
export function setting(settings: Settings, name: string): string {
  const value = settings(name);
  if (!value) throw new Later(`unset_${name}`);
  return value.replace(/\/$/, '');
}
