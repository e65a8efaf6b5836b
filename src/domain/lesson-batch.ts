import { augmentDrawing } from './augment/drawing.ts';
import { augmentPixels } from './augment/pixels.ts';
import type { LabelledImage } from './learning-step.ts';
import { preprocess, strokesToPixels, type PreprocessSteps } from './preprocess.ts';
import { proceduralDigit } from './procedural/digits.ts';
import { Random } from './random.ts';
import { isPicture, type Sheet } from './sheet.ts';

/** Another stream of random numbers for every image of every digit. */
const STREAMS_A_DIGIT = 4096;

/** `size` procedural images of one digit, or of all ten in turn; a larger batch of the same seed begins with the smaller one. */
export function writtenBatch(digit: number | null, size: number, seed: number): LabelledImage[] {
  return Array.from({ length: size }, (_, n) => {
    const label = digit ?? n % 10;
    return { pixels: strokesToPixels(proceduralDigit(label, new Random(seed, label * STREAMS_A_DIGIT + n))), label };
  });
}

/**
 * `size` images of those at hand, of one digit or of all; seed after seed they go through all of them in their order.
 *
 * Where none shows the digit, others stand in.
 */
export function batchFrom(images: readonly LabelledImage[], digit: number | null, size: number, seed: number): LabelledImage[] {
  const some = digit === null ? images : images.filter(({ label }) => label === digit);
  const from = some.length > 0 ? some : images;
  return Array.from({ length: Math.min(size, from.length) }, (_, n) => from[(seed * size + n) % from.length]!);
}

/** What lies on the pad as it is, and variations of it, as other hands might have drawn the same. */
export function drawnBatch(sheet: Sheet, steps: PreprocessSteps, label: number, size: number, seed: number): LabelledImage[] {
  return Array.from({ length: size }, (_, n) => {
    if (isPicture(sheet)) {
      return { pixels: n === 0 ? sheet.pixels : augmentPixels(sheet.pixels, new Random(seed, n)), label };
    }
    const varied = n === 0 ? sheet : augmentDrawing(sheet, new Random(seed, n));
    return { pixels: preprocess(varied, steps).pixels, label };
  });
}
