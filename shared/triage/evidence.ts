/** Everything a message says that a rule may weigh, each with the words that say it. */
import { book } from './book.ts';
import type { Facts } from './facts.ts';
import type { Hit } from './matcher.ts';
import { once } from './once.ts';
import type { Idea } from './words/index.ts';

/** Ideas that only say how others are read. */
const SILENT: readonly string[] = [
  'noThing',
  'notDo',
  'noDenial',
  'but',
  'nowWord',
  'figure',
  'trifle',
  'price',
  'ordinal',
  'msgWord',
];
const ideas = once(() => (Object.keys(book().words) as Idea[]).filter((i) => !SILENT.includes(i)));

/** Names of what was found (`water`, `no:wound`, `left<26`) with the places in the text. */
export function evidence(f: Facts): Map<string, Hit[]> {
  const out = new Map<string, Hit[]>();
  const put = (name: string, hits: Hit[]) => {
    if (hits.length > 0) out.set(name, hits);
  };
  for (const idea of ideas()) {
    put(idea, f.live(idea));
    if (!out.has(idea)) put(`told:${idea}`, f.said(idea));
    put(`no:${idea}`, f.denied(idea));
  }
  const at = (t: number): Hit[] => [{ s: t, e: t, denied: false }];
  for (const [k, v] of Object.entries(f.told)) if (v) out.set(`is:${k}`, []);
  if (f.tokens.some((t) => t.asked)) out.set('asked', []);
  for (const a of f.numbers.ages)
    put(a.years < 2 ? 'age<2' : a.years < 18 ? 'age<18' : a.years >= 65 ? 'age65' : 'adultAge', at(a.at));
  for (const p of f.numbers.percents) if (p.value < 10) put('percent<10', at(p.at));
  for (const s of f.numbers.spans)
    if (s.when !== 'age')
      put(`span:${s.when}:${s.hours < 24 ? 'h' : s.hours <= 72 ? 'd' : s.hours <= 720 ? 'w' : 'm'}`, at(s.at));
  const people = f.people;
  if ((people.count ?? 0) > 4) out.set('many', []);
  for (const k of ['infants', 'elderly', 'disabled', 'writerIsChild'] as const) if (people[k]) out.set(`p:${k}`, []);
  if (people.minors) out.set('p:minors', []);
  const quiet = [...f.live('silent'), ...f.denied('respond')];
  const silent = f.lasted(quiet);
  if (quiet.length > 0)
    out.set(
      silent === undefined ? 'silent:?' : silent < 12 ? 'silent<12' : silent < 44 ? 'silent<44' : 'silent>44',
      quiet,
    );
  const meds = [...f.live('medicine'), ...f.live('lifeMed'), ...f.live('dialysis'), ...f.live('cureOut')];
  const left = meds.length > 0 ? f.left(meds) : undefined;
  if (left !== undefined) out.set(left <= 26 ? 'left<26' : left <= 80 ? 'left<80' : 'left>80', meds);
  const place = [...f.live('border'), ...f.live('port'), ...f.live('airport'), ...f.live('stuck')];
  const there = place.length > 0 ? f.lasted(place) : undefined;
  if (there !== undefined) out.set(there < 24 ? 'there<24' : there < 2000 ? 'there>24' : 'there:long', place);
  const vital = [...f.live('waterOut'), ...f.live('milkOut')];
  const dry = vital.length > 0 ? f.lasted(vital) : undefined;
  if (dry !== undefined) out.set(dry < 12 ? 'dry<12' : 'dry>12', vital);
  if (f.tokens.length > 45) out.set('long', []);
  return out;
}
