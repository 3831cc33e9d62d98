import type { Channel } from '../../shared/case/vocabulary.ts';
import { emailWriter } from '../../shared/channels/email/write.ts';
import { messengerWriter } from '../../shared/channels/messenger/write.ts';
import type { Writer } from '../../shared/channels/outbound.ts';
import { telegramWriter } from '../../shared/channels/telegram/write.ts';
import { smsWriter, twilioWhatsappWriter } from '../../shared/channels/twilio/write.ts';
import { whatsappWriter } from '../../shared/channels/whatsapp/write.ts';

/** Channels that the room can write to; on the others an officer calls. */
export const writers: Partial<Record<Channel, Writer>> = {
  whatsapp: whatsappWriter,
  messenger: messengerWriter,
  telegram: telegramWriter,
  sms: smsWriter,
  twilio_whatsapp: twilioWhatsappWriter,
  email: emailWriter,
};
