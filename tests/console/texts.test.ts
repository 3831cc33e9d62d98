import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Both } from '../../shared/case/events.ts';

const web = new URL('../../functions/console/web/', import.meta.url);

const files = readdirSync(web, { recursive: true, encoding: 'utf8' });

/** What every screen says, by the file that says it. */
async function* words(): AsyncGenerator<[file: string, name: string, text: Both]> {
  for (const file of files.filter((each) => /(^|\/)texts\.ts$/.test(each))) {
    const all = Object.entries((await import(new URL(file, web).href)) as Record<string, Record<string, Both>>);
    const parts = all.filter(([part]) => part.endsWith('TEXTS'));
    for (const [name, text] of parts.flatMap(([, part]) => Object.entries(part))) yield [file, name, text];
  }
}

/** All screens' words lie in one drawer: whichever is loaded last would speak for the others. */
test('a word that two screens know by one name says the same on both', async () => {
  const said = new Map<string, { by: string; text: Both }>();
  const clashes: string[] = [];
  for await (const [file, name, text] of words()) {
    const other = said.get(name);
    if (other && (other.text.ar !== text.ar || other.text.en !== text.en))
      clashes.push(`${name}: ${other.by}, ${file}`);
    said.set(name, { by: file, text });
  }
  expect(said.size).toBeGreaterThan(500);
  expect(clashes).toEqual([]);
});

test('every word is said somewhere', async () => {
  const code = files
    .filter((file) => /\.tsx?$/.test(file))
    // What gives a word its name does not say it.
    .map((file) => readFileSync(new URL(file, web), 'utf8').replace(/'[\w.]+':/g, ''))
    .join('\n');
  const quoted = new Set([...code.matchAll(/['"`]([\w.]+)['"`]/g)].map(([, name]) => name!));
  // Names that are put together: `filter_${each}`, `${each}_from`.
  const begins = [...code.matchAll(/`([\w.]+[_.])\$\{[^}]*\}`/g)].map(([, part]) => part!);
  const ends = [...code.matchAll(/`\$\{[^}]*\}(_\w+)`/g)].map(([, part]) => part!);
  const dead: string[] = [];
  for await (const [file, name] of words()) {
    const plain = name.replace(/_(zero|one|two|few|many|other)$/, '');
    const put = begins.some((part) => name.startsWith(part)) || ends.some((part) => name.endsWith(part));
    if (!put && !quoted.has(name) && !quoted.has(plain)) dead.push(`${name}: ${file}`);
  }
  expect(dead).toEqual([]);
});
