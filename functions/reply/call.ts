import type { ProviderRequest } from '../../shared/channels/outbound.ts';
import type { Called } from './send.ts';

/** Providers answer within a second or two; with two writes around it this fits `MESSAGE_MS`. */
const PROVIDER_MS = 5000;

/** Errors of a connection that never came about: the provider cannot have taken anything. */
const REFUSED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** One request to a provider. Never rejects: what nobody knows is `broken`. */
export async function call({ url, headers, body }: ProviderRequest): Promise<Called> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PROVIDER_MS) });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text) };
  } catch (error) {
    const code = ((error as Error).cause as { code?: string } | undefined)?.code;
    return code !== undefined && REFUSED.has(code) ? 'refused' : 'broken';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
