import { IMAGE_PIXELS, IMAGE_SIDE, IN_PLACE, rasterize, type Pen, type Placement } from './rasterize.ts';
import { isPicture, type Sheet } from './sheet.ts';
import type { Drawing, Point, Stroke } from './strokes.ts';

/** The four steps from pen to image, each of which can be switched off. */
export interface PreprocessSteps {
  /** Scale and move the drawing until the longer side of its inked box is 20 pixels, in the middle of the field. */
  readonly fit: boolean;
  /** Paint every stroke with the same pen at full ink, whatever the learner's brush was. */
  readonly constantPen: boolean;
  /** Move the centre of mass of the ink to the middle, `MASS_CENTRE`. */
  readonly centre: boolean;
  /** Shade the pixels that an edge runs through. */
  readonly antialias: boolean;
}

export const ALL_STEPS: PreprocessSteps = { fit: true, constantPen: true, centre: true, antialias: true };

export type StepId = keyof PreprocessSteps;

/** The order in which the steps are done. */
export const STEP_ORDER: readonly StepId[] = ['fit', 'constantPen', 'centre', 'antialias'];

/** What there is after one step. */
export interface PreprocessStage {
  readonly id: StepId;
  /** false: the step is switched off, and this is what the step before left. */
  readonly on: boolean;
  /** The strokes in cells, with the width and ink that they are painted with; none of a picture. */
  readonly drawing: Drawing;
  /** [784], the same painted; only the last stage is anti-aliased. */
  readonly pixels: Uint8Array;
}

export interface Preprocessed {
  /** [784], what the network sees; value / 255 is its input. */
  readonly pixels: Uint8Array;
  /** One a step, in the order of `STEP_ORDER`. */
  readonly stages: readonly PreprocessStage[];
}

/** The longer side of the inked box after `fit`, in pixels, as MNIST has it. */
export const FIT_SIDE = 20;
/** The centre of the field in cells: the corner that pixels 13 and 14 share. */
export const FIELD_CENTRE = IMAGE_SIDE / 2;
/**
 * Where the centre of mass goes, in cells: the middle of pixel 14.
 *
 * MNIST moved its digits by whole pixels, and its centres of mass lie evenly between 14 and 15 (mean 14.51 and 14.50 over the
 * first 20,000 training images).
 */
export const MASS_CENTRE = IMAGE_SIDE / 2 + 0.5;
/** The pen that gives strokes the mean ink and the number of inked pixels of MNIST's images. */
export const CONSTANT_PEN: Pen = { width: 2.5, ink: 1 };

/** Points farther out than this many units are taken as this far, so that no difference of two overflows. */
const FARTHEST = 1e9;
/** Greys differ a little after a move by part of a pixel; a second look leaves pen digits 0.004 pixels off, the worst 0.07. */
const CENTRING_ROUNDS = 2;
/** A drawing shorter and narrower than this many units is a dot and is not magnified. */
const DOT_EXTENT = 1e-6;

/**
 * Turns a drawing into the image that the network sees, as MNIST was made, and shows each step on the way.
 *
 * With all steps on, the result depends neither on where and how large the learner drew nor on the brush.
 * An empty drawing gives zeros; points that are not numbers are passed over; anything else gives a picture.
 *
 * Source Y. LeCun, C. Cortes: the MNIST database, "size normalized to fit in a 20×20 pixel box while preserving their aspect
 * ratio … anti-aliasing … centered by computing the center of mass".
 */
export function preprocess(drawing: Drawing, steps: PreprocessSteps = ALL_STEPS): Preprocessed {
  const drawn = paintable(drawing);
  const pen = steps.constantPen ? CONSTANT_PEN : undefined;
  const fitted = steps.fit ? placed(drawn, fitPlacement(drawn, pen)) : drawn;
  const painted = pen ? fitted.map((stroke) => ({ ...stroke, ...pen })) : fitted;
  const centred = steps.centre ? placed(painted, centrePlacement(painted, IN_PLACE)) : painted;
  const drawings = { fit: fitted, constantPen: painted, centre: centred, antialias: centred };
  const stages = STEP_ORDER.map((id) => ({
    id,
    on: steps[id],
    drawing: drawings[id],
    pixels: rasterize(drawings[id], { antialias: id === 'antialias' && steps.antialias }),
  }));
  return { pixels: stages[stages.length - 1]!.pixels, stages };
}

/** What the network sees of a sheet: of a picture its pixels as they are, for it is what the steps would make; every stage then leaves it alone. */
export function seenImage(sheet: Sheet, steps: PreprocessSteps): Preprocessed {
  if (!isPicture(sheet)) return preprocess(sheet, steps);
  const { pixels } = sheet;
  return { pixels, stages: STEP_ORDER.map((id) => ({ id, on: false, drawing: [], pixels })) };
}

/**
 * The image alone, all steps on, for strokes in any unit with y downwards.
 *
 * `penWidth` is in pixels of the image. Writes `target` [784] and returns it; makes nothing but a few small placements.
 * Throws nothing; finite points only (`preprocess` passes over the others).
 */
export function strokesToPixels(
  drawing: Drawing,
  penWidth: number = CONSTANT_PEN.width,
  target: Uint8Array = new Uint8Array(IMAGE_PIXELS),
): Uint8Array {
  const pen = penWidth === CONSTANT_PEN.width ? CONSTANT_PEN : { width: penWidth, ink: 1 };
  const placement = centrePlacement(drawing, fitPlacement(drawing, pen), pen, target);
  return rasterize(drawing, { placement, pen }, target);
}

/**
 * Where the drawing goes so that the longer side of its box, ink included, is 20 pixels and its middle is the field's.
 *
 * `pen` is what it will be painted with; left out, each stroke's own width counts and grows with the drawing.
 */
function fitPlacement(drawing: Drawing, pen: Pen | undefined): Placement {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const stroke of drawing) {
    const margin = pen ? 0 : stroke.width / 2;
    for (const { x, y } of stroke.points) {
      if (x - margin < left) left = x - margin;
      if (x + margin > right) right = x + margin;
      if (y - margin < top) top = y - margin;
      if (y + margin > bottom) bottom = y + margin;
    }
  }
  if (left > right) return IN_PLACE;
  const extent = Math.max(right - left, bottom - top);
  const scale = extent > DOT_EXTENT ? (FIT_SIDE - (pen ? pen.width : 0)) / extent : 1;
  return {
    scale,
    shiftX: FIELD_CENTRE - (scale * (left + right)) / 2,
    shiftY: FIELD_CENTRE - (scale * (top + bottom)) / 2,
  };
}

/** `placement` moved so that the centre of mass of the ink comes to MASS_CENTRE; `scratch` [784] is overwritten. */
function centrePlacement(
  drawing: Drawing,
  placement: Placement,
  pen?: Pen,
  scratch: Uint8Array = new Uint8Array(IMAGE_PIXELS),
): Placement {
  let now = placement;
  for (let round = 0; round < CENTRING_ROUNDS; round++) {
    rasterize(drawing, { placement: now, pen }, scratch);
    let mass = 0;
    let momentX = 0;
    let momentY = 0;
    for (let row = 0, pixel = 0; row < IMAGE_SIDE; row++) {
      for (let column = 0; column < IMAGE_SIDE; column++, pixel++) {
        const value = scratch[pixel]!;
        mass += value;
        momentX += value * column;
        momentY += value * row;
      }
    }
    if (mass === 0) return now;
    now = {
      scale: now.scale,
      shiftX: now.shiftX + MASS_CENTRE - 0.5 - momentX / mass,
      shiftY: now.shiftY + MASS_CENTRE - 0.5 - momentY / mass,
    };
  }
  return now;
}

/** The drawing moved and scaled, pen widths too. */
function placed(drawing: Drawing, { scale, shiftX, shiftY }: Placement): Drawing {
  return drawing.map((stroke) => ({
    points: stroke.points.map(({ x, y }) => ({ x: x * scale + shiftX, y: y * scale + shiftY })),
    width: stroke.width * scale,
    ink: stroke.ink,
  }));
}

/** The drawing without what cannot be painted: points that are not numbers, strokes without points, pens out of range. */
function paintable(drawing: Drawing): Drawing {
  const strokes: Stroke[] = [];
  for (const stroke of drawing) {
    const points: Point[] = [];
    for (const { x, y } of stroke.points) {
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      points.push({ x: clamp(x, -FARTHEST, FARTHEST), y: clamp(y, -FARTHEST, FARTHEST) });
    }
    if (points.length === 0) continue;
    strokes.push({ points, width: clamp(stroke.width || 0, 0, FARTHEST), ink: clamp(stroke.ink || 0, 0, 1) });
  }
  return strokes;
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
