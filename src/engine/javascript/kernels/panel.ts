import { padded, PANEL } from '../../layout.ts';
import { denseRow } from './dense-row.ts';

/** Columns of the panel that starts at `column` of a matrix with `paddedColumns`. */
export function panelWidth(paddedColumns: number, column: number): number {
  return Math.min(PANEL, paddedColumns - column);
}

/** Many rows times a packed matrix: c [M, columns] = a·b; see assembly/kernels/panel.ts. Places and counts are floats. */
export function multiplyByPanels(
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

/** Transposes a packed matrix [rows, columns] into a packed matrix [columns, rows]; see assembly/kernels/panel.ts. */
export function transposePanels(f32: Float32Array, source: number, rows: number, columns: number, target: number): void {
  const paddedColumns = padded(columns);
  const paddedRows = padded(rows);
  for (let column = 0; column < columns; column++) {
    const panelColumn = column - (column % PANEL);
    const sourceWidth = panelWidth(paddedColumns, panelColumn);
    const from = source + panelColumn * rows + (column - panelColumn);
    for (let row = 0; row < rows; row++) {
      const panelRow = row - (row % PANEL);
      const to = target + panelRow * columns + column * panelWidth(paddedRows, panelRow) + (row - panelRow);
      f32[to] = f32[from + row * sourceWidth]!;
    }
  }
}
