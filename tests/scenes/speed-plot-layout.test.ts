import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxOf } from '../../src/scenes/label-places.ts';
import { labelSize } from '../../src/scenes/lettering.ts';
import { speedPlotLayout, type SpeedPlotView, type SpeedSeries } from '../../src/scenes/speed-plot-layout.ts';

const series = (name: string, y: readonly number[]): SpeedSeries => ({
  name,
  points: y.map((value, n) => ({ x: 2 ** n, y: value, low: value * 0.8, high: value * 1.3 })),
  color: 'ink',
  marker: 'circle',
  isHollow: false,
});

const view = (all: readonly SpeedSeries[], more: Partial<SpeedPlotView> = {}): SpeedPlotView => ({
  x: { label: 'size', from: 1, to: 512, ticks: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] },
  y: { label: 'speed', from: 1, to: 10 },
  series: all,
  ...more,
});

const speed = fc.double({ min: 1e-3, max: 1e7, noNaN: true });

it('every point, range and name lies within the figure, and no name lies on another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(speed, { minLength: 1, maxLength: 10 }), { maxLength: 8 }),
      fc.integer({ min: 260, max: 900 }),
      (lines, width) => {
        const height = 300;
        const size = labelSize(16);
        const all = lines.map((y, n) => series(`path ${n}`, y));
        const layout = speedPlotLayout(view(all), width, height, 16);
        const { frame } = layout;
        for (const { points, ranges } of layout.series) {
          for (const { x, y } of [...points, ...ranges.flat()]) {
            expect(x).toBeGreaterThanOrEqual(frame.left - 1e-6);
            expect(x).toBeLessThanOrEqual(frame.right + 1e-6);
            expect(y).toBeGreaterThanOrEqual(frame.top - 1e-6);
            expect(y).toBeLessThanOrEqual(frame.bottom + 1e-6);
          }
        }
        const names = layout.labels.filter(({ text }) => text.startsWith('path'));
        expect(names).toHaveLength(lines.length);
        const heights = names.map(({ y }) => y).toSorted((one, other) => one - other);
        for (const [n, y] of heights.entries()) {
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(height);
          if (n > 0) expect(y - heights[n - 1]!).toBeGreaterThan(size);
        }
        for (const label of layout.labels) {
          expect(label.text).not.toMatch(/NaN|Infinity/);
          expect(boxOf(label, size).right).toBeLessThan(width + size);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('equal factors are equal distances, and ticks are round', () => {
  const { series: placed, labels } = speedPlotLayout(view([series('a', [1, 10, 100])]), 600, 300, 16);
  const [one, two, three] = placed[0]!.points;
  expect(two!.x - one!.x).toBeCloseTo(three!.x - two!.x, 6);
  expect(one!.y - two!.y).toBeCloseTo(two!.y - three!.y, 6);
  expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['1', '10', '100', '512']));
});

it('where there is little room, fewer numbers stand at the axis', () => {
  const numbers = (width: number) =>
    speedPlotLayout(view([]), width, 300, 16).labels.filter(({ align, text }) => align === 'center' && /^\d+$/.test(text));
  expect(numbers(700).map(({ text }) => text)).toHaveLength(10);
  expect(numbers(220).length).toBeLessThan(8);
  expect(numbers(220).at(-1)!.text).toBe('512');
});

it('a slanting line joins equal gains, and only within the frame', () => {
  const { guides, labels } = speedPlotLayout(
    view([], {
      x: { label: '', from: 1, to: 100 },
      y: { label: '', from: 1, to: 100 },
      ratios: [
        { times: 1, text: '1 ×' },
        { times: 1e6, text: 'never' },
      ],
      machines: [{ x: 10, y: 100, name: 'Ada', isOwn: true }],
    }),
    400,
    400,
    16,
  );
  expect(guides).toHaveLength(1);
  expect(labels.map(({ text }) => text)).toContain('Ada');
  expect(labels.map(({ text }) => text)).not.toContain('never');
});
