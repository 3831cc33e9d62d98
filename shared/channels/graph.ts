import { number, record, text } from './json.ts';
import {
  backoff,
  type ProviderAnswer,
  type ProviderRequest,
  type Reason,
  type SendOutcome,
  serverFault,
} from './outbound.ts';

export const GRAPH_VERSION = 'v24.0';

/** One POST to Meta's Graph API. `path` begins without a slash. */
export function graphRequest(base: string, path: string, token: string, body: object): ProviderRequest {
  return {
    url: `${base.replace(/\/$/, '')}/${GRAPH_VERSION}/${path}`,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** How an error code is taken: seconds to wait before the next attempt, or why there is none. */
export type GraphCodes = Readonly<Record<number, { after: number } | Reason>>;

/** Codes that all of Graph shares: slow down, or temporarily unavailable. */
const COMMON: GraphCodes = {
  1: { after: 5 },
  2: { after: 5 },
  4: { after: 60 },
  613: { after: 60 },
  80004: { after: 60 },
};

/** Token or permission of ours: nothing that we send would go (channels.md 2.1). */
function isOurFault(code: number): boolean {
  return [0, 3, 10, 190].includes(code) || (code >= 200 && code <= 299);
}

/** Reads Graph's error object against a product's own codes; `codes` win over the common ones. */
export function graphFailure(answer: ProviderAnswer, attempt: number, codes: GraphCodes): SendOutcome {
  const error = record(record(answer.body)?.error);
  const code = number(error?.code);
  if (code === undefined) {
    return serverFault(answer, attempt) ?? { outcome: 'failed', code: `http_${answer.status}`, reason: 'rejected' };
  }
  const subcode = text(error?.error_subcode);
  const shown = subcode === undefined ? String(code) : `${code}/${subcode}`;
  const known = codes[number(subcode) ?? -1] ?? codes[code] ?? COMMON[code];
  if (typeof known === 'string') return { outcome: 'failed', code: shown, reason: known };
  if (known) return { outcome: 'retry', code: shown, afterSeconds: Math.max(known.after, backoff(attempt)) };
  if (isOurFault(code)) return { outcome: 'held', code: shown };
  return serverFault(answer, attempt) ?? { outcome: 'failed', code: shown, reason: 'rejected' };
}
