const REFUSED = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
]);

/** Reasons of a cancelled transaction that say nothing about our conditions. */
const CONTENDED = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** True where DynamoDB refused for now and did nothing. */
export const isRefused = (error: unknown) => REFUSED.has(nameOf(error));

export const isContended = (code: string | undefined) => code !== undefined && CONTENDED.has(code);

/** True where no answer came, or the service failed in the middle: what was asked for may have happened. */
export function isUnanswered(error: unknown): boolean {
  const { $fault, $metadata, name } = error as {
    $fault?: string;
    $metadata?: { httpStatusCode?: number };
    name?: string;
  };
  if (name === 'TransactionInProgressException' || $fault === 'server') return true;
  if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
  // Time-outs and broken connections never become an answer with a fault.
  return $fault === undefined && NETWORK.test(`${name} ${(error as { code?: string }).code ?? ''}`);
}

const NETWORK = /TimeoutError|RequestTimeout|AbortError|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|socket/;

/**
 * True where the same call may succeed later: outages, throttling, a missing grant or table (a deployment in progress). Everything else
 * fails the same way each time.
 */
export function isTransient(error: unknown): boolean {
  return isRefused(error) || isUnanswered(error) || DEPLOYMENT.has(nameOf(error));
}

const DEPLOYMENT = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'CredentialsProviderError',
]);

function nameOf(error: unknown): string {
  return (error as Error | undefined)?.name ?? '';
}
