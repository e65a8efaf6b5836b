import { test as base, type Page } from '@playwright/test';
import type { JobName, JobResult, JobSettings } from './browser-jobs.ts';
import { servePage, type ServedPage } from './served-page.ts';

/** Where a job is done. */
export type Place = 'page' | 'worker';

/** Tests of the engine in a browser: each process bundles the page once. */
export const test = base.extend<object, { served: ServedPage }>({
  served: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const served = await servePage();
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
});

/** Does a job on the open page or in a worker of it. */
export async function run<Name extends JobName>(
  page: Page,
  place: Place,
  name: Name,
  settings: JobSettings<Name>,
): Promise<JobResult<Name>> {
  await page.waitForFunction(() => 'callInWorker' in globalThis);
  const result = await page.evaluate(([inPage, call]) => (inPage ? callInPage(call) : callInWorker(call)), [
    place === 'page',
    { name, settings },
  ] as const);
  return result as JobResult<Name>;
}
