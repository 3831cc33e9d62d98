import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type QueueRecord, takeIn } from '../../functions/intake/batch.ts';
import type { IntakeDeps } from '../../functions/intake/deps.ts';
import { Storms, tableShelf } from '../../functions/intake/storms.ts';
import { resolve, triage } from '../../shared/case/commands/index.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type StaffApi, startStaffApi } from '../http/staff-api.ts';
import { TABLES } from '../storage/emulator.ts';

/** S10: 181 messages from 143 numbers, all the same, and the one that is not. Real tables, intake and staff API. */

const SCAM =
  'عاجل للمصريين في السودان!! اتوبيسات مكيفة للخروج مضمون خلال ٢٤ ساعة. الكرسي ٣٠٠ دولار تحويل فودافون كاش ٠١٠٠٠٠٠٠٩٩٩ للجادين فقط';
const VICTIM =
  'يا جماعة أنا حولت ٣٠٠ دولار للرقم ده ٠١٠٠٠٠٠٠٩٩٩ والسواق سابنا في نص الطريق قبل دنقلا، احنا ٦ منهم ٢ أطفال والمية قربت تخلص';
const VARIANTS = [SCAM, `منقول: ${SCAM}`, `${SCAM} 🙏`, SCAM.replace('!!', ' ..'), `${SCAM} شير`];

interface Row {
  id: string;
  priority: string;
  summary: string;
  similar?: { group: string; count: number };
}

let room: StaffApi;
let sent = 0;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  room = await startStaffApi();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await room?.at.close();
});

const worker = (): IntakeDeps => ({
  room: room.at.room,
  suggest,
  countryAt: async () => undefined,
  agencies: async () => [],
  storms: new Storms(tableShelf(room.at.client, TABLES.cases)),
  now: () => room.at.clock.ms,
});

function wrote(person: number, text: string): QueueRecord {
  const id = `2010${String(person).padStart(8, '0')}`;
  const item: InboundMessage = {
    type: 'message',
    channel: 'whatsapp',
    account: '106540352242922',
    providerMessageId: `wamid.${sent++}`,
    sender: { channel: 'whatsapp', scope: '106540352242922', id, phone: `+${id}` },
    kind: 'text',
    text,
    receivedAt: new Date(room.at.clock.ms).toISOString(),
  };
  return { messageId: `q-${sent}`, body: JSON.stringify(item), attributes: { MessageGroupId: id } };
}

async function take(deps: IntakeDeps, records: QueueRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += 10)
    expect(await takeIn(records.slice(at, at + 10), deps, () => 10_000)).toEqual({ batchItemFailures: [] });
}

async function board(query = ''): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ''; ; ) {
    const path = `/v1/cases?limit=20${query}${cursor}`;
    const { status, body } = await room.send<{ items: Row[]; next: string | null }>('officer', 'GET', path);
    expect(status).toBe(200);
    rows.push(...body.items);
    if (!body.next) return rows;
    cursor = `&cursor=${body.next}`;
  }
}

const state = async (id: string) => (await room.at.store.load(id))!.state;
const by = () => ({
  actor: { kind: 'staff' as const, id: 'huda', role: 'officer' },
  now: new Date(room.at.clock.ms).toISOString(),
});

describe('A storm', () => {
  let group = '';

  it('of 181 messages from 143 numbers is one row with their number, and the one that differs stands by itself', async () => {
    const [first, second] = [worker(), worker()];
    const copies = Array.from({ length: 181 }, (_, n) => wrote(n % 143, VARIANTS[n % VARIANTS.length]!));
    await take(first, copies.slice(0, 60));
    // Another worker takes over in the middle, and both go on.
    await take(second, copies.slice(60, 120));
    await take(first, [...copies.slice(120), wrote(144, VICTIM)]);
    const rows = await board();
    expect(rows.map(({ priority, similar }) => [priority, similar?.count])).toEqual([
      ['P1', undefined],
      ['P4', 143],
    ]);
    expect(rows[0]!.summary).toContain('السواق');
    group = rows[1]!.similar!.group;
  });

  it('is shown whole to whoever asks, each case with clocks of its own, and nobody is lost', async () => {
    const members = await board(`&similar=${group}`);
    expect(members).toHaveLength(143);
    expect(new Set(members.map(({ id }) => id)).size).toBe(143);
    expect(await board(`&expand=${group}`)).toHaveLength(144);
    expect(await board('&priority=P1')).toHaveLength(1);
    const one = await state(members[100]!.id);
    expect(one).toMatchObject({ similar: group, priority: 'P4', status: 'new' });
    const { body } = await room.send<Row & { similar: string; clocks: unknown[] }>(
      'officer',
      'GET',
      `/v1/cases/${one.id}`,
    );
    expect(body.similar).toBe(group);
    expect(body.clocks.length).toBeGreaterThan(2);
  });

  it('loses at once whoever writes of danger, and keeps those who write the same again', async () => {
    const members = await board(`&similar=${group}`);
    await take(worker(), [wrote(7, SCAM), wrote(8, 'الحقونا احنا محبوسين والبنت مصابة وبتنزف')]);
    const left = await board(`&similar=${group}`);
    expect(left).toHaveLength(142);
    const gone = members.find(({ id }) => !left.some((row) => row.id === id))!;
    expect(await state(gone.id)).toMatchObject({ priority: 'P1' });
    expect((await state(gone.id)).similar).toBeUndefined();
    expect((await board()).map(({ priority, similar }) => [priority, similar?.count])).toEqual([
      ['P1', undefined],
      ['P1', undefined],
      ['P4', 142],
    ]);
  });

  it('keeps its row when the first case of it ends, or is triaged into something else', async () => {
    const first = await state(group);
    await execute(room.at.room, first.id, triage, { priority: 'P2', category: 'medical', reason: 'he is ill' }, by());
    const [member] = await board();
    expect(member!.priority).toBe('P1');
    const rows = (await board()).filter(({ similar }) => similar);
    expect(rows).toMatchObject([{ similar: { group, count: 141 } }]);
    expect(rows[0]!.id).not.toBe(group);
  });

  it('is answered and ended by one command, fifty at a time, with an outcome for each case', async () => {
    const path = `/v1/similar/${group}`;
    type Outcomes = { items: { id: string; outcome: string; why?: { ar: string } }[]; next: string | null };
    const all = async (command: object, key: string) => {
      const items: Outcomes['items'] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const { status, body } = await room.send<Outcomes>('officer', 'POST', path, {
          body: { ...command, ...(cursor ? { cursor } : {}) },
          headers: { 'idempotency-key': `${key}${cursor ?? ''}` },
        });
        expect(status).toBe(200);
        items.push(...body.items);
        cursor = body.next;
      }
      return items;
    };
    const warn = {
      command: 'messages',
      input: { text: 'لا تحول مالا لأحد. الاتوبيسات مجانا من السفارة.', lang: 'ar' },
    };
    const told = await all(warn, 'warn');
    expect(told).toHaveLength(141);
    expect(new Set(told.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
    const again = await all(warn, 'warn');
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
    const one = await state(told[60]!.id);
    expect(one.outbox.filter(({ automatic }) => !automatic)).toHaveLength(1);

    const ended = await all({ command: 'invalidate', input: { reason: 'scam' } }, 'end');
    expect(new Set(ended.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
    const twice = await all({ command: 'invalidate', input: { reason: 'scam' } }, 'end-2');
    expect(twice.every(({ outcome, why }) => outcome === 'refused' && /[\u0600-\u06ff]/.test(why!.ar))).toBe(true);
    expect((await board()).filter(({ similar }) => similar)).toEqual([]);
    // Nothing was done to those who had left.
    expect(await state(group)).toMatchObject({ status: 'triaged' });
    const refused = await room.send('surge', 'POST', path, {
      body: { command: 'invalidate', input: { reason: 'scam' } },
    });
    expect(refused.status).toBe(403);
  });

  it('an hour later is another one', async () => {
    room.at.clock.ms += 3_700_000;
    const deps = worker();
    await take(deps, [wrote(200, SCAM), wrote(201, SCAM)]);
    const rows = (await board()).filter(({ similar }) => similar);
    expect(rows).toMatchObject([{ similar: { count: 2 } }]);
    expect(rows[0]!.similar!.group).not.toBe(group);
  });

  it('costs one read to a calm message that has no copy, nothing to an urgent one, and cannot cost a message its case', async () => {
    const alone = 'سمعنا ان السفارة في بورتسودان هتفتح يوم الجمعة من الساعة تسعة الصبح، الكلام ده صح؟';
    const without: IntakeDeps = { ...worker() };
    delete without.storms;
    const bare = await room.at.metered(() => take(without, [wrote(300, alone)]));
    const known = await room.at.metered(() => take(worker(), [wrote(301, alone.replace('الجمعة', 'السبت الجاي'))]));
    expect(known.write).toBe(bare.write);
    expect(known.read - bare.read).toBeLessThanOrEqual(1.5);
    const urgent = 'بنتي مصابة بطلق ناري في الخرطوم بحري ومحتاجين اسعاف دلوقتي ارجوكم حد يلحقنا';
    const [one, two] = [wrote(304, urgent), wrote(305, urgent)];
    const plain = await room.at.metered(() => take(without, [one]));
    expect(await room.at.metered(() => take(worker(), [two]))).toMatchObject({ read: plain.read, write: plain.write });

    const broken = worker();
    broken.storms = new Storms({ read: () => Promise.reject(new Error('x')), write: async () => false });
    await take(broken, [wrote(302, alone), wrote(303, alone)]);
    const rows = await board();
    expect(rows.filter(({ summary }) => summary.includes('بورتسودان')).length).toBeGreaterThanOrEqual(3);
  });

  it('of copies with photos, or whose case has a person of its own to care for, does not come about', async () => {
    const deps = worker();
    const photo = (person: number) => {
      const record = wrote(person, SCAM);
      const item = JSON.parse(record.body) as InboundMessage;
      return { ...record, body: JSON.stringify({ ...item, kind: 'image', media: [{ ref: '1' }] }) };
    };
    await take(deps, [photo(400), photo(401)]);
    const own = 'بلغوا السفارة اني لسه في الخرطوم بحري وعايز اسجل اسمي في الاجلاء مع اخويا لو سمحتم';
    await take(deps, [wrote(402, own), wrote(403, own)]);
    for (const row of await board()) if (row.similar) expect(row.similar.count).toBe(2);
    const done = await execute(
      room.at.room,
      (await board())[0]!.id,
      resolve,
      { code: 'information_given', text: 't', verifiedBy: 'v', verifiedHow: 'document' },
      by(),
    );
    expect(done.outcome).toBe('rejected');
  });
});
