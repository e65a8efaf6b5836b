/**
 * How long the page's own benchmark takes as it is set at first, and what it leaves of the page meanwhile.
 *
 * At most 60 seconds from the press of the button to the three sentences; no picture is drawn and no frame asked for while it runs. Run by
 * `npm run bench:benchmark` against the production build in dist/. Exits with 1 where a limit is not kept.
 */
import { measureServedPage, openReady } from './served-page.mjs';

const MAX_SECONDS = 60;
/** Sentences, plots and tables at the end, and what the browser does of its own. */
const MAX_FRAMES = 20;

await measureServedPage(async ({ url, browser }) => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.addInitScript(() => {
    const ask = globalThis.requestAnimationFrame;
    globalThis.askedFrames = 0;
    globalThis.requestAnimationFrame = (callback) => {
      globalThis.askedFrames++;
      return ask(callback);
    };
  });
  await openReady(page, url);
  await page.getByRole('navigation').getByRole('link', { name: 'Benchmark', exact: true }).click();
  const section = page.locator('[data-section=benchmark]');
  const measure = section.getByRole('button', { name: 'Measure', exact: true });
  await measure.waitFor();
  // Loading is over when nothing has happened for a while.
  await page.waitForTimeout(8000);
  const framesBefore = await page.evaluate(() => globalThis.askedFrames);
  const startMs = performance.now();
  await measure.click();
  await section.getByText(/^Measured in/).waitFor({ timeout: 240_000 });
  const seconds = (performance.now() - startMs) / 1000;
  const frames = (await page.evaluate(() => globalThis.askedFrames)) - framesBefore;
  for (const sentence of await section.locator('.benchmark-sentences li').allTextContents()) console.log(sentence);
  console.log(await section.locator('.benchmark-conditions p').textContent());
  console.log(`\n${seconds.toFixed(1)} s (at most ${MAX_SECONDS}), ${frames} frames asked for (at most ${MAX_FRAMES})`);
  return seconds <= MAX_SECONDS && frames <= MAX_FRAMES;
});
