import { describe, expect, test } from 'vitest';
import { addPerson } from '../../shared/case/commands/index.ts';
import type { CaseEvent, PersonFields, Safety } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { openCase, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { attachmentsOf } from '../../shared/export/case-file.ts';
import { caseFilePage } from '../../shared/export/page.ts';
import { pfif } from '../../shared/export/pfif.ts';
import { headView } from '../../shared/http/head.ts';
import type { StoredEvent } from '../../shared/ledger/stream.ts';

const NOW = '2023-04-22T09:00:00.000Z';
const context = {
  now: NOW,
  actor: { kind: 'staff' as const, id: 'huda', role: 'officer' },
  policies: [DEFAULT_POLICY],
};
const opening = {
  channel: 'phone' as const,
  reporter: { contactId: 'c1', channel: 'phone' as const, relationship: 'parent' as const },
  priority: 'P2' as const,
  reasons: [],
  category: 'missing_person' as const,
  country: 'SD',
  summary: '<script>alert(1)</script> & "quoted"',
};

function caseWith(person: PersonFields & { safety?: Safety }, more: Partial<CaseState> = {}): CaseState {
  const { state } = openCase('AAAA-AAAA', opening, context);
  return { ...state, persons: [{ personId: 'AAAA-AAAA.2', ...person }], ...more };
}

const consent = { toFamily: 'yes' as const, basis: 'consent' as const, by: 'huda', at: NOW };
const safe: Safety = { status: 'safe_confirmed', grade: 'direct_contact', asOf: NOW, setBy: 'huda' };
const adult = { name: 'كريم <سعيد>', age: 34, sex: 'male' as const, disclosureConsent: consent, safety: safe };
const record = (state: CaseState, now = NOW) => pfif({ state, personId: 'AAAA-AAAA.2', now, domain: 'ops.example.eg' });
const refused = (made: ReturnType<typeof record>) => (typeof made === 'string' ? 'told' : made.rejected);

describe('a person record (PFIF 1.4)', () => {
  test('tells of a consenting adult, and nothing of where he is', () => {
    const made = record(caseWith({ ...adult, place: 'مدرسة الصداقة', phone: '+249910000101', medical: 'diabetic' }));
    expect(made).toContain('<pfif:person_record_id>ops.example.eg/AAAA-AAAA.2</pfif:person_record_id>');
    expect(made).toContain('<pfif:full_name>كريم &lt;سعيد&gt;</pfif:full_name>');
    expect(made).toContain('<pfif:status>believed_alive</pfif:status>');
    for (const secret of ['الصداقة', '+249910000101', 'diabetic']) expect(made).not.toContain(secret);
  });

  test.each<[string, Partial<typeof adult> & object, Partial<CaseState>]>([
    ['a minor', { age: 16 }, {}],
    ['somebody whose age nobody knows', { age: undefined as never }, {}],
    ['no answer to the question', { disclosureConsent: { ...consent, toFamily: 'not_asked' as 'yes' } }, {}],
    ['a no', { disclosureConsent: { ...consent, toFamily: 'no' as 'yes' } }, {}],
    ['a sealed case', {}, { sensitivity: 'sealed' }],
    ['a restricted case', {}, { sensitivity: 'restricted' }],
    ['somebody abducted', { safety: { ...safe, status: 'abducted' } }, {}],
  ])('is refused for %s', (_why, person, state) => {
    expect(refused(record(caseWith({ ...adult, ...person }, state)))).toBe('consent-required');
  });

  test('counts a birthday to the day', () => {
    const born = (birthDate: string) => refused(record(caseWith({ ...adult, birthDate })));
    expect([born('2005-04-22'), born('2005-04-23')]).toEqual(['told', 'consent-required']);
  });

  test('a reported death is not told as one, a confirmed one is', () => {
    const dead = (status: Safety['status']) => record(caseWith({ ...adult, safety: { ...safe, status } }));
    expect(dead('deceased_reported')).toContain('information_sought');
    expect(dead('deceased_confirmed')).toContain('believed_dead');
  });

  test('is a placeholder once it has expired', () => {
    const made = record(caseWith(adult, { closedAt: '2023-03-01T00:00:00.000Z' }));
    expect(made).toContain('<pfif:expiry_date>2023-03-31T00:00:00Z</pfif:expiry_date>');
    expect(made).not.toMatch(/full_name|pfif:note|كريم/);
  });

  test('consent says who asked, and never speaks for the media', () => {
    const { state } = openCase('AAAA-AAAA', opening, context);
    const added = perform(state, addPerson, { name: 'x', consent: { toFamily: 'yes', basis: 'consent' } }, context);
    if ('rejected' in added) throw new Error(added.detail.en);
    expect(added.state.persons[0]?.disclosureConsent).toEqual({ ...consent, toMedia: 'no' });
  });
});

describe('a case file', () => {
  const at = (seq: number, type: string, data: object) => ({ seq, type, at: NOW, data }) as unknown as CaseEvent;

  test('lists every attachment with what became of it', () => {
    const media = [{ ref: 'a', mime: 'image/jpeg' }, { ref: 'b' }, { ref: 'c' }, { ref: 'd' }];
    const stored = { messageId: 'm', key: 'k', mime: 'image/png', bytes: 3, sha256: 'ff' };
    const list = attachmentsOf([
      at(1, 'message.received', { messageId: 'm', media }),
      at(2, 'attachment.stored', { ...stored, n: 0 }),
      at(3, 'attachment.failed', { messageId: 'm', n: 1, reason: 'too_large' }),
      at(4, 'attachment.stored', { ...stored, n: 2, key: '', bytes: 0, sha256: '' }),
    ]);
    expect(list.map(({ n, state }) => [n, state])).toEqual([
      [0, 'stored'],
      [1, 'lost'],
      [2, 'forgotten'],
      [3, 'pending'],
    ]);
  });

  test('prints in both languages, tells whether the record is whole, and runs nothing of what people wrote', () => {
    const state = caseWith(adult);
    const head = headView(state, obligations(state));
    const actor = { kind: 'staff', id: 'huda' };
    const events = [
      { seq: 1, type: 'case.opened', at: NOW, actor, data: { summary: opening.summary } },
      { seq: 2, type: 'note.added', at: NOW, actor, data: { text: '…' }, redactedBy: '3' },
    ] as unknown as StoredEvent[];
    const about = { head, attachments: [], events, madeAt: NOW, madeBy: 'huda' };
    const whole = caseFilePage({ ...about, verification: { valid: true, events: 2, head: 'abc' } });
    expect(whole).toContain('سليم: لم يتغير حدث');
    expect(whole).toContain('Intact');
    expect(whole).toContain('&lt;script&gt;alert(1)');
    expect(whole).not.toMatch(/<script|src=|href=/);
    expect(whole).toContain('Redacted by the decision in event');
    const broken = caseFilePage({ ...about, verification: { valid: false, brokenAt: 2, why: 'changed' } });
    expect(broken).toContain('Not intact: broken at event');
  });
});
