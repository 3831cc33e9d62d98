import type { Verdict, WebhookRequest } from '../types.ts';
import { sameText } from '../whatsapp/verify.ts';

/** Telegram signs nothing; it repeats the token that was given to setWebhook (channels.md 2.3). */
export function knowsToken(request: WebhookRequest, token: string | undefined): Verdict {
  if (!token) return 'unconfigured';
  const given = request.header('x-telegram-bot-api-secret-token') ?? '';
  return sameText(given, token) ? 'genuine' : 'forged';
}
