import type { Model } from '../domain/parameters.ts';
import { imageCount, sliceImages } from '../domain/sparse-images.ts';
import type { Engine, EngineCapacity } from './engine.ts';
import type { Look, Mistake } from './laboratory.ts';
import type { LabelledData } from './laboratory-data.ts';
import { evaluated } from './look.ts';
import { worstMistakes } from './mistakes.ts';

/** What a network makes of the images held back. */
export interface Judged {
  /** null where there are none. */
  readonly validation: Look['validation'];
  /** The worst, as many as were asked for. */
  readonly mistakes: readonly Mistake[];
}

const JUDGED_AT_ONCE = 128;

/** Looks at any network as a run looks at its own: in pieces of some 10 ms, on an engine of its own. */
export async function* judge(
  { network, parameters }: Model,
  most: number,
  data: LabelledData,
  openEngine: (capacity: EngineCapacity) => Promise<Engine>,
): AsyncGenerator<void, Judged, void> {
  const total = imageCount(data.images);
  const first = total - data.validationCount;
  if (first === total) return { validation: null, mistakes: [] };
  const images = sliceImages(data.images, first, total);
  const room = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length };
  const engine = await openEngine({ network, maxBatchSize: JUDGED_AT_ONCE, ...room, training: false });
  try {
    engine.loadImages(images);
    engine.loadParameters(parameters);
    yield;
    const validation = yield* evaluated(engine, 0, room.maxImages);
    const mistakes = worstMistakes(engine, { ...data, images }, most);
    return { validation, mistakes: mistakes.map((mistake) => ({ ...mistake, image: first + mistake.image })) };
  } finally {
    await engine.close();
  }
}
