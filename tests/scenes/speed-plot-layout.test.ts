import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxOf, isCrossed } from '../../src/scenes/label-places.ts';
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

/** Machines of a class, as narrow as on a phone and with the large text of a projector, too. */
const classView = (x: number, y: number): SpeedPlotView =>
  view([], {
    x: { label: 'textbook JavaScript, images a second', from: 1000, to: 10_000 },
    y: { label: 'WebAssembly, SIMD, images a second', from: 10_000, to: 300_000 },
    machines: [{ x, y, name: 'own', isOwn: true }],
    ratios: [1, 10, 100].map((times) => ({ times, text: `${times} ×` })),
  });
const figure = fc.record({ width: fc.integer({ min: 300, max: 900 }), textSize: fc.constantFrom(16, 24) });

it('everything written lies within the figure, where there is little room and the text is large as well', () => {
  fc.assert(
    fc.property(speed, speed, figure, (x, y, { width, textSize }) => {
      const height = 304;
      const { labels, frame } = speedPlotLayout(classView(x, y), width, height, textSize);
      for (const label of labels) {
        const { left, right, top, bottom } = boxOf(label, labelSize(textSize));
        // Places are sums, rounded.
        expect(left).toBeGreaterThanOrEqual(-1e-6);
        expect(right).toBeLessThanOrEqual(width + 1e-6);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(bottom).toBeLessThanOrEqual(height);
      }
      expect(frame.bottom - frame.top).toBeGreaterThan(height / 3);
      const words = labels.map(({ text }) => text).join(' ');
      for (const word of ['WebAssembly,', 'second', 'textbook']) expect(words).toContain(word);
    }),
    { numRuns: 200 },
  );
});

it('no slanting line runs through words, and no words lie on each other or on a machine', () => {
  const isOver = (one: ReturnType<typeof boxOf>, other: typeof one) =>
    one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  for (const [width, height, textSize] of [
    [814, 416, 16],
    [358, 304, 16],
    [342, 456, 24],
  ] as const) {
    const { labels, guides, machines } = speedPlotLayout(classView(4000, 200_000), width, height, textSize);
    const boxes = labels.filter(({ text }) => /×|own/.test(text)).map((label) => boxOf(label, labelSize(textSize)));
    expect(boxes).toHaveLength(4);
    for (const [n, box] of boxes.entries()) {
      expect(guides.filter((line) => isCrossed(box, line))).toEqual([]);
      expect(boxes.slice(n + 1).filter((other) => isOver(box, other))).toEqual([]);
      expect(machines.filter((point) => isOver(box, { left: point.x, right: point.x, top: point.y, bottom: point.y }))).toEqual(
        [],
      );
    }
  }
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
