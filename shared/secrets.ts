import type { SecretsConfig } from './config.ts';

/** Long enough to spare the extension, short enough that a rotated secret is believed within half a minute. */
const KEEP_MS = 30_000;

/** Reads one JSON secret; the values by their names. */
export type SecretReader = () => Promise<Readonly<Record<string, string>>>;

/**
 * The secret through the Lambda secrets extension's local HTTP interface. While the extension does not answer, the last
 * values read go on serving.
 * @throws when it has never answered: whoever needs a secret then fails closed.
 */
export function secretReader(config: SecretsConfig, now: () => number, fetcher: typeof fetch = fetch): SecretReader {
  const url = `http://localhost:${config.port}/secretsmanager/get?secretId=${encodeURIComponent(config.secretId)}`;
  let kept: { values: Record<string, string>; until: number } | undefined;
  return async () => {
    if (kept && now() < kept.until) return kept.values;
    try {
      const answer = await fetcher(url, {
        headers: { 'X-Aws-Parameters-Secrets-Token': config.sessionToken },
        signal: AbortSignal.timeout(2000),
      });
      if (!answer.ok) throw new Error(`the secrets extension answered ${answer.status}`);
      const { SecretString } = (await answer.json()) as { SecretString: string };
      kept = { values: JSON.parse(SecretString) as Record<string, string>, until: now() + KEEP_MS };
    } catch (error) {
      if (!kept) throw error;
    }
    return kept.values;
  };
}
