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
    // Mail is received in whichever region SES does.
    mail: { ...bucketConfig(env, 'OPS_MAIL_BUCKET'), region: need(env, 'OPS_MAIL_REGION') },
    media: bucketConfig(env, 'OPS_MEDIA_BUCKET'),
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

/** Where the room's own memory is. */
function tablesConfig(env: Env) {
  return { cases: need(env, 'OPS_CASES_TABLE'), ledger: need(env, 'OPS_LEDGER_TABLE') };
}

export function intakeConfig(env: Env = process.env) {
  return { tables: tablesConfig(env), secrets: secretsConfig(env) };
}

export function reconcileConfig(env: Env = process.env) {
  return {
    tables: tablesConfig(env),
    publicBaseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    intakeQueueUrl: need(env, 'OPS_INTAKE_QUEUE_URL'),
    reconcileQueueUrl: need(env, 'OPS_RECONCILE_QUEUE_URL'),
    secrets: secretsConfig(env),
    settings: channelSettings(env),
  };
}

export function partnerConfig(env: Env = process.env) {
  return { tables: tablesConfig(env) };
}

export function authorizeConfig(env: Env = process.env) {
  // An agency's head lies in the cases table; nothing is read from the ledger here.
  const cases = need(env, 'OPS_CASES_TABLE');
  return { tables: { cases, ledger: cases }, issuer: need(env, 'OPS_ISSUER').replace(/\/$/, '') };
}

/** What leaves the room through SNS and SQS (relay, clock). */
function outboxConfig(env: Env) {
  return {
    stage: need(env, 'OPS_STAGE'),
    tables: tablesConfig(env),
    baseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    // A short domain saves letters in a text message (decisions.md 12).
    linkBaseUrl: (env.OPS_LINK_BASE_URL ?? need(env, 'OPS_PUBLIC_BASE_URL')).replace(/\/$/, ''),
    topicArnPrefix: need(env, 'OPS_TOPIC_ARN_PREFIX'),
    repliesQueueUrl: need(env, 'OPS_REPLIES_QUEUE_URL'),
    mediaQueueUrl: need(env, 'OPS_MEDIA_QUEUE_URL'),
    secrets: secretsConfig(env),
  };
}

export type OutboxConfig = ReturnType<typeof outboxConfig>;

export function relayConfig(env: Env = process.env) {
  return {
    ...outboxConfig(env),
    pokesQueueUrl: need(env, 'OPS_POKES_QUEUE_URL'),
    parkedQueueUrl: need(env, 'OPS_PARKED_QUEUE_URL'),
    reconcileQueueUrl: need(env, 'OPS_RECONCILE_QUEUE_URL'),
  };
}

export function redactConfig(env: Env = process.env) {
  return {
    tables: tablesConfig(env),
    media: bucketConfig(env, 'OPS_MEDIA_BUCKET'),
    files: bucketConfig(env, 'OPS_FILES_BUCKET'),
    secrets: secretsConfig(env),
  };
}

/** What goes to many: notices, answers to rumours. */
export function outreachConfig(env: Env = process.env) {
  return {
    stage: need(env, 'OPS_STAGE'),
    tables: tablesConfig(env),
    baseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    topicArnPrefix: need(env, 'OPS_TOPIC_ARN_PREFIX'),
  };
}

export function rollupConfig(env: Env = process.env) {
  return {
    stage: need(env, 'OPS_STAGE'),
    tables: tablesConfig(env),
    parkedQueueUrl: need(env, 'OPS_PARKED_QUEUE_URL'),
  };
}

export function clockConfig(env: Env = process.env) {
  return outboxConfig(env);
}

export function liveConfig(env: Env = process.env) {
  // Only heads are read here, nothing of the ledger.
  const cases = need(env, 'OPS_CASES_TABLE');
  return { tables: { cases, ledger: cases }, socketsUrl: need(env, 'OPS_LIVE_API_URL') };
}

function bucketConfig(env: Env, name: string) {
  const endpoint = env.AWS_ENDPOINT_URL_S3;
  return { bucket: need(env, name), region: need(env, 'AWS_REGION'), ...(endpoint ? { endpoint } : {}) };
}

export function mediaConfig(env: Env = process.env) {
  return {
    tables: tablesConfig(env),
    mediaQueueUrl: need(env, 'OPS_MEDIA_QUEUE_URL'),
    media: bucketConfig(env, 'OPS_MEDIA_BUCKET'),
    secrets: secretsConfig(env),
    settings: channelSettings(env),
  };
}

export function publicConfig(env: Env = process.env) {
  return {
    baseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    tables: tablesConfig(env),
    media: bucketConfig(env, 'OPS_MEDIA_BUCKET'),
    secrets: secretsConfig(env),
  };
}

export function apiConfig(env: Env = process.env) {
  const region = need(env, 'AWS_REGION');
  return {
    region,
    tables: { cases: need(env, 'OPS_CASES_TABLE'), ledger: need(env, 'OPS_LEDGER_TABLE') },
    topicArnPrefix: need(env, 'OPS_TOPIC_ARN_PREFIX'),
    agencyDeadQueueArn: need(env, 'OPS_AGENCY_DEAD_QUEUE_ARN'),
    // Consoles connect where they were loaded from.
    liveUrl: `${need(env, 'OPS_PUBLIC_BASE_URL').replace(/^http/, 'ws').replace(/\/$/, '')}/live`,
    userPool: {
      userPoolId: need(env, 'OPS_USER_POOL_ID'),
      endpoint: env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? `https://cognito-idp.${region}.amazonaws.com`,
    },
    deadQueueUrls: need(env, 'OPS_DEAD_QUEUE_URLS').split(','),
    whatsappAccounts: (env.OPS_WHATSAPP_PHONE_NUMBER_ID ?? '').split(',').flatMap((part) => part.trim() || []),
    // Person records leave the room only where a deployment says so.
    ...(env.OPS_PFIF_EXPORT === 'on' ? { pfif: new URL(need(env, 'OPS_PUBLIC_BASE_URL')).host } : {}),
    files: bucketConfig(env, 'OPS_FILES_BUCKET'),
    media: bucketConfig(env, 'OPS_MEDIA_BUCKET'),
  };
}

export function consoleConfig(env: Env = process.env) {
  const media = bucketConfig(env, 'OPS_MEDIA_BUCKET');
  return {
    publicBaseUrl: need(env, 'OPS_PUBLIC_BASE_URL').replace(/\/$/, ''),
    issuer: need(env, 'OPS_ISSUER').replace(/\/$/, ''),
    signInUrl: need(env, 'OPS_SIGN_IN_URL').replace(/\/$/, ''),
    clientId: need(env, 'OPS_CONSOLE_CLIENT_ID'),
    // Links to attachments lead here.
    mediaOrigin: new URL(media.endpoint ?? `https://${media.bucket}.s3.${media.region}.amazonaws.com`).origin,
    ...tilesConfig(env),
  };
}

/** Pictures under the maps, where a deployment has a server for them. */
function tilesConfig(env: Env): { tiles?: { url: string; attribution: string } } {
  const { OPS_MAP_TILES: url, OPS_MAP_ATTRIBUTION: attribution = '' } = env;
  return url && url !== 'none' ? { tiles: { url, attribution } } : {};
}

export type ConsoleConfig = ReturnType<typeof consoleConfig>;
