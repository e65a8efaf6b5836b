import { outFeaturesOf } from '../domain/network.ts';
import { imageCount } from '../domain/sparse-images.ts';
import type { Engine } from './engine.ts';
import type { Mistake } from './laboratory.ts';
import type { LabelledData } from './laboratory-data.ts';

/** The images held back, or all where none are, that the network reads wrongly, the surest first; of equals, the one whose true digit has least. */
export function worstMistakes(engine: Engine, { images, validationCount }: LabelledData, most: number): Mistake[] {
  const total = imageCount(images);
  const first = validationCount > 0 ? total - validationCount : 0;
  const classes = outFeaturesOf(engine.network);
  const outputs = engine.outputs(first, total);
  const mistakes: Mistake[] = [];
  for (let image = first; image < total; image++) {
    const own = outputs.subarray((image - first) * classes, (image - first + 1) * classes);
    const label = images.labels[image]!;
    const read = own.indexOf(Math.max(...own));
    if (read !== label) mistakes.push({ image, label, read, outputs: [...own] });
  }
  return mistakes
    .sort((one, other) => {
      const surer = other.outputs[other.read]! - one.outputs[one.read]!;
      return surer === 0 ? one.outputs[one.label]! - other.outputs[other.label]! : surer;
    })
    .slice(0, most);
}
