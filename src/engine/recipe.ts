import { SimulatorError } from '../domain/errors.ts';

export type OptimizerKind = 'sgd' | 'momentum' | 'nesterov' | 'adam' | 'adamw' | 'rmsprop';

export const OPTIMIZER_KINDS: readonly OptimizerKind[] = ['sgd', 'momentum', 'nesterov', 'adam', 'adamw', 'rmsprop'];

/**
 * How one update is made from a gradient; every definition is PyTorch's (torch.optim.SGD, Adam, AdamW, RMSprop).
 *
 * Momentum starts from the first gradient, Adam's ε stands outside the root, RMSprop divides by √v + ε, weight decay is added to
 * the gradient except in AdamW, where it shrinks the weight.
 */
export interface Recipe {
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** μ of momentum and nesterov. */
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  /** α of RMSprop. */
  readonly alpha: number;
  readonly epsilon: number;
  /** Share of the target spread evenly over all classes. Source torch.nn.CrossEntropyLoss. */
  readonly labelSmoothing: number;
}

const DEFAULT_LEARNING_RATES: Record<OptimizerKind, number> = {
  sgd: 0.1,
  momentum: 0.05,
  nesterov: 0.05,
  adam: 1e-3,
  adamw: 1e-3,
  rmsprop: 1e-3,
};

/** A full recipe from the settings that differ from PyTorch's defaults. Throws SimulatorError 'out-of-range'. */
export function recipe(settings: Partial<Recipe> & { optimizer: OptimizerKind }): Recipe {
  const full: Recipe = {
    learningRate: DEFAULT_LEARNING_RATES[settings.optimizer],
    weightDecay: settings.optimizer === 'adamw' ? 1e-2 : 0,
    momentum: 0.9,
    beta1: 0.9,
    beta2: 0.999,
    alpha: 0.99,
    epsilon: 1e-8,
    labelSmoothing: 0,
    ...settings,
  };
  const inRange = (name: keyof Recipe, low: number, high: number) => {
    const value = full[name] as number;
    if (!(value >= low && value <= high)) {
      throw new SimulatorError('out-of-range', `got ${name} ${value}, expected ${low} to ${high}`);
    }
  };
  inRange('learningRate', 0, 1e9);
  inRange('weightDecay', 0, 1e9);
  inRange('momentum', 0, 1);
  inRange('beta1', 0, 1);
  inRange('beta2', 0, 1);
  inRange('alpha', 0, 1);
  inRange('epsilon', 0, 1);
  inRange('labelSmoothing', 0, 1);
  return full;
}
