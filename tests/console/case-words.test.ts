import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '../../functions/console/web/answers.ts';
import { marked } from '../../functions/console/web/case/marking.ts';
import { placeBody } from '../../functions/console/web/case/places.tsx';
import { ladderOf } from '../../functions/console/web/case/rungs.ts';
import { GROUPS, SENTENCES, sentence, type Telling } from '../../functions/console/web/case/sentences.ts';
import { conversation } from '../../functions/console/web/case/talk.ts';
import { Format } from '../../functions/console/web/text/format.ts';
import type { CaseEvent, EventData, EventType } from '../../shared/case/events.ts';
import { nextRungs } from '../../shared/case/obligations.ts';
import { sweep } from '../../shared/case/perform.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { at, atWork, context, play, SYSTEM, steps, T0 } from '../domain/story.ts';

/** What the page of a case says by itself: each event as a sentence, triage's words in their places, who said what, who was told. */

const telling = (lang: 'ar' | 'en'): Telling => {
  const name = (ar: string, en: string) => () => (lang === 'ar' ? ar : en);
  return {
    format: new Format(lang, 'latn'),
    agency: name('الهلال الأحمر', 'Red Crescent'),
    asked: name('الهلال الأحمر', 'Red Crescent'),
    rung: name('المناوب', 'the duty officer'),
    tier: name('المناوب', 'the duty officer'),
    contact: name('كريم', 'Karim'),
    person: name('سلمى', 'Salma'),
    need: name('مياه', 'water'),
    promise: name('نتصل به', 'we call back'),
  };
};

const shown = (events: readonly CaseEvent[]) => events as unknown as TimelineEvent[];

const BY = { name: 'Mona', role: 'duty officer' };

/** Events that random stories make seldom or never, one of each. */
const SELDOM: { [T in EventType]?: EventData[T] } = {
  'message.moved': { messageId: 'm', to: 'AAAA-0001' },
  'call.missed': { messageId: 'm', contactId: 'c-1' },
  'attachment.stored': { messageId: 'm', n: 0, key: 'm/0', mime: 'image/png', bytes: 1_234_567, sha256: '' },
  'attachment.failed': { messageId: 'm', n: 1, reason: 'refused_type' },
  'triage.suggested': {
    priority: 'P1',
    category: 'injury',
    needs: ['medical_care'],
    rules: ['R01'],
    reasons: [],
    people: {},
    lang: 'ar',
  },
  'priority.raised': { from: 'P3', to: 'P2', reasons: [] },
  'case.crisis-changed': { crisis: 'sudan', automatic: true },
  'clock.warned': { clock: 'wa_window', key: 'wa_window', level: 1, dueAt: T0 },
  'escalation.delivered': { alertId: 'a', rung: 'a1', via: 'sqs' },
  'escalation.undelivered': { alertId: 'a', revision: 1, rung: 'a1', subscription: 's', channel: 'email', left: 1 },
  'escalation.held': { alertId: 'a', dueAt: T0, lateBySeconds: 90_000 },
  'escalation.resumed': { alertId: 'a', reason: 'needed', rung: 'a1' },
  'message.sent': { messageId: 'm', attempt: 1, providerMessageId: 'w' },
  'message.unknown': { messageId: 'm', attempt: 1, why: 'no_answer' },
  'escalation.accepted': { alertId: 'a', by: BY, via: 'link', eta: at(60) },
  'escalation.ack-expired': { alertId: 'a', expiredAt: T0, rung: 'a1' },
  'escalation.answered': { alertId: 'a', text: '4' },
  'escalation.declined': { alertId: 'a', by: BY, via: 'phone', reason: 'no fuel', tell: [] },
  'escalation.reported': { alertId: 'a', by: BY, via: 'api', text: 'on the way' },
  'escalation.stood-down': { alertId: 'a', reason: 'met', tell: [] },
  'case.closed': { automatic: true },
  'case.reopened': { reason: 'again' },
  'link.suggested': { linkId: 'l', other: 'AAAA-0001', kind: 'same_person', reason: 'name' },
  'link.rejected': { linkId: 'l', reason: 'no' },
  'case.grouped': { group: 'AAAA-0001' },
  'redaction.requested': { redactionId: 'r', seqs: [1], reason: 'asked' },
  'data.redacted': { seqs: [1], reason: 'asked', kept: [] },
  'redaction.done': { redacted: 9, events: 1, objects: 0 },
};

describe('a sentence', () => {
  const source = readFileSync('shared/case/events.ts', 'utf8');
  const declared = source.slice(source.indexOf('interface EventData'), source.indexOf('type EventType'));
  const types = [...declared.matchAll(/^ {2}'([a-z-]+\.[a-z-]+)':/gm)].map(([, type]) => type!);

  test('there is for every type of event, and each stands under a filter', () => {
    expect(types.length).toBeGreaterThan(50);
    expect(Object.keys(SENTENCES).sort()).toEqual([...types].sort());
    expect(Object.keys(GROUPS).sort()).toEqual([...types].sort());
  });

  test('is whole in both languages, whatever happened', () => {
    const played = fc.sample(steps, { numRuns: 200, seed: 6 }).flatMap((story) => play(story).events);
    const seldom = Object.entries(SELDOM).map(([type, data]) => ({ type, data: { ...data } }));
    const events: Pick<TimelineEvent, 'type' | 'data'>[] = [...shown(played), ...seldom];
    expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([...types].sort());
    for (const event of events) {
      const [ar, en] = [sentence(event, telling('ar')), sentence(event, telling('en'))];
      for (const said of [ar, en])
        expect(said, event.type).not.toMatch(/undefined|null|NaN|\[object|^\s*$|— *$|[:،,] *$/);
      expect(ar, event.type).toMatch(/[\u0600-\u06ff]/);
      // What is quoted stands in isolates; the rest is the reader's own language.
      expect(en.replace(/\u2068[^\u2069]*\u2069/g, ''), event.type).not.toMatch(/[\u0600-\u06ff]/);
      expect(ar.replace(/\u2068[^\u2069]*\u2069/g, ''), event.type).not.toMatch(/[a-z]{4}/i);
      expect(en, event.type).not.toContain(event.type);
    }
  });

  test('a redacted event and one that a newer room invented are said, too', () => {
    expect(sentence({ type: 'note.added' }, telling('en'))).toContain('redacted');
    expect(sentence({ type: 'case.teleported', data: {} }, telling('ar'))).toBe('case.teleported');
  });
});

describe('the words that triage went by', () => {
  const said = 'الكهربا قاطعة من ٣ أيام والمية خلصت من امبارح ومفيش لبن للبنت. الضرب شغال جنبنا ومش عارفين ننزل.';

  test('are marked where they stand, as they were typed', () => {
    const { reasons } = suggest(said, { channel: 'whatsapp', country: 'SD' });
    const pieces = marked(said, reasons);
    expect(pieces.map(({ text }) => text).join('')).toBe(said);
    const marks = pieces.filter(({ reason }) => reason !== undefined).map(({ text }) => text);
    expect(marks.join(' ')).toMatch(/المية خلصت/);
    for (const { words } of reasons) {
      for (const word of words.join(' ').split(' ')) expect(marks.join(' ')).toContain(word.replace('3', '٣'));
    }
  });

  test('are found behind vowel marks, other digits and punctuation, and only as whole words', () => {
    const marks = (text: string, words: string[]) =>
      marked(text, [{ words }]).flatMap(({ text: piece, reason }) => (reason === undefined ? [] : [piece]));
    expect(marks('عَطَشٌ شديد', ['عطش'])).toEqual(['عَطَشٌ']);
    expect(marks('بقالنا ٣ أيام', ['3 أيام'])).toEqual(['٣ أيام']);
    expect(marks('no water, please', ['no water please'])).toEqual(['no water, please']);
    expect(marks('firewood', ['fire'])).toEqual([]);
  });

  test('nothing of any text is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, words) => {
        expect(
          marked(text, [{ words }])
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('the conversation', () => {
  const message = (seq: number, data: object): TimelineEvent =>
    ({ case: 'K', seq, type: 'message.received', at: at(seq), actor: { kind: 'citizen', id: 'c' }, data }) as never;
  const event = (seq: number, type: string, data?: object): TimelineEvent =>
    ({ case: 'K', seq, type, at: at(seq), actor: { kind: 'staff', id: 'huda' }, data }) as never;
  const text = (n: number, more: object = {}) => ({
    messageId: `K.${n}`,
    providerMessageId: `w${n}`,
    contactId: 'c',
    channel: 'whatsapp',
    kind: 'text',
    text: `t${n}`,
    receivedAt: T0,
    ...more,
  });

  test('quotes what is answered, in both directions, and keeps reactions under their message', () => {
    const said = conversation([
      message(2, text(2)),
      event(3, 'message.queued', { messageId: 'K.3', contactId: 'c', channel: 'whatsapp', text: 'us', replyTo: 'w2' }),
      event(4, 'message.sent', { messageId: 'K.3', attempt: 1, providerMessageId: 'out3' }),
      message(5, text(5, { replyTo: 'out3' })),
      message(6, text(6, { kind: 'reaction', about: 'w2', text: '👍', quiet: true })),
    ]);
    expect(said.map(({ text: words, quotes }) => [words, quotes?.text])).toEqual([
      ['t2', undefined],
      ['us', 't2'],
      ['t5', 'us'],
    ]);
    expect(said[0]!.later).toEqual([{ seq: 6, kind: 'reaction', text: '👍' }]);
  });

  test('says of our messages no more than is known', () => {
    const queued = { messageId: 'K.2', contactId: 'c', channel: 'whatsapp', text: 'us' };
    const states = [
      [],
      [event(3, 'message.sending', { messageId: 'K.2', attempt: 1, callbackId: 'x' })],
      [event(4, 'message.unknown', { messageId: 'K.2', attempt: 1, why: 'no_answer' })],
      [event(5, 'message.status', { messageId: 'K.2', providerMessageId: 'o', status: 'read', at: T0 })],
    ].map((_, n, all) => conversation([event(2, 'message.queued', queued), ...all.slice(0, n + 1).flat()]));
    expect(states.map(([one]) => one!.delivery?.status)).toEqual(['queued', 'sending', 'unknown', 'read']);
  });

  test('shows that something was redacted, and where a message went', () => {
    const said = conversation([
      message(2, text(2)),
      event(3, 'note.added'),
      event(4, 'message.moved', { messageId: 'K.2', to: 'AAAA-0001' }),
    ]);
    expect(said.map(({ redacted, movedTo }) => [redacted, movedTo])).toEqual([
      [undefined, 'AAAA-0001'],
      [true, undefined],
    ]);
  });
});

test('a ladder: who was told when, who was passed, what lies ahead', () => {
  const { state, alertId } = atWork();
  const raised = { case: state.id, seq: 5, type: 'escalation.raised', at: at(2), data: { alertId } };
  const sent = { ...raised, seq: 6, type: 'escalation.sent', data: { alertId, rungs: ['a1'] } };
  const climbing = sweep(state, context(SYSTEM, at(8)));
  const events = [raised, sent, ...climbing.events] as unknown as TimelineEvent[];
  const lines = ladderOf(alertId, events, nextRungs(climbing.state.escalations[0]!, [DEFAULT_POLICY]));
  expect(lines.map(({ rung, state: how, at: when, dueAt }) => [rung, how, when ?? dueAt])).toEqual([
    ['a1', 'told', at(2)],
    ['a2', 'telling', undefined],
    ['a3', 'ahead', at(12)],
    ['t1', 'ahead', at(12)],
    ['t2', 'ahead', at(22)],
    ['t3', 'ahead', at(42)],
    ['t4', 'ahead', at(62)],
  ]);
});

test('coordinates are taken as maps and people give them', () => {
  const at15 = { lat: 15.6, lon: 32.53, source: 'caller', observedAt: T0 };
  for (const point of ['15.6, 32.53', '15.6 32.53', '١٥٫٦، ٣٢٫٥٣']) {
    expect(placeBody({ point, source: 'caller', observedAt: T0 })).toEqual(at15);
  }
});
