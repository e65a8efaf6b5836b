import { VariationCollector, type ImageVariation } from '../domain/image-variation.ts';
import { proceduralImages } from '../domain/procedural/digits.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { concatImages, SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import { ANALYSIS_IMAGES } from './analysis.ts';

/** Digits written before new requests are heard: some 30 ms of work. */
const WRITTEN_AT_ONCE = 200;
/** So many digits, the first, tell how digits vary. */
const VARIED_DIGITS = 1000;
const DIGIT_SEED = 2026;
/** Images that are brought at once: 0.8 MB on their way. */
const BROUGHT_AT_ONCE = 1000;

/** Procedural digits, written piece by piece and kept: they are wanted again whatever else is looked with meanwhile. */
export class WrittenDigits {
  #pieces: SparseImages[] = [];
  #written = 0;
  #varied: VariationCollector | null = new VariationCollector(IMAGE_PIXELS);
  #variation: ImageVariation | null = null;
  #images: SparseImages | null = null;

  /** All of them; null until they are written. */
  get images(): SparseImages | null {
    return this.#images;
  }

  /** How they vary; null until enough are written. */
  get variation(): ImageVariation | null {
    return this.#variation;
  }

  /** Writes the next ones and says how many there are now. */
  write(): number {
    const count = Math.min(WRITTEN_AT_ONCE, ANALYSIS_IMAGES - this.#written);
    const piece = proceduralImages(count, DIGIT_SEED, this.#written);
    this.#pieces.push(piece);
    this.#written += count;
    this.#varied?.add(piece);
    if (this.#varied && this.#varied.count >= VARIED_DIGITS) {
      this.#variation = this.#varied.variation();
      this.#varied = null;
    }
    if (this.#written === ANALYSIS_IMAGES) {
      this.#images = concatImages(this.#pieces);
      this.#pieces = [];
    }
    return this.#written;
  }
}

/** Images that come from the page, piece by piece. */
export class BroughtImages {
  readonly count: number;
  readonly #builder: SparseImagesBuilder;
  #isWaiting = false;

  constructor(count: number) {
    this.count = count;
    this.#builder = new SparseImagesBuilder(IMAGE_PIXELS, count);
  }

  /** All of them; null until they are here. */
  get images(): SparseImages | null {
    return this.#builder.count === this.count ? this.#builder.images() : null;
  }

  /** What to ask for next; null while something is on its way. */
  next(): { readonly from: number; readonly to: number } | null {
    if (this.#isWaiting) return null;
    this.#isWaiting = true;
    const from = this.#builder.count;
    return { from, to: Math.min(this.count, from + BROUGHT_AT_ONCE) };
  }

  /** Takes in what was asked for, pixels [labels.length × 784], and says how many there are now. */
  add(pixels: Uint8Array, labels: Uint8Array): number {
    this.#isWaiting = false;
    for (const [place, label] of labels.entries()) this.#builder.add(pixels, label, place * IMAGE_PIXELS);
    return this.#builder.count;
  }
}
