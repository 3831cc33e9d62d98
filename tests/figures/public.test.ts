import { Hono } from 'hono';
import { beforeAll, expect, test } from 'vitest';
import { figureRoutes } from '../../functions/public/figures.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { type CaseFacts, withEvents } from '../../shared/figures/facts.ts';
import { figures } from '../../shared/figures/figures.ts';
import { type PublicFigures, publicFigures } from '../../shared/figures/public.ts';
import { spanWords, valueWords } from '../../shared/texts/figures.ts';
import { crisis, DAY, END } from './crisis.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const AS_OF = iso(END);

let rows: CaseFacts[];

beforeAll(() => {
  rows = crisis(120, 11).map((events: CaseEvent[]) => withEvents(undefined, events)!);
}, 60_000);

const served = (published: PublicFigures | undefined, path: string, headers: Record<string, string> = {}) => {
  const app = new Hono();
  figureRoutes(app as never, { published: async () => published });
  return app.request(path, { headers });
};

test('a case counts as completed or not a week after it came in at the earliest', () => {
  const { groups } = publicFigures(rows, AS_OF, [DEFAULT_POLICY]);
  const all = groups.find(({ id }) => id === 'all')!.figures.find(({ id }) => id === 'completion_rate')!;
  const ours = figures(rows, { from: iso(END - 97 * DAY), to: iso(END - 7 * DAY), asOf: AS_OF }, [DEFAULT_POLICY]);
  const rate = ours.figures.find(({ id }) => id === 'completion_rate')!;
  expect(all).toMatchObject({ n: rate.n, value: rate.value, from: iso(END - 97 * DAY), to: iso(END - 7 * DAY) });
  expect(all.n).toBeGreaterThan(20);
});

test('fewer than five cases are nobody’s number', () => {
  const four = publicFigures(rows.slice(0, 4), AS_OF, [DEFAULT_POLICY]);
  for (const { figures: some } of four.groups)
    for (const { n, value } of some) expect([n, value]).toEqual([null, null]);
});

test.each([
  ['ar', 'rtl', 'نسبة الإنجاز', 'بلاغات محلولة بتحقق مسجل'],
  ['en', 'ltr', 'Completion rate', 'with how it was verified on record'],
])('the page says each number with its definition and n: %s', async (lang, dir, name, definition) => {
  const published = publicFigures(rows, AS_OF, [DEFAULT_POLICY]);
  const html = await (await served(published, `/figures?lang=${lang}`)).text();
  expect(html).toContain(`<html lang="${lang}" dir="${dir}">`);
  for (const text of [name, definition]) expect(html).toContain(text);
  const { n, value, unit } = published.groups[0]!.figures[0]!;
  expect(html).toContain(`<bdi>${valueWords(unit, value)[lang as 'ar']}</bdi>`);
  expect(html).toContain(`<bdi>${n}</bdi>`);
});

test('machines get the same as JSON; before anything is counted both say so', async () => {
  const published = publicFigures(rows, AS_OF, [DEFAULT_POLICY]);
  const answer = await served(published, '/figures', { accept: 'application/json' });
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(published)));
  expect(await (await served(undefined, '/figures?lang=en')).text()).toContain('No figures have been counted yet');
  expect(await (await served(undefined, '/figures?format=json')).json()).toEqual({ asOf: null, groups: [] });
});

test('lengths of time by their two largest units', () => {
  expect(spanWords(7_500).en).toBe('2 h 5 min');
  expect(spanWords(59).en).toBe('59 s');
  expect(spanWords(0).en).toBe('0 s');
  expect(spanWords(86_400 + 59).en).toBe('1 d');
  expect(spanWords(90_061).ar).toBe('1 يوم و1 ساعة');
});
