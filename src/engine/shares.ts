import type { SparseImages } from '../domain/sparse-images.ts';

// Who does what when threads share out a step. Any cut gives the same bits; these give every thread the same amount of work.

/** Rows of a register tile: shares of images, and of inputs of dense kernels, are cut between tiles. */
const TILE = 4;

/** The first of `count` things that belongs to part number `part` of `parts`; that of part number `parts` is `count`. */
export function tileCut(count: number, part: number, parts: number): number {
  return Math.min(count, TILE * Math.floor((Math.ceil(count / TILE) * part) / parts));
}

/** Shares of the first layer's inputs: sparse images light some pixels often and some never. */
export class PixelShares {
  /** [pixels], how many of the images light each; null where the kernels take every product anyway. */
  #share: Float64Array | null = null;
  readonly #features: number;
  readonly #cuts: Int32Array;
  #parts = 0;
  #batchSize = 0;
  #rowCost = 0;
  #skips = false;

  constructor(features: number, maxParts: number) {
    this.#features = features;
    this.#cuts = new Int32Array(maxParts + 1);
  }

  /** Learns from a data set what each pixel costs; `isDense` where all cost the same. */
  count({ features, pixelIndex, labels }: SparseImages, isDense: boolean): void {
    this.#parts = 0;
    this.#share = null;
    if (isDense) return;
    this.#share = new Float64Array(features);
    for (const pixel of pixelIndex) this.#share[pixel]! += 1 / labels.length;
  }

  /**
   * Cuts the pixels for a batch; cut(0) … cut(parts) are valid until the next call.
   *
   * `rowCost` is what one pixel's update costs, in entries of its list; with `skips` a pixel that no image lights costs nothing.
   */
  divide(parts: number, batchSize: number, rowCost: number, skips: boolean): void {
    const isKnown =
      parts === this.#parts && batchSize === this.#batchSize && rowCost === this.#rowCost && skips === this.#skips;
    if (isKnown) return;
    this.#parts = parts;
    this.#batchSize = batchSize;
    this.#rowCost = rowCost;
    this.#skips = skips;
    const share = this.#share;
    if (!share) {
      for (let part = 0; part <= parts; part++) this.#cuts[part] = tileCut(this.#features, part, parts);
      return;
    }
    const costOf = (pixel: number) => {
      const entries = batchSize * share[pixel]!;
      return entries + rowCost * (skips ? Math.min(1, entries) : 1);
    };
    let total = 0;
    for (let pixel = 0; pixel < share.length; pixel++) total += costOf(pixel);
    let sum = 0;
    let part = 1;
    this.#cuts[0] = 0;
    for (let pixel = 0; pixel < share.length; pixel++) {
      while (part < parts && sum >= (total * part) / parts) this.#cuts[part++] = pixel;
      sum += costOf(pixel);
    }
    while (part <= parts) this.#cuts[part++] = share.length;
  }

  /** The first pixel of part number `part`. */
  cut(part: number): number {
    return this.#cuts[part]!;
  }
}
