import wasm from 'vite-plugin-wasm';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [wasm()],
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: 'tests/house/property-seed.ts',
    // As in playwright.config.ts.
    retry: process.env.CI ? 1 : 0,
  },
});
