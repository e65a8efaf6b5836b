import type { PixelAugmentation } from '../../src/domain/augment/pixels.ts';
import { IMAGE_PIXELS } from '../../src/domain/rasterize.ts';
import { imageCount, type SparseImages } from '../../src/domain/sparse-images.ts';
import {
  AUGMENTATION_BYTES,
  AUGMENTATION_SCRATCH_BYTES,
  readAugmentation,
  writeAugmentation,
} from '../../src/engine/augmentation.ts';
import type { EngineKind } from '../../src/engine/engine.ts';
import { augment } from '../../src/engine/javascript/data/augment.ts';
import { seedRandom, shuffle } from '../../src/engine/javascript/data/shuffle.ts';
import { readImages } from '../../src/engine/javascript/network/plan.ts';
import type { Kernels } from '../../src/engine/kernels.ts';
import { IMAGES_WORDS, type Buffer } from '../../src/engine/layout.ts';
import { viewMemory, type Memory } from '../../src/engine/memory.ts';
import { writeImages } from '../../src/engine/plan.ts';
import { loadBinary } from './engines.ts';

type DataKernels = Pick<Kernels, 'seedRandom' | 'shuffle' | 'augment'>;

const GUARD_BYTES = 64;
const PAGE_BYTES = 65_536;

/** A block of memory whose buffers are placed one by one, guards between them, and the kernels that run on it. */
export class Arena {
  readonly memory: Memory;
  readonly kernels: DataKernels;
  readonly #guards: number[] = [];
  readonly #filling: number;
  #end: number;

  private constructor(memory: Memory, kernels: DataKernels, filling: number) {
    this.memory = memory;
    this.kernels = kernels;
    this.#filling = filling;
    memory.u8.fill(filling);
    this.#guards.push(0);
    this.#end = GUARD_BYTES;
  }

  /** An arena that is full of one byte, so that nothing can rely on zeros. */
  static async create(kind: EngineKind, bytes: number, filling = 0xa5): Promise<Arena> {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const views = viewMemory(memory.buffer);
    if (kind === 'javascript') return new Arena(views, javascriptKernels(views), filling);
    const { instance } = await WebAssembly.instantiate((await loadBinary(kind)) as BufferSource, { env: { memory } });
    return new Arena(views, instance.exports as unknown as DataKernels, filling);
  }

  /** Takes the next stretch of memory, aligned to 64 bytes. */
  take(bytes: number): Buffer {
    const ptr = this.#end;
    this.#guards.push(ptr + bytes);
    this.#end = Math.ceil((ptr + bytes + GUARD_BYTES) / 64) * 64;
    if (this.#end > this.memory.u8.length) throw new Error(`got ${this.memory.u8.length} bytes, expected ${this.#end}`);
    return { name: '', ptr, bytes };
  }

  /** Whether nothing was written between the buffers. */
  get guardsHold(): boolean {
    return this.#guards.every((at) => this.memory.u8.subarray(at, at + GUARD_BYTES).every((byte) => byte === this.#filling));
  }
}

function javascriptKernels(memory: Memory): DataKernels {
  return {
    seedRandom: (random, seed, stream) => seedRandom(memory, random >> 2, seed, stream),
    shuffle: (order, count, random) => shuffle(memory, order >> 2, count, random >> 2),
    augment: (settings, images, batch, from, to, seed, epoch, slots) =>
      augment(
        memory,
        readAugmentation(memory, settings),
        readImages(memory, images),
        batch >> 2,
        from,
        to,
        seed,
        epoch,
        readImages(memory, slots),
      ),
  };
}

/** A data set and as many slots as images, with working memory for two threads. */
export class AugmentationArena {
  readonly #arena: Arena;
  readonly #settings: Buffer;
  readonly #images: Buffer;
  readonly #batch: Buffer;
  readonly #slots: Buffer;
  /** starts, ends, pixelIndex, pixelValue and labels of the slots. */
  readonly #target: readonly Buffer[];
  readonly #scratch: readonly [Buffer, Buffer];

  private constructor(arena: Arena, { starts, pixelIndex, pixelValue, labels }: SparseImages) {
    const { memory } = arena;
    const count = labels.length;
    const entries = count * IMAGE_PIXELS;
    this.#arena = arena;
    this.#settings = arena.take(AUGMENTATION_BYTES);
    this.#images = arena.take(IMAGES_WORDS * 4);
    const source = {
      struct: this.#images,
      starts: arena.take(starts.byteLength),
      ends: null,
      pixelIndex: arena.take(pixelIndex.byteLength),
      pixelValue: arena.take(pixelValue.byteLength),
      labels: arena.take(labels.byteLength),
      targets: null,
      dense: null,
    };
    this.#batch = arena.take(count * 4);
    this.#slots = arena.take(IMAGES_WORDS * 4);
    this.#target = [count * 4, count * 4, entries * 2, entries, count].map((bytes) => arena.take(bytes));
    this.#scratch = [arena.take(AUGMENTATION_SCRATCH_BYTES), arena.take(AUGMENTATION_SCRATCH_BYTES)];
    memory.u32.set(starts, source.starts.ptr >> 2);
    memory.u16.set(pixelIndex, source.pixelIndex.ptr >> 1);
    memory.u8.set(pixelValue, source.pixelValue.ptr);
    memory.u8.set(labels, source.labels.ptr);
    writeImages(memory, source, false);
    memory.u32.fill(0, this.#slots.ptr >> 2, (this.#slots.ptr >> 2) + IMAGES_WORDS);
    memory.u32.set(
      this.#target.map(({ ptr }) => ptr),
      this.#slots.ptr >> 2,
    );
  }

  static async create(kind: EngineKind, images: SparseImages, filling?: number): Promise<AugmentationArena> {
    const bytes = 40_000 + images.pixelIndex.length * 3 + imageCount(images) * (IMAGE_PIXELS * 3 + 32);
    return new AugmentationArena(await Arena.create(kind, bytes, filling), images);
  }

  /** Varies pieces [from, to) of a batch one after the other, with the two threads' working memory in turn. */
  augment(
    batch: Uint32Array,
    settings: PixelAugmentation,
    seed: number,
    epoch: number,
    pieces: readonly (readonly [from: number, to: number])[] = [[0, batch.length]],
  ): void {
    const { memory, kernels } = this.#arena;
    writeAugmentation(memory, this.#settings.ptr, settings);
    memory.u32.set(batch, this.#batch.ptr >> 2);
    for (const [piece, [from, to]] of pieces.entries()) {
      const scratch = this.#scratch[piece % 2]!.ptr;
      kernels.augment(this.#settings.ptr, this.#images.ptr, this.#batch.ptr, from, to, seed, epoch, this.#slots.ptr, scratch);
    }
  }

  /** What a slot holds. */
  slot(b: number): { index: Uint16Array; value: Uint8Array; label: number } {
    const { u8, u16, u32 } = this.#arena.memory;
    const [starts, ends, index, value, labels] = this.#target.map(({ ptr }) => ptr) as [number, number, number, number, number];
    const start = u32[(starts >> 2) + b]!;
    const end = u32[(ends >> 2) + b]!;
    if (start !== b * IMAGE_PIXELS || end < start || end > start + IMAGE_PIXELS) {
      throw new Error(`got entries ${start} to ${end}, slot ${b}`);
    }
    return {
      index: u16.slice((index >> 1) + start, (index >> 1) + end),
      value: u8.slice(value + start, value + end),
      label: u8[labels + b]!,
    };
  }

  /** Every byte of the slots from `b` on, used or not. */
  bytesFromSlot(b: number): Uint8Array {
    const bytesASlot = [4, 4, 2 * IMAGE_PIXELS, IMAGE_PIXELS, 1];
    const { u8 } = this.#arena.memory;
    const parts = this.#target.map(({ ptr, bytes }, part) => u8.subarray(ptr + b * bytesASlot[part]!, ptr + bytes));
    return new Uint8Array(parts.flatMap((part) => [...part]));
  }

  /** What kernels only read: settings, addresses, images and batch. */
  sourceBytes(): Uint8Array {
    return this.#arena.memory.u8.slice(this.#settings.ptr, this.#slots.ptr + this.#slots.bytes);
  }

  get guardsHold(): boolean {
    return this.#arena.guardsHold;
  }
}
