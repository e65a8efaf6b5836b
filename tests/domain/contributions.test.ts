import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  contributionsTo,
  farthestFromZero,
  inputTo,
  logitDifference,
  type ForwardValues,
} from '../../src/domain/contributions.ts';
import type { Model } from '../../src/domain/parameters.ts';
import { preprocess } from '../../src/domain/preprocess.ts';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { factorDigits, shownDifference, shownSum } from '../../src/domain/shown-sums.ts';
import { strongestConnections, strongestInto } from '../../src/domain/strongest-connections.ts';
import { createEngine } from '../../src/engine/create.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { readModel } from '../../src/formats/model.ts';
import { forward, referenceParameters, type ForwardPass, type ReferenceLayer } from '../reference/network.ts';

/** Float32 sums of at most 784 products, through up to four layers: what the engine's z may differ from float64's, in all tests seen < 2e-5. */
const FLOAT32 = 1e-4;
const CASES = 200;

let model: Model;
let engine: Engine;
let reference: ReferenceLayer[];

/** A random drawing with what the engine and the float64 reference make of it. */
function randomCase(seed: number): { random: Random; values: ForwardValues; truth: ForwardPass; input: Float64Array } {
  const random = new Random(7, seed);
  const { pixels } = preprocess(sampleDigit(seed % 10, random));
  const { preActivations, activations } = engine.predict(pixels);
  const input = Float64Array.from(pixels, (grey) => grey / 255);
  return {
    random,
    values: { network: model.network, pixels, preActivations, activations },
    truth: forward(model.network, reference, input),
    input,
  };
}

/** w·a of the reference, for one neuron. */
function trueContributions(truth: ForwardPass, input: Float64Array, layer: number, neuron: number): Float64Array {
  const a = layer === 0 ? input : truth.activations[layer - 1]!;
  return a.map((value, index) => reference[layer]!.weight[neuron * a.length + index]! * value);
}

beforeAll(async () => {
  model = readModel(readFileSync('public/models/digits.safetensors'));
  reference = referenceParameters(model.parameters);
  engine = await createEngine(
    'javascript',
    { network: model.network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    () => Promise.reject(new Error('the JavaScript engine loads nothing')),
  );
  engine.loadParameters(model.parameters);
});

describe('what is shown of a neuron', () => {
  it(`agrees with the float64 reference and adds up, for ${CASES} random drawings and neurons`, () => {
    for (let seed = 0; seed < CASES; seed++) {
      const { random, values, truth, input } = randomCase(seed);
      const layer = seed % 4;
      const neuron = random.below(model.network.layers[layer]!.outFeatures);
      const contributions = contributionsTo(values, model.parameters, { layer, neuron });
      const exact = trueContributions(truth, input, layer, neuron);
      for (const [index, value] of contributions.entries()) expect(Math.abs(value - exact[index]!)).toBeLessThan(FLOAT32);

      const largest = farthestFromZero(contributions, 5);
      const bias = model.parameters[layer]!.bias![neuron]!;
      const total = values.preActivations[layer]![neuron]!;
      const sum = shownSum({ contributions, largest, bias, total })!;
      const unit = 10 ** -sum.digits;
      const agree = (units: number, value: number, roundings: number) =>
        expect(Math.abs(units * unit - value)).toBeLessThanOrEqual(roundings * (unit / 2) + FLOAT32);

      agree(sum.total, truth.preActivations[layer]![neuron]!, 1);
      agree(sum.bias, reference[layer]!.bias![neuron]!, 1);
      for (const { index, units } of sum.parts) agree(units, exact[index]!, 1);
      // Exactly, in whole units.
      expect(sum.parts.reduce((all, { units }) => all + units, 0) + sum.others.units + sum.bias).toBe(sum.total);
      // The remainder takes up the rounding of z, b and each part shown: half a unit each.
      const others = exact.reduce((all, value, index) => (largest.includes(index) ? all : all + value), 0);
      agree(sum.others.units, others, 2 + sum.parts.length);
      expect(sum.others.units - sum.drift).toBe(Math.round(roundedOthers(contributions, largest) / unit) + 0);
      expect(sum.others.count + sum.parts.length).toBe(contributions.length);
      // None of the others is larger than any that is shown.
      const least = Math.min(...largest.map((index) => Math.abs(contributions[index]!)), Infinity);
      for (const [index, value] of contributions.entries()) {
        if (!largest.includes(index)) expect(Math.abs(value)).toBeLessThanOrEqual(least);
      }
    }
  });

  it('has factors whose product, as shown, is the part shown', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < CASES; seed++) {
      const { random, values } = randomCase(seed);
      const layer = seed % 4;
      const neuron = random.below(model.network.layers[layer]!.outFeatures);
      const contributions = contributionsTo(values, model.parameters, { layer, neuron });
      const { weight, bias } = model.parameters[layer]!;
      const largest = farthestFromZero(contributions, 5);
      const total = values.preActivations[layer]![neuron]!;
      const { digits, parts } = shownSum({ contributions, largest, bias: bias![neuron]!, total })!;
      const rows = parts.map(({ index, units }) => {
        const factors = [weight[neuron * contributions.length + index]!, inputTo(values, layer, index)] as const;
        return { factors, units };
      });
      const shown = factorDigits(rows, digits);
      seen.add(shown);
      for (const { factors, units } of rows) {
        const [w, a] = factors.map((value) => Number(value.toFixed(shown)));
        expect(Math.round(w! * a! * 10 ** digits) + 0).toBe(units);
      }
    }
    // Three digits are not always enough, and six always are.
    expect(Math.max(...seen)).toBeGreaterThan(3);
    expect(Math.max(...seen)).toBeLessThanOrEqual(6);
  });

  it('says null of numbers that are none, and keeps huge ones whole', () => {
    const contributions = Float64Array.of(1, 2);
    const sum = { contributions, largest: [1], bias: 0, total: 3 };
    expect(shownSum({ ...sum, total: Number.NaN })).toBeNull();
    expect(shownSum({ ...sum, bias: Infinity })).toBeNull();
    expect(shownSum({ ...sum, contributions: Float64Array.of(1e30, 2) })).toBeNull();
    const huge = shownSum({ ...sum, contributions: Float64Array.of(1_234_567.8, 2), largest: [0], total: 1_234_569.8 })!;
    expect(huge).toMatchObject({ digits: 0, total: 1_234_570, others: { count: 1, units: 2 } });
  });

  it('has no largest contributions where nothing comes in', () => {
    expect(farthestFromZero(new Float64Array(784), 5)).toEqual([]);
    expect(farthestFromZero(Float64Array.of(-1, 0, 3, Number.NaN), 5)).toEqual([2, 0]);
  });
});

describe('why one digit and not another', () => {
  it(`is the difference of the logits, part by part, for ${CASES} random drawings and pairs`, () => {
    for (let seed = 0; seed < CASES; seed++) {
      const { random, values, truth, input } = randomCase(seed);
      const one = random.below(10);
      const other = (one + 1 + random.below(9)) % 10;
      const shown = shownDifference(logitDifference(values, model.parameters, one, other))!;
      const unit = 10 ** -shown.digits;
      const z = truth.preActivations[3]!;
      expect(Math.abs(shown.logits[0] * unit - z[one]!)).toBeLessThanOrEqual(unit / 2 + FLOAT32);
      expect(Math.abs(shown.logits[1] * unit - z[other]!)).toBeLessThanOrEqual(unit / 2 + FLOAT32);
      expect(shown.total).toBe(shown.logits[0] - shown.logits[1]);
      const all = [...shown.contributions, ...shown.biases];
      expect(all).toHaveLength(34);
      expect(all.reduce((sum, units) => sum + units, 0)).toBe(shown.total);
      const first = trueContributions(truth, input, 3, one);
      const second = trueContributions(truth, input, 3, other);
      for (const [index, units] of shown.contributions.entries()) {
        // Rounded up or down, not always to the nearest.
        expect(Math.abs(units * unit - (first[index]! - second[index]!))).toBeLessThanOrEqual(unit + FLOAT32);
      }
      expect(Math.abs(shown.biases[0] * unit - reference[3]!.bias![one]!)).toBeLessThanOrEqual(unit + FLOAT32);
      expect(Math.abs(shown.biases[1] * unit + reference[3]!.bias![other]!)).toBeLessThanOrEqual(unit + FLOAT32);
    }
  });
});

describe('the strongest connections', () => {
  it('are those of every layer that carry most', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { values, truth, input } = randomCase(seed);
      const found = strongestConnections(values, model.parameters, 20);
      expect(found.count).toBe(80);
      for (const [layer, { outFeatures }] of model.network.layers.entries()) {
        const all = Array.from({ length: outFeatures }, (_, neuron) => [...trueContributions(truth, input, layer, neuron)]);
        const sizes = all.flat().map(Math.abs);
        sizes.sort((one, other) => other - one);
        const places = Array.from({ length: 20 }, (_, rank) => layer * 20 + rank);
        for (const [rank, place] of places.entries()) {
          expect(found.layer[place]).toBe(layer);
          expect(Math.abs(found.value[place]! - all[found.to[place]!]![found.from[place]!]!)).toBeLessThan(FLOAT32);
          expect(Math.abs(Math.abs(found.value[place]!) - sizes[rank]!)).toBeLessThan(FLOAT32);
        }
        expect(found.share[layer * 20]).toBe(1);
      }
    }
  });

  it('are none where nothing comes in, and those of one neuron when asked', () => {
    const { values } = randomCase(3);
    const empty = { ...values, pixels: new Uint8Array(784) };
    expect(strongestInto(empty, model.parameters, { layer: 0, neuron: 4 }, 10).count).toBe(0);
    expect([...strongestConnections(empty, model.parameters, 5).layer].slice(0, 5)).toEqual([1, 1, 1, 1, 1]);
    const into = strongestInto(values, model.parameters, { layer: 0, neuron: 4 }, 10);
    expect(into.count).toBe(10);
    const contributions = contributionsTo(values, model.parameters, { layer: 0, neuron: 4 });
    expect([...into.from]).toEqual(farthestFromZero(contributions, 10));
    expect(inputTo(values, 0, into.from[0]!)).toBeGreaterThan(0);
    expect(strongestConnections(values, model.parameters, 0).count).toBe(0);
  });
});

function roundedOthers(contributions: Float64Array, largest: readonly number[]): number {
  return contributions.reduce((all, value, index) => (largest.includes(index) ? all : all + value), 0);
}
