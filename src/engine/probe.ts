import { SimulatorError } from '../domain/errors.ts';
import { eachLayer, type Arena } from './arena-parameters.ts';
import type { Prediction } from './engine.ts';
import type { Kernels } from './kernels.ts';
import { floatsOf } from './memory.ts';

/** One image at a time, beside those that are loaded; one thread looks at it alone. */
export class Probe {
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #prediction: Prediction;

  constructor(arena: Arena, kernels: Kernels) {
    this.#arena = arena;
    this.#kernels = kernels;
    this.#prediction = viewPrediction(arena);
  }

  /** Looks at an image, pixels [inFeatures] from 0 to 255. The answer views the arena: the next look changes it. */
  look(pixels: Uint8Array): Prediction {
    const { layout, memory, network } = this.#arena;
    const features = network.inFeatures;
    if (pixels.length !== features) {
      throw new SimulatorError('mismatch', `got an image of ${pixels.length} pixels, expected ${features}`);
    }
    const { starts, pixelIndex, pixelValue, struct } = layout.probe;
    const { u8, u16, u32 } = memory;
    let entries = 0;
    for (let pixel = 0; pixel < features; pixel++) {
      if (pixels[pixel] === 0) continue;
      u16[(pixelIndex.ptr >> 1) + entries] = pixel;
      u8[pixelValue.ptr + entries++] = pixels[pixel]!;
    }
    u32[(starts.ptr >> 2) + 1] = entries;
    u32[layout.batch.ptr >> 2] = 0;
    this.#kernels.look(layout.plan.ptr, struct.ptr, layout.batch.ptr, layout.scratch[0]!.struct.ptr);
    return this.#prediction;
  }
}

function viewPrediction(arena: Arena): Prediction {
  const { f32 } = arena.memory;
  const zPtr = arena.layout.scratch[0]!.preActivation.ptr;
  const activations = eachLayer(arena, ({ activation }, outFeatures) =>
    floatsOf(arena.memory, activation).subarray(0, outFeatures),
  );
  return {
    outputs: activations[activations.length - 1]!,
    preActivations: eachLayer(arena, ({ preActivationBytes }, outFeatures) =>
      f32.subarray((zPtr + preActivationBytes) >> 2, ((zPtr + preActivationBytes) >> 2) + outFeatures),
    ),
    activations,
  };
}
