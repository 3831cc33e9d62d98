import { randomUUID } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';

/** WhatsApp's side of the story: builds what Meta sends, signs the bytes, and delivers as often as it likes. */
export interface Phone {
  number: string;
  name: string;
}

export interface Delivery {
  body: string;
  signature: string;
}

/** One webhook with the messages given, in Meta's escaped form, signed by a third party's signer. */
export async function webhook(
  phone: Phone,
  texts: readonly string[],
  secret: string,
  account: string,
  at: number,
): Promise<Delivery> {
  const messages = texts.map((body) => ({
    from: phone.number,
    id: `wamid.${randomUUID()}`,
    timestamp: String(Math.floor(at / 1000)),
    type: 'text',
    text: { body },
  }));
  const envelope = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '201000000000', phone_number_id: account },
              contacts: [{ profile: { name: phone.name }, wa_id: phone.number }],
              messages,
            },
          },
        ],
      },
    ],
  };
  const body = JSON.stringify(envelope).replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { body, signature: await sign(secret, body) };
}

export async function deliver(base: string, { body, signature }: Delivery): Promise<number> {
  const response = await fetch(`${base}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body,
  });
  if (!response.ok) throw new Error(`the webhook was answered ${response.status}`);
  return response.status;
}
