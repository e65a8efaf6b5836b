import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SCHEDULES, scheduledRate } from '../../src/domain/learning-rate.ts';

const rates = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

it('constant stays, halving halves at whole multiples of its length, as torch.optim.lr_scheduler.StepLR does', () => {
  expect([0, 3.9, 4, 7.99, 8, 12].map((epochs) => scheduledRate(0.8, 'halving', 4, epochs))).toEqual([
    0.8, 0.8, 0.4, 0.4, 0.2, 0.1,
  ]);
  fc.assert(
    fc.property(rates, fc.double({ min: 0, max: 1e4, noNaN: true }), (rate, epochs) => {
      expect(scheduledRate(rate, 'constant', 3, epochs)).toBe(rate);
    }),
  );
});

it('cosine goes from the first rate through half of it to nothing, and stays there', () => {
  // The cosine is a polynomial, right to eleven digits.
  expect(scheduledRate(0.3, 'cosine', 10, 0)).toBeCloseTo(0.3, 11);
  expect(scheduledRate(0.3, 'cosine', 10, 5)).toBeCloseTo(0.15, 11);
  expect(scheduledRate(0.3, 'cosine', 10, 2.5)).toBeCloseTo(0.15 * (1 + Math.SQRT1_2), 11);
  for (const epochs of [10, 10.5, 1000]) expect(scheduledRate(0.3, 'cosine', 10, epochs)).toBe(0);
});

it('never grows, never is below nothing', () => {
  fc.assert(
    fc.property(
      rates,
      fc.constantFrom(...SCHEDULES),
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 2000, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (rate, schedule, length, epochs, later) => {
        const now = scheduledRate(rate, schedule, length, epochs);
        expect(now).toBeLessThanOrEqual(rate);
        expect(scheduledRate(rate, schedule, length, epochs + later)).toBeLessThanOrEqual(now);
        expect(scheduledRate(rate, schedule, length, epochs + later)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
