import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { type CaseFacts, withEvents } from '../../shared/figures/facts.ts';
import { type Ask, type Figures, figures } from '../../shared/figures/figures.ts';
import { histogram, quantile, reachedBy } from '../../shared/figures/measure.ts';
import { BEGIN, crisis, DAY, END } from './crisis.ts';
import { oracle, type Question, type Said } from './oracle.ts';

const CASES = 5_000;
const iso = (ms: number) => new Date(ms).toISOString();

let ledgers: CaseEvent[][];
let rows: CaseFacts[];

beforeAll(() => {
  ledgers = crisis(CASES, 20230415);
  rows = ledgers.map((events) => withEvents(undefined, events)!);
}, 600_000);

/** Figures and their rows under the names that the oracle gives them. */
function flat({ figures: made }: Figures): Record<string, Said> {
  const entries = made.flatMap(({ id, n, value, counts, lines }) => [
    [id, { n, value, counts }] as const,
    ...lines.map(
      (line) => [`${id} ${line.dimension} ${line.key}`, { n: line.n, value: line.value, counts: line.counts }] as const,
    ),
  ]);
  return Object.fromEntries(entries);
}

function agree(ask: Ask): void {
  const ours = flat(figures(rows, ask, [DEFAULT_POLICY]));
  const theirs = oracle(ledgers, ask);
  expect(Object.fromEntries(Object.keys(theirs).map((key) => [key, ours[key]]))).toEqual(theirs);
  const ids = Object.keys(ours).filter((key) => !key.includes(' '));
  expect(ids.filter((id) => !(id in theirs))).toEqual([]);
}

describe('figures of a crisis against a second reckoning from the raw ledger, to the unit', () => {
  const asks: Record<string, Question> = {
    'all fourteen days, at their end': { from: iso(BEGIN), to: iso(END), asOf: iso(END) },
    'a day of storm, two days later': {
      from: iso(BEGIN + DAY),
      to: iso(BEGIN + 2 * DAY),
      asOf: iso(BEGIN + 4 * DAY),
    },
    'one crisis, in the middle of an outage': {
      from: iso(BEGIN),
      to: iso(BEGIN + 4 * DAY),
      asOf: iso(BEGIN + 3 * DAY + 4 * 3_600_000 + 17_431),
      crisis: 'sd23',
    },
  };

  test.each(Object.entries(asks))('%s', { timeout: 300_000 }, (_name, ask) => agree(ask));

  test('taken apart by language, as if there were no others', { timeout: 300_000 }, () => {
    const ask: Ask = { from: iso(BEGIN), to: iso(END), asOf: iso(BEGIN + 10 * DAY), by: 'language' };
    const ours = flat(figures(rows, ask, [DEFAULT_POLICY]));
    const theirs = oracle(ledgers, ask, (state: CaseState) => state.language === 'ar-Latn');
    for (const id of [
      'first_response_median',
      'answered_within_target',
      'completion_rate',
      'keep_in_loop',
      'backlog',
    ]) {
      expect([id, ours[`${id} language ar-Latn`]]).toEqual([id, theirs[id]]);
    }
    expect(ours['inequality language ar-Latn']).toEqual(theirs.first_response_median);
  });

  test('the crisis holds what makes figures lie', () => {
    const types = new Set(ledgers.flat().map(({ type }) => type));
    for (const type of [
      'case.reopened',
      'case.merged',
      'case.unmerged',
      'case.restored',
      'promise.moved',
      'link.withdrawn',
    ]) {
      expect(types).toContain(type);
    }
    const late = ledgers.flat().filter((event) => event.type === 'clock.breached' && event.data.lateBySeconds > 3600);
    expect(late.length).toBeGreaterThan(100);
    const { figures: made } = figures(rows, { from: iso(BEGIN), to: iso(END), asOf: iso(END) }, [DEFAULT_POLICY]);
    for (const { id, n } of made) expect([id, n > 20]).toEqual([id, true]);
  });
});

test('an instant keeps its figures, whatever comes later', { timeout: 300_000 }, () => {
  const at = BEGIN + 8 * DAY;
  const ask: Ask = { from: iso(BEGIN), to: iso(END), asOf: iso(at), by: 'priority' };
  const until = ledgers.flatMap((events) => {
    const known = events.filter((event) => Date.parse(event.at) <= at);
    return known.length > 0 ? [withEvents(undefined, known)!] : [];
  });
  const later = ledgers.flat().filter((event) => Date.parse(event.at) > at);
  expect(later.length).toBeGreaterThan(1_000);
  expect(figures(rows, ask, [DEFAULT_POLICY])).toEqual(figures(until, ask, [DEFAULT_POLICY]));
});

test('events folded one by one make the same facts as all at once', () => {
  for (const events of ledgers.slice(0, 200)) {
    let facts: CaseFacts | undefined;
    for (const event of events) facts = withEvents(facts, [event]);
    expect(facts).toEqual(withEvents(undefined, events));
  }
});

test('facts hold no word that anybody said', () => {
  const said = JSON.stringify(rows);
  for (const word of ['Mona', 'duty officer', '+2010', 'c-1', 'wamid', 'm.16']) expect(said).not.toContain(word);
});

describe('measures', () => {
  const ended = (...list: number[]) => list.map((seconds) => ({ seconds, ended: true }));
  const open = (...list: number[]) => list.map((seconds) => ({ seconds, ended: false }));

  test('a median without open ones is the middle one', () => {
    expect(reachedBy(ended(10, 20, 30), 0.5)).toBe(20);
    expect(reachedBy(ended(10, 20, 30, 40), 0.5)).toBe(20);
    expect(reachedBy([], 0.5)).toBeNull();
  });

  test('whoever still waits pushes it up, and it is unknown while too many wait', () => {
    // Answered only, the median would be 20.
    expect(reachedBy([...ended(10, 20, 30), ...open(25, 25)], 0.5)).toBe(30);
    expect(reachedBy([...ended(10), ...open(20, 30)], 0.5)).toBeNull();
    // Kaplan and Meier's own kind of sum: 4/5 · 3/4 · 1/2.
    expect(reachedBy([...ended(1, 3, 8), ...open(5, 9)], 0.5)).toBe(8);
  });

  test('nearest rank, and buckets that hold their upper end', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.99,
      ),
    ).toBe(99);
    expect(histogram([...ended(60, 61, 300, 3600, 3601), ...open(5)]).map(({ n }) => n)).toEqual([1, 2, 0, 1, 1]);
  });
});
