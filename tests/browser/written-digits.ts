import type { Cell } from './pad-driver.ts';

/** Part of an ellipse as a pen would go round it; turns in full circles, clockwise from the top. */
function arc(centre: Cell, radius: Cell, from: number, to: number): Cell[] {
  const count = Math.ceil(Math.abs(to - from) * 14);
  return Array.from({ length: count + 1 }, (_, step): Cell => {
    const turn = (from + ((to - from) * step) / count) * 2 * Math.PI;
    return [centre[0] + radius[0] * Math.sin(turn), centre[1] - radius[1] * Math.cos(turn)];
  });
}

/** One clearly written digit of each kind: strokes in cells of the pad. */
export const WRITTEN_DIGITS: readonly (readonly (readonly Cell[])[])[] = [
  [arc([14, 14], [5.5, 9], 0, -1)],
  [
    [
      [11, 8],
      [15, 4],
      [14.5, 14],
      [14, 24],
    ],
  ],
  [[...arc([14, 9.5], [5.5, 5], -0.2, 0.36), [9, 23], [20.5, 23]]],
  [[...arc([13.5, 8.8], [5, 4.6], -0.15, 0.46), ...arc([13.5, 18.6], [6, 5.2], 0.02, 0.7)]],
  [
    [
      [12, 4],
      [7.5, 15.5],
      [20, 15.5],
    ],
    [
      [16.5, 9.5],
      [16, 24],
    ],
  ],
  [
    [[10.5, 5], [9.5, 12.2], ...arc([13, 17.5], [6, 6], -0.06, 0.65)],
    [
      [10.5, 5],
      [19.5, 4.6],
    ],
  ],
  [[[16.5, 4], [12, 8.5], [9.2, 14], ...arc([13.8, 18.2], [4.8, 5], -0.25, -1.2)]],
  [
    [
      [8, 5.5],
      [14, 5.5],
      [20, 5],
      [16.5, 13],
      [13, 23.5],
    ],
  ],
  [[...arc([14, 9], [4.3, 4.4], 0.12, -0.5), ...arc([14, 18.7], [5, 5.1], 0, 1), ...arc([14, 9], [4.3, 4.4], 0.5, 0.12)]],
  [[...arc([13.2, 9.6], [4.6, 5.2], 0.2, -0.85), [18, 8], [17.6, 15], [16.6, 24]]],
];
