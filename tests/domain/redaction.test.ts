import { describe, expect, test } from 'vitest';
import { receiveMessage, redact, requestRedaction } from '../../shared/case/commands/index.ts';
import type { CaseEvent, NewEvent } from '../../shared/case/events.ts';
import { fold } from '../../shared/case/evolve.ts';
import { append, openCase, perform } from '../../shared/case/perform.ts';
import { redacted, residueOf, withCopies } from '../../shared/case/redaction.ts';
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
    expect(after.reporters.map(({ contactId }) => contactId)).toEqual(['c1']);
    expect(after.attachments).toEqual(state.attachments);
  });

  test('goes with every copy: attachments and words of a message, the summary, all that was said of a person', () => {
    const { events } = whole();
    const types = (seqs: readonly number[]) =>
      withCopies(events, seqs).map((seq) => events.find((event) => event.seq === seq)?.type);
    expect(types([2])).toEqual(['case.opened', 'message.received', 'attachment.stored', 'triage.suggested']);
    const person = events.find(({ type }) => type === 'person.added')!;
    expect(types([person.seq])).toEqual(['person.added', 'person.changed']);
  });

  test('is nothing where nothing of a person stands', () => {
    const event = { type: 'case.assigned', data: { owner: 'huda' }, at: T0 } as unknown as CaseEvent;
    expect(residueOf(event)).toBeUndefined();
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
