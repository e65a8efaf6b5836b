/**
 * Does memory stay flat? A thousand drawings, each cleared again, with every section loaded.
 *
 * What is counted is what is left after garbage has been collected: the memory of the page and its workers, nodes and listeners. The
 * first drawings fill what has a limit (200 steps of undo, caches) and are not counted. Run by `npm run bench:memory`
 * against the production build in dist/. Exits with 1 where a limit is not kept.
 */
import { measureServedPage, openReady } from './served-page.mjs';
import { hasStayed, stockText, takeStock } from './stock.mjs';

const DRAWINGS = 1000;
/**
 * A drawing and its clearing are two steps of undo; compiled code and caches go on filling for another thousand drawings, four million
 * bytes in all, and stay.
 */
const WARM_UP = 1400;
/** What one stock differs from the next, since caches come and go, is up to a million bytes. */
const MAX_GROWTH_BYTES = 2_000_000;

await measureServedPage(async ({ url, browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await openReady(page, url);
  for (const section of await page.locator('main > section').all()) {
    await section.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1000);
  }
  await page.evaluate(() => scrollTo(0, 0));
  const protocol = await context.newCDPSession(page);
  await drawAndClear(page, WARM_UP);
  const before = await takeStock(page, protocol);
  await drawAndClear(page, DRAWINGS);
  const after = await takeStock(page, protocol);
  console.log(`before ${DRAWINGS} drawings: ${stockText(before)}\nafter:                 ${stockText(after)}`);
  return hasStayed(before, after, MAX_GROWTH_BYTES);
});

/** Draws with events of the page's own, each drawing shown in frames as if by hand, only faster. */
async function drawAndClear(page, times) {
  await page.getByLabel('Draw a digit', { exact: true }).evaluate(async (pad, count) => {
    pad.setPointerCapture = () => undefined;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const clear = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Clear');
    for (let drawing = 0; drawing < count; drawing++) {
      const box = pad.getBoundingClientRect();
      const pen = (type, across, down) =>
        pad.dispatchEvent(
          new PointerEvent(type, {
            pointerId: 1,
            pointerType: 'mouse',
            buttons: 1,
            bubbles: true,
            clientX: box.left + across * box.width,
            clientY: box.top + down * box.height,
          }),
        );
      const slant = (drawing % 20) / 100;
      pen('pointerdown', 0.3, 0.2);
      for (let move = 1; move <= 8; move++) {
        pen('pointermove', 0.3 + 0.05 * move - slant, 0.2 + 0.07 * move);
        if (move % 4 === 0) await frame();
      }
      pen('pointerup', 0.7 - slant, 0.76);
      await frame();
      clear.click();
    }
  }, times);
  await page.waitForTimeout(2000);
}
