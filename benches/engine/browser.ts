import { chromium } from '@playwright/test';
import { findOrInstallBrowser } from '../../tests/house/browser.mjs';
import type { Message, Report, RunSettings } from './results.ts';
import { servePage } from './serve.ts';

const ARGUMENTS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Builds the page, opens it in headless Chromium, and waits for what its worker reports; progress goes to stderr. */
export async function runInBrowser(
  root: string,
  mnist: string | null,
  settings: RunSettings,
): Promise<{ report: Report; browser: string }> {
  const executablePath = findOrInstallBrowser();
  const server = await servePage(root, mnist);
  const browser = await chromium.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...ARGUMENTS],
  });
  try {
    const page = await browser.newPage();
    const report = await new Promise<Report>((done, fail) => {
      const receive = (message: Message) => {
        if (message.type === 'progress') process.stderr.write(`${message.text}\n`);
        else if (message.type === 'done') done(message.report);
        else fail(new Error(message.message));
      };
      page.on('pageerror', fail);
      page.on('crash', () => fail(new Error('the page crashed')));
      page
        .exposeFunction('report', receive)
        .then(() => page.goto(server.url))
        .then(() => page.waitForFunction(() => 'startBench' in globalThis))
        .then(() => page.evaluate((chosen) => startBench(chosen), settings))
        .catch(fail);
    });
    return { report, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    await server.close();
  }
}
