import type { Model } from '../../domain/parameters.ts';

/** Weights are multiples of this: too fine to matter to an answer, coarse enough to travel in half the bytes when compressed. */
export const WEIGHT_STEP = 2 ** -11;

/** Rounds every number to a multiple of WEIGHT_STEP. */
export function rounded({ network, parameters }: Model): Model {
  const round = (value: number) => Math.round(value / WEIGHT_STEP) * WEIGHT_STEP + 0;
  return {
    network,
    parameters: parameters.map(({ weight, bias }) => ({ weight: weight.map(round), bias: bias && bias.map(round) })),
  };
}
