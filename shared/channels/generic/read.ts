import type { MessageKind } from '../../case/vocabulary.ts';
import { coordinates, instant, type Json, number, parseJson, present, record, records, text } from '../json.ts';
import type { InboundMessage, MediaRef, Received, Unreadable, WebhookRequest } from '../types.ts';

/** A partner's message: `{type:"message.received", timestamp, data}` (contract.md). Other types are acknowledged. */
export function readGeneric(request: WebhookRequest, source: string, receivedAt: string): Received | Unreadable {
  const body = record(parseJson(request.body));
  if (!body) return { unreadable: 'not a JSON object' };
  if (body.type !== 'message.received') return { items: [], remarks: [{ name: 'ignored', detail: 'type' }] };
  const data = record(body.data);
  if (!data || text(data.id) === undefined) return { unreadable: 'data.id is required' };
  const from = record(data.from);
  if (text(from?.id) === undefined && text(from?.phone) === undefined)
    return { unreadable: 'data.from.id is required' };
  const content = readContent(data);
  if (!content) return { unreadable: 'data.text, data.attachments or data.location is required' };

  const { id, from: _from, text: _text, language, attachments, location, ...rest } = data;
  const message = present({
    type: 'message' as const,
    channel: 'generic' as const,
    account: source,
    // Constant over retries, unlike timestamp and signature (channels.md 2.5).
    providerMessageId: request.header('webhook-id') ?? `data:${text(id)}`,
    sender: present({
      channel: 'generic' as const,
      scope: source,
      id: text(from?.id) ?? `phone:${text(from?.phone)}`,
      phone: text(from?.phone),
      name: text(from?.name),
    }),
    ...content,
    language: text(language),
    raw: Object.keys(rest).length > 0 ? rest : undefined,
    sentAt: instant(body.timestamp),
    receivedAt,
  });
  return { items: [message] };
}

type Content = Pick<InboundMessage, 'kind'> & Partial<InboundMessage>;

function readContent(data: Json): Content | undefined {
  const words = text(data.text);
  const place = record(data.location);
  const at = coordinates(place?.latitude, place?.longitude);
  const attachments = records(data.attachments);
  const media = attachments.flatMap(readAttachment);
  const kind =
    media.length > 0 ? kindOf(text(attachments[0]?.type)) : words !== undefined ? 'text' : at ? 'location' : undefined;
  if (kind === undefined) return undefined;
  return present({
    kind,
    text: words,
    media: media.length > 0 ? media : undefined,
    location: at && present({ ...at, label: text(place?.name) }),
  });
}

function readAttachment(attachment: Json): MediaRef[] {
  const ref = text(attachment.url);
  if (ref === undefined || !/^https:\/\//i.test(ref)) return [];
  return [
    present({ ref, mime: text(attachment.mime_type), bytes: number(attachment.size), name: text(attachment.name) }),
  ];
}

function kindOf(type: string | undefined): MessageKind {
  return type === 'image' || type === 'audio' || type === 'video' ? type : 'document';
}
