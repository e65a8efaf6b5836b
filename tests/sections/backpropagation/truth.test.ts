import { describe, expect, it } from 'vitest';
import { findExplosion } from '../../../src/domain/explosion.ts';
import { descended, traceBatch, withLoss, type LabelledImage } from '../../../src/domain/learning-step.ts';
import { writtenBatch } from '../../../src/domain/lesson-batch.ts';
import { inFeaturesOf, type Loss, type NetworkDescription } from '../../../src/domain/network.ts';
import { measuredSlope } from '../../../src/domain/nudge.ts';
import { farthestInto, type ParameterId } from '../../../src/domain/parameter-id.ts';
import type { NetworkParameters } from '../../../src/domain/parameters.ts';
import { Random } from '../../../src/domain/random.ts';
import { stagesOf, type Stage } from '../../../src/domain/step-stages.ts';
import { follow, followedNumbers, type Followed } from '../../../src/sections/backpropagation/followed.ts';
import { formulasOf } from '../../../src/sections/backpropagation/formulas.ts';
import { followedTexts, partsOf, stageTexts } from '../../../src/sections/backpropagation/shown.ts';
import { measuredAnySize, shownNumber } from '../../../src/domain/decimals.ts';
import { ACTIVATIONS } from '../../reference/activations.ts';
import {
  cost,
  forward,
  gradients,
  meanCost,
  referenceParameters,
  targetOf,
  type ReferenceLayer,
} from '../../reference/network.ts';
import { pretrained } from '../../state/page-network.ts';
import { initialParameters } from '../../../src/domain/initialization.ts';

const CASES = 200;
const STAGES = stagesOf(4);

/** One random question: a batch, a cost, a parameter, an image, a rate, a network that has learned or one that has not. */
interface Case {
  readonly network: NetworkDescription;
  readonly parameters: NetworkParameters;
  readonly batch: readonly LabelledImage[];
  readonly followed: Followed;
}

const untrained = initialParameters(pretrained.network, 'he', 5);

function caseOf(number: number): Case {
  const random = new Random(77, number);
  const loss: Loss = random.chance(0.5) ? 'cross-entropy' : 'quadratic';
  const network = withLoss(pretrained.network, loss);
  const parameters = random.chance(0.5) ? pretrained.parameters : untrained;
  const digit = random.chance(0.2) ? null : random.below(10);
  const batch = writtenBatch(digit, random.pick([1, 2, 3, 5, 8]), random.below(1000));
  const trace = traceBatch(network, parameters, batch);
  const layer = random.below(4);
  const neuron = random.below(network.layers[layer]!.outFeatures);
  // Most weights of most neurons carry nothing: half of the questions are about one that does.
  const id: ParameterId = random.chance(0.15)
    ? { layer, neuron, input: null }
    : random.chance(0.5)
      ? { layer, neuron, input: random.below(inFeaturesOf(network, layer)) }
      : farthestInto(network, trace.gradient, layer, neuron);
  const learningRate = random.pick([0.0001, 0.01, 0.0373, 0.5]);
  const next = descended(parameters, trace.gradient, learningRate);
  const after = traceBatch(network, next, batch);
  const example = random.below(batch.length);
  const updated = findExplosion(next, after.cost) ? null : { parameters: next, trace: after };
  return { network, parameters, batch, followed: follow({ id, parameters, trace, example, learningRate, updated }) };
}

/** The same numbers as a textbook computes them. */
function referenceOf({ network, parameters, batch, followed }: Case) {
  const layers = referenceParameters(parameters);
  const examples = batch.map(({ pixels, label }) => ({
    input: Float64Array.from(pixels, (grey) => grey / 255),
    target: targetOf(label, 10),
  }));
  const passes = examples.map(({ input }) => forward(network, layers, input));
  const single = examples.map((one) => gradients(network, layers, [one]));
  const mean = gradients(network, layers, examples);
  const costs = examples.map(({ target }, n) => cost(network, passes[n]!, target));
  // ∂C/∂b of one image is its δ.
  const delta = (n: number, layer: number, neuron: number) => single[n]![layer]!.bias![neuron]!;
  const at = (numbers: readonly ReferenceLayer[], { layer, neuron, input }: ParameterId) =>
    input === null ? numbers[layer]!.bias![neuron]! : numbers[layer]!.weight[neuron * inFeaturesOf(network, layer) + input]!;
  const next = followed.updated && referenceParameters(followed.updated.parameters);
  const norm = Math.hypot(...mean.flatMap(({ weight, bias }) => [...squaresOf(weight), ...squaresOf(bias!)]));
  return { layers, examples, passes, single, mean, costs, delta, at, next, norm };
}

/** Roots of sums of a few thousand squares, so that Math.hypot is given few numbers. */
function squaresOf(values: Float64Array): number[] {
  const sums: number[] = [];
  for (let from = 0; from < values.length; from += 4096) {
    sums.push(Math.sqrt(values.subarray(from, from + 4096).reduce((sum, value) => sum + value * value, 0)));
  }
  return sums;
}

/** A shown number with its power of ten, which may stand apart. */
const numberOf = (text: string, power = '') => shownNumber(text.replaceAll(/[()]/g, '') + power);

/** Half a unit of the last digit shown, with the rounding of float64 in sums of some thousand numbers. */
function expectShown(text: string, value: number, power = ''): void {
  const plain = text.replaceAll(/[()]/g, '');
  const shown = numberOf(text, power);
  const [mantissa] = plain.replace('−', '').split('·') as [string];
  const digits = mantissa.split('.')[1]?.length ?? 0;
  const own = plain.includes('·') ? plain.slice(plain.indexOf('·')) : '';
  const scale = shownNumber(`1${own}${power}`);
  expect(Math.abs(shown - value), `${text}${power} for ${value}`).toBeLessThanOrEqual(
    0.5 * 10 ** -digits * scale * (1 + 1e-6) + 1e-14,
  );
}

/** One unit of the last digit: parts may be rounded up or down, so that they add up. */
function expectPart(text: string, value: number, power: string): void {
  const plain = text.replaceAll(/[()]/g, '');
  const digits = plain.split('.')[1]?.length ?? 0;
  const unit = 10 ** -digits * shownNumber(`1${power}`);
  expect(Math.abs(numberOf(text, power) - value), `${text}${power} for ${value}`).toBeLessThanOrEqual(
    unit * (1 + 1e-6) + 1e-14,
  );
}

/** Whole units of the last digit. */
const unitsOf = (text: string) => Number(text.replaceAll(/[().]/g, '').replace('−', '-'));

describe('every number that the stepper shows is that of the float64 reference', () => {
  const numbers = Array.from({ length: CASES }, (_, number) => number);
  it.each(numbers)('case %i', (number) => {
    const own = caseOf(number);
    const { network, followed } = own;
    const { id, example, learningRate, route } = followed;
    const reference = referenceOf(own);
    const pass = reference.passes[example]!;
    const single = reference.single[example]!;
    const label = own.batch[example]!.label;
    const size = own.batch.length;

    // The list of the followed parameter.
    const texts = followedTexts(followedNumbers(followed), learningRate);
    const incoming =
      id.input === null
        ? 1
        : id.layer === 0
          ? reference.examples[example]!.input[id.input]!
          : pass.activations[id.layer - 1]![id.input]!;
    const z = pass.preActivations[id.layer]![id.neuron]!;
    expectShown(texts.input, incoming);
    expectShown(texts.weight, reference.at(reference.layers, id));
    expectShown(texts.z, z);
    expectShown(texts.a, pass.activations[id.layer]![id.neuron]!);
    const { activation } = network.layers[id.layer]!;
    if (activation === 'softmax') expect(texts.slope).toBe('–');
    else expectShown(texts.slope, ACTIVATIONS[activation].slope(z));
    expectShown(texts.delta, reference.delta(example, id.layer, id.neuron));
    expectShown(texts.product, reference.at(single, id));
    const gradient = reference.at(reference.mean, id);
    expectShown(texts.gradient, gradient);
    expect(Number(texts.learningRate)).toBe(learningRate);
    expectShown(texts.move, learningRate * gradient);
    if (reference.next) {
      expectShown(texts.next, reference.at(reference.next, id));
      // What float32 makes of w − η ∂C/∂w.
      expect(reference.at(reference.next, id)).toBe(Math.fround(reference.at(reference.layers, id) - learningRate * gradient));
    }

    for (const stage of STAGES) {
      const slots = stageTexts(followed, stage);
      expect(Object.values(slots).join(' ')).not.toMatch(/NaN|Infinity|∞|undefined/);
      checkSlots(own, stage, slots);
      const formulas = formulasOf({
        stage,
        loss: network.loss,
        activations: network.layers.map((layer) => layer.activation),
        isBias: id.input === null,
        isSingle: size === 1,
      });
      // Every slot of every formula has its text.
      for (const { tex } of formulas.flatMap(({ numeric }) => numeric)) {
        for (const [, name] of tex.matchAll(/\\slot\{(\w+)\}/g)) {
          expect(slots, name).toHaveProperty(name!);
        }
      }
      const parts = partsOf(followed, stage);
      if (parts) {
        expect(parts.parts.reduce((sum, part) => sum + part, 0)).toBe(parts.total);
        const exact = own.batch.map((_, n) =>
          stage.kind === 'cost' ? reference.costs[n]! : reference.at(reference.single[n]!, id),
        );
        const unit = 10 ** (parts.exponent - parts.digits);
        for (const [n, part] of parts.parts.entries())
          expect(Math.abs(part * unit - exact[n]!)).toBeLessThanOrEqual(unit * (1 + 1e-6) + 1e-14);
        expect(unitsOf(slots.sum!)).toBe(parts.total);
      }
    }

    function checkSlots({ parameters }: Case, stage: Stage, slots: Readonly<Record<string, string>>): void {
      if (stage.kind === 'batch') {
        expect(slots.size).toBe(String(size));
        expect(slots.label).toBe(String(label));
        expectShown(slots.pixel!, Number(slots.grey) / 255);
        return;
      }
      if (stage.kind === 'forward') {
        const { layer } = stage;
        const neuron = route[layer]!;
        const inFeatures = inFeaturesOf(network, layer);
        const from = Number(slots.from);
        const inputs = layer === 0 ? reference.examples[example]!.input : pass.activations[layer - 1]!;
        const weight = parameters[layer]!.weight[neuron * inFeatures + from]!;
        const bias = parameters[layer]!.bias![neuron]!;
        const total = pass.preActivations[layer]![neuron]!;
        expectShown(slots.weight!, weight);
        expectShown(slots.input!, inputs[from]!);
        expectShown(slots.product!, weight * inputs[from]!);
        expectPart(slots.part!, weight * inputs[from]!, slots.power!);
        expectPart(slots.others!, total - bias - weight * inputs[from]!, slots.power!);
        expectPart(slots.bias!, bias, slots.power!);
        expectShown(slots.total!, total, slots.power);
        expect(unitsOf(slots.part!) + unitsOf(slots.others!) + unitsOf(slots.bias!)).toBe(unitsOf(slots.total!));
        expectShown(slots.z!, total);
        expectShown(slots.a!, pass.activations[layer]![neuron]!);
        if (layer === id.layer && id.input !== null) expect([neuron, from]).toEqual([id.neuron, id.input]);
        return;
      }
      if (stage.kind === 'cost') {
        const outputs = pass.activations[3]!;
        expectShown(slots.share!, outputs[label]!);
        expectShown(
          slots.squares!,
          outputs.reduce((sum, a, o) => sum + (a - (o === label ? 1 : 0)) ** 2, 0),
        );
        expectShown(slots.cost!, reference.costs[example]!);
        expectShown(slots.mean!, meanCost(network, reference.layers, reference.examples));
        expectShown(
          slots.sum!,
          reference.costs.reduce((sum, one) => sum + one, 0),
          slots.power,
        );
        return;
      }
      if (stage.kind === 'delta' && stage.layer === 3) {
        const output = route[3]!;
        expectShown(slots.a!, pass.activations[3]![output]!);
        expect(slots.y).toBe(output === label ? '1' : '0');
        expectShown(slots.delta!, reference.delta(example, 3, output));
        if (network.loss === 'quadratic')
          expectShown(slots.slope!, ACTIVATIONS.sigmoid.slope(pass.preActivations[3]![output]!));
        return;
      }
      if (stage.kind === 'delta') {
        const { layer } = stage;
        const neuron = route[layer]!;
        const inFeatures = inFeaturesOf(network, layer + 1);
        const weights = parameters[layer + 1]!.weight;
        const sent = Array.from(
          { length: network.layers[layer + 1]!.outFeatures },
          (_, k) => weights[k * inFeatures + neuron]! * reference.delta(example, layer + 1, k),
        );
        const total = sent.reduce((sum, one) => sum + one, 0);
        const from = Number(slots.from);
        expectShown(slots.weight!, weights[from * inFeatures + neuron]!);
        expectShown(slots.input!, reference.delta(example, layer + 1, from));
        expectShown(slots.product!, sent[from]!);
        expectPart(slots.part!, sent[from]!, slots.power!);
        expectPart(slots.others!, total - sent[from]!, slots.power!);
        expectShown(slots.total!, total, slots.power);
        expect(unitsOf(slots.part!) + unitsOf(slots.others!)).toBe(unitsOf(slots.total!));
        expectShown(slots.sum!, total);
        expectShown(slots.slope!, pass.preActivations[layer]![neuron]! > 0 ? 1 : 0);
        expectShown(slots.delta!, reference.delta(example, layer, neuron));
        return;
      }
      if (stage.kind === 'gradient') {
        expectShown(slots.delta!, reference.delta(example, id.layer, id.neuron));
        expectShown(slots.input!, incoming);
        expectShown(slots.product!, reference.at(single, id));
        expectShown(slots.mean!, gradient);
        expectShown(slots.sum!, gradient * size, slots.power);
        return;
      }
      if (stage.kind === 'update') {
        expectShown(slots.weight!, reference.at(reference.layers, id));
        expectShown(slots.gradient!, gradient);
        expectShown(slots.moveBracketed!, learningRate * gradient);
        if (slots.nextEquals === '=') {
          const units = (text: string) => Math.round(numberOf(text) * 1e9);
          expect(units(slots.weight!) - units(slots.moveBracketed!)).toBe(units(slots.next!));
        }
        return;
      }
      expectShown(slots.before!, meanCost(network, reference.layers, reference.examples));
      if (reference.next) {
        expectShown(slots.after!, meanCost(network, reference.next, reference.examples));
        const change =
          meanCost(network, reference.next, reference.examples) - meanCost(network, reference.layers, reference.examples);
        expectShown(slots.change!, change);
      }
      expectShown(slots.foretold!, -learningRate * reference.norm ** 2);
    }
  });
});

it('the gradient is the measured slope to every digit shown, wherever the cost is smooth', () => {
  let smooth = 0;
  for (let number = 0; number < CASES; number++) {
    const { parameters, followed } = caseOf(number);
    const { slope, isKink } = measuredSlope(parameters, followed.trace, followed.id);
    if (isKink) continue;
    smooth++;
    expect(measuredAnySize(slope), `case ${number}`).toBe(measuredAnySize(followedNumbers(followed).gradient));
  }
  // Kinks within 10⁻⁵ are rare.
  expect(smooth).toBeGreaterThan(CASES * 0.95);
});
