import { denseProduct } from './dense-product';

// Packed matrices: columns in panels of 32, each panel row-major, the last one as narrow as whole vectors of 4 allow.
//
//   columns   0 … 31        32 … 63       64 … 67
//            ┌────────────┐┌────────────┐┌──────┐
//   rows     │ panel 0    ││ panel 1    ││ p. 2 │   one after the other in memory
//            └────────────┘└────────────┘└──────┘
//
// One panel of the first layer, 784 × 32 floats, fits the second-level cache; its row is eight vectors, one register each.

/** Columns of a full panel. */
export const PANEL: i32 = 32;

/** Columns of the panel that starts at `column` of a matrix with `paddedColumns`. */
export function panelWidth(paddedColumns: i32, column: i32): i32 {
  return min(PANEL, paddedColumns - column);
}

/** Byte address of the panel that starts at `column` (a multiple of 32) of a matrix with `rows` rows. */
export function panelPtr(basePtr: usize, rows: i32, column: i32): usize {
  return basePtr + <usize>(rows * column) * 4;
}

/**
 * Many rows times a packed matrix: c = a·b.
 *
 * Shapes   a f32 [M] rows of K values, `aPadded` apart   b packed [K, columns]   c f32 [M, columns]; columns a multiple of 4
 */
export function multiplyByPanels(aPtr: usize, aPadded: i32, M: i32, K: i32, bPtr: usize, columns: i32, cPtr: usize): void {
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

/**
 * Transposes a packed matrix into a packed matrix.
 *
 * Shapes   source [rows, columns]   target [columns, rows], both packed
 */
export function transposePanels(sourcePtr: usize, rows: i32, columns: i32, targetPtr: usize): void {
  const paddedColumns = (columns + 3) & ~3;
  const paddedRows = (rows + 3) & ~3;
  for (let column = 0; column < columns; column++) {
    const panelColumn = column & ~(PANEL - 1);
    const sourceStride = <usize>panelWidth(paddedColumns, panelColumn) * 4;
    let fromPtr = panelPtr(sourcePtr, rows, panelColumn) + <usize>(column - panelColumn) * 4;
    for (let panelRow = 0; panelRow < rows; panelRow += PANEL) {
      const width = panelWidth(paddedRows, panelRow);
      let toPtr = panelPtr(targetPtr, columns, panelRow) + <usize>(column * width) * 4;
      const last = min(rows, panelRow + PANEL);
      for (let row = panelRow; row < last; row++) {
        store<f32>(toPtr, load<f32>(fromPtr));
        fromPtr += sourceStride;
        toPtr += 4;
      }
    }
  }
}
