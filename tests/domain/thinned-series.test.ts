import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ThinnedSeries } from '../../src/domain/thinned-series.ts';

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 300 });
const series = (numbers: readonly number[], first = 0, capacity = 16) => {
  const made = new ThinnedSeries(2, first, capacity);
  for (const [n, value] of numbers.entries()) made.push(value, -n);
  return made;
};
const pointsOf = (made: ThinnedSeries) =>
  Array.from({ length: made.points }, (_, point) => [made.stepAt(point), made.valueAt(point, 0), made.valueAt(point, 1)]);

it('each point is the mean of equally many steps, at their middle; there are never more than its capacity', () => {
  fc.assert(
    fc.property(values, fc.nat(99), (numbers, first) => {
      const made = series(numbers, first);
      expect(made.steps).toBe(numbers.length);
      expect(made.points).toBeLessThanOrEqual(16);
      const stride = 2 ** Math.max(0, Math.ceil(Math.log2(numbers.length / 16)));
      for (const [point, [step, value, place]] of pointsOf(made).entries()) {
        const steps = numbers.slice(point * stride, (point + 1) * stride);
        expect(value).toBeCloseTo(steps.reduce((sum, one) => sum + one, 0) / steps.length, 9);
        expect(step).toBe(first + point * stride + (steps.length - 1) / 2);
        expect(place).toBeCloseTo(first - step!, 9);
      }
    }),
  );
});

it('a copy goes on by itself, to the same points', () => {
  fc.assert(
    fc.property(values, values, (before, after) => {
      const whole = series([...before, ...after]);
      const made = series(before);
      const unchanged = pointsOf(made);
      const copy = made.copy();
      for (const [n, value] of after.entries()) copy.push(value, -(before.length + n));
      expect(pointsOf(copy)).toEqual(pointsOf(whole));
      expect(pointsOf(made)).toEqual(unchanged);
    }),
  );
});

it('what was kept of it goes on to the same points, also what was kept with twice as many', () => {
  fc.assert(
    fc.property(values, values, fc.constantFrom(16, 32), (before, after, capacity) => {
      const whole = series([...before, ...after]);
      const restored = ThinnedSeries.from(2, 0, series(before, 0, capacity).content(), 16)!;
      expect(pointsOf(restored)).toEqual(pointsOf(series(before)));
      for (const [n, value] of after.entries()) restored.push(value, -(before.length + n));
      expect(pointsOf(restored)).toEqual(pointsOf(whole));
    }),
  );
});
