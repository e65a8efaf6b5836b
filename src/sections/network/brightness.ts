import type { ForwardValues } from '../../domain/contributions.ts';

/**
 * One array a layer, 0 to 1: how bright each neuron is.
 *
 * Hidden neurons by |a| over the largest of their layer at this moment; outputs by their share itself.
 */
export function brightnessOf({ activations }: Pick<ForwardValues, 'activations'>): Float32Array[] {
  return activations.map((layer, index) => {
    let largest = 1;
    if (index < activations.length - 1) {
      largest = 0;
      for (const a of layer) if (Math.abs(a) > largest) largest = Math.abs(a);
    }
    // Numbers that are none, or all zero, give no light.
    return layer.map((a) => (largest > 0 && Math.abs(a) <= largest ? Math.abs(a) / largest : 0));
  });
}
