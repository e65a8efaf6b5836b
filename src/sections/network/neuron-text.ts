import type { ForwardValues } from '../../domain/contributions.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import type { NeuronId } from '../../state/selection.ts';
import { decimal, percent } from '../../domain/numbers.ts';
import type { NetworkWords } from './words.ts';

const IMAGE_SIDE = 28;

/** "Hidden layer 2, neuron 17" or "Output 7"; hidden neurons are counted from 1. */
export function neuronName(words: NetworkWords, layers: number, { layer, neuron }: NeuronId): string {
  if (layer === layers - 1) return words.neuron.output(neuron);
  return words.neuron.hidden(layer, neuron + 1);
}

/** Where a connection into a layer comes from. */
export function sourceName(words: NetworkWords, layer: number, index: number): string {
  if (layer > 0) return words.neuron.from(index + 1);
  return words.neuron.pixel(Math.floor(index / IMAGE_SIDE) + 1, (index % IMAGE_SIDE) + 1);
}

/** What a neuron says to those who do not see it. */
export function neuronText(
  words: NetworkWords,
  name: string,
  { layer, neuron }: NeuronId,
  values: ForwardValues | null,
  parameters: NetworkParameters | null,
): string {
  if (!values || !parameters) return name;
  const bias = parameters[layer]!.bias?.[neuron];
  return words.neuron.option(
    name,
    activationText(values, { layer, neuron }),
    decimal(values.preActivations[layer]![neuron]!, 3),
    bias === undefined ? words.neuron.noBias : decimal(bias, 3),
  );
}

/** a to three digits, an output's as a share. */
export function activationText({ activations }: ForwardValues, { layer, neuron }: NeuronId): string {
  const a = activations[layer]![neuron]!;
  return layer === activations.length - 1 ? percent(a) : decimal(a, 3);
}

/** The whole figure in a few sentences. */
export function networkSummary(words: NetworkWords, values: ForwardValues & { readonly isBlank: boolean }): string {
  const { activations, pixels, isBlank } = values;
  const inked = pixels.reduce((count, grey) => count + (grey > 0 ? 1 : 0), 0);
  const sentences = [words.summary.input(inked)];
  for (const [index, layer] of activations.slice(0, -1).entries()) {
    const active = layer.reduce((count, a) => count + (a > 0 ? 1 : 0), 0);
    const most = active === 0 ? null : placeOfLargest(layer) + 1;
    sentences.push(words.summary.layer(words.layer(index, activations.length), active, layer.length, most));
  }
  const outputs = activations[activations.length - 1]!;
  const digit = placeOfLargest(outputs);
  sentences.push(isBlank ? `${words.rest}.` : words.summary.answer(digit, percent(outputs[digit]!)));
  return sentences.join(' ');
}

function placeOfLargest(values: Float32Array): number {
  return values.reduce((best, value, place) => (value > values[best]! ? place : best), 0);
}
