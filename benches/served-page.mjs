import { availableParallelism, cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from '../tests/house/browser.mjs';

/**
 * Runs `measure({ url, browser })` with the production build in dist/ served and a browser open, and closes both after it.
 *
 * What it returns says whether all limits are kept; where they are not the program exits with 1.
 */
export async function measureServedPage(measure) {
  const server = await preview({ preview: { port: 0, strictPort: false }, logLevel: 'silent' });
  const url = `http://localhost:${server.httpServer.address().port}/`;
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  try {
    console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Chromium ${browser.version()}\n`);
    process.exitCode = (await measure({ url, browser })) ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Opens the page and waits until the network answers. */
export async function openReady(page, url) {
  await page.goto(url);
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor();
  await page.getByLabel('Draw a digit', { exact: true }).waitFor();
}
