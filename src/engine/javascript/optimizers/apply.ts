import { OPTIMIZER_KINDS } from '../../recipe.ts';
import type { Layer, Update } from '../network/plan.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

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

/** Is a weight's update w −= η·g and nothing else, so that no gradient needs no update? */
export function isPlainDescent(rule: Update): boolean {
  return RULES[rule.optimizer] === sgd && rule.weightDecay === 0;
}

/** Applies one update rule to some weights of a layer, `offset` floats behind the first; see assembly/optimizers/apply.ts. */
export function applyToWeights(f32: Float32Array, rule: Update, layer: Layer, offset: number, count: number, g: number): void {
  const { weight, dWeight, weightState1, weightState2 } = layer;
  if (rule.optimizer === OPTIMIZER_KINDS.length) f32.copyWithin(dWeight + offset, g, g + count);
  else RULES[rule.optimizer]!(f32, rule, count, weight + offset, g, weightState1 + offset, weightState2 + offset);
}

/** Applies one update rule to some biases of a layer, `offset` floats behind the first. */
export function applyToBias(f32: Float32Array, rule: Update, layer: Layer, offset: number, count: number, g: number): void {
  const { bias, dBias, biasState1, biasState2 } = layer;
  if (rule.optimizer === OPTIMIZER_KINDS.length) f32.copyWithin(dBias + offset, g, g + count);
  else RULES[rule.optimizer]!(f32, rule, count, bias + offset, g, biasState1 + offset, biasState2 + offset);
}
