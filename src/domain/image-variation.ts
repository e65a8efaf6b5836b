import { imageCount, type SparseImages } from './sparse-images.ts';

/** How the images of a set differ from one another: mean and covariance of their pixels, as values of 0 to 1. */
export interface ImageVariation {
  /** [features] */
  readonly mean: Float64Array;
  /** [varying], the pixels that are not the same in all images, ascending. */
  readonly pixels: Uint16Array;
  /** C [varying × varying], of the population: Σ (x − mean)(x − mean)ᵀ / count. */
  readonly covariance: Float32Array;
}

/** Collects how images vary, set by set. */
export class VariationCollector {
  readonly #features: number;
  /** [features], of greys 0 to 255: sums of whole numbers, so that the order of the images does not matter. */
  readonly #sums: Float64Array;
  /** [features × features], Σ greyᵢ·greyⱼ for i ≤ j. */
  readonly #products: Float64Array;
  #count = 0;

  constructor(features: number) {
    this.#features = features;
    this.#sums = new Float64Array(features);
    this.#products = new Float64Array(features * features);
  }

  get count(): number {
    return this.#count;
  }

  add(images: SparseImages): void {
    const { starts, pixelIndex, pixelValue } = images;
    for (let image = 0; image < imageCount(images); image++) {
      const end = starts[image + 1]!;
      for (let one = starts[image]!; one < end; one++) {
        const grey = pixelValue[one]!;
        const row = pixelIndex[one]! * this.#features;
        this.#sums[pixelIndex[one]!]! += grey;
        for (let other = one; other < end; other++) this.#products[row + pixelIndex[other]!]! += grey * pixelValue[other]!;
      }
    }
    this.#count += imageCount(images);
  }

  /** The variation of all images so far. */
  variation(): ImageVariation {
    const mean = this.#sums.map((sum) => sum / (255 * this.#count));
    const covarianceOf = (one: number, other: number) =>
      this.#products[one * this.#features + other]! / (255 * 255 * this.#count) - mean[one]! * mean[other]!;
    // What rounding leaves of a pixel that is always the same is no variation.
    const pixels = Uint16Array.from(mean.keys()).filter((pixel) => covarianceOf(pixel, pixel) > 1e-12);
    const covariance = new Float32Array(pixels.length ** 2);
    for (let row = 0; row < pixels.length; row++) {
      for (let column = row; column < pixels.length; column++) {
        const value = covarianceOf(pixels[row]!, pixels[column]!);
        covariance[row * pixels.length + column] = value;
        covariance[column * pixels.length + row] = value;
      }
    }
    return { mean, pixels, covariance };
  }
}

/** C·direction, [features]: the way in which the images vary along a direction [features]. */
export function variedAlong({ mean, pixels, covariance }: ImageVariation, direction: Float64Array): Float64Array {
  const varying = pixels.length;
  const sums = new Float64Array(varying);
  for (let place = 0; place < varying; place++) {
    const length = direction[pixels[place]!]!;
    if (length === 0) continue;
    // C is symmetric: its rows are its columns, and lie one after the other.
    const column = covariance.subarray(place * varying, (place + 1) * varying);
    for (let other = 0; other < varying; other++) sums[other]! += length * column[other]!;
  }
  const result = new Float64Array(mean.length);
  for (let place = 0; place < varying; place++) result[pixels[place]!] = sums[place]!;
  return result;
}
