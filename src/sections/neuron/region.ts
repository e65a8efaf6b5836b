import { ACTIVATION_FUNCTIONS } from '../../domain/activation-functions.ts';
import type { NeuronResult, NeuronSettings } from '../../domain/neuron.ts';
import { measured } from '../../domain/decimals.ts';
import type { NeuronWords } from './words.ts';

/** Whether the neuron learns from its input, in a sentence with the real slope. */
export function regionSentence(words: NeuronWords, settings: NeuronSettings, { region, slope }: NeuronResult): string {
  const { activation, temperature } = settings;
  const steepest = activation === 'softmax' ? 1 / (4 * temperature) : ACTIVATION_FUNCTIONS[activation].steepest;
  return words.region(region, activation === 'softmax' ? '∂a/∂z' : 'f′', measured(slope), shareText(slope / steepest));
}

/** Sentences as long as any of them can be. */
export function longestSentences(words: NeuronWords): string[] {
  const kinds = ['dead', 'leaking', 'saturated', 'learning'] as const;
  return kinds.map((kind) => words.region(kind, '∂a/∂z', '8.888·10⁻⁸⁸', '0.0088\u202f%'));
}

/** A share in percent with two digits that mean something. */
function shareText(share: number): string {
  const percent = share * 100;
  if (percent !== 0 && percent < 0.001) return `${measured(percent)}\u202f%`;
  return `${Number(percent.toPrecision(2))}\u202f%`;
}
