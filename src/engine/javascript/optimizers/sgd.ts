import { flush } from '../math/flush.ts';
import type { UpdateRule } from './apply.ts';

const { fround } = Math;

/** w −= η·(g + λ·w). Source torch.optim.SGD */
export const sgd: UpdateRule = (f32, rule, count, w, g) => {
  const { stepSize, weightDecay } = rule;
  for (let n = 0; n < count; n++) {
    const weight = f32[w + n]!;
    const gradient = weightDecay === 0 ? f32[g + n]! : fround(f32[g + n]! + fround(weightDecay * weight));
    f32[w + n] = flush(fround(weight - fround(stepSize * gradient)));
  }
};
