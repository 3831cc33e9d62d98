import { type Mails, readSns } from '../../shared/channels/email/read.ts';
import { askSns, snsVerifier } from '../../shared/channels/email/verify.ts';
import { readGeneric } from '../../shared/channels/generic/read.ts';
import { signedBySource } from '../../shared/channels/generic/verify.ts';
import { readMessenger } from '../../shared/channels/messenger/read.ts';
import { readTelegram } from '../../shared/channels/telegram/read.ts';
import { knowsToken } from '../../shared/channels/telegram/verify.ts';
import {
  readTwilioCall,
  readTwilioCallStatus,
  readTwilioEvents,
  readTwilioKeys,
  readTwilioMessage,
  readTwilioRecording,
  readTwilioStatus,
} from '../../shared/channels/twilio/read.ts';
import { signedByTwilio } from '../../shared/channels/twilio/verify.ts';
import type { Received, Settings, Unreadable, Verdict, WebhookRequest } from '../../shared/channels/types.ts';
import { readWhatsApp } from '../../shared/channels/whatsapp/read.ts';
import { signedByMeta } from '../../shared/channels/whatsapp/verify.ts';

/** What a provider's code may know beside the request. */
export interface Surroundings {
  settings: Settings;
  publicBaseUrl: string;
  /** Milliseconds since 1970, and the same as ISO 8601. */
  now: number;
  receivedAt: string;
  fetch: typeof fetch;
  mails: Mails;
}

/** A provider's door: is it genuine, and what does it say? */
export interface Provider {
  name: string;
  verify(request: WebhookRequest, around: Surroundings): Verdict | Promise<Verdict>;
  read(request: WebhookRequest, around: Surroundings): Received | Unreadable | Promise<Received | Unreadable>;
}

export const whatsapp: Provider = {
  name: 'whatsapp',
  verify: (request, { settings }) => signedByMeta(request, settings('OPS_WHATSAPP_APP_SECRET')),
  read: ({ body }, { settings, receivedAt }) =>
    readWhatsApp(body, { accounts: listOf(settings('OPS_WHATSAPP_PHONE_NUMBER_ID')), receivedAt }),
};

export const messenger: Provider = {
  name: 'messenger',
  verify: (request, { settings }) => signedByMeta(request, settings('OPS_MESSENGER_APP_SECRET')),
  read: ({ body }, { settings, receivedAt }) =>
    readMessenger(body, { accounts: listOf(settings('OPS_MESSENGER_PAGE_ID')), receivedAt }),
};

export const telegram: Provider = {
  name: 'telegram',
  verify: (request, { settings }) => knowsToken(request, settings('OPS_TELEGRAM_SECRET_TOKEN')),
  read: ({ body }, { receivedAt }) => readTelegram(body, receivedAt),
};

export function generic(source: string): Provider {
  return {
    name: 'generic',
    verify: (request, { settings, now }) =>
      signedBySource(request, source, settings('OPS_GENERIC_WEBHOOK_SECRETS'), now),
    read: (request, { receivedAt }) => readGeneric(request, source, receivedAt),
  };
}

/** Mail, which SES receives and SNS brings. Certificates are remembered as long as the provider stands. */
export function email(): Provider {
  const verified = snsVerifier();
  return {
    name: 'email',
    verify: (request, { settings, fetch }) =>
      verified(request, settings('OPS_EMAIL_TOPIC_ARN'), (address) =>
        askSns(address, settings('OPS_EMAIL_SNS_URL'), fetch),
      ),
    read: (request, { receivedAt, mails }) => readSns(request, receivedAt, mails),
  };
}

function twilio(read: Provider['read']): Provider {
  return {
    name: 'twilio',
    verify: (request, { settings, publicBaseUrl }) =>
      signedByTwilio(request, settings('OPS_TWILIO_AUTH_TOKEN'), publicBaseUrl),
    read,
  };
}

const twilioMessage = twilio((request, { receivedAt }) => readTwilioMessage(request, receivedAt));

/** Twilio's routes (contract.md), each as POST or GET, whichever it was set up with. */
export const TWILIO: Readonly<Record<string, Provider>> = {
  '/webhooks/twilio/sms': twilioMessage,
  '/webhooks/twilio/sms/fallback': twilioMessage,
  '/webhooks/twilio/whatsapp': twilioMessage,
  '/webhooks/twilio/status': twilio((request, { receivedAt }) => readTwilioStatus(request, receivedAt)),
  '/webhooks/twilio/voice': twilio((request, around) =>
    readTwilioCall(request, around.publicBaseUrl, around.receivedAt),
  ),
  '/webhooks/twilio/voice/status': twilio((request, { receivedAt }) => readTwilioCallStatus(request, receivedAt)),
  '/webhooks/twilio/voice/recording': twilio((request, { receivedAt }) => readTwilioRecording(request, receivedAt)),
  '/webhooks/twilio/voice/gather': twilio((request, { receivedAt }) => readTwilioKeys(request, receivedAt)),
  '/webhooks/twilio/events': twilio((request, { receivedAt }) => readTwilioEvents(request, receivedAt)),
};

function listOf(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((part) => part.trim() || []);
}
