/** WhatsApp on a laptop: the Graph API that the room sends through. */
import { type Context, Hono } from 'hono';
import type { Bubble, Person } from './carrier.ts';
import { ERRORS, graphError, Meta, type MetaOptions, wamid } from './meta.ts';

/** @returns Meta's side, and its API: mount at `/_local/graph`, `OPS_GRAPH_API_URL` points there. */
export function whatsappSimulator(options: MetaOptions): { carrier: Meta; graph: Hono } {
  const carrier = new Meta(options);
  return { carrier, graph: graphApi(carrier) };
}

function refuse(c: Context, code: number, details?: string): Response {
  return c.json(graphError(code, details), ERRORS[code]?.status ?? 400);
}

function graphApi(meta: Meta): Hono {
  const graph = new Hono();

  graph.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${meta.options.accessToken}`) return refuse(c, 190);
    return next();
  });

  graph.get('/attachments/', (c) => {
    const medium = meta.media.get(c.req.query('mid') ?? '');
    const alive = Number(c.req.query('ext')) * 1000 > meta.options.now();
    if (!medium || !alive) return c.text('URL signature expired', 404);
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime });
  });

  graph.post('/:version{v\\d+\\.\\d+}/:number/messages', async (c) => {
    if (c.req.param('number') !== meta.options.phoneNumberId) return refuse(c, 100, 'Object does not exist');
    const message = (await c.req.json().catch(() => ({}))) as Outbound;
    if (message.messaging_product !== 'whatsapp') return refuse(c, 100, 'messaging_product is required');
    if (message.status === 'read') return c.json({ success: true });
    const fault = faultOf(message);
    if (fault) return refuse(c, 100, fault);

    const { input, person } = recipientOf(meta, message);
    const id = wamid();
    const callback = message.biz_opaque_callback_data;
    const bubble: Bubble = { id, from: 'room', at: meta.options.now(), state: 'sent', ...shownAs(message) };
    if (callback !== undefined) bubble.callbackData = callback;
    // The answer first, then the statuses: usual with Meta, never promised.
    if (person) setImmediate(() => meta.receive(person, bubble));
    const contact = { input, ...(person?.bsuid ? { user_id: person.bsuid } : { wa_id: input }) };
    return c.json({
      messaging_product: 'whatsapp',
      contacts: [contact],
      messages: [{ id, message_status: 'accepted' }],
    });
  });

  graph.post('/:version{v\\d+\\.\\d+}/:number/media', async (c) => {
    const form = await c.req.parseBody();
    if (form.messaging_product !== 'whatsapp' || !(form.file instanceof File))
      return refuse(c, 100, 'file is required');
    const type = typeof form.type === 'string' ? form.type : form.file.type;
    return c.json({ id: meta.keep(new Uint8Array(await form.file.arrayBuffer()), type) });
  });

  graph.get('/:version{v\\d+\\.\\d+}/:media', (c) => {
    const id = c.req.param('media');
    const medium = meta.media.get(id);
    if (!medium) return refuse(c, 100, 'Object does not exist');
    const { mime: mime_type, sha256, bytes } = medium;
    return c.json({
      messaging_product: 'whatsapp',
      url: meta.linkOf(id),
      mime_type,
      sha256,
      file_size: bytes.length,
      id,
    });
  });

  return graph;
}

interface Outbound {
  messaging_product?: string;
  status?: string;
  to?: string;
  recipient?: string;
  type?: string;
  text?: { body?: string };
  template?: { name?: string; language?: { code?: string }; components?: { parameters?: { text?: string }[] }[] };
  interactive?: { body?: { text?: string }; action?: { buttons?: { reply?: { id?: string; title?: string } }[] } };
  biz_opaque_callback_data?: string;
}

/** What Meta would find wrong with a message, or undefined. */
function faultOf(message: Outbound): string | undefined {
  if (!message.to && !message.recipient) return 'to or recipient is required';
  const type = message.type ?? 'text';
  if (type === 'text' && !message.text?.body) return 'text.body is required';
  if (type === 'text' && (message.text?.body ?? '').length > 4096) return 'text.body is longer than 4096 characters';
  if (type === 'template' && (!message.template?.name || !message.template.language?.code))
    return 'template is incomplete';
  if ((message.biz_opaque_callback_data ?? '').length > 512)
    return 'biz_opaque_callback_data is longer than 512 characters';
  return undefined;
}

/** A BSUID in `to` is accepted and lost: nobody gets the message (channels.md 1.1). */
function recipientOf(meta: Meta, message: Outbound): { input: string; person: Person | undefined } {
  if (message.recipient) return { input: message.recipient, person: meta.people.get(message.recipient) };
  const input = (message.to ?? '').replace(/\D/g, '');
  const reachable = message.to === input || message.to === `+${input}`;
  return {
    input: message.to ?? '',
    person: reachable ? meta.meet({ key: input, name: `+${input}`, phone: input }) : undefined,
  };
}

function shownAs(message: Outbound): Pick<Bubble, 'kind' | 'text' | 'buttons'> {
  switch (message.type ?? 'text') {
    case 'text':
      return { kind: 'text', text: message.text?.body ?? '' };
    case 'template': {
      const words = (message.template?.components ?? []).flatMap((part) =>
        (part.parameters ?? []).map((p) => p.text ?? ''),
      );
      return { kind: 'template', text: `${message.template?.name}: ${words.join(' · ')}` };
    }
    case 'interactive': {
      const buttons = (message.interactive?.action?.buttons ?? []).flatMap(({ reply }) =>
        reply?.id && reply.title ? [{ id: reply.id, title: reply.title }] : [],
      );
      return { kind: 'interactive', text: message.interactive?.body?.text ?? '', buttons };
    }
    default:
      return { kind: message.type ?? 'text', text: `[${message.type}]` };
  }
}
