import { expect, it } from 'vitest';
import { findExplosion, weightNorms } from '../../src/domain/explosion.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const network = describeNetwork({ sizes: [9, 7, 5, 3] });

/** Sound parameters with one number replaced. */
function spoiled(layer: number, what: 'weight' | 'bias', value: number) {
  const parameters = randomParameters(network, 3);
  parameters[layer]![what]![2] = value;
  return parameters;
}

it('sound numbers have not exploded, up to 10⁶', () => {
  expect(findExplosion(randomParameters(network, 3), 2)).toBeNull();
  expect(findExplosion(spoiled(1, 'weight', -1e6), 1e6)).toBeNull();
});

it.each([
  [0, 'weight', 1.1e6, true],
  [1, 'weight', -2e9, true],
  [2, 'bias', 3e7, true],
  [1, 'weight', NaN, false],
  [2, 'bias', -Infinity, false],
] as const)('layer %i: a %s of %f is named', (layer, what, value, isFinite) => {
  expect(findExplosion(spoiled(layer, what, value), NaN)).toEqual({ what, layer, isFinite });
});

it('a cost that explodes over weights that do not is laid to the layer with the longest weights', () => {
  const parameters = spoiled(1, 'weight', 900);
  expect(findExplosion(parameters, 2e6)).toEqual({ what: 'cost', layer: 1, isFinite: true });
  expect(findExplosion(parameters, NaN)).toEqual({ what: 'cost', layer: 1, isFinite: false });
  expect(weightNorms(parameters)[1]).toBeGreaterThan(900);
});

it('what is no number is worse than what is only large', () => {
  const parameters = spoiled(0, 'weight', 1e30);
  parameters[2]!.weight[0] = NaN;
  expect(findExplosion(parameters, 1)).toEqual({ what: 'weight', layer: 2, isFinite: false });
});
