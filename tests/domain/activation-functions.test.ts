import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTIVATION_FUNCTIONS, regionOf, softmaxAt, softmaxSlopes } from '../../src/domain/activation-functions.ts';
import { HIDDEN_ACTIVATIONS, LEAKY_RELU_SLOPE } from '../../src/domain/network.ts';
import { ACTIVATIONS, softmax } from '../reference/activations.ts';

const z = fc.double({ min: -12, max: 12, noNaN: true });
const alpha = fc.double({ min: 0, max: 0.5, noNaN: true });

for (const name of HIDDEN_ACTIVATIONS) {
  const { value, slope, steepest } = ACTIVATION_FUNCTIONS[name];

  it(`${name} is the textbook's function`, () => {
    fc.assert(
      fc.property(z, (at) => {
        // Float64 rounds each side in the last few of its 53 bits.
        expect(value(at, LEAKY_RELU_SLOPE)).toBeCloseTo(ACTIVATIONS[name].value(at), 14);
        expect(slope(at, LEAKY_RELU_SLOPE)).toBeCloseTo(ACTIVATIONS[name].slope(at), 14);
      }),
    );
  });

  it(`${name} has the slope that its values show`, () => {
    const h = 1e-4;
    fc.assert(
      fc.property(z, alpha, (at, bend) => {
        // The differences must not straddle the kink at 0.
        fc.pre(Math.abs(at) > h);
        const measured = (value(at + h, bend) - value(at - h, bend)) / (2 * h);
        // The third-order remainder is h²/6, and rounding adds 1e-11.
        expect(Math.abs(measured - slope(at, bend))).toBeLessThan(1e-8);
        expect(slope(at, bend)).toBeLessThanOrEqual(steepest);
      }),
    );
  });
}

it('keeps the digits of slopes that are next to nothing', () => {
  // e^−30 to the leading order; 1 − a would be 0 in float64 for tanh.
  expect(ACTIVATION_FUNCTIONS.sigmoid.slope(30, 0) / Math.exp(-30)).toBeCloseTo(1, 10);
  expect(ACTIVATION_FUNCTIONS.tanh.slope(20, 0) / (4 * Math.exp(-40))).toBeCloseTo(1, 10);
});

it('tells dead, leaking, saturated and learning', () => {
  expect([-1, 0, 1].map((at) => regionOf('relu', at, 0))).toEqual(['dead', 'dead', 'learning']);
  expect([-1, 1].map((at) => regionOf('leaky-relu', at, 0.01))).toEqual(['leaking', 'learning']);
  expect(regionOf('leaky-relu', -1, 0)).toBe('dead');
  expect([-4.4, -4.3, 0, 4.3, 4.4].map((at) => regionOf('sigmoid', at, 0))).toEqual([
    'saturated',
    'learning',
    'learning',
    'learning',
    'saturated',
  ]);
  expect([2.1, 2.2].map((at) => regionOf('tanh', at, 0))).toEqual(['learning', 'saturated']);
});

const logits = fc.tuple(z, z, z);
const temperature = fc.double({ min: 0.05, max: 10, noNaN: true });

it('softmax shares out 1, as the textbook does, at any temperature', () => {
  fc.assert(
    fc.property(logits, temperature, (at, heat) => {
      const shares = softmaxAt(at, heat);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13);
      const expected = softmax(Float64Array.from(at, (one) => one / heat));
      for (const [index, share] of shares.entries()) expect(share).toBeCloseTo(expected[index]!, 12);
    }),
  );
});

it('softmax has the slopes that its shares show, and they sum to nothing', () => {
  fc.assert(
    fc.property(logits, fc.double({ min: 0.5, max: 10, noNaN: true }), (at, heat) => {
      const h = 1e-4;
      const slopes = softmaxSlopes(softmaxAt(at, heat), 0, heat);
      const [up, down] = [h, -h].map((by) => softmaxAt([at[0] + by, at[1], at[2]], heat));
      for (const [index, slope] of slopes.entries()) {
        // As above; a temperature of one half sharpens the remainder eight times.
        expect(Math.abs((up![index]! - down![index]!) / (2 * h) - slope)).toBeLessThan(1e-7);
      }
      expect(slopes.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 12);
    }),
  );
});
