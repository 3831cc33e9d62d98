import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { beside, figure, type Row } from './report.ts';

/**
 * What AWS asks in us-east-1, in dollars: the public list of 2025-11. Providers' own fees, mail, storage and traffic out of AWS are not in it; a
 * few cents of each belong to any crisis.
 */
const PRICES = {
  list: 'us-east-1, public prices of 2025-11',
  /** Each a million. */
  writeUnits: 0.625,
  readUnits: 0.125,
  sqsRequests: 0.5,
  snsPublishes: 0.5,
  s3Writes: 5,
  gatewayRequests: 1,
  invocations: 0.2,
  /** Each second of a gigabyte, on ARM64. */
  gigabyteSecond: 0.0000133334,
} as const;

/** What an invocation takes, seconds: an assumption until a first deployment; on this machine it is less. */
const SECONDS = 0.1;

/** Cases whose whole life is counted. Each alone, so that no batch is shared: the dearest way to run. */
const CASES = 10;

const SAID = [
  'إحنا محبوسين في الشقة في حي الرياض أنا ومراتي وبنتي. المية خلصت من امبارح',
  'بنتي تعبانة قوي ومفيش أكل',
  'حد كلمنا ولا لسه؟',
];

interface Counted {
  calls: Record<string, number>;
  read: number;
  write: number;
}

/** What a thousand cases cost, each from three messages to its resolution: units, requests, dollars. */
export async function* benchCost(progress: (line: string) => void): AsyncGenerator<Row> {
  const room = await startTestRoom();
  try {
    const officer = await room.token('officer');
    const agency = await room.agencyToken('erc');
    await life(room, officer, agency, 0);
    const before = new Map(room.room.invocations());
    const counted: Counted = { calls: {}, read: 0, write: 0 };
    const stop = room.onCall(({ caller, service, operation, phase, units }) => {
      if (phase !== 'after' || caller === 'admin') return;
      const kind = `${service} ${operation}`;
      counted.calls[kind] = (counted.calls[kind] ?? 0) + 1;
      counted.read += units?.read ?? 0;
      counted.write += units?.write ?? 0;
    });
    let requests = 0;
    for (let n = 1; n <= CASES; n++) {
      requests += await life(room, officer, agency, n);
      progress(`  the life of case ${n} of ${CASES}`);
    }
    stop();
    yield* rows(room, counted, before, requests);
  } finally {
    await room.stop();
  }
}

function rows(room: TestRoom, counted: Counted, before: ReadonlyMap<string, number>, requests: number): Row[] {
  const each = 1000 / CASES;
  const sum = (pick: (kind: string) => boolean) =>
    Object.entries(counted.calls).reduce((total, [kind, count]) => total + (pick(kind) ? count : 0), 0) * each;
  // Lambda's own pollers receive and delete once for each batch that was sent.
  const sqs = sum((kind) => kind.startsWith('sqs ')) * 3;
  const sns = sum((kind) => kind === 'sns Publish');
  const s3 = sum((kind) => kind.startsWith('s3 Put'));
  let [invocations, gigabytes] = [0, 0];
  for (const [name, count] of room.room.invocations()) {
    const more = (count - (before.get(name) ?? 0)) * each;
    invocations += more;
    gigabytes += (more * SECONDS * (room.room.template.functions.get(name)?.memoryMb ?? 0)) / 1024;
  }
  const [read, write] = [counted.read * each, counted.write * each];
  const of = '1,000 cases, from three messages to resolved';
  const counts: [what: string, count: number, unit: string, dollarsEach: number][] = [
    ['written', write, 'write units', PRICES.writeUnits / 1e6],
    ['read', read, 'read units', PRICES.readUnits / 1e6],
    ['SQS requests, receiving and deleting included', sqs, 'requests', PRICES.sqsRequests / 1e6],
    ['SNS publishes', sns, 'requests', PRICES.snsPublishes / 1e6],
    ['objects put into S3', s3, 'requests', PRICES.s3Writes / 1e6],
    ['requests at the gateway', requests * each, 'requests', PRICES.gatewayRequests / 1e6],
    ['invocations, no batch shared', invocations, 'invocations', PRICES.invocations / 1e6],
    [`their time, ${SECONDS * 1000} ms each assumed`, gigabytes, 'GB seconds', PRICES.gigabyteSecond],
  ];
  const dollars = counts.reduce((sum, [, count, , price]) => sum + count * price, 0);
  return [
    ...counts.map(([what, count, unit, price]) => {
      const row = figure(`${of}: ${what}`, count, unit, `${(count * price).toFixed(3)} dollars`);
      return beside(`Dollars for ${of} (${PRICES.list})`, what, row, { value: count * price, unit: 'dollars' });
    }),
    figure(`${of}: all of that`, dollars, 'dollars', `${PRICES.list}; ${SECONDS * 1000} ms an invocation assumed`),
  ];
}

/** One case from its first message to its end. @returns requests that came in by the gateway */
async function life(room: TestRoom, officer: string, agency: string, n: number): Promise<number> {
  let requests = 0;
  const stop = countWebhooks(room);
  const staff = async <T>(method: string, path: string, body?: unknown, head?: Head): Promise<T> => {
    requests += 1;
    const answer = await call<T>(room, officer, method, path, body, head);
    await room.settle();
    return answer;
  };
  for (const [index, text] of SAID.entries()) {
    await deliver(
      room,
      whatsapp(room, [{ from: `24991777${String(n).padStart(4, '0')}`, id: `cost-${n}-${index}`, text }]),
    );
    await room.settle();
  }
  const { items } = await staff<{ items: Head[] }>('GET', '/v1/cases?status=new');
  const { id } = items[0]!;
  const path = `/v1/cases/${id}`;
  let head = await staff<Head>('GET', path);
  await staff('GET', `${path}/timeline`);
  head = await staff(
    'POST',
    `${path}/triage`,
    { priority: 'P1', category: 'trapped_basic_needs', reason: 'no water' },
    head,
  );
  head = await staff('POST', `${path}/assign`, { owner: 'officer' }, head);
  const { contactId } = (head as Head & { reporters: { contactId: string }[] }).reporters[0]!;
  await staff('POST', `${path}/messages`, { contactId, text: 'وصلتنا رسالتك. الهلال الأحمر في الطريق.' });
  await staff('POST', `${path}/notes`, { text: 'Family of three, no water since yesterday.' });
  await staff('POST', `${path}/escalations`, { agency: 'erc', ask: 'Water and an ambulance' });
  head = await staff('GET', path);
  const { alertId } = head.escalations[0]!;
  for (const [verb, body] of [
    ['acknowledge', { by: 'Dr Mona', role: 'duty officer' }],
    ['complete', { text: 'brought out' }],
  ] as const) {
    requests += 1;
    await call(room, agency, 'POST', `/partner/v1/alerts/${alertId}/${verb}`, body);
    await room.settle();
  }
  head = await staff('GET', path);
  const verified = { verifiedBy: 'Huda', verifiedHow: 'reporter_contact' };
  await staff('POST', `${path}/resolve`, { code: 'reached_safe_place', text: 'in Port Sudan', ...verified }, head);
  return requests + stop();
}

/** Counts what providers post: messages and their receipts. */
function countWebhooks(room: TestRoom): () => number {
  const before = room.room.invocations().get('webhooks') ?? 0;
  return () => (room.room.invocations().get('webhooks') ?? 0) - before;
}
