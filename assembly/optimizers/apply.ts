import { Layer, Update } from '../network/plan';
import { adam } from './adam';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nesterov } from './nesterov';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

// Numbers of the optimizers, as src/engine/plan.ts writes them.
const SGD: i32 = 0;
const MOMENTUM: i32 = 1;
const NESTEROV: i32 = 2;
const ADAM: i32 = 3;
const ADAMW: i32 = 4;
const RMSPROP: i32 = 5;
// 6 is KEEP, which changes no parameter and leaves the gradient to be looked at.

/** Is a weight's update w −= η·g and nothing else, so that no gradient needs no update? */
export function isPlainDescent(rule: Update): bool {
  return rule.optimizer == SGD && rule.weightDecay == 0;
}

/** Applies one update rule to some weights of a layer, `offset` bytes behind the first. Shapes  g f32 [count] */
export function applyToWeights(rule: Update, layer: Layer, offset: usize, count: i32, gPtr: usize): void {
  apply(
    rule,
    count,
    layer.weightPtr + offset,
    gPtr,
    layer.weightState1Ptr + offset,
    layer.weightState2Ptr + offset,
    layer.dWeightPtr + offset,
  );
}

/** Applies one update rule to some biases of a layer, `offset` bytes behind the first. Shapes  g f32 [count] */
export function applyToBias(rule: Update, layer: Layer, offset: usize, count: i32, gPtr: usize): void {
  apply(
    rule,
    count,
    layer.biasPtr + offset,
    gPtr,
    layer.biasState1Ptr + offset,
    layer.biasState2Ptr + offset,
    layer.dBiasPtr + offset,
  );
}

function apply(rule: Update, count: i32, wPtr: usize, gPtr: usize, state1Ptr: usize, state2Ptr: usize, keptPtr: usize): void {
  switch (rule.optimizer) {
    case SGD:
      return sgd(rule, count, wPtr, gPtr);
    case MOMENTUM:
      return momentum(rule, count, wPtr, gPtr, state1Ptr);
    case NESTEROV:
      return nesterov(rule, count, wPtr, gPtr, state1Ptr);
    case ADAM:
      return adam(rule, count, wPtr, gPtr, state1Ptr, state2Ptr);
    case ADAMW:
      return adamw(rule, count, wPtr, gPtr, state1Ptr, state2Ptr);
    case RMSPROP:
      return rmsprop(rule, count, wPtr, gPtr, state2Ptr);
    default:
      memory.copy(keptPtr, gPtr, (<usize>count) << 2);
  }
}
