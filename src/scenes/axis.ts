/** A straight scale from numbers to CSS pixels. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Where `from` and `to` are drawn. */
  readonly start: number;
  readonly end: number;
}

export function placeOn({ from, to, start, end }: Axis, value: number): number {
  return start + ((value - from) / (to - from)) * (end - start);
}

export function valueAt({ from, to, start, end }: Axis, place: number): number {
  return from + ((place - start) / (end - start)) * (to - from);
}

/** Round numbers along the axis, at most `most` of them, in steps of 1, 2 or 5. */
export function ticksOf({ from, to }: Axis, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10((to - from) / most));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => Math.floor((to - from) / size) < most) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)) + 0);
}
