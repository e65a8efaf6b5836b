import fc from 'fast-check';
import { expect, it } from 'vitest';
import { activationAt, computeNeuron } from '../../src/domain/neuron.ts';
import { anySettings } from './neuron-settings.ts';

it('is exact to the ten-thousandth, so that zero is zero', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { terms, z } = computeNeuron(settings);
      const whole = (value: number) => Math.round(value * 100);
      const tenThousandths =
        whole(settings.w1) * whole(settings.x1) + whole(settings.w2) * whole(settings.x2) + 100 * whole(settings.b);
      expect(z).toBe(tenThousandths / 1e4 + 0);
      expect(Math.round(terms[0] * 1e4) + Math.round(terms[1] * 1e4) + 100 * whole(settings.b)).toBe(tenThousandths + 0);
    }),
  );
});

it('has the gradient that nudging its weights and bias shows', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { z, gradient } = computeNeuron(settings);
      fc.pre(Math.abs(z) > 1e-3 && settings.temperature >= 0.5);
      const h = 1e-5;
      for (const [index, name] of (['w1', 'w2', 'b'] as const).entries()) {
        const [up, down] = [h, -h].map((by) =>
          activationAt({ ...settings, [name]: settings[name] + by }, settings.x1, settings.x2),
        );
        // Rounding of a, up to 10, over h: 1e-10; the remainder, at x = 2 and T = 0.5, is below 1e-8.
        expect(Math.abs((up! - down!) / (2 * h) - gradient[index]!)).toBeLessThan(1e-7);
      }
    }),
  );
});

it('has no number that is none, whatever is set', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { z, a, slope, gradient, shares, shareSlopes } = computeNeuron(settings);
      for (const value of [z, a, slope, ...gradient, ...shares, ...shareSlopes]) {
        expect(Number.isFinite(value)).toBe(true);
        expect(Object.is(value, -0)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});
