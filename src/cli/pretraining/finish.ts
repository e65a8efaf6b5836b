import type { Model } from '../../domain/parameters.ts';

/** Weights are multiples of this: too fine to matter to an answer, coarse enough to travel in half the bytes when compressed. */
export const WEIGHT_STEP = 2 ** -11;

/** Multiplies the logits of a network by `factor`: its answers stay, its confidence changes. */
export function withLogitsTimes({ network, parameters }: Model, factor: number): Model {
  const last = parameters.length - 1;
  return {
    network,
    parameters: parameters.map(({ weight, bias }, index) =>
      index < last
        ? { weight, bias }
        : { weight: weight.map((value) => value * factor), bias: bias && bias.map((value) => value * factor) },
    ),
  };
}

/** Rounds every number to a multiple of WEIGHT_STEP. */
export function rounded({ network, parameters }: Model): Model {
  const round = (value: number) => Math.round(value / WEIGHT_STEP) * WEIGHT_STEP + 0;
  return {
    network,
    parameters: parameters.map(({ weight, bias }) => ({ weight: weight.map(round), bias: bias && bias.map(round) })),
  };
}
