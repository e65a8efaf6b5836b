import type { PartNames } from './shown.ts';
import type { MathematicsWords } from './words.ts';

/** "pixel 406", "neuron 17", "output 3": what a part of a sum is of. Layer −1 is the input. */
export function partNames({ parts }: MathematicsWords): PartNames {
  return {
    source({ network }, layer, index) {
      if (layer < 0) return parts.pixel(index + 1);
      return layer === network.layers.length - 1 ? parts.output(index) : parts.neuron(index + 1);
    },
    others: parts.others,
    scale: parts.scale,
    none: parts.none,
  };
}
