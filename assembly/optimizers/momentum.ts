import { flush, flush4 } from '../math/flush';
import { Update } from '../network/plan';

/**
 * Gradient descent with momentum: g += λ·w, v = μ·v + g, w −= η·v; v starts at zero, so that the first v is the first gradient.
 *
 * Shapes   w, g, v f32 [count]
 * Requires count a multiple of 4, pointers 16-byte aligned.
 * Source   torch.optim.SGD with momentum
 */
export function momentum(rule: Update, count: i32, wPtr: usize, gPtr: usize, vPtr: usize): void {
  const endPtr = wPtr + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const rate = f32x4.splat(rule.stepSize);
    const decay = f32x4.splat(rule.weightDecay);
    const keep = f32x4.splat(rule.momentum);
    for (; wPtr < endPtr; wPtr += 16, gPtr += 16, vPtr += 16) {
      const w = v128.load(wPtr);
      const g = f32x4.add(v128.load(gPtr), f32x4.mul(decay, w));
      const v = flush4(f32x4.add(f32x4.mul(keep, v128.load(vPtr)), g));
      v128.store(vPtr, v);
      v128.store(wPtr, flush4(f32x4.sub(w, f32x4.mul(rate, v))));
    }
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4, vPtr += 4) {
      const w = load<f32>(wPtr);
      const g = load<f32>(gPtr) + rule.weightDecay * w;
      const v = flush(rule.momentum * load<f32>(vPtr) + g);
      store<f32>(vPtr, v);
      store<f32>(wPtr, flush(w - rule.stepSize * v));
    }
  }
}
