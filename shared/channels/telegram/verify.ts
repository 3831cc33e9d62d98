import { keysOf } from '../../keys.ts';
import type { Verdict, WebhookRequest } from '../types.ts';
import { sameText } from '../whatsapp/verify.ts';

/**
 * Telegram signs nothing; it repeats the token that was given to setWebhook (channels.md 2.3).
 * @param tokens that token; several, separated by commas, while one is being replaced
 */
export function knowsToken(request: WebhookRequest, tokens: string | undefined): Verdict {
  const known = keysOf(tokens);
  if (known.length === 0) return 'unconfigured';
  const given = request.header('x-telegram-bot-api-secret-token') ?? '';
  return known.some((token) => sameText(given, token)) ? 'genuine' : 'forged';
}
