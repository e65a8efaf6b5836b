import { DRAWING_AUGMENTATION, type DrawingAugmentation } from '../../domain/augment/drawing.ts';
import type { PixelAugmentation } from '../../domain/augment/pixels.ts';
import { DIGIT_NETWORK, type NetworkDescription } from '../../domain/network.ts';

/** What the endless supply of training images is made of. */
export interface Supply {
  readonly seed: number;
  /** Shares of the sources; procedural digits take the rest. */
  readonly mnistShare: number;
  readonly penShare: number;
  /** A share of the real digits is learned as it is, so that the network also knows what nobody has bent. */
  readonly unchanged: number;
  /** How MNIST's images are varied. */
  readonly mnist: PixelAugmentation;
  /** How strokes are varied before they are painted … */
  readonly strokes: DrawingAugmentation;
  /** … with a pen narrower or wider than the page's by up to this share … */
  readonly penSpread: number;
  /** … and how the painted image is varied. */
  readonly painted: PixelAugmentation;
}

/** How the network is trained: Adam, a linear warm-up, then half a cosine down to zero. */
export interface Course {
  readonly network: NetworkDescription;
  /** Where the weights start. */
  readonly seed: number;
  /** Chunks trained on, each of `CHUNK_IMAGES` images. */
  readonly chunks: number;
  /** How often each chunk is used while it is in the pool; making images costs more than learning from them. */
  readonly reuse: number;
  readonly batchSize: number;
  readonly peakLearningRate: number;
  /** Share of all steps until the peak. */
  readonly warmUp: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
}

/** Everything that decides about the shipped weights, but the data. */
export interface PretrainingRecipe {
  readonly supply: Supply;
  readonly course: Course;
}

/** Images made and learned from at a time. */
export const CHUNK_IMAGES = 32_768;

/** The recipe of public/models/digits.safetensors. */
export const SHIPPED_RECIPE: PretrainingRecipe = {
  supply: {
    seed: 5,
    mnistShare: 0.6,
    penShare: 0.32,
    unchanged: 0.15,
    mnist: { rotation: 9, scale: 0.09, aspect: 0.1, shear: 0.13, shift: 0.9, elastic: 1.1, penWidth: 0.45 },
    strokes: DRAWING_AUGMENTATION,
    penSpread: 0.25,
    painted: { rotation: 0, scale: 0.05, aspect: 0, shear: 0, shift: 0.7, elastic: 0.5, penWidth: 0.2 },
  },
  course: {
    network: DIGIT_NETWORK,
    seed: 1,
    chunks: 2400,
    reuse: 4,
    batchSize: 128,
    peakLearningRate: 2e-3,
    warmUp: 0.05,
    weightDecay: 1e-2,
    labelSmoothing: 0,
  },
};
