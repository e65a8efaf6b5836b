import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLayout, pointOnMap } from '../../src/scenes/contour-layout.ts';
import { bandEnds, costScale, shareOf } from '../../src/scenes/cost-scale.ts';
import { heightAt, heightsOf, stretches, type LandscapeView } from '../../src/scenes/landscape-view.ts';
import { pointUnder, surfaceLayout } from '../../src/scenes/surface-layout.ts';
import { FIRST_STANCE, SurfaceView, validStance } from '../../src/scenes/surface-view.ts';

const SIDE = 25;
const [WIDTH, HEIGHT, TEXT] = [440, 400, 16];

/** A bowl with its lowest point at (0.5, −0.25), on a plane from −2 to 2 both ways. */
function bowl(changes: Partial<LandscapeView> = {}): LandscapeView {
  const costs = Float64Array.from({ length: SIDE ** 2 }, (_, at) => {
    const x = -2 + (4 * (at % SIDE)) / (SIDE - 1);
    const y = -2 + (4 * Math.floor(at / SIDE)) / (SIDE - 1);
    return 0.01 + (x - 0.5) ** 2 + (y + 0.25) ** 2;
  });
  return {
    extent: { x: [-2, 2], y: [-2, 2] },
    side: SIDE,
    costs,
    rows: SIDE,
    scale: costScale(costs, 'linear'),
    path: [],
    pointed: null,
    names: { x: 'x', y: 'y', cost: 'cost' },
    isStill: true,
    ...changes,
  };
}

describe('the scale of costs', () => {
  it('leads from the least cost to the largest, its bands one after the other, for any finite costs', () => {
    const cost = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(cost, { minLength: 1, maxLength: 50 }), fc.constantFrom('linear', 'log'), (costs, kind) => {
        const scale = costScale(costs, kind)!;
        expect(scale.from).toBeLessThan(scale.to);
        expect(shareOf(scale, scale.from)).toBe(0);
        expect(shareOf(scale, scale.to)).toBe(1);
        const ends = [0, ...bandEnds(scale), 1];
        for (const [n, end] of ends.entries()) expect(end).toBeGreaterThanOrEqual(ends[n - 1] ?? 0);
        // Round steps of 1, 2 and 5 make at most twice as many bands as are aimed at, and a few more in half a decade.
        expect(scale.levels.length).toBeLessThanOrEqual(25);
      }),
    );
  });

  it('has nothing to say about costs that are no numbers, and goes no deeper than a millionth', () => {
    expect(costScale([NaN, Infinity], 'log')).toBeNull();
    const scale = costScale([1e-30, 10, NaN], 'log')!;
    expect(scale).toMatchObject({ isCut: true, to: 10 });
    expect(scale.from).toBeCloseTo(1e-5, 12);
    expect(shareOf(scale, 1e-30)).toBe(0);
    expect(shareOf(scale, 0.01)).toBeCloseTo(0.5, 12);
    expect(shareOf(scale, NaN)).toBeNaN();
  });
});

describe('a place of a landscape', () => {
  it('has the height between the four points around it, and none beyond the plane or at a hole', () => {
    const view = bowl();
    const heights = heightsOf(view);
    const at = { x: -2 + 4 / 24 / 2, y: -2 };
    // Heights are 32-bit numbers.
    expect(heightAt(view, heights, at)).toBeCloseTo((heights[0]! + heights[1]!) / 2, 6);
    expect(heightAt(view, heights, { x: 2.01, y: 0 })).toBeNull();
    const costs = Float64Array.from(view.costs);
    costs[1] = NaN;
    expect(heightAt(view, heightsOf({ ...view, costs }), at)).toBeNull();
  });

  it('is in the stretch of path that is on the plane', () => {
    const point = { x: 1, y: 1 };
    expect(stretches([null, point, point, null, point, null, point, point])).toEqual([
      [point, point],
      [point, point],
    ]);
  });
});

describe('the map', () => {
  it('finds every computed point where it is drawn, and none beside the map', () => {
    const view = bowl();
    for (const row of [0, 7, SIDE - 1]) {
      for (const column of [0, 11, SIDE - 1]) {
        const { pointed } = contourLayout({ ...view, pointed: { column, row } }, WIDTH, HEIGHT, TEXT);
        expect(pointOnMap(view, WIDTH, HEIGHT, TEXT, pointed!)).toEqual({ column, row });
      }
    }
    expect(pointOnMap(view, WIDTH, HEIGHT, TEXT, { x: 1, y: 1 })).toBeNull();
  });

  it('draws its lines where the cost is that of their level', () => {
    const view = bowl();
    const { contours, across, up } = contourLayout(view, WIDTH, HEIGHT, TEXT);
    expect(contours.length).toBeGreaterThan(5);
    const levels = view.scale!.levels;
    for (const { x, y } of contours.flat()) {
      const place = (axis: typeof across, at: number) =>
        axis.from + ((at - axis.start) / (axis.end - axis.start)) * (axis.to - axis.from);
      const cost = 0.01 + (place(across, x) - 0.5) ** 2 + (place(up, y) + 0.25) ** 2;
      // Between two points, a sixth apart, a parabola is at most (1/12)² off its chord, each way.
      expect(Math.min(...levels.map((level) => Math.abs(level - cost)))).toBeLessThan(2 / 144);
    }
  });

  it('keeps everything in the picture, for wide and narrow ones and long names', () => {
    const path = [
      { x: -1, y: 1 },
      { x: 0.5, y: -0.25 },
    ];
    for (const [width, height] of [
      [300, 320],
      [440, 400],
      [700, 400],
    ] as const) {
      const layout = contourLayout(bowl({ path }), width, height, TEXT);
      for (const { x, y } of [...layout.contours.flat(), ...layout.path.flat(), layout.now!, ...layout.labels]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('the surface', () => {
  const stances = [FIRST_STANCE, { turn: -140, tilt: 60 }, { turn: 90, tilt: 20 }, { turn: 0, tilt: 90 }];

  it('finds points where they are drawn, whichever way it is turned', () => {
    for (const stance of stances) {
      const view = bowl();
      const heights = heightsOf(view);
      for (const point of [
        { column: 12, row: 12 },
        { column: 3, row: 20 },
      ]) {
        const { pointed } = surfaceLayout({ ...view, stance, pointed: point }, heights, WIDTH, HEIGHT, TEXT);
        const found = pointUnder({ side: SIDE, stance }, heights, WIDTH, HEIGHT, TEXT, pointed!.top)!;
        // Where the surface hides the point, a nearer one is found; it is in the same place of the picture.
        const { pointed: again } = surfaceLayout({ ...view, stance, pointed: found }, heights, WIDTH, HEIGHT, TEXT);
        expect(Math.hypot(again!.top.x - pointed!.top.x, again!.top.y - pointed!.top.y)).toBeLessThanOrEqual(12);
      }
    }
  });

  it('keeps everything in the picture, whichever way it is turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180, max: 180 }), fc.integer({ min: 5, max: 90 }), (turn, tilt) => {
        const view = bowl({ path: [{ x: 0, y: 0 }] });
        const layout = surfaceLayout({ ...view, stance: { turn, tilt } }, heightsOf(view), WIDTH, HEIGHT, TEXT);
        for (const { x, y } of [...layout.floor, layout.now!, ...layout.labels]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(WIDTH);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(HEIGHT);
        }
      }),
    );
  });

  it('has its path on it, and none of it beyond the plane', () => {
    const path = [
      { x: -3, y: 0 },
      { x: -1, y: 1 },
      { x: 0.5, y: -0.25 },
    ];
    const view = bowl({ path });
    const layout = surfaceLayout({ ...view, stance: FIRST_STANCE }, heightsOf(view), WIDTH, HEIGHT, TEXT);
    expect(layout.path.map(({ length }) => length)).toEqual([2]);
    expect(layout.start).toBeNull();
    expect(layout.now).toEqual(layout.path[0]![1]);
  });

  it('is turned round and round, and tilted no farther than there is something to see', () => {
    expect(validStance({ turn: 190, tilt: 100 })).toEqual({ turn: -170, tilt: 90 });
    expect(validStance({ turn: -190, tilt: 0 })).toEqual({ turn: 170, tilt: 5 });
  });

  it('projects a grid as it projects its points', () => {
    const view = new SurfaceView({ turn: 33, tilt: 21 }, WIDTH, HEIGHT, { across: 10, down: 10 });
    const shares = Float32Array.from({ length: 9 }, (_, n) => n / 8);
    const all = view.placeAll(3, shares);
    for (let at = 0; at < 9; at++) {
      const { x, y } = view.place((at % 3) - 1, Math.floor(at / 3) - 1, shares[at]!);
      // 32-bit numbers of a few hundred pixels.
      expect(all[2 * at]).toBeCloseTo(x, 3);
      expect(all[2 * at + 1]).toBeCloseTo(y, 3);
    }
  });
});
