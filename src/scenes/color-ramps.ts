import { mixed, type Palette } from './palette.ts';

/** An image as a scene shows it. */
export interface Pattern {
  /** [side × side], row by row. */
  readonly values: Float32Array | Uint8Array;
  /** signed: orange above zero, blue below, the field at zero. grey: ink at `reach`. */
  readonly scale: 'signed' | 'grey';
  /** The size of a value that has full strength. */
  readonly reach: number;
}

const SHADES = 255;

/** The colours of a pattern's values, made once for each palette. */
export class ColorRamps {
  #palette: Palette | null = null;
  #positive: readonly number[] = [];
  #negative: readonly number[] = [];
  #grey: readonly number[] = [];

  /** Writes `pattern` as opaque RGBA into `data` [4 × values]. */
  paint({ values, scale, reach }: Pattern, palette: Palette, data: Uint8ClampedArray): void {
    this.#prepare(palette);
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      const ramp = scale === 'grey' ? this.#grey : value < 0 ? this.#negative : this.#positive;
      const color = ramp[Math.min(SHADES, Math.round((Math.abs(value) / reach) * SHADES)) || 0]!;
      data[4 * at] = color >> 16;
      data[4 * at + 1] = (color >> 8) & 255;
      data[4 * at + 2] = color & 255;
      data[4 * at + 3] = 255;
    }
  }

  #prepare(palette: Palette): void {
    if (this.#palette === palette) return;
    this.#palette = palette;
    const ramp = (to: string) => Array.from({ length: SHADES + 1 }, (_, shade) => mixed(palette.field, to, shade / SHADES));
    this.#positive = ramp(palette.positive);
    this.#negative = ramp(palette.negative);
    this.#grey = ramp(palette.ink);
  }
}
