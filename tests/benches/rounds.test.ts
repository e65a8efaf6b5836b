import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Step } from '../../benches/engine/contenders/contender.ts';
import { Measurement, type Pace } from '../../benches/engine/rounds.ts';

const PACE: Pace = { warmUpMs: 100, sampleMs: 50, samples: 3, slowMs: 500 };

/** What a step takes, in milliseconds of the clock that stands still otherwise. */
function stepOf(ms: (calls: number) => number, loss: (calls: number) => number = (calls) => 2 / calls) {
  let calls = 0;
  const step: Step = {
    images: 32,
    enter: vi.fn(),
    run(times) {
      for (let n = 0; n < times; n++) vi.advanceTimersByTime(ms(++calls));
      return loss(calls);
    },
  };
  return step;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('the figure is the median, the spread the middle half of the samples', async () => {
  // Ten steps in the warm-up, two to find out how many make a sample, then five a sample.
  const takes = [10, 20, 40, 5];
  const step = stepOf((calls) => (calls <= 12 ? 10 : takes[Math.floor((calls - 13) / 5)]!));
  const measurement = new Measurement('train', 'wasm-simd', 1, 32, step);
  await measurement.warmUp(PACE);
  expect(measurement.isComplete).toBe(false);
  for (let n = 0; n < 4; n++) await measurement.sample();
  const result = measurement.result();
  expect(result.samples).toEqual([3200, 1600, 800, 6400]);
  expect(result.imagesPerSecond).toBe(2400);
  expect(result.spread).toBeCloseTo((4000 - 1400) / 2400, 12);
  expect(result.firstLoss).toBe(2);
  expect(step.enter).toHaveBeenCalledTimes(5);
});

test('who is too slow gives the last step of the warm-up', async () => {
  const measurement = new Measurement(
    'predict',
    'tfjs-cpu',
    1,
    32,
    stepOf(() => 800),
  );
  await measurement.warmUp(PACE);
  expect(measurement.isComplete).toBe(true);
  expect(measurement.result()).toMatchObject({ samples: [40], imagesPerSecond: 40, spread: 0 });
});

test('who trains must learn, and a loss must be a number', async () => {
  const grows = new Measurement(
    'train',
    'javascript',
    1,
    32,
    stepOf(
      () => 10,
      (calls) => calls,
    ),
  );
  await expect(grows.warmUp(PACE)).rejects.toThrow('expected a falling loss, train 32 javascript');
  const breaks = new Measurement(
    'train',
    'wasm-simd',
    2,
    32,
    stepOf(
      () => 10,
      (calls) => (calls > 12 ? NaN : 1 / calls),
    ),
  );
  await breaks.warmUp(PACE);
  await expect(breaks.sample()).rejects.toThrow('got a loss of NaN, expected a number, train 32 wasm-simd ×2');
});
