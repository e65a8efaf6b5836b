import { flush, flush4 } from '../math/flush';
import { Update } from '../network/plan';

/**
 * Adam: g += λ·w, then moments and step.
 *
 * Shapes   w, g, m, v f32 [count]
 * Requires count a multiple of 4, pointers 16-byte aligned.
 * Source   torch.optim.Adam; Kingma & Ba 2015, algorithm 1, ε outside the root
 */
export function adam(rule: Update, count: i32, wPtr: usize, gPtr: usize, mPtr: usize, vPtr: usize): void {
  const endPtr = wPtr + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const decay = f32x4.splat(rule.weightDecay);
    for (; wPtr < endPtr; wPtr += 16, gPtr += 16, mPtr += 16, vPtr += 16) {
      const w = v128.load(wPtr);
      const g = f32x4.add(v128.load(gPtr), f32x4.mul(decay, w));
      v128.store(wPtr, flush4(f32x4.sub(w, adamStep4(rule, g, mPtr, vPtr))));
    }
  } else {
    for (; wPtr < endPtr; wPtr += 4, gPtr += 4, mPtr += 4, vPtr += 4) {
      const w = load<f32>(wPtr);
      const g = load<f32>(gPtr) + rule.weightDecay * w;
      store<f32>(wPtr, flush(w - adamStep(rule, g, mPtr, vPtr)));
    }
  }
}

/** m = β₁·m + (1 − β₁)·g, v = β₂·v + (1 − β₂)·g², step = stepSize · m / (√v / √(1 − β₂ᵗ) + ε) of one parameter. */
export function adamStep(rule: Update, g: f32, mPtr: usize, vPtr: usize): f32 {
  const m = flush(rule.momentum * load<f32>(mPtr) + rule.oneMinusMomentum * g);
  const v = flush(rule.decay * load<f32>(vPtr) + rule.oneMinusDecay * g * g);
  store<f32>(mPtr, m);
  store<f32>(vPtr, v);
  return rule.stepSize * (m / (sqrt(v) / rule.rootCorrection + rule.epsilon));
}

/** adamStep of four parameters. */
export function adamStep4(rule: Update, g: v128, mPtr: usize, vPtr: usize): v128 {
  const m = flush4(
    f32x4.add(f32x4.mul(f32x4.splat(rule.momentum), v128.load(mPtr)), f32x4.mul(f32x4.splat(rule.oneMinusMomentum), g)),
  );
  const v = flush4(
    f32x4.add(f32x4.mul(f32x4.splat(rule.decay), v128.load(vPtr)), f32x4.mul(f32x4.mul(f32x4.splat(rule.oneMinusDecay), g), g)),
  );
  v128.store(mPtr, m);
  v128.store(vPtr, v);
  const denominator = f32x4.add(f32x4.div(f32x4.sqrt(v), f32x4.splat(rule.rootCorrection)), f32x4.splat(rule.epsilon));
  return f32x4.mul(f32x4.splat(rule.stepSize), f32x4.div(m, denominator));
}
