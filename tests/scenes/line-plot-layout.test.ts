import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LETTER_WIDTH, labelSize } from '../../src/scenes/lettering.ts';
import { linePlotLayout, type LinePlotView } from '../../src/scenes/line-plot-layout.ts';

const view = (y: readonly number[], more: Partial<LinePlotView['y']> = {}): LinePlotView => ({
  x: { from: 0, to: Math.max(1, y.length - 1), label: 'iteration' },
  y: { label: 'cost', ...more },
  lines: [{ x: y.map((_, index) => index), y, color: 'ink' }],
  points: [{ x: y.length - 1, y: y.at(-1) ?? 0 }],
});

it('everything that is drawn or written lies within the figure, whatever the numbers', () => {
  const number = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-14, max: 1, noNaN: true }),
    fc.constant(0),
  );
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      fc.integer({ min: 180, max: 900 }),
      fc.integer({ min: 1, max: 400_000 }),
      (values, isLogarithmic, width, last) => {
        const y = isLogarithmic ? values.map(Math.abs) : values;
        const height = 150;
        const shown = view(y, { isLogarithmic });
        const layout = linePlotLayout({ ...shown, x: { ...shown.x, to: Math.max(last, y.length) } }, width, height, 16);
        for (const { pieces } of layout.lines) {
          for (const piece of pieces) {
            for (let at = 0; at < piece.length; at += 2) {
              expect(piece[at]).toBeGreaterThanOrEqual(layout.across.start - 1e-6);
              expect(piece[at]).toBeLessThanOrEqual(layout.across.end + 1e-6);
              expect(piece[at + 1]).toBeGreaterThanOrEqual(layout.up.end - 1e-6);
              expect(piece[at + 1]).toBeLessThanOrEqual(layout.up.start + 1e-6);
            }
          }
        }
        for (const { x, y: down, text, align } of layout.labels) {
          expect(text).not.toMatch(/NaN|Infinity/);
          expect(down).toBeGreaterThan(0);
          expect(down).toBeLessThan(height);
          const wide = text.length * labelSize(16) * LETTER_WIDTH;
          if (align === 'right') expect(x - wide).toBeGreaterThan(-labelSize(16));
          if (align === 'center') expect(x + wide / 2).toBeLessThanOrEqual(width + 1e-6);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('along x there are two numbers at least, whatever the range, and none lies on another', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400_000 }),
      fc.integer({ min: 270, max: 900 }),
      fc.constantFrom(16, 24),
      fc.boolean(),
      (last, width, textSize, isWhole) => {
        const { labels, xTicks } = linePlotLayout(
          { ...view([2.3, 0.1]), x: { from: 0, to: last, label: 'step', isWhole } },
          width,
          200,
          textSize,
        );
        expect(xTicks.length).toBeGreaterThanOrEqual(2);
        if (isWhole) expect(xTicks.every(Number.isInteger)).toBe(true);
        const numbers = labels.filter(({ align }) => align === 'center');
        const half = ({ text }: { readonly text: string }) => (text.length * labelSize(textSize) * LETTER_WIDTH) / 2;
        for (const [n, number] of numbers.entries()) {
          expect(number.x + half(number)).toBeLessThanOrEqual(width + 1e-6);
          if (n > 0) expect(number.x - half(number)).toBeGreaterThan(numbers[n - 1]!.x + half(numbers[n - 1]!));
        }
      },
    ),
    { examples: [[4381, 300, 24, true]], numRuns: 200 },
  );
});

it('a line has a gap where there is no number, and ticks are round', () => {
  const layout = linePlotLayout(view([1, 2, NaN, 4, 5]), 400, 200, 16);
  expect(layout.lines[0]!.pieces).toHaveLength(2);
  expect(layout.yTicks).toEqual([1, 2, 3, 4, 5]);
});

it('a logarithmic axis is marked at powers of ten, and between them where few are in sight', () => {
  const texts = (y: readonly number[]) => {
    const { labels, yTicks } = linePlotLayout(view(y, { isLogarithmic: true }), 400, 200, 16);
    return labels.slice(2, 2 + yTicks.length).map(({ text }) => text);
  };
  expect(texts([1e-4, 10])).toEqual(['0.0001', '0.01', '1']);
  expect(texts([2, 3])).toEqual(['1', '2', '5']);
  expect(texts([1e-9, 1e6])).toEqual(['10⁻⁸', '0.0001', '1', '10\u202f000']);
});

it('around a level line there is room for ticks that differ', () => {
  const { labels, yTicks } = linePlotLayout(view([0.00464252, 0.00464252]), 400, 200, 16);
  const texts = labels.slice(2, 2 + yTicks.length).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(1);
  expect(new Set(texts).size).toBe(texts.length);
});

it('between whole numbers nothing is marked', () => {
  const { xTicks } = linePlotLayout(
    { ...view([1, 2]), x: { from: 0, to: 1, label: 'iteration', isWhole: true } },
    800,
    200,
    16,
  );
  expect(xTicks).toEqual([0, 1]);
});
