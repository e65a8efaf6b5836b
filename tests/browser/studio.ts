import type { Page, Worker } from '@playwright/test';

const SCRIPT = /studio-worker[^/]*\.js$/;

/** Has `change` run in the page, and in the worker that draws pictures before anything else does, each time with these words. */
export async function changeBrowser(
  page: Page,
  change: (words: readonly string[]) => void,
  words: readonly string[] = [],
): Promise<void> {
  await page.addInitScript(change, words);
  await page.route(SCRIPT, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${change.toString()})(${JSON.stringify(words)});\n${await response.text()}` });
  });
}

/** The pictures' script does not come. */
export async function loseStudio(page: Page): Promise<void> {
  await page.route(SCRIPT, (route) => route.abort());
}

/** The worker that draws the pictures. */
export function studioOf(page: Page): Worker | undefined {
  return page.workers().find((worker) => SCRIPT.test(worker.url()));
}
