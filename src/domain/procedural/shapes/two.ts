import type { Random } from '../../random.ts';
import { arc, corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 2: a round or flat top, a corner, a curve or a loop at the foot, and a straight, wavy or rising base. */
export function two(random: Random): Shape {
  const right = random.between(0.42, 0.7);
  const path: Knot[] = [];
  const topHeight = random.between(0.2, 0.34);
  if (random.chance(0.16)) {
    // Like a z.
    path.push(glide(random.between(-0.02, 0.1), random.between(0, 0.1)));
    path.push(glide(right * 0.55, random.between(-0.05, 0.03)));
    path.push(random.chance(0.5) ? corner(right, random.between(-0.02, 0.06)) : glide(right, random.between(0.02, 0.12)));
  } else {
    const middle = right * random.between(0.45, 0.55);
    if (random.chance(0.2)) path.push(glide(middle - random.between(0, 0.12), topHeight + random.between(-0.05, 0.08)));
    path.push(...arc(middle, topHeight, right - middle, topHeight, random.between(-0.55, -0.35), random.between(0, 0.06)));
  }
  const footX = random.between(-0.08, 0.12);
  const footY = random.between(0.9, 1);
  const bulge = random.between(-0.04, 0.1);
  path.push(glide((right + footX) / 2 + bulge, 0.66 + random.between(-0.06, 0.05)));
  const endX = random.between(0.45, 0.85);
  const endY = random.between(0.88, 1.08);
  const foot = random.unit();
  if (foot < 0.34) {
    const loop = random.between(0.05, 0.14);
    const height = random.between(0.05, 0.13);
    path.push(glide(footX + 0.12, 0.88), glide(footX, 0.97 + random.between(-0.02, 0.03)));
    path.push(glide(footX - loop * 0.8, 0.97 - height * 0.5), glide(footX + 0.02, 0.97 - height * 1.2));
    path.push(glide(footX + 0.18, 0.95), glide(endX * 0.75, endY + 0.02));
  } else if (foot < 0.5) {
    path.push(glide(footX + 0.05, footY - 0.06), glide(footX + 0.07, footY + 0.02), glide(footX + 0.2, footY + 0.02));
  } else {
    path.push(corner(footX, footY));
    if (random.chance(0.3)) path.push(glide(footX + (endX - footX) * 0.3, footY - random.between(0.02, 0.08)));
  }
  path.push(glide(endX, endY));
  if (random.chance(0.08)) path.push(glide(endX + 0.02, endY - random.between(0.06, 0.16)));
  return [path];
}
