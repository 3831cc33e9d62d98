import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Both } from '../../shared/case/events.ts';

const web = new URL('../../functions/console/web/', import.meta.url);

/** All screens' words lie in one drawer: whichever is loaded last would speak for the others. */
test('a word that two screens know by one name says the same on both', async () => {
  const said = new Map<string, { by: string; text: Both }>();
  const clashes: string[] = [];
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)texts\.ts$/.test(file));
  for (const file of files) {
    const all = Object.entries((await import(new URL(file, web).href)) as Record<string, Record<string, Both>>);
    const parts = all.filter(([part]) => part.endsWith('TEXTS'));
    for (const [name, text] of parts.flatMap(([, part]) => Object.entries(part))) {
      const other = said.get(name);
      if (other && (other.text.ar !== text.ar || other.text.en !== text.en))
        clashes.push(`${name}: ${other.by}, ${file}`);
      said.set(name, { by: file, text });
    }
  }
  expect(files.length).toBeGreaterThan(10);
  expect(clashes).toEqual([]);
});
