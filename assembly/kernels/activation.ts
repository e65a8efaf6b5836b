import { flush, flush4 } from '../math/flush';
import { sigmoid, sigmoid4 } from '../math/sigmoid';
import { tanh, tanh4 } from '../math/tanh';

// Numbers of the activations, as src/engine/plan.ts writes them.
export const RELU: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const SIGMOID: i32 = 2;
export const TANH: i32 = 3;
export const SOFTMAX: i32 = 4;

/** Slope of Leaky ReLU left of zero; source torch.nn.LeakyReLU. */
const SLOPE: f32 = 0.01;

/** a = f(z), four lanes. */
function apply4(activation: i32, z: v128): v128 {
  if (activation == RELU) return f32x4.max(z, f32x4.splat(0));
  if (activation == LEAKY_RELU) return v128.bitselect(f32x4.mul(z, f32x4.splat(SLOPE)), z, f32x4.lt(z, f32x4.splat(0)));
  if (activation == SIGMOID) return sigmoid4(z);
  return tanh4(z);
}

function apply(activation: i32, z: f32): f32 {
  if (activation == RELU) return max<f32>(z, 0);
  if (activation == LEAKY_RELU) return z < 0 ? z * SLOPE : z;
  if (activation == SIGMOID) return sigmoid(z);
  return tanh(z);
}

/** d · f′ from a = f(z), four lanes; ReLU's slope at 0 is 0, as in PyTorch. */
function slope4(activation: i32, d: v128, a: v128): v128 {
  if (activation == RELU) return v128.and(d, f32x4.gt(a, f32x4.splat(0)));
  if (activation == LEAKY_RELU) return v128.bitselect(d, f32x4.mul(d, f32x4.splat(SLOPE)), f32x4.gt(a, f32x4.splat(0)));
  if (activation == SIGMOID) return f32x4.mul(d, f32x4.mul(a, f32x4.sub(f32x4.splat(1), a)));
  return f32x4.mul(d, f32x4.sub(f32x4.splat(1), f32x4.mul(a, a)));
}

function slope(activation: i32, d: f32, a: f32): f32 {
  if (activation == RELU) return a > 0 ? d : 0;
  if (activation == LEAKY_RELU) return a > 0 ? d : d * SLOPE;
  if (activation == SIGMOID) return d * (a * (<f32>1 - a));
  return d * (<f32>1 - a * a);
}

/**
 * Bias and activation of one row, forward: z += b, a = f(z); any activation but softmax.
 *
 * Shapes   z, bias, a f32 [4·vectors]; a bias of address 0 is none
 * Requires pointers 16-byte aligned.
 */
export function activationForward(activation: i32, zPtr: usize, biasPtr: usize, aPtr: usize, vectors: i32): void {
  const endPtr = zPtr + ((<usize>vectors) << 4);
  const isBiased = biasPtr != 0;
  if (ASC_FEATURE_SIMD) {
    for (; zPtr < endPtr; zPtr += 16, biasPtr += 16, aPtr += 16) {
      let z = v128.load(zPtr);
      if (isBiased) z = f32x4.add(z, v128.load(biasPtr));
      v128.store(zPtr, z);
      v128.store(aPtr, apply4(activation, z));
    }
  } else {
    for (; zPtr < endPtr; zPtr += 4, biasPtr += 4, aPtr += 4) {
      let z = load<f32>(zPtr);
      if (isBiased) z += load<f32>(biasPtr);
      store<f32>(zPtr, z);
      store<f32>(aPtr, apply(activation, z));
    }
  }
}

/**
 * Activation, backward, in place: dz = da · f′(z), flushed below 1e-30.
 *
 * Shapes   d (da in, dz out), a f32 [4·vectors]
 * Requires pointers 16-byte aligned.
 */
export function activationBackward(activation: i32, dPtr: usize, aPtr: usize, vectors: i32): void {
  const endPtr = dPtr + ((<usize>vectors) << 4);
  if (ASC_FEATURE_SIMD) {
    for (; dPtr < endPtr; aPtr += 16, dPtr += 16) {
      v128.store(dPtr, flush4(slope4(activation, v128.load(dPtr), v128.load(aPtr))));
    }
  } else {
    for (; dPtr < endPtr; aPtr += 4, dPtr += 4) {
      store<f32>(dPtr, flush(slope(activation, load<f32>(dPtr), load<f32>(aPtr))));
    }
  }
}
