import { expect, it } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { StatisticsCollector } from '../../src/domain/neuron-statistics.ts';
import { Random } from '../../src/domain/random.ts';
import { randomParameters } from '../fixtures/random-images.ts';
import { forward, referenceParameters } from '../reference/network.ts';

it('what every neuron did is what the reference says, number by number', () => {
  const network = describeNetwork({ sizes: [6, 5, 4, 3] });
  const parameters = randomParameters(network, 8);
  // A first neuron that nothing wakes.
  parameters[0]!.bias![0] = -50;
  const random = new Random(3);
  const collector = new StatisticsCollector(network, 4);
  const passes = Array.from({ length: 90 }, (_, image) => {
    const pass = forward(
      network,
      referenceParameters(parameters),
      Float64Array.from({ length: 6 }, () => random.unit()),
    );
    const float32 = (rows: readonly Float64Array[]) => rows.map((row) => Float32Array.from(row));
    collector.add(image, image % 3, float32(pass.preActivations), float32(pass.activations));
    return pass;
  });
  for (const [layer, neurons] of collector.statistics().entries()) {
    for (const [neuron, statistics] of neurons.entries()) {
      const z = passes.map(({ preActivations }) => Math.fround(preActivations[layer]![neuron]!));
      const a = passes.map(({ activations }) => Math.fround(activations[layer]![neuron]!));
      const means = [0, 1, 2].map((label) => a.filter((_, n) => n % 3 === label).reduce((sum, value) => sum + value) / 30);
      for (const [label, mean] of means.entries()) expect(statistics.meanByClass[label]).toBeCloseTo(mean, 12);
      // Of the last class there is no image.
      expect(statistics.meanByClass[3]).toBeNull();
      const answers = passes.map(({ activations }) => activations[2]!.indexOf(Math.max(...activations[2]!)));
      const active = layer === 2 ? answers.filter((answer) => answer === neuron) : z.filter((value) => value > 0);
      expect(statistics.activeShare).toBe(active.length / 90);
      expect(statistics.isDead).toBe(layer < 2 && active.length === 0);
      expect([statistics.least, statistics.most]).toEqual([Math.min(...a), Math.max(...a)]);
      expect([statistics.leastZ, statistics.mostZ]).toEqual([Math.min(...z), Math.max(...z)]);
      const ranked = z.map((value, n) => ({ value, n })).sort((one, other) => other.value - one.value || one.n - other.n);
      expect([...statistics.favourites]).toEqual(ranked.slice(0, 9).map(({ n }) => n));
    }
  }
  expect(collector.statistics()[0]![0]!.isDead).toBe(true);
});
