import { describe, expect, test } from 'vitest';
import type { Rejection } from '../../shared/case/decide.ts';
import type { StreamStep } from '../../shared/ledger/execute.ts';
import {
  approveBroadcast,
  approveNotice,
  cancelNotice,
  draftNotice,
  fixAudience,
  isSending,
  type Notice,
  type NoticeContent,
  placeOf,
  publishNotice,
  recordProgress,
  redraft,
  requestBroadcast,
  resumeBroadcast,
  statusOf,
  stopBroadcast,
} from '../../shared/notices/notice.ts';
import { langOf, wordsFor } from '../../shared/outreach/way.ts';

const T0 = '2023-04-22T09:00:00.000Z';
const T1 = '2023-04-22T10:00:00.000Z';
const END = '2023-04-23T09:00:00.000Z';

const CONTENT: NoticeContent = {
  title: { ar: 'نقطة تجمع', en: 'Assembly point' },
  body: { ar: 'مدرسة الصداقة', en: 'Friendship school' },
  area: { countries: ['SD'] },
  severity: 'Severe',
  urgency: 'Immediate',
  certainty: 'Observed',
  response: 'Evacuate',
  category: 'Transport',
  expires: END,
};
const by = (id: string, now = T0) => ({ actor: { kind: 'staff' as const, id, role: 'supervisor' }, now });
type Made = StreamStep<Notice> | Rejection;

function ok(step: Made): Notice {
  if ('rejected' in step) throw new Error(step.detail.en);
  return step.state;
}
const why = (step: Made) => ('rejected' in step ? step.rejected : 'accepted');

const draft = (content = CONTENT) => ok(draftNotice({ kind: 'assembly_point', content }, by('huda')));
const approved = (notice = draft()) => ok(approveNotice(notice, { number: notice.drafts }, by('sami')));
const published = () => ok(publishNotice(approved(), 2, by('sami')));
const reason = { ar: 'تغير المكان', en: 'The place has changed' };

describe('a public notice', () => {
  test('is let out by two people, who both read the same words', () => {
    expect(why(publishNotice(draft(), 1, by('huda')))).toBe('second-person-required');
    expect(why(approveNotice(draft(), { number: 1 }, by('huda')))).toBe('second-person-required');
    const changed = ok(redraft(approved(), { content: { ...CONTENT, title: reason } }, by('huda')));
    expect(statusOf(changed)).toBe('draft');
    expect(why(approveNotice(changed, { number: 1 }, by('sami')))).toBe('validation');
    expect(published().current).toMatchObject({ version: 1, msgType: 'Alert', publishedAt: T0 });
  });

  test('is corrected by a new version that says what was wrong; what was said stays', () => {
    expect(why(redraft(published(), { content: CONTENT }, by('huda', T1)))).toBe('validation');
    const correction = ok(redraft(published(), { content: { ...CONTENT, title: reason }, reason }, by('huda', T1)));
    expect(correction.current?.content.title).toEqual(CONTENT.title);
    const out = ok(publishNotice(approved(correction), 5, by('sami', T1)));
    expect(out.current).toMatchObject({ version: 2, msgType: 'Update', reason });
    expect(out.history.map(({ version, seq }) => [version, seq])).toEqual([
      [1, 3],
      [2, 6],
    ]);
  });

  test('is cancelled openly and for good', () => {
    const over = ok(cancelNotice(published(), 3, { reason }, by('sami', T1)));
    expect(over.current).toMatchObject({ version: 2, msgType: 'Cancel', content: CONTENT, reason });
    expect(why(redraft(over, { content: CONTENT, reason }, by('huda', T1)))).toBe('gone');
    expect(cancelNotice(over, 4, { reason }, by('sami', T1))).toMatchObject({ events: [] });
    expect(why(cancelNotice(draft(), 1, { reason }, by('sami')))).toBe('illegal-transition');
  });

  test('that speaks of danger says until when it holds', () => {
    const { expires: _none, ...endless } = CONTENT;
    expect(why(draftNotice({ kind: 'assembly_point', content: endless }, by('huda')))).toBe('validation');
    expect(why(draftNotice({ kind: 'qa', content: endless }, by('huda')))).toBe('accepted');
    expect(why(publishNotice(approved(), 2, by('sami', END)))).toBe('validation');
  });
});

describe('a sending', () => {
  const ask = { audience: { countries: ['SD'] }, perMinute: 60, estimate: 7 };
  const requested = () => ok(requestBroadcast(published(), ask, by('huda', T1)));
  const going = (cases: string[]) => ok(fixAudience(ok(approveBroadcast(requested(), by('sami', T1))), 10, cases));

  test('needs a second person and a version that is still the newest', () => {
    expect(why(requestBroadcast(draft(), ask, by('huda')))).toBe('illegal-transition');
    expect(why(approveBroadcast(requested(), by('huda', T1)))).toBe('second-person-required');
    const corrected = ok(redraft(requested(), { content: CONTENT, reason }, by('huda', T1)));
    const newer = ok(publishNotice(approved(corrected), 7, by('sami', T1)));
    expect(why(approveBroadcast(newer, by('sami', T1)))).toBe('illegal-transition');
    expect(why(requestBroadcast(requested(), ask, by('huda', T1)))).toBe('illegal-transition');
  });

  test('stops for nobody else once the notice is corrected, cancelled, expired or stopped', () => {
    const notice = going(['AAAA-AAAA']);
    expect(isSending(notice, T1)).toBe(true);
    expect(isSending(notice, END)).toBe(false);
    expect(isSending(ok(cancelNotice(notice, 11, { reason }, by('sami', T1))), T1)).toBe(false);
    expect(isSending(ok(stopBroadcast(notice, by('sami', T1))), T1)).toBe(false);
    const corrected = approved(ok(redraft(notice, { content: CONTENT, reason }, by('huda', T1))));
    expect(isSending(ok(publishNotice(corrected, 13, by('sami', T1))), T1)).toBe(false);
  });

  test('that was stopped goes on where it stopped, as long as that very version is in force', () => {
    const notice = going(['AAAA-AAAA', 'BBBB-BBBB']);
    const half = ok(recordProgress(notice, { version: 1, from: 0, to: 1, queued: 1, skipped: {} }, T1));
    const paused = ok(stopBroadcast(half, by('sami', T1)));
    const again = ok(resumeBroadcast(paused, by('sami', T1)));
    expect(again.broadcast).toEqual(half.broadcast);
    expect(why(resumeBroadcast(half, by('sami', T1)))).toBe('not-found');
    expect(why(resumeBroadcast(paused, by('sami', END)))).toBe('gone');
    const cancelled = ok(cancelNotice(paused, 12, { reason }, by('sami', T1)));
    expect(why(resumeBroadcast(cancelled, by('sami', T1)))).toBe('illegal-transition');
    // What nobody has agreed to is not resumed but asked for anew.
    const unasked = ok(stopBroadcast(requested(), by('sami', T1)));
    expect(why(resumeBroadcast(unasked, by('sami', T1)))).toBe('not-found');
    // Stopped before anybody was fixed: it begins.
    const early = ok(stopBroadcast(ok(approveBroadcast(requested(), by('sami', T1))), by('sami', T1)));
    expect(ok(resumeBroadcast(early, by('sami', T1))).broadcast?.state).toBe('approved');
  });

  test('knows every case of its audience by its place, across the parts that hold them', () => {
    const cases = Array.from({ length: 5003 }, (_, n) => `case-${n}`);
    const { broadcast } = going(cases);
    expect(broadcast).toMatchObject({ size: 5003, parts: [11, 12] });
    expect(placeOf(broadcast!, 4999)).toEqual({ seq: 11, index: 4999 });
    expect(placeOf(broadcast!, 5000)).toEqual({ seq: 12, index: 0 });
  });

  test('writes a stretch down once, and ends with the last one', () => {
    const notice = going(['AAAA-AAAA', 'BBBB-BBBB']);
    const one = { version: 1, from: 0, to: 1, queued: 1, skipped: {} };
    const half = ok(recordProgress(notice, one, T1));
    expect(recordProgress(half, one, T1)).toMatchObject({ events: [] });
    const all = ok(recordProgress(half, { version: 1, from: 1, to: 2, queued: 0, skipped: { opted_out: 1 } }, T1));
    expect(all.broadcast).toMatchObject({ state: 'done', queued: 1, skipped: { opted_out: 1 }, endedAt: T1 });
    const nobody = going([]);
    expect(
      ok(recordProgress(nobody, { version: 1, from: 0, to: 0, queued: 0, skipped: {} }, T1)).broadcast?.state,
    ).toBe('done');
  });
});

describe('the words', () => {
  const long = { ar: 'كلمة '.repeat(900), en: 'word '.repeat(900) };
  const said = { title: CONTENT.title, body: long, link: 'https://ops.example.eg/alerts/abc' };

  test('fit the shortest messenger, keep the link, and are one line in a template', () => {
    const text = wordsFor(said, 'messenger', 'text', 'ar');
    expect(Array.from(text).length).toBeLessThanOrEqual(2000);
    expect(text).toMatch(/…\n\nhttps:\/\/ops\.example\.eg\/alerts\/abc\?lang=ar$/);
    const line = wordsFor(said, 'whatsapp', 'template', 'en');
    expect(line).not.toMatch(/\n| {4}/);
    expect(line.length).toBeLessThanOrEqual(1024);
    expect(wordsFor(said, 'sms', 'text', 'ar')).toBe('نقطة تجمع https://ops.example.eg/alerts/abc?lang=ar');
  });

  test('are Arabic unless the case is in another language', () => {
    expect(
      ['ar-EG', 'ar-Latn', 'und', undefined, 'en', 'fr'].map((language) => langOf(language ? { language } : {})),
    ).toEqual(['ar', 'ar', 'ar', 'ar', 'en', 'en']);
  });
});
