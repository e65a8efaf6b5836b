import { flush } from '../math/flush.ts';
import type { Update } from '../network/plan.ts';
import type { UpdateRule } from './apply.ts';

const { fround } = Math;

/** g += λ·w, then Adam's moments and step. Source torch.optim.Adam */
export const adam: UpdateRule = (f32, rule, count, w, g, m, v) => {
  for (let n = 0; n < count; n++) {
    const weight = f32[w + n]!;
    const gradient = fround(f32[g + n]! + fround(rule.weightDecay * weight));
    f32[w + n] = flush(fround(weight - adamStep(f32, rule, gradient, m + n, v + n)));
  }
};

/** The two moments and the step of one parameter; see assembly/optimizers/adam.ts. */
export function adamStep(f32: Float32Array, rule: Update, gradient: number, m: number, v: number): number {
  const first = flush(fround(fround(rule.momentum * f32[m]!) + fround(rule.oneMinusMomentum * gradient)));
  const second = flush(fround(fround(rule.decay * f32[v]!) + fround(fround(rule.oneMinusDecay * gradient) * gradient)));
  f32[m] = first;
  f32[v] = second;
  const denominator = fround(fround(fround(Math.sqrt(second)) / rule.rootCorrection) + rule.epsilon);
  return fround(rule.stepSize * fround(first / denominator));
}
