import { PANEL, panelPtr, panelWidth } from './panel';

/**
 * Transposes some rows of a packed matrix into columns of another one.
 *
 * Shapes   source [rows, columns]   target [columns, rows], both packed
 * Requires `from` a multiple of 4, and `to` too unless it is `rows`.
 */
export function transposeRows(sourcePtr: usize, rows: i32, columns: i32, targetPtr: usize, from: i32, to: i32): void {
  const paddedColumns = (columns + 3) & ~3;
  const paddedRows = (rows + 3) & ~3;
  for (let column = 0; column < columns; column += PANEL) {
    const sourceRowBytes = (<usize>panelWidth(paddedColumns, column)) << 2;
    const panelSourcePtr = panelPtr(sourcePtr, rows, column);
    const count = min(PANEL, columns - column);
    for (let row = from; row < to; row += 4) {
      const panelRow = row & ~(PANEL - 1);
      const targetRowBytes = (<usize>panelWidth(paddedRows, panelRow)) << 2;
      let toPtr = panelPtr(targetPtr, columns, panelRow) + <usize>column * targetRowBytes + ((<usize>(row - panelRow)) << 2);
      let fromPtr = panelSourcePtr + <usize>row * sourceRowBytes;
      const here = min(4, to - row);
      let c = 0;
      if (ASC_FEATURE_SIMD) {
        if (here == 4) {
          for (; c + 4 <= count; c += 4, fromPtr += 16, toPtr += targetRowBytes << 2) {
            square(fromPtr, sourceRowBytes, toPtr, targetRowBytes);
          }
        }
      }
      for (; c < count; c++, fromPtr += 4, toPtr += targetRowBytes) {
        for (let r = 0; r < here; r++) {
          store<f32>(toPtr + ((<usize>r) << 2), load<f32>(fromPtr + <usize>r * sourceRowBytes));
        }
      }
    }
  }
}

/** Transposes 4 × 4 floats. */
function square(fromPtr: usize, fromRowBytes: usize, toPtr: usize, toRowBytes: usize): void {
  const row0 = v128.load(fromPtr);
  const row1 = v128.load(fromPtr + fromRowBytes);
  const row2 = v128.load(fromPtr + 2 * fromRowBytes);
  const row3 = v128.load(fromPtr + 3 * fromRowBytes);
  const low01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
  v128.store(toPtr, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(toPtr + toRowBytes, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(toPtr + 2 * toRowBytes, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(toPtr + 3 * toRowBytes, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}
