import { describe, expect, test } from 'vitest';
import type { Notice, Shift, SitRep } from '../../functions/console/web/answers.ts';
import {
  conflictsIn,
  keepMine,
  shown,
  takeTheirs,
  typedOf,
  withTyped,
} from '../../functions/console/web/desk/typed.ts';
import { type Decision, nextBatch, pendingOf, without } from '../../functions/console/web/handover/decide.ts';
import { contentOf, valuesOf as noticeValues } from '../../functions/console/web/notices/content.ts';
import {
  freshField,
  NOBODY,
  personFields,
  rosterBody,
  valuesOf as rosterValues,
} from '../../functions/console/web/shifts/roster.ts';
import { changedFigures, changedSections } from '../../functions/console/web/sitreps/compare.ts';

/** What the screens of shifts, reports and publications decide by themselves: how two people's typing meets, what is sent. */

describe('a form that two people type in', () => {
  const began = { title: 'old', body: 'text' };
  const mine = withTyped({ typed: {}, base: {} }, began, 'title', 'mine');

  test('shows what others wrote into fields that one has not touched', () => {
    expect(shown(mine, { title: 'old', body: 'theirs' }, 'body')).toBe('theirs');
    expect(shown(mine, { title: 'old', body: 'theirs' }, 'title')).toBe('mine');
    expect(conflictsIn(mine, { title: 'old', body: 'theirs' })).toEqual([]);
  });

  test('puts both beside each other where both wrote, until one is chosen', () => {
    const now = { title: 'theirs', body: 'text' };
    expect(conflictsIn(mine, now)).toEqual(['title']);
    expect(conflictsIn(keepMine(mine, now, 'title'), now)).toEqual([]);
    expect(shown(keepMine(mine, now, 'title'), now, 'title')).toBe('mine');
    expect(shown(takeTheirs(mine, 'title'), now, 'title')).toBe('theirs');
  });

  test('is at peace where both wrote the same', () => {
    expect(conflictsIn(mine, { title: 'mine' })).toEqual([]);
  });

  test('a third change after a choice is a new question', () => {
    const chosen = keepMine(mine, { title: 'theirs' }, 'title');
    expect(conflictsIn(chosen, { title: 'third' })).toEqual(['title']);
  });

  test('a damaged draft is no draft', () => {
    expect(typedOf('{"typed":')).toEqual({ typed: {}, base: {} });
  });
});

describe('decisions about lines of a pack', () => {
  const take: Decision = { disposition: 'take', to: 'nadia' };
  const noted: Decision = { disposition: 'noted' };

  test('that are the same go out together, the one that waited longest first', () => {
    const pending = new Map([
      ['a', take],
      ['b', noted],
      ['c', { ...take }],
    ]);
    expect(nextBatch(pending)).toEqual({ lines: ['a', 'c'], ...take });
    expect([...without(pending, { lines: ['a', 'c'], ...take }).keys()]).toEqual(['b']);
    expect(nextBatch(new Map())).toBeUndefined();
  });

  test('one that was changed while it was on its way goes again', () => {
    expect([...without(new Map([['a', noted]]), { lines: ['a'], ...take })]).toEqual([['a', noted]]);
  });

  test('come back from a draft in their order; a damaged draft is none', () => {
    const pending = new Map([
      ['b', noted],
      ['a', take],
    ]);
    expect(pendingOf(JSON.stringify([...pending]))).toEqual(pending);
    expect(pendingOf('[[').size).toBe(0);
  });

  test('no request names more lines than the API takes', () => {
    const many = new Map(Array.from({ length: 450 }, (_, n) => [`line ${n}`, noted]));
    expect(nextBatch(many)?.lines).toHaveLength(200);
  });
});

describe('a roster', () => {
  const shift: Shift = {
    id: '20261122T0600Z-k3f9',
    version: 3,
    team: 'room',
    start: '2026-11-22T06:00:00.000Z',
    end: '2026-11-22T14:30:00.000Z',
    roster: [
      { staff: 'huda', role: 'supervisor', from: '2026-11-22T06:00:00.000Z', to: '2026-11-22T14:30:00.000Z' },
      {
        staff: 'sami',
        role: 'officer',
        from: '2026-11-22T07:00:00.000Z',
        to: '2026-11-22T14:30:00.000Z',
        state: 'tired',
      },
    ],
    instructions: [],
  };
  const values = rosterValues(shift);
  const value = (name: string) => values[name] ?? '';

  test('is sent as it was read where nobody changed it; only hours of somebody’s own are named', () => {
    expect(rosterBody(value, personFields(values, {}), shift.start)).toEqual({
      team: 'room',
      start: shift.start,
      end: shift.end,
      roster: [
        { staff: 'huda', role: 'supervisor' },
        { staff: 'sami', role: 'officer', from: '2026-11-22T07:00:00.000Z', state: 'tired' },
      ],
    });
  });

  test('somebody added and somebody taken off are fields like others', () => {
    const fresh = freshField(personFields(values, {}));
    const typed = { [fresh]: JSON.stringify({ ...NOBODY, staff: 'nadia' }), 'person huda': '' };
    const now = (name: string) => (typed as Record<string, string>)[name] ?? value(name);
    const { roster } = rosterBody(now, personFields(values, typed), shift.start);
    expect(roster.map(({ staff }) => staff)).toEqual(['sami', 'nadia']);
  });
});

test('a notice comes back from its form as it went in, with the shape that the form has no field for', () => {
  const content: NonNullable<Notice['current']>['content'] = {
    title: { ar: 'عنوان', en: 'Title' },
    body: { ar: 'نص', en: 'Body' },
    area: {
      countries: ['SD', 'EG'],
      name: { ar: 'الخرطوم', en: 'Khartoum' },
      polygon: [
        [15, 32],
        [16, 32],
        [16, 33],
      ],
    },
    severity: 'Severe',
    urgency: 'Immediate',
    certainty: 'Observed',
    response: 'Evacuate',
    category: 'Safety',
    expires: '2026-11-24T10:00:00.000Z',
  };
  const values = noticeValues(content);
  expect(contentOf((name) => values[name] ?? '', content)).toEqual(content);
});

test('of two editions only what moved is shown', () => {
  const figure = (id: string, value: number | null, n: number) => ({ id, value, n }) as SitRep['figures'][number];
  const words = (ar: string) => ({ ar, en: 'x', by: 'huda', at: '' });
  const before = { figures: [figure('a', 1, 2), figure('b', 3, 4)], sections: { headline: words('أول') } };
  const after = {
    figures: [figure('a', 1, 2), figure('b', 3, 5), figure('c', null, 0)],
    sections: { headline: words('ثان'), gaps: words('نقص') },
  };
  expect(changedFigures(before, after).map(({ figure: { id }, before: old }) => [id, old?.n])).toEqual([
    ['b', 4],
    ['c', undefined],
  ]);
  expect(changedSections(before, after)).toEqual(['headline', 'gaps']);
});
