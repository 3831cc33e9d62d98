import { describe, expect, test } from 'vitest';
import { receiveMessage, redact, requestRedaction } from '../../shared/case/commands/index.ts';
import type { CaseEvent, NewEvent } from '../../shared/case/events.ts';
import { fold } from '../../shared/case/evolve.ts';
import { append, openCase, perform } from '../../shared/case/perform.ts';
import { copiesElsewhere, redacted, residueOf, seqsOfCopies, withCopies } from '../../shared/case/redaction.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';

const T0 = '2023-04-22T09:00:00.000Z';
/** Stands in every place where something of a person can stand. */
const SECRET = 'نادية-01000000202';

const as = (id: string, role: string) => ({
  now: T0,
  actor: { kind: 'staff' as const, id, role },
  policies: [DEFAULT_POLICY],
});
const reporter = {
  contactId: 'c1',
  name: SECRET,
  channel: 'whatsapp' as const,
  relationship: 'self' as const,
  address: { scope: '100', id: SECRET },
  phone: SECRET,
};
const reason = { rule: 'R05' as const, words: [SECRET], text: { ar: 'ماء', en: 'Water' }, by: 'triage' };

const OTHER = 'BBBB-BBBB';
const aunt = { ...reporter, contactId: 'c2' };

/** A case that holds something of a person wherever an event can. */
function whole(): { state: CaseState; events: CaseEvent[] } {
  const opening = {
    channel: 'whatsapp' as const,
    reporter,
    priority: 'P2' as const,
    reasons: [reason],
    category: 'medical' as const,
    place: SECRET,
    summary: SECRET,
  };
  const opened = openCase('AAAA-AAAA', opening, as('c1', ''));
  const message = {
    channel: 'whatsapp' as const,
    providerMessageId: SECRET,
    contactId: 'c1',
    kind: 'image' as const,
    text: SECRET,
    media: [{ ref: SECRET, name: SECRET, mime: 'image/jpeg' }],
    location: { lat: 15.6, lon: 32.5, label: SECRET },
    receivedAt: T0,
  };
  const received = append(opened, (state) => {
    const decided = receiveMessage.decide(state, { message, reporter }, as('c1', ''));
    if ('rejected' in decided) throw new Error(decided.detail.en);
    return decided;
  });
  const more = [
    [
      'attachment.stored',
      { messageId: 'AAAA-AAAA.2', n: 0, key: SECRET, mime: 'image/jpeg', bytes: 3, sha256: SECRET },
    ],
    [
      'triage.suggested',
      {
        messageId: 'AAAA-AAAA.2',
        priority: 'P2',
        category: 'medical',
        needs: [],
        rules: ['R05'],
        reasons: [reason],
        people: { count: 2 },
        lang: 'ar',
      },
    ],
    [
      'message.queued',
      { messageId: 'AAAA-AAAA.9', contactId: 'c1', channel: 'whatsapp', address: reporter.address, text: SECRET },
    ],
    ['call.logged', { contactId: 'c1', channel: 'phone', direction: 'in', answered: true, text: SECRET }],
    ['note.added', { text: SECRET }],
    ['person.added', { personId: 'AAAA-AAAA.12', name: SECRET, phone: SECRET, medical: SECRET, role: 'subject' }],
    ['person.changed', { personId: 'AAAA-AAAA.12', place: SECRET }],
    ['promise.made', { promiseId: 'AAAA-AAAA.14', contactId: 'c1', text: SECRET, dueAt: T0 }],
    ['case.triaged', { priority: 'P2', category: 'medical', reason: SECRET, place: SECRET }],
    ['message.sent', { messageId: 'AAAA-AAAA.9', attempt: 1, providerMessageId: SECRET }],
    ['message.status', { messageId: 'AAAA-AAAA.9', providerMessageId: SECRET, status: 'read', at: T0 }],
    ['status.changed', { from: 'triaged', to: 'awaiting_reporter', reason: SECRET }],
    ['case.merged', { role: 'target', other: OTHER, reason: SECRET, openedAt: T0, priority: 'P3', reporters: [aunt] }],
    ['link.suggested', { linkId: 'AAAA-AAAA.19', other: OTHER, kind: 'related', reason: SECRET }],
    ['case.reopened', { reason: SECRET }],
  ] as const;
  return append(received, () =>
    more.map(([type, data]) => ({ type, data, at: T0, actor: as('huda', '').actor, policy: 1 }) as unknown as NewEvent),
  );
}

describe('what a redaction leaves', () => {
  test('holds nothing of the person, and still folds to a case that goes on', () => {
    const { events, state } = whole();
    expect(JSON.stringify(state)).toContain(SECRET);
    const kept = events.flatMap((event) => {
      const data = residueOf(event);
      return data ? [{ seq: event.seq, data }] : [];
    });
    const left = redacted(events, kept);
    expect(JSON.stringify(left)).not.toContain(SECRET);
    const after = fold(left)!;
    expect(JSON.stringify(after)).not.toContain(SECRET);
    const { version, status, priority, category, counts, owner } = state;
    expect(after).toMatchObject({ version, status, priority, category, counts, ...(owner ? { owner } : {}) });
    expect(after.reporters.map(({ contactId }) => contactId)).toEqual(['c1', 'c2']);
    expect(after.attachments).toEqual(state.attachments);
  });

  test('goes with every copy: attachments and words of a message, the summary, all that was said of a person', () => {
    const { events } = whole();
    const types = (seqs: readonly number[]) =>
      withCopies(events, seqs).map((seq) => events.find((event) => event.seq === seq)?.type);
    expect(types([2])).toEqual([
      'case.opened',
      'message.received',
      'attachment.stored',
      'triage.suggested',
      // He is nobody now: what was written to him goes, with the names that his provider gave it.
      'message.queued',
      'message.sent',
      'message.status',
    ]);
    const person = events.find(({ type }) => type === 'person.added')!;
    expect(types([person.seq])).toEqual(['person.added', 'person.changed']);
  });

  test('goes with all that names him by its id: Telegram counts messages by chat', () => {
    const written = (seq: number, contactId: string, providerMessageId: string) => ({
      type: 'message.received',
      seq,
      at: `${T0}${seq}`,
      data: { messageId: `AAAA-AAAA.${seq}`, channel: 'telegram', contactId, kind: 'text', providerMessageId },
    });
    const telegram = { ...reporter, channel: 'telegram', address: { scope: 'bot', id: '5110000029' } };
    const events = [
      { type: 'case.opened', seq: 1, at: T0, data: { reporter: telegram, summary: SECRET, reasons: [] } },
      written(2, 'c1', '5110000029:78'),
      written(3, 'c1', '5110000029:393'),
      written(4, 'c2', '5110000030:394'),
      written(5, 'c1', 'wamid.x'),
    ] as unknown as CaseEvent[];
    expect(withCopies(events, [2])).toEqual([1, 2, 3]);
    expect(withCopies(events, [4])).toEqual([4]);
  });

  test('goes on in the other case that holds a copy, and leaves whoever else was brought along', () => {
    const { events } = whole();
    const moved = {
      type: 'message.moved',
      case: 'AAAA-AAAA',
      seq: 99,
      data: { messageId: 'AAAA-AAAA.2', to: 'CCCC-CCCC' },
    };
    const all = [...events, moved as unknown as CaseEvent];
    const seqs = withCopies(all, [2]);
    expect(copiesElsewhere(all, seqs)).toEqual([{ case: 'CCCC-CCCC', messages: ['AAAA-AAAA.2'], contacts: [] }]);
    const brought = events.find(({ type }) => type === 'case.merged')!;
    expect(seqs).not.toContain(brought.seq);
    const bothGone = copiesElsewhere(events, [...seqs, brought.seq]);
    expect(bothGone).toEqual([{ case: OTHER, messages: [], contacts: ['c2'] }]);

    const message = (events.find(({ type }) => type === 'message.received') as CaseEvent & { data: object }).data;
    const there = [
      { type: 'case.opened', seq: 1, data: { reporter: { contactId: 'c9' }, summary: SECRET, reasons: [] } },
      { type: 'message.moved', seq: 2, data: { messageId: 'AAAA-AAAA.2', from: 'AAAA-AAAA', message } },
      { type: 'note.added', seq: 3, data: { text: 'another family' } },
    ] as unknown as CaseEvent[];
    const [copy] = copiesElsewhere(all, seqs);
    expect(seqsOfCopies(there, copy!)).toEqual([1, 2]);
    // It came from here: there the walk ends.
    expect(copiesElsewhere(there, [1, 2])).toEqual([{ case: 'AAAA-AAAA', messages: ['AAAA-AAAA.2'], contacts: [] }]);
  });

  test('is nothing where nothing of a person stands', () => {
    const event = { type: 'case.assigned', data: { owner: 'huda' }, at: T0 } as unknown as CaseEvent;
    expect(residueOf(event)).toBeUndefined();
    const changed = { from: 'triaged', to: 'awaiting_reporter' };
    const moved = (data: object) => residueOf({ type: 'status.changed', data, at: T0 } as unknown as CaseEvent);
    expect(moved(changed)).toBeUndefined();
    expect(moved({ ...changed, reason: SECRET })).toEqual(changed);
  });
});

describe('who decides', () => {
  const ask = { seqs: [2], reason: 'asked by the person' };
  const input = { ...ask, kept: [] };

  test('a director alone; a supervisor with a second one; nobody else', () => {
    const { state } = whole();
    const decide = (who: string, role: string, on: CaseState, redactionId?: string) => {
      const done = perform(on, redact, { ...input, ...(redactionId ? { redactionId } : {}) }, as(who, role));
      return 'rejected' in done ? done.rejected : done.events.at(-1)?.type;
    };
    expect(decide('dina', 'director', state)).toBe('data.redacted');
    expect(decide('sami', 'supervisor', state)).toBe('second-person-required');
    const asked = perform(state, requestRedaction, ask, as('sami', 'supervisor'));
    if ('rejected' in asked) throw new Error(asked.detail.en);
    const { redactionId } = asked.state.redactions![0]!;
    expect(decide('sami', 'supervisor', asked.state, redactionId)).toBe('second-person-required');
    expect(decide('noor', 'supervisor', asked.state, redactionId)).toBe('data.redacted');
    expect(decide('noor', 'officer', asked.state, redactionId)).toBe('second-person-required');
    expect(decide('noor', 'supervisor', asked.state, 'AAAA-AAAA.99')).toBe('not-found');
  });
});
