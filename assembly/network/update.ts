import { adam } from '../optimizers/adam';
import { adamw } from '../optimizers/adamw';
import { momentum } from '../optimizers/momentum';
import { nesterov } from '../optimizers/nesterov';
import { rmsprop } from '../optimizers/rmsprop';
import { sgd } from '../optimizers/sgd';
import { Plan, Update } from './plan';

/** Applies one update rule to every parameter from the gradients that backward left. */
export function update(planPtr: usize, updatePtr: usize): void {
  const plan = changetype<Plan>(planPtr);
  const rule = changetype<Update>(updatePtr);
  for (let l = 0; l < plan.layerCount; l++) {
    const layer = plan.layer(l);
    const weights = layer.inFeatures * layer.paddedOut;
    apply(rule, weights, layer.weightPtr, layer.dWeightPtr, layer.weightState1Ptr, layer.weightState2Ptr);
    if (layer.biasPtr) {
      apply(rule, layer.paddedOut, layer.biasPtr, layer.dBiasPtr, layer.biasState1Ptr, layer.biasState2Ptr);
    }
  }
}

function apply(rule: Update, count: i32, wPtr: usize, gPtr: usize, state1Ptr: usize, state2Ptr: usize): void {
  switch (rule.optimizer) {
    case 0:
      return sgd(rule, count, wPtr, gPtr);
    case 1:
      return momentum(rule, count, wPtr, gPtr, state1Ptr);
    case 2:
      return nesterov(rule, count, wPtr, gPtr, state1Ptr);
    case 3:
      return adam(rule, count, wPtr, gPtr, state1Ptr, state2Ptr);
    case 4:
      return adamw(rule, count, wPtr, gPtr, state1Ptr, state2Ptr);
    default:
      return rmsprop(rule, count, wPtr, gPtr, state2Ptr);
  }
}
