import { SimulatorError } from './errors.ts';

/** What a hidden layer applies to each of its sums. */
export type HiddenActivation = 'relu' | 'leaky-relu' | 'sigmoid' | 'tanh';

/** What any layer applies; softmax belongs to the last layer alone. */
export type Activation = HiddenActivation | 'softmax';

/**
 * The cost of one image; the cost of a batch is the mean over its images.
 *
 * cross-entropy: −Σ t·log softmax(z). Source torch.nn.CrossEntropyLoss.
 * quadratic: ½ Σ (a − t)² on sigmoid outputs, the textbook cost of Nielsen's chapter 1.
 */
export type Loss = 'cross-entropy' | 'quadratic';

/** One fully connected layer: a = f(W·x + b). */
export interface LayerDescription {
  readonly outFeatures: number;
  readonly activation: Activation;
  /** false leaves b out, as torch.nn.Linear(bias=False) does. */
  readonly bias: boolean;
}

/** Everything about a network but its numbers. */
export interface NetworkDescription {
  readonly inFeatures: number;
  readonly layers: readonly LayerDescription[];
  readonly loss: Loss;
}

/** The slope of Leaky ReLU left of zero, PyTorch's default. */
export const LEAKY_RELU_SLOPE = 0.01;

/** The widest layer and the largest input that packed layouts can index (16-bit pixel indices). */
const MAX_FEATURES = 65_535;
const MAX_LAYERS = 16;

export const HIDDEN_ACTIVATIONS: readonly HiddenActivation[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh'];

/** How many numbers one layer holds: weights and, if switched on, biases. */
export function layerParameterCount(inFeatures: number, layer: LayerDescription): number {
  return inFeatures * layer.outFeatures + (layer.bias ? layer.outFeatures : 0);
}

/** The number of inputs of layer `index` (0 is the first layer). */
export function inFeaturesOf(network: NetworkDescription, index: number): number {
  return index === 0 ? network.inFeatures : network.layers[index - 1]!.outFeatures;
}

/** How many numbers the whole network holds; 111,146 for 784 → 128 → 64 → 32 → 10. */
export function parameterCount(network: NetworkDescription): number {
  return network.layers.reduce((sum, layer, index) => sum + layerParameterCount(inFeaturesOf(network, index), layer), 0);
}

/** All widths from the input to the output, as [784, 128, 64, 32, 10]. */
export function layerSizes(network: NetworkDescription): number[] {
  return [network.inFeatures, ...network.layers.map((layer) => layer.outFeatures)];
}

/** The number of outputs of the network. */
export function outFeaturesOf(network: NetworkDescription): number {
  return network.layers[network.layers.length - 1]!.outFeatures;
}

/** Describes a network whose hidden layers all share one activation. */
export function describeNetwork(options: {
  sizes: readonly number[];
  activation?: HiddenActivation;
  loss?: Loss;
  /** One switch for all layers, or one a layer. */
  bias?: boolean | readonly boolean[];
}): NetworkDescription {
  const { sizes, activation = 'relu', loss = 'cross-entropy', bias = true } = options;
  const outputActivation = loss === 'cross-entropy' ? 'softmax' : 'sigmoid';
  const layers = sizes.slice(1).map((outFeatures, index, all): LayerDescription => ({
    outFeatures,
    activation: index === all.length - 1 ? outputActivation : activation,
    bias: typeof bias === 'boolean' ? bias : (bias[index] ?? true),
  }));
  return validNetwork({ inFeatures: sizes[0]!, layers, loss });
}

/** The network of this project: 784 → 128 → 64 → 32 → 10, ReLU, softmax with cross-entropy. */
export const DIGIT_NETWORK: NetworkDescription = describeNetwork({ sizes: [784, 128, 64, 32, 10] });

/**
 * Returns the description if the engine can run it.
 *
 * Throws SimulatorError 'out-of-range' for absurd sizes, 'mismatch' where the last activation does not belong to the loss.
 */
export function validNetwork(network: NetworkDescription): NetworkDescription {
  if (network.layers.length < 1 || network.layers.length > MAX_LAYERS) {
    throw new SimulatorError('out-of-range', `got ${network.layers.length} layers, expected 1 to ${MAX_LAYERS}`);
  }
  for (const [index, size] of layerSizes(network).entries()) {
    if (!Number.isInteger(size) || size < 1 || size > MAX_FEATURES) {
      const place = index === 0 ? 'the input' : `layer ${index}`;
      throw new SimulatorError(
        'out-of-range',
        `got ${size} features, expected a whole number from 1 to ${MAX_FEATURES}, ${place}`,
      );
    }
  }
  for (const [index, layer] of network.layers.entries()) {
    const isLast = index === network.layers.length - 1;
    const expected = isLast ? (network.loss === 'cross-entropy' ? ['softmax'] : ['sigmoid']) : HIDDEN_ACTIVATIONS;
    if (!expected.includes(layer.activation as HiddenActivation)) {
      throw new SimulatorError(
        'mismatch',
        `got activation ${layer.activation}, expected ${expected.join(' or ')}, layer ${index + 1} of ${network.layers.length} with ${network.loss} loss`,
      );
    }
  }
  return network;
}
