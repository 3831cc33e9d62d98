import { sign } from '@octokit/webhooks-methods';
import type { TestRoom } from './room.ts';

/** What people and providers do to a room under test, in one line each. */

export interface Head {
  id: string;
  version: number;
  status: string;
  priority: string;
  owner: string | null;
  clocks: { name: string; dueAt: string | null; stoppedAt?: string }[];
  escalations: { alertId: string; state: string; told: string[]; sentAt?: string }[];
  counts: { messagesIn: number; messagesOut: number };
}

interface Said {
  from?: string;
  id: string;
  text: string;
  /** As their profile has it. */
  name?: string;
}

/** A WhatsApp webhook with these messages, as Meta's envelope has them. */
export function whatsapp(room: Pick<TestRoom, 'settings'>, said: readonly Said[], at = Date.now()): string {
  const messages = said.map(({ from = '249910000777', id, text }) => ({
    from,
    id: `wamid.${id}`,
    timestamp: String(Math.floor(at / 1000)),
    type: 'text',
    text: { body: text },
  }));
  const contacts = [...new Set(messages.map(({ from }) => from))].map((wa_id) => ({
    profile: { name: said.find(({ from }) => from === wa_id)?.name ?? 'Mona' },
    wa_id,
  }));
  const metadata = {
    display_phone_number: '201000000000',
    phone_number_id: room.settings.OPS_WHATSAPP_PHONE_NUMBER_ID,
  };
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
  });
}

/** Delivers a webhook, signed by a third party's signer. */
export async function deliver(room: Pick<TestRoom, 'url' | 'settings'>, body: string): Promise<Response> {
  return fetch(`${room.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': await sign(room.settings.OPS_WHATSAPP_APP_SECRET!, body),
    },
    body,
  });
}

/** One request with a token. @throws with the problem's text unless it is answered 2xx. */
export async function call<T>(
  room: Pick<TestRoom, 'url'>,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  match?: { version: number },
): Promise<T> {
  const response = await fetch(room.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(match ? { 'if-match': `"${match.version}"` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
  return JSON.parse(answer) as T;
}

/** Ids of the open cases, in board order. */
export async function board(room: Pick<TestRoom, 'url'>, token: string): Promise<string[]> {
  const ids: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { items: { id: string }[]; next: string | null } = await call(
      room,
      token,
      'GET',
      `/v1/cases?limit=200${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
    );
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  return ids;
}

/** Everything in a queue that is visible now. */
export async function drain(room: Pick<TestRoom, 'receive'>, queue: string): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let some = await room.receive(queue); some.length > 0; some = await room.receive(queue)) {
    all.push(...some.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>));
  }
  return all;
}
