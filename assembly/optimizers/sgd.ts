import { flush, flush4 } from '../math/flush';
import { Update } from '../network/plan';

/**
 * Plain gradient descent: w −= η·(g + λ·w).
 *
 * Shapes   w, g f32 [count]
 * Requires count a multiple of 4, pointers 16-byte aligned.
 * Source   torch.optim.SGD
 */
export function sgd(rule: Update, count: i32, wPtr: usize, gPtr: usize): void {
  const endPtr = wPtr + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const rate = f32x4.splat(rule.stepSize);
    const decay = f32x4.splat(rule.weightDecay);
    for (; wPtr < endPtr; wPtr += 16, gPtr += 16) {
      const w = v128.load(wPtr);
      const g = f32x4.add(v128.load(gPtr), f32x4.mul(decay, w));
      v128.store(wPtr, flush4(f32x4.sub(w, f32x4.mul(rate, g))));
    }
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4) {
      const w = load<f32>(wPtr);
      const g = load<f32>(gPtr) + rule.weightDecay * w;
      store<f32>(wPtr, flush(w - rule.stepSize * g));
    }
  }
}
