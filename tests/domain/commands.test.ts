import { describe, expect, test } from 'vitest';
import * as commands from '../../shared/case/commands/index.ts';
import { perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import {
  AGENCY,
  apply,
  at,
  atWork,
  CITIZEN,
  context,
  OFFICER,
  OPENING,
  opened,
  refusal,
  SUPERVISOR,
  SYSTEM,
} from './story.ts';

const by = { name: 'Mona', role: 'duty officer' };

function resolved(): CaseState {
  const { state } = opened();
  const owned = apply(state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
  return apply(
    owned,
    commands.resolve,
    { code: 'medical_care_received', text: 'in hospital', verifiedBy: 'huda', verifiedHow: 'reporter_contact' },
    OFFICER,
    at(2),
  );
}

function inbound(contactId = 'c-1') {
  return {
    message: { channel: 'whatsapp', providerMessageId: 'w1', contactId, kind: 'text', text: '؟', receivedAt: at(9) },
    reporter: { contactId, channel: 'whatsapp', relationship: 'unknown' },
  } as const;
}

describe('triage', () => {
  test('the first triage may set less than was suggested, since a person reads more than words', () => {
    const state = apply(
      opened().state,
      commands.triage,
      { priority: 'P3', category: 'documents', reason: 'old injury' },
      OFFICER,
      at(1),
    );
    expect(state).toMatchObject({ status: 'triaged', priority: 'P3', category: 'documents', takenBy: 'huda' });
  });

  test('what staff set is lowered only by a supervisor', () => {
    const set = apply(
      opened().state,
      commands.triage,
      { priority: 'P1', category: 'injury', reason: 'r' },
      OFFICER,
      at(1),
    );
    const lower = { priority: 'P3', category: 'injury', reason: 'calm' } as const;
    expect(refusal(set, commands.triage, lower, OFFICER, at(2)).rejected).toBe('forbidden');
    expect(apply(set, commands.triage, lower, SUPERVISOR, at(2)).priority).toBe('P3');
  });

  test('a need named twice is recorded once', () => {
    const input = { priority: 'P1', category: 'injury', reason: 'r', needs: ['water', 'water'] } as const;
    let state = apply(opened().state, commands.triage, { ...input, needs: [...input.needs] }, OFFICER, at(1));
    state = apply(state, commands.triage, { ...input, needs: ['water'] }, OFFICER, at(2));
    expect(state.needs.map((need) => need.kind)).toEqual(['water']);
  });

  test('taking a new case triages it in one call', () => {
    const state = apply(opened().state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
    expect(state).toMatchObject({ status: 'in_progress', owner: 'huda', triaged: { at: at(1) } });
  });
});

describe('inbound messages', () => {
  test('an answer brings a waiting case back to its owner', () => {
    const owned = apply(opened().state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
    const waiting = apply(owned, commands.awaitNext, { on: 'reporter', text: 'how many?' }, OFFICER, at(2));
    expect(waiting.status).toBe('awaiting_reporter');
    expect(apply(waiting, commands.receiveMessage, inbound(), CITIZEN, at(9)).status).toBe('in_progress');
  });

  test('a word after the end reopens', () => {
    expect(apply(resolved(), commands.receiveMessage, inbound(), CITIZEN, at(9))).toMatchObject({
      status: 'in_progress',
      reopenCount: 1,
    });
  });

  test('a reaction is kept and reopens nothing', () => {
    const quiet = { ...inbound(), message: { ...inbound().message, kind: 'reaction', quiet: true } } as const;
    expect(apply(resolved(), commands.receiveMessage, quiet, CITIZEN, at(9))).toMatchObject({
      status: 'resolved',
      counts: { messagesIn: 0 },
    });
  });

  test('a machine raises and never lowers', () => {
    const suggestion = (priority: CaseState['priority']) => ({
      priority,
      category: 'injury' as const,
      needs: [],
      rules: ['R01' as const],
      reasons: [{ rule: 'R01' as const, words: ['x'], text: { ar: 'س', en: 'x' } }],
      people: {},
      lang: 'ar',
    });
    const p3 = apply(
      opened().state,
      commands.triage,
      { priority: 'P3', category: 'injury', reason: 'r' },
      OFFICER,
      at(1),
    );
    const raised = apply(p3, commands.receiveMessage, { ...inbound(), suggestion: suggestion('P1') }, CITIZEN, at(9));
    expect(raised.priority).toBe('P1');
    expect(
      apply(raised, commands.receiveMessage, { ...inbound(), suggestion: suggestion('P4') }, CITIZEN, at(10)).priority,
    ).toBe('P1');
  });

  test('a forwarded pin is kept but is not where the sender is', () => {
    const pin = (lat: number, forwarded: boolean) => ({
      ...inbound(),
      message: { ...inbound().message, kind: 'location' as const, location: { lat, lon: 32.5, forwarded } },
    });
    let state = apply(opened().state, commands.receiveMessage, pin(15.6, false), CITIZEN, at(1));
    state = apply(state, commands.receiveMessage, pin(30, true), CITIZEN, at(2));
    expect(state.locations.find((location) => location.current)?.lat).toBe(15.6);
    expect(state.locations).toHaveLength(2);
  });
});

describe('ending a case', () => {
  const ending = { code: 'need_met_in_place', text: 't', verifiedBy: 'v', verifiedHow: 'agency_report' } as const;

  test('an open escalation keeps it open, and says which', () => {
    const { state, alertId } = atWork();
    expect(refusal(state, commands.resolve, ending, OFFICER, at(9))).toMatchObject({
      rejected: 'open-obligations',
      open: [alertId],
    });
    const stood = apply(state, commands.standDown, { alertId, reason: 'met' }, OFFICER, at(10));
    expect(apply(stood, commands.resolve, ending, OFFICER, at(11)).status).toBe('resolved');
  });

  test('a promise keeps it open until it is kept', () => {
    const owned = apply(opened().state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
    const promised = apply(
      owned,
      commands.makePromise,
      { contactId: 'c-1', text: 'call', dueAt: at(60) },
      OFFICER,
      at(2),
    );
    const [promise] = promised.promises;
    expect(refusal(promised, commands.resolve, ending, OFFICER, at(3)).open).toEqual([promise!.promiseId]);
    const kept = apply(promised, commands.keepPromise, { promiseId: promise!.promiseId }, OFFICER, at(4));
    expect(apply(kept, commands.resolve, ending, OFFICER, at(5)).status).toBe('resolved');
  });

  test('P1 is not given up for want of contact without a supervisor', () => {
    const owned = apply(opened().state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
    const input = { ...ending, code: 'no_contact_after_attempts' } as const;
    expect(refusal(owned, commands.resolve, input, OFFICER, at(2)).rejected).toBe('second-person-required');
    expect(apply(owned, commands.resolve, input, SUPERVISOR, at(2)).status).toBe('resolved');
  });

  test('P3 is given up after three attempts on two channels over a day', () => {
    let state = apply(
      opened().state,
      commands.triage,
      { priority: 'P3', category: 'documents', reason: 'r' },
      OFFICER,
      at(1),
    );
    const input = { ...ending, code: 'no_contact_after_attempts' } as const;
    const call = { contactId: 'c-1', direction: 'out', answered: false, text: 'no answer' } as const;
    state = apply(state, commands.logCall, call, OFFICER, at(2));
    state = apply(state, commands.logCall, call, OFFICER, at(700));
    expect(refusal(state, commands.resolve, input, OFFICER, at(1500)).pointer).toBe('/code');
    state = apply(state, commands.sendMessage, { contactId: 'c-1', text: 'هل أنتم بخير؟' }, OFFICER, at(1501));
    const { messageId } = state.outbox[0]!;
    state = apply(state, commands.recordSending, { messageId, attempt: 1, callbackId: 'x' }, SYSTEM, at(1501));
    state = apply(state, commands.recordSent, { messageId, attempt: 1, providerMessageId: 'w' }, SYSTEM, at(1502));
    expect(apply(state, commands.resolve, input, OFFICER, at(1503)).status).toBe('resolved');
  });

  test('a P1 is called invalid by a supervisor who did not take it', () => {
    const spam = { reason: 'spam' } as const;
    expect(refusal(opened().state, commands.invalidate, spam, OFFICER, at(1)).rejected).toBe('forbidden');
    const taken = apply(opened().state, commands.assign, { owner: SUPERVISOR.id }, SUPERVISOR, at(1));
    expect(refusal(taken, commands.invalidate, spam, SUPERVISOR, at(2)).rejected).toBe('second-person-required');
    const other = { ...SUPERVISOR, id: 'nadia' };
    expect(apply(taken, commands.invalidate, spam, other, at(3)).status).toBe('invalid');
  });

  test('what may start from where: the answer names it', () => {
    expect(
      refusal(resolved(), commands.triage, { priority: 'P1', category: 'injury', reason: 'r' }, OFFICER, at(3)),
    ).toMatchObject({
      rejected: 'illegal-transition',
      allowed: commands.triage.from,
    });
  });
});

describe('a person', () => {
  test('a death is confirmed by a document and by a second person', () => {
    let state = apply(opened().state, commands.addPerson, { name: 'أحمد' }, OFFICER, at(1));
    const { personId } = state.persons[0]!;
    const confirm = { personId, safety: { status: 'deceased_confirmed', grade: 'official_document' } } as const;
    expect(refusal(state, commands.changePerson, confirm, OFFICER, at(2)).rejected).toBe('second-person-required');
    const reported = { personId, safety: { status: 'deceased_reported', grade: 'single_source' } } as const;
    state = apply(state, commands.changePerson, reported, OFFICER, at(3));
    expect(refusal(state, commands.changePerson, confirm, OFFICER, at(4)).rejected).toBe('second-person-required');
    state = apply(state, commands.changePerson, confirm, SUPERVISOR, at(5));
    expect(state.persons[0]?.safety).toMatchObject({ status: 'deceased_confirmed', setBy: 'huda', secondBy: 'samir' });
  });

  test('safety is confirmed by direct contact or better', () => {
    const state = apply(opened().state, commands.addPerson, { name: 'ملك', age: 6 }, OFFICER, at(1));
    const claim = {
      personId: state.persons[0]!.personId,
      safety: { status: 'safe_confirmed', grade: 'two_sources' },
    } as const;
    expect(refusal(state, commands.changePerson, claim, OFFICER, at(2)).pointer).toBe('/safety/grade');
  });
});

describe('waiting', () => {
  test('for the agency needs an escalation, for a movement its instant', () => {
    const owned = apply(opened().state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
    expect(refusal(owned, commands.awaitNext, { on: 'agency' }, OFFICER, at(2)).pointer).toBe('/on');
    expect(refusal(owned, commands.awaitNext, { on: 'movement', text: 'bus' }, OFFICER, at(2)).pointer).toBe(
      '/expectedAt',
    );
  });

  test('for a reporter whom nothing reaches, the question stays with the case', () => {
    const { address: _none, ...reporter } = OPENING.reporter;
    const { state } = opened(at(0), { reporter: { ...reporter, channel: 'web' } });
    const called = apply(
      apply(state, commands.assign, { owner: 'huda' }, OFFICER, at(1)),
      commands.logCall,
      { contactId: reporter.contactId, direction: 'out', answered: true, text: 'rang' },
      OFFICER,
      at(2),
    );
    const asked = { on: 'reporter', text: 'how many?' } as const;
    const outcome = perform(called, commands.awaitNext, asked, context(OFFICER, at(3)));
    expect(outcome).toMatchObject({
      events: [{ type: 'status.changed', data: { to: 'awaiting_reporter', reason: 'how many?' } }],
    });
  });

  test('a decline or a question brings the case back to its owner', () => {
    const { state, alertId } = atWork();
    const waiting = apply(state, commands.awaitNext, { on: 'agency' }, OFFICER, at(3));
    const declined = apply(waiting, commands.decline, { alertId, by, via: 'api', reason: 'no fuel' }, AGENCY, at(4));
    expect(declined).toMatchObject({ status: 'in_progress', escalations: [{ state: 'declined' }] });
    const asked = apply(waiting, commands.ask, { alertId, by, via: 'link', text: 'which street?' }, AGENCY, at(4));
    expect(asked).toMatchObject({ status: 'in_progress', escalations: [{ state: 'asked' }] });
    const answered = apply(asked, commands.answerAgency, { alertId, text: 'by phone' }, OFFICER, at(5));
    expect(answered).toMatchObject({ escalations: [{ state: 'acknowledged' }] });
  });
});

describe('two cases', () => {
  const other = (): CaseState => ({
    ...opened(at(-30), {
      priority: 'P2',
      reporter: { contactId: 'c-2', channel: 'phone', relationship: 'parent' },
    }).state,
    id: 'B2C3-4DE5',
  });

  test('merging keeps every reporter and the most severe priority; unmerging gives both back', () => {
    const source = opened().state;
    const target = other();
    const merged = apply(target, commands.mergeTarget, { reason: 'same girl', other: source }, OFFICER, at(5));
    expect(merged).toMatchObject({ priority: 'P1', merges: [{ other: source.id, openedAt: source.opened.at }] });
    expect(merged.reporters.map((reporter) => reporter.contactId)).toEqual(['c-2', 'c-1']);
    const ended = apply(source, commands.mergeSource, { reason: 'same girl', other: target }, OFFICER, at(5));
    expect(ended).toMatchObject({ status: 'merged', mergedInto: target.id });

    const back = apply(merged, commands.unmergeTarget, { reason: 'two girls', other: source.id }, OFFICER, at(9));
    expect(back).toMatchObject({ priority: 'P2', merges: [], reporters: [{ contactId: 'c-2' }] });
    expect(apply(ended, commands.unmergeSource, { reason: 'two girls', other: target.id }, OFFICER, at(9)).status).toBe(
      'new',
    );
  });

  test('a case with an open escalation is not merged away: the agency would be left alone', () => {
    expect(
      refusal(atWork().state, commands.mergeSource, { reason: 'r', other: other() }, OFFICER, at(5)).rejected,
    ).toBe('open-obligations');
  });

  test('a link is withdrawn, not deleted', () => {
    let state = apply(
      opened().state,
      commands.link,
      { other: 'B2C3-4DE5', kind: 'related', reason: 'flat' },
      OFFICER,
      at(1),
    );
    state = apply(
      state,
      commands.withdrawLink,
      { linkId: state.links[0]!.linkId, reason: 'wrong flat' },
      OFFICER,
      at(2),
    );
    expect(state.links).toMatchObject([{ state: 'withdrawn', reason: 'wrong flat' }]);
  });
});

describe('messages out', () => {
  test('an attempt is opened once and ends once; a status settles an unknown one', () => {
    let state = apply(opened().state, commands.sendMessage, { contactId: 'c-1', text: 'x' }, OFFICER, at(1));
    const { messageId } = state.outbox[0]!;
    const sending = { messageId, attempt: 1, callbackId: messageId };
    state = apply(state, commands.recordSending, sending, SYSTEM, at(1));
    expect(refusal(state, commands.recordSending, sending, SYSTEM, at(1)).rejected).toBe('gone');
    state = apply(state, commands.recordUnknown, { messageId, attempt: 1, why: 'time-out' }, SYSTEM, at(2));
    const status = { providerMessageId: 'w', messageId, status: 'delivered', at: at(3) };
    state = apply(state, commands.recordStatus, status, SYSTEM, at(3));
    expect(state).toMatchObject({ outbox: [], counts: { messagesOut: 1 }, firstHumanResponseAt: at(3) });
  });

  test('where no provider will ever tell, an unknown outcome is work for a person, once', () => {
    const told = (channel: 'telegram' | 'messenger' | 'whatsapp') => {
      const reporter = { contactId: 'c-1', channel, relationship: 'self' as const, address: { scope: 's', id: '1' } };
      let { state } = opened(undefined, { channel, reporter });
      for (const text of ['one', 'two']) {
        state = apply(state, commands.sendMessage, { contactId: 'c-1', text }, OFFICER, at(1));
        const { messageId } = state.outbox.at(-1)!;
        state = apply(state, commands.recordSending, { messageId, attempt: 1, callbackId: messageId }, SYSTEM, at(1));
        state = apply(state, commands.recordUnknown, { messageId, attempt: 1, why: 'interrupted' }, SYSTEM, at(2));
      }
      return state.promises;
    };
    for (const channel of ['telegram', 'messenger'] as const) {
      expect(told(channel)).toMatchObject([{ contactId: 'c-1', status: 'pending' }]);
      expect(told(channel)[0]!.text).toContain('do not know whether our message arrived');
    }
    expect(told('whatsapp')).toEqual([]);
  });

  test('an automatic receipt is no human answer', () => {
    let state = apply(
      opened().state,
      commands.sendMessage,
      { contactId: 'c-1', text: 'x', automatic: true },
      SYSTEM,
      at(1),
    );
    const { messageId } = state.outbox[0]!;
    state = apply(state, commands.recordSending, { messageId, attempt: 1, callbackId: 'x' }, SYSTEM, at(1));
    state = apply(state, commands.recordSent, { messageId, attempt: 1, providerMessageId: 'w' }, SYSTEM, at(1));
    expect(state.automaticReceiptAt).toBe(at(1));
    expect(state.firstHumanResponseAt).toBeUndefined();
  });
});

test('lists end at a hundred with a clear answer', () => {
  let { state } = opened();
  for (let n = 0; n < 100; n++) state = apply(state, commands.addPerson, { name: `p${n}` }, OFFICER, at(1));
  expect(refusal(state, commands.addPerson, { name: 'one more' }, OFFICER, at(1)).rejected).toBe('limit-reached');
});
