import { mkdtempSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AttributeValue, GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { sign } from '@octokit/webhooks-methods';
import { build } from 'esbuild';
import type { Template } from '../../infra/local/template.ts';
import { board, call, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { beside, figure, least, most, on, percentile, type Row } from './report.ts';

/** Tickets created a second by the peers, measured on a like machine with the same number of connections (see README). */
const PEERS = {
  8: { 'Request Tracker 5': 10, 'Redmine 5': 28 },
  32: { 'Request Tracker 5': 10, 'Redmine 5': 37 },
} as const;
const FACTORS = { 'Request Tracker 5': 5, 'Redmine 5': 3 } as const;

const CASES = 400;
/** Sent before the clock starts: Node compiles what is hot. */
const WARM = 200;
/** Messages a second, rising to what the budget asks: somewhere on the way one machine saturates. Every answer is sent and receipted. */
const RATES = [5, 10, 20, 50] as const;
/** What the budget asks at the last of them. */
const WITHIN_MS = 1000;
const SECONDS = 10;
/** Requests a second at which a webhook is compared with the bare handler (issue 3). */
const WEBHOOKS = 50;
/** Meta's largest delivery (channels.md 2.1). */
const BATCH = { updates: 1000, bytes: 2_950_000 };
const FAMILY = 'إحنا محبوسين في الشقة في حي الرياض أنا ومراتي وبنتي. المية خلصت من امبارح والكهربا قاطعة من ٣ أيام ';

/** The room in one process: what a message costs, how many cases a second it opens, how long an alert takes. */
export async function* benchRoom(progress: (line: string) => void): AsyncGenerator<Row> {
  const bare = await bundleBare();
  // Peers answer nobody while they open tickets: what opens cases is measured with the answers left in their queue.
  const silent = await startTestRoom({
    adapt(template) {
      addBare(template, bare);
      template.sources = template.sources.filter(
        (source) => source.kind !== 'queue' || !source.queue.includes('replies'),
      );
    },
  });
  try {
    for (const connections of [8, 32] as const) {
      progress(`  ${CASES} cases over ${connections} connections, beside a bare handler`);
      yield* await throughput(silent, connections);
    }
  } finally {
    await silent.stop();
  }
  const room = await startTestRoom({ adapt: (template) => addBare(template, bare) });
  try {
    progress(`  webhooks beside a bare handler, ${WEBHOOKS} requests a second for ${SECONDS} s`);
    yield* await webhooks(room, progress);
    const officer = await room.token('officer');
    progress('  what one message costs');
    yield* await units(room, officer);
    let held = 0;
    for (const perSecond of RATES) {
      progress(`  ${perSecond} messages a second for ${SECONDS} s`);
      const measured = await latency(room, officer, perSecond, progress);
      yield* measured.rows;
      if (measured.whole <= WITHIN_MS) held = perSecond;
    }
    yield figure('most of these rates that is held within a second', held, 'messages/s');
  } finally {
    await room.stop();
  }
}

async function bundleBare(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ops-room-bare-'));
  await build({
    entryPoints: [resolve('tests/bench/bare.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': resolve('infra/env-credentials.ts') },
    logLevel: 'error',
  });
  return folder;
}

/** The bare handler runs in the same room, behind the same gateway and door, as one more function of the template. */
function addBare(template: Template, code: string): void {
  const intake = template.functions.get('intake')!;
  template.functions.set('bare', {
    ...intake,
    name: 'bare',
    functionName: 'bare',
    arn: intake.arn.replace('intake', 'bare'),
    code,
    environment: { OPS_CASES_TABLE: intake.environment.OPS_CASES_TABLE!, OPS_BARE_SECRET: 'bare-secret' },
    statements: [{ effect: 'Allow', actions: ['dynamodb:PutItem'], resources: ['*'] }],
  });
  const { api } = template.routes[0]!;
  template.routes.push({ api, key: 'POST /bare', function: 'bare', scopes: [] });
}

async function units(room: TestRoom, officer: string): Promise<Row[]> {
  const text = FAMILY.repeat(5).slice(0, 500);
  // The message's own transaction: receipts of what the room answers come through intake, too.
  const written = async (from: string, id: string, said: string): Promise<number> => {
    let own: number | undefined;
    const stop = room.onCall(({ caller, operation, phase, units: metered }) => {
      if (caller === 'intake' && operation === 'TransactWriteItems' && phase === 'after') own ??= metered?.write;
    });
    await post(room, '/webhooks/whatsapp', await signed(room, [{ from, id, text: said }]));
    await room.settle();
    stop();
    if (own === undefined) throw new Error('intake wrote nothing');
    return own;
  };
  const opening = await written('249910001000', 'u1', text);
  const staying = await written('249910001000', 'u2', text);
  await written('249910001001', 'u3', 'عايز أسأل على معاد الاتوبيسات');
  const moving = await written('249910001001', 'u4', 'بنتي اتصابت بطلق ناري وبتنزف ومحتاجين اسعاف');
  const ids = await board(room, officer);
  const head = await call<Head>(room, officer, 'GET', `/v1/cases/${ids[0]}`);
  const bytes = (await Promise.all(ids.map((id) => storedBytes(room, id, text)))).flat();
  const largest = (what: 'head' | 'message') => Math.max(...bytes.map((one) => one[what] ?? 0));
  return [
    most('opening a case, message of 500 letters', opening, 'write units', 18),
    most('message on an open case, urgency stays', staying, 'write units', 10),
    most('message on an open case, urgency moves', moving, 'write units', 16),
    figure('a head as it is stored', largest('head'), 'bytes'),
    figure('the event of a message of 500 letters as it is stored', largest('message'), 'bytes'),
    figure('a head as the API shows it', Buffer.byteLength(JSON.stringify(head)), 'bytes'),
  ];
}

/** What the head of a case and the events of this message weigh as DynamoDB reckons. */
async function storedBytes(room: TestRoom, id: string, text: string): Promise<{ head?: number; message?: number }[]> {
  const { dynamodb } = room.aws;
  const pk = { S: `case#${id}` };
  const { Item = {} } = await dynamodb.send(
    new GetItemCommand({ TableName: 'ops-room-local-cases', Key: { pk, sk: { S: 'head' } } }),
  );
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: 'ops-room-local-ledger',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  // Beside it lies Meta's largest delivery, of which every message is longer.
  const messages = Items.filter((item) => item.type?.S === 'message.received' && JSON.stringify(item).includes(text));
  return [{ head: bytesOf({ M: Item }) }, ...messages.map((item) => ({ message: bytesOf({ M: item }) }))];
}

/** Names and text in UTF-8, two digits of a number in a byte, three bytes for a list or map and one for each of its members. */
function bytesOf({ S, N, M, L }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L) return L.reduce((sum, one) => sum + bytesOf(one) + 1, 3);
  return M ? Object.entries(M).reduce((sum, [name, one]) => sum + Buffer.byteLength(name) + bytesOf(one) + 1, 3) : 1;
}

/**
 * How much later a webhook is answered than the bare handler at the same pace, in turns of a second each, while the room works off what it
 * took in; and how long Meta's largest delivery takes.
 */
async function webhooks(room: TestRoom, progress: (line: string) => void): Promise<Row[]> {
  const count = WEBHOOKS * SECONDS;
  const bodies = await Promise.all(
    Array.from({ length: count + WEBHOOKS }, (_, n) =>
      signed(room, [{ from: `24960${String(n).padStart(7, '0')}`, id: `w-${n}`, text: FAMILY }]),
    ),
  );
  const bareBodies = await Promise.all(bodies.map(({ body }) => withSignature('bare-secret', body)));
  const second = (from: number, all: readonly Signed[], path: string) =>
    paced(all.slice(from, from + WEBHOOKS), WEBHOOKS, (one) => post(room, path, one));
  await second(count, bareBodies, '/bare');
  await second(count, bodies, '/webhooks/whatsapp');
  await room.settle(120_000);
  const [bare, own]: [number[], number[]] = [[], []];
  for (let from = 0; from < count; from += WEBHOOKS) {
    own.push(...(await second(from, bodies, '/webhooks/whatsapp')));
    bare.push(...(await second(from, bareBodies, '/bare')));
  }
  progress('  the room works off what it took in');
  await room.settle(300_000);
  progress('  a batch of 3 MB');

  const text = 'ن'.repeat(Math.floor((BATCH.bytes / BATCH.updates - 120) / 2));
  const said = Array.from({ length: BATCH.updates }, (_, n) => ({
    from: `24961${String(n % 200).padStart(7, '0')}`,
    id: `b-${n}`,
    text,
  }));
  const batch = await signed(room, said);
  const started = performance.now();
  await post(room, '/webhooks/whatsapp', batch);
  const answered = performance.now() - started;
  progress('  the room works it off');
  await room.settle(300_000);
  const [p95, beside] = [percentile(own, 0.95), percentile(bare, 0.95)];
  return [
    figure(`bare handler answered, p95 at ${WEBHOOKS} requests/s`, beside, 'ms'),
    most(`webhook answered beyond that, p95 at ${WEBHOOKS} requests/s`, p95 - beside, 'ms', 150),
    most(
      `a batch of ${BATCH.updates} updates, ${(Buffer.byteLength(batch.body) / 1e6).toFixed(1)} MB, answered`,
      answered,
      'ms',
      5000,
    ),
  ];
}

/** So many a second, whether the ones before are answered or not. @returns how long each took, in milliseconds */
async function paced<T>(work: readonly T[], perSecond: number, one: (item: T) => Promise<void>): Promise<number[]> {
  const started = performance.now();
  return Promise.all(
    work.map(async (item, n) => {
      await new Promise((done) => setTimeout(done, started + (n * 1000) / perSecond - performance.now()));
      const at = performance.now();
      await one(item);
      return performance.now() - at;
    }),
  );
}

async function throughput(room: TestRoom, connections: 8 | 32): Promise<Row[]> {
  const all = await Promise.all(
    Array.from({ length: CASES + WARM }, (_, n) =>
      signed(room, [
        { from: `2499${connections}${String(n).padStart(6, '0')}`, id: `t${connections}-${n}`, text: FAMILY },
      ]),
    ),
  );
  const bodies = all.slice(WARM);
  const bareBodies = await Promise.all(all.map(({ body }) => withSignature('bare-secret', body)));
  await rate(connections, bareBodies.splice(0, WARM), (one) => post(room, '/bare', one));
  const warm = transactions(room, WARM);
  await rate(connections, all.slice(0, WARM), (one) => post(room, '/webhooks/whatsapp', one));
  await warm;
  const bare = await rate(connections, bareBodies, (one) => post(room, '/bare', one));
  const started = performance.now();
  const written = transactions(room, CASES);
  await rate(connections, bodies, (one) => post(room, '/webhooks/whatsapp', one));
  await written;
  const cases = CASES / ((performance.now() - started) / 1000);
  // First answers and their receipts go on; they belong to the next measurement no more than to this one.
  const at = `at ${connections} connections`;
  const bar = (name: string, row: Row) => beside('Opened a second, by connections', `${name}, ${connections}`, row);
  return [
    bar('bare handler', figure(`bare "verify and put one item" ${at}`, bare, 'requests/s')),
    bar('this room', figure(`cases opened end to end ${at}`, cases, 'cases/s')),
    least(`that over the bare handler ${at}`, (cases / bare) * 100, '%', 35),
    ...Object.entries(PEERS[connections]).flatMap(([peer, tickets]) => [
      bar(peer, figure(`${peer}'s tickets ${at}`, tickets, 'tickets/s', 'not measured in this run: see README')),
      least(`cases over ${peer}'s tickets ${at}`, cases / tickets, '×', FACTORS[peer as keyof typeof FACTORS]),
    ]),
  ];
}

/** Resolves when intake has committed so many transactions: one opens one case here. */
function transactions(room: TestRoom, count: number): Promise<void> {
  let left = count;
  return new Promise((done) => {
    const stop = room.onCall(({ caller, operation, phase, status }) => {
      if (caller !== 'intake' || operation !== 'TransactWriteItems' || phase !== 'after' || status !== 200) return;
      left -= 1;
      if (left > 0) return;
      stop();
      done();
    });
  });
}

/** Requests a second with so many connections busy. */
async function rate<T>(connections: number, work: readonly T[], one: (item: T) => Promise<void>): Promise<number> {
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    while (next < work.length) await one(work[next++]!);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return work.length / ((performance.now() - started) / 1000);
}

async function latency(
  room: TestRoom,
  officer: string,
  perSecond: (typeof RATES)[number],
  progress: (line: string) => void,
): Promise<{ rows: Row[]; whole: number }> {
  const sent = new Map<string, number>();
  const work: Promise<void>[] = [];
  const answers: number[] = [];
  const bodies = await Promise.all(
    Array.from({ length: perSecond * SECONDS }, (_, n) =>
      signed(room, [{ from: `2497${perSecond}${String(n).padStart(7, '0')}`, id: `l${perSecond}-${n}`, text: FAMILY }]),
    ),
  );
  for (const [n, body] of bodies.entries()) {
    await new Promise((done) => setTimeout(done, 1000 / perSecond));
    const at = Date.now();
    sent.set(`wamid.l${perSecond}-${n}`, at);
    work.push(post(room, '/webhooks/whatsapp', body).then(() => void answers.push(Date.now() - at)));
  }
  await Promise.all(work);
  const events = await opened(room, `l${perSecond}-`, bodies.length);
  const toCase = events.map(({ at, providerMessageId }) => Date.parse(at) - sent.get(providerMessageId)!);

  progress('  all of them are cases; alerts for some');
  const ids = events.slice(0, perSecond * 2).map((event) => event.case);
  const raised = new Map<string, number>();
  await Promise.all(
    ids.map(async (id, n) => {
      await new Promise((done) => setTimeout(done, (n * 1000) / perSecond));
      const head = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
      const triage = { priority: 'P1', category: 'injury', reason: 'bench' };
      await call(room, officer, 'POST', `/v1/cases/${id}/triage`, triage, head);
      raised.set(id, Date.now());
      await call(room, officer, 'POST', `/v1/cases/${id}/escalations`, { agency: 'erc', ask: 'Ambulance' });
    }),
  );
  await room.settle(120_000);
  const heads = await Promise.all(ids.map((id) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`)));
  const toPublish = heads.map(({ id, escalations }) => Date.parse(escalations[0]!.sentAt!) - raised.get(id)!);
  const whole = percentile(toCase, 0.95) + percentile(toPublish, 0.95);
  const curves = (name: string, values: readonly number[]) =>
    [0.5, 0.95, 0.99].map((p) => {
      const row = figure(`${name}, p${p * 100} at ${perSecond} messages/s`, percentile(values, p), 'ms');
      return on(`${name[0]?.toUpperCase()}${name.slice(1)}, by messages a second: p${p * 100}`, perSecond, row);
    });
  const both = 'webhook to SNS publish, the sum of both p95';
  const sum = on(
    'Webhook to SNS publish, by messages a second: the sum of both p95',
    perSecond,
    figure(`${both} at ${perSecond}/s`, whole, 'ms', 'an officer decides in between'),
  );
  return {
    whole,
    rows: [
      ...curves('webhook answered', answers),
      ...curves('webhook to case', toCase),
      ...curves('escalation to SNS publish', toPublish),
      perSecond === RATES.at(-1) ? { ...sum, budget: { at: 'most', value: WITHIN_MS } } : sum,
    ],
  };
}

interface Opened {
  case: string;
  at: string;
  providerMessageId: string;
}

/** Waits until the ledger holds so many messages whose id begins like this. */
async function opened(room: TestRoom, prefix: string, count: number): Promise<Opened[]> {
  await room.settle(300_000);
  const found: Opened[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await room.aws.dynamodb.send(
      new ScanCommand({
        TableName: 'ops-room-local-ledger',
        FilterExpression: '#type = :received',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: { ':received': { S: 'message.received' } },
        ...(from ? { ExclusiveStartKey: from as never } : {}),
      }),
    );
    for (const item of page.Items ?? []) {
      const { pk, at, data } = unmarshall(item) as { pk: string; at: string; data: { providerMessageId: string } };
      if (!data.providerMessageId.startsWith(`wamid.${prefix}`)) continue;
      found.push({ case: pk.slice('case#'.length), at, providerMessageId: data.providerMessageId });
    }
    from = page.LastEvaluatedKey;
  } while (from);
  if (found.length !== count) throw new Error(`${found.length} of ${count} messages arrived`);
  return found;
}

interface Signed {
  body: string;
  signature: string;
}

function signed(room: TestRoom, said: Parameters<typeof whatsapp>[1]): Promise<Signed> {
  return withSignature(room.settings.OPS_WHATSAPP_APP_SECRET!, whatsapp(room, said));
}

async function withSignature(secret: string, body: string): Promise<Signed> {
  return { body, signature: await sign(secret, body) };
}

/** Shares its thread with the gateway that it measures, so it is the cheapest client there is: `fetch` took a seventh of that thread. */
const client = new Agent({ keepAlive: true });

function post(room: TestRoom, path: string, { body, signature }: Signed): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-hub-signature-256': signature,
  };
  return new Promise((done, failed) => {
    const sent = request(room.url + path, { method: 'POST', agent: client, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) done();
        else failed(new Error(`${path} answered ${response.statusCode}`));
      });
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The gateway may close an idle connection just as it is taken up again: nothing was sent, so ask once more.
      if (sent.reusedSocket && error.code === 'ECONNRESET') post(room, path, { body, signature }).then(done, failed);
      else failed(error);
    });
    sent.end(body);
  });
}
