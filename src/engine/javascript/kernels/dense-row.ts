import { flushBelow, TINY } from '../math/flush.ts';

const { fround } = Math;

/**
 * One row of a product: c = Σₖ a[k]·b[k], every sum in order of k, from 0 or, where it `continues` them, from what c holds; ends below
 * `tiny` become zero. See assembly/kernels/dense-product.ts.
 *
 * All places and strides count floats: a has K values `aStride` apart, b K rows `bStride` apart, c `columns` values, a multiple of 4.
 */
export function denseRow(
  f32: Float32Array,
  a: number,
  aStride: number,
  K: number,
  b: number,
  bStride: number,
  c: number,
  columns: number,
  continues = false,
  tiny = TINY,
): void {
  for (let column = 0; column < columns; column += 4) {
    const to = c + column;
    let c0 = continues ? f32[to]! : 0;
    let c1 = continues ? f32[to + 1]! : 0;
    let c2 = continues ? f32[to + 2]! : 0;
    let c3 = continues ? f32[to + 3]! : 0;
    let aPlace = a;
    let bPlace = b + column;
    for (let k = 0; k < K; k++) {
      const value = f32[aPlace]!;
      c0 = fround(c0 + fround(value * f32[bPlace]!));
      c1 = fround(c1 + fround(value * f32[bPlace + 1]!));
      c2 = fround(c2 + fround(value * f32[bPlace + 2]!));
      c3 = fround(c3 + fround(value * f32[bPlace + 3]!));
      aPlace += aStride;
      bPlace += bStride;
    }
    f32[to] = flushBelow(c0, tiny);
    f32[to + 1] = flushBelow(c1, tiny);
    f32[to + 2] = flushBelow(c2, tiny);
    f32[to + 3] = flushBelow(c3, tiny);
  }
}
