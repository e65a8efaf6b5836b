import { expect } from '@playwright/test';
import { run, test } from './browser-engine.ts';
import { loadBinary } from './engines.ts';
import { THREAD_RUNS, trainOnThreads } from './thread-runs.ts';

const alone = (number: number) => trainOnThreads(THREAD_RUNS[number]!, { kind: 'wasm-simd', threads: 1, loadBinary });

test('threads hold the same bits in this browser as one thread in Node', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  for (const number of THREAD_RUNS.keys()) {
    const expected = await alone(number);
    for (const threads of [1, 2, 3]) {
      const result = await run(page, 'worker', 'threadRun', { run: number, kind: 'wasm-simd', threads });
      expect(result, THREAD_RUNS[number]!.name).toEqual({ ...expected, threads });
    }
  }
});

test('plain JavaScript works on threads, too', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  const result = await run(page, 'worker', 'threadRun', { run: 2, kind: 'javascript', threads: 2 });
  expect(result).toEqual({ ...(await alone(2)), threads: 2 });
});

test('where memory cannot be shared, one thread does the same and says why', async ({ page, served }) => {
  await page.goto(served.plainUrl);
  for (const kind of ['wasm-simd', 'javascript'] as const) {
    expect(await run(page, 'worker', 'threadRun', { run: 2, kind, threads: 4 })).toEqual({
      ...(await alone(2)),
      threads: 1,
      threadShortage: 'the page is not cross-origin isolated',
    });
  }
});

test('the main thread of a page may not wait: one thread does the same and says why', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  expect(await run(page, 'page', 'threadRun', { run: 2, kind: 'wasm-simd', threads: 4 })).toEqual({
    ...(await alone(2)),
    threads: 1,
    threadShortage: 'the main thread of a page may not wait for others',
  });
});

test('a worker that is killed is noticed and replaced, and the run ends with the same bits', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  const result = await run(page, 'worker', 'threadRun', {
    run: 0,
    kind: 'wasm-simd',
    threads: 3,
    accidents: {
      kills: [
        { step: 100, worker: 0 },
        { step: 500, worker: 1 },
      ],
    },
  });
  expect(result).toEqual({ ...(await alone(0)), threads: 3, losses: 2 });
});

test('where a worker cannot be replaced, fewer threads end with the same bits', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  const result = await run(page, 'worker', 'threadRun', {
    run: 0,
    kind: 'wasm-simd',
    threads: 3,
    accidents: { kills: [{ step: 100, worker: 0 }], closedFrom: 50 },
  });
  expect(result).toEqual({
    ...(await alone(0)),
    threads: 2,
    losses: 1,
    threadShortage: 'thread 1 does not start: no more threads today',
  });
});
