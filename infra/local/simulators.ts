/** What stands on a laptop for the providers and the agencies, mounted under the room's own port. */
import { Hono } from 'hono';
import type { AwsSide } from './aws/index.ts';
import { agencyInbox } from './simulators/agency.ts';
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
  const whatsapp = whatsappSimulator({
    roomUrl: () => url,
    appSecret: settings.OPS_WHATSAPP_APP_SECRET ?? '',
    accessToken: settings.OPS_WHATSAPP_ACCESS_TOKEN ?? '',
    phoneNumberId: settings.OPS_WHATSAPP_PHONE_NUMBER_ID ?? '',
    now,
  });
  const app = new Hono()
    .route('/_local/graph', whatsapp.graph)
    .route('/_local/phone', whatsapp.phone)
    .route('/_local/inbox', agencyInbox(aws, '/_local/inbox'));
  return {
    app,
    busy: () => {
      const idle = whatsapp.idle().then(() => false);
      return Promise.race([idle, new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))]);
    },
    stop: () => whatsapp.stop(),
  };
}
