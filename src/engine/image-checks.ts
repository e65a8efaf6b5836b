import { SimulatorError } from '../domain/errors.ts';
import { outFeaturesOf } from '../domain/network.ts';
import { checkSparseImages, imageCount, type SparseImages } from '../domain/sparse-images.ts';
import type { EngineCapacity } from './engine.ts';

/** Throws SimulatorError 'mismatch' or 'out-of-range' for a data set that an engine of this capacity cannot take in. */
export function checkImages(capacity: EngineCapacity, images: SparseImages, targets: Float32Array | undefined): void {
  const { network, maxImages, maxEntries, softTargets = false } = capacity;
  const count = imageCount(images);
  const outFeatures = outFeaturesOf(network);
  const entries = images.pixelIndex.length;
  const fail = (code: 'mismatch' | 'out-of-range', message: string): never => {
    throw new SimulatorError(code, message);
  };
  if (images.features !== network.inFeatures) {
    fail('mismatch', `got images of ${images.features} pixels, expected ${network.inFeatures}`);
  }
  checkSparseImages(images);
  if (count > maxImages) fail('out-of-range', `got ${count} images, expected at most ${maxImages}`);
  if (entries > maxEntries) fail('out-of-range', `got ${entries} non-zero pixels, expected at most ${maxEntries}`);
  for (let n = 0; n < count; n++) {
    if (images.labels[n]! >= outFeatures) {
      fail('out-of-range', `got label ${images.labels[n]}, expected less than ${outFeatures}, image ${n}`);
    }
  }
  if (targets && !softTargets)
    fail('mismatch', 'got soft targets, expected labels: the engine was made without room for targets');
  if (targets && targets.length !== count * outFeatures) {
    fail('mismatch', `got ${targets.length} target values, expected ${count * outFeatures}`);
  }
}
