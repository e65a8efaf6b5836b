import { flush, flush4 } from '../math/flush';
import { Update } from '../network/plan';
import { adamStep, adamStep4 } from './adam';

/**
 * Adam with decoupled weight decay: w ·= 1 − η·λ, then Adam's step; rule.weightDecay holds 1 − η·λ.
 *
 * Shapes   w, g, m, v f32 [count]
 * Requires count a multiple of 4, pointers 16-byte aligned.
 * Source   torch.optim.AdamW; Loshchilov & Hutter 2019, algorithm 2
 */
export function adamw(rule: Update, count: i32, wPtr: usize, gPtr: usize, mPtr: usize, vPtr: usize): void {
  const endPtr = wPtr + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const shrink = f32x4.splat(rule.weightDecay);
    for (; wPtr < endPtr; wPtr += 16, gPtr += 16, mPtr += 16, vPtr += 16) {
      const w = f32x4.mul(v128.load(wPtr), shrink);
      v128.store(wPtr, flush4(f32x4.sub(w, adamStep4(rule, v128.load(gPtr), mPtr, vPtr))));
    }
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4, mPtr += 4, vPtr += 4) {
      const w = load<f32>(wPtr) * rule.weightDecay;
      store<f32>(wPtr, flush(w - adamStep(rule, load<f32>(gPtr), mPtr, vPtr)));
    }
  }
}
