import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Both } from '../../shared/case/events.ts';
import { PUBLIC_KINDS, type PublicKind } from '../../shared/case/public-kind.ts';
import { coordinates, number } from '../../shared/channels/json.ts';
import type { InboundMessage, MediaRef } from '../../shared/channels/types.ts';
import { mediaKind } from '../../shared/media/kind.ts';
import { westernDigits } from '../../shared/people/pin.ts';
import { ERRORS, type PHOTO_ERRORS } from '../../shared/texts/public-form.ts';
import type { Lang, Typed } from './page.ts';

/** A photo beside the words of a form: Lambda takes about 4.5 MB (decisions.md 19). */
const PHOTO_BYTES = 4 * 1024 * 1024;

/** A distress call is a few lines; what is longer is refused with its words kept on the page, and the limit told. */
const MESSAGE_LETTERS = 10_000;
const FIELD_LETTERS = 300;

/** The fields of a public form, as sent. */
export interface Form {
  fields: Readonly<Record<string, string>>;
  photo?: File;
  /** Size of the whole request. */
  bytes: number;
}

/** A form in whichever of the three ways it came; undefined where it is none. */
export async function readForm(c: Context): Promise<Form | undefined> {
  const bytes = await c.req.arrayBuffer();
  const type = c.req.header('content-type') ?? '';
  try {
    const entries = /^application\/json\b/i.test(type)
      ? Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as object)
      : [...(await new Response(bytes, { headers: { 'content-type': type } }).formData())];
    const fields = entries.flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, clean(String(value))]] : [],
    );
    const photo = entries.find(([name, value]) => name === 'photo' && value instanceof File && value.size > 0)?.[1];
    const sent = { fields: Object.fromEntries(fields) as Form['fields'], bytes: bytes.byteLength };
    return { ...sent, ...(photo instanceof File ? { photo } : {}) };
  } catch {
    return undefined;
  }
}

function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
}

export function typedOf({ fields }: Form): Typed {
  const short = (name: string) => (fields[name] ?? '').slice(0, FIELD_LETTERS);
  return {
    kind: kindIn(fields) ?? '',
    message: fields.message ?? '',
    place: short('place'),
    name: short('name'),
    phone: short('phone'),
    lat: short('lat'),
    lon: short('lon'),
    accuracy: short('accuracy'),
  };
}

/** The language of the pages: chosen, or the browser's; Arabic first. */
export function langOf(c: Context, fields: Form['fields'] = {}): Lang {
  const chosen = fields.language ?? c.req.query('lang');
  if (chosen === 'ar' || chosen === 'en') return chosen;
  const [first] = (c.req.header('accept-language') ?? '').split(',');
  return /^\s*en\b/i.test(first ?? '') ? 'en' : 'ar';
}

/** What the citizen says it is; anything else is a call for help. */
export function kindIn(fields: Form['fields']): PublicKind | undefined {
  return PUBLIC_KINDS.find((kind) => kind === fields.kind);
}

/** What is wrong with the words of a report; they may be missing where something else says enough. */
export function faultIn(typed: Typed, enough: boolean): Both | undefined {
  if (Array.from(typed.message).length > MESSAGE_LETTERS) return ERRORS.long;
  return typed.message || enough ? undefined : ERRORS.message;
}

export function positionOf({ lat, lon }: Typed) {
  return coordinates(westernDigits(lat), westernDigits(lon));
}

/** A photo as it goes into quarantine, or why it does not. */
export async function readPhoto(
  photo: File | undefined,
): Promise<
  { bytes: Uint8Array; medium: Omit<MediaRef, 'ref'> & { sha256: string } } | keyof typeof PHOTO_ERRORS | undefined
> {
  if (!photo) return undefined;
  if (photo.size > PHOTO_BYTES) return 'too_large';
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const kind = mediaKind(bytes);
  if (!kind) return 'refused_type';
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, medium: { mime: kind.mime, bytes: bytes.length, sha256 } };
}

/** What a browser calls the file that it has left already: a hint for the board, `media` looks for itself. */
export function mimeIn({ fields }: Form): { mime?: string } {
  const mime = /^(image|video|audio|application)\/[\w.+-]{1,60}$/.exec(fields.upload_type ?? '')?.[0];
  return mime ? { mime } : {};
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A submission as a message of channel `web`. Its sender is the page that was filled in, and never the phone number typed there: anybody
 * can type any number, and would read somebody else's case (channels.md 1.1, decisions.md 9). The same page sent again with other words
 * goes on with the same case; a copy of the page that somebody else fills in does not.
 *
 * @param fresh an id for a form that came without one.
 */
export function messageOf(
  { fields }: Form,
  typed: Typed,
  media: MediaRef | undefined,
  receivedAt: string,
  fresh: string,
): InboundMessage {
  const submission = UUID.test(fields.submission_id ?? '') ? fields.submission_id!.toLowerCase() : fresh;
  const { message, place, name, phone } = typed;
  const at = positionOf(typed);
  const accuracyM = number(typed.accuracy);
  const text = [message, at || !place ? '' : `📍 ${place}`].filter(Boolean).join('\n');
  const sender = digest([submission, name, phone]);
  const said = digest([text, at?.lat, at?.lon, place, media?.sha256 ?? media?.ref]);
  return {
    type: 'message',
    channel: 'web',
    account: 'web',
    providerMessageId: `${sender}.${said}`,
    sender: {
      channel: 'web',
      scope: 'web',
      id: sender,
      ...(name ? { name } : {}),
      ...(phone ? { phone: westernDigits(phone) } : {}),
    },
    kind: media ? kindOf(media.mime ?? '') : text ? 'text' : 'location',
    ...(text ? { text } : {}),
    ...(media ? { media: [media] } : {}),
    ...(at
      ? { location: { ...at, ...(accuracyM === undefined ? {} : { accuracyM }), ...(place ? { label: place } : {}) } }
      : {}),
    receivedAt,
  };
}

function kindOf(mime: string): InboundMessage['kind'] {
  const [family] = mime.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function digest(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
