import { readAugmentation } from '../augmentation.ts';
import type { Kernels } from '../kernels.ts';
import type { Memory } from '../memory.ts';
import { augment } from './data/augment.ts';
import { seedRandom, shuffle } from './data/shuffle.ts';
import { multiply } from './kernels/multiply.ts';
import { exp } from './math/exp.ts';
import { log } from './math/log.ts';
import { tanh } from './math/tanh.ts';
import { forwardBlock } from './network/forward.ts';
import { learn } from './network/learn.ts';
import { pass } from './network/pass.ts';
import { readImages, readPlan, readScratch, readUpdate, type Plan } from './network/plan.ts';

const { fround } = Math;

/** The engine's arithmetic in plain JavaScript on typed arrays: the same sparse algorithm, the same bits. */
export function javascriptKernels(memory: Memory): Kernels {
  // The plan never changes once it is written; a data set's structure does, when targets come and go.
  let known: Plan | undefined;
  const planAt = (ptr: number) => (known ??= readPlan(memory, ptr));
  return {
    look: (plan, images, batch, scratch) => {
      forwardBlock(memory, planAt(plan), readImages(memory, images), batch >> 2, 0, 1, readScratch(memory, scratch));
    },
    pass: (plan, images, batch, B, from, to, smoothing, scratch) => {
      const [data, own] = [readImages(memory, images), readScratch(memory, scratch)];
      pass(memory, planAt(plan), data, batch >> 2, B, from, to, fround(smoothing), own);
    },
    learn: (plan, images, batch, B, update, part, parts, fromPixel, toPixel, continues, ends, scratch) => {
      const [data, own] = [readImages(memory, images), readScratch(memory, scratch)];
      const rule = readUpdate(memory, update);
      learn(memory, planAt(plan), data, batch >> 2, B, rule, part, parts, fromPixel, toPixel, continues, ends, own);
    },
    seedRandom: (random, seed, stream) => seedRandom(memory, random >> 2, seed, stream),
    shuffle: (order, count, random) => shuffle(memory, order >> 2, count, random >> 2),
    augment: (settings, images, batch, from, to, seed, epoch, slots) => {
      const [source, target] = [readImages(memory, images), readImages(memory, slots)];
      augment(memory, readAugmentation(memory, settings), source, batch >> 2, from, to, seed, epoch, target);
    },
    multiply: (a, aPadded, M, K, b, columns, c) => multiply(memory.f32, a >> 2, aPadded, M, K, b >> 2, columns, c >> 2),
    expOf: (x) => exp(fround(x)),
    logOf: (x) => log(fround(x)),
    tanhOf: (x) => tanh(fround(x)),
  };
}
