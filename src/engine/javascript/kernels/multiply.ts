import { PANEL } from '../../layout.ts';
import { denseRow } from './dense-row.ts';
import { panelWidth } from './panel.ts';

/** Many rows times a packed matrix: c [M, columns] = a·b; see assembly/kernels/multiply.ts. Places and counts are floats. */
export function multiply(
  f32: Float32Array,
  a: number,
  aPadded: number,
  M: number,
  K: number,
  b: number,
  columns: number,
  c: number,
): void {
  for (let column = 0; column < columns; column += PANEL) {
    const width = panelWidth(columns, column);
    for (let m = 0; m < M; m++) {
      denseRow(f32, a + m * aPadded, 1, K, b + column * K, width, c + m * columns + column, width);
    }
  }
}
