/** Every setting of the local room with its working default: the names are the contract's. */
import { resolve } from 'node:path';
import { durationMs } from './clock.ts';

interface Setting {
  name: string;
  /** Local default; `$PORT` stands for the port. */
  fallback: string;
  /** What it does, for `npm start -- --settings`. */
  about: string;
  /** Which secrets hold it, by the last step of their names; plain settings are in none. */
  secrets?: ('inbound' | 'outbound')[];
}

const SETTINGS: readonly Setting[] = [
  { name: 'PORT', fallback: '8080', about: 'port of the room' },
  { name: 'OPS_DATA_DIR', fallback: '.local', about: 'folder of all data; `memory` keeps nothing' },
  {
    name: 'OPS_PUBLIC_BASE_URL',
    fallback: 'http://localhost:$PORT',
    about: 'address under which others reach the room',
  },
  { name: 'OPS_DYNAMODB_ENDPOINT', fallback: '', about: 'a DynamoDB to use; empty starts dynoxide' },
  { name: 'OPS_NOW_OFFSET', fallback: 'PT0S', about: 'ISO 8601 duration added to the clock, for rehearsals' },
  {
    name: 'OPS_WHATSAPP_APP_SECRET',
    fallback: 'local-whatsapp-app-secret',
    about: 'signs webhooks; several with commas while one is replaced, as wherever something is signed',
    secrets: ['inbound'],
  },
  {
    name: 'OPS_WHATSAPP_VERIFY_TOKEN',
    fallback: 'local-whatsapp-verify-token',
    about: 'handshake',
    secrets: ['inbound'],
  },
  { name: 'OPS_WHATSAPP_ACCESS_TOKEN', fallback: 'local-whatsapp-access-token', about: 'sends', secrets: ['outbound'] },
  { name: 'OPS_WHATSAPP_PHONE_NUMBER_ID', fallback: '106540000000001', about: "our number's id" },
  {
    name: 'OPS_MESSENGER_APP_SECRET',
    fallback: 'local-messenger-app-secret',
    about: 'signs webhooks',
    secrets: ['inbound'],
  },
  {
    name: 'OPS_MESSENGER_VERIFY_TOKEN',
    fallback: 'local-messenger-verify-token',
    about: 'handshake',
    secrets: ['inbound'],
  },
  { name: 'OPS_MESSENGER_PAGE_ID', fallback: '180000000000001', about: "our page's id", secrets: ['inbound'] },
  { name: 'OPS_MESSENGER_PAGE_TOKEN', fallback: 'local-messenger-page-token', about: 'sends', secrets: ['outbound'] },
  {
    name: 'OPS_TELEGRAM_SECRET_TOKEN',
    fallback: 'local-telegram-secret-token',
    about: 'header of webhooks',
    secrets: ['inbound'],
  },
  {
    name: 'OPS_TELEGRAM_BOT_TOKEN',
    fallback: '1000000001:local-telegram-bot-token',
    about: 'sends',
    secrets: ['outbound'],
  },
  {
    name: 'OPS_TWILIO_AUTH_TOKEN',
    fallback: 'local-twilio-auth-token',
    about: 'signs webhooks, sends',
    secrets: ['inbound', 'outbound'],
  },
  {
    name: 'OPS_TWILIO_ACCOUNT_SID',
    fallback: 'AC00000000000000000000000000000001',
    about: 'our account',
    secrets: ['inbound', 'outbound'],
  },
  {
    name: 'OPS_TWILIO_CONTENT_SIDS',
    fallback: JSON.stringify({
      room_check_in: { ar: `HX${'a1'.repeat(16)}`, en: `HX${'e1'.repeat(16)}` },
      room_update: { ar: `HX${'a2'.repeat(16)}`, en: `HX${'e2'.repeat(16)}` },
      room_notice: { ar: `HX${'a3'.repeat(16)}`, en: `HX${'e3'.repeat(16)}` },
    }),
    about: "Twilio's sids of the approved WhatsApp templates, by name and language",
    secrets: ['outbound'],
  },
  {
    name: 'OPS_GENERIC_WEBHOOK_SECRETS',
    fallback: '{"partner-a":["whsec_bG9jYWwtcGFydG5lci1hLXNlY3JldC0wMDAx"]}',
    about: 'secrets of Standard Webhooks by source, several while rotating',
    secrets: ['inbound'],
  },
  {
    name: 'OPS_EMAIL_TOPIC_ARN',
    fallback: 'arn:aws:sns:us-east-1:000000000000:ops-room-local-mail',
    about: 'topic by which mail arrives',
    secrets: ['inbound'],
  },
  {
    name: 'OPS_EMAIL_SNS_URL',
    fallback: 'http://localhost:$PORT/_local/sns',
    about: "where SNS's certificates are fetched",
    secrets: ['inbound'],
  },
  {
    name: 'OPS_GRAPH_API_URL',
    fallback: 'http://localhost:$PORT/_local/graph',
    about: 'where WhatsApp and Messenger replies go',
  },
  {
    name: 'OPS_TELEGRAM_API_URL',
    fallback: 'http://localhost:$PORT/_local/telegram',
    about: 'where Telegram replies go',
  },
  { name: 'OPS_EMAIL_API_URL', fallback: 'http://localhost:$PORT/_local/ses', about: 'where mail goes out' },
  { name: 'OPS_TWILIO_API_URL', fallback: 'http://localhost:$PORT/_local/twilio', about: 'where Twilio replies go' },
  {
    name: 'OPS_MAP_TILES',
    fallback: 'none',
    about: "pictures under the console's maps, `https://…/{z}/{x}/{y}.png`; none: borders alone",
  },
  { name: 'OPS_MAP_ATTRIBUTION', fallback: 'none', about: 'whose pictures these are' },
];

/** A value the room cannot start with; the message is one sentence for the person who set it. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

export interface Settings {
  port: number;
  /** Absolute folder, or `memory`. */
  dataDir: string;
  dynamodbEndpoint?: string;
  offsetMs: number;
  /** Every setting by name, once the port is known. */
  values(port: number): Record<string, string>;
  /** What the secret called so holds, by its name's last step. */
  secret(name: string, port: number): Record<string, string>;
}

/** @throws SettingError */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const raw = (name: string) => env[name] || SETTINGS.find((setting) => setting.name === name)?.fallback || '';
  const port = Number(raw('PORT'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingError(`PORT is "${raw('PORT')}", which is not a port number.`);
  const offsetMs = durationMs(raw('OPS_NOW_OFFSET'));
  if (offsetMs === undefined)
    throw new SettingError(`OPS_NOW_OFFSET is "${raw('OPS_NOW_OFFSET')}", which is not a duration like PT10M or P1D.`);
  for (const name of [
    'OPS_PUBLIC_BASE_URL',
    'OPS_DYNAMODB_ENDPOINT',
    'OPS_EMAIL_SNS_URL',
    'OPS_EMAIL_API_URL',
    'OPS_GRAPH_API_URL',
    'OPS_TELEGRAM_API_URL',
    'OPS_TWILIO_API_URL',
  ]) {
    if (env[name] && !/^https?:\/\/[^/]/.test(env[name]))
      throw new SettingError(`${name} is "${env[name]}", which is not an http(s) address.`);
  }
  if (!isSources(raw('OPS_GENERIC_WEBHOOK_SECRETS')))
    throw new SettingError('OPS_GENERIC_WEBHOOK_SECRETS is not JSON like {"partner-a":["whsec_…"]}.');
  const endpoint = raw('OPS_DYNAMODB_ENDPOINT');
  const values = (actual: number) =>
    Object.fromEntries(
      SETTINGS.map(({ name }) => [
        name,
        name === 'PORT' ? String(actual) : raw(name).replaceAll('$PORT', String(actual)),
      ]),
    );
  return {
    port,
    dataDir: raw('OPS_DATA_DIR') === 'memory' ? 'memory' : resolve(raw('OPS_DATA_DIR')),
    ...(endpoint ? { dynamodbEndpoint: endpoint } : {}),
    offsetMs,
    values,
    secret(name, actual) {
      const all = values(actual);
      const held = SETTINGS.filter(({ secrets }) => secrets?.some((one) => one === name));
      return Object.fromEntries(held.map((setting) => [setting.name, all[setting.name] ?? '']));
    },
  };
}

/** Every setting as `NAME=value  # what it does`. */
export function describeSettings(env: Readonly<Record<string, string | undefined>>): string {
  const settings = readSettings(env);
  const values = settings.values(settings.port);
  return SETTINGS.map(({ name, about }) => `${`${name}=${values[name]}`.padEnd(64)}  # ${about}`).join('\n');
}

function isSources(text: string): boolean {
  try {
    const sources: unknown = JSON.parse(text);
    if (sources === null || typeof sources !== 'object' || Array.isArray(sources)) return false;
    return Object.values(sources).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'));
  } catch {
    return false;
  }
}
