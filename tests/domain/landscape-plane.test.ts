import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squareTo, unit } from '../../src/domain/landscape-directions.ts';
import { explainedShare, extentAround, footOf, gridPlace, vectorAt } from '../../src/domain/landscape-plane.ts';
import { difference, dot, lengthOf } from '../../src/domain/parameter-vector.ts';
import { centredGram, eigenpairs, gramMatrix, pathComponents, spreadOf } from '../../src/domain/path-components.ts';
import { Random } from '../../src/domain/random.ts';

const DIMENSIONS = 40;

function randomVector(random: Random, scale = 1): Float32Array {
  return Float32Array.from({ length: DIMENSIONS }, () => scale * random.normal());
}

function randomPlane(random: Random) {
  const first = unit(randomVector(random))!;
  return { origin: randomVector(random), first, second: squareTo(first, randomVector(random))! };
}

/** A way of so many points that mostly goes along two directions. */
function randomPath(random: Random, count: number): Float32Array[] {
  const [along, across] = [randomVector(random), randomVector(random)];
  return Array.from({ length: count }, (_, n) => {
    const noise = randomVector(random, 0.02);
    return noise.map((value, i) => value + 0.3 * n * along[i]! + 0.2 * Math.sin(n) * across[i]!);
  });
}

const seeds = fc.integer({ min: 0, max: 1e9 }).map((seed) => new Random(seed));

describe('a plane', () => {
  it('meets its own points in themselves, and others where the way is shortest', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        (random, x, y) => {
          const plane = randomPlane(random);
          const own = footOf(plane, difference(vectorAt(plane, { x, y }), plane.origin));
          // Float32 numbers of this size.
          expect(own.x).toBeCloseTo(x, 4);
          expect(own.y).toBeCloseTo(y, 4);
          expect(own.distance).toBeLessThan(1e-4);
          const other = randomVector(random, 3);
          const foot = footOf(plane, other);
          expect(foot.x ** 2 + foot.y ** 2 + foot.distance ** 2).toBeCloseTo(dot(other, other), 3);
        },
      ),
    );
  });

  it('has its grid from corner to corner, the lowest row first', () => {
    const extent = { x: [-2, 4], y: [10, 11] } as const;
    expect(gridPlace(extent, 5, 0, 0)).toEqual({ x: -2, y: 10 });
    expect(gridPlace(extent, 5, 4, 4)).toEqual({ x: 4, y: 11 });
    expect(gridPlace(extent, 5, 2, 1)).toEqual({ x: 1, y: 10.25 });
  });

  it('is cut out around places, never as a mere line', () => {
    const straight = extentAround(
      [
        { x: 0, y: 1 },
        { x: 8, y: 1 },
      ],
      1.5,
    );
    expect(straight).toEqual({ x: [-2, 10], y: [-0.5, 2.5] });
    expect(extentAround([{ x: 3, y: 4 }], 2)).toEqual({ x: [2.75, 3.25], y: [3.75, 4.25] });
  });
});

describe('the components of a path', () => {
  it('belong to eigenvalues: A·v = λ·v, vectors square to each other, values sorted, their sum the trace', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 12 }), (random, n) => {
        const half = Array.from({ length: n * n }, () => random.normal());
        const matrix = Float64Array.from(half, (value, at) => value + half[(at % n) * n + Math.floor(at / n)]!);
        const pairs = eigenpairs(matrix);
        for (const [at, { value, vector }] of pairs.entries()) {
          for (let row = 0; row < n; row++) {
            const product = vector.reduce((sum, v, column) => sum + matrix[row * n + column]! * v, 0);
            expect(product).toBeCloseTo(value * vector[row]!, 9);
          }
          for (const other of pairs.slice(0, at + 1)) {
            const product = vector.reduce((sum, v, row) => sum + v * other.vector[row]!, 0);
            expect(product).toBeCloseTo(other.vector === vector ? 1 : 0, 9);
          }
          if (at > 0) expect(value).toBeLessThanOrEqual(pairs[at - 1]!.value);
        }
        const trace = pairs.reduce((sum, { value }) => sum + value, 0);
        expect(trace).toBeCloseTo(
          matrix.filter((_, at) => at % (n + 1) === 0).reduce((sum, value) => sum + value, 0),
          9,
        );
      }),
    );
  });

  it('lead along the largest variance: no other plane explains more', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 3, max: 20 }), (random, count) => {
        const path = randomPath(random, count);
        const [first, second] = pathComponents(path, 2);
        expect(Math.abs(dot(first!, second!))).toBeLessThan(1e-5);
        const explained = (plane: { first: Float32Array; second: Float32Array }) =>
          explainedShare(
            path,
            path.map((point) => footOf(plane, point)),
          )!;
        const best = explained({ first: first!, second: second! });
        const pairs = eigenpairs(centredGram(gramMatrix(path)));
        const values = pairs.map(({ value }) => value);
        // Directions and sums in float32 and float64: six digits.
        expect(best).toBeCloseTo((values[0]! + values[1]!) / values.reduce((sum, value) => sum + value, 0), 5);
        expect(spreadOf(path)).toBeCloseTo(
          values.reduce((sum, value) => sum + value, 0),
          3,
        );
        for (let other = 0; other < 3; other++) expect(explained(randomPlane(random))).toBeLessThanOrEqual(best);
      }),
    );
  });

  it('do not depend on where the path lies', () => {
    const random = new Random(5);
    const path = randomPath(random, 6);
    const offset = randomVector(random);
    const moved = path.map((point) => point.map((value, i) => value + offset[i]!));
    for (const [n, component] of pathComponents(path, 2).entries()) {
      expect(Math.abs(dot(component, pathComponents(moved, 2)[n]!))).toBeCloseTo(1, 5);
    }
  });

  it('are one for two points, and none where nothing moves', () => {
    const [one, other] = [Float32Array.of(1, 2, 3), Float32Array.of(1, 2, 5)];
    const components = pathComponents([one, other], 2);
    expect(components.length).toBe(1);
    expect(Math.abs(components[0]![2]!)).toBeCloseTo(1, 6);
    expect(pathComponents([one], 2)).toEqual([]);
    expect(pathComponents([one, one, one], 2)).toEqual([]);
    expect(
      explainedShare(
        [one, one],
        [
          { x: 0, y: 0 },
          { x: 0, y: 0 },
        ],
      ),
    ).toBeNull();
    expect(lengthOf(components[0]!)).toBeCloseTo(1, 6);
  });
});
