/** What stands on a laptop for the providers and the agencies, mounted under the room's own port. */
import { Hono } from 'hono';
import type { AwsSide } from './aws/index.ts';
import { agencyInbox } from './simulators/agency.ts';
import type { CarrierOptions } from './simulators/carrier.ts';
import { emailSimulator } from './simulators/email.ts';
import { messengerSimulator } from './simulators/messenger.ts';
import { phonePage } from './simulators/phone.ts';
import { telegramSimulator } from './simulators/telegram.ts';
import { twilioSimulator } from './simulators/twilio.ts';
import { whatsappSimulator } from './simulators/whatsapp.ts';

export interface SimulatorsOptions {
  /** Origin of the room. */
  url: string;
  settings: Record<string, string>;
  now: () => number;
  aws: AwsSide;
}

export interface Simulators {
  app: Hono;
  /** Whether webhooks are being posted or wait to be posted again. */
  busy(): Promise<boolean>;
  stop(): void;
}

export function mountSimulators({ url, settings, now, aws }: SimulatorsOptions): Simulators {
  const around: CarrierOptions = { roomUrl: () => url, now };
  const setting = (name: string) => settings[name] ?? '';
  const whatsapp = whatsappSimulator({
    ...around,
    appSecret: setting('OPS_WHATSAPP_APP_SECRET'),
    accessToken: setting('OPS_WHATSAPP_ACCESS_TOKEN'),
    phoneNumberId: setting('OPS_WHATSAPP_PHONE_NUMBER_ID'),
  });
  const messenger = messengerSimulator({
    ...around,
    appSecret: setting('OPS_MESSENGER_APP_SECRET'),
    pageToken: setting('OPS_MESSENGER_PAGE_TOKEN'),
    pageId: setting('OPS_MESSENGER_PAGE_ID'),
  });
  const telegram = telegramSimulator({
    ...around,
    botToken: setting('OPS_TELEGRAM_BOT_TOKEN'),
    secretToken: setting('OPS_TELEGRAM_SECRET_TOKEN'),
    publicBaseUrl: setting('OPS_PUBLIC_BASE_URL'),
  });
  const twilio = twilioSimulator({
    ...around,
    authToken: setting('OPS_TWILIO_AUTH_TOKEN'),
    accountSid: setting('OPS_TWILIO_ACCOUNT_SID'),
    publicBaseUrl: setting('OPS_PUBLIC_BASE_URL'),
  });
  const email = emailSimulator({ ...around, topicArn: setting('OPS_EMAIL_TOPIC_ARN') });
  const carriers = [whatsapp, messenger, telegram, twilio, email].map(({ carrier }) => carrier);
  const app = new Hono()
    .route('/_local/graph', messenger.graph)
    .route('/_local/graph', whatsapp.graph)
    .route('/_local/telegram', telegram.bot)
    .route('/_local/twilio', twilio.api)
    .route('/_local/sns', email.sns)
    .route('/_local/ses', email.ses)
    .route('/_local/phone', phonePage(carriers))
    .route('/_local/inbox', agencyInbox(aws, '/_local/inbox'));
  return {
    app,
    busy: () => {
      const idle = Promise.all(carriers.map(({ sender }) => sender.idle())).then(() => false);
      return Promise.race([idle, new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))]);
    },
    stop: () => {
      for (const { sender } of carriers) sender.stop();
    },
  };
}
