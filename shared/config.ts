/**
 * The environment, read once at start into one typed object per function (design.md 10.5). Nothing else reads
 * `process.env`. A missing name stops the function at start, with that name.
 */
type Env = Readonly<Record<string, string | undefined>>;

function need(env: Env, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** Where the Lambda secrets extension listens, and which secret this function may read. */
export interface SecretsConfig {
  secretId: string;
  port: number;
  sessionToken: string;
}

function secretsConfig(env: Env): SecretsConfig {
  return {
    secretId: need(env, 'OPS_SECRET_ID'),
    port: Number(env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? 2773),
    sessionToken: env.AWS_SESSION_TOKEN ?? '',
  };
}

/** Channel settings of contract.md that are no secret come as plain variables; the secret's own values stand above them. */
function channelSettings(env: Env): Record<string, string> {
  const named = /^OPS_((WHATSAPP|MESSENGER|TELEGRAM|TWILIO|GENERIC|EMAIL|GRAPH)_\w+|PUBLIC_BASE_URL)$/;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (named.test(name) && value ? [[name, value]] : [])),
  );
}

export function webhooksConfig(env: Env = process.env) {
  return {
    publicBaseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    intakeQueueUrl: need(env, 'OPS_INTAKE_QUEUE_URL'),
    secrets: secretsConfig(env),
    settings: channelSettings(env),
  };
}

export function replyConfig(env: Env = process.env) {
  return {
    tables: { cases: need(env, 'OPS_CASES_TABLE'), ledger: need(env, 'OPS_LEDGER_TABLE') },
    secrets: secretsConfig(env),
    settings: channelSettings(env),
  };
}
