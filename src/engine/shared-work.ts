import type { SparseImages } from '../domain/sparse-images.ts';
import type { Kernels } from './kernels.ts';
import type { ArenaLayout, Buffer } from './layout.ts';
import type { Memory } from './memory.ts';
import { obey, orderLearn, orderPass, postOf, type BatchImages, type Post } from './orders.ts';
import { isPlainDescent, writtenOptimizer } from './plan.ts';
import { PixelShares, tileCut } from './shares.ts';
import type { ThreadTeam } from './team.ts';

/** Images that are worth another thread, as long as weights that they do not touch cost nothing. */
const SHARE_IMAGES = 4;

/** What the update of one pixel's weights costs, in entries of its list: measured, in the order of OPTIMIZER_KINDS, and of none. */
const ROW_COSTS = [8, 10, 10, 24, 24, 14, 8];
/** The same where weights without a gradient cost nothing. */
const PLAIN_ROW_COST = 4;

/** The halves of a step, each shared out among all threads and done when it returns; the calls throw SimulatorError 'thread-lost'. */
export class SharedWork {
  readonly #kernels: Kernels;
  readonly #memory: Memory;
  readonly #update: Buffer;
  readonly #team: ThreadTeam;
  readonly #own: Post;
  readonly #pixels: PixelShares;

  constructor(kernels: Kernels, memory: Memory, layout: ArenaLayout, inFeatures: number, team: ThreadTeam) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#update = layout.update;
    this.#team = team;
    this.#own = postOf(layout, 0);
    this.#pixels = new PixelShares(inFeatures, layout.lines.length);
  }

  /** To be called when the images change. */
  countPixels(images: SparseImages, isDense: boolean): void {
    this.#pixels.count(images, isDense);
  }

  /** Kernels.pass for the first `count` places of the batch, after Kernels.augment where the images are varied. */
  pass(images: BatchImages, batchSize: number, count: number, smoothing: number, isAlone = false): void {
    const parts = isAlone ? 1 : this.partsFor(count);
    for (let part = parts - 1; part >= 0; part--) {
      const post = part === 0 ? this.#own : this.#team.post(part);
      orderPass(this.#memory, post, images, batchSize, tileCut(count, part, parts), tileCut(count, part + 1, parts), smoothing);
      if (part > 0) this.#team.send(part);
    }
    this.#finish(parts);
  }

  /** Kernels.learn for all parameters from the first `count` places, with the update that lies in its buffer. */
  learn(images: BatchImages, count: number, continues: boolean, ends: boolean, isAlone = false): void {
    const isPlain = isPlainDescent(this.#memory, this.#update);
    const parts = isAlone ? 1 : isPlain ? this.partsFor(count) : this.#team.size;
    const rowCost = isPlain ? PLAIN_ROW_COST : ROW_COSTS[writtenOptimizer(this.#memory, this.#update)]!;
    this.#pixels.divide(parts, count, rowCost, isPlain);
    for (let part = parts - 1; part >= 0; part--) {
      const post = part === 0 ? this.#own : this.#team.post(part);
      const [from, to] = [this.#pixels.cut(part), this.#pixels.cut(part + 1)];
      orderLearn(this.#memory, post, images, count, part, parts, from, to, continues, ends);
      if (part > 0) this.#team.send(part);
    }
    this.#finish(parts);
  }

  /** How many threads share a pass of so many images; part number `part` takes those from tileCut(count, part, parts) on. */
  partsFor(count: number): number {
    return Math.max(1, Math.min(this.#team.size, Math.floor(count / SHARE_IMAGES)));
  }

  /** Does the engine's own share and waits for the others. */
  #finish(parts: number): void {
    if (parts === 1) {
      obey(this.#kernels, this.#memory, this.#own);
      return;
    }
    const startMs = performance.now();
    try {
      obey(this.#kernels, this.#memory, this.#own);
    } finally {
      this.#team.join(parts, performance.now() - startMs);
    }
  }
}
