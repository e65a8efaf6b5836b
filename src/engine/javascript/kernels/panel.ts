import { padded, PANEL } from '../../layout.ts';

/** Columns of the panel that starts at `column` of a matrix with `paddedColumns`. */
export function panelWidth(paddedColumns: number, column: number): number {
  return Math.min(PANEL, paddedColumns - column);
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
