import { augmentDrawing } from '../../domain/augment/drawing.ts';
import { augmentPixels, PIXEL_AUGMENTATION } from '../../domain/augment/pixels.ts';
import { CONSTANT_PEN, strokesToPixels } from '../../domain/preprocess.ts';
import { proceduralDigit } from '../../domain/procedural/digits.ts';
import { Random } from '../../domain/random.ts';
import { IMAGE_PIXELS } from '../../domain/rasterize.ts';
import { denseImage, imageCount, SparseImagesBuilder, type SparseImages } from '../../domain/sparse-images.ts';
import type { LabelledDrawing } from '../../formats/unipen.ts';
import { CHUNK_IMAGES, type Mixture } from './recipe.ts';

/** Real digits to learn from. */
export interface RealDigits {
  readonly mnist: SparseImages;
  readonly pen: readonly LabelledDrawing[];
}

/** Pens narrower and wider than the page's by up to this share, because not every hand keeps to it. */
const PEN_SPREAD = 0.3;

/** A small share is learned as it is, so that the network also knows what nobody has bent. */
const UNCHANGED = 0.1;

/** Strokes painted, then moved by less than a pixel and slightly bent: what the painter does not vary. */
const PAINTED_AUGMENTATION = {
  ...PIXEL_AUGMENTATION,
  rotation: 0,
  scale: 0.05,
  aspect: 0,
  shear: 0,
  shift: 0.7,
  elastic: 0.5,
  penWidth: 0.2,
};

/** Makes chunk `number` of the endless supply of training images: a pure function of its arguments. */
export function makeChunk(digits: RealDigits, mixture: Mixture, seed: number, number: number): SparseImages {
  const random = new Random(seed, number);
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, CHUNK_IMAGES);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  for (let n = 0; n < CHUNK_IMAGES; n++) {
    const source = random.unit();
    if (source < mixture.mnist) builder.add(pixels, mnistExample(digits.mnist, random, pixels));
    else if (source < mixture.mnist + mixture.pen) builder.add(pixels, penExample(digits.pen, random, pixels));
    else builder.add(pixels, proceduralExample(random, pixels));
  }
  return builder.images();
}

function mnistExample(mnist: SparseImages, random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const image = random.below(imageCount(mnist));
  denseImage(mnist, image, pixels);
  if (!random.chance(UNCHANGED)) augmentPixels(pixels, random, PIXEL_AUGMENTATION, pixels);
  return mnist.labels[image]!;
}

function penExample(pen: readonly LabelledDrawing[], random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const { drawing, label } = random.pick(pen);
  if (random.chance(UNCHANGED)) strokesToPixels(drawing, CONSTANT_PEN.width, pixels);
  else paint(augmentDrawing(drawing, random), random, pixels);
  return label;
}

function proceduralExample(random: Random, pixels: Uint8Array<ArrayBuffer>): number {
  const label = random.below(10);
  paint(proceduralDigit(label, random), random, pixels);
  return label;
}

function paint(drawing: LabelledDrawing['drawing'], random: Random, pixels: Uint8Array<ArrayBuffer>): void {
  strokesToPixels(drawing, CONSTANT_PEN.width * (1 + PEN_SPREAD * random.between(-1, 1)), pixels);
  augmentPixels(pixels, random, PAINTED_AUGMENTATION, pixels);
}
