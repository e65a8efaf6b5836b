import type { Model } from '../../domain/parameters.ts';
import { imageCount, type SparseImages } from '../../domain/sparse-images.ts';
import { createEngine } from '../../engine/create.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadBinary } from '../engine-binaries.ts';
import { CHUNK_IMAGES } from './recipe.ts';

/** How much softer than their own the teachers' opinion is handed on. */
export const TEACHER_TEMPERATURE = 2;

/** What several large networks together make of images. */
export class Teachers {
  readonly #engines: readonly Engine[];

  private constructor(engines: readonly Engine[]) {
    this.#engines = engines;
  }

  static async create(models: readonly Model[]): Promise<Teachers> {
    const engines = models.map(async ({ network, parameters }) => {
      const engine = await createEngine(
        'auto',
        { network, maxBatchSize: 256, maxImages: CHUNK_IMAGES, maxEntries: CHUNK_IMAGES * network.inFeatures, training: false },
        loadBinary,
      );
      engine.loadParameters(parameters);
      return engine;
    });
    return new Teachers(await Promise.all(engines));
  }

  /**
   * [count, outFeatures], the softened opinion: with p the geometric mean of the teachers' probabilities, √p scaled to sum 1.
   *
   * That is their mean logits at TEACHER_TEMPERATURE, the "dark knowledge" of Hinton, Vinyals & Dean 2015, §2; a square root has
   * the same bits everywhere. Where the teachers are wrong, the label stands alone.
   */
  targets(images: SparseImages): Float32Array {
    const opinions = this.#engines.map((engine) => {
      engine.loadImages(images);
      return engine.outputs();
    });
    const soften = roots(opinions.length);
    const targets = new Float32Array(opinions[0]!.length);
    const outFeatures = targets.length / imageCount(images);
    for (let n = 0; n < imageCount(images); n++) {
      const row = targets.subarray(n * outFeatures, (n + 1) * outFeatures);
      for (let o = 0; o < outFeatures; o++) {
        row[o] = opinions.reduce((product, outputs) => product * soften(outputs[n * outFeatures + o]!), 1);
      }
      const label = images.labels[n]!;
      if (row.indexOf(Math.max(...row)) === label) scaleToSumOne(row);
      else row.fill(0)[label] = 1;
    }
    return targets;
  }
}

function scaleToSumOne(row: Float32Array): void {
  const sum = row.reduce((total, value) => total + value, 0);
  for (let o = 0; o < row.length; o++) row[o]! /= sum;
}

/** p ↦ p^(1 / (2·teachers)), made of square roots alone. */
function roots(teachers: number): (p: number) => number {
  if (teachers === 1) return Math.sqrt;
  if (teachers === 2) return (p) => Math.sqrt(Math.sqrt(p));
  throw new Error(`got ${teachers} teachers, expected 1 or 2`);
}
