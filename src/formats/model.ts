import { SimulatorError } from '../domain/errors.ts';
import {
  describeNetwork,
  inFeaturesOf,
  validNetwork,
  layerSizes,
  type Activation,
  type LayerDescription,
  type Loss,
  type NetworkDescription,
} from '../domain/network.ts';
import { checkParameters, type LayerParameters, type Model } from '../domain/parameters.ts';
import { readSafetensors, writeSafetensors, type Safetensors, type Tensor } from './safetensors.ts';

/** Says in the metadata that the rest of it is ours and how to read it. */
const VERSION_KEY = 'formatVersion';
const FORMAT_VERSION = '1';

const ACTIVATIONS: readonly Activation[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh', 'softmax'];
const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];
const SWITCHES = ['true', 'false'] as const;

/**
 * Reads a network from a safetensors file: `fc1.weight` [outFeatures, inFeatures], `fc1.bias` [outFeatures], `fc2.weight` …, F32.
 *
 * Our metadata describe the network. Without them (a PyTorch export) shapes give the sizes, every layer has a bias, hidden
 * layers are ReLU and the loss is cross-entropy. Throws SimulatorError 'malformed' for bytes that are no safetensors file,
 * 'mismatch' for a missing, unexpected or misshaped tensor or another dtype, 'out-of-range' for numbers that are not finite,
 * 'unsupported' for metadata of a later version.
 */
export function readModel(file: Uint8Array): Model {
  const content = readSafetensors(file);
  const network = Object.hasOwn(content.metadata, VERSION_KEY) ? describedNetwork(content.metadata) : inferredNetwork(content);
  const expected = new Set(network.layers.flatMap((layer, index) => tensorNames(layer, index)));
  for (const name of content.tensors.keys()) {
    if (!expected.has(name))
      throw new SimulatorError('mismatch', `got tensor ${name}, expected only ${[...expected].join(', ')}`);
  }
  const parameters = network.layers.map((layer, index): LayerParameters => {
    const { outFeatures, bias } = layer;
    return {
      weight: readNumbers(content, weightName(index), [outFeatures, inFeaturesOf(network, index)]),
      bias: bias ? readNumbers(content, biasName(index), [outFeatures]) : null,
    };
  });
  return { network, parameters };
}

/** What `writeModel` was given beside the network, or whatever else the metadata say; throws as `readModel` does. */
export function readNotes(file: Uint8Array): Readonly<Record<string, string>> {
  return readSafetensors(file).metadata;
}

/**
 * Writes a network as a safetensors file; the same model and notes give the same bytes.
 *
 * A layer without bias has no bias tensor, which the metadata say; `notes` join them. Throws SimulatorError 'mismatch' where numbers and
 * description differ, 'out-of-range' for numbers that are not finite.
 */
export function writeModel(
  { network, parameters }: Model,
  notes: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  checkParameters(network, parameters);
  const tensors = new Map<string, Tensor>();
  for (const [index, { weight, bias }] of parameters.entries()) {
    const { outFeatures } = network.layers[index]!;
    tensors.set(weightName(index), tensorOf(weight, [outFeatures, inFeaturesOf(network, index)], weightName(index)));
    if (bias) tensors.set(biasName(index), tensorOf(bias, [outFeatures], biasName(index)));
  }
  const metadata = {
    ...notes,
    [VERSION_KEY]: FORMAT_VERSION,
    sizes: layerSizes(network).join(),
    activations: network.layers.map((layer) => layer.activation).join(),
    biases: network.layers.map((layer) => layer.bias).join(),
    loss: network.loss,
  };
  return writeSafetensors({ tensors, metadata });
}

function weightName(index: number): string {
  return `fc${index + 1}.weight`;
}

function biasName(index: number): string {
  return `fc${index + 1}.bias`;
}

function tensorNames(layer: LayerDescription, index: number): string[] {
  return layer.bias ? [weightName(index), biasName(index)] : [weightName(index)];
}

function describedNetwork(metadata: Readonly<Record<string, string>>): NetworkDescription {
  const version = metadata[VERSION_KEY];
  if (version !== FORMAT_VERSION) {
    throw new SimulatorError(
      'unsupported',
      `got ${VERSION_KEY} ${JSON.stringify(version)}, expected "${FORMAT_VERSION}", metadata`,
    );
  }
  const list = (key: string): string[] => {
    if (!Object.hasOwn(metadata, key)) throw new SimulatorError('malformed', `got no "${key}", expected it in the metadata`);
    return metadata[key]!.split(',');
  };
  const sizes = list('sizes').map((size) => (/^\d{1,9}$/.test(size) ? Number(size) : NaN));
  const layerCount = sizes.length - 1;
  const oneForEachLayer = <Word extends string>(key: string, allowed: readonly Word[]): Word[] => {
    const words = list(key).map((word) => oneOf(word, allowed, key));
    if (words.length !== layerCount) {
      throw new SimulatorError('malformed', `got ${words.length} ${key}, expected ${layerCount}, one for each layer, metadata`);
    }
    return words;
  };
  const activations = oneForEachLayer('activations', ACTIVATIONS);
  const biases = oneForEachLayer('biases', SWITCHES);
  const loss = oneOf(list('loss').join(), LOSSES, 'loss');
  const layers = sizes.slice(1).map((outFeatures, index): LayerDescription => ({
    outFeatures,
    activation: activations[index]!,
    bias: biases[index] === 'true',
  }));
  return validNetwork({ inFeatures: sizes[0]!, layers, loss });
}

function oneOf<Word extends string>(word: string, allowed: readonly Word[], key: string): Word {
  const known = allowed.find((candidate) => candidate === word);
  if (known === undefined) {
    throw new SimulatorError(
      'malformed',
      `got "${word.slice(0, 40)}", expected ${allowed.join(', ')}, "${key}" in the metadata`,
    );
  }
  return known;
}

/** As many layers as the highest number of any tensor fcN, so that a missing one in between is noticed. */
function inferredNetwork({ tensors }: Safetensors): NetworkDescription {
  const numbers = [...tensors.keys()].map((name) => Number(/^fc(\d{1,2})\.(?:weight|bias)$/.exec(name)?.[1] ?? 0));
  const layerCount = Math.max(1, ...numbers);
  const sizes: number[] = [];
  for (let index = 0; index < layerCount; index++) {
    const { shape } = expectTensor(tensors, weightName(index));
    if (shape.length !== 2) {
      throw new SimulatorError(
        'mismatch',
        `got shape [${shape.join(', ')}], expected [outFeatures, inFeatures], tensor ${weightName(index)}`,
      );
    }
    const [outFeatures, inFeatures] = shape as [number, number];
    if (index === 0) sizes.push(inFeatures);
    sizes.push(outFeatures);
  }
  return describeNetwork({ sizes });
}

function expectTensor(tensors: Safetensors['tensors'], name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  const all = [...tensors.keys()];
  const found = all.length > 0 ? all.slice(0, 12).join(', ') : 'no tensors';
  throw new SimulatorError('mismatch', `got ${found}${all.length > 12 ? ', …' : ''}, expected tensor ${name} as well`);
}

function readNumbers({ tensors }: Safetensors, name: string, shape: readonly number[]): Float32Array {
  const tensor = expectTensor(tensors, name);
  if (tensor.dtype !== 'F32') throw new SimulatorError('mismatch', `got dtype ${tensor.dtype}, expected F32, tensor ${name}`);
  if (tensor.shape.join() !== shape.join()) {
    throw new SimulatorError(
      'mismatch',
      `got shape [${tensor.shape.join(', ')}], expected [${shape.join(', ')}], tensor ${name}`,
    );
  }
  // Not bytes.slice(), which copies nothing where the bytes are Node's Buffer.
  return expectFinite(new Float32Array(new Uint8Array(tensor.bytes).buffer), name);
}

function tensorOf(numbers: Float32Array, shape: readonly number[], name: string): Tensor {
  const { buffer, byteOffset, byteLength } = expectFinite(numbers, name);
  return { dtype: 'F32', shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

function expectFinite(numbers: Float32Array, name: string): Float32Array {
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0) {
    throw new SimulatorError(
      'out-of-range',
      `got ${numbers[wrong]}, expected finite numbers, number ${wrong} of tensor ${name}`,
    );
  }
  return numbers;
}
