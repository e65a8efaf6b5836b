import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { clampedParameters } from '../../src/domain/clamp.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage, type SparseImages } from '../../src/domain/sparse-images.ts';
import { ANALYSIS_IMAGES, type AnalysisAnswer } from '../../src/engine/analysis.ts';
import { Analyst } from '../../src/engine/analyst.ts';
import { bestEngineKind } from '../../src/engine/create.ts';
import { readModel } from '../../src/formats/model.ts';
import { forward, referenceParameters, type ForwardPass } from '../reference/network.ts';
import { loadBinary } from './engines.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));

let answers: AnalysisAnswer[];
let analyst: Analyst;

type Answer<Kind extends AnalysisAnswer['kind']> = Extract<AnalysisAnswer, { kind: Kind }>;

function heard<Kind extends AnalysisAnswer['kind']>(kind: Kind): Answer<Kind>[] {
  return answers.filter((answer) => answer.kind === kind) as Answer<Kind>[];
}

async function workUntilDone(): Promise<void> {
  while (await analyst.step());
}

beforeAll(async () => {
  answers = [];
  analyst = new Analyst(await bestEngineKind(), loadBinary, (answer) => answers.push(answer));
  analyst.hear({ kind: 'network', revision: 1, model });
  analyst.hear({ kind: 'statistics' });
  await workUntilDone();
});

describe('an analyst', () => {
  describe('on what neurons do over the digits', () => {
    let digits: SparseImages;
    let passes: ForwardPass[];

    beforeAll(() => {
      digits = proceduralImages(ANALYSIS_IMAGES, 2026);
      const reference = referenceParameters(model.parameters);
      passes = Array.from({ length: 600 }, (_, n) =>
        forward(
          model.network,
          reference,
          Float64Array.from(denseImage(digits, n), (value) => value / 255),
        ),
      );
    });

    it('keeps favourites that excite a neuron more than any other digit', () => {
      const [{ statistics, favourites }] = heard('statistics') as [Answer<'statistics'>];
      const reference = referenceParameters(model.parameters);
      for (const [layer, neuron] of [
        [0, 3],
        [0, 101],
        [1, 40],
        [2, 9],
        [3, 4],
      ] as const) {
        const { favourites: numbers, mostZ } = statistics[layer]![neuron]!;
        const zs = Array.from(numbers, (number) => {
          const place = favourites.numbers.indexOf(number);
          const pixels = favourites.pixels.subarray(place * 784, (place + 1) * 784);
          expect([...pixels]).toEqual([...denseImage(digits, number)]);
          expect(favourites.labels[place]).toBe(number % 10);
          return forward(
            model.network,
            reference,
            Float64Array.from(pixels, (value) => value / 255),
          ).preActivations[layer]![neuron]!;
        });
        expect(zs).toHaveLength(9);
        // float32 against float64, sums of up to 784 products.
        expect(zs[0]).toBeCloseTo(mostZ, 3);
        for (let n = 1; n < 9; n++) expect(zs[n]! - zs[n - 1]!).toBeLessThan(1e-4);
        const rest = passes.filter((_, n) => !numbers.includes(n)).map(({ preActivations }) => preActivations[layer]![neuron]!);
        expect(Math.max(...rest)).toBeLessThan(zs[8]! + 1e-4);
      }
    });

    it('says what the reference says on average', async () => {
      // The reference looks at the first digits only, so the statistics of all must lie near; the exact test is below.
      const [{ statistics }] = heard('statistics') as [Answer<'statistics'>];
      expect(statistics.map((layer) => layer.length)).toEqual([128, 64, 32, 10]);
      for (const [layer, neurons] of statistics.entries()) {
        for (const [neuron, { meanByClass, activeShare, isDead }] of neurons.entries()) {
          const mine = passes.map(({ activations }) => activations[layer]![neuron]!);
          const mean = mine.reduce((sum, a) => sum + a, 0) / mine.length;
          const overall = meanByClass.reduce<number>((sum, a) => sum + a!, 0) / 10;
          const spread = Math.sqrt(mine.reduce((sum, a) => sum + (a - mean) ** 2, 0) / mine.length);
          // Six standard errors of a mean over 600 digits.
          expect(Math.abs(overall - mean)).toBeLessThanOrEqual((6 * spread) / Math.sqrt(600) + 1e-6);
          expect(isDead).toBe(activeShare === 0 && layer < 3);
        }
      }
    });
  });

  it('counts the digits that a held network recognises, and forgets the hold', async () => {
    answers.length = 0;
    const clamp = { layer: 1, neuron: 12, value: 20 };
    analyst.hear({ kind: 'evaluation', clamp });
    await workUntilDone();
    analyst.hear({ kind: 'evaluation', clamp: null });
    await workUntilDone();
    const [held, free] = heard('evaluation') as [Answer<'evaluation'>, Answer<'evaluation'>];
    expect(held.clamp).toEqual(clamp);
    const reference = referenceParameters(clampedParameters(model, clamp)!);
    const digits = proceduralImages(ANALYSIS_IMAGES, 2026);
    let agreed = 0;
    const read = new Uint32Array(100);
    for (let n = 0; n < ANALYSIS_IMAGES; n++) {
      const { activations } = forward(
        model.network,
        reference,
        Float64Array.from(denseImage(digits, n), (value) => value / 255),
      );
      const outputs = activations.at(-1)!;
      const answer = outputs.indexOf(Math.max(...outputs));
      read[(n % 10) * 10 + answer]!++;
      if (answer === n % 10) agreed++;
    }
    // A digit whose two best answers are equal but for rounding may fall either way.
    expect(Math.abs(held.result.correct - agreed)).toBeLessThanOrEqual(2);
    expect(held.result.confusion.reduce((sum, cell, at) => sum + Math.abs(cell - read[at]!), 0)).toBeLessThanOrEqual(4);
    expect(free.result.correct).toBeGreaterThan(9_700);
    expect(free.result.correct).not.toBe(held.result.correct);
  });

  it('answers about the newest network alone, and about a slider at once', async () => {
    answers.length = 0;
    analyst.hear({ kind: 'preferred', layer: 3, neurons: [0, 1, 2, 3, 4, 5] });
    await analyst.step();
    analyst.hear({ kind: 'evaluation', clamp: { layer: 0, neuron: 1, value: 1 } });
    analyst.hear({ kind: 'evaluation', clamp: { layer: 0, neuron: 1, value: 2 } });
    await analyst.step();
    expect(answers.map(({ kind }) => kind)).toEqual(['preferred', 'evaluation']);
    expect(heard('evaluation')[0]!.clamp!.value).toBe(2);
    analyst.hear({ kind: 'network', revision: 2, model });
    expect(await analyst.step()).toBe(false);
    analyst.hear({ kind: 'preferred', layer: 3, neurons: [9] });
    await workUntilDone();
    expect(heard('preferred').map(({ revision, neuron }) => [revision, neuron])).toEqual([
      [1, 0],
      [2, 9],
    ]);
  });

  it('rests when nobody wants to know', async () => {
    answers.length = 0;
    analyst.hear({ kind: 'preferred', layer: 2, neurons: [0, 1, 2] });
    await analyst.step();
    analyst.hear({ kind: 'rest' });
    expect(await analyst.step()).toBe(false);
    expect(heard('preferred')).toHaveLength(1);
  });

  it('says what it cannot answer and goes on', async () => {
    answers.length = 0;
    const [first, second, third, last] = model.parameters;
    const bare = { ...model.network, layers: model.network.layers.map((layer) => ({ ...layer, bias: false })) };
    const parameters = [first!, second!, third!, last!].map(({ weight }) => ({ weight, bias: null }));
    analyst.hear({ kind: 'network', revision: 3, model: { network: bare, parameters } });
    analyst.hear({ kind: 'evaluation', clamp: { layer: 0, neuron: 1, value: 5 } });
    await workUntilDone();
    expect(answers).toEqual([{ kind: 'failed', message: 'got a network without the bias that could hold the neuron' }]);
    analyst.hear({ kind: 'evaluation', clamp: null });
    await workUntilDone();
    expect(heard('evaluation')).toHaveLength(1);
  });
});
