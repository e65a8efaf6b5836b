import { flush, flush4 } from '../math/flush';
import { Update } from '../network/plan';

/**
 * RMSprop: g += λ·w, v = α·v + (1 − α)·g², w −= η · g / (√v + ε).
 *
 * Shapes   w, g, v f32 [count]
 * Requires count a multiple of 4, pointers 16-byte aligned.
 * Source   torch.optim.RMSprop (TensorFlow puts ε under the root)
 */
export function rmsprop(rule: Update, count: i32, wPtr: usize, gPtr: usize, vPtr: usize): void {
  const endPtr = wPtr + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const rate = f32x4.splat(rule.stepSize);
    const weightDecay = f32x4.splat(rule.weightDecay);
    const decay = f32x4.splat(rule.decay);
    const rest = f32x4.splat(rule.oneMinusDecay);
    const epsilon = f32x4.splat(rule.epsilon);
    for (; wPtr < endPtr; wPtr += 16, gPtr += 16, vPtr += 16) {
      const w = v128.load(wPtr);
      const g = f32x4.add(v128.load(gPtr), f32x4.mul(weightDecay, w));
      const v = flush4(f32x4.add(f32x4.mul(decay, v128.load(vPtr)), f32x4.mul(f32x4.mul(rest, g), g)));
      v128.store(vPtr, v);
      v128.store(wPtr, flush4(f32x4.sub(w, f32x4.mul(rate, f32x4.div(g, f32x4.add(f32x4.sqrt(v), epsilon))))));
    }
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4, vPtr += 4) {
      const w = load<f32>(wPtr);
      const g = load<f32>(gPtr) + rule.weightDecay * w;
      const v = flush(rule.decay * load<f32>(vPtr) + rule.oneMinusDecay * g * g);
      store<f32>(vPtr, v);
      store<f32>(wPtr, flush(w - rule.stepSize * (g / (sqrt(v) + rule.epsilon))));
    }
  }
}
