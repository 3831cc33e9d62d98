import type { Page } from 'playwright-core';
import { signIn, startBrowser } from '../console/harness.ts';
import { startTestRoom } from '../harness/room.ts';
import { fillBoard } from './heads.ts';
import { least, most, type Row } from './report.ts';

const OPEN = 5_000;
const FRAMES = 180;

/** In the page: when the first row of the board was painted, milliseconds after the address was opened. */
const FIRST_ROW = `new MutationObserver((_, watching) => {
  if (!document.querySelector('.grid tbody tr')) return;
  watching.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.firstRow = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

/** In the page: scrolls half a row with every frame, and says how many frames a second were shown. */
const SCROLL = `new Promise((done) => {
  const list = document.querySelector('.grid-scroller');
  const start = performance.now();
  let left = ${FRAMES};
  const step = () => {
    if (left-- === 0) return done((${FRAMES} * 1000) / (performance.now() - start));
    list.scrollTop += 30;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/** What an officer waits for when 5,000 cases are open. */
export async function* benchConsole(progress: (line: string) => void): AsyncGenerator<Row> {
  const room = await startTestRoom();
  const browser = await startBrowser();
  try {
    await fillBoard(room.aws.dynamodb, 'ops-room-local-cases', { from: 0, to: OPEN, at: room.now() }, progress);
    const { page } = await signIn(browser, room, 'officer');
    await page.locator('.grid tbody tr').first().waitFor();
    // The files of the first visit stay in the browser; what is measured is a morning like every other.
    await page.addInitScript(FIRST_ROW);
    await page.reload();
    const painted = Number(await page.locator('html[data-first-row]').getAttribute('data-first-row'));
    yield most(`console: first rows of a board of ${OPEN.toLocaleString('en')} open cases`, painted, 'ms', 1_500);
    progress('  the board scrolls');
    const { frames, work } = await scrolled(page);
    // Frames tell of the whole machine and of its neighbours; the work of one tells of the console: a frame lasts 16.7 ms.
    yield most('console: work of the page for each frame while that board scrolls', work, 'ms', 8);
    yield least('console: frames while that board scrolls', frames, 'a second', 59);
  } finally {
    await browser.close();
    await room.stop();
  }
}

/** @returns frames a second, and milliseconds of processor time that the page's own thread needs for one. */
async function scrolled(page: Page): Promise<{ frames: number; work: number }> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await debug.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  const before = await worked();
  const frames = (await page.evaluate(SCROLL)) as number;
  return { frames, work: ((await worked()) - before) / FRAMES };
}
