/**
 * How well triage reads messages: every labelled set by language and by kind of difficulty, with every miss; then the same
 * with points learnt without the message that is read (the word lists have seen it all the same: only a set kept aside
 * measures messages never seen). Run alone: `npx tsx tests/bench/triage.ts`.
 */
import { evidence } from '../../shared/triage/evidence.ts';
import { readFacts } from '../../shared/triage/facts.ts';
import { decide, isContentless } from '../../shared/triage/rules.ts';
import { type Suggestion, suggest } from '../../shared/triage/suggest.ts';
import { lean, listen, piecesOf, weigh } from '../../shared/triage/weigh.ts';
import { least, most, type Row } from './report.ts';
import { type Labelled, labelled, SETS, type SetName, UNSEEN } from './triage-sets.ts';
import { examples, learn } from './triage-train.ts';

interface Score {
  messages: number;
  p1: number;
  recall: number;
  precision: number;
  priority: number;
  category: number;
}

interface Read {
  message: Labelled;
  said: Pick<Suggestion, 'priority' | 'category'> & { reasons: Suggestion['reasons'] };
}

/** Suggests for each message what the room would. */
export function readAll(set: readonly Labelled[]): { message: Labelled; said: Suggestion }[] {
  return set.map((message) => ({ message, said: suggest(message.text, { channel: message.channel }) }));
}

/** The same with points learnt from all sets but the part of this one that is read. */
async function readUnlearnt(name: SetName, progress: (line: string) => void): Promise<Read[]> {
  const set = labelled(name);
  const others = (Object.keys(SETS) as SetName[]).filter((n) => n !== name);
  const out: Read[] = [];
  for (let part = 0; part < PARTS; part++) {
    progress(`  learning without part ${part + 1} of ${PARTS} of the ${name} set`);
    await breath();
    const { table, heard } = learn(
      examples([
        ...others.map((n) => [labelled(n), SETS[n]] as const),
        [set.filter((_, i) => i % PARTS !== part), SETS[name]],
      ]),
    );
    for (const message of set.filter((_, i) => i % PARTS === part)) {
      const f = readFacts(message.text);
      if (isContentless(f)) {
        out.push({ message, said: suggest(message.text) });
        continue;
      }
      const said = evidence(f);
      const single = listen(piecesOf(said.keys(), f.tokens, f.lang === 'ar-Latn'), heard);
      const kinds = lean(weigh([...said.keys()], table), single.shares);
      out.push({ message, said: { ...decide(f, said, kinds), reasons: [] } });
    }
  }
  return out;
}
const PARTS = 4;

/** A turn of the event loop: Ctrl-C is heard. */
const breath = () => new Promise((resolve) => setImmediate(resolve));

/** Shares of 0–1; recall and precision are those of P1, and 1 where there is none to find. */
export function score(read: readonly Read[]): Score {
  const count = (want: (r: (typeof read)[number]) => boolean) => read.filter(want).length;
  const p1 = count((r) => r.message.expect.priority === 'P1');
  const found = count((r) => r.message.expect.priority === 'P1' && r.said.priority === 'P1');
  const claimed = count((r) => r.said.priority === 'P1');
  return {
    messages: read.length,
    p1,
    recall: p1 === 0 ? 1 : found / p1,
    precision: claimed === 0 ? 1 : found / claimed,
    priority: count((r) => r.said.priority === r.message.expect.priority) / read.length,
    category: count((r) => r.said.category === r.message.expect.category) / read.length,
  };
}

/** Milliseconds a message: the best of `rounds` readings of the whole set, since a busy machine only adds. */
function timePerMessage(set: readonly Labelled[], rounds = 7): number {
  readAll(set);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    readAll(set);
    best = Math.min(best, performance.now() - started);
  }
  return best / set.length;
}

function groups(read: readonly Read[], by: (m: Labelled) => string): Map<string, Read[]> {
  const out = new Map<string, Read[]>();
  for (const r of read) out.set(by(r.message), [...(out.get(by(r.message)) ?? []), r]);
  return new Map([...out].sort((a, b) => b[1].length - a[1].length));
}

const percent = (share: number) => `${Math.round(share * 100)} %`.padStart(6);

function line(name: string, s: Score): string {
  return `${name.padEnd(22)}${String(s.messages).padStart(5)}${String(s.p1).padStart(5)}${percent(s.recall)}${percent(s.precision)}${percent(s.priority)}${percent(s.category)}`;
}

/** Prints the figures and every miss; returns the rows of the bench's table. */
export async function* benchTriage(progress: (line: string) => void): AsyncGenerator<Row> {
  for (const name of Object.keys(SETS) as SetName[]) {
    const read = readAll(labelled(name));
    const all = score(read);
    console.log(`\ntriage, ${name} set`.padEnd(23), '  all   P1 found right  exact  category');
    console.log(line('all', all));
    for (const [what, by] of [
      ['language', (m: Labelled) => m.lang],
      ['difficulty', (m: Labelled) => m.hard],
    ] as const) {
      console.log(`by ${what}`);
      for (const [key, part] of groups(read, by)) console.log(line(`  ${key}`, score(part)));
    }
    for (const { message, said } of read) {
      const { priority, category } = message.expect;
      if (said.priority === priority && said.category === category) continue;
      const why = said.reasons.map((r) => `${r.rule} ${r.words.join(', ')}`).join('; ');
      console.log(
        `${message.id} wanted ${priority} ${category}, got ${said.priority} ${said.category} (${why})\n    ${message.text}`,
      );
    }
    yield* [
      least(`triage, ${name} set: P1 found`, all.recall, '', 0.97, 'a set that triage learnt from'),
      least(`triage, ${name} set: P1 right`, all.precision, '', 0.8),
      least(`triage, ${name} set: priority exactly right`, all.priority, '', 0.8),
      least(`triage, ${name} set: category right`, all.category, '', 0.75),
    ];
  }
  for (const name of ['public', 'blind'] as const) {
    const s = score(await readUnlearnt(name, progress));
    console.log(line(`${name}, unlearnt`, s));
    yield* [
      least(`triage, ${name} set, points learnt without it: P1 found`, s.recall, '', 0.97),
      least(`triage, ${name} set, points learnt without it: P1 right`, s.precision, '', 0.8),
      least(`triage, ${name} set, points learnt without it: priority`, s.priority, '', 0.8),
      least(`triage, ${name} set, points learnt without it: category`, s.category, '', 0.75),
    ];
  }
  for (const name of UNSEEN) {
    const s = score(readAll(labelled(name)));
    console.log(line(name, s));
    yield* [
      least(`triage, ${name} set: P1 found`, s.recall, '', 0.97, 'never learnt from, misses not read'),
      least(`triage, ${name} set: P1 right`, s.precision, '', 0.8),
      least(`triage, ${name} set: priority exactly right`, s.priority, '', 0.8),
      least(`triage, ${name} set: category right`, s.category, '', 0.75),
    ];
  }
  await breath();
  yield most('triage of a message', timePerMessage(labelled('public')), 'ms', 2, 'best of 7 rounds');
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const rows: Row[] = [];
  for await (const row of benchTriage(console.error)) rows.push(row);
  console.table(rows);
}
