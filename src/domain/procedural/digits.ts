import { SimulatorError } from '../errors.ts';
import { CONSTANT_PEN, strokesToPixels } from '../preprocess.ts';
import { Random } from '../random.ts';
import { IMAGE_PIXELS, IMAGE_SIDE } from '../rasterize.ts';
import { type SparseImages, SparseImagesBuilder } from '../sparse-images.ts';
import type { Drawing } from '../strokes.ts';
import { ANY_HAND, type Hand, handwrite, NEAT_HAND } from './handwriting.ts';
import type { ShapeGenerator } from './pen-path.ts';
import { eight } from './shapes/eight.ts';
import { five } from './shapes/five.ts';
import { four } from './shapes/four.ts';
import { nine } from './shapes/nine.ts';
import { one } from './shapes/one.ts';
import { seven } from './shapes/seven.ts';
import { six } from './shapes/six.ts';
import { three } from './shapes/three.ts';
import { two } from './shapes/two.ts';
import { zero } from './shapes/zero.ts';

const SHAPES: readonly ShapeGenerator[] = [zero, one, two, three, four, five, six, seven, eight, nine];

/** The pens of `proceduralImages` in pixels: about the constant pen, this standard deviation, within these bounds. */
const PENS = { deviation: 0.7, least: 1.3, most: 4.5 };
/** The part of the pad that a sample fills, as a person would. */
const SAMPLE_SIDE = { least: 18, most: 22 };
/** The pad's own brush: 2 cells wide, ink 0.8. */
const SAMPLE_BRUSH = { width: 2, ink: 0.8 };

/**
 * A digit as anybody's hand might write it: pen strokes in a frame of its own, about 1 high, y downwards.
 *
 * The same random stream gives the same bits on every machine.
 * Throws SimulatorError 'out-of-range' for anything but 0 to 9.
 */
export function proceduralDigit(label: number, random: Random, hand: Hand = ANY_HAND): Drawing {
  const shape = SHAPES[label];
  if (!shape) throw new SimulatorError('out-of-range', `got digit ${label}, expected a whole number from 0 to 9`);
  return handwrite(shape(random), random, hand);
}

/**
 * `count` labelled images of procedural digits, pens of many widths, the classes in turn: 0, 1, … 9, 0, 1, …
 *
 * Image n depends on the seed and n alone, so that a longer set begins with a shorter one, and can be made in pieces: `first` is the number
 * of the first image.
 */
export function proceduralImages(count: number, seed: number, first = 0, hand: Hand = ANY_HAND): SparseImages {
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, count);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  for (let n = first; n < first + count; n++) {
    const label = n % 10;
    const random = new Random(seed, n);
    const drawing = proceduralDigit(label, random, hand);
    const penWidth = Math.min(PENS.most, Math.max(PENS.least, CONSTANT_PEN.width + PENS.deviation * random.normal()));
    builder.add(strokesToPixels(drawing, penWidth, pixels), label);
  }
  return builder.images();
}

/** A procedural digit on the pad, in cells: neat, as large as a person would draw it and with the pad's brush. */
export function sampleDigit(label: number, random: Random): Drawing {
  const drawing = proceduralDigit(label, random, NEAT_HAND);
  const xs = drawing.flatMap((stroke) => stroke.points.map((point) => point.x));
  const ys = drawing.flatMap((stroke) => stroke.points.map((point) => point.y));
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) - left;
  const height = Math.max(...ys) - top;
  const scale = random.between(SAMPLE_SIDE.least, SAMPLE_SIDE.most) / Math.max(width, height);
  return drawing.map(({ points }) => ({
    points: points.map(({ x, y }) => ({
      x: IMAGE_SIDE / 2 + (x - left - width / 2) * scale,
      y: IMAGE_SIDE / 2 + (y - top - height / 2) * scale,
    })),
    ...SAMPLE_BRUSH,
  }));
}
