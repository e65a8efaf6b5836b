import { flush } from '../math/flush.ts';
import type { UpdateRule } from './apply.ts';
import { adamStep } from './adam.ts';

const { fround } = Math;

/** w ·= 1 − η·λ (held by rule.weightDecay), then Adam's step. Source torch.optim.AdamW */
export const adamw: UpdateRule = (f32, rule, count, w, g, m, v) => {
  for (let n = 0; n < count; n++) {
    const weight = fround(f32[w + n]! * rule.weightDecay);
    f32[w + n] = flush(fround(weight - adamStep(f32, rule, f32[g + n]!, m + n, v + n)));
  }
};
