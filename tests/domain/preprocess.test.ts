import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL_STEPS,
  CONSTANT_PEN,
  MASS_CENTRE,
  FIT_SIDE,
  preprocess,
  STEP_ORDER,
  strokesToPixels,
} from '../../src/domain/preprocess.ts';
import { proceduralDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { IMAGE_SIDE } from '../../src/domain/rasterize.ts';
import type { Drawing } from '../../src/domain/strokes.ts';

const coordinate = fc.double({ min: 0, max: 28, noNaN: true });
const stroke = fc.record({
  points: fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 12 }),
  width: fc.double({ min: 0.5, max: 5, noNaN: true }),
  ink: fc.double({ min: 0.2, max: 1, noNaN: true }),
});
const drawings = fc.array(stroke, { minLength: 1, maxLength: 4 });
const steps = fc.record({ fit: fc.boolean(), constantPen: fc.boolean(), centre: fc.boolean(), antialias: fc.boolean() });

const seven: Drawing = [
  {
    points: [
      { x: 6, y: 5 },
      { x: 20, y: 5 },
      { x: 11, y: 24 },
    ],
    width: 2,
    ink: 0.8,
  },
];

function extentOf(drawing: Drawing) {
  const xs = drawing.flatMap((s) => s.points.flatMap((p) => [p.x - s.width / 2, p.x + s.width / 2]));
  const ys = drawing.flatMap((s) => s.points.flatMap((p) => [p.y - s.width / 2, p.y + s.width / 2]));
  return { width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
}

function centreOfMass(pixels: Uint8Array) {
  let mass = 0;
  let x = 0;
  let y = 0;
  pixels.forEach((value, pixel) => {
    mass += value;
    x += value * ((pixel % IMAGE_SIDE) + 0.5);
    y += value * (Math.floor(pixel / IMAGE_SIDE) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, pixel) => sum + Math.abs(value - b[pixel]!), 0) / a.length;
}

describe('preprocess', () => {
  it('sees nothing in an empty drawing', () => {
    for (const drawing of [[], [{ points: [], width: 2, ink: 1 }], [{ points: [{ x: NaN, y: 1 }], width: 2, ink: 1 }]]) {
      expect(preprocess(drawing).pixels.every((value) => value === 0)).toBe(true);
      expect(preprocess(drawing).stages).toHaveLength(4);
    }
  });

  it('makes the longer side of the inked box 20 pixels, whatever the drawing', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { width, height } = extentOf(preprocess(drawing).stages[1]!.drawing);
        const lone = extentOf(drawing.map((s) => ({ ...s, width: 0 })));
        if (Math.max(lone.width, lone.height) < 1e-5) return;
        expect(Math.max(width, height)).toBeCloseTo(FIT_SIDE, 6);
      }),
    );
  });

  it('keeps the aspect', () => {
    const { width, height } = extentOf(preprocess(seven).stages[0]!.drawing.map((s) => ({ ...s, width: 0 })));
    expect(height / width).toBeCloseTo(19 / 14, 9);
  });

  it('brings the centre of mass to the centre of the field', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { pixels, stages } = preprocess(drawing);
        const box = extentOf(stages[2]!.drawing);
        // A drawing so lopsided that centring pushes it over the edge is cut there, and the centre of what is left differs.
        const cut = stages[2]!.drawing.some((s) => s.points.some((p) => Math.max(Math.abs(p.x - 14), Math.abs(p.y - 14)) > 12));
        if (cut || Math.max(box.width, box.height) === 0) return;
        const { x, y } = centreOfMass(pixels);
        // Far-apart dots: a dot's ink differs by a few percent with where on its pixel it falls, and the lever is long.
        expect(Math.abs(x - MASS_CENTRE)).toBeLessThan(0.3);
        expect(Math.abs(y - MASS_CENTRE)).toBeLessThan(0.3);
      }),
      { numRuns: 300 },
    );
  });

  it('centres what looks like a digit to a twentieth of a pixel', () => {
    const random = new Random(1);
    for (let n = 0; n < 200; n++) {
      const { x, y } = centreOfMass(strokesToPixels(proceduralDigit(n % 10, random)));
      expect(Math.max(Math.abs(x - MASS_CENTRE), Math.abs(y - MASS_CENTRE))).toBeLessThan(0.05);
    }
  });

  it('does not care where, how large and with what brush one draws', () => {
    const scale = fc.double({ min: 0.05, max: 40, noNaN: true });
    const shift = fc.double({ min: -500, max: 500, noNaN: true });
    fc.assert(
      fc.property(drawings, scale, shift, shift, (drawing, factor, dx, dy) => {
        const box = extentOf(drawing.map((s) => ({ ...s, width: 0 })));
        if (Math.max(box.width, box.height) < 0.1) return;
        const moved = drawing.map((s) => ({
          points: s.points.map(({ x, y }) => ({ x: x * factor + dx, y: y * factor + dy })),
          width: 3,
          ink: 0.4,
        }));
        // Rounding of coordinates may tip single greys; never as much as a level on average.
        expect(meanDifference(preprocess(moved).pixels, preprocess(drawing).pixels)).toBeLessThan(0.5);
      }),
    );
  });

  it('is one with what the trainer computes', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        expect(meanDifference(strokesToPixels(drawing), preprocess(drawing).pixels)).toBeLessThan(0.5);
      }),
    );
  });

  it('gives a picture for all that a hand or a broken device can draw', () => {
    const wild = fc.array(
      fc.record({
        points: fc.array(fc.record({ x: fc.double(), y: fc.double() }), { maxLength: 8 }),
        width: fc.double(),
        ink: fc.double(),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(wild, steps, (drawing, chosen) => {
        const { pixels, stages } = preprocess(drawing, chosen);
        expect(pixels).toHaveLength(784);
        for (const stage of stages) {
          for (const s of stage.drawing)
            for (const p of s.points) expect(Number.isFinite(p.x) && Number.isFinite(p.y)).toBe(true);
        }
      }),
    );
  });

  it('shows a single dot as a dot, and straight lines over 20 pixels', () => {
    const dot = preprocess([{ points: [{ x: 3, y: 25 }], width: 2, ink: 0.8 }]).pixels;
    expect(centreOfMass(dot)).toEqual({ x: MASS_CENTRE, y: MASS_CENTRE });
    const { points } = seven[0]!;
    for (const [from, to] of [
      [points[0]!, points[1]!],
      [points[0]!, { x: 6, y: 24 }],
    ] as const) {
      const { pixels } = preprocess([{ points: [from, to], width: 2, ink: 0.8 }]);
      const ink = pixels.reduce((sum, value) => sum + value, 0) / 255;
      expect(ink).toBeGreaterThan((FIT_SIDE - 1) * CONSTANT_PEN.width);
      expect(ink).toBeLessThan(FIT_SIDE * CONSTANT_PEN.width);
    }
  });

  it('leaves what a switched-off step would have changed', () => {
    for (const id of STEP_ORDER) {
      const { stages, pixels } = preprocess(seven, { ...ALL_STEPS, [id]: false });
      expect(stages.map((stage) => stage.on)).toEqual(STEP_ORDER.map((other) => other !== id));
      expect(pixels).not.toEqual(preprocess(seven).pixels);
    }
    const off = { fit: false, constantPen: false, centre: false, antialias: false };
    expect(preprocess(seven, off).stages.every((stage) => stage.drawing[0]!.points[2]!.y === 24)).toBe(true);
    expect(Math.max(...preprocess(seven, off).pixels)).toBe(204);
  });
});
