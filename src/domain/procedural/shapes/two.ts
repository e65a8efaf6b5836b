import type { Random } from '../../random.ts';
import { arc, corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 2: a round or flat top, a corner, a curve or a loop at the foot, and a straight, wavy or rising base. */
export function two(random: Random): Shape {
  const right = random.between(0.32, 0.7);
  const path: Knot[] = [];
  const topHeight = random.between(0.18, 0.38);
  if (random.chance(0.16)) {
    // Like a z.
    path.push(glide(random.between(-0.02, 0.1), random.between(0, 0.1)));
    path.push(glide(right * 0.55, random.between(-0.05, 0.03)));
    path.push(random.chance(0.5) ? corner(right, random.between(-0.02, 0.06)) : glide(right, random.between(0.02, 0.12)));
  } else {
    const middle = right * random.between(0.45, 0.55);
    if (random.chance(0.25)) path.push(glide(middle - random.between(-0.04, 0.12), topHeight + random.between(-0.08, 0.08)));
    path.push(...arc(middle, topHeight, right - middle, topHeight, random.between(-0.6, -0.35), random.between(0, 0.06)));
  }
  const footX = random.between(-0.08, 0.12);
  const footY = random.between(0.9, 1);
  const bulge = random.between(-0.04, 0.1);
  path.push(glide((right + footX) / 2 + bulge, 0.66 + random.between(-0.06, 0.05)));
  const endX = random.chance(0.25) ? random.between(0.8, 1.1) : random.between(0.45, 0.85);
  const endY = random.between(0.84, 1.1);
  const foot = random.unit();
  if (foot < 0.4) {
    const loopX = random.between(0.06, 0.28);
    const loopY = random.between(0.04, 0.18);
    path.push(
      ...arc(
        footX + random.between(0, 0.7) * loopX,
        1 - loopY,
        loopX,
        loopY,
        random.between(0.12, 0.22),
        random.between(0.78, 0.9),
      ),
    );
    path.push(glide(endX * 0.6, (1 - loopY + endY) / 2 + random.between(-0.03, 0.06)));
  } else if (foot < 0.5) {
    path.push(glide(footX + 0.05, footY - 0.06), glide(footX + 0.07, footY + 0.02), glide(footX + 0.2, footY + 0.02));
  } else {
    path.push(corner(footX, footY));
    if (random.chance(0.45))
      path.push(glide(footX + (endX - footX) * random.between(0.25, 0.5), footY - random.between(0.02, 0.17)));
  }
  path.push(glide(endX, endY));
  if (random.chance(0.08)) path.push(glide(endX + 0.02, endY - random.between(0.06, 0.16)));
  return [path];
}
