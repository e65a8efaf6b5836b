import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeNeuron, type NeuronSettings } from '../../src/domain/neuron.ts';
import { placeOn, ticksOf, valueAt } from '../../src/scenes/axis.ts';
import { curvesFrame, curvesFrameKey, curvesMarks } from '../../src/scenes/curves-layout.ts';
import { dashesOf } from '../../src/scenes/dash-pattern.ts';
import { boxAround, boxOf, isCrossed, nameBeside } from '../../src/scenes/label-places.ts';
import type { Label } from '../../src/scenes/lettering.ts';
import { neuronLayout } from '../../src/scenes/neuron-layout.ts';
import { biasThrough, decisionLine, inputsAt, PLANE_REACH, planeFrame, planeLayout } from '../../src/scenes/plane-layout.ts';
import { shownNumbers } from '../../src/sections/neuron/shown.ts';
import { anySettings, START } from '../domain/neuron-settings.ts';

const [WIDTH, HEIGHT] = [380, 260];
/** As wide as a phone or wider; as high as the style makes figures in units of the text. */
const size = fc
  .record({
    width: fc.integer({ min: 326, max: 900 }),
    textSize: fc.constantFrom(16, 24),
    rows: fc.integer({ min: 15, max: 24 }),
  })
  .map(({ width, textSize, rows }) => [width, rows * textSize, textSize] as const);

function viewOf(settings: NeuronSettings) {
  const result = computeNeuron(settings);
  return {
    settings,
    result,
    shown: { ...shownNumbers(settings, result), name: 'f' },
    words: {
      names: { relu: 'ReLU', 'leaky-relu': 'Leaky ReLU', sigmoid: 'Sigmoid', tanh: 'Tanh' },
      shares: 'Softmax',
      shareSlopes: 'slopes',
    },
  };
}

function curvesAt(settings: NeuronSettings, width = WIDTH, height = HEIGHT, textSize = 16) {
  const view = viewOf(settings);
  const frame = curvesFrame(view, width, height, textSize);
  return { frame, marks: curvesMarks(frame, view, textSize) };
}

/** Every number anywhere in a layout. */
function numbersIn(part: unknown): number[] {
  if (typeof part === 'number') return [part];
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap(numbersIn);
  return [];
}

function expectInside(labels: readonly Label[], width: number, height: number): void {
  for (const { x, y, text } of labels) {
    expect(x >= 0 && x <= width && y >= 0 && y <= height, `${text} at ${x}, ${y}`).toBe(true);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  }
}

it('every figure is finite and inside its frame, whatever is set', () => {
  fc.assert(
    fc.property(anySettings, size, (settings, [width, height, textSize]) => {
      const view = viewOf(settings);
      const { frame, marks } = curvesAt(settings, width, height, textSize);
      const neuron = neuronLayout(view, width, height, textSize);
      const plane = [planeFrame(width, height, textSize), planeLayout(view, width, height, textSize)];
      for (const made of [frame, marks, neuron, ...plane]) {
        expect(numbersIn(made).every(Number.isFinite)).toBe(true);
        expectInside(made.labels, width, height);
      }
    }),
    { numRuns: 300 },
  );
});

it('marks z on every curve where the curve is', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const view = viewOf(settings);
      const {
        frame: { values, slopes },
        marks,
      } = curvesAt(settings);
      const { tangent } = marks;
      const chosen = marks.values.find(({ isChosen }) => isChosen);
      if (settings.activation === 'softmax') {
        expect(chosen).toBeUndefined();
        expect(tangent).toBeNull();
        return;
      }
      // The chosen function is always in sight at z.
      expect(chosen!.beyond).toBe(0);
      expect(valueAt(values.across, chosen!.at.x)).toBeCloseTo(view.result.z, 9);
      expect(valueAt(values.up, chosen!.at.y)).toBeCloseTo(view.result.a, 9);
      const slopeMark = marks.slopes.find(({ isChosen }) => isChosen)!;
      expect(valueAt(slopes.up, slopeMark.at.y)).toBeCloseTo(view.result.slope, 9);
      const [from, to] = tangent!;
      const rise =
        (valueAt(values.up, to.y) - valueAt(values.up, from.y)) /
        (valueAt(values.across, to.x) - valueAt(values.across, from.x));
      expect(rise).toBeCloseTo(view.result.slope, 6);
    }),
    { numRuns: 300 },
  );
});

it('draws every curve through values of its function', () => {
  const settings = { ...START, activation: 'tanh' as const };
  const { values } = curvesAt(settings).frame;
  const tanh = values.lines.find(({ activation }) => activation === 'tanh')!;
  for (const { x, y } of tanh.pieces.flat()) {
    expect(valueAt(values.up, y)).toBeCloseTo(Math.tanh(valueAt(values.across, x)), 9);
  }
});

it('a frame with the same key is the same frame, so that it may stay while z moves', () => {
  const known = new Map<string, unknown>();
  fc.assert(
    fc.property(anySettings, (settings) => {
      const view = viewOf(settings);
      const key = curvesFrameKey(view, WIDTH, HEIGHT);
      const frame = curvesFrame(view, WIDTH, HEIGHT, 16);
      expect(known.get(key) ?? frame).toEqual(frame);
      known.set(key, frame);
    }),
    { numRuns: 200 },
  );
});

it('a name beside a place lies on no line and inside the frame wherever there is such a side', () => {
  const frame = { left: 0, right: 200, top: 0, bottom: 200 };
  const inside = fc.record({ x: fc.integer({ min: 40, max: 160 }), y: fc.integer({ min: 40, max: 160 }) });
  fc.assert(
    fc.property(inside, fc.double({ min: 0, max: Math.PI, noNaN: true }), (at, angle) => {
      // A line straight through the place leaves a whole side free.
      const along = { x: 300 * Math.cos(angle), y: 300 * Math.sin(angle) };
      const line = [
        { x: at.x - along.x, y: at.y - along.y },
        { x: at.x + along.x, y: at.y + along.y },
      ] as const;
      const obstacles = { boxes: [boxAround(at, 8)], lines: [line] };
      const box = boxOf(nameBeside(at, '$x$', 13, 'above', obstacles, frame), 13);
      expect(isCrossed(box, line)).toBe(false);
      expect(box.left >= 0 && box.right <= 200 && box.top >= 0 && box.bottom <= 200).toBe(true);
    }),
  );
});

it('at the start nothing that is written in the plane lies on the line, the arrow or a handle', () => {
  const { labels, line, arrow, handles } = planeLayout(viewOf(START), WIDTH, HEIGHT, 16);
  for (const label of labels) {
    const box = boxOf(label, 13);
    expect(isCrossed(box, line!) || isCrossed(box, arrow), label.text).toBe(false);
    for (const { x, y } of [handles.line!, handles.weights, handles.input]) {
      expect(x > box.left && x < box.right && y > box.top && y < box.bottom, label.text).toBe(false);
    }
  }
});

it('the decision line is where z is 0, from edge to edge, with z > 0 on its right', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { w1, w2, b } = settings;
      const line = decisionLine(settings);
      const z = (x: number, y: number) => w1 * x + w2 * y + b;
      if (!line) {
        const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => z(x * PLANE_REACH, y * PLANE_REACH)));
        // The same sign in all four corners; or a line that only touches one.
        expect(Math.min(...corners) >= -1e-9 || Math.max(...corners) <= 1e-9).toBe(true);
        return;
      }
      for (const { x, y } of line) {
        expect(z(x, y)).toBeCloseTo(0, 9);
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(PLANE_REACH, 9);
      }
      const [from, to] = line;
      expect(z(from.x + (to.y - from.y), from.y - (to.x - from.x))).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

it('a line dragged to a place goes through it, and handles stand at what they move', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const at = { x: 0.31, y: -1.27 };
      const b = biasThrough(settings, at);
      expect(settings.w1 * at.x + settings.w2 * at.y + b).toBeCloseTo(0, 12);
      const layout = planeLayout(viewOf(settings), WIDTH, HEIGHT, 16);
      const input = inputsAt(layout.handles.input, layout);
      expect([input.x, input.y].map((value) => Math.round(value * 100) / 100 + 0)).toEqual([settings.x1, settings.x2]);
      const weights = inputsAt(layout.handles.weights, layout);
      expect([weights.x, weights.y].map((value) => Math.round(value * 100) / 100 + 0)).toEqual([settings.w1, settings.w2]);
    }),
  );
});

it('ticks are round and within the axis', () => {
  const axis = { from: -5.25, to: 5.25, start: 0, end: 100 };
  expect(ticksOf(axis, 7)).toEqual([-4, -2, 0, 2, 4]);
  expect(ticksOf({ ...axis, from: -0.1, to: 1.15 }, 5)).toEqual([0, 0.5, 1]);
  expect(placeOn(axis, valueAt(axis, 30))).toBeCloseTo(30, 12);
});

it('dashes keep to their pattern round corners', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  const parts = dashesOf(line, [6, 2]);
  const lengths = parts.map((part) =>
    part.slice(1).reduce((sum, { x, y }, index) => sum + Math.hypot(x - part[index]!.x, y - part[index]!.y), 0),
  );
  expect(lengths).toEqual([6, 6, 4]);
  expect(parts[1]).toEqual([
    { x: 8, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 4 },
  ]);
});
