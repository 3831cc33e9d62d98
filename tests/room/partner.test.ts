import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, drain, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Agencies through the real gateway: authorizer, roles, signed links. */

let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room?.stop());

async function raise(agency: string): Promise<{ id: string; alertId: string; link: string }> {
  const logged = {
    channel: 'phone',
    reporter: { phone: '+249912345678' },
    text: 'Insulin ends tomorrow',
    country: 'SD',
  };
  let head = await call<Head>(room, officer, 'POST', '/v1/cases', logged);
  const triage = { priority: 'P1', category: 'medical', reason: 'insulin' };
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/triage`, triage, head);
  head = await call<Head>(room, officer, 'POST', `/v1/cases/${head.id}/escalations`, { agency, ask: 'Insulin' });
  await room.settle();
  const { alertId } = head.escalations[0]!;
  const alerts = (await drain(room, `agency-${agency}`)) as { id: string; data: { link: string } }[];
  return {
    id: head.id,
    alertId,
    link: room.url + new URL(alerts.find((alert) => alert.id === alertId)!.data.link).pathname,
  };
}

const head = (id: string) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`);

const partner = async (token: string | undefined, method: string, path: string, body?: unknown) =>
  fetch(`${room.url}/partner/v1${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

it('lets an agency answer its own alert and nobody else’s, and no one without its token', async () => {
  const { id, alertId } = await raise('erc');
  const [erc, moh] = await Promise.all([room.agencyToken('erc'), room.agencyToken('moh')]);
  const path = `/alerts/${alertId}`;
  const { version } = await head(id);

  expect((await partner(undefined, 'GET', path)).status).toBe(401);
  expect((await partner(officer, 'GET', path)).status).toBe(403);
  expect((await partner('not.a.token', 'GET', path)).status).toBe(403);
  expect((await partner(moh, 'GET', path)).status).toBe(404);
  expect((await partner(moh, 'POST', `${path}/acknowledge`, { by: 'x', role: 'y' })).status).toBe(404);
  expect((await partner(erc, 'POST', `${path}/acknowledge`, { by: 'x', role: 'y', more: 1 })).status).toBe(400);
  expect((await head(id)).version).toBe(version);

  const said = await partner(erc, 'POST', `${path}/acknowledge`, { by: 'Dr Mona', role: 'duty officer' });
  expect(said.status).toBe(200);
  expect(await said.json()).toMatchObject({ alertId, state: 'acknowledged' });
  expect((await partner(erc, 'POST', `${path}/accept`, { eta: 'PT1H', text: 'on our way' })).status).toBe(200);
  expect((await partner(erc, 'POST', `${path}/complete`, { text: 'delivered' })).status).toBe(200);
  expect((await head(id)).escalations[0]).toMatchObject({ state: 'completed' });
  expect(room.denied()).toEqual([]);
});

it('lets an agency added a moment ago in, and keeps one out that was switched off a moment ago', async () => {
  const admin = await room.token('admin');
  const tiers = [{ role: { ar: 'مناوب', en: 'Duty' }, contacts: [{ channel: 'email', address: 'duty@iom.example' }] }];
  const body = { name: { ar: 'المنظمة الدولية للهجرة', en: 'IOM' }, kind: 'international', tiers };
  const added = await call<{ version: number; client: { id: string; secret: string } }>(
    room,
    admin,
    'PUT',
    '/v1/agencies/iom',
    body,
  );
  expect(added.client.secret).toMatch(/.{20,}/);
  const iom = await room.agencyToken('iom');
  expect((await partner(iom, 'GET', '/alerts')).status).toBe(200);
  const off = await call<object>(room, admin, 'PUT', '/v1/agencies/iom', { ...body, active: false }, added);
  expect(off).not.toHaveProperty('client');
  expect((await partner(iom, 'GET', '/alerts')).status).toBe(403);
});

it('moves an agency’s subscriptions with its contacts: one per address, for the tiers that name it', async () => {
  const admin = await room.token('admin');
  const at = (address: string) => ({ channel: 'email', address });
  const tier = (...addresses: string[]) => ({ role: { ar: 'مناوب', en: 'Duty' }, contacts: addresses.map(at) });
  const body = { name: { ar: 'النقل', en: 'Transport' }, kind: 'ministry' };
  const put = (tiers: object[], before?: { version: number }) =>
    call<{ version: number }>(room, admin, 'PUT', '/v1/agencies/mot', { ...body, tiers }, before);
  const standing = () =>
    room.room.aws
      .subscriptions()
      .filter(({ topicArn }) => topicArn.endsWith(':ops-room-local-agency-mot'))
      .map(({ endpoint, attributes }) => `${endpoint} ${attributes.FilterPolicy}`)
      .sort();
  for (const [wanted, expected] of [
    [
      [tier('a@mot.example', 'b@mot.example'), tier('c@mot.example')],
      ['a@mot.example {"tier":["1"]}', 'b@mot.example {"tier":["1"]}', 'c@mot.example {"tier":["2"]}'],
    ],
    [
      [tier('b@mot.example'), tier('b@mot.example', 'c@mot.example')],
      ['b@mot.example {"tier":["1","2"]}', 'c@mot.example {"tier":["2"]}'],
    ],
  ] as const) {
    const before = await call<{ version: number }>(room, admin, 'GET', '/v1/agencies/mot').catch(() => undefined);
    await put([...wanted], before);
    for (const { token } of room.room.aws.deliveries()) if (token) await room.room.aws.confirmSubscription(token);
    expect(standing()).toEqual(expected);
  }
  const deadLetters = room.room.aws.subscriptions().map(({ attributes }) => attributes.RedrivePolicy);
  expect(new Set(deadLetters)).toEqual(
    new Set([JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:ops-room-local-agency-dead' })]),
  );
});

it('shows the link’s page to whoever opens it, acts only when somebody says who they are, and dies after two days', async () => {
  const { id, link } = await raise('emb-sd');
  const { version } = await head(id);
  const press = (fields: Record<string, string>) => fetch(link, { method: 'POST', body: new URLSearchParams(fields) });

  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await page.text()).toMatch(/Insulin[\s\S]*We have it/);
  expect((await press({ action: 'acknowledge' })).status).toBe(400);
  expect((await head(id)).version).toBe(version);

  for (let time = 0; time < 2; time++) {
    expect((await press({ action: 'acknowledge', name: 'سامي', role: 'قنصل' })).status).toBe(200);
  }
  expect((await press({ action: 'accept', name: 'سامي', role: 'قنصل', eta: 'PT2H' })).status).toBe(200);
  expect((await head(id)).escalations[0]).toMatchObject({ state: 'accepted' });

  await room.advance('PT48H');
  officer = await room.token('officer');
  expect((await fetch(link)).status).toBe(410);
  const before = (await head(id)).version;
  expect((await press({ action: 'complete', name: 'سامي', role: 'قنصل', text: 'x' })).status).toBe(410);
  expect((await head(id)).version).toBe(before);
});

it('parks a record that nobody can understand, once for each reader, and relays what comes after it', async () => {
  const { id } = await raise('moca');
  const nonsense = { pk: `case#${id}`, sk: '0000009000', garbage: 'x' };
  await room.aws.dynamodb.send(new PutItemCommand({ TableName: 'ops-room-local-ledger', Item: marshall(nonsense) }));
  const after = await raise('nccm');
  expect((await head(after.id)).escalations[0]).toMatchObject({ state: 'sent' });
  const parked = await drain(room, 'ops-room-local-parked');
  const image = { record: { dynamodb: { NewImage: marshall(nonsense) } } };
  expect(parked).toMatchObject([image, image]);
  expect(parked.map(({ reason }) => reason)).toContain('not an event');
});
