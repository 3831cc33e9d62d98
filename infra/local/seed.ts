/** Fills a new local room: agencies with their queues, the room's own rungs, a crisis. All of it through the room's API. */

import type { Room } from './room.ts';
import agencies from './seed/agencies.json' with { type: 'json' };
import crises from './seed/crises.json' with { type: 'json' };
import rungs from './seed/rungs.json' with { type: 'json' };

type Seeded = Pick<Room, 'url' | 'token' | 'aws' | 'template'>;

/**
 * Puts what a rehearsal needs. Queues of the agencies stand for those in the partners' own accounts, so they are made here and
 * nowhere else; e-mail subscriptions are confirmed as their owners would.
 *
 * @throws with the answer of the room, when it refuses any of it.
 */
export async function seed(room: Seeded): Promise<void> {
  const { region, account } = room.template;
  await room.aws.ensure(agencies.map(({ id }) => ({ type: 'queue', name: `agency-${id}` })));
  const arnOf = (queue: string) => `arn:aws:sqs:${region}:${account}:${queue}`;
  const admin = await room.token('admin');
  const puts = [
    ...[...agencies, ...rungs].map(({ id, ...agency }) => ({
      path: `agencies/${id}`,
      body: { ...agency, tiers: agency.tiers.map((tier) => withQueues(tier, arnOf)) },
    })),
    ...crises.map(({ id, ...crisis }) => ({ path: `crises/${id}`, body: crisis })),
  ];
  // Two at a time: what a laptop's two cores can do.
  for (let index = 0; index < puts.length; index += 2) {
    await Promise.all(puts.slice(index, index + 2).map(({ path, body }) => put(room.url, admin, path, body)));
  }
  for (const { token } of room.aws.deliveries()) if (token) await room.aws.confirmSubscription(token);
}

interface Tier {
  contacts: { channel: string; address: string }[];
}

function withQueues<T extends Tier>(tier: T, arnOf: (queue: string) => string): T {
  const contacts = tier.contacts.map((contact) =>
    contact.channel === 'sqs' ? { ...contact, address: arnOf(contact.address) } : contact,
  );
  return { ...tier, contacts };
}

async function put(url: string, token: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/v1/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // 428: it is there already, from a start that was cut short.
  if (!answer.ok && answer.status !== 428) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
}
