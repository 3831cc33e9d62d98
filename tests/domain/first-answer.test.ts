import { describe, expect, test } from 'vitest';
import { writers } from '../../functions/reply/writers.ts';
import { queueAutomaticAnswer, receiveMessage, recordSending, recordSent } from '../../shared/case/commands/index.ts';
import type { CaseEvent, EventData, Message } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { ANSWERED_CHANNELS, CATEGORIES, type Channel } from '../../shared/case/vocabulary.ts';
import { isPin, statusPin } from '../../shared/people/pin.ts';
import {
  ADVICE,
  askForWords,
  type FirstAnswerAbout,
  firstAnswer,
  nextQuestion,
} from '../../shared/texts/first-answer.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { apply, at, CITIZEN, context, OPENING, opened, SYSTEM, T0 } from './story.ts';

const S01 = [
  'السلام عليكم، أنا كريم من المنصورة شغال في الخرطوم بقالي ٦ سنين. إحنا محبوسين في الشقة في حي الرياض شارع ٤١ أنا ومراتي وبنتي عندها سنة ونص وحماتي.',
  'الكهربا قاطعة من ٣ أيام والمية خلصت من امبارح ومفيش لبن للبنت. الضرب شغال جنبنا ومش عارفين ننزل. تليفوني هيفصل.',
].join('\n');

/** A case opened by these words, as intake opens it. */
function written(text: string, more: Partial<Message> = {}, opening: Partial<EventData['case.opened']> = {}) {
  const understood = suggest(text, { ...(more.kind ? { kind: more.kind } : {}) });
  const state = receive(
    opened(T0, {
      priority: understood.priority,
      category: understood.category,
      language: understood.lang,
      ...(understood.place?.country ? { country: understood.place.country } : {}),
      ...opening,
    }).state,
    { text, ...more },
  );
  return { state, understood };
}

function receive(state: CaseState, more: Partial<Message> = {}, now = state.lastAt): CaseState {
  const reporter = state.reporters[0]!;
  const message = {
    channel: reporter.channel,
    providerMessageId: `m${state.version}`,
    contactId: reporter.contactId,
    kind: 'text' as const,
    receivedAt: now,
    ...more,
  };
  return apply(state, receiveMessage, { message, reporter }, CITIZEN, now);
}

function about({ state, understood }: ReturnType<typeof written>, more: Partial<FirstAnswerAbout> = {}) {
  return {
    state,
    understood,
    contactId: 'c-1',
    channel: 'whatsapp' as Channel,
    ...(state.language ? { language: state.language } : {}),
    pin: '012345',
    statusUrl: 'https://ops.example.eg/status',
    ...more,
  };
}

describe('The words of the first answer', () => {
  test('a trapped family reads its reference, its PIN, to stay inside, and is asked for its place (S01)', () => {
    const { text, lang } = firstAnswer(about(written(S01)));
    expect(lang).toBe('ar');
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'وصلتنا رسالتكم وسجلناها.',
        'K7M2-9QXF',
        'الرقم السري للمتابعة: 012345',
        expect.stringContaining('الشبابيك'),
        expect.stringContaining('أين أنتم بالضبط؟'),
        'https://ops.example.eg/status',
      ]),
    );
  });

  test('a pin without words is answered in both languages with the menu, and not with the question where (S04)', () => {
    const { text, lang } = firstAnswer(about(written('', { kind: 'location', location: { lat: 15.6, lon: 32.5 } })));
    expect(lang).toBe('mul');
    expect(text).toContain('١ إسعاف');
    expect(text).toContain('1 ambulance');
    expect(text).not.toContain('أين أنتم');
  });

  test('whoever writes Arabic in Latin letters reads simple Arabic, and that any script will do (S07)', () => {
    const about7 = about(written('ana Hanan w mama 3andha sokkar w el ansolin hay5las bokra fe Omdurman'));
    expect(about7.language).toBe('ar-Latn');
    const { text, lang } = firstAnswer(about7);
    expect(lang).toBe('ar');
    expect(text).toContain('بأي حروف');
  });

  test('English is answered in English alone', () => {
    const { text, lang } = firstAnswer(
      about(written('we are trapped in the flat, no water since yesterday, shelling outside')),
    );
    expect(lang).toBe('en');
    expect(text).not.toMatch(/[\u0600-\u06FF]/);
  });

  test('what cannot be read is asked for in words, once, in place of another question', () => {
    const said = written('', { kind: 'unsupported' });
    expect(nextQuestion(about(said))).toBe('words');
    expect(firstAnswer(about(said)).text).toContain('We could not read what you sent');
  });

  test('where a captor may hold the phone, neither the danger nor a way to look into the case is written down', () => {
    const said = written('خطفوا اخويا وطالبين فدية عشرين الف دولار', {}, { category: 'abduction_ransom' });
    const { text } = firstAnswer(about(said));
    expect(text).toContain('K7M2-9QXF');
    for (const never of ['012345', 'status', 'خطف', 'فدية', 'kidnap']) expect(text).not.toContain(never);
  });

  test('a text message offers no pin to send and no page to open', () => {
    const { text } = firstAnswer(about(written(S01), { channel: 'sms' }));
    expect(text).not.toContain('Location');
    expect(text).not.toContain('https://');
    expect(text.length).toBeLessThan(480);
  });

  test('one question at a time, the next one of the list as answers come in', () => {
    const said = written('احنا محبوسين في البيت والضرب شغال');
    const pinned = { ...said, state: receive(said.state, { kind: 'location', location: { lat: 15.6, lon: 32.5 } }) };
    expect(nextQuestion(about(said))).toBe('where');
    expect(nextQuestion(about(pinned))).toBe('howMany');
    const counted = { ...pinned, understood: { ...pinned.understood, people: { count: 4 } } };
    expect(nextQuestion(about(counted))).toBe('injured');
    const hurt = { ...counted, state: { ...counted.state, category: 'injury' as const } };
    expect(nextQuestion(about(hurt))).toBe('children');
    const grown = { ...hurt, understood: { ...hurt.understood, people: { count: 4, minors: 0 } } };
    expect(nextQuestion(about(grown))).toBe('water');
    expect(nextQuestion(about({ ...grown, understood: { ...grown.understood, needs: ['water'] } }))).toBeUndefined();
  });

  test.each(CATEGORIES)('%s: nothing is promised, nobody is said to be on the way', (category) => {
    for (const language of ['ar', 'en', 'und']) {
      const { text } = firstAnswer(about(written(S01, {}, { category }), { language }));
      expect(text).not.toMatch(/سيتم|سنحل|سيصل|في الطريق إليكم|will be solved|help is coming|on (its|the) way/);
    }
    const { ar = 'أ', en = 'a' } = ADVICE[category] ?? {};
    expect(ar).toMatch(/[\u0600-\u06FF]/);
    expect(en).not.toMatch(/[\u0600-\u06FF]/);
  });

  test('being asked for words again needs no reference', () => {
    expect(askForWords('ar').text).not.toContain('البلاغ');
    expect(askForWords(undefined).text).toMatch(/اكتبوا[\s\S]*Please write/);
  });
});

describe('When the first answer is owed', () => {
  const owed = (state: CaseState) => state.owed.map(({ answer }) => answer);
  const queue = (state: CaseState, now = at(1), answer: 'first' | 'words' = 'first') =>
    perform(state, queueAutomaticAnswer, { answer, contactId: 'c-1', text: 'x', lang: 'ar' }, context(SYSTEM, now));
  const queuedOf = (outcome: ReturnType<typeof queue>) =>
    'events' in outcome ? outcome.events.filter((each: CaseEvent) => each.type === 'message.queued') : [];

  test('the channels answered by themselves are those that can be written to', () => {
    expect([...ANSWERED_CHANNELS].sort()).toEqual(Object.keys(writers).sort());
  });

  test('it is owed after the first message, queued once, and never for the second', () => {
    const first = written('محتاجين مية').state;
    expect(owed(first)).toEqual(['first']);
    const queued = queue(first);
    expect(queuedOf(queued)).toMatchObject([{ data: { automatic: true, answer: 'first', contactId: 'c-1' } }]);
    if (!('state' in queued)) throw new Error('refused');
    expect(queuedOf(queue(queued.state))).toEqual([]);
    expect(owed(receive(queued.state, {}, at(2)))).toEqual([]);
  });

  test.each(['web', 'voice', 'phone', 'walk_in', 'monitoring', 'generic'] as const)(
    'nobody is answered on %s',
    (channel) => {
      const reporter = { ...OPENING.reporter, channel };
      expect(owed(written('x', { channel }, { channel, reporter }).state)).toEqual([]);
    },
  );

  test.each(['group', 'automatic', 'not_a_person', 'opted_out'] as const)('%s: not answered', (noAnswer) => {
    expect(owed(written('x', { noAnswer }).state)).toEqual([]);
  });

  test('its clock runs from the opening, stops when the provider took it, and is due within a minute', () => {
    const clockOf = (state: CaseState) => obligations(state).clocks.find(({ name }) => name === 'auto_receipt');
    const { state } = written('محتاجين مية');
    expect(clockOf(state)).toMatchObject({ startedAt: T0, dueAt: at(1) });
    const queued = queue(state, at(0.2));
    if (!('state' in queued)) throw new Error('refused');
    const { messageId } = queued.state.outbox[0]!;
    const sending = apply(queued.state, recordSending, { messageId, attempt: 1, callbackId: 'x' }, SYSTEM, at(0.3));
    expect(clockOf(sending)?.stoppedAt).toBeUndefined();
    const sent = apply(sending, recordSent, { messageId, attempt: 1, providerMessageId: 'p' }, SYSTEM, at(0.5));
    expect(clockOf(sent)).toMatchObject({ startedAt: T0, stoppedAt: at(0.5) });
    expect(sent.firstHumanResponseAt).toBeUndefined();
  });

  test('a burst of things that cannot be read is asked about once, and again only after words', () => {
    let state = receive(written('محتاجين مية').state, { kind: 'unsupported' }, at(1));
    expect(owed(state)).toEqual(['first', 'words']);
    for (const answer of ['first', 'words'] as const) {
      const done = queue(state, at(2), answer);
      if (!('state' in done)) throw new Error('refused');
      state = done.state;
    }
    expect(owed(receive(state, { kind: 'unsupported' }, at(3)))).toEqual([]);
    const again = receive(receive(state, { text: 'المية خلصت' }, at(4)), { kind: 'unsupported' }, at(5));
    expect(owed(again)).toEqual(['words']);
  });
});

describe('The PIN', () => {
  test('six digits, the same each time, other for another case or another stage', () => {
    const pin = statusPin('key', 'K7M2-9QXF');
    expect(pin).toMatch(/^\d{6}$/);
    expect(statusPin('key', 'K7M2-9QXF')).toBe(pin);
    expect(statusPin('key', '8F3D-1234')).not.toBe(pin);
    expect(statusPin('other', 'K7M2-9QXF')).not.toBe(pin);
  });

  test('it is known again in Arabic digits and with spaces, and nothing else opens', () => {
    const pin = statusPin('key', 'K7M2-9QXF');
    const arabic = pin.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    expect(isPin('key', 'K7M2-9QXF', `${arabic.slice(0, 3)} ${arabic.slice(3)}`)).toBe(true);
    expect(isPin('key', 'K7M2-9QXF', String((Number(pin) + 1) % 1_000_000).padStart(6, '0'))).toBe(false);
    expect(isPin('key', 'K7M2-9QXF', '')).toBe(false);
  });
});
