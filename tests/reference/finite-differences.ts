import type { NetworkDescription } from '../../src/domain/network.ts';
import { forward, meanCost, type Example, type ReferenceLayer } from './network.ts';

/**
 * The step of the stencil. Its sixth-order remainder, h⁶·f⁽⁷⁾/140, and the rounding of the cost, some 1e-16·cost/h, then both
 * stay near 1e-13.
 */
const STEP = 3e-3;

/** Below this h the rounding of the cost would spoil the slope. */
const SMALLEST_STEP = 1e-6;

/** f′(0) from six values of f, central differences of sixth order. Source B. Fornberg, Math. Comp. 51 (1988), table 1. */
function slopeAtZero(f: (x: number) => number, h: number): number {
  return (45 * (f(h) - f(-h)) - 9 * (f(2 * h) - f(-2 * h)) + (f(3 * h) - f(-3 * h))) / (60 * h);
}

/**
 * ∂(mean cost)/∂values[n], found by moving that one number; null where it sits on a kink of ReLU.
 *
 * With ReLU and Leaky ReLU the stencil must not straddle a kink. On the segment between its ends every z of the first layer is
 * linear, so equal signs at both ends mean that none has passed zero; then the next layer is linear there too, and so on. The
 * step shrinks until all signs agree.
 */
export function slopeOf(
  network: NetworkDescription,
  parameters: readonly ReferenceLayer[],
  batch: readonly Example[],
  values: Float64Array,
  n: number,
): number | null {
  const start = values[n]!;
  const moved = <T>(look: () => T) => {
    return (by: number): T => {
      values[n] = start + by;
      const seen = look();
      values[n] = start;
      return seen;
    };
  };
  const costAt = moved(() => meanCost(network, parameters, batch));
  const signsAt = moved(() => signs(network, parameters, batch));
  const hasKinks = network.layers.some(({ activation }) => activation === 'relu' || activation === 'leaky-relu');
  for (let h = STEP; h >= SMALLEST_STEP; h /= 4) {
    if (!hasKinks || signsAt(3 * h) === signsAt(-3 * h)) return slopeAtZero(costAt, h);
  }
  return null;
}

/** On which side of its kink every hidden neuron is, for every image. */
function signs(network: NetworkDescription, parameters: readonly ReferenceLayer[], batch: readonly Example[]): string {
  const sides = batch.flatMap(({ input }) =>
    forward(network, parameters, input)
      .preActivations.slice(0, -1)
      .map((z) => Array.from(z, (value) => (value > 0 ? '+' : '-')).join('')),
  );
  return sides.join('');
}
