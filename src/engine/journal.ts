import { JOURNAL_STEPS, JOURNAL_STEP_WORDS, UPDATE_WORDS, type ArenaLayout, type JournalBuffers } from './layout.ts';
import type { Memory } from './memory.ts';

/**
 * The way back to the last completed step: a copy of all that is learned, taken now and then, and the batches and updates since.
 *
 * A step of the journal is its batch size, label smoothing, whether its images were varied, and the numbers of its update; batches follow each other in a buffer of
 * their own. Steps are exact functions of these, so that taking them again gives the same bits.
 */
export class Journal {
  readonly #memory: Memory;
  readonly #layout: ArenaLayout;
  readonly #buffers: JournalBuffers;
  /** What is learned changed by other means than a step, or the images or the epoch did: the next step needs a new copy before it. */
  #isStale = true;
  #steps = 0;
  #images = 0;
  /** Updates that the optimizer had made at the checkpoint. */
  #checkpointStep = 0;

  constructor(memory: Memory, layout: ArenaLayout, buffers: JournalBuffers) {
    this.#memory = memory;
    this.#layout = layout;
    this.#buffers = buffers;
  }

  /** To be called after every change of parameters, optimizer or images that is not a step. */
  forget(): void {
    this.#isStale = true;
  }

  /** To be called before a step on so many images; `step` updates were made so far. */
  open(batchSize: number, step: number): void {
    const { batches } = this.#buffers;
    const isFull = this.#steps === JOURNAL_STEPS || 4 * (this.#images + batchSize) > batches.bytes;
    if (!this.#isStale && !isFull) return;
    const { learned } = this.#layout;
    this.#memory.u8.copyWithin(this.#buffers.checkpoint.ptr, learned.ptr, learned.ptr + learned.bytes);
    this.#checkpointStep = step;
    this.#steps = 0;
    this.#images = 0;
    this.#isStale = false;
  }

  /** Notes a step that is completed, from the batch and the update that lie in their buffers. */
  note(batchSize: number, smoothing: number, isVaried: boolean): void {
    const { u32, i32, f32 } = this.#memory;
    const { batch, update } = this.#layout;
    const word = this.#stepWord(this.#steps);
    i32[word] = batchSize;
    f32[word + 1] = smoothing;
    i32[word + 2] = Number(isVaried);
    i32.copyWithin(word + 3, update.ptr >> 2, (update.ptr >> 2) + UPDATE_WORDS);
    u32.copyWithin((this.#buffers.batches.ptr >> 2) + this.#images, batch.ptr >> 2, (batch.ptr >> 2) + batchSize);
    this.#steps++;
    this.#images += batchSize;
  }

  /**
   * Brings back the last completed step: the checkpoint, then every step since once more, with batch and update in their buffers.
   *
   * Returns how many updates the optimizer has made.
   */
  restore(take: (batchSize: number, smoothing: number, isVaried: boolean) => void): number {
    const { u8, u32, i32, f32 } = this.#memory;
    const { learned, batch, update } = this.#layout;
    const { checkpoint, batches } = this.#buffers;
    u8.copyWithin(learned.ptr, checkpoint.ptr, checkpoint.ptr + checkpoint.bytes);
    let from = batches.ptr >> 2;
    for (let step = 0; step < this.#steps; step++) {
      const word = this.#stepWord(step);
      const batchSize = i32[word]!;
      i32.copyWithin(update.ptr >> 2, word + 3, word + 3 + UPDATE_WORDS);
      u32.copyWithin(batch.ptr >> 2, from, from + batchSize);
      take(batchSize, f32[word + 1]!, i32[word + 2] === 1);
      from += batchSize;
    }
    return this.#checkpointStep + this.#steps;
  }

  #stepWord(step: number): number {
    return (this.#buffers.steps.ptr >> 2) + step * JOURNAL_STEP_WORDS;
  }
}
