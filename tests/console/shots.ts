/**
 * `npx tsx tests/console/shots.ts <folder> [name…]`: pictures of every screen, in both languages and themes, of a room that is in the middle of its
 * evening. For eyes; tests look at the same places.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestRoom } from '../harness/room.ts';
import { dress, open, settled, signIn, startBrowser } from './harness.ts';
import { play } from './story.ts';

const [folder, ...names] = process.argv.slice(2);
if (!folder) throw new Error('say where to put them: npx tsx tests/console/shots.ts <folder>');
await mkdir(folder, { recursive: true });
console.log('a room is played to the middle of its evening…');
const room = await startTestRoom({ workers: 1 });
const browser = await startBrowser();
try {
  const places = (await play(room)).filter(({ name }) => names.length === 0 || names.includes(name));
  const officer = await signIn(browser, room, 'officer');
  const supervisor = await signIn(browser, room, 'supervisor');
  for (const lang of ['ar', 'en'] as const) {
    for (const theme of ['day', 'night'] as const) {
      for (const { name, hash, ready, as } of places) {
        const { page } = as ? supervisor : officer;
        await open(page, hash, ready);
        await settled(page);
        await dress(page, lang, theme);
        // Nothing lights up under a pointer that nobody moves.
        await page.mouse.move(0, 0);
        await page.screenshot({ path: join(folder, `${name}-${lang}-${theme}.png`) });
      }
      console.log(`${lang} ${theme}: ${places.length} pictures`);
    }
  }
} finally {
  await browser.close();
  await room.stop();
}
