import { flush } from '../math/flush.ts';
import type { UpdateRule } from './apply.ts';

const { fround } = Math;

/** g += λ·w, v = μ·v + g, w −= η·(g + μ·v). Source torch.optim.SGD with nesterov=True */
export const nesterov: UpdateRule = (f32, rule, count, w, g, v) => {
  const { stepSize, weightDecay, momentum: keep } = rule;
  for (let n = 0; n < count; n++) {
    const weight = f32[w + n]!;
    const gradient = fround(f32[g + n]! + fround(weightDecay * weight));
    const velocity = flush(fround(fround(keep * f32[v + n]!) + gradient));
    f32[v + n] = velocity;
    f32[w + n] = flush(fround(weight - fround(stepSize * fround(gradient + fround(keep * velocity)))));
  }
};
