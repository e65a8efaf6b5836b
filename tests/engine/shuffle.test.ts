import { describe, expect, test } from 'vitest';
import { Random } from '../../src/domain/random.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { Arena } from './data-arena.ts';
import { range } from './engines.ts';

const SEEDS = [0, 1, -1, 12_345, 0x7fffffff, -0x80000000];
const COUNTS = [0, 1, 2, 3, 4, 1000, 60_000];

/** The state of a generator, as kernels see it. */
function stateOf(random: Random): Uint32Array {
  const words = new Uint32Array(4);
  random.writeState(words, 0);
  return words;
}

describe.each(EXACT_ENGINE_KINDS)('%s', (kind) => {
  test('seedRandom starts the same stream', async () => {
    const { kernels, memory, ...arena } = await arenaOf(kind, 0);
    for (const seed of SEEDS) {
      for (const stream of [0, 1, 101, -7, 0x9e3779b9]) {
        kernels.seedRandom(arena.random, seed, stream);
        expect(memory.u32.slice(arena.random >> 2, (arena.random >> 2) + 4)).toEqual(stateOf(new Random(seed, stream)));
      }
    }
    expect(arena.guardsHold()).toBe(true);
  });

  test.each(COUNTS)('shuffle of %i numbers gives their order and the state of Random', async (count) => {
    const { kernels, memory, order, random, guardsHold } = await arenaOf(kind, count);
    for (const seed of SEEDS) {
      const expected = range(0, count);
      const generator = new Random(seed, 100);
      memory.u32.set(expected, order >> 2);
      kernels.seedRandom(random, seed, 100);
      // The second round starts from the state that the first one left.
      for (let round = 0; round < 2; round++) {
        generator.shuffle(expected);
        kernels.shuffle(order, count, random);
        const shuffled = memory.u32.subarray(order >> 2, (order >> 2) + count);
        expect(expected.findIndex((number, place) => number !== shuffled[place])).toBe(-1);
        expect(memory.u32.slice(random >> 2, (random >> 2) + 4)).toEqual(stateOf(generator));
      }
    }
    expect(guardsHold()).toBe(true);
  });
});

async function arenaOf(kind: (typeof EXACT_ENGINE_KINDS)[number], count: number) {
  const arena = await Arena.create(kind, count * 4 + 1024);
  const order = arena.take(count * 4).ptr;
  const random = arena.take(16).ptr;
  return { kernels: arena.kernels, memory: arena.memory, order, random, guardsHold: () => arena.guardsHold };
}
