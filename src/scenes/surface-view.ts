import type { Point } from '../domain/strokes.ts';

/** How high the surface is beside its square, whose sides are 2. */
const HEIGHT = 1;

/** From where a surface is looked at, in degrees: turned about the upright, and tilted from level (0) to from above (90). */
export interface Stance {
  readonly turn: number;
  readonly tilt: number;
}

export const FIRST_STANCE: Stance = { turn: 30, tilt: 32 };
export const TILTS = { least: 5, most: 90 } as const;

/** The same stance with a turn from −180 up to 180, and a tilt from which there is something to see. */
export function validStance({ turn, tilt }: Stance): Stance {
  const around = ((turn % 360) + 540) % 360;
  return { turn: around - 180, tilt: Math.max(TILTS.least, Math.min(TILTS.most, tilt)) };
}

/**
 * Parallel projection of a box with a square floor, u and v from −1 to 1, and heights h from 0 to 1, into a picture.
 *
 * Its size does not depend on the turn, so that turning moves nothing nearer.
 */
export class SurfaceView {
  readonly sin: number;
  readonly cos: number;
  readonly #sinTilt: number;
  readonly #cosTilt: number;
  readonly #scale: number;
  readonly #x: number;
  readonly #y: number;

  /** The picture is as large as this in its own unit, less margins on all sides. */
  constructor(
    { turn, tilt }: Stance,
    width: number,
    height: number,
    margins: { readonly across: number; readonly down: number },
  ) {
    const radians = Math.PI / 180;
    this.sin = Math.sin(turn * radians);
    this.cos = Math.cos(turn * radians);
    this.#sinTilt = Math.sin(tilt * radians);
    this.#cosTilt = Math.cos(tilt * radians);
    const floor = 2 * Math.SQRT2;
    const tall = floor * this.#sinTilt + HEIGHT * this.#cosTilt;
    this.#scale = Math.max(1, Math.min((width - 2 * margins.across) / floor, (height - 2 * margins.down) / tall));
    this.#x = width / 2;
    this.#y = height / 2 + (this.#scale * HEIGHT * this.#cosTilt) / 2;
  }

  place(u: number, v: number, h: number): Point {
    const away = u * this.sin + v * this.cos;
    return {
      x: this.#x + this.#scale * (u * this.cos - v * this.sin),
      y: this.#y - this.#scale * (away * this.#sinTilt + h * HEIGHT * this.#cosTilt),
    };
  }

  /** How far away a place of the floor is; less is nearer. */
  depth(u: number, v: number): number {
    return u * this.sin + v * this.cos;
  }

  /** [2 × side²], x and y of every point of a grid over the square. */
  placeAll(side: number, shares: ArrayLike<number>): Float32Array {
    const points = new Float32Array(2 * side * side);
    const step = 2 / (side - 1);
    for (let row = 0, at = 0; row < side; row++) {
      const v = -1 + row * step;
      for (let column = 0; column < side; column++, at++) {
        const u = -1 + column * step;
        points[2 * at] = this.#x + this.#scale * (u * this.cos - v * this.sin);
        points[2 * at + 1] =
          this.#y - this.#scale * ((u * this.sin + v * this.cos) * this.#sinTilt + shares[at]! * HEIGHT * this.#cosTilt);
      }
    }
    return points;
  }
}
