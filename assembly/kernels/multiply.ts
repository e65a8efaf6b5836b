import { denseProduct } from './dense-product';
import { PANEL, panelPtr, panelWidth } from './panel';

/**
 * Many rows times a packed matrix: c = a·b.
 *
 * Shapes   a f32 [M] rows of K values, `aPadded` floats apart   b packed [K, columns]   c f32 [M, columns]
 * Requires columns a multiple of 4; b and c 16-byte aligned; c overlaps nothing.
 */
export function multiply(aPtr: usize, aPadded: i32, M: i32, K: i32, bPtr: usize, columns: i32, cPtr: usize): void {
  for (let column = 0; column < columns; column += PANEL) {
    const width = panelWidth(columns, column);
    denseProduct(
      aPtr,
      (<usize>aPadded) << 2,
      4,
      M,
      K,
      panelPtr(bPtr, K, column),
      (<usize>width) << 2,
      cPtr + ((<usize>column) << 2),
      (<usize>columns) << 2,
      width >> 2,
    );
  }
}
