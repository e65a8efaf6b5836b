import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withLoss } from '../../../src/domain/learning-step.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, type Loss, type NetworkDescription } from '../../../src/domain/network.ts';
import type { NetworkParameters } from '../../../src/domain/parameters.ts';
import { preprocess } from '../../../src/domain/preprocess.ts';
import { proceduralDigit } from '../../../src/domain/procedural/digits.ts';
import { Random } from '../../../src/domain/random.ts';
import { readModel } from '../../../src/formats/model.ts';
import { exampleOf, STEEPEST, type Example } from '../../../src/sections/mathematics/example.ts';
import { STAGES } from '../../../src/sections/mathematics/formulas.ts';
import { numbersOf, WIDEST } from '../../../src/sections/mathematics/numbers.ts';
import { partNames } from '../../../src/sections/mathematics/part-names.ts';
import { compact, slotTexts } from '../../../src/sections/mathematics/shown.ts';
import { WORDS } from '../../../src/sections/mathematics/words.ts';
import { shownNumber } from '../../../src/domain/decimals.ts';
import type { SlotTexts } from '../../../src/ui/formula-numbers.ts';
import { filled } from '../../../src/ui/spelled.ts';
import { randomParameters } from '../../fixtures/random-images.ts';
import { ACTIVATIONS } from '../../reference/activations.ts';
import { cost, forward, gradients, referenceParameters, targetOf } from '../../reference/network.ts';

const digits = readModel(readFileSync('public/models/digits.safetensors'));
const names = partNames(WORDS.en);
const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

interface Case {
  readonly network: NetworkDescription;
  readonly parameters: NetworkParameters;
  readonly pixels: Uint8Array;
  readonly meant: number;
  readonly loss: Loss;
  readonly example: Example;
  readonly rate: number;
}

/** A digit, a cost, the digit that was meant, a weight anywhere or the steepest of a layer, and a learning rate. */
function randomCase(seed: number, { network, parameters } = digits): Case {
  const random = new Random(seed, 77);
  const { pixels } = preprocess(proceduralDigit(random.below(10), random));
  const loss = LOSSES[random.below(2)]!;
  const meant = random.below(10);
  const rate = [0.001, 0.01, 0.3, 1][random.below(4)]!;
  const layer = random.below(network.layers.length);
  const choice = random.chance(0.5)
    ? { ...STEEPEST, layer }
    : {
        layer,
        neuron: random.below(network.layers[layer]!.outFeatures),
        input: random.below(layer === 0 ? network.inFeatures : network.layers[layer - 1]!.outFeatures),
      };
  const example = exampleOf({ network, parameters, pixels, loss, meant, choice, learningRate: rate })!;
  return { network, parameters, pixels, meant, loss, example, rate };
}

const textsOf = ({ example, rate }: Case) => slotTexts(example, rate, names);
const plainNumber = (text: string) => shownNumber(text.replace(/[()]/g, ''));

/** Half a unit of the last digit shown, and what float64 rounds on the way. */
function tolerance(text: string, value: number): number {
  const [, mantissa, power] = /^\(?−?([\d.]+)(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\)?$/u.exec(text)!;
  const digitsShown = mantissa!.split('.')[1]?.length ?? 0;
  const unit = 10 ** -digitsShown * (power ? plainNumber(`1${power}`) : 1);
  return unit * 0.5 + 1e-11 * Math.abs(value) + 1e-14;
}

function expectShown(texts: SlotTexts, name: string, value: number, seed: number, scale = 1): void {
  const text = texts[name]!;
  const difference = Math.abs(plainNumber(text) * scale - value);
  expect(difference, `case ${seed}: ${name} is ${value}, shown as ${text}`).toBeLessThanOrEqual(
    scale * tolerance(text, value / scale),
  );
}

/** What all numbers of a sum are multiples of. */
const scaleOf = (text: string) => (text === '' ? 1 : plainNumber(`1·${text.slice(text.indexOf('10'))}`));

describe('the worked example, in 200 random cases', () => {
  const cases = Array.from({ length: 200 }, (_, seed) => randomCase(seed));

  it('shows the numbers of the float64 reference network, to the digits shown', () => {
    for (const [seed, given] of cases.entries()) {
      const { example, pixels, meant, rate, parameters } = given;
      const network = withLoss(given.network, given.loss);
      const texts = textsOf(given);
      const reference = referenceParameters(parameters);
      const input = Float64Array.from(pixels, (grey) => grey / 255);
      const target = targetOf(meant, 10);
      const pass = forward(network, reference, input);
      const gradient = gradients(network, reference, [{ input, target }]);
      const { layer, neuron, output } = example;
      const a = layer === 0 ? input : pass.activations[layer - 1]!;
      const at = neuron * a.length + example.input;
      const outputs = pass.activations.at(-1)!;
      const { weight, bias } = reference[layer]!;
      const z = pass.preActivations[layer]![neuron]!;
      const expected: Record<string, number> = {
        w: weight[at]!,
        x: a[example.input]!,
        wx: weight[at]! * a[example.input]!,
        z,
        aj: pass.activations[layer]![neuron]!,
        ay: outputs[meant]!,
        cost: cost(network, pass, target),
        ak: outputs[output]!,
        yk: target[output]!,
        dk: gradient.at(-1)!.bias![output]!,
        d: gradient[layer]!.bias![neuron]!,
        db: gradient[layer]!.bias![neuron]!,
        g: gradient[layer]!.weight[at]!,
        gb: gradient[layer]!.weight[at]!,
        w6: weight[at]!,
        w6new: weight[at]! - rate * gradient[layer]!.weight[at]!,
        b6: bias![neuron]!,
        b6new: bias![neuron]! - rate * gradient[layer]!.bias![neuron]!,
        eta: rate,
      };
      if (given.loss === 'quadratic') expected.fk = ACTIVATIONS.sigmoid.slope(pass.preActivations.at(-1)![output]!);
      const hidden = example.hidden!;
      expected.hd = gradient[hidden.layer]!.bias![hidden.neuron]!;
      expected.fp = pass.preActivations[hidden.layer]![hidden.neuron]! > 0 ? 1 : 0;
      expected.h = sentBack(reference[hidden.layer + 1]!.weight, gradient[hidden.layer + 1]!.bias!, hidden.neuron);
      for (const [name, value] of Object.entries(expected)) expectShown(texts, name, value, seed);
      const zScale = scaleOf(texts.zScale!);
      expectShown(texts, 'zs', z, seed, zScale);
      expectShown(texts, 'p0', expected.wx!, seed, zScale);
      expectShown(texts, 'pb', bias![neuron]!, seed, zScale);
      let others = z - expected.wx! - bias![neuron]!;
      for (const place of ['1', '2']) {
        const from = texts[`n${place}`]!;
        if (from === WORDS.en.parts.none) continue;
        const index = Number(from.split(' ')[1]) - 1;
        const part = weight[neuron * a.length + index]! * a[index]!;
        others -= part;
        expectShown(texts, `p${place}`, part, seed, zScale);
      }
      // What rounding did to the five other numbers is in this one: half a unit each, and its own.
      expect(Math.abs(plainNumber(texts.pr!) * zScale - others)).toBeLessThan(0.003 * zScale);
      expectShown(texts, 'hs', expected.h, seed, scaleOf(texts.hScale!));
      if (given.loss === 'quadratic') {
        const cScale = scaleOf(texts.cScale!);
        expectShown(texts, 'cs', expected.cost!, seed, cScale);
        expectShown(texts, 'c0', (1 - outputs[meant]!) ** 2 / 2, seed, cScale);
        expectShown(texts, 'c1', outputs[Number(texts.m)]! ** 2 / 2, seed, cScale);
      }
    }
  });

  it('shows sums that are exactly the sums of the parts shown', () => {
    const sums = { zs: ['p0', 'p1', 'p2', 'pr', 'pb'], hs: ['h0', 'h1', 'hr'], cs: ['c0', 'c1', 'cr'] };
    for (const [seed, given] of cases.entries()) {
      const texts = textsOf(given);
      for (const [total, parts] of Object.entries(sums)) {
        if (texts[total] === undefined) continue;
        const places = texts[total].split('.')[1]?.length ?? 0;
        const units = (name: string) => Math.round(plainNumber(texts[name]!) * 10 ** places);
        const sum = parts.reduce((all, name) => all + units(name), 0);
        expect(sum, `case ${seed}: ${total}`).toBe(units(total));
      }
    }
  });

  it('says = only where the numbers shown make exactly what is shown', () => {
    let exact = 0;
    for (const given of cases) {
      const texts = textsOf(given);
      const number = (name: string) => plainNumber(texts[name]!);
      const made = {
        wx: number('w') * number('x'),
        g: number('d') * number('x'),
        hd: number('h') * number('fp'),
        dk: number('ak') - number('yk'),
      };
      for (const [name, value] of Object.entries(made)) {
        if (texts[`${name}Equals`] === '=') expect(number(name)).toBeCloseTo(value, 13);
        else expect(Math.abs(number(name) - value)).toBeGreaterThan(1e-15 * Math.abs(value));
        if (texts[`${name}Equals`] === '=') exact++;
      }
    }
    expect(exact).toBeGreaterThan(50);
  });

  it('follows the steepest weight of the layer where nobody has picked one', () => {
    for (let seed = 0; seed < 8; seed++) {
      const { pixels, parameters, network, meant } = randomCase(seed);
      for (const loss of LOSSES) {
        const layer = 1 + (seed % 3);
        const example = exampleOf({
          network,
          parameters,
          pixels,
          meant,
          loss,
          choice: { ...STEEPEST, layer },
          learningRate: 1,
        })!;
        const target = targetOf(meant, 10);
        const input = Float64Array.from(pixels, (grey) => grey / 255);
        const gradient = gradients(withLoss(network, loss), referenceParameters(parameters), [{ input, target }]);
        const steepest = gradient[layer]!.weight.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(Math.abs(example.weightGradient)).toBeCloseTo(steepest, 12);
      }
    }
  });
});

/** Networks as the laboratory can make them: every activation, one layer to four, biases off, tiny and huge numbers. */
const ODD_NETWORKS = HIDDEN_ACTIVATIONS.flatMap((activation) => [
  { network: describeNetwork({ sizes: [784, 9, 10], activation }), scale: 1 },
  { network: describeNetwork({ sizes: [784, 12, 7, 5, 10], activation, bias: false }), scale: 3 },
  { network: describeNetwork({ sizes: [784, 3, 10], activation, loss: 'quadratic' }), scale: 1e-6 },
]).concat({ network: describeNetwork({ sizes: [784, 10] }), scale: 40 });

describe('any network', () => {
  it('fills every slot of every formula, in words as on the page, and none says what is no number', () => {
    for (const [which, { network, scale }] of ODD_NETWORKS.entries()) {
      const parameters = randomParameters(network, which).map(({ weight, bias }) => ({
        weight: weight.map((w) => w * scale),
        bias: bias && bias.map((b) => b * scale),
      }));
      for (let seed = 0; seed < 12; seed++) {
        const given = randomCase(seed, { network, parameters });
        const texts = textsOf(given);
        const { layers } = withLoss(network, given.loss);
        const { layer } = given.example;
        const form = {
          loss: given.loss,
          activation: layers[layer]!.activation,
          isOutput: layer === layers.length - 1,
          hasBias: layers[layer]!.bias,
          hasHidden: layers.length > 1,
        };
        const lines = STAGES.flatMap((stage) => numbersOf(form)[stage]);
        expect(lines.length).toBeGreaterThan(6);
        for (const { tex, plain } of lines) {
          const inTex = [...tex.matchAll(/\\slot\{(\w+)\}/g)].map(([, name]) => name!);
          expect(new Set([...plain.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))).toEqual(new Set(inTex));
          for (const name of inTex) {
            expect(WIDEST[name], name).toBeDefined();
            if (!name.endsWith('Scale')) expect(texts[name], name).not.toBe('');
            const shown = texts[name]!.replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, '');
            expect(shown.length, `${name}: ${texts[name]}`).toBeLessThanOrEqual(WIDEST[name]!.length + 2);
          }
          expect(filled(plain, texts)).not.toMatch(/[{}]|NaN|Infinity|undefined/);
        }
      }
    }
  });

  it('has no example where its numbers have left every scale', () => {
    const { network, parameters, pixels } = randomCase(1);
    for (const factor of [1e4, 1e30, NaN]) {
      const exploded = parameters.map(({ weight, bias }) => ({ weight: weight.map((w) => w * factor), bias }));
      const given = { network, parameters: exploded, pixels, meant: 3, choice: STEEPEST, learningRate: 0.01 };
      for (const loss of LOSSES) expect(exampleOf({ ...given, loss })).toBeNull();
    }
  });
});

it('writes numbers of any size in few signs', () => {
  expect([0, 0.12345, -9.99994, 12.34567, 123.4567, 1234.567, 12345.67, -99999.4].map(compact)).toEqual([
    '0.0000',
    '0.1235',
    '−9.9999',
    '12.346',
    '123.46',
    '1234.6',
    '12346',
    '−99999',
  ]);
  expect([99999.6, 2.5e7, -3e-7, 1e-120, 1e300, Infinity].map(compact)).toEqual([
    '1.00·10⁵',
    '2.50·10⁷',
    '−3.00·10⁻⁷',
    '10⁻⁹⁹',
    '10⁹⁹',
    '10⁹⁹',
  ]);
});

/** (Wᵀδ) of one neuron. */
function sentBack(weight: Float64Array, delta: Float64Array, neuron: number): number {
  const inFeatures = weight.length / delta.length;
  return delta.reduce((sum, d, next) => sum + weight[next * inFeatures + neuron]! * d, 0);
}
