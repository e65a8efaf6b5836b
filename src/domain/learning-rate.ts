import { cosTurns } from './circle.ts';

/** How the learning rate changes while a network learns. */
export type Schedule = 'constant' | 'halving' | 'cosine';

export const SCHEDULES: readonly Schedule[] = ['constant', 'halving', 'cosine'];

/**
 * The learning rate after `epochs` passes over the data, parts of a pass counted.
 *
 * halving: half as large each time `length` epochs have passed. Source torch.optim.lr_scheduler.StepLR with gamma 0.5.
 * cosine: along half a cosine from `first` to 0 at `length` epochs, and 0 from there on. Source Loshchilov and Hutter 2017, SGDR, equation 5,
 * without restarts.
 *   The same bits on every machine, as training needs them.
 */
export function scheduledRate(first: number, schedule: Schedule, length: number, epochs: number): number {
  if (schedule === 'halving') return first * 0.5 ** Math.floor(epochs / length);
  if (schedule === 'cosine') return epochs >= length ? 0 : (first * (1 + cosTurns(epochs / length / 2))) / 2;
  return first;
}
