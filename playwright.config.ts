import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/house/browser.mjs';

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

// Each worker reads this file again and must come to the same port: it inherits the first answer.
process.env.TEST_PORT ??= String(await freePort());
const url = `http://localhost:${process.env.TEST_PORT}/`;

// `npm test` installs one first where there is none; the search for dead code reads this file before.
const browser = findBrowser();

/**
 * What the browser leaves out.
 *
 * Popups of the address bar that nobody opens are pages of their own in each new window, and cost as much as the page under test.
 * Of several such lists the last counts, so that Playwright's own is said again.
 */
const FEATURES_LEFT_OUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Browser tests run against the production build in dist/, as it is served by `npm start`. */
export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A busy machine is slow, not wrong: what must come is waited for long. Nothing is tried twice: that would hide what fails now and then.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: url,
    launchOptions: {
      ...(browser && { executablePath: browser }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // A browser that calls home has no place in a test, and hangs where there is no network.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
        `--disable-features=${FEATURES_LEFT_OUT.join()}`,
      ],
    },
  },
  webServer: {
    command: 'node node_modules/vite/bin/vite.js preview',
    env: { PORT: process.env.TEST_PORT },
    url,
    timeout: 30_000,
  },
});
