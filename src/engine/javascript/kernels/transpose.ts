import { padded, PANEL } from '../../layout.ts';
import { panelWidth } from './panel.ts';

/** Transposes a packed matrix [rows, columns] into a packed matrix [columns, rows]; see assembly/kernels/transpose.ts. */
export function transposeRows(
  f32: Float32Array,
  source: number,
  rows: number,
  columns: number,
  target: number,
  from: number,
  to: number,
): void {
  const paddedColumns = padded(columns);
  const paddedRows = padded(rows);
  for (let column = 0; column < columns; column++) {
    const panelColumn = column - (column % PANEL);
    const sourceWidth = panelWidth(paddedColumns, panelColumn);
    const first = source + panelColumn * rows + (column - panelColumn);
    for (let row = from; row < to; row++) {
      const panelRow = row - (row % PANEL);
      const place = target + panelRow * columns + column * panelWidth(paddedRows, panelRow) + (row - panelRow);
      f32[place] = f32[first + row * sourceWidth]!;
    }
  }
}
