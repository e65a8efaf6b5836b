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

const executablePath = findBrowser();
if (!executablePath) throw new Error('no Chrome or Chromium found: install one, or set CHROME_PATH');

/** Browser tests run against the production build in dist/, as it is served by `npm start`. */
export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  use: {
    baseURL: url,
    launchOptions: {
      executablePath,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // A browser that calls home has no place in a test, and hangs where there is no network.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
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
