import { signIn, startBrowser } from '../console/harness.ts';
import { startTestRoom } from '../harness/room.ts';
import { fillBoard } from './heads.ts';
import { least, most, type Row } from './report.ts';

const OPEN = 5_000;
const SCROLL_MS = 3_000;

/** In the page: when the first row of the board was painted, milliseconds after the address was opened. */
const FIRST_ROW = `new MutationObserver((_, watching) => {
  if (!document.querySelector('.grid tbody tr')) return;
  watching.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.firstRow = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

/** In the page: scrolls on and on and counts the frames that were shown. */
const SCROLL = `new Promise((done) => {
  const list = document.querySelector('.grid-scroller');
  const start = performance.now();
  let frames = 0;
  const step = () => {
    const passed = performance.now() - start;
    if (passed > ${SCROLL_MS}) return done((frames * 1000) / passed);
    frames += 1;
    list.scrollTop += 30;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/** What an officer waits for when 5,000 cases are open. */
export async function benchConsole(progress: (line: string) => void): Promise<Row[]> {
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
    const frames = (await page.evaluate(SCROLL)) as number;
    return [
      most(`console: first rows of a board of ${OPEN.toLocaleString('en')} open cases`, painted, 'ms', 1_500),
      least('console: frames while that board scrolls', frames, 'a second', 59),
    ];
  } finally {
    await browser.close();
    await room.stop();
  }
}
