import type { Random } from '../../random.ts';
import { arc, glide, type Knot, type Shape } from '../pen-path.ts';

/** 6: a straight or curved stem into a loop, big or small, flat or tall, that closes, crosses the stem or stays open. */
export function six(random: Random): Shape {
  const radiusX = random.between(0.12, 0.36);
  const radiusY = random.chance(0.2) ? random.between(0.09, 0.16) : random.between(0.16, 0.36);
  const centreY = 1 - radiusY;
  const topX = random.between(-0.12, 0.5) * random.between(0.4, 1);
  const path: Knot[] = [];
  if (random.chance(0.15)) path.push(glide(topX + random.between(0.04, 0.14), random.between(0.03, 0.14)));
  path.push(glide(topX, 0));
  const curve = random.between(-0.02, 0.22);
  path.push(glide(topX * 0.45 - radiusX * 0.6 - curve * 0.5, centreY * 0.38));
  path.push(glide(-radiusX - curve * 0.2, centreY - radiusY * 0.15));
  // Counter-clockwise along the bottom, up the right, over the top of the loop.
  const end = random.unit();
  const sweepEnd =
    end < 0.2 ? random.between(-0.35, -0.15) : end < 0.8 ? random.between(-0.55, -0.42) : random.between(-0.75, -0.6);
  path.push(...arc(0, centreY, radiusX, radiusY, 0.4, sweepEnd, random.between(-0.25, 0.05)));
  if (random.chance(0.22)) {
    const last = path[path.length - 1]!;
    path.push(glide(last.x - random.between(0.12, 0.32), last.y + random.between(-0.04, 0.12)));
  }
  return [path];
}
