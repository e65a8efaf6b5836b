import { adam } from '../optimizers/adam.ts';
import { adamw } from '../optimizers/adamw.ts';
import { momentum } from '../optimizers/momentum.ts';
import { nesterov } from '../optimizers/nesterov.ts';
import { rmsprop } from '../optimizers/rmsprop.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Plan, Update } from './plan.ts';

/**
 * One update rule over `count` parameters; all places are floats. state1 and state2 hold the optimizer's memory.
 *
 * The rules are those of assembly/optimizers, operation by operation.
 */
export type UpdateRule = (
  f32: Float32Array,
  rule: Update,
  count: number,
  w: number,
  g: number,
  state1: number,
  state2: number,
) => void;

/** Order is the number that the arena holds, that of OPTIMIZER_KINDS. */
const RULES: readonly UpdateRule[] = [sgd, momentum, nesterov, adam, adamw, rmsprop];

/** Applies one update rule to every parameter; see assembly/network/update.ts. */
export function update(f32: Float32Array, plan: Plan, rule: Update): void {
  const apply = RULES[rule.optimizer]!;
  for (const layer of plan.layers) {
    const weights = layer.inFeatures * layer.paddedOut;
    apply(f32, rule, weights, layer.weight, layer.dWeight, layer.weightState1, layer.weightState2);
    if (layer.bias) apply(f32, rule, layer.paddedOut, layer.bias, layer.dBias, layer.biasState1, layer.biasState2);
  }
}
