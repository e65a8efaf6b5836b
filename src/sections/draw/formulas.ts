import { inFeaturesOf, layerSizes, parameterCount, type NetworkDescription } from '../../domain/network.ts';
import { grouped } from '../../domain/numbers.ts';

/** One formula for the eye and in plain text. */
export interface FormulaText {
  readonly tex: string;
  readonly plain: string;
}

/** The widths of the network from input to output: 784 (28×28 pixels) → 128 → … → 10 (digits 0–9). */
export function architectureFormula(network: NetworkDescription, words: { pixels: string; digits: string }): FormulaText {
  const sizes = layerSizes(network);
  const side = Math.sqrt(network.inFeatures);
  const notes = [
    `${side}×${side} ${words.pixels}`,
    ...sizes.slice(1, -1).map(() => null),
    `${words.digits} 0–${sizes[sizes.length - 1]! - 1}`,
  ];
  const tex = sizes.map((size, index) => {
    const note = notes[index];
    return note ? `${size}\\ \\text{(${note.replace('×', '$\\times$').replace('–', '--')})}` : String(size);
  });
  const plain = sizes.map((size, index) => (notes[index] ? `${size} (${notes[index]})` : String(size)));
  return { tex: tex.join(' \\rightarrow '), plain: plain.join(' → ') };
}

/** Weights and biases layer by layer, with their sum. */
export function parameterFormula(network: NetworkDescription): FormulaText {
  const total = parameterCount(network);
  const terms = network.layers.map(({ outFeatures, bias }, index) => {
    const weights = [inFeaturesOf(network, index), outFeatures];
    return { weights, bias: bias ? outFeatures : null };
  });
  const text = (times: string) =>
    terms.map(({ weights, bias }) => weights.join(times) + (bias === null ? '' : ` + ${bias}`)).join(' + ');
  return {
    tex: `${text(' \\times ')} = ${grouped(total).replaceAll('\u202f', '\\,')}`,
    plain: `${text('×')} = ${grouped(total)}`,
  };
}

/** The count of a network whose first layer had no biases, and how many those are; null where it has none already. */
export function countWithoutFirstBias(network: NetworkDescription): { count: number; biases: number } | null {
  const [first] = network.layers;
  if (!first?.bias) return null;
  return { count: parameterCount(network) - first.outFeatures, biases: first.outFeatures };
}
