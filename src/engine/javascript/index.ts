import type { Kernels } from '../kernels.ts';
import type { Memory } from '../memory.ts';
import { exp } from './math/exp.ts';
import { log } from './math/log.ts';
import { tanh } from './math/tanh.ts';
import { backward } from './network/backward.ts';
import { forward } from './network/forward.ts';
import { outputError } from './network/output.ts';
import { readImages, readPlan, readUpdate, type Plan } from './network/plan.ts';
import { update } from './network/update.ts';

const { fround } = Math;

/** The engine's arithmetic in plain JavaScript on typed arrays: the same sparse algorithm, the same bits. */
export function javascriptKernels(memory: Memory): Kernels {
  // The plan never changes once it is written; a data set's structure does, when targets come and go.
  let plan: Plan | undefined;
  const planAt = (ptr: number) => (plan ??= readPlan(memory, ptr));
  return {
    forward: (planPtr, imagesPtr, batchPtr, count) => {
      forward(memory, planAt(planPtr), readImages(memory, imagesPtr), batchPtr >> 2, count);
    },
    outputError: (planPtr, imagesPtr, batchPtr, count, smoothing) => {
      outputError(memory, planAt(planPtr), readImages(memory, imagesPtr), batchPtr >> 2, count, fround(smoothing));
    },
    backward: (planPtr, imagesPtr, batchPtr, count) => {
      backward(memory, planAt(planPtr), readImages(memory, imagesPtr), batchPtr >> 2, count);
    },
    update: (planPtr, updatePtr) => update(memory.f32, planAt(planPtr), readUpdate(memory, updatePtr)),
    expOf: (x) => exp(fround(x)),
    logOf: (x) => log(fround(x)),
    tanhOf: (x) => tanh(fround(x)),
  };
}
