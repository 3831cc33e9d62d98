import type { Channel } from '../case/vocabulary.ts';

/** Minutes after a person's last message in which anybody may answer with free words (channels.md 2.1, 2.2, 2.4). */
export const WINDOW_MINUTES = 24 * 60;
/** The same on Messenger for a human officer, which a tag tells Meta (channels.md 2.2). */
export const HUMAN_MINUTES = 7 * WINDOW_MINUTES;

/** How long an officer may write free words; channels that are not here set no end. */
export const OFFICER_MINUTES: Partial<Record<Channel, number>> = {
  whatsapp: WINDOW_MINUTES,
  twilio_whatsapp: WINDOW_MINUTES,
  messenger: HUMAN_MINUTES,
};

/** Letters of one message: what each provider takes, or our own form (`fields.ts`). */
export const LETTERS = { most: 4096, messenger: 2000, twilio: 1600 } as const;

const FEWER: Partial<Record<Channel, number>> = {
  messenger: LETTERS.messenger,
  sms: LETTERS.twilio,
  twilio_whatsapp: LETTERS.twilio,
};

/** Letters that an officer may write in one message of a channel. */
export const lettersOf = (channel: Channel): number => FEWER[channel] ?? LETTERS.most;
