import { computed, type ReadonlySignal } from '@preact/signals';
import { descended, traceBatch, type BatchTrace, type LabelledImage } from '../domain/learning-step.ts';
import type { NetworkDescription } from '../domain/network.ts';
import type { NetworkParameters } from '../domain/parameters.ts';

/** So many results are remembered: of this step's start and end, and of the next one's end. */
const REMEMBERED = 3;

/** Makes the images of a choice; those of the present one and the next are remembered. */
export function rememberingImages<Choice extends object>(make: (choice: Choice) => readonly LabelledImage[]) {
  const known = new WeakMap<Choice, ReadonlySignal<readonly LabelledImage[]>>();
  return (choice: Choice): readonly LabelledImage[] => {
    const found = known.get(choice) ?? computed(() => make(choice));
    known.set(choice, found);
    return found.value;
  };
}

/** Traces a batch; the last few are remembered, for what a step leads to is what the next one starts from. */
export function rememberingTrace() {
  let known: readonly {
    readonly parameters: NetworkParameters;
    readonly images: readonly LabelledImage[];
    readonly trace: BatchTrace;
  }[] = [];
  return (network: NetworkDescription, parameters: NetworkParameters, images: readonly LabelledImage[]): BatchTrace => {
    const found = known.find((one) => one.parameters === parameters && one.images === images && one.trace.network === network);
    if (found) return found.trace;
    const trace = traceBatch(network, parameters, images);
    known = [{ parameters, images, trace }, ...known].slice(0, REMEMBERED);
    return trace;
  };
}

/** Makes a step; the last few are remembered. */
export function rememberingStep() {
  let known: readonly {
    readonly trace: BatchTrace;
    readonly learningRate: number;
    readonly from: NetworkParameters;
    readonly to: NetworkParameters;
  }[] = [];
  return (from: NetworkParameters, trace: BatchTrace, learningRate: number): NetworkParameters => {
    const found = known.find((one) => one.from === from && one.trace === trace && one.learningRate === learningRate);
    if (found) return found.to;
    const to = descended(from, trace.gradient, learningRate);
    known = [{ trace, learningRate, from, to }, ...known].slice(0, REMEMBERED);
    return to;
  };
}
