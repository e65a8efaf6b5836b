import { flush } from '../math/flush.ts';
import type { UpdateRule } from './apply.ts';

const { fround } = Math;

/** g += λ·w, v = α·v + (1 − α)·g², w −= η · g / (√v + ε). Source torch.optim.RMSprop */
export const rmsprop: UpdateRule = (f32, rule, count, w, g, _state1, v) => {
  const { stepSize, weightDecay, decay, oneMinusDecay, epsilon } = rule;
  for (let n = 0; n < count; n++) {
    const weight = f32[w + n]!;
    const gradient = fround(f32[g + n]! + fround(weightDecay * weight));
    const square = flush(fround(fround(decay * f32[v + n]!) + fround(fround(oneMinusDecay * gradient) * gradient)));
    f32[v + n] = square;
    f32[w + n] = flush(fround(weight - fround(stepSize * fround(gradient / fround(fround(Math.sqrt(square)) + epsilon)))));
  }
};
