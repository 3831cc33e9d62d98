import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { check } from './check/check.ts';
import type { Event } from './check/rule.ts';
import type { Item, Records } from './records.ts';

/** What a real run left behind, in which nothing is wrong: a judge who finds nothing there must find everything that is done to a copy. */
const whole = JSON.parse(
  gunzipSync(readFileSync(new URL('./data/records.json.gz', import.meta.url))).toString(),
) as Records;

const found = (records: Records) => check(records).flatMap(({ name, faults }) => (faults.length > 0 ? [name] : []));

test('a whole run is found whole, and there was something to look at everywhere', () => {
  const findings = check(whole);
  expect(findings.flatMap(({ faults }) => faults)).toEqual([]);
  const empty = findings.flatMap(({ name, checked }) => (checked === 0 ? [name] : []));
  // Where all is well there is nothing to count: no denied call, no intent left open.
  expect(empty).toEqual(['every intent has its outcome', 'no function asked for what its role does not allow']);
});

function must<T>(one: T | undefined, what: string): T {
  if (one === undefined) throw new Error(`the kept run holds no ${what}`);
  return one;
}
const eventOf = ({ ledger }: Records, type: string, where: (event: Event) => boolean = () => true): Event =>
  must(ledger.find((item) => item.type === type && where(item as Event)) as Event | undefined, type);
const headOf = ({ cases }: Records, where: (head: Item) => boolean = () => true): Item =>
  must(
    cases.find((item) => item.sk === 'head' && item.pk.startsWith('case#') && where(item)),
    'head',
  );
const remove = <T>(list: T[], one: T) => list.splice(list.indexOf(one), 1);
const twice = (records: Records, event: Event) =>
  records.ledger.push({ ...structuredClone(event), sk: `${event.sk}x` } as Item);

const CORRUPTIONS: Record<string, Record<string, (records: Records) => unknown>> = {
  'every message stands in the ledger once': {
    'a message was lost': ({ said }) => said.push({ ...said[0]!, id: 'lost', token: 'lostlostlo', taken: true }),
    'a message is there twice': (records) =>
      twice(
        records,
        eventOf(records, 'message.received', ({ data }) => /\[\w{10}\]/.test(data.text)),
      ),
  },
  'every sender has one current case': {
    'a pointer is gone': ({ cases }) => remove(cases, must(pointerOf(cases), 'pointer')),
    'a pointer leads nowhere': ({ cases }) => Object.assign(must(pointerOf(cases), 'pointer'), { case: 'NO-CASE' }),
    'a case does not know who is led to it': ({ cases }) =>
      Object.assign(must(pointerOf(cases), 'pointer'), { contactId: 'somebody else' }),
  },
  'what officers and agencies were told is done, is in the ledger once': {
    'done, they were told, and nothing is there': ({ commands }) =>
      commands.push({ key: 'k', case: 'x', verb: 'note', token: 'nevernever', status: 200 }),
    'refused, they were told, and it is there': ({ commands }) =>
      Object.assign(must(noteOf(commands), 'note'), { status: 409 }),
    'done twice': (records) => {
      const { token } = must(noteOf(records.commands), 'note');
      twice(
        records,
        eventOf(records, 'note.added', ({ data }) => data.text.includes(token)),
      );
    },
  },
  'every message is in one case at a time': {
    'it was moved, and is still where it was': (records) =>
      remove(
        records.ledger,
        eventOf(records, 'message.moved', ({ data }) => data.to),
      ),
    'it was moved, and is nowhere': (records) =>
      remove(
        records.ledger,
        eventOf(records, 'message.moved', ({ data }) => data.message),
      ),
  },
  'a handover is accepted by one event, and every case has one owner after it': {
    'accepted twice': (records) => twice(records, eventOf(records, 'handover.accepted')),
    'never carried out': (records) => remove(records.ledger, eventOf(records, 'handover.settled')),
    'a case is given twice': (records) => twice(records, handedOver(records)),
    'a case is given to somebody else': (records) => Object.assign(handedOver(records).data, { owner: 'nobody' }),
    'a case is forgotten': (records) => {
      const given = handedOver(records);
      remove(records.ledger, given);
    },
    'a case is forgotten, and said to be kept by somebody who took it': (records) => {
      const given = handedOver(records);
      const { data } = eventOf(records, 'handover.settled', ({ pk }) => pk === `handover#${given.data.handover}`);
      remove(records.ledger, given);
      data.kept.push(given.pk.slice('case#'.length));
      data.moved -= 1;
    },
    'a case goes back by a handover that was accepted earlier': (records) => {
      const given = handedOver(records);
      const earlier = { type: 'handover.accepted', seq: 1, at: '2000-01-01T00:00:00Z', data: { moves: [] } };
      const settled = { type: 'handover.settled', seq: 2, at: earlier.at, data: { moved: 0, kept: [], ended: [] } };
      for (const event of [earlier, settled])
        records.ledger.push({ ...given, ...event, pk: 'handover#earlier', sk: String(event.seq) } as Item);
      const later = { ...given.data, handover: 'earlier' };
      records.ledger.push({ ...given, seq: given.seq + 0.5, data: later } as Item);
    },
    'a case is taken from somebody who took it meanwhile': (records) => {
      const given = handedOver(records);
      const before = { ...structuredClone(given), seq: given.seq - 0.5, data: { owner: 'somebody' } };
      records.ledger.push(before as Item);
    },
    'what became of one is not said': (records) => {
      const { data } = eventOf(records, 'handover.settled');
      data.moved -= 1;
    },
  },
  'what was to be forgotten lies nowhere any more, and nothing else is gone': {
    'a row holds a word of it': (records) => records.cases.push({ pk: 'row', sk: '-', words: forgottenWord(records) }),
    'the ledger holds a word of it': (records) => {
      eventOf(records, 'handover.drafted').data.words = forgottenWord(records);
    },
    'a row knows the number of somebody who was forgotten': ({ cases }) =>
      cases.push(
        { pk: 'sender#whatsapp#1#249910009999', sk: '-', ttl: 1 },
        { pk: 'match#+249910009999', sk: 'c', case: 'AAAA-AAAA' },
      ),
    'a file holds a word of it': (records) => records.objects.push({ key: 'x', text: forgottenWord(records) }),
    'more is left of an event than was decided': (records) => Object.assign(goneEvent(records).data, { by: 'x' }),
    'an event is gone that nobody decided about': (records) => {
      const event = eventOf(records, 'note.added', ({ redactedBy }) => redactedBy === undefined);
      Object.assign(event, { redactedBy: '1', data: {}, salt: undefined });
    },
    'an event is whole that was to go': (records) =>
      Object.assign(goneEvent(records), { redactedBy: undefined, salt: 'c2FsdA==' }),
    'nobody says that it is done': (records) => remove(records.ledger, eventOf(records, 'redaction.done')),
    'a decision waits for ever': ({ cases }) => cases.push({ pk: 'redactions', sk: 'AAAA-AAAA.9' }),
  },
  'every delivery update is recorded once': {
    'an update was lost': ({ told }) => told.push({ channel: 'whatsapp', id: 'wamid.x', status: 'read', taken: true }),
    'an update counts twice': (records) => twice(records, eventOf(records, 'message.status')),
  },
  'hash chains are whole, and end where their heads say': {
    'words were changed': (records) => Object.assign(eventOf(records, 'note.added').data, { text: 'other words' }),
    'an instant was changed': (records) =>
      Object.assign(eventOf(records, 'note.added'), { at: '2020-01-01T00:00:00.000Z' }),
    'an event is missing': (records) => remove(records.ledger, eventOf(records, 'triage.suggested')),
    'the end was cut off': (records) => {
      const { pk, version } = headOf(records, (head) => Number(head.version) > 4);
      remove(
        records.ledger,
        must(
          records.ledger.find((item) => item.pk === pk && item.seq === version),
          'last event',
        ),
      );
    },
  },
  'heads say what their events say': {
    status: (records) =>
      Object.assign(
        headOf(records, (head) => head.status === 'new'),
        { status: 'triaged' },
      ),
    priority: (records) =>
      Object.assign(
        headOf(records, (head) => head.priority === 'P1'),
        { priority: 'P4' },
      ),
    owner: (records) => Object.assign(headOf(records), { owner: 'nobody' }),
    counts: (records) => Object.assign((headOf(records).state as { counts: object }).counts, { messagesIn: 99 }),
    reporters: (records) => (headOf(records).state as { reporters: unknown[] }).reporters.pop(),
    'a head without events': ({ cases }) =>
      cases.push({
        ...structuredClone(
          must(
            cases.find(({ sk }) => sk === 'head'),
            'head',
          ),
        ),
        pk: 'case#NO-CASE',
      }),
  },
  "agencies' rows say what the requests are": {
    'a row that stood still': ({ cases }) => {
      const row = must(
        cases.find(({ sk }) => sk.startsWith('esc#')),
        'row of a request',
      );
      Object.assign(row.alert as object, { state: 'somewhere' });
    },
  },
  'clocks: the board and the sweep know the right instants, and nothing due was left': {
    'the board is in another order': (records) => {
      const head = headOf(records, ({ boardPk }) => String(boardPk).startsWith('open#'));
      head.boardSk = String(head.boardSk).replace(/#20\d\d/, '#2099');
    },
    'the sweep comes too late': (records) => {
      const head = headOf(records, ({ dueSk }) => dueSk !== undefined);
      head.dueSk = String(head.dueSk).replace(/^20\d\d/, '2099');
    },
    'nobody swept': (records) => Object.assign(records, { sweptAt: '2099-01-01T00:00:00.000Z' }),
  },
  'every missed target is recorded once, and after it was missed': {
    'missed twice': (records) => twice(records, eventOf(records, 'clock.breached')),
    'missed before its time': (records) =>
      Object.assign(eventOf(records, 'clock.breached').data, { recordedAt: '2020-01-01T00:00:00.000Z' }),
  },
  'ladders: each rung once, none after an answer': {
    'a rung climbed twice': (records) => twice(records, eventOf(records, 'escalation.climbed')),
    'a rung climbed after the answer': (records) => {
      const answered = eventOf(records, 'escalation.acknowledged', ({ data }) => !data.late && !data.second);
      const { alertId } = answered.data;
      records.ledger.push({
        ...structuredClone(answered),
        sk: `${answered.sk}x`,
        type: 'escalation.climbed',
        data: { alertId, rung: 't4', told: false },
      } as Item);
    },
  },
  'every intent has its outcome': {
    'an alert without an outcome': (records) => remove(records.ledger, eventOf(records, 'escalation.sent')),
    'an attachment without an outcome': (records) => remove(records.ledger, eventOf(records, 'attachment.stored')),
    'an answer that was never given': (records) => {
      const open = (event: Event) => OPEN.includes(String(headOf(records, ({ pk }) => pk === event.pk).status));
      const queued = eventOf(records, 'message.queued', (event) => event.data.answer === 'first' && open(event));
      const { messageId } = queued.data;
      records.ledger = records.ledger.filter(
        (item) => item.pk !== queued.pk || (item as Event).data?.messageId !== messageId,
      );
    },
  },
  'every outcome is recorded once': {
    'told twice': (records) => twice(records, eventOf(records, 'escalation.sent')),
    'sent twice': (records) => twice(records, eventOf(records, 'message.sent')),
  },
  'no alert without its intent, none told that SNS never had': {
    'SNS never had it': (records) => {
      const [id] = eventOf(records, 'escalation.sent').data.messageIds;
      records.published = records.published.filter(({ messageId }) => messageId !== id);
    },
    'an alert that nobody meant': ({ published }) => {
      const one = must(
        published.find(({ attributes }) => attributes.event),
        'alert',
      );
      published.push({ ...one, messageId: 'x', attributes: { ...one.attributes, event: 'NO-CASE.7' } });
    },
    'a word to the supervisor that nobody recorded': ({ published }) =>
      published.push({
        messageId: 'x',
        topic: 'rung-t1',
        protocol: 'sms',
        subject: 'x',
        attributes: { kind: 'notice' },
        at: 0,
      }),
  },
  'what left is recorded, what is recorded left: sent, or honestly unknown': {
    'nobody took what was sent': (records) => {
      const { providerMessageId } = eventOf(records, 'message.sent').data;
      records.performed = records.performed.filter(({ id }) => id !== providerMessageId);
    },
    'no row leads back to what was sent': (records) => {
      records.cases = records.cases.filter(({ pk }) => !pk.startsWith('out#'));
    },
    'sent twice, carried back': ({ performed }) =>
      performed.push({
        ...must(
          performed.find(({ callback }) => callback),
          'message',
        ),
        id: 'again',
      }),
    'sent twice, nothing carried back': ({ performed }) =>
      performed.push({
        ...must(
          performed.find(({ channel }) => channel === 'telegram'),
          'message',
        ),
        id: 'again',
      }),
    'left without being recorded': ({ performed }) =>
      performed.push({
        ...must(
          performed.find(({ callback }) => callback),
          'message',
        ),
        callback: 'A/A.1/1',
      }),
  },
  'where nobody will ever tell whether a message arrived, a person is to ask': {
    'nobody is to ask': (records) => {
      const queued = eventOf(
        records,
        'message.queued',
        ({ pk, data }) =>
          data.channel === 'telegram' && OPEN.includes(String(headOf(records, (head) => head.pk === pk).status)),
      );
      const sent = eventOf(records, 'message.sent', ({ data }) => data.messageId === queued.data.messageId);
      sent.type = 'message.unknown';
      records.ledger = records.ledger.filter(({ pk, type }) => pk !== queued.pk || type !== 'promise.made');
    },
  },
  'every attachment said to be kept is there': {
    'an object is gone': (records) => Object.assign(records, { objects: [] }),
    'an object outlived its event': (records) => {
      const stored = eventOf(records, 'attachment.stored', ({ data }) => data.key !== '');
      Object.assign(stored, { redactedBy: '99' });
    },
  },
  'queues are empty, or it is known why not': {
    'a dead letter': ({ queues }) => queues.push({ name: 'ops-room-local-intake-dead.fifo', depth: 1 }),
  },
  'no function asked for what its role does not allow': {
    'a missing grant': ({ denied }) => denied.push('User: reply is not authorized to perform: dynamodb:Scan'),
  },
};

const OPEN = ['new', 'triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'];
const handedOver = (records: Records) => eventOf(records, 'case.assigned', ({ data }) => data.handover !== undefined);
const goneEvent = (records: Records) =>
  eventOf(records, 'message.received', ({ redactedBy }) => redactedBy !== undefined);
const forgottenWord = ({ commands }: Records) =>
  must(
    commands.flatMap(({ forgets = [], status = 500 }) => (status < 300 ? forgets : []))[0],
    'word that was forgotten',
  );
const pointerOf = (cases: readonly Item[]) => cases.find(({ pk }) => pk.startsWith('sender#whatsapp'));
const noteOf = (commands: Records['commands']) =>
  commands.find(
    (one): one is typeof one & { token: string } =>
      one.verb === 'note' && one.token !== undefined && (one.status ?? 500) < 300,
  );

for (const [rule, ways] of Object.entries(CORRUPTIONS)) {
  describe(rule, () => {
    test.each(Object.entries(ways))('%s', (_, corrupt) => {
      const copy = structuredClone(whole);
      corrupt(copy);
      expect(found(copy)).toContain(rule);
    });
  });
}

test('every rule of the judge is shown to fail', () => {
  expect(Object.keys(CORRUPTIONS).sort()).toEqual(
    check(whole)
      .map(({ name }) => name)
      .sort(),
  );
});
