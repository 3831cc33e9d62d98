/**
 * Meta's side of WhatsApp: people with their phones, what they send, and the signed webhooks about it. Dialect and habits are
 * channels.md 2.1.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { type Bubble, Carrier, type CarrierOptions, DAY, type Person, type Said } from './carrier.ts';
import type { Told } from './webhook-sender.ts';

export interface MetaOptions extends CarrierOptions {
  appSecret: string;
  accessToken: string;
  phoneNumberId: string;
  /** Our number as people see it, digits only. */
  displayPhoneNumber?: string;
}

/** Links to media die after five minutes (channels.md 2.1). */
const LINK_MS = 5 * 60 * 1000;
/** Meta retries for seven days. */
const RETRIES = [500, 2_000, 8_000, 30_000, 120_000, 600_000];

/** The provider: people, media and the posting of webhooks. */
export class Meta extends Carrier<MetaOptions> {
  readonly name = 'whatsapp';

  constructor(options: MetaOptions) {
    super(options, RETRIES);
    this.meet({ key: '249900000012', name: 'آمال / Amal', phone: '249900000012' });
    this.meet({ key: '201000000012', name: 'محمود / Mahmoud', phone: '201000000012' });
    this.meet({
      key: 'SD.215155203983311693',
      name: 'أميرة / Amira',
      bsuid: 'SD.215155203983311693',
      username: 'amira.k',
    });
  }

  newcomer(typed: string, name?: string): Person | undefined {
    const digits = typed.replace(/\D/g, '');
    return digits.length < 6 ? undefined : this.meet({ key: digits, name: name || `+${digits}`, phone: digits });
  }

  /** A link as the webhook carries it: needs the bearer token and dies. */
  linkOf(mediaId: string): string {
    const ext = Math.floor((this.options.now() + LINK_MS) / 1000);
    return `${this.options.roomUrl()}/_local/graph/attachments/?mid=${mediaId}&ext=${ext}&hash=local`;
  }

  say(person: Person, said: Said): string {
    const bubble = this.written(person, wamid(), said);
    const { at, mediaId } = bubble;
    const message = {
      ...(person.phone ? { from: person.phone } : {}),
      ...(person.bsuid ? { from_user_id: person.bsuid } : {}),
      id: bubble.id,
      timestamp: String(Math.floor(at / 1000)),
      ...this.contentOf(said, mediaId),
    };
    const profile = { name: person.name, ...(person.username ? { username: person.username } : {}) };
    const contact = {
      profile,
      ...(person.phone ? { wa_id: person.phone } : {}),
      ...(person.bsuid ? { user_id: person.bsuid } : {}),
    };
    void this.post({ contacts: [contact], messages: [message] }, (state) => {
      bubble.state = state;
    });
    this.readAll(person);
    return bubble.id;
  }

  /** The room sent something: the phone shows it and Meta tells the room how far it came. */
  receive(person: Person, bubble: Bubble): void {
    this.remember(person, bubble);
    if (bubble.kind !== 'template' && !this.wroteWithin(person, DAY)) {
      this.report(person, bubble, 'failed', 131047);
      return;
    }
    this.report(person, bubble, 'sent');
    if (!person.off) this.report(person, bubble, 'delivered');
  }

  override switchOff(person: Person, off: boolean): void {
    person.off = off;
    if (off) return;
    for (const bubble of person.chat) {
      if (bubble.from === 'room' && bubble.state === 'sent') this.report(person, bubble, 'delivered');
    }
  }

  /** The person has looked at the conversation. */
  override readAll(person: Person): void {
    for (const bubble of person.chat) {
      if (bubble.from === 'room' && bubble.state === 'delivered') this.report(person, bubble, 'read');
    }
  }

  private report(
    person: Person,
    bubble: Bubble,
    status: 'sent' | 'delivered' | 'read' | 'failed',
    code?: number,
  ): void {
    bubble.state = status;
    const message = code === undefined ? '' : graphError(code).error.message;
    const errors = code === undefined ? {} : { errors: [{ code, title: message, message }] };
    const statuses = [
      {
        id: bubble.id,
        status,
        timestamp: String(Math.floor(this.options.now() / 1000)),
        ...(person.phone ? { recipient_id: person.phone } : {}),
        ...(person.bsuid ? { recipient_user_id: person.bsuid } : {}),
        ...(bubble.callbackData ? { biz_opaque_callback_data: bubble.callbackData } : {}),
        ...errors,
      },
    ];
    void this.post({ statuses });
  }

  private contentOf(said: Said, mediaId: string | undefined): Record<string, unknown> {
    const medium = mediaId === undefined ? undefined : this.media.get(mediaId);
    const file =
      mediaId === undefined
        ? {}
        : { mime_type: medium?.mime, sha256: medium?.sha256, id: mediaId, url: this.linkOf(mediaId) };
    switch (said.type) {
      case 'text':
        return { type: 'text', text: { body: said.text ?? '' } };
      case 'image':
        return { type: 'image', image: { ...(said.text ? { caption: said.text } : {}), ...file } };
      case 'audio':
        return { type: 'audio', audio: { ...file, voice: true } };
      case 'location':
        return {
          type: 'location',
          location: { latitude: said.lat, longitude: said.lon, ...(said.label ? { name: said.label } : {}) },
        };
      case 'reply':
        return {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: said.buttonId, title: said.text } },
        };
      default:
        return { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] };
    }
  }

  private post(value: object, told?: Told): Promise<boolean> {
    const { phoneNumberId, displayPhoneNumber, appSecret, roomUrl } = this.options;
    const metadata = { display_phone_number: displayPhoneNumber ?? '442079460123', phone_number_id: phoneNumberId };
    const changes = [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' }];
    const body = escapeLikeMeta({ object: 'whatsapp_business_account', entry: [{ id: '102290000000001', changes }] });
    const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'facebookexternalua',
      'X-Hub-Signature-256': signature,
    };
    return this.sender.post({ url: `${roomUrl()}/webhooks/whatsapp`, headers, body }, told);
  }
}

/** Meta signs JSON with every letter beyond ASCII and every slash escaped (channels.md 2.1). */
export function escapeLikeMeta(value: object): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

export function wamid(): string {
  return `wamid.${randomBytes(30).toString('base64').replace(/[+/]/g, 'A')}`;
}

export const ERRORS: Record<number, { status: 400 | 401 | 404; type: string; message: string }> = {
  100: { status: 400, type: 'OAuthException', message: '(#100) Invalid parameter' },
  190: { status: 401, type: 'OAuthException', message: 'Invalid OAuth access token - Cannot parse access token' },
  131047: { status: 400, type: 'OAuthException', message: '(#131047) Re-engagement message' },
};

export function graphError(code: number, details?: string) {
  const { type, message } = ERRORS[code] ?? { type: 'OAuthException', message: `(#${code})` };
  const data = details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } };
  return { error: { message, type, code, ...data, fbtrace_id: randomBytes(8).toString('base64url') } };
}
