import { describe, expect, test } from 'vitest';
import type { Rejection } from '../../shared/case/decide.ts';
import type { StreamStep } from '../../shared/ledger/execute.ts';
import {
  approveAnswer,
  judge,
  linkCase,
  markReviewDue,
  openRumour,
  proposeAnswer,
  type Rumour,
  recordReviewTold,
  recordTold,
  reviewIsDue,
  seeAgain,
  sendAnswer,
  startCheck,
  untold,
} from '../../shared/rumours/rumour.ts';

const T0 = '2023-04-22T09:00:00.000Z';
const LATER = '2023-04-22T15:00:00.000Z';
const CLAIM = { ar: 'معبر أرقين مغلق', en: 'Argeen crossing is closed' };
const TEXT = { ar: 'المعبر مفتوح حتى السادسة', en: 'The crossing is open until six' };
const by = (id: string, now = T0) => ({ actor: { kind: 'staff' as const, id, role: 'officer' }, now });

function ok(step: StreamStep<Rumour> | Rejection): Rumour {
  if ('rejected' in step) throw new Error(step.detail.en);
  return step.state;
}
const why = (step: StreamStep<Rumour> | Rejection) => ('rejected' in step ? step.rejected : 'accepted');

const opened = () => ok(openRumour({ claim: CLAIM, seen: { where: 'Facebook group' } }, by('huda')));
const checking = () => ok(startCheck(opened(), { authority: 'Embassy in Khartoum' }, by('huda')));
const verdict = { status: 'false' as const, sources: ['Border authority, by phone'], reviewAt: LATER };
const judged = () => ok(judge(checking(), verdict, by('huda')));
const answered = () =>
  ok(approveAnswer(ok(proposeAnswer(judged(), { text: TEXT }, by('huda'))), { version: 1 }, by('sami')));

describe('checking', () => {
  test('counts where a claim was seen, and remembers the earliest', () => {
    const again = ok(seeAgain(opened(), { where: 'WhatsApp', count: 180, at: '2023-04-22T08:00:00.000Z' }, by('ali')));
    expect(again).toMatchObject({ seenCount: 181, firstSeenAt: '2023-04-22T08:00:00.000Z' });
    expect(why(seeAgain(opened(), { where: 'WhatsApp', at: LATER }, by('ali')))).toBe('validation');
  });

  test('a verdict needs an authority that checked, and a review that lies ahead', () => {
    expect(why(judge(opened(), verdict, by('huda')))).toBe('illegal-transition');
    expect(why(judge(checking(), { ...verdict, reviewAt: T0 }, by('huda')))).toBe('validation');
    expect(judged()).toMatchObject({ status: 'false', checking: { authority: 'Embassy in Khartoum' } });
  });

  test('is due for review once, until somebody looks again', () => {
    expect(reviewIsDue(judged(), T0)).toBe(false);
    const due = ok(markReviewDue(judged(), LATER));
    expect(due.review).toEqual({ since: LATER, told: false });
    expect(markReviewDue(due, LATER)).toMatchObject({ events: [] });
    expect(recordReviewTold(ok(recordReviewTold(due, {})), {})).toMatchObject({ events: [] });
    const again = ok(startCheck(due, { authority: 'Embassy' }, by('huda', LATER)));
    expect([again.review, reviewIsDue(again, LATER)]).toEqual([undefined, false]);
  });
});

describe('the answer', () => {
  test('is approved by somebody else, who names what he read', () => {
    const proposed = ok(proposeAnswer(judged(), { text: TEXT }, by('huda')));
    expect(why(approveAnswer(proposed, { version: 1 }, by('huda')))).toBe('second-person-required');
    const changed = ok(proposeAnswer(proposed, { text: CLAIM }, by('huda')));
    expect(why(approveAnswer(changed, { version: 1 }, by('sami')))).toBe('validation');
    expect(why(proposeAnswer(opened(), { text: TEXT }, by('huda')))).toBe('illegal-transition');
  });

  test('stays in force while a newer wording waits, and falls with the verdict it rests on', () => {
    const waiting = ok(proposeAnswer(answered(), { text: CLAIM }, by('ali')));
    expect(waiting.answer?.version).toBe(1);
    expect(ok(judge(waiting, { ...verdict, sources: ['once more'] }, by('huda'))).answer?.version).toBe(1);
    const other = ok(judge(waiting, { ...verdict, status: 'true' }, by('huda')));
    expect([other.answer, other.draft, other.sending]).toEqual([undefined, undefined, undefined]);
  });

  test('goes out to whoever asked and whoever asks later, each once; a corrected one goes to all again', () => {
    expect(why(sendAnswer(judged(), { version: 1 }, by('sami')))).toBe('validation');
    const asked = ok(linkCase(answered(), { case: 'AAAA-AAAA' }, by('huda')));
    const sending = ok(sendAnswer(asked, { version: 1 }, by('sami')));
    expect(untold(sending).map((each) => each.case)).toEqual(['AAAA-AAAA']);
    const told = ok(recordTold(sending, 1, [{ case: 'AAAA-AAAA', queued: 1, skipped: { no_address: 2 } }]));
    expect(told.sending).toMatchObject({ told: 1, skipped: { no_address: 2 } });
    expect(untold(told)).toEqual([]);
    expect(recordTold(told, 7, [{ case: 'AAAA-AAAA', queued: 1, skipped: {} }])).toMatchObject({ events: [] });
    const late = ok(linkCase(told, { case: 'BBBB-BBBB' }, by('huda')));
    expect(untold(late).map((each) => each.case)).toEqual(['BBBB-BBBB']);
    const corrected = ok(proposeAnswer(late, { text: CLAIM }, by('huda')));
    const again = ok(sendAnswer(ok(approveAnswer(corrected, { version: 2 }, by('sami'))), { version: 2 }, by('sami')));
    expect(untold(again)).toHaveLength(2);
  });
});

test('a case asks once, however often it is named', () => {
  const linked = ok(linkCase(opened(), { case: 'AAAA-AAAA' }, by('huda')));
  expect(linkCase(linked, { case: 'AAAA-AAAA' }, by('ali'))).toMatchObject({ events: [] });
  const named = ok(linkCase(linked, { case: 'AAAA-AAAA', message: 'AAAA-AAAA.2', contactId: 'c1' }, by('ali')));
  expect(named.cases).toHaveLength(1);
  expect(named.cases[0]).toMatchObject({ contactId: 'c1' });
});
