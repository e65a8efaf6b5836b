import type { Activation } from '../../domain/network.ts';
import type { NeuronStatistics } from '../../domain/neuron-statistics.ts';

/** Until it is known what a neuron does, its slider reaches this far. */
const FIRST_REACH = 10;

/** Typed values go farther than the slider, as far as every sum stays finite and means something. */
const FARTHEST = 1000;

export function holdable(value: number): number {
  return Math.min(FARTHEST, Math.max(-FARTHEST, value));
}

/** The values that a neuron's slider offers: all that its function has, as far as any digit leads it, in whole numbers. */
export function holdRange(activation: Activation, statistics: NeuronStatistics | null): { least: number; most: number } {
  if (activation === 'sigmoid') return { least: 0, most: 1 };
  if (activation === 'tanh') return { least: -1, most: 1 };
  if (activation === 'softmax') {
    if (!statistics) return { least: -FIRST_REACH, most: FIRST_REACH };
    return { least: Math.floor(Math.min(0, statistics.leastZ)), most: Math.ceil(Math.max(1, statistics.mostZ)) };
  }
  const most = statistics ? Math.ceil(Math.max(1, statistics.most)) : FIRST_REACH;
  return { least: activation === 'relu' || !statistics ? 0 : Math.floor(Math.min(0, statistics.least)), most };
}
