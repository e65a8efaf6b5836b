/**
 * How long the cost landscape takes, and what it leaves of the page meanwhile: 51 × 51 networks on 1,000 images, in the page.
 *
 * The limit moves with the machine: 1.3 × the images ÷ the predictions a second that `npm run bench` measures with as many threads,
 * before and after; six seconds at most. Run by `npm run bench:landscape` against the production build in dist/. Exits with 1 where a
 * limit is not kept.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { described, traceFrames } from './frame-work.mjs';
import { measureServedPage, openReady } from './served-page.mjs';

const SAMPLES = 5;
const IMAGES = 51 ** 2 * 1000;
const MAX_SECONDS = 6;
/** What walking over the plane and hearing new requests may cost beside the predictions. */
const ALLOWANCE = 1.3;
const MAX_FRAME_MS = 8;
const MAX_TASK_MS = 50;

/** Images a second that the engine predicts, by threads. */
function predictions() {
  const folder = mkdtempSync(join(tmpdir(), 'landscape-'));
  try {
    const file = join(folder, 'predict.json');
    const program = join(import.meta.dirname, '../build/bench/program/run.js');
    execFileSync(process.execPath, [program, '--workloads', 'predict', '--engines', 'wasm-simd', '--json', file]);
    const { results } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(results.map(({ threads, imagesPerSecond }) => [threads, imagesPerSecond]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const before = predictions();
await measureServedPage(async ({ url, browser }) => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await openReady(page, url);
  await page.getByRole('navigation').getByRole('link', { name: 'Backpropagation', exact: true }).click();
  const landscape = page.locator('.landscape');
  await landscape.waitFor({ state: 'attached' });
  // Loading is over when nothing has happened for a while.
  await page.waitForTimeout(8000);
  await landscape.evaluate((element) => element.scrollIntoView());
  const progress = landscape.locator('.landscape-progress p');
  const computed = async () => {
    await progress.filter({ hasText: /1.000 images in/ }).waitFor({ timeout: 120_000 });
    const [, seconds, threads] = /in ([\d.]+)\D+s on (\d+|one) thread/.exec(await progress.textContent());
    return { seconds: Number(seconds), threads: threads === 'one' ? 1 : Number(threads) };
  };
  // The first one writes the images and compiles the engine.
  await landscape.getByRole('radio', { name: /1.000 samples/ }).check({ force: true });
  const { threads } = await computed();
  const seconds = [];
  const frames = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const work = await traceFrames(browser, page, async () => {
      await landscape.getByRole('button', { name: 'Other directions' }).click();
      await progress.filter({ hasText: 'Computing' }).waitFor();
      seconds.push((await computed()).seconds);
    });
    frames.push(work);
    console.log(`${seconds.at(-1)} s on ${threads} threads; ${work.count} frames, ${described(work)}`);
  }
  const after = predictions();
  const rate = (before.get(threads) + after.get(threads)) / 2;
  const limit = (ALLOWANCE * IMAGES) / rate;
  const median = seconds.toSorted((one, other) => one - other)[SAMPLES >> 1];
  console.log(`\nmedian ${median} s (at most ${MAX_SECONDS}), ${Math.min(...seconds)} to ${Math.max(...seconds)} s`);
  console.log(
    `at ${Math.round(rate)} predictions a second at most ${limit.toFixed(2)} s: ${(median / limit).toFixed(2)} of it`,
  );
  const isSmooth = frames.every(({ p95Ms, longestMs }) => p95Ms <= MAX_FRAME_MS && longestMs <= MAX_TASK_MS);
  return isSmooth && median <= MAX_SECONDS && median <= limit;
});
