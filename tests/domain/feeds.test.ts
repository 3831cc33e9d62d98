import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { atomFeed } from '../../shared/notices/atom.ts';
import { publicCap } from '../../shared/notices/cap.ts';
import { feedText, type Published, publishedNotices } from '../../shared/notices/feeds.ts';
import { jsonFeed } from '../../shared/notices/json-feed.ts';
import type { Notice, NoticeContent, NoticeVersion } from '../../shared/notices/notice.ts';

const schema = (name: string) => readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8');
const BASE = 'https://ops.example.eg';
const T0 = '2023-04-22T09:00:00.123Z';
const T1 = '2023-04-22T12:00:00.000Z';

/** With everything that XML and JSON could stumble over. */
const CONTENT: NoticeContent = {
  title: { ar: 'تجمع <جديد> & "مهم"', en: 'New <assembly> & "point"' },
  body: { ar: 'سطر أول\nسطر ثان', en: 'A\u0007 bell, \uFFFE and ]]> a line\nanother' },
  instruction: { ar: 'لا تتحركوا ليلا', en: 'Do not move at night' },
  area: {
    countries: ['SD', 'EG'],
    name: { ar: 'أرقين', en: 'Argeen' },
    polygon: [
      [15.6, 32.5],
      [15.7, 32.5],
      [15.7, 32.6],
    ],
    circle: { lat: 22, lon: 31.3, radiusKm: 12.5 },
  },
  severity: 'Severe',
  urgency: 'Immediate',
  certainty: 'Observed',
  response: 'Evacuate',
  category: 'Transport',
  onset: '2023-04-22T10:00:00.000Z',
  expires: '2023-04-24T09:00:00.000Z',
};
const REASON = { ar: 'تغير <المكان>', en: 'The <place> changed' };

function version(number: number, more: Partial<NoticeVersion> = {}): NoticeVersion {
  const msgType = number === 1 ? 'Alert' : 'Update';
  return { version: number, msgType, content: CONTENT, publishedAt: number === 1 ? T0 : T1, ...more };
}

function published(id: string, current: NoticeVersion): Published {
  const history = Array.from({ length: current.version }, (_, index) => {
    const { version: of, msgType, publishedAt } = index + 1 === current.version ? current : version(index + 1);
    return { version: of, seq: 3 * (index + 1), msgType, publishedAt };
  });
  const notice: Notice = {
    kind: 'assembly_point',
    createdBy: 'huda',
    createdAt: T0,
    drafts: current.version,
    current,
    history,
  };
  return { id, notice, version: current };
}

const ALL = [
  published('k7m29qxf', version(1)),
  published('k7m29qxg', version(2, { reason: REASON })),
  published('k7m29qxh', version(3, { msgType: 'Cancel', reason: REASON })),
];

async function faults(contents: string, name: string, extension: 'schema' | 'relaxng') {
  const { valid, rawOutput } = await validateXML({
    xml: [{ fileName: 'made.xml', contents }],
    extension,
    schema: [{ fileName: name, contents: schema(name) }],
  });
  return valid ? [] : [rawOutput];
}

describe('CAP 1.2', () => {
  const cap = ({ id, notice, version: of }: Published) =>
    publicCap({ id, notice, version: of, sender: 'ops.example.eg', baseUrl: BASE });

  test.each(ALL)('a notice holds against the schema of OASIS: $version.msgType', async (each) => {
    expect(await faults(cap(each), 'CAP-v1.2.xsd', 'schema')).toEqual([]);
  });

  test('the schema sees what is wrong', async () => {
    const wrong = cap(ALL[0]!).replace('<scope>Public</scope>', '<scope>Everybody</scope>');
    expect(await faults(wrong, 'CAP-v1.2.xsd', 'schema')).not.toEqual([]);
  });

  test('a correction names everything before it, a cancellation says that it is over', () => {
    expect(cap(ALL[0]!)).not.toContain('<references>');
    expect(cap(ALL[2]!)).toContain(
      '<references>ops.example.eg,k7m29qxh.1,2023-04-22T09:00:00-00:00 ops.example.eg,k7m29qxh.2,2023-04-22T12:00:00-00:00</references>',
    );
    expect(cap(ALL[2]!)).toContain('<responseType>AllClear</responseType><urgency>Past</urgency>');
    expect(cap(ALL[0]!)).toContain('<polygon>15.6,32.5 15.7,32.5 15.7,32.6 15.6,32.5</polygon>');
    expect(cap(ALL[0]!)).toContain('<circle>22,31.3 12.5</circle>');
    expect(cap(ALL[0]!).match(/<language>\w+<\/language>/g)).toEqual([
      '<language>ar</language>',
      '<language>en</language>',
    ]);
  });
});

describe('feeds', () => {
  test.each(['ar', 'en'] as const)('Atom holds against the grammar of RFC 4287, full and empty: %s', async (lang) => {
    for (const items of [ALL, []]) {
      const made = atomFeed(feedText(items, lang, '/alerts.atom', BASE));
      expect(await faults(made, 'atom.rng', 'relaxng')).toEqual([]);
      expect(made).toContain(`xml:lang="${lang}"`);
      expect(made).toContain('rel="self"');
    }
    const twice = atomFeed(feedText(ALL, lang, '/alerts.atom', BASE)).replace(
      '<updated>',
      '<updated>yesterday</updated><updated>',
    );
    expect(await faults(twice, 'atom.rng', 'relaxng')).not.toEqual([]);
  });

  test.each(['ar', 'en'] as const)('JSON Feed holds against version 1.1, full and empty: %s', (lang) => {
    const ajv = new Ajv2020({ allErrors: true });
    formats.default(ajv);
    const check = ajv.compile(JSON.parse(schema('json-feed-1.1.json')) as object);
    for (const items of [ALL, []]) {
      check(JSON.parse(JSON.stringify(jsonFeed(feedText(items, lang, '/alerts.json', BASE)))));
      expect(check.errors ?? []).toEqual([]);
    }
    expect(check({ version: 'https://jsonfeed.org/version/1.1', title: 'x', items: [{ id: 'a' }] })).toBe(false);
  });

  test('what is corrected or cancelled says so, and the newest comes first', () => {
    const { items } = feedText(ALL, 'en', '/alerts.atom', BASE);
    expect(items.map(({ title }) => title.slice(0, 11))).toEqual(['New <assemb', '[Updated] N', '[Cancelled]']);
    expect(items[1]!.text).toMatch(/^Updated: The <place> changed\n\n/);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
  });
});

test('what has ended is shown for a week, apart from what is in force', () => {
  const heads = ALL.map(({ id, notice }) => ({ id, state: notice }));
  const ids = (list: readonly Published[]) => list.map(({ id }) => id);
  const on = (day: string) => publishedNotices(heads, `2023-04-${day}T13:00:00.000Z`);
  expect([ids(on('22').inForce), ids(on('22').past)]).toEqual([['k7m29qxg', 'k7m29qxf'], ['k7m29qxh']]);
  expect([ids(on('25').inForce), ids(on('25').past)]).toEqual([[], ['k7m29qxg', 'k7m29qxh', 'k7m29qxf']]);
  expect(on('30').past.map(({ id }) => id)).toEqual(['k7m29qxg', 'k7m29qxf']);
});
