import wasm from 'vite-plugin-wasm';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, longest first.
 *
 * They begin before all others: one that begins as the last is waited for alone, and vitest without a memory of earlier runs
 * begins with the largest file, not the slowest.
 */
const LONGEST = ['engine/same-bits', 'engine/threads', 'cli/train', 'state/training', 'state/analysis', 'reference/golden'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  plugins: [wasm()],
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    setupFiles: 'tests/house/property-seed.ts',
  },
});
