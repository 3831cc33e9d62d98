import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  addPerson,
  answerAgency,
  ask,
  raiseEscalation,
  standDown,
  triage,
} from '../../shared/case/commands/index.ts';
import type { Command, Context } from '../../shared/case/decide.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { type Outcome, openCase, perform, sweep } from '../../shared/case/perform.ts';
import { CATEGORIES, PRIORITIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { type AlertEvent, alertMessage, isAlertEvent, SMS_UNITS, smsText } from '../../shared/escalation/alert.ts';
import type { AlertData } from '../../shared/escalation/alert-data.ts';
import { linkToken, linkUrl } from '../../shared/escalation/link.ts';

const T0 = '2026-10-05T06:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(T0) + count * 60_000).toISOString();
const context = (now: string): Context => ({
  now,
  actor: { kind: 'staff', id: 'huda', role: 'officer' },
  policies: [DEFAULT_POLICY],
});

const SECRETS = {
  name: 'شيماء الزنقلاوي',
  phone: '+249912345678',
  person: 'Mariam Elzanqalawy',
  street: 'شارع القصر',
};

class Story {
  outcome: Outcome;
  constructor(more: Partial<EventData['case.opened']> = {}) {
    this.outcome = openCase(
      'K7M2-9QXF',
      {
        channel: 'whatsapp',
        reporter: {
          contactId: 'c1',
          name: SECRETS.name,
          phone: SECRETS.phone,
          channel: 'whatsapp',
          relationship: 'parent',
          address: { scope: '1', id: '249912345678' },
        },
        priority: 'P1',
        reasons: [],
        category: 'injury',
        country: 'SD',
        place: 'الخرطوم بحري',
        crisis: 'SDN23',
        summary: 'بنتي مصابة',
        ...more,
      },
      context(T0),
    );
    this.do(triage, { priority: 'P1', category: 'injury', reason: 'x' }, T0);
    this.do(addPerson, { name: SECRETS.person, age: 9 }, T0);
  }

  do<I>(command: Command<I>, input: NoInfer<I>, now: string): this {
    const done = perform(this.outcome.state, command, input, context(now));
    if ('rejected' in done) throw new Error(JSON.stringify(done));
    this.outcome = done;
    return this;
  }

  raise(words = 'Ambulance to the hospital') {
    return this.do(raiseEscalation, { agency: { id: 'erc', tiers: 3 }, ask: words }, T0);
  }

  get alertId() {
    return this.outcome.state.escalations[0]!.alertId;
  }

  event(type: CaseEvent['type']): AlertEvent {
    const event = this.outcome.events.find((one) => one.type === type);
    if (!event || !isAlertEvent(event)) throw new Error(`no ${type}`);
    return event;
  }

  message(type: CaseEvent['type'], rung: 'a1' | 'a2' | 't1' = 'a1') {
    const { state } = this.outcome;
    const message = alertMessage({
      state,
      escalation: state.escalations[0]!,
      event: this.event(type),
      rung,
      link: linkUrl('https://ops.example.eg', linkToken('key', this.alertId, rung)),
      ackBy: minutes(5),
    });
    const bodies = JSON.parse(message.message) as Record<'default' | 'sqs' | 'https' | 'email' | 'sms', string>;
    return { ...message, bodies, cloudEvent: JSON.parse(bodies.sqs) as Record<string, unknown> & { data: AlertData } };
  }
}

describe('An alert', () => {
  it('is a CloudEvent for machines, with the fields of the contract', () => {
    const { bodies, cloudEvent, attributes } = new Story().raise().message('escalation.raised');
    expect(cloudEvent).toMatchObject({
      specversion: '1.0',
      id: 'K7M2-9QXF.5',
      source: '/ops-room/SDN23',
      type: 'opsroom.escalation.raised.v1',
      subject: 'case/K7M2-9QXF',
      time: T0,
      datacontenttype: 'application/json',
    });
    expect(cloudEvent.data).toMatchObject({
      alertId: 'K7M2-9QXF.5',
      revision: 5,
      case: 'K7M2-9QXF',
      agency: 'erc',
      tier: 1,
      priority: 'P1',
      category: 'injury',
      country: 'SD',
      city: 'الخرطوم بحري',
      ask: 'Ambulance to the hospital',
      personsCount: 1,
      childrenCount: 1,
      ackBy: minutes(5),
      link: expect.stringMatching(/^https:\/\/ops\.example\.eg\/a\/[0-9a-z]{26}$/),
    });
    expect(bodies.default).toBe(bodies.sqs);
    expect(bodies.https).toBe(bodies.sqs);
    expect(attributes).toEqual({
      agency: 'erc',
      tier: '1',
      priority: 'P1',
      category: 'injury',
      country: 'SD',
      kind: 'raised',
      alert: 'K7M2-9QXF.5',
      event: 'K7M2-9QXF.5',
      rung: 'a1',
    });
  });

  it('speaks Arabic and English in an e-mail, and names where to answer and until when', () => {
    const { bodies, subject } = new Story().raise().message('escalation.raised');
    for (const words of [
      'أ1 عاجل',
      'إصابة',
      'الخرطوم بحري',
      'السودان',
      'P1 URGENT',
      'Injury',
      'Sudan',
      '09:05',
      '06:05 UTC',
      '/a/',
    ]) {
      expect(bodies.email).toContain(words);
    }
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it('keeps its id through all tiers and the stand-down, while revision rises', () => {
    const story = new Story().raise();
    const raised = story.message('escalation.raised').cloudEvent;
    story.outcome = sweep(story.outcome.state, context(minutes(5)));
    const climbed = story.message('escalation.climbed', 'a2').cloudEvent;
    const { alertId } = story;
    story.do(standDown, { alertId, reason: 'reached the hospital' }, minutes(6));
    const down = story.message('escalation.stood-down').cloudEvent;
    expect([raised, climbed, down].map(({ type }) => type)).toEqual([
      'opsroom.escalation.raised.v1',
      'opsroom.escalation.re-escalated.v1',
      'opsroom.escalation.stood-down.v1',
    ]);
    expect(new Set([raised, climbed, down].map(({ data }) => data.alertId))).toEqual(new Set(['K7M2-9QXF.5']));
    expect(raised.data.revision).toBeLessThan(climbed.data.revision);
    expect(climbed.data.revision).toBeLessThan(down.data.revision);
    expect(climbed.data.tier).toBe(2);
  });

  it('tells each rung that was told when it is over, and only the higher ones when a lower one answered', () => {
    const story = new Story().raise();
    story.outcome = sweep(story.outcome.state, context(minutes(5)));
    story.outcome = sweep(story.outcome.state, context(minutes(10)));
    const { alertId } = story;
    story.do(acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1' }, minutes(11));
    expect(story.outcome.state.alerts.at(-1)!.rungs).toEqual(['a2', 'a3', 't1']);
    story.do(standDown, { alertId, reason: 'over' }, minutes(12));
    expect(story.outcome.state.alerts.map(({ rungs }) => rungs)).toEqual([['a1', 'a2', 'a3', 't1']]);
  });

  it("brings the room's answer back to the tier that asked", () => {
    const story = new Story().raise();
    const { alertId } = story;
    story.do(
      ask,
      { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1', text: 'which gate?' },
      minutes(2),
    );
    story.do(answerAgency, { alertId, text: 'the north gate, call 0100 123 4567' }, minutes(3));
    expect(story.outcome.state.alerts.at(-1)!.rungs).toEqual(['a1']);
    const { data } = story.message('escalation.answered').cloudEvent;
    expect(data.answer).toBe('the north gate, call …');
  });

  it('carries nothing that says who somebody is, whatever an officer typed', () => {
    const { name, phone, person, street } = SECRETS;
    const typed = `لـ${name} رقمها ${phone} وابنتها ${person}، ${street} بجوار الصيدلية`;
    const story = new Story({ place: `${street}، الخرطوم` }).raise(typed);
    story.outcome = sweep(story.outcome.state, context(minutes(10)));
    for (const [type, rung] of [
      ['escalation.climbed', 't1'],
      ['escalation.climbed', 'a2'],
    ] as const) {
      const text = JSON.stringify(story.message(type, rung));
      for (const secret of ['شيماء', 'الزنقلاوي', '912345678', 'Mariam', 'Elzanqalawy', 'القصر', 'c1"']) {
        expect(text).not.toContain(secret);
      }
    }
  });

  it('of a restricted case says which case and where to look, and no more', () => {
    const story = new Story({ sensitivity: 'restricted', category: 'abduction_ransom' }).raise('خطفوا البنت');
    const { bodies, cloudEvent, attributes, subject } = story.message('escalation.raised');
    expect(cloudEvent.data).toEqual({
      alertId: 'K7M2-9QXF.5',
      revision: 5,
      case: 'K7M2-9QXF',
      agency: 'erc',
      tier: 1,
      ladder: 'agency',
      because: 'raised',
      priority: 'P1',
      restricted: true,
      ask: 'افتح الرابط · Open the link',
      ackBy: minutes(5),
      link: cloudEvent.data.link,
    });
    expect(attributes).toEqual({
      agency: 'erc',
      tier: '1',
      priority: 'P1',
      kind: 'raised',
      alert: 'K7M2-9QXF.5',
      event: 'K7M2-9QXF.5',
      rung: 'a1',
    });
    for (const words of ['خطف', 'injury', 'إصابة', 'Injury', 'الخرطوم', 'Sudan']) {
      expect(Object.values(bodies).join() + subject).not.toContain(words);
    }
  });
});

describe('A text message', () => {
  const link = linkUrl('https://operations.mfa.gov.example', linkToken('key', 'K7M2-9QXF.123456', 'a4'));

  it('is at most 134 UCS-2 units and holds the whole link, whatever the case', () => {
    const data = fc.record({
      priority: fc.constantFrom(...PRIORITIES),
      category: fc.constantFrom(...CATEGORIES),
      city: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined }),
      personsCount: fc.integer({ min: 0, max: 100_000 }),
      childrenCount: fc.integer({ min: 0, max: 100_000 }),
    });
    fc.assert(
      fc.property(data, fc.boolean(), fc.boolean(), ({ city, ...rest }, arabic, hurried) => {
        const text = smsText(
          {
            alertId: 'K7M2-9QXF.123456',
            revision: 123_456,
            case: 'K7M2-9QXF',
            agency: 'emb-sd',
            tier: 4,
            ladder: 'agency',
            because: 'raised',
            restricted: false,
            ask: 'x',
            link,
            ...(city ? { city } : {}),
            ...(hurried ? { ackBy: T0 } : {}),
            ...rest,
          },
          'raised',
          arabic,
        );
        expect(text.length).toBeLessThanOrEqual(SMS_UNITS);
        expect(text).toContain('K7M2-9QXF');
        expect(text.endsWith(` ${link}`)).toBe(true);
      }),
    );
  });

  it('says what, how many, where and until when, where that fits', () => {
    const { sms } = new Story().raise().message('escalation.raised').bodies;
    expect(sms).toMatch(/^أ1 عاجل K7M2-9QXF إصابة: أشخاص 1 \(أطفال 1\)، الخرطوم بحري\. الرد قبل 09:05: https:/);
  });

  it('refuses an origin whose name leaves no room for the reference', () => {
    const tooLong = {
      ...new Story().raise().message('escalation.raised').cloudEvent.data,
      link: `https://${'x'.repeat(120)}`,
    };
    expect(() => smsText(tooLong, 'raised', true)).toThrow(RangeError);
  });

  it('fits a stand-down too', () => {
    const { data } = new Story().raise().message('escalation.raised').cloudEvent;
    for (const because of ['acknowledged', 'stood-down'])
      for (const arabic of [true, false]) {
        expect(smsText({ ...data, because }, 'stood-down', arabic).length).toBeLessThanOrEqual(SMS_UNITS);
      }
  });
});
