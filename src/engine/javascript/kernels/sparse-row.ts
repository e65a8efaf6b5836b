import type { Memory } from '../../memory.ts';
import { flush } from '../math/flush.ts';

const { fround } = Math;

/**
 * One row of a product with a sparse left side: c = Σₑ scale[value[e]]·b[index[e]]; see assembly/kernels/sparse-row.ts.
 *
 * Places count elements of their own kind: `index` u16, `value` u8, all others floats. `columns` is a multiple of 4 and the length of b's rows.
 */
export function sparseRow(
  { f32, u16, u8 }: Memory,
  index: number,
  value: number,
  E: number,
  scale: number,
  b: number,
  c: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column += 4) {
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    let c3 = 0;
    const first = b + column;
    for (let e = 0; e < E; e++) {
      const a = f32[scale + u8[value + e]!]!;
      const row = first + u16[index + e]! * columns;
      c0 = fround(c0 + fround(a * f32[row]!));
      c1 = fround(c1 + fround(a * f32[row + 1]!));
      c2 = fround(c2 + fround(a * f32[row + 2]!));
      c3 = fround(c3 + fround(a * f32[row + 3]!));
    }
    f32[c + column] = flush(c0);
    f32[c + column + 1] = flush(c1);
    f32[c + column + 2] = flush(c2);
    f32[c + column + 3] = flush(c3);
  }
}
