import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { createEngine } from '../../src/engine/create.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import type { Kernels } from '../../src/engine/kernels.ts';
import { loadBinary } from './engines.ts';

const network = describeNetwork({ sizes: [1, 1] });
const capacity = { network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false };

const kernelSets: { kind: string; kernels: Kernels }[] = [];
for (const kind of EXACT_ENGINE_KINDS)
  kernelSets.push({ kind, kernels: (await createEngine(kind, capacity, loadBinary)).kernels });

const { fround } = Math;
const SMALLEST_NORMAL = 2 ** -126;

/** The distance between neighbouring float32 numbers at x. */
const ulp = (x: number) => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

/** Every float32 of a range, thinned out to some 200,000. */
function* floats(low: number, high: number): Generator<number> {
  const bits = new Int32Array(1);
  const value = new Float32Array(bits.buffer);
  value[0] = low;
  const first = bits[0]!;
  value[0] = high;
  const last = bits[0]!;
  const stride = Math.max(1, Math.floor(Math.abs(last - first) / 200_000));
  for (let at = Math.min(first, last); at <= Math.max(first, last); at += stride) {
    bits[0] = at;
    yield value[0];
  }
}

/** The largest error of a function in ULP of the true result, which float64 gives. */
function largestError(ours: (x: number) => number, truth: (x: number) => number, inputs: Iterable<number>): number {
  let largest = 0;
  for (const x of inputs) {
    const wanted = truth(x);
    // Below the normal range the engine writes zero on purpose.
    if (Math.abs(wanted) < SMALLEST_NORMAL) continue;
    largest = Math.max(largest, Math.abs(ours(x) - wanted) / ulp(wanted));
  }
  return largest;
}

function* both(low: number, high: number): Generator<number> {
  yield* floats(low, high);
  yield* floats(-high, -low);
}

/** In ULP; the largest errors seen over every fifth float32 are 0.991, 0.830 and 1.331. */
const BOUND = { exp: 1, log: 1, tanh: 1.5 };

describe.each(kernelSets)('$kind', ({ kernels }) => {
  test(`exp is within ${BOUND.exp} ULP wherever it is a normal number`, () => {
    expect(largestError(kernels.expOf, Math.exp, both(1e-9, 88.7))).toBeLessThanOrEqual(BOUND.exp);
  });

  test(`log is within ${BOUND.log} ULP of all normal numbers`, () => {
    expect(largestError(kernels.logOf, Math.log, floats(SMALLEST_NORMAL, 3.4e38))).toBeLessThanOrEqual(BOUND.log);
    expect(largestError(kernels.logOf, Math.log, floats(0.5, 2))).toBeLessThanOrEqual(BOUND.log);
  });

  test(`tanh is within ${BOUND.tanh} ULP`, () => {
    expect(largestError(kernels.tanhOf, Math.tanh, both(1e-30, 20))).toBeLessThanOrEqual(BOUND.tanh);
    expect(largestError(kernels.tanhOf, Math.tanh, both(0.1, 2))).toBeLessThanOrEqual(BOUND.tanh);
  });

  test('the ends of the ranges', () => {
    const { expOf, logOf, tanhOf } = kernels;
    expect([expOf(0), expOf(-0), expOf(Infinity), expOf(-Infinity), expOf(NaN)]).toEqual([1, 1, Infinity, 0, NaN]);
    expect([expOf(89), expOf(1e30), expOf(-88), expOf(-1e30)]).toEqual([Infinity, Infinity, 0, 0]);
    expect([logOf(1), logOf(0), logOf(-1), logOf(Infinity), logOf(NaN)]).toEqual([0, -Infinity, NaN, Infinity, NaN]);
    expect([tanhOf(0), tanhOf(Infinity), tanhOf(-Infinity), tanhOf(NaN)]).toEqual([0, 1, -1, NaN]);
    expect([tanhOf(fround(1e30)), tanhOf(fround(-1e30))]).toEqual([1, -1]);
  });

  test('exp never gives a subnormal number', () => {
    const subnormal = [...floats(-80, -110)].filter((x) => kernels.expOf(x) > 0 && kernels.expOf(x) < SMALLEST_NORMAL);
    expect(subnormal).toEqual([]);
  });
});

test('all engines compute the same bits of exp, log and tanh', () => {
  const [javascript, ...others] = kernelSets.map(({ kernels }) => kernels);
  const differences: string[] = [];
  for (const x of [...both(1e-38, 100), ...both(0.1, 1), 0, -0, Infinity, -Infinity, NaN]) {
    for (const other of others) {
      for (const name of ['expOf', 'logOf', 'tanhOf'] as const) {
        if (!Object.is(javascript![name](x), other[name](x))) differences.push(`${name}(${x})`);
      }
    }
  }
  expect(differences).toEqual([]);
});
