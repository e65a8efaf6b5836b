import { augmentDrawing } from '../../domain/augment/drawing.ts';
import { augmentPixels } from '../../domain/augment/pixels.ts';
import { CONSTANT_PEN, strokesToPixels } from '../../domain/preprocess.ts';
import { proceduralDigit } from '../../domain/procedural/digits.ts';
import { Random } from '../../domain/random.ts';
import { IMAGE_PIXELS } from '../../domain/rasterize.ts';
import { denseImage, imageCount, SparseImagesBuilder, type SparseImages } from '../../domain/sparse-images.ts';
import type { Drawing } from '../../domain/strokes.ts';
import type { LabelledDrawing } from '../../formats/unipen.ts';
import { CHUNK_IMAGES, type Supply } from './recipe.ts';

/** Real digits to learn from. */
export interface RealDigits {
  readonly mnist: SparseImages;
  readonly pen: readonly LabelledDrawing[];
}

/** Makes chunk `number` of the endless supply of training images: a pure function of its arguments. */
export function makeChunk(digits: RealDigits, supply: Supply, number: number): SparseImages {
  const random = new Random(supply.seed, number);
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, CHUNK_IMAGES);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  for (let n = 0; n < CHUNK_IMAGES; n++) builder.add(pixels, makeExample(digits, supply, random, pixels));
  return builder.images();
}

/** Paints the next image into `pixels` and returns its label. */
function makeExample(digits: RealDigits, supply: Supply, random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const source = random.unit();
  if (source < supply.mnistShare) return mnistExample(digits.mnist, supply, random, pixels);
  if (source < supply.mnistShare + supply.penShare) return penExample(digits.pen, supply, random, pixels);
  const label = random.below(10);
  paint(proceduralDigit(label, random), supply, random, pixels);
  return label;
}

function mnistExample(mnist: SparseImages, supply: Supply, random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const image = random.below(imageCount(mnist));
  denseImage(mnist, image, pixels);
  if (!random.chance(supply.unchanged)) augmentPixels(pixels, random, supply.mnist, pixels);
  return mnist.labels[image]!;
}

function penExample(pen: readonly LabelledDrawing[], supply: Supply, random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const { drawing, label } = random.pick(pen);
  if (random.chance(supply.unchanged)) strokesToPixels(drawing, CONSTANT_PEN.width, pixels);
  else paint(augmentDrawing(drawing, random, supply.strokes), supply, random, pixels);
  return label;
}

function paint(drawing: Drawing, supply: Supply, random: Random, pixels: Uint8Array<ArrayBuffer>): void {
  strokesToPixels(drawing, CONSTANT_PEN.width * (1 + supply.penSpread * random.between(-1, 1)), pixels);
  augmentPixels(pixels, random, supply.painted, pixels);
}
