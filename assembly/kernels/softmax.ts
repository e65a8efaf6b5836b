import { exp, exp4 } from '../math/exp';
import { log } from '../math/log';

/**
 * Softmax of one row: p = exp(z − max z) / Σ exp(z − max z). Returns that sum, from which crossEntropy goes on.
 *
 * Shapes   z, p f32 [4·vectors], of which the first O count; the rest of p becomes 0
 * Requires pointers 16-byte aligned.
 * Source   torch.softmax
 */
export function softmax(zPtr: usize, pPtr: usize, O: i32, vectors: i32): f32 {
  const largest = rowMaximum(zPtr, O);
  const bytes = (<usize>O) << 2;
  const paddedBytes = (<usize>vectors) << 4;
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < paddedBytes; at += 16) {
      v128.store(pPtr + at, exp4(f32x4.sub(v128.load(zPtr + at), f32x4.splat(largest))));
    }
  } else {
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(pPtr + at, exp(load<f32>(zPtr + at) - largest));
  }
  let sum: f32 = 0;
  for (let at: usize = 0; at < bytes; at += 4) sum += load<f32>(pPtr + at);
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < paddedBytes; at += 16) {
      v128.store(pPtr + at, f32x4.div(v128.load(pPtr + at), f32x4.splat(sum)));
    }
  } else {
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(pPtr + at, load<f32>(pPtr + at) / sum);
  }
  for (let at = bytes; at < paddedBytes; at += 4) store<f32>(pPtr + at, 0);
  return sum;
}

/**
 * Cross-entropy of one row: Σ t·(log Σ exp z − z), with the sum that softmax returned.
 *
 * Shapes   z, target f32 [O]
 * Source   torch.nn.CrossEntropyLoss with class probabilities
 */
export function crossEntropy(zPtr: usize, sum: f32, targetPtr: usize, O: i32): f32 {
  const largest = rowMaximum(zPtr, O);
  const logSum = log(sum);
  let loss: f32 = 0;
  for (let o: usize = 0; o < <usize>O; o++) {
    const target = load<f32>(targetPtr + (o << 2));
    if (target != 0) loss += target * (logSum - (load<f32>(zPtr + (o << 2)) - largest));
  }
  return loss;
}

/** The largest value of a row; NaN wherever one is NaN. */
function rowMaximum(zPtr: usize, O: i32): f32 {
  let largest = load<f32>(zPtr);
  for (let o: usize = 1; o < <usize>O; o++) largest = max<f32>(largest, load<f32>(zPtr + (o << 2)));
  return largest;
}
