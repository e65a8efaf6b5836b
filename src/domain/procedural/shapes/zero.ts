import type { Random } from '../../random.ts';
import { arc, glide, type Knot, type Shape } from '../pen-path.ts';

/** 0: round or narrow, closed, open at the top or drawn over twice, with or without a lead-in, now and then slashed. */
export function zero(random: Random): Shape {
  const radiusX = random.chance(0.3) ? random.between(0.12, 0.25) : random.between(0.25, 0.52);
  const radiusY = 0.5;
  const start = random.between(-0.42, -0.1);
  const direction = random.chance(0.85) ? -1 : 1;
  const sweep = random.chance(0.2)
    ? random.between(0.78, 0.92)
    : random.chance(0.12)
      ? random.between(1.2, 1.6)
      : random.between(0.95, 1.12);
  const ring: Knot[] = arc(0, 0, radiusX, radiusY, start, start + direction * sweep, random.between(-0.2, 0.15));
  const first = ring[0]!;
  if (random.chance(0.25)) ring.unshift(glide(first.x - random.between(0.08, 0.3), first.y + random.between(-0.08, 0.12)));
  else if (random.chance(0.15))
    ring.unshift(glide(first.x + random.between(-0.05, 0.12), first.y + random.between(0.08, 0.25)));
  const slash = random.chance(0.05);
  if (!slash) return [ring];
  const reach = random.between(0.6, 1.25);
  return [ring, [glide(radiusX * reach, -radiusY * reach * 0.85), glide(-radiusX * reach, radiusY * reach * 0.85)]];
}
