import type { Random } from '../random.ts';

/** Cells a side of the field; 28 pixels make 7 cells of 4. */
export const FIELD_CELLS = 7;
/** Nodes a side, with the values between which the field is bilinear. */
export const FIELD_NODES = FIELD_CELLS + 1;

/** Values drawn beyond each border, so that smoothing treats the border like the middle. */
const MARGIN = 2;
const ROUGH_NODES = FIELD_NODES + 2 * MARGIN;
/** Binomial weights: neighbouring nodes move together, as neighbouring places of one hand's stroke do. */
const TAPS = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];
/** Smoothing in both directions leaves this share of the standard deviation: Σ taps². */
const SMOOTHED_DEVIATION = 70 / 256;
/** The standard deviation of a uniform number in ±1. */
const UNIFORM_DEVIATION = 0.5773502691896258;

const rough = new Float64Array(ROUGH_NODES * ROUGH_NODES);
const half = new Float64Array(ROUGH_NODES * FIELD_NODES);

/**
 * A random smooth function on the unit square, mean 0, standard deviation 1 at each node: the elastic part of a deformation.
 *
 * Source P. Simard et al., Best Practices for Convolutional Neural Networks (2003): uniform noise, smoothed by a Gaussian; here on
 * 8×8 nodes and bilinear between them, which costs a hundredth of smoothing all pixels and looks the same.
 */
export class SmoothField {
  /** [8, 8] row by row. */
  readonly nodes = new Float64Array(FIELD_NODES * FIELD_NODES);

  /** Draws a new field; nothing is allocated. */
  draw(random: Random): void {
    for (let n = 0; n < rough.length; n++) rough[n] = random.between(-1, 1);
    for (let row = 0; row < ROUGH_NODES; row++) {
      for (let column = 0; column < FIELD_NODES; column++) {
        let sum = 0;
        for (let tap = 0; tap < TAPS.length; tap++) sum += TAPS[tap]! * rough[row * ROUGH_NODES + column + tap]!;
        half[row * FIELD_NODES + column] = sum;
      }
    }
    for (let row = 0; row < FIELD_NODES; row++) {
      for (let column = 0; column < FIELD_NODES; column++) {
        let sum = 0;
        for (let tap = 0; tap < TAPS.length; tap++) sum += TAPS[tap]! * half[(row + tap) * FIELD_NODES + column]!;
        this.nodes[row * FIELD_NODES + column] = sum / (SMOOTHED_DEVIATION * UNIFORM_DEVIATION);
      }
    }
  }

  /** The value at (x, y), each from 0 to 1; beyond the border the border's. */
  at(x: number, y: number): number {
    const column = x <= 0 ? 0 : x >= 1 ? FIELD_CELLS : x * FIELD_CELLS;
    const row = y <= 0 ? 0 : y >= 1 ? FIELD_CELLS : y * FIELD_CELLS;
    const left = Math.min(FIELD_CELLS - 1, Math.floor(column));
    const top = Math.min(FIELD_CELLS - 1, Math.floor(row));
    const u = column - left;
    const v = row - top;
    const node = top * FIELD_NODES + left;
    const upper = this.nodes[node]! + u * (this.nodes[node + 1]! - this.nodes[node]!);
    const lower = this.nodes[node + FIELD_NODES]! + u * (this.nodes[node + FIELD_NODES + 1]! - this.nodes[node + FIELD_NODES]!);
    return upper + v * (lower - upper);
  }
}
