/** Fills a new local room: agencies with their queues, the room's own rungs, a crisis. All of it through the room's API. */

import { GetQueueUrlCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { Room } from './room.ts';
import agencies from './seed/agencies.json' with { type: 'json' };
import crises from './seed/crises.json' with { type: 'json' };
import rungs from './seed/rungs.json' with { type: 'json' };

type Seeded = Pick<Room, 'url' | 'token' | 'aws' | 'template' | 'clients' | 'invoke'>;

/** How long the tests of the new agencies may take to arrive, milliseconds. */
const PATIENCE = 20_000;

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
  await answerTests(room);
}

/**
 * Answers the tests that new agencies get, as their people would, so that they are ready (decisions.md 14); takes them out of the agencies'
 * queues, where a rehearsal should find nothing but its own alerts.
 */
async function answerTests(room: Seeded): Promise<void> {
  const expected = agencies.reduce((total, { tiers }) => total + tiers.length, 0);
  const deadline = performance.now() + PATIENCE;
  const answered = new Set<string>();
  while (answered.size < expected) {
    if (performance.now() > deadline)
      throw new Error(`only ${answered.size} of ${expected} tests reached the agencies`);
    const links = testLinks(room).filter((link) => !answered.has(link));
    await Promise.all(links.map((link) => press(room.url, link)));
    for (const link of links) answered.add(link);
    if (links.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const { id } of agencies) await empty(room, `agency-${id}`);
  await room.invoke('clock', {});
}

/** Links of the tests that reached a machine's queue: it gets those of all tiers. */
function testLinks(room: Seeded): string[] {
  return room.aws
    .deliveries()
    .filter(({ protocol, attributes }) => protocol === 'sqs' && attributes.kind === 'test')
    .map(({ body }) => (JSON.parse(body) as { data: { link: string } }).data.link);
}

async function press(url: string, link: string): Promise<void> {
  const body = new URLSearchParams({ action: 'acknowledge', name: 'موظف تجريبي', role: 'تدريب' });
  const answer = await fetch(url + new URL(link).pathname, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the test of an agency: ${answer.status}`);
}

async function empty({ clients: { sqs } }: Seeded, queue: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
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
