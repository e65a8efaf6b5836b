import { PANEL } from '../../layout.ts';

/** Columns of the panel that starts at `column` of a matrix with `paddedColumns`; see assembly/kernels/panel.ts. */
export function panelWidth(paddedColumns: number, column: number): number {
  return Math.min(PANEL, paddedColumns - column);
}
