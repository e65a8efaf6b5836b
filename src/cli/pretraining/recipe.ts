import { describeNetwork, DIGIT_NETWORK, type NetworkDescription } from '../../domain/network.ts';

/** Shares of the three sources in what a network sees; they add up to 1. */
export interface Mixture {
  readonly mnist: number;
  readonly pen: number;
  readonly procedural: number;
}

/** How one network is trained: Adam, a linear warm-up, then half a cosine down to zero. */
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
  readonly mixture: Mixture;
  /** Larger networks whose joint opinion the small one learns. */
  readonly teachers: readonly Course[];
  readonly student: Course;
}

/** Images made and learned from at a time. */
export const CHUNK_IMAGES = 32_768;

/** The recipe of public/models/digits.safetensors. */
export const SHIPPED_RECIPE: PretrainingRecipe = {
  mixture: { mnist: 0.5, pen: 0.4, procedural: 0.1 },
  teachers: [
    {
      network: describeNetwork({ sizes: [784, 1024, 512, 10] }),
      seed: 11,
      chunks: 200,
      reuse: 1,
      batchSize: 128,
      peakLearningRate: 1e-3,
      warmUp: 0.05,
      weightDecay: 1e-2,
      labelSmoothing: 0,
    },
  ],
  student: {
    network: DIGIT_NETWORK,
    seed: 1,
    chunks: 2000,
    reuse: 4,
    batchSize: 128,
    peakLearningRate: 2e-3,
    warmUp: 0.05,
    weightDecay: 1e-2,
    labelSmoothing: 0,
  },
};
