import { expect, it } from 'vitest';
import { pathWith, type PathPoint } from '../../src/domain/descent-path.ts';

it.each([10, 63, 64, 65, 500, 3001])('a path of %i steps is thinned evenly and keeps its ends', (steps) => {
  let path: PathPoint[] = [];
  for (let iteration = 0; iteration <= steps; iteration++) path = pathWith(path, { iteration, parameters: [] });
  const iterations = path.map(({ iteration }) => iteration);
  expect(path.length).toBeLessThanOrEqual(64);
  expect([iterations[0], iterations.at(-1)]).toEqual([0, steps]);
  const stride = iterations[1]!;
  for (const [index, iteration] of iterations.slice(0, -1).entries()) expect(iteration).toBe(index * stride);
  if (steps < 63) expect(iterations).toHaveLength(steps + 1);
  else expect(path.length).toBeGreaterThan(30);
});

it('a step back takes the way back, too', () => {
  let path: PathPoint[] = [];
  for (let iteration = 0; iteration <= 20; iteration++) path = pathWith(path, { iteration, parameters: [] });
  expect(pathWith(path, { iteration: 12, parameters: [] }).map(({ iteration }) => iteration)).toEqual(
    Array.from({ length: 13 }, (_, iteration) => iteration),
  );
});
