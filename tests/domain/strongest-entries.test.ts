import { expect, it } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { strongestEntries } from '../../src/domain/strongest-entries.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const network = describeNetwork({ sizes: [9, 7, 5, 3] });
const parameters = randomParameters(network, 8);

it.each([0, 1, 6, 1000])('finds the %i strongest of each layer, as sorting all of them does', (perLayer) => {
  const layers = [0, 2].map((layer) => ({ layer, valueAt: (place: number) => parameters[layer]!.weight[place]! }));
  const found = strongestEntries(network, layers, perLayer);
  let at = 0;
  for (const { layer } of layers) {
    const inFeatures = layer === 0 ? 9 : 5;
    const all = Array.from(parameters[layer]!.weight, (value, place) => ({ value, place }));
    const sorted = all.filter(({ value }) => value !== 0).sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
    for (const { value, place } of sorted.slice(0, perLayer)) {
      expect([found.layer[at], found.to[at], found.from[at]]).toEqual([
        layer,
        Math.floor(place / inFeatures),
        place % inFeatures,
      ]);
      expect(found.value[at]).toBe(value);
      expect(found.share[at]).toBeCloseTo(Math.abs(value / sorted[0]!.value), 12);
      at++;
    }
  }
  expect(found.count).toBe(at);
});

it('looks only at the inputs that it is given, and passes over zeros', () => {
  const valueAt = (_place: number, neuron: number, input: number) => (neuron === 0 ? 0 : input + neuron * 10);
  const found = strongestEntries(network, [{ layer: 2, valueAt, inputs: [1, 3] }], 10);
  expect(Array.from(found.value)).toEqual([23, 21, 13, 11]);
});
