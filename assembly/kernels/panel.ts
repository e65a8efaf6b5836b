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

/** Bytes between the rows of a full panel, as a power of two. */
export const PANEL_ROW_SHIFT: i32 = 7;

/** Columns of the panel that starts at `column` of a matrix with `paddedColumns`. */
export function panelWidth(paddedColumns: i32, column: i32): i32 {
  return min(PANEL, paddedColumns - column);
}

/** Byte address of the panel that starts at `column` (a multiple of 32) of a matrix with `rows` rows. */
export function panelPtr(basePtr: usize, rows: i32, column: i32): usize {
  return basePtr + <usize>(rows * column) * 4;
}
