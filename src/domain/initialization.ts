import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { NetworkParameters } from './parameters.ts';
import { Random } from './random.ts';

/**
 * How weights start; biases start at zero.
 *
 * he: uniform in ±√(6 / inFeatures). Source torch.nn.init.kaiming_uniform_ (nonlinearity 'relu').
 * xavier: uniform in ±√(6 / (inFeatures + outFeatures)). Source torch.nn.init.xavier_uniform_.
 * zeros: all alike, and so they stay.
 */
export type Initialization = 'he' | 'xavier' | 'zeros';

/** Starting numbers for every layer; the same seed gives the same bits everywhere. */
export function initialParameters(
  network: NetworkDescription,
  initialization: Initialization,
  seed: number,
): NetworkParameters {
  return network.layers.map((layer, index) => {
    const inFeatures = inFeaturesOf(network, index);
    const fan = initialization === 'he' ? inFeatures : inFeatures + layer.outFeatures;
    const bound = initialization === 'zeros' ? 0 : Math.sqrt(6 / fan);
    const random = new Random(seed, index);
    const weight = new Float32Array(layer.outFeatures * inFeatures);
    for (let n = 0; n < weight.length; n++) weight[n] = random.between(-bound, bound);
    return { weight, bias: layer.bias ? new Float32Array(layer.outFeatures) : null };
  });
}
