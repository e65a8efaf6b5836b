import { exp } from '../math/exp';
import { log } from '../math/log';

/**
 * Softmax of one row: p = exp(z − max z) / Σ exp(z − max z).
 *
 * Shapes   z, p f32 [O]
 * Source   torch.softmax
 */
export function softmax(zPtr: usize, pPtr: usize, O: i32): void {
  const largest = rowMaximum(zPtr, O);
  let sum: f32 = 0;
  for (let o: usize = 0; o < <usize>O; o++) {
    const e = exp(load<f32>(zPtr + (o << 2)) - largest);
    store<f32>(pPtr + (o << 2), e);
    sum += e;
  }
  for (let o: usize = 0; o < <usize>O; o++) store<f32>(pPtr + (o << 2), load<f32>(pPtr + (o << 2)) / sum);
}

/**
 * Cross-entropy of one row: Σ t·(log Σ exp z − z).
 *
 * Shapes   z, target f32 [O]
 * Source   torch.nn.CrossEntropyLoss with class probabilities
 */
export function crossEntropy(zPtr: usize, targetPtr: usize, O: i32): f32 {
  const largest = rowMaximum(zPtr, O);
  let sum: f32 = 0;
  for (let o: usize = 0; o < <usize>O; o++) sum += exp(load<f32>(zPtr + (o << 2)) - largest);
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
