import type { Recipe } from '../../src/engine/recipe.ts';

/** One tensor with what its optimizer remembers of it. */
interface Remembered {
  readonly values: Float64Array;
  /** Velocity (momentum, nesterov) or mean gradient (adam, adamw). */
  readonly first: Float64Array;
  /** Mean squared gradient (adam, adamw, rmsprop). */
  readonly second: Float64Array;
}

/**
 * Updates tensors as PyTorch does, one number after the other, in float64.
 *
 * Source torch.optim.SGD, Adam, AdamW and RMSprop: the algorithm boxes of their documentation.
 */
export class ReferenceOptimizer {
  readonly #recipe: Recipe;
  readonly #tensors: readonly Remembered[];
  #step = 0;

  /** The tensors are changed in place by each step. */
  constructor(tensors: readonly Float64Array[], recipe: Recipe) {
    this.#recipe = recipe;
    this.#tensors = tensors.map((values) => ({
      values,
      first: new Float64Array(values.length),
      second: new Float64Array(values.length),
    }));
  }

  step(gradients: readonly Float64Array[]): void {
    this.#step++;
    for (const [index, tensor] of this.#tensors.entries()) {
      for (let n = 0; n < tensor.values.length; n++) this.#update(tensor, n, gradients[index]![n]!);
    }
  }

  #update({ values, first, second }: Remembered, n: number, gradient: number): void {
    const { optimizer, learningRate, weightDecay, momentum, beta1, beta2, alpha, epsilon } = this.#recipe;
    const g = optimizer === 'adamw' ? gradient : gradient + weightDecay * values[n]!;
    switch (optimizer) {
      case 'sgd':
        values[n]! -= learningRate * g;
        break;
      case 'momentum':
      case 'nesterov':
        first[n] = this.#step === 1 ? g : momentum * first[n]! + g;
        values[n]! -= learningRate * (optimizer === 'nesterov' ? g + momentum * first[n]! : first[n]!);
        break;
      case 'adam':
      case 'adamw': {
        if (optimizer === 'adamw') values[n]! *= 1 - learningRate * weightDecay;
        first[n] = beta1 * first[n]! + (1 - beta1) * g;
        second[n] = beta2 * second[n]! + (1 - beta2) * g * g;
        const mean = first[n]! / (1 - beta1 ** this.#step);
        const square = second[n]! / (1 - beta2 ** this.#step);
        values[n]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
        break;
      }
      case 'rmsprop':
        second[n] = alpha * second[n]! + (1 - alpha) * g * g;
        values[n]! -= (learningRate * g) / (Math.sqrt(second[n]!) + epsilon);
        break;
    }
  }
}
