import { Random } from '../../../domain/random.ts';
import type { Memory } from '../../memory.ts';

/** Starts a generator whose state of four words lies at `random`; see assembly/data/random.ts. */
export function seedRandom({ u32 }: Memory, random: number, seed: number, stream: number): void {
  new Random(seed, stream).writeState(u32, random);
}

/** Puts `count` numbers at `order` in random order; see assembly/data/shuffle.ts. Places count words. */
export function shuffle({ u32 }: Memory, order: number, count: number, random: number): void {
  const generator = new Random(0).readState(u32, random);
  generator.shuffle(u32.subarray(order, order + count));
  generator.writeState(u32, random);
}
