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
    if (rule.weightDecay == 0) {
      for (; wPtr < endPtr; wPtr += 16, gPtr += 16) descend4(wPtr, rate, v128.load(gPtr));
    } else {
      for (; wPtr < endPtr; wPtr += 16, gPtr += 16) {
        descend4(wPtr, rate, f32x4.add(v128.load(gPtr), f32x4.mul(decay, v128.load(wPtr))));
      }
    }
  } else if (rule.weightDecay == 0) {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4) descend(wPtr, rule.stepSize, load<f32>(gPtr));
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4) {
      descend(wPtr, rule.stepSize, load<f32>(gPtr) + rule.weightDecay * load<f32>(wPtr));
    }
  }
}

/** w −= η·g of one parameter. */
export function descend(wPtr: usize, rate: f32, g: f32): void {
  store<f32>(wPtr, flush(load<f32>(wPtr) - rate * g));
}

/** w −= η·g of four parameters. */
export function descend4(wPtr: usize, rate: v128, g: v128): void {
  v128.store(wPtr, flush4(f32x4.sub(v128.load(wPtr), f32x4.mul(rate, g))));
}
